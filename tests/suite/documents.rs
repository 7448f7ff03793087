//! What is written for people agrees with itself and with the sources.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use regex::Regex;

use super::architecture::{files, name, root};
use super::rooms::ROOMS;

#[test]
fn the_map_names_every_room() {
    let map = fs::read_to_string(root().join("src/README.md")).unwrap();
    for room in ROOMS {
        assert!(map.contains(&format!("`{}", room.name)), "src/README.md does not name the room {}", room.name);
    }
}

/// Message id → the variables it uses, for every message of a language.
fn messages(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let id = Regex::new(r"^(-?[a-zA-Z][\w-]*)\s*=").unwrap();
    let attribute = Regex::new(r"^\s+(\.[a-zA-Z][\w-]*)\s*=").unwrap();
    let variable = Regex::new(r"\$([a-zA-Z][\w-]*)").unwrap();
    let mut all = BTreeMap::new();
    for path in files(&format!("templates/i18n/{language}"), "ftl") {
        let (mut message, mut key) = (String::new(), None::<String>);
        for line in fs::read_to_string(&path).unwrap().lines().filter(|line| !line.starts_with('#')) {
            if let Some(found) = id.captures(line) {
                message = found[1].to_owned();
                key = Some(message.clone());
                let twice = all.insert(message.clone(), BTreeSet::new()).is_some();
                assert!(!twice, "{}: `{message}` is said twice in {language}", name(&path));
            } else if let Some(found) = attribute.captures(line) {
                key = Some(format!("{message}{}", &found[1]));
            }
            if let Some(key) = &key {
                let used = all.entry(key.clone()).or_default();
                used.extend(variable.captures_iter(line).map(|found| found[1].to_owned()));
            }
        }
    }
    all
}

#[test]
fn every_message_is_said_in_both_languages_with_the_same_variables() {
    let (vi, en) = (messages("vi"), messages("en"));
    let ids: BTreeSet<&String> = vi.keys().chain(en.keys()).collect();
    let unlike: Vec<String> = ids
        .into_iter()
        .filter(|id| vi.get(*id) != en.get(*id))
        .map(|id| format!("{id}: vi {:?}, en {:?}", vi.get(id), en.get(id)))
        .collect();
    assert!(unlike.is_empty(), "\n{}\n", unlike.join("\n"));
}

#[test]
fn both_readmes_give_the_same_commands_and_lead_somewhere() {
    let block = Regex::new(r"(?ms)^```sh (\S+)\n(.*?)^```$").unwrap();
    let link = Regex::new(r"\]\(([^):#]+)\)").unwrap();
    let comment = Regex::new(r"(?m)^ *#.*\n").unwrap();
    let mut commands = Vec::new();
    for readme in ["README.md", "README.vi.md"] {
        let text = fs::read_to_string(root().join(readme)).unwrap();
        let blocks = block.captures_iter(&text).map(|found| (found[1].to_owned(), found[2].to_owned()));
        commands
            .push(blocks.map(|(name, text)| (name, comment.replace_all(&text, "").into_owned())).collect::<Vec<_>>());
        for found in link.captures_iter(&text) {
            assert!(root().join(&found[1]).exists(), "{readme} leads to {}, which is not there", &found[1]);
        }
    }
    assert!(commands[0].len() > 4, "the blocks of README.md were not found");
    assert_eq!(commands[0], commands[1], "README.md and README.vi.md give different commands");
}

#[test]
fn every_message_that_the_sources_name_is_there() {
    let messages = messages("vi");
    let families: BTreeSet<&str> = messages.keys().filter_map(|id| Some(id.split_once('-')?.0)).collect();
    let literal = Regex::new(r#""([a-z]+(?:-[a-z0-9]+)+)""#).unwrap();
    let mut missing = Vec::new();
    for path in files("src", "rs") {
        let source = fs::read_to_string(&path).unwrap();
        let shipped = source.split("#[cfg(test)]").next().unwrap_or_default();
        for (at, line) in shipped.lines().enumerate() {
            for found in literal.captures_iter(line) {
                let family = found[1].split('-').next().unwrap_or_default();
                let begins = format!("{}-", &found[1]); // an id put together from parts
                let known = messages.contains_key(&found[1]) || messages.keys().any(|id| id.starts_with(&begins));
                if families.contains(family) && !known {
                    missing.push(format!("{}:{}: {}", name(&path), at + 1, &found[1]));
                }
            }
        }
    }
    assert!(missing.is_empty(), "\n{}\n", missing.join("\n"));
}

#[test]
fn every_message_file_is_fluent() {
    for path in files("templates/i18n", "ftl") {
        let text = fs::read_to_string(&path).unwrap();
        if let Err((_, faults)) = fluent_bundle::FluentResource::try_new(text) {
            panic!("{}: {faults:?}", name(&path));
        }
    }
}
