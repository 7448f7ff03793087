//! Vectors of seal packs (FORMAT.md §16).

use std::fs;

use niemphong_archive::{Pack, gather};

use crate::build::{self, Files, golden_plan};
use crate::case::Case;
use crate::make::*;
use crate::{golden, home};

const RUN: &str = "verify-proof ./pack.txt --trust ./trust.yaml --trust-root @root-fingerprint.txt --as-of 2026-11-23";

fn of(archive: &std::path::Path) -> niemphong_archive::Packed {
    gather(archive).unwrap().packed
}

fn laid(name: &'static str, note: &'static str, text: &str) -> Vector {
    laid_for(RUN, name, note, text)
}

fn laid_for(run: &str, name: &'static str, note: &'static str, text: &str) -> Vector {
    vector(name, note).run(run).over("", Files::from([("pack.txt".to_owned(), text.as_bytes().to_vec())]))
}

pub fn all() {
    let golden = of(&golden::dir().join("archive"));
    let scratch = tempfile::tempdir().unwrap();
    let mut later = golden_plan();
    (later.archive, later.serial, later.sealed_at) = ("vn/82/82760123/2026-2027", 2, "2026-10-10T09:00:00+07:00");
    later.previous = Some(niemphong_archive::SealRef {
        serial: niemphong_archive::Serial::FIRST,
        digest: niemphong_archive::Digest::of(golden.signed.text.as_bytes()),
    });
    build::write(scratch.path(), &later.signed());
    let pack = Pack::new(vec![of(scratch.path()), golden]).unwrap();
    let text = pack.to_text();
    let second = text[1..].find("seal: ").map(|at| text[at + 2..].find("\nseal: ").unwrap() + at + 3).unwrap();
    laid("accepted_pack", "The seals of two years.", &text).expect("passed", &[]);
    laid_for("verify-proof ./pack.txt --as-of 2026-11-23", "V401_pack", "No trust file.", &text).open(&["V401"]);
    let (first, last) = text.split_at(second);
    let head = first.find('\n').unwrap() + 1;
    let turned = format!("{}{last}{}", &first[..head], &first[head..]);
    for (name, note, wrong) in [
        ("V703_pack_turned", "The later year first.", turned),
        ("V703_pack_empty", "A pack of nothing.", "niemphong-pack/1\n".to_owned()),
        ("V703_pack_short", "A pack that was cut off.", text[..text.len() - 65].to_owned()),
        ("V703_pack_count", "A number with a nought before it.", text.replacen("seal: 1", "seal: 01", 1)),
        ("V703_pack_seal", "A seal in another form.", text.replacen("serial: 1", "serial: 01", 1)),
        (
            "V703_pack_class",
            "Leaves of a volume that is not in the seal.",
            text.replacen("leaves: 5-nam", "leaves: 2-nam", 1),
        ),
    ] {
        laid(name, note, &wrong).failed(&["V703"]);
    }
    lines_and_numbers(&text);
    let at_leaf = text.find("leaves: vinh-vien 3\n").unwrap() + "leaves: vinh-vien 3\n".len();
    let mut other = text.clone();
    other.replace_range(at_leaf..at_leaf + 64, &"0".repeat(64));
    laid("V204_pack", "Another leaf.", &other).failed(&["V204 volumes/vinh-vien/data/leaves.txt"]);
    let from = text.find("signature: van_thu").unwrap();
    let unsigned = text[..from].to_owned() + &text[from + text[from..].find("leaves: ").unwrap()..];
    laid("V308_pack", "The clerk's signature was taken out of one of two.", &unsigned).failed(&[&at("V308", BY_CLERK)]);
    destroyed();
}

/// Lines out of their order, and numbers that say something else than the lines.
fn lines_and_numbers(text: &str) {
    let first = &text[text.rfind("\nseal: ").unwrap() + 1..];
    let block = |head: &str, lines: usize| {
        let from = &first[first.find(head).unwrap()..];
        from.split_inclusive('\n').take(lines + 1).collect::<String>()
    };
    let long = block("leaves: vinh-vien 3\n", 3);
    let short = block("leaves: 5-nam 2\n", 2);
    let (principal, clerk) = (block("signature: hieu_truong\n", 4), block("signature: van_thu\n", 4));
    let pack = |seal: &str, signatures: &[&str], leaves: &[&str]| {
        format!("niemphong-pack/1\n{seal}{}{}", signatures.concat(), leaves.concat())
    };
    let seal = &first[..first.find("signature: ").unwrap()];
    let (signed, led) = ([principal.as_str(), &clerk], [long.as_str(), &short]);
    assert!(Pack::parse(pack(seal, &signed, &led).as_bytes()).is_ok());
    let of_class = seal.replacen("seal: ", "seal: 5-nam ", 1);
    let one_more = long.replace("vinh-vien 3", "vinh-vien 4") + "x\n";
    let without_end = pack(seal, &signed, &led) + "x";
    for (name, note, wrong) in [
        ("V703_pack_leaves_turned", "The shorter kept first.", pack(seal, &signed, &[&short, &long])),
        ("V703_pack_leaves_twice", "Leaves of one volume twice.", pack(seal, &signed, &[&long, &long, &short])),
        ("V703_pack_signatures_turned", "The clerk's signature first.", pack(seal, &[&clerk, &principal], &led)),
        ("V703_pack_signature_twice", "A signature twice.", pack(seal, &[&principal, &principal, &clerk], &led)),
        ("V703_pack_signature_late", "Signatures behind the leaves.", pack(seal, &led, &signed)),
        (
            "V703_pack_number",
            "A number of leaves for which there are too few lines.",
            pack(seal, &signed, &[&long, &short.replace("5-nam 2", "5-nam 3")]),
        ),
        ("V703_pack_class_of_seal", "A class where the seal's lines are counted.", pack(&of_class, &signed, &led)),
        ("V703_pack_no_leaf", "A line among the leaves that is none.", pack(seal, &signed, &[&one_more, &short])),
        ("V703_pack_headless", "Signatures, and no seal.", pack("", &signed, &led)),
        ("V703_pack_line_end", "The last line is not ended.", without_end),
    ] {
        laid(name, note, &wrong).failed(&["V703"]);
    }
}

/// A pack of an archive whose volume was lawfully destroyed, and what it says after the signatures were taken out.
fn destroyed() {
    let folder = home().join("vectors/V508_lawful");
    let (scratch, case) = (tempfile::tempdir().unwrap(), Case::read(&folder));
    let work = scratch.path().join("w");
    case.lay(&folder, &work);
    let mut packed = of(&work.join("archive"));
    let run = case.run.replace("./archive", "verify-proof ./pack.txt");
    let trust = |vector: Vector| {
        let files =
            ["trust.yaml", "trust.yaml.minisig"].map(|name| (name.to_owned(), fs::read(work.join(name)).unwrap()));
        vector.over("", files.into())
    };
    let text = Pack::new(vec![packed.clone()]).unwrap().to_text();
    trust(laid_for(&run, "V508_pack", "A volume that was lawfully destroyed.", &text))
        .expect("passed", &["V508 volumes/5-nam"]);
    packed.disposals.values_mut().for_each(|statement| statement.signatures.clear());
    let text = Pack::new(vec![packed]).unwrap().to_text();
    trust(laid_for(&run, "V506_pack", "A statement of destruction that nobody signed.", &text))
        .failed(&["V506 disposals/5-nam.txt"]);
}
