//! Terms of keeping: every record gets one, whatever the order of rows, and no longer rule ever gives a shorter keeping.

use niemphong::assets::Assets;
use niemphong::catalogue::{Catalogue, Term};
use niemphong::classify::{Decider, OwnTerm, Schedule, classify};
use niemphong::record::{Body, Record, RecordId, Source};
use proptest::prelude::*;

fn catalogue() -> &'static Catalogue {
    static ONE: std::sync::OnceLock<Catalogue> = std::sync::OnceLock::new();
    ONE.get_or_init(|| Catalogue::load(&Assets::embedded()).unwrap())
}

fn record(kind: &str, year: i16, day: &str) -> Record {
    let kind: niemphong::record::KindName = kind.parse().unwrap();
    Record {
        id: RecordId::build(&kind, ["1"]).unwrap(),
        kind,
        year: format!("{year}-{}", year + 1).parse().unwrap(),
        subject: String::new(),
        class: None,
        pupil: None,
        date: day.parse().unwrap(),
        facts: Vec::new(),
        number: String::new(),
        signers: Vec::new(),
        hold: None,
        pictures: Vec::new(),
        attachments: Vec::new(),
        body: Body::Document(String::new()),
        source: Source::Text(String::new()),
    }
}

fn kinds() -> Vec<String> {
    let records = catalogue().kinds().filter(|k| k.family != niemphong::record::Family::Support);
    records.map(|k| k.name.as_str().to_owned()).collect()
}

fn term() -> impl Strategy<Value = Term> {
    prop_oneof![Just(Term::Permanent), (2u8..=70).prop_map(Term::Years)]
}

fn own(kind: &str, number: usize, term: Term) -> OwnTerm {
    OwnTerm { kind: kind.to_owned(), file_number: number.to_string(), term }
}

fn decide(record: &Record, own: &[OwnTerm]) -> niemphong::classify::Decision {
    classify(record, &Schedule { catalogue: catalogue(), own, own_act: "05/QĐ" })
}

proptest! {
    /// Any kind, any year, any list: a term, a reason, and a day that fits both.
    #[test]
    fn every_record_has_a_term_and_a_reason(at in 0usize..1000, year in 2016i16..2080, terms in prop::collection::vec(term(), 0..4)) {
        let kinds = kinds();
        let kind = &kinds[at % kinds.len()];
        let own: Vec<_> = terms.iter().enumerate().map(|(n, t)| own(kind, n, *t)).collect();
        let decision = decide(&record(kind, year, &format!("{year}-11-20")), &own);
        prop_assert!(!decision.rule.is_empty() && decision.basis.row.is_some() && !decision.source.is_empty(), "{kind}");
        if let (Term::Years(years), Some(day)) = (decision.stated, decision.keep_until) {
            prop_assert_eq!(day.year(), decision.counted_from + i16::from(years));
            prop_assert!(day.to_string().ends_with("-12-31"));
        }
        // No day to destroy where the count has not begun, or never ends.
        prop_assert_eq!(decision.term == Term::Permanent, decision.keep_until.is_none());
    }

    /// The order of the school's list changes nothing but which of equals is named.
    #[test]
    fn the_order_of_the_list_changes_no_term(at in 0usize..1000, terms in prop::collection::vec(term(), 1..5)) {
        let kinds = kinds();
        let kind = &kinds[at % kinds.len()];
        let list: Vec<_> = terms.iter().enumerate().map(|(n, t)| own(kind, n, *t)).collect();
        let turned: Vec<_> = list.iter().rev().cloned().collect();
        let record = record(kind, 2025, "2025-11-20");
        let (a, b) = (decide(&record, &list), decide(&record, &turned));
        prop_assert_eq!((a.term, a.stated, a.keep_until), (b.term, b.stated, b.keep_until));
    }

    /// One more row, or a longer term, never shortens; nothing goes below the floor.
    #[test]
    fn a_stricter_rule_never_shortens(at in 0usize..1000, year in 2016i16..2080, first in term(), second in term()) {
        let kinds = kinds();
        let kind = &kinds[at % kinds.len()];
        let record = record(kind, year, &format!("{year}-11-20"));
        let floor = decide(&record, &[]);
        let one = decide(&record, &[own(kind, 1, first)]);
        let two = decide(&record, &[own(kind, 1, first), own(kind, 2, second)]);
        let longer = decide(&record, &[own(kind, 1, first.max(second))]);
        prop_assert!(floor.stated <= one.stated && one.stated <= two.stated && two.stated <= longer.stated);
        prop_assert!(one.stated >= first.min(floor.stated));
        prop_assert_eq!(two.stated, longer.stated);
    }
}

#[test]
fn files_closed_before_july_2025_keep_the_old_table() {
    for kind in kinds() {
        let acts =
            [2024, 2025].map(|year| decide(&record(&kind, year, &format!("{year}-11-20")), &[]).basis.row.unwrap());
        let row = &catalogue().kind(&kind).unwrap().retention;
        for (table, (act, row_of)) in catalogue().retention.iter().zip(&acts) {
            let due = &table.row(row).unwrap().act;
            assert_eq!((act, row_of), (due, row), "{kind}");
        }
    }
}

#[test]
fn the_list_decides_only_where_it_is_longer() {
    let record = record("ke_hoach_bai_day", 2025, "2025-11-20");
    assert_eq!(decide(&record, &[]).decider, Decider::Floor);
    let shorter = decide(&record, &[own("ke_hoach_bai_day", 1, Term::Years(2))]);
    assert_eq!((shorter.decider, shorter.stated), (Decider::Floor, Term::Years(5)));
    let longer = decide(&record, &[own("ke_hoach_bai_day", 1, Term::Years(20))]);
    assert_eq!((longer.decider, longer.stated), (Decider::School, Term::Years(20)));
    let other = decide(&record, &[own("so_dang_bo", 1, Term::Permanent)]);
    assert_eq!((other.decider, other.stated), (Decider::Floor, Term::Years(5)));
}
