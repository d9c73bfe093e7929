//! The key table of the README is made from the list of actions and the built-in keymap.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use kubetalks::action::{Action, Group, Mode};
use kubetalks::keymap::Keymap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const BEGIN: &str = "<!-- keys: made by `UPDATE=1 cargo test --test readme` -->\n";
const END: &str = "<!-- keys end -->";

fn keys() -> String {
    let keymap = Keymap::default();
    let mut table = String::from("| keys | what they do |\n|---|---|\n");
    for group in Group::ALL {
        let _ = writeln!(table, "| | **{}** |", group.title());
        for action in Action::ALL.iter().filter(|action| action.group() == *group) {
            // Where an action has a key in one mode only, that mode is the first that knows it.
            let keys = Mode::ALL.iter().map(|mode| keymap.keys_for(*mode, *action)).find(|keys| !keys.is_empty());
            let spelled: Vec<String> = keys.unwrap_or_default().iter().map(|key| format!("`{key}`")).collect();
            let _ = writeln!(table, "| {} | {} |", spelled.join(" "), action.help());
        }
    }
    table
}

#[test]
fn the_keys_in_the_readme_are_those_of_the_program() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(BEGIN).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let fresh = format!("{before}{BEGIN}\n{}\n{END}{after}", keys());
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &fresh).unwrap();
    } else {
        assert!(fresh == readme, "the key table is stale: UPDATE=1 cargo test --test readme");
    }
}
