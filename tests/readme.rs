//! The tables of the README are made by the program: the keys from the list of actions and the built-in keymap, the fields
//! of a query from their rows.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use kubetalks::action::{Action, Group, Mode};
use kubetalks::keymap::Keymap;
use kubetalks::search::FIELDS;
use std::fmt::{Display, Write as _};
use std::fs;
use std::path::Path;

fn keys() -> String {
    let keymap = Keymap::default();
    let mut table = String::from("| keys | what they do |\n|---|---|\n");
    for group in Group::ALL {
        let _ = writeln!(table, "| | **{}** |", group.title());
        for action in Action::ALL.iter().filter(|action| action.group() == *group) {
            let _ = writeln!(table, "| {} | {} |", places(&keymap, *action), action.help());
        }
    }
    table
}

/// The keys of an action: those that hold everywhere, then those of single modes. Text fields have most of the same.
fn places(keymap: &Keymap, action: Action) -> String {
    let everywhere = keymap.keys_for(Mode::Global, action);
    let mut places = Vec::new();
    if !everywhere.is_empty() {
        places.push(spelled(&everywhere));
    }
    let mut own: Vec<(Vec<String>, Vec<&str>)> = Vec::new();
    for mode in Mode::ALL.iter().filter(|mode| **mode != Mode::Global && !mode.is_text()) {
        let base = mode.base().filter(|base| *base == Mode::Dialog);
        let told = base.map_or_else(Vec::new, |base| keymap.keys_for(base, action));
        let known = |key: &String| everywhere.contains(key) || told.contains(key);
        let keys: Vec<String> = keymap.keys_for(*mode, action).into_iter().filter(|key| !known(key)).collect();
        match own.iter_mut().find(|(known, _)| *known == keys) {
            _ if keys.is_empty() => {}
            Some((_, modes)) => modes.push(mode.name()),
            None => own.push((keys, vec![mode.name()])),
        }
    }
    places.extend(own.iter().map(|(keys, modes)| format!("{}: {}", modes.join(", "), spelled(keys))));
    places.join(" · ")
}

fn spelled(keys: &[impl Display]) -> String {
    let keys: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
    keys.join(" ")
}

/// The fields of a query, with what may be written where there is more to it than a text.
fn fields() -> String {
    let mut table = String::from("| field | takes | such as |\n|---|---|---|\n");
    for field in FIELDS {
        let _ = writeln!(table, "| `{}:` | {} | {} |", field.name, field.help, spelled(field.examples));
    }
    table
}

/// Holds what stands between two comments against what the program makes, or writes it there.
fn check(name: &str, made: &str) {
    let begin = format!("<!-- {name}: made by `UPDATE=1 cargo test --test readme` -->\n");
    let end = format!("<!-- {name} end -->");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(&begin).unwrap();
    let (_, after) = rest.split_once(&end).unwrap();
    let fresh = format!("{before}{begin}\n{made}\n{end}{after}");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &fresh).unwrap();
    } else {
        assert!(fresh == readme, "the table of {name} is stale: UPDATE=1 cargo test --test readme");
    }
}

#[test]
fn the_tables_in_the_readme_are_those_of_the_program() {
    check("keys", &keys());
    check("fields", &fields());
}
