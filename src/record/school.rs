//! The school, the bodies above it, its staff and its classes.

use super::{ClassId, Date, PupilId, SchoolYear, StaffId};

/// The school that keeps the records, in one school year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct School {
    /// The sector's code, digits.
    pub code: String,
    /// `Trường Tiểu học Kim Đồng`.
    pub name: String,
    /// The short name in document numbers, `THKĐ`.
    pub short_name: String,
    /// The province's code of two digits and its name, valid at the end of the year.
    pub province: (String, String),
    /// Where documents are dated: the commune's name.
    pub place: String,
    /// Bodies above the school, each with the days on which it stood above it.
    pub authorities: Vec<Authority>,
    /// Principals, each with their days in office.
    pub principals: Vec<Tenure>,
    /// The staff.
    pub staff: Vec<Staff>,
    /// The year being archived.
    pub year: SchoolYear,
    /// First and last day of the school year.
    pub days: (Date, Date),
}

/// A body above the school, with its days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    /// `UBND xã Mỹ Hiệp`.
    pub name: String,
    /// First day, if it has one.
    pub from: Option<Date>,
    /// Last day, if it has one.
    pub to: Option<Date>,
}

/// A person in an office, with their days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenure {
    /// The holder's name.
    pub name: String,
    /// The office as signature blocks print it, `HIỆU TRƯỞNG`.
    pub office: String,
    /// First day, if it has one.
    pub from: Option<Date>,
    /// Last day, if it has one.
    pub to: Option<Date>,
}

/// A member of the staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    /// Their code.
    pub id: StaffId,
    /// Their name.
    pub name: String,
    /// Their office, `Phó Hiệu trưởng`; may be empty.
    pub office: String,
}

/// A class in the year being archived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Classroom {
    /// `5A`.
    pub id: ClassId,
    /// 1–5.
    pub grade: u8,
    /// The class teacher.
    pub teacher: StaffId,
    /// The name of its campus (điểm trường); empty where the school names none.
    pub campus: String,
    /// The class list, in its order.
    pub pupils: Vec<PupilId>,
}

fn covers(from: Option<Date>, to: Option<Date>, day: Date) -> bool {
    from.is_none_or(|first| first <= day) && to.is_none_or(|last| day <= last)
}

impl School {
    /// The body that stood above the school on `day`; documents bear the one of their own date.
    pub fn authority_on(&self, day: Date) -> Option<&Authority> {
        self.authorities.iter().find(|a| covers(a.from, a.to, day))
    }

    /// Who led the school on `day`.
    pub fn principal_on(&self, day: Date) -> Option<&Tenure> {
        self.principals.iter().find(|p| covers(p.from, p.to, day))
    }

    /// The name of a member of the staff.
    pub fn staff_name(&self, id: &StaffId) -> Option<&str> {
        self.staff.iter().find(|s| &s.id == id).map(|s| s.name.as_str())
    }
}
