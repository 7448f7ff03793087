//! What a new version of a trust file says otherwise than the one before: values in, values out.

use std::path::Path;

use niemphong_archive::trust::{Hold, PaperDisposal, PaperSeal, Policy, Revocation, TrustFile, TrustedKey};
use niemphong_archive::{Date, Digest, PublicKey, Role, SchoolCode, Text};

use super::typed::TrustCommand;
use crate::cli::clock;
use crate::cli::exit::Failure;
use crate::cli::key;
use crate::seal::PublicKeyFile;

/// A rule that what was typed breaks.
pub(super) fn refused(error: &dyn std::fmt::Display) -> Failure {
    Failure::usage("cli-error-trust", vec![("said", error.to_string())])
}

fn read<T: std::str::FromStr<Err = niemphong_archive::Fault>>(text: &str) -> Result<T, Failure> {
    text.parse().map_err(|e: niemphong_archive::Fault| {
        Failure::usage("cli-error-trust-value", vec![("found", text.to_owned()), ("said", e.to_string())])
    })
}

/// A day as it was typed.
pub(super) fn day(text: &str) -> Result<Date, Failure> {
    text.parse().map_err(|e: niemphong_archive::Fault| {
        Failure::usage("cli-error-day", vec![("found", text.to_owned()), ("said", e.to_string())])
    })
}

fn day_or(text: Option<&String>, otherwise: Date) -> Result<Date, Failure> {
    text.map_or(Ok(otherwise), |text| day(text))
}

/// Today, as far as the program knows.
pub(super) fn today() -> Result<Date, Failure> {
    day(&clock::today())
}

fn digest(text: &str) -> Result<Digest, Failure> {
    Digest::from_paper(text)
        .map_err(|e| Failure::usage("cli-error-digest", vec![("found", text.to_owned()), ("said", e.to_string())]))
}

/// Roles in the order of the format, each once.
pub(super) fn roles(names: &[String]) -> Result<Vec<Role>, Failure> {
    let mut roles = names.iter().map(|name| key::role_of(name)).collect::<Result<Vec<_>, _>>()?;
    roles.sort();
    roles.dedup();
    Ok(roles)
}

/// The span of days in which new keys are valid, and the school that they are for.
pub(super) struct Span {
    pub(super) from: Date,
    pub(super) to: Date,
    pub(super) school: Option<String>,
}

/// A public key file as an entry of the trust file.
pub(super) fn trusted(file: &PublicKeyFile, span: &Span) -> Result<TrustedKey, Failure> {
    let role =
        file.role.ok_or_else(|| Failure::usage("cli-error-key-without-role", vec![("key", file.key.to_string())]))?;
    Ok(TrustedKey {
        key: file.key,
        holder: read::<Text>(&file.holder)?,
        role,
        school: span.school.as_deref().map(|code| read(&code.to_lowercase())).transpose()?,
        valid_from: span.from,
        valid_to: span.to,
        revoked: None,
        successor: None,
    })
}

/// A key of the file, by its public key file, its 56 characters, or its fingerprint.
fn find<'f>(file: &'f mut TrustFile, spec: &str) -> Result<&'f mut TrustedKey, Failure> {
    let path = Path::new(spec);
    let key = if path.is_file() { Some(key::public_file(path)?.key) } else { spec.parse::<PublicKey>().ok() };
    let fits = |known: &&mut TrustedKey| match key {
        Some(key) => known.key == key,
        None => spec.parse().is_ok_and(|fingerprint| known.key.fingerprint() == fingerprint),
    };
    let mut keys = file.keys.iter_mut();
    keys.find(|known| fits(known))
        .ok_or_else(|| Failure::usage("cli-error-no-such-key", vec![("found", spec.to_owned())]))
}

