//! Writes the one spelling of a trust file.

use std::fmt::{self, Write};

use crate::trust::{Hold, PaperDisposal, PaperSeal, Policy, TRUST_VERSION, TrustFile, TrustedKey};

pub(crate) fn write(file: &TrustFile) -> String {
    let mut out = String::new();
    // Writing into a String can't fail; a cut text would not read back, and the caller reads it back.
    let _ = write_file(&mut out, file);
    out
}

fn write_file(out: &mut String, file: &TrustFile) -> fmt::Result {
    writeln!(out, "{TRUST_VERSION}\nversion: {}\nissued: {}\nexpires: {}", file.version, file.issued, file.expires)?;
    writeln!(out, "roots:\n  threshold: {}\n  keys:", file.threshold)?;
    for root in &file.roots {
        writeln!(out, "    - {root}")?;
    }
    list(out, "keys", &file.keys, write_key)?;
    list(out, "policies", &file.policies, write_policy)?;
    list(out, "holds", &file.holds, write_hold)?;
    list(out, "paper-seals", &file.paper_seals, write_paper_seal)?;
    list(out, "paper-disposals", &file.paper_disposals, write_paper_disposal)
}

fn list<T>(out: &mut String, name: &str, items: &[T], item: fn(&mut String, &T) -> fmt::Result) -> fmt::Result {
    writeln!(out, "{name}:{}", if items.is_empty() { " []" } else { "" })?;
    items.iter().try_for_each(|one| item(out, one))
}

fn write_key(out: &mut String, key: &TrustedKey) -> fmt::Result {
    let school = key.school.as_ref().map_or("*", |school| school.as_str());
    writeln!(out, "  - key: {}\n    holder: \"{}\"\n    role: {}", key.key, key.holder, key.role)?;
    writeln!(out, "    school: \"{school}\"\n    valid-from: {}\n    valid-to: {}", key.valid_from, key.valid_to)?;
    if let Some(revoked) = &key.revoked {
        writeln!(out, "    revoked:\n      on: {}\n      reason: \"{}\"", revoked.on, revoked.reason)?;
        writeln!(out, "      compromised-since: {}", revoked.compromised_since)?;
    }
    if let Some(successor) = &key.successor {
        writeln!(out, "    successor: {successor}")?;
    }
    Ok(())
}

fn write_policy(out: &mut String, policy: &Policy) -> fmt::Result {
    let roles = policy.require.iter().map(|role| role.as_str()).collect::<Vec<_>>().join(", ");
    let Policy { archives, threshold, .. } = policy;
    writeln!(out, "  - archives: \"{archives}\"\n    require: [{roles}]\n    threshold: {threshold}")
}

fn write_hold(out: &mut String, hold: &Hold) -> fmt::Result {
    let until = hold.until.map_or("open".to_owned(), |until| until.to_string());
    let Hold { archive, volume, from, order, .. } = hold;
    writeln!(out, "  - archive: \"{archive}\"\n    volume: {volume}\n    from: {from}\n    until: {until}")?;
    writeln!(out, "    order: \"{order}\"")
}

fn write_paper_seal(out: &mut String, paper: &PaperSeal) -> fmt::Result {
    let PaperSeal { archive, serial, received, seal } = paper;
    writeln!(out, "  - archive: \"{archive}\"\n    serial: {serial}\n    received: {received}")?;
    writeln!(out, "    seal: \"{}\"", seal.tagged())
}

fn write_paper_disposal(out: &mut String, paper: &PaperDisposal) -> fmt::Result {
    let PaperDisposal { archive, serial, volume, received, statement } = paper;
    writeln!(out, "  - archive: \"{archive}\"\n    serial: {serial}\n    volume: {volume}")?;
    writeln!(out, "    received: {received}\n    statement: \"{}\"", statement.tagged())
}
