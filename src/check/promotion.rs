//! The second assessment in summer, promotion, and the sentence of completion (TT 27/2020/TT-BGDĐT, Điều 11 from
//! memory, and Phụ lục 1 part 6).

use super::assessment::Case;
use super::codes as c;
use super::finding::Finding;
use super::gather::{flag, outcome_of};
use crate::catalogue::Regime;
use crate::record::{Date, YearResult};

/// Rules over one pupil's end of year whose levels, marks and result are sound.
pub(super) fn findings(case: &Case<'_>, regime: &Regime, out: &mut Vec<Finding>) {
    let result = case.node.text_at("ket_qua").and_then(YearResult::from_code);
    second_assessment(case, regime, result, out);
    promotion(case, regime, result, out);
    words(case, out);
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
    let summer = Date::new(case.year.last(), 5, 1).zip(Date::new(case.year.last(), 8, 31));
    if let (Some(day), Some((first, last))) = (day, summer)
        && !(first..=last).contains(&day)
    {
        let arguments = vec![("what", "date".to_owned()), ("result", String::new()), ("date", day.dmy())];
        let place = again.get("ngay").map_or(place, |n| n.place);
        out.push(case.finding(c::REASSESSMENT_WRONG, place, arguments));
    }
}

fn promotion(case: &Case<'_>, regime: &Regime, result: Option<YearResult>, out: &mut Vec<Finding>) {
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
    } else if promoted && !earned && !case.individual && !by_decision(case) {
        let summer = if again.is_some() { "failed" } else { "none" };
        let arguments = vec![("result", code), ("summer", summer.to_owned())];
        out.push(case.finding(c::PROMOTED_WITHOUT_GROUND, place, arguments));
    }
}

/// The principal may decide on those who did not complete the grade after help; the card then says so. A line of a
/// summary has no place for the second assessment but its remark.
fn by_decision(case: &Case<'_>) -> bool {
    let says = |key: &str, what: &str| case.node.text_at(key).is_some_and(|t| t.to_lowercase().contains(what));
    says("hoan_thanh", "quyết định") || says("ghi_chu", "quyết định") || says("ghi_chu", "đánh giá lại")
}

/// The sentence names this grade or the next, and says promoted where the card says so.
fn words(case: &Case<'_>, out: &mut Vec<Finding>) {
    let Some((said, place)) = case.node.get("hoan_thanh").and_then(|n| Some((n.text()?, n.place))) else { return };
    let lower = said.to_lowercase();
    let grades = lower.split("lớp ").skip(1).filter_map(|rest| rest.chars().next()?.to_digit(10));
    let other = grades.filter_map(|n| u8::try_from(n).ok()).any(|n| n != case.grade && n != case.grade + 1);
    let negated = lower.contains("chưa được lên lớp") || lower.contains("ở lại lớp");
    let promised = lower.contains("được lên lớp") && !negated;
    let promoted = flag(case.node, "len_lop");
    let what = if other {
        "grade"
    } else if lower.contains("tiểu học") && case.grade != 5 {
        "school"
    } else if (promoted == Some(true) && negated) || (promoted == Some(false) && promised) {
        "promotion"
    } else {
        return;
    };
    let arguments = vec![("said", said.to_owned()), ("what", what.to_owned())];
    out.push(case.finding(c::COMPLETION_WORDS_DIFFER, place, arguments));
}