/// Makes the change that the command names; version and dates of issue are the caller's.
pub(super) fn make(file: &mut TrustFile, command: &TrustCommand) -> Result<(), Failure> {
    use TrustCommand as C;
    let issued = file.issued;
    match command {
        C::Add { add, school, valid_from, valid_to, .. } => {
            let (from, to) = (day_or(valid_from.as_ref(), issued)?, day_or(valid_to.as_ref(), file.expires)?);
            let span = Span { from, to, school: school.clone() };
            for path in add {
                file.keys.push(trusted(&key::public_file(path)?, &span)?);
            }
        }
        C::Revoke { key_spec, reason, since, on, .. } => {
            let on = day_or(on.as_ref(), issued)?;
            let revoked = Revocation { on, reason: read(reason)?, compromised_since: day(since)? };
            let key = find(file, key_spec)?;
            if key.revoked.is_some() {
                return Err(Failure::usage("cli-error-revoked-already", vec![("holder", key.holder.to_string())]));
            }
            key.revoked = Some(revoked);
        }
        C::Succeed { key_spec, successor, from, valid_to, .. } => {
            let (from, to) = (day(from)?, day_or(valid_to.as_ref(), file.expires)?);
            succeed(file, key_spec, &key::public_file(successor)?, (from, to))?;
        }
        C::Hold { archive_id, volume, order, from, until, .. } => file.holds.push(Hold {
            archive: read(archive_id)?,
            volume: read(volume)?,
            from: day_or(from.as_ref(), issued)?,
            until: until.as_ref().map(|text| day(text)).transpose()?,
            order: read(order)?,
        }),
        C::Lift { archive_id, volume, until, .. } => lift(file, (archive_id, volume), day(until)?)?,
        C::PaperSeal { archive_id, serial, seal_digest, received, .. } => file.paper_seals.push(PaperSeal {
            archive: read(archive_id)?,
            serial: read(serial)?,
            received: day_or(received.as_ref(), issued)?,
            seal: digest(seal_digest)?,
        }),
        C::PaperDisposal { archive_id, serial, volume, statement, received, .. } => {
            file.paper_disposals.push(PaperDisposal {
                archive: read(archive_id)?,
                serial: read(serial)?,
                volume: read(volume)?,
                received: day_or(received.as_ref(), issued)?,
                statement: digest(statement)?,
            });
        }
        C::Policy { pattern, require, need, remove, .. } => {
            let before = file.policies.len();
            file.policies.retain(|policy| policy.archives.as_str() != pattern);
            if !remove {
                file.policies.push(policy(pattern, roles(require)?, *need)?);
            } else if file.policies.len() == before {
                return Err(Failure::usage("cli-error-no-such-policy", vec![("found", pattern.clone())]));
            }
        }
        C::RotateRoot { roots, threshold, .. } => {
            file.roots = roots.iter().map(|path| Ok(key::public_file(path)?.key)).collect::<Result<_, Failure>>()?;
            file.threshold = *threshold;
        }
        C::Renew { .. } | C::New { .. } | C::Show { .. } | C::Sign { .. } => {}
    }
    Ok(())
}

/// A policy; without a number, every role is needed.
pub(super) fn policy(pattern: &str, require: Vec<Role>, need: Option<u64>) -> Result<Policy, Failure> {
    Ok(Policy { archives: read(pattern)?, threshold: need.unwrap_or(require.len() as u64), require })
}

/// Who leaves signs until the day before; who follows has the same role and school.
fn succeed(
    file: &mut TrustFile,
    spec: &str,
    follower: &PublicKeyFile,
    (from, to): (Date, Date),
) -> Result<(), Failure> {
    let last = from.plus_days(-1).map_err(|e| refused(&e))?;
    let leaving = find(file, spec)?;
    if follower.role != Some(leaving.role) {
        let role = follower.role.map_or("?", Role::as_str).to_owned();
        let arguments = vec![("found", role), ("due", leaving.role.to_string())];
        return Err(Failure::usage("cli-error-other-role", arguments));
    }
    leaving.valid_to = leaving.valid_to.min(last);
    leaving.successor = Some(follower.key);
    let span = Span { from, to, school: leaving.school.as_ref().map(SchoolCode::to_string) };
    file.keys.push(trusted(follower, &span)?);
    Ok(())
}

