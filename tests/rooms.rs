//! The rooms of the code: who may import whom stands in the table of `src/lib.rs`, and the code is held against it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Lines of a file without its tests: about 400, as the design has it.
const LONGEST: usize = 420;

/// What a room may import; nothing where it may import everything.
type Allowed = Option<BTreeSet<String>>;

struct Row {
    level: usize,
    allowed: Allowed,
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn table() -> BTreeMap<String, Row> {
    let text = fs::read_to_string(source().join("lib.rs")).unwrap();
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter_map(|line| line.strip_prefix("//! | "))
        .map(|line| line.trim_end_matches('|').split(" | ").map(str::trim).collect())
        .filter(|cells: &Vec<&str>| cells[0].parse::<usize>().is_ok())
        .collect();
    let all: BTreeSet<String> = rows.iter().map(|cells| ticked(cells[1]).remove(0)).collect();
    rows.iter()
        .map(|cells| {
            let named = cells.get(3).copied().unwrap_or_default();
            let allowed = match named.strip_prefix("everything") {
                Some("") => None,
                Some(but) => Some(all.iter().filter(|room| !ticked(but).contains(room)).cloned().collect()),
                None => Some(ticked(named).into_iter().collect()),
            };
            (ticked(cells[1]).remove(0), Row { level: cells[0].parse().unwrap(), allowed })
        })
        .collect()
}

/// The words between backticks.
fn ticked(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Every file of a room that ships, tests beside the code left out.
fn files(room: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let single = source().join(format!("{room}.rs"));
    if single.exists() {
        found.push(single);
    }
    let mut folders = vec![source().join(room)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if name.ends_with(".rs") && name != "tests.rs" && name != "properties.rs" {
                found.push(path);
            }
        }
    }
    found
}

/// A file without the tests at its end.
fn shipped(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text)
}

/// The rooms that a file imports, with the line.
fn imports(file: &Path) -> Vec<(usize, String)> {
    let text = fs::read_to_string(file).unwrap();
    let mut found = Vec::new();
    for (number, line) in shipped(&text).lines().enumerate() {
        let code = line.trim_start();
        if code.starts_with("//") {
            continue;
        }
        for (at, _) in code.match_indices("crate::") {
            let room: String = code[at + 7..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if !room.is_empty() {
                found.push((number + 1, room));
            }
        }
    }
    found
}

#[test]
fn every_room_stands_in_the_table_and_imports_only_what_it_may() {
    let table = table();
    let lib = fs::read_to_string(source().join("lib.rs")).unwrap();
    let mut wrong = Vec::new();
    for room in lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')) {
        let Some(row) = table.get(room) else {
            wrong.push(format!("src/lib.rs: the room '{room}' has no row in the table"));
            continue;
        };
        let Some(allowed) = &row.allowed else { continue };
        for file in files(room) {
            for (line, imported) in imports(&file) {
                if imported != room && table.contains_key(&imported) && !allowed.contains(&imported) {
                    wrong.push(format!("{}:{line}: '{room}' may not import '{imported}'", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn arrows_lead_downwards_only() {
    let table = table();
    for (room, row) in &table {
        for imported in row.allowed.iter().flatten() {
            let below =
                table.get(imported).unwrap_or_else(|| panic!("'{room}' imports '{imported}', which is no room"));
            let downwards = below.level < row.level || imported == room;
            let sideways = row.level == 0 || (room == "cli" && imported == "run");
            assert!(downwards || sideways, "'{room}' at level {} imports '{imported}' above it", row.level);
        }
    }
}

#[test]
fn no_file_is_longer_than_a_newcomer_can_keep_in_mind() {
    let long: Vec<String> = table()
        .keys()
        .flat_map(|room| files(room))
        .filter_map(|file| {
            let text = fs::read_to_string(&file).unwrap();
            let lines = shipped(&text).lines().count();
            (lines > LONGEST).then(|| format!("{}: {lines} lines", file.display()))
        })
        .collect();
    assert!(long.is_empty(), "what are the two halves called? {}", long.join(", "));
}
