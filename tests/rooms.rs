//! The rooms of the code: who may import whom stands in the table of `src/lib.rs`, and the code is held against it. No two
//! files import each other, however far around.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
#![allow(unreachable_pub, reason = "the modules of a test are its own")]

#[path = "rooms/house.rs"]
mod house;
#[path = "rooms/table.rs"]
mod table;
#[path = "rooms/tokens.rs"]
mod tokens;

use house::{Arrows, House, Way, circles, rust_files};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use table::{Room, Table};

/// Lines of a file.
const LONGEST: usize = 400;
/// Lines of a function, with its head.
const LONGEST_FUNCTION: usize = 60;

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn rooms() -> Table {
    Table::read(&fs::read_to_string(source().join("lib.rs")).unwrap())
}

#[test]
fn every_room_stands_in_the_table_and_imports_only_what_it_may() {
    let (table, house) = (rooms(), House::read(&source()));
    let mut wrong: BTreeSet<String> = BTreeSet::new();
    for (module, file) in house.files.iter().filter(|(module, _)| !module.is_empty()) {
        let Some(room) = table.room(module) else {
            wrong.insert(format!("src/lib.rs: the room '{}' has no row in the table", module[0]));
            continue;
        };
        for path in house.paths(module) {
            let Some(other) = house.written(module, &path).and_then(|other| table.room(&other)) else { continue };
            if !table.allows(&room, &other) {
                let (path, file) = (path.join("::"), file.path.display());
                wrong.insert(format!("src/{file}: '{}' may not import '{}' ({path})", room.name, other.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", lines(wrong));
}

#[test]
fn arrows_lead_downwards_only() {
    let table = rooms();
    assert!(table.unknown().is_empty(), "what is no room: {}", table.unknown().join(", "));
    for (room, row, imported, below) in table.arrows() {
        let parent = |name: &str| name.rsplit_once("::").map(|(parent, _)| parent.to_owned());
        let is_beside = parent(room).is_some() && parent(room) == parent(imported);
        let sideways = row.level == below.level && (row.level == 0 || is_beside || (room, imported) == ("cli", "run"));
        assert!(below.level < row.level || sideways, "'{room}' at level {} imports '{imported}' above it", row.level);
    }
}

#[test]
fn no_file_is_longer_than_a_newcomer_can_keep_in_mind() {
    let count = |file: &PathBuf| fs::read_to_string(file).unwrap().lines().count();
    let long = rust_files(&source()).into_iter().map(|file| (count(&file), file)).filter(|(lines, _)| *lines > LONGEST);
    let long: Vec<String> = long.map(|(lines, file)| format!("{}: {lines} lines", file.display())).collect();
    assert!(long.is_empty(), "what are the two halves called? {}", long.join(", "));
}

#[test]
fn no_function_is_longer_than_a_screen() {
    let mut long = Vec::new();
    for file in House::read(&source()).files.into_values() {
        let file = source().join(file.path);
        let text = fs::read_to_string(&file).unwrap();
        let shipped = text.split("\n#[cfg(test)]\nmod tests").next().unwrap_or_default();
        let lines: Vec<&str> = shipped.lines().collect();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.split(' ').any(|word| word == "fn")) {
            let end = format!("{}}}", &line[..line.len() - line.trim_start().len()]);
            let length = lines[at..].iter().position(|line| *line == end).map_or(0, |last| last + 1);
            if length > LONGEST_FUNCTION && line.trim_end().ends_with(['{', '(', '>']) {
                long.push(format!("{}:{}: {length} lines", file.display(), at + 1));
            }
        }
    }
    assert!(long.is_empty(), "what does each part do? {}", long.join(", "));
}

#[test]
fn no_files_import_one_another_in_a_circle() {
    let house = House::read(&source());
    let mut arrows: Arrows = house.imports();
    for (from, to) in house.calls() {
        arrows.entry(from).or_default().extend(to);
    }
    let around: Vec<String> = circles(&arrows).iter().map(|circle| around(&arrows, circle)).collect();
    assert!(around.is_empty(), "these files import one another in a circle:\n{}", around.join("\n\n"));
}

/// Who imports whom in a circle.
fn around(arrows: &Arrows, circle: &[Way]) -> String {
    let inside = |from: &Way| -> Vec<String> {
        let others = arrows.get(from).into_iter().flatten().filter(|other| circle.contains(other));
        others.map(|other| other.join("::")).collect()
    };
    lines(circle.iter().map(|from| format!("  {} -> {}", from.join("::"), inside(from).join(", "))))
}

#[test]
fn no_two_rooms_have_a_public_type_of_the_same_name() {
    let types = House::read(&source()).public_types();
    let twice = types.into_iter().filter(|(_, rooms)| rooms.len() > 1);
    let told = twice.map(|(name, rooms)| format!("{name} ({})", rooms.into_iter().collect::<Vec<_>>().join(", ")));
    let told: Vec<String> = told.collect();
    assert!(told.is_empty(), "names that say which of the two is meant? {}", told.join(", "));
}

fn lines(lines: impl IntoIterator<Item = String>) -> String {
    lines.into_iter().collect::<Vec<_>>().join("\n")
}

#[test]
fn the_longest_row_that_fits_a_module_is_its_room() {
    let table = Table::read(
        "//! | 5 | `tui::widgets` | list | |\n//! | 7 | `tui::screens::*` | a screen | `tui::widgets` |\n\
         //! | 8 | `tui::screens` | all | `tui::screens::*` |\n//! | 9 | `tui` | app | `tui::*` |\n\
         //! | 9 | `run` | loop | everything |",
    );
    let way = |path: &str| path.split("::").map(str::to_owned).collect::<Way>();
    let room = |path: &str| table.room(&way(path)).unwrap();
    assert_eq!(room("tui::update"), Room { row: "tui".into(), name: "tui".into() });
    assert_eq!(room("tui::screens"), Room { row: "tui::screens".into(), name: "tui::screens".into() });
    let (now, events) = (room("tui::screens::now::view"), room("tui::screens::events"));
    assert_eq!(now, Room { row: "tui::screens::*".into(), name: "tui::screens::now".into() });
    assert_eq!(table.room(&way("io")), None);
    for (from, to, expected) in [
        (&now, &room("tui::screens::now::state"), true),
        (&now, &events, false),
        (&now, &room("tui::widgets::list"), true),
        (&now, &room("tui"), false),
        (&room("tui::screens"), &events, true),
        (&room("tui"), &events, true),
        (&room("run"), &room("tui::app"), true),
        (&room("run"), &events, false),
    ] {
        assert_eq!(table.allows(from, to), expected, "{} {}", from.name, to.name);
    }
}

#[test]
fn what_a_file_with_more_in_it_re_exports_it_imports() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("lib.rs", "mod list;");
    write(
        "list/mod.rs",
        "mod find;\nmod series;\npub use find::find;\npub use series::series;\npub struct Conference;",
    );
    write("list/find.rs", "use super::{Conference, series};\npub fn find() -> Vec<Conference> { series() }");
    write("list/series.rs", "use super::Conference;\npub fn series() -> Vec<Conference> { Vec::new() }");
    let found =
        |house: &House| circles(&house.imports()).iter().flatten().map(|way| way.join("::")).collect::<Vec<_>>();
    assert_eq!(found(&House::read(folder.path())), ["list", "list::find", "list::series"]);
    write(
        "list/mod.rs",
        "mod conference;\nmod find;\nmod series;\npub use conference::Conference;\npub use find::find;\npub use series::series;",
    );
    write("list/conference.rs", "pub struct Conference;");
    assert!(found(&House::read(folder.path())).is_empty());
}
