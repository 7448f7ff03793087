//! A believable school of any size, made from a seed: what demonstrations, tests and measurements run on.
//!
//! Nothing is kept but classes and staff: each file makes its pupils again from the seed, so that fifty thousand need no
//! more memory than fifty. Every person is invented. Never reads the clock, never touches the file system: files go
//! to the caller one at a time. Subjects, tests and results are asked of the catalogue's rules.

mod cards;
mod classes;
mod documents;
mod drawing;
mod kept;
mod more;
mod pupils;
mod registers;
mod rng;
mod signing;
mod words;
mod yaml;
mod years;

use pupils::People;
use registers::Volumes;
use yaml::Yaml;

use crate::catalogue::{Catalogue, Term};
use crate::record::{Family, Period, SchoolYear};

/// What school to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleRequest {
    /// Pupils at the year's end; at least one is made.
    pub pupils: u32,
    /// The same seed makes the same school, byte for byte.
    pub seed: u64,
    /// The school year that is closed.
    pub school_year: SchoolYear,
    /// The way from the export's root to the folder of the schemas, for the line that editors read.
    pub schemas: String,
}

/// Makes the school; each file goes to `write` with its path inside the export.
///
/// # Errors
/// What `write` gives.
pub fn school<E>(
    request: &SampleRequest,
    catalogue: &Catalogue,
    write: &mut dyn FnMut(&str, &[u8]) -> Result<(), E>,
) -> Result<(), E> {
    let people = &People::new(request.seed, request.pupils, request.school_year.first());
    let rules = &catalogue.rules;
    let year = request.school_year.to_string();
    let start =
        |kind: &str, depth: usize| Yaml::new(&format!("{}{}", "../".repeat(depth), request.schemas), kind, &year);

    write("truong.yaml", &registers::school(people, start("truong", 0)))?;
    write("lop.yaml", &registers::class_lists(people, start("danh_sach_lop", 0)))?;
    for class in &people.classes {
        let code = &class.code;
        write(&format!("hoc-ba/{code}.yaml"), &cards::report_cards(people, rules, class, start("hoc_ba", 1)))?;
        for period in [Period::MidFirst, Period::EndFirst, Period::MidSecond, Period::EndYear] {
            let name = format!("bang-tong-hop/{code}-{}.yaml", period.code());
            write(&name, &cards::summary(people, rules, class, period, start("bang_tong_hop", 1)))?;
        }
        write(&format!("bai-day/{code}.md"), &documents::lesson_plan(people, class, start("ke_hoach_bai_day", 1)))?;
        write(&format!("chu-nhiem/{code}.md"), &documents::class_book(people, class, start("so_chu_nhiem", 1)))?;
    }

    let long = registers::is_long(people, catalogue);
    let begin = || start("so_dang_bo", 1);
    let mut volumes = Volumes::new(write, &begin, "so/dang-bo", long);
    registers::enrolment(people, rules, &mut volumes)?;
    volumes.finish()?;
    let begin = || start("bien_dong", 1);
    let mut volumes = Volumes::new(write, &begin, "so/bien-dong", long);
    registers::movements(people, &mut volumes)?;
    volumes.finish()?;
    let begin = || start("khen_thuong", 1);
    let mut volumes = Volumes::new(write, &begin, "so/khen-thuong", long);
    registers::awards(people, rules, &mut volumes)?;
    volumes.finish()?;
    write("so/van-ban-di.yaml", &registers::outgoing(people, start("so_van_ban_di", 1)))?;
    write("so/van-ban-den.yaml", &registers::incoming(people, start("so_van_ban_den", 1)))?;
    let terms = own_terms(catalogue);
    let terms: Vec<_> =
        terms.iter().map(|(kind, title, term)| (kind.as_str(), title.as_str(), term.as_str())).collect();
    write("so/danh-muc-ho-so.yaml", &registers::file_list(people, &terms, start("danh_muc_ho_so", 1)))?;

    write("ke-hoach/ke-hoach-giao-duc.md", &documents::school_plan(people, start("ke_hoach_giao_duc", 1)))?;
    documents::beside(people, write)?;
    for grade in registers::teams(people) {
        for meeting in 0..documents::meetings() {
            let name = format!("to-chuyen-mon/TO{grade}-{:02}.md", meeting + 1);
            let yaml = start("bien_ban_to_chuyen_mon", 1);
            write(&name, &documents::minutes(people, grade, meeting, yaml))?;
        }
    }
    more::lists(people, rules, &start, write)?;
    more::texts(people, &start, write)?;
    kept::decisions(people, start("quyet_dinh", 1), write)?;
    kept::digital_cards(people, rules, start("hoc_ba_so", 1), write)
}

/// The terms of the school's own list of files: the strictest of any table for each kind, so never below a floor.
fn own_terms(catalogue: &Catalogue) -> Vec<(String, String, String)> {
    let records = catalogue.kinds().filter(|kind| kind.family != Family::Support);
    records
        .map(|kind| {
            let terms = catalogue.retention.iter().filter_map(|table| table.row(&kind.retention)).map(|row| row.term);
            let term = terms.max().unwrap_or(Term::Permanent);
            (kind.name.as_str().to_owned(), kind.title.vi.clone(), term.to_string())
        })
        .collect()
}
