//! Records of the assessment family: report cards and class summaries.

use super::{Maker, entries};
use crate::check::gather::grade;
use crate::check::outcome::subject_entries;
use crate::read::{Node, Value};
use crate::record::{
    Block, ClassSummary, GradedItem, Period, PupilId, ReportCard, SchoolYear, Stay, SubjectResult, SummaryRow,
    YearReport, YearResult,
};

impl Maker<'_> {
    pub(super) fn report_card(&self, node: &Node) -> Option<ReportCard> {
        const PARTICULARS: [&str; 13] = [
            "ho_ten",
            "gioi_tinh",
            "ngay_sinh",
            "dan_toc",
            "quoc_tich",
            "so_dinh_danh",
            "ma_hoc_sinh",
            "noi_sinh",
            "que_quan",
            "noi_o",
            "cha",
            "me",
            "giam_ho",
        ];
        let years: Vec<&Node> = node.get("qua_trinh").map(Node::items).unwrap_or(&[]).iter().collect();
        let pupil: PupilId = node.text_at("ma_hoc_sinh")?.parse().ok()?;
        let mut reports: Vec<YearReport> = years.iter().filter_map(|y| self.year_report(y)).collect();
        reports.sort_by_key(|y| y.year);
        let mut stays: Vec<Stay> = years.iter().filter_map(|y| self.stay(y)).collect();
        stays.sort_by_key(|s| s.year);
        let particular = |key: &&str| ((*key).to_owned(), self.printed(key, node));
        Some(ReportCard { pupil, particulars: PARTICULARS.iter().map(particular).collect(), stays, years: reports })
    }

    fn stay(&self, node: &Node) -> Option<Stay> {
        Some(Stay {
            year: node.text_at("nam_hoc")?.parse().ok()?,
            class: self.printed("lop", node),
            school: self.printed("truong", node),
            register_number: self.printed("so_dang_bo", node),
            since: self.printed("ngay_vao", node),
        })
    }

    fn year_report(&self, node: &Node) -> Option<YearReport> {
        let year: SchoolYear = node.text_at("nam_hoc")?.parse().ok()?;
        let grade = grade(node);
        let text = |key: &str| self.printed(key, node);
        let regime = self.catalogue.rules.regime(year, grade);
        let prizes = text("khen_thuong");
        let title = node.text_at("danh_hieu").and_then(|code| regime.and_then(|r| r.award_words(code)));
        // Exports write the title again among the prizes; the form has it once.
        let title = title.filter(|words| !prizes.to_lowercase().contains(&words.to_lowercase()));
        let award: Vec<&str> = title.into_iter().chain([prizes.as_str()]).filter(|t| !t.is_empty()).collect();
        Some(YearReport {
            year,
            class: node.text_at("lop")?.parse().ok()?,
            grade,
            school: text("truong"),
            body: (text("chieu_cao"), text("can_nang")),
            absences: (text("nghi_co_phep"), text("nghi_khong_phep")),
            subjects: self.subjects(node, year, grade),
            blocks: self.blocks(node, year, grade),
            result: node.text_at("ket_qua").and_then(YearResult::from_code),
            award: award.join("; "),
            completion: self.completion(node),
            individual_plan: node.get("ke_hoach_ca_nhan").is_some_and(|n| n.value == Value::Bool(true)),
            teacher: text("ten_gvcn"),
            principal: text("ten_hieu_truong"),
            signed: node.text_at("ngay_ki").and_then(|t| t.parse().ok()),
        })
    }

    fn completion(&self, node: &Node) -> String {
        let mut parts = vec![self.printed("hoan_thanh", node)];
        if let Some(again) = node.get("danh_gia_lai") {
            let words = &self.catalogue.rules.record_words.reassessed;
            let remark = again.text_at("nhan_xet").unwrap_or_default();
            let result = again.text_at("ket_qua").unwrap_or_default();
            parts.push(words.replace("{ket_qua}", result).replace("{nhan_xet}", remark).trim().to_owned());
        }
        parts.retain(|part| !part.is_empty());
        parts.join(" ")
    }

    /// Subjects in the regime's order; those it does not name come last, as recorded.
    fn subjects(&self, node: &Node, year: SchoolYear, grade: u8) -> Vec<SubjectResult> {
        let recorded = subject_entries(node);
        let order = self.catalogue.rules.regime(year, grade).map(|r| r.subjects.as_slice()).unwrap_or_default();
        let rank = |key: &str| order.iter().position(|rule| rule.key == key).unwrap_or(usize::MAX);
        let mut out: Vec<SubjectResult> = recorded
            .iter()
            .map(|(key, entry)| SubjectResult {
                subject: (*key).to_owned(),
                level: entry.text_at("muc").map(str::to_owned),
                mark: entry.get("diem").and_then(Node::whole).and_then(|n| u8::try_from(n).ok()),
                remark: entry.text_at("nhan_xet").unwrap_or_default().to_owned(),
            })
            .collect();
        out.sort_by_key(|s| rank(&s.subject));
        out
    }

    fn blocks(&self, node: &Node, year: SchoolYear, grade: u8) -> Vec<Block> {
        let Some(regime) = self.catalogue.rules.regime(year, grade) else { return Vec::new() };
        let block = |group: &crate::catalogue::GroupRule| {
            let graded = node.get(&group.key)?;
            let item = |rule: &crate::catalogue::ItemRule| GradedItem {
                item: rule.key.clone(),
                level: graded.text_at(&rule.key).map(str::to_owned),
            };
            Some(Block {
                name: group.key.clone(),
                items: group.items.iter().map(item).collect(),
                remark: node.text_at(&group.remark).unwrap_or_default().to_owned(),
            })
        };
        regime.qualities.iter().filter_map(block).collect()
    }

    pub(super) fn summary(&self, node: &Node, year: SchoolYear) -> Option<ClassSummary> {
        let class = self.context.class(node.text_at("lop")?)?;
        let row = |entry: &Node| {
            let bool_at = |key: &str| match entry.get(key).map(|n| &n.value) {
                Some(Value::Bool(b)) => Some(*b),
                _ => None,
            };
            Some(SummaryRow {
                pupil: entry.text_at("ma_hoc_sinh")?.parse().ok()?,
                name: entry.text_at("ho_ten").unwrap_or_default().to_owned(),
                subjects: self.subjects(entry, year, class.grade),
                blocks: self.blocks(entry, year, class.grade),
                result: entry.text_at("ket_qua").and_then(YearResult::from_code),
                award: match (entry.text_at("danh_hieu"), bool_at("khen_thuong")) {
                    (Some(code), _) => code.to_owned(),
                    (None, Some(true)) => "X".to_owned(),
                    _ => String::new(),
                },
                promoted: bool_at("len_lop"),
                note: entry.text_at("ghi_chu").unwrap_or_default().to_owned(),
            })
        };
        Some(ClassSummary {
            class: class.id.clone(),
            grade: class.grade,
            year,
            period: Period::from_code(node.text_at("thoi_diem")?)?,
            teacher: node.text_at("gvcn")?.parse().ok()?,
            rows: entries(self.document).iter().filter_map(row).collect(),
        })
    }
}
