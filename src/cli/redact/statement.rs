//! What a redacted copy says of itself: on its pages, in its seal, and in `ban-luoc.txt`.

use std::collections::BTreeMap;

use niemphong_archive::{ArchiveId, Digest};

use super::{Copy, Maker, Tally, copy_id};
use crate::catalogue::{Audience, REDACTION_FILE, Showing, Standing, Term, ValueClass};
use crate::cli::build::SYSTEM;
use crate::cli::exit::Failure;
use crate::render::html::{Both, CopyKind, CopyNote, KindCount, VolumeSummary};
use crate::words::{Language, Words};

impl Maker<'_> {
    /// What tells the copy apart, from what was counted while it was made.
    pub(super) fn copy(
        &self,
        tallies: &BTreeMap<(usize, String), Tally>,
        terms: BTreeMap<String, Term>,
    ) -> Result<Copy, Failure> {
        let (seal, source) = (&self.opened.seal, self.opened.digest);
        let audience = self.lens.audience;
        let archive = copy_id(&seal.archive, audience)?;
        let digest = source.tagged();
        let (short, groups) = (source.grouped(), source.grouped());
        let short = short.split_whitespace().take(4).collect::<Vec<_>>().join(" ");
        let whom = whom(audience, &self.session.words);
        let note = CopyNote {
            audience: audience.code().to_owned(),
            archive: seal.archive.to_string(),
            serial: seal.serial.to_string(),
            seal: groups.split_whitespace().map(str::to_owned).collect(),
            act: self.lens.table.act.clone(),
            verified: self.lens.table.standing == Standing::Verified,
            whom: whom.clone(),
            left_out: self.left_out(),
            kinds: tallies.iter().map(|((at, kind), tally)| self.copy_kind(*at, kind, tally)).collect(),
        };
        Ok(Copy {
            builder: format!("{SYSTEM} redacted={} source={digest}", audience.code()),
            system: self.session.words.say(
                Language::Vi,
                "redact-system",
                &[("system", SYSTEM), ("whom", &whom), ("seal", &short)],
            ),
            statement: self.statement(&archive, tallies),
            originals: self.originals(tallies),
            note,
            archive,
            terms,
        })
    }

    fn left_out(&self) -> Vec<Both> {
        let hidden = |class: &&ValueClass| class.showing(self.lens.audience) != Showing::Show;
        let title = |class: &ValueClass| Both { vi: class.title.vi.clone(), en: class.title.en.clone() };
        self.lens.table.classes.values().filter(hidden).map(title).collect()
    }

    fn title(&self, kind: &str) -> Both {
        self.catalogue
            .kind(kind)
            .map_or_else(Both::default, |k| Both { vi: k.title.vi.clone(), en: k.title.en.clone() })
    }

    fn copy_kind(&self, at: usize, kind: &str, tally: &Tally) -> CopyKind {
        let volume = self.opened.seal.volumes.get(at).map_or_else(String::new, |v| v.name.to_string());
        CopyKind { volume, title: self.title(kind), sealed: tally.sealed, shown: tally.shown, files: tally.files }
    }

    /// What the archive holds, for the list of what laws demand.
    fn originals(&self, tallies: &BTreeMap<(usize, String), Tally>) -> Vec<VolumeSummary> {
        let kinds = tallies.iter().filter_map(|((_, kind), tally)| {
            let slug = self.catalogue.kind(kind)?.name.slug();
            Some(KindCount { kind: slug, title: self.title(kind), count: tally.sealed })
        });
        vec![VolumeSummary { kinds: kinds.collect(), ..VolumeSummary::default() }]
    }

    /// `ban-luoc.txt`: what programs read of the copy.
    fn statement(&self, archive: &ArchiveId, tallies: &BTreeMap<(usize, String), Tally>) -> String {
        let seal = &self.opened.seal;
        let rules = self.session.assets.get(REDACTION_FILE).unwrap_or_default();
        let mut text = format!(
            "niemphong-redaction/1\narchive: {archive}\nfor: {}\nsource-archive: {}\nsource-serial: {}\nsource-seal: {}\nact: {}\nrules: {}\n",
            self.lens.audience.code(),
            seal.archive,
            seal.serial,
            self.opened.digest.tagged(),
            self.lens.table.act,
            Digest::of(rules).tagged(),
        );
        for ((at, kind), tally) in tallies {
            let volume = seal.volumes.get(*at).map_or_else(String::new, |v| v.name.to_string());
            text.push_str(&format!(
                "kind: {volume} {kind} sealed={} shown={} files-left-out={}\n",
                tally.sealed, tally.shown, tally.files
            ));
        }
        text
    }
}

/// Whom a copy is for, as prints say it.
fn whom(audience: Audience, words: &Words) -> String {
    words.say(Language::Vi, &format!("redact-for-{}", audience.code()), &[])
}
