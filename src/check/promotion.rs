//! The second assessment in summer, promotion, and the sentence of completion (TT 27/2020/TT-BGDĐT, Điều 11 from
//! memory, and Phụ lục 1 part 6).

use super::assessment::Case;
use super::codes as c;
use super::finding::Finding;
use super::gather::flag;
use super::outcome::outcome_of;
use crate::catalogue::{CompletionWords, Regime};
use crate::record::{Date, YearResult};

/// Rules over one pupil's end of year whose levels, marks and result are sound.
pub(super) fn findings(case: &Case<'_>, regime: &Regime, understood: &CompletionWords, out: &mut Vec<Finding>) {
    let result = case.node.text_at("ket_qua").and_then(YearResult::from_code);
    second_assessment(case, regime, result, out);
    promotion(case, regime, result, understood, out);
    words(case, understood, out);
}

fn second_assessment(case: &Case<'_>, regime: &Regime, result: Option<YearResult>, out: &mut Vec<Finding>) {
    let Some(again) = case.node.get("danh_gia_lai") else { return };
    let place = case.node.key_place("danh_gia_lai");
    if let Some(result) = result.filter(|r| regime.promotes(*r) && !case.individual) {
        let arguments =
            vec![("what", "needless".to_owned()), ("result", result.code().to_owned()), ("date", String::new())];
        out.push(case.finding(c::REASSESSMENT_WRONG, place, arguments));
    }
    let day: Option<Date> = again.text_at("ngay").and_then(|t| t.parse().ok());
    if let Some((day, summer)) = day.zip(regime.reassessed())
        && !summer.holds(case.year, day)
    {
        let arguments = vec![("what", "date".to_owned()), ("result", String::new()), ("date", day.dmy())];
        let place = again.get("ngay").map_or(place, |n| n.place);
        out.push(case.finding(c::REASSESSMENT_WRONG, place, arguments));
    }
}

fn promotion(
    case: &Case<'_>,
    regime: &Regime,
    result: Option<YearResult>,
    understood: &CompletionWords,
    out: &mut Vec<Finding>,
) {
    let Some((promoted, place)) = flag(case.node, "len_lop").zip(case.node.get("len_lop").map(|n| n.place)) else {
        return;
    };
    let again = case.node.get("danh_gia_lai").and_then(|n| n.text_at("ket_qua")).and_then(YearResult::from_code);
    let last = again.or(result);
    let earned = match last {
        Some(last) => regime.promotes(last),
        None if regime.has_result() => return,
        None => match outcome_of(case.node, regime) {
            Some(complete) => complete,
            None => return,
        },
    };
    let code = last.map_or_else(String::new, |r| r.code().to_owned());
    if earned && !promoted {
        out.push(case.finding(c::PROMOTION_CONTRADICTED, place, vec![("result", code)]));
    } else if promoted && !earned && !case.individual && !by_decision(case, understood) {
        let summer = if again.is_some() { "failed" } else { "none" };
        let arguments = vec![("result", code), ("summer", summer.to_owned())];
        out.push(case.finding(c::PROMOTED_WITHOUT_GROUND, place, arguments));
    }
}

/// The principal may decide on those who did not complete the grade after help; the card then says so. A line of a
/// summary has no place for the second assessment but its remark.
fn by_decision(case: &Case<'_>, understood: &CompletionWords) -> bool {
    let remark = case.node.text_at("ghi_chu").unwrap_or_default();
    understood.names_a_decision(case.node.text_at("hoan_thanh").unwrap_or_default())
        || understood.names_a_decision(remark)
        || understood.names_a_second_assessment(remark)
}

/// The sentence names this grade or the next, and says promoted where the card says so.
fn words(case: &Case<'_>, understood: &CompletionWords, out: &mut Vec<Finding>) {
    let Some((said, place)) = case.node.get("hoan_thanh").and_then(|n| Some((n.text()?, n.place))) else { return };
    let completion = understood.understand(said);
    let what = if completion.grades.iter().any(|n| *n != case.grade && *n != case.grade + 1) {
        "grade"
    } else if completion.school && case.grade != understood.last_grade() {
        "school"
    } else if flag(case.node, "len_lop").zip(completion.promoted).is_some_and(|(marked, said)| marked != said) {
        "promotion"
    } else {
        return;
    };
    let arguments = vec![("said", said.to_owned()), ("what", what.to_owned())];
    out.push(case.finding(c::COMPLETION_WORDS_DIFFER, place, arguments));
}