/// Every order on the volume that still stands on `until` ends with that day.
fn lift(file: &mut TrustFile, (archive, volume): (&str, &str), until: Date) -> Result<(), Failure> {
    let (archive_id, volume_name) = (read(archive)?, read(volume)?);
    let mut lifted = false;
    for hold in file.holds.iter_mut().filter(|hold| hold.archive == archive_id && hold.volume == volume_name) {
        if hold.from <= until && hold.until.is_none_or(|last| last > until) {
            hold.until = Some(until);
            lifted = true;
        }
    }
    let nothing =
        || Failure::usage("cli-error-no-such-hold", vec![("archive", archive.into()), ("volume", volume.into())]);
    if lifted { Ok(()) } else { Err(nothing()) }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(subcommand)]
        command: TrustCommand,
    }

    const GOLDEN: &str = include_str!("../../archive/golden/v1/trust.yaml");
    const PRINCIPAL: &str = "RWQBAQEBAQEBASzhOj98KNHpLpU2/p5RDb9JDB5Ykcmpe52Z2oEtEpYK";
    const ID: &str = "vn/82/82760123/2025-2026";

    /// The golden trust file after a command; what it refuses comes back by its word.
    fn after(line: &[&str]) -> Result<TrustFile, &'static str> {
        let mut file = TrustFile::parse(GOLDEN.as_bytes()).expect("the golden trust file");
        let typed = ["trust"].iter().chain(&line[..1]).chain(&["t.yaml", "--out", "n.yaml", "--root", "r.key"]);
        let command = Line::try_parse_from(typed.chain(&line[1..])).expect("a line that makes sense").command;
        make(&mut file, &command).map_err(|failure| failure.word)?;
        file.to_text().map_err(|_| "to_text")?;
        Ok(file)
    }

    #[test]
    fn a_key_is_revoked_once_and_by_any_of_its_names() {
        let fingerprint = PRINCIPAL.parse::<PublicKey>().expect("a key").fingerprint().to_string();
        for spec in [PRINCIPAL, &fingerprint] {
            let line = ["revoke", "--key", spec, "--reason", "mất USB", "--compromised-since", "2026-08-01"];
            let file = after(&line).expect("a change");
            let revoked: Vec<_> = file.keys.iter().filter(|key| key.revoked.is_some()).collect();
            assert_eq!(revoked.len(), 1);
            assert_eq!(revoked[0].key.to_string(), PRINCIPAL);
        }
        let other = fingerprint.replace(|c: char| c.is_ascii_hexdigit(), "0");
        let line = ["revoke", "--key", &other, "--reason", "x", "--compromised-since", "2026-08-01"];
        assert_eq!(after(&line).err(), Some("cli-error-no-such-key"));
        let later =
            ["revoke", "--key", PRINCIPAL, "--reason", "x", "--compromised-since", "2026-08-02", "--on", "2026-08-01"];
        assert_eq!(after(&later).err(), Some("to_text"), "revoked before it was compromised");
    }

    #[test]
    fn who_follows_has_the_same_office_and_who_leaves_ends_the_day_before() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let key = "RWQCAgICAgICAluv6ihd0+TYcFUNfNv2Iy2n91hGZEcLZTcCUSEqT2RZ";
        let followed_by = |role: &str| {
            let path = folder.path().join(role);
            let text = format!("untrusted comment: niemphong role={role} holder=Phạm Thị Hoa\n{key}\n");
            key::write_new(&path, text.as_bytes(), key::Mode::Open).expect("a key file");
            let path = path.to_str().expect("a path");
            after(&["succeed", "--key", PRINCIPAL, "--successor", path, "--from", "2027-09-01"])
        };
        assert_eq!(followed_by("van_thu").err(), Some("cli-error-other-role"));
        let file = followed_by("hieu_truong").expect("a change");
        let leaving = file.keys.iter().find(|known| known.key.to_string() == PRINCIPAL).expect("who leaves");
        let follower = file.keys.last().expect("who follows");
        assert_eq!((leaving.valid_to.to_string(), leaving.successor), ("2027-08-31".to_owned(), Some(follower.key)));
        assert_eq!((follower.role, &follower.school), (leaving.role, &leaving.school));
        assert_eq!((follower.valid_from.to_string().as_str(), follower.valid_to), ("2027-09-01", file.expires));
    }

    #[test]
    fn orders_stand_until_they_are_lifted() {
        let hold = ["hold", "--archive", ID, "--volume", "5-nam", "--order", "03/TB-TTr"];
        let mut file = after(&hold).expect("a change");
        assert_eq!((file.holds.len(), file.holds[0].from, file.holds[0].until), (1, file.issued, None));
        let day = "2031-01-01".parse().expect("a day");
        assert!(lift(&mut file, (ID, "10-nam"), day).is_err_and(|f| f.word == "cli-error-no-such-hold"));
        assert!(lift(&mut file, (ID, "5-nam"), day).is_ok());
        assert_eq!(file.holds[0].until, Some(day));
        assert!(lift(&mut file, (ID, "5-nam"), day).is_err(), "it has ended already");
    }

    #[test]
    fn paper_is_entered_once() {
        let digest = "0".repeat(64);
        let seal = ["paper-seal", "--archive", ID, "--serial", "1", "--seal", &digest];
        let file = after(&seal).expect("a change");
        assert_eq!((file.paper_seals.len(), file.paper_seals[0].received), (1, file.issued));
        assert_eq!(
            after(&["paper-seal", "--archive", ID, "--serial", "1", "--seal", "00"]).err(),
            Some("cli-error-digest")
        );
        assert_eq!(
            after(&["paper-seal", "--archive", "x", "--serial", "1", "--seal", &digest]).err(),
            Some("cli-error-trust-value")
        );
        let statement =
            ["paper-disposal", "--archive", ID, "--serial", "1", "--volume", "5-nam", "--statement", &digest];
        assert_eq!(after(&statement).expect("a change").paper_disposals.len(), 1);
    }

    #[test]
    fn a_policy_takes_the_place_of_the_one_for_the_same_archives() {
        let file = TrustFile::parse(GOLDEN.as_bytes()).expect("the golden trust file");
        let pattern = file.policies[0].archives.as_str();
        let line = ["policy", "--archives", pattern, "--require", "van_thu", "hieu_truong", "--need", "1"];
        let changed = after(&line).expect("a change");
        assert_eq!(changed.policies.len(), file.policies.len());
        let last = changed.policies.last().expect("a policy");
        assert_eq!((last.threshold, last.require.as_slice()), (1, &[Role::Principal, Role::Clerk][..]));
        assert_eq!(
            after(&["policy", "--archives", pattern, "--remove"]).map(|f| f.policies.len()),
            Ok(file.policies.len() - 1)
        );
        assert_eq!(after(&["policy", "--archives", "vn/1*", "--remove"]).err(), Some("cli-error-no-such-policy"));
        assert_eq!(after(&["policy", "--archives", "vn/*/1", "--require", "van_thu"]).err(), Some("to_text"));
    }
}
