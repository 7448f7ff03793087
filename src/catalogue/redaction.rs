//! What a copy for others leaves out: `schemas/redaction.yaml`.
//!
//! Silence is the strictest answer: a key that no class lists is left out, a kind that is not listed is only counted,
//! a kept file is copied only where the kind says so.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::kinds::Title;
use super::retention::Standing;
use super::{Placed, day, maybe_day, parse};
use crate::assets::{Assets, DataError, DataFault};
use crate::record::Date;

/// Where the rules lie.
pub const REDACTION_FILE: &str = "schemas/redaction.yaml";

/// Whom a copy is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// Thanh tra, kiểm tra.
    Inspector,
    /// Công khai.
    Public,
}

impl Audience {
    /// As it stands in texts for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Inspector => "inspector",
            Self::Public => "public",
        }
    }
}

/// What becomes of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Showing {
    /// It stays.
    Show,
    /// A mark stands in its place: that there is one is told, not which.
    Mask,
    /// Key and value go.
    LeaveOut,
}

/// What becomes of the records of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KindShowing {
    /// Each is shown, key by key.
    Show,
    /// Only their number is told.
    Count,
}

/// What becomes of the kept files of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileShowing {
    /// They are copied byte for byte.
    Keep,
    /// They stay behind.
    #[default]
    LeaveOut,
}

/// Values of one sort: what they are, and who is shown them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueClass {
    /// What they are.
    pub title: Title,
    /// What an inspector is shown.
    pub inspector: Showing,
    /// What everyone is shown.
    pub public: Showing,
    /// Whether these values are also masked wherever they stand in wording.
    pub sweep: bool,
    /// Whether this is wording, in which other values may stand.
    pub text: bool,
    /// Whether the law's text was read.
    pub standing: Standing,
    /// Where.
    pub source: String,
}

impl ValueClass {
    /// What `audience` is shown of it.
    pub fn showing(&self, audience: Audience) -> Showing {
        match audience {
            Audience::Inspector => self.inspector,
            Audience::Public => self.public,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
struct KindRule {
    inspector: KindShowing,
    public: KindShowing,
    #[serde(default)]
    files: FileShowing,
}

/// The rules of one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedactionTable {
    /// The act.
    pub act: String,
    /// First day in force.
    pub from: Date,
    /// Last day in force.
    pub to: Option<Date>,
    /// Whether its text was read.
    pub standing: Standing,
    /// Where.
    pub source: String,
    /// The sorts of values, by name.
    pub classes: BTreeMap<String, ValueClass>,
    keys: BTreeMap<String, String>,
    kinds: BTreeMap<String, KindRule>,
}

impl RedactionTable {
    /// The class of a key in records of `kind`; none if nobody has said.
    pub fn class(&self, kind: &str, key: &str) -> Option<&ValueClass> {
        let name = self.keys.get(&format!("{kind}.{key}")).or_else(|| self.keys.get(key))?;
        self.classes.get(name)
    }

    /// What `audience` is shown under a key of `kind`.
    pub fn showing(&self, kind: &str, key: &str, audience: Audience) -> Showing {
        self.class(kind, key).map_or(Showing::LeaveOut, |class| class.showing(audience))
    }

    /// What `audience` is shown of the records of `kind`.
    pub fn kind(&self, kind: &str, audience: Audience) -> KindShowing {
        self.kinds.get(kind).map_or(KindShowing::Count, |rule| match audience {
            Audience::Inspector => rule.inspector,
            Audience::Public => rule.public,
        })
    }

    /// What becomes of the kept files of `kind`.
    pub fn files(&self, kind: &str) -> FileShowing {
        self.kinds.get(kind).map_or(FileShowing::LeaveOut, |rule| rule.files)
    }
}

#[derive(Deserialize)]
struct RawTables {
    tables: Vec<RawTable>,
}

#[derive(Deserialize)]
struct RawTable {
    act: String,
    effective_from: Placed,
    effective_to: Option<Placed>,
    status: Standing,
    source: String,
    classes: BTreeMap<String, RawClass>,
    kinds: BTreeMap<String, KindRule>,
}

#[derive(Deserialize)]
struct RawClass {
    title: Title,
    inspector: Showing,
    public: Showing,
    #[serde(default)]
    sweep: bool,
    #[serde(default)]
    text: bool,
    status: Standing,
    source: String,
    keys: Vec<String>,
}

/// Reads the tables.
pub(super) fn read(assets: &Assets) -> Result<Vec<RedactionTable>, DataError> {
    let raw: RawTables = parse(assets, REDACTION_FILE)?;
    raw.tables.into_iter().map(table).collect()
}

fn table(raw: RawTable) -> Result<RedactionTable, DataError> {
    let mut keys = BTreeMap::new();
    let mut classes = BTreeMap::new();
    for (name, class) in raw.classes {
        for key in class.keys {
            if let Some(other) = keys.insert(key.clone(), name.clone()) {
                return Err(DataError::new(REDACTION_FILE, DataFault::KeyTwice(key, other, name)));
            }
        }
        let class = ValueClass {
            title: class.title,
            inspector: class.inspector,
            public: class.public,
            sweep: class.sweep,
            text: class.text,
            standing: class.status,
            source: class.source,
        };
        classes.insert(name, class);
    }
    Ok(RedactionTable {
        from: day(REDACTION_FILE, &raw.effective_from)?,
        to: maybe_day(REDACTION_FILE, raw.effective_to.as_ref())?,
        act: raw.act,
        standing: raw.status,
        source: raw.source,
        classes,
        keys,
        kinds: raw.kinds,
    })
}
