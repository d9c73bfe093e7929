//! Files changed at random: the project's own of every format, and real ones where they are.

use super::hold;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What breaks any format: times and numbers beyond what is sensible, letters that are none.
const ANYWHERE: &[&str] = &[
    "99999999999999999999",
    "-1",
    "1e999",
    "2199-12-31T23:59:59-14:00",
    "1900-01-01T00:00:00+14:00",
    "9999-12-31",
    "24:00",
    "48:00",
    "9999:99",
    "\u{0}",
    "\u{1b}[2J",
    "\u{202e}",
    "\u{200b}",
    "\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "ä",
    "\u{1f9a9}",
    "\n",
    "\r",
    "&#27;",
    "&amp;amp;lt;",
    "<b>",
];

const XML: &[&str] = &[
    "<",
    ">",
    "&",
    "\"",
    "'",
    "</",
    "/>",
    "<event>",
    "</event>",
    "<event id='",
    "<day date='9999-12-31'>",
    "</room>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<?",
    "<!DOCTYPE x [",
    "&#0;",
    "&#x110000;",
];

const JSON: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\\",
    ",",
    ":",
    "null",
    "{}",
    "[]",
    "[[",
    "{\"\":",
    "\"name\":",
    "\"name\":{\"name\":",
    "\"start\":",
    "\"date\":",
    "\"\\ud800\"",
    "\"\\u001b[2J\"",
    "NaN",
];

const CALENDAR: &[&str] = &[
    ":",
    ";",
    ",",
    "\\",
    "\"",
    "\n ",
    "\r\n\t",
    "BEGIN:VEVENT\n",
    "END:VEVENT\n",
    "BEGIN:VTIMEZONE\n",
    "END:VCALENDAR\n",
    "RRULE:FREQ=DAILY;COUNT=99999\n",
    "RRULE:FREQ=WEEKLY;UNTIL=21991231;BYDAY=MO,TU\n",
    "DTSTART;VALUE=DATE:18991231\n",
    "DTEND:21991231T235959Z\n",
    "DURATION:P99999999W\n",
    "TZID:Nowhere\n",
    "RECURRENCE-ID:20240101\n",
    "EXDATE:0\n",
    ";TZID=",
    " - Ada Byron\\, Acme & ",
    " (talk by ",
    "UID:\n",
];

const TOML: &[&str] = &[
    "[",
    "]",
    "[[",
    "{",
    "}",
    "=",
    "\"",
    "\"\"\"",
    "'''",
    "\\",
    "#",
    ".",
    "[[session]]\n",
    "id = \"\"\n",
    "a.b.c.d = 1\n",
    "zone = \"Nowhere\"\n",
    "minutes = -5\n",
    "start = 9999-12-31T23:59:59\n",
];

/// A change of a file at some byte.
#[derive(Debug, Clone)]
enum Edit {
    Stick(&'static str),
    Cut(usize),
    Repeat(usize),
    Byte(u8),
    End,
}

fn edit(sticks: &'static [&'static str]) -> impl Strategy<Value = Edit> {
    prop_oneof![
        4 => prop::sample::select(sticks).prop_map(Edit::Stick),
        2 => prop::sample::select(ANYWHERE).prop_map(Edit::Stick),
        3 => (1_usize..80).prop_map(Edit::Cut),
        2 => (1_usize..400).prop_map(Edit::Repeat),
        2 => any::<u8>().prop_map(Edit::Byte),
        1 => Just(Edit::End),
    ]
}

fn apply(bytes: &mut Vec<u8>, at: usize, edit: &Edit) {
    match edit {
        Edit::Stick(text) => drop(bytes.splice(at..at, text.bytes())),
        Edit::Cut(length) => drop(bytes.drain(at..(at + length).min(bytes.len()))),
        Edit::Repeat(length) => {
            let again = bytes[at..(at + length).min(bytes.len())].to_vec();
            drop(bytes.splice(at..at, again));
        }
        Edit::Byte(byte) => bytes.iter_mut().skip(at).take(1).for_each(|old| *old = *byte),
        Edit::End => bytes.truncate(at),
    }
}

/// The files of a folder and below.
fn files_in(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().flat_map(|path| if path.is_dir() { files_in(&path) } else { vec![path] }).collect()
}

fn sticks_for(path: &Path) -> &'static [&'static str] {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("json") => JSON,
        Some("ics") => CALENDAR,
        Some("toml") => TOML,
        _ => XML,
    }
}

/// Some edits of one of the files, each at a place in it.
fn edited(files: Vec<PathBuf>, most: usize) -> impl Strategy<Value = (PathBuf, Vec<(prop::sample::Index, Edit)>)> {
    prop::sample::select(files).prop_flat_map(move |path| {
        let edits = prop::collection::vec((any::<prop::sample::Index>(), edit(sticks_for(&path))), 1..most);
        (Just(path), edits)
    })
}

/// Runs so many cases, from the seed that is asked for or any other, which is told.
fn run(cases: u32, strategy: impl Strategy<Value = (PathBuf, Vec<(prop::sample::Index, Edit)>)>) {
    let given = std::env::var("KUBETALKS_SEED").ok().and_then(|seed| seed.parse().ok());
    let now = || SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.subsec_nanos());
    let seed: u64 = given.unwrap_or_else(|| now().into());
    println!("KUBETALKS_SEED={seed} repeats this");
    let config = ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(seed),
        max_shrink_iters: 500,
        ..ProptestConfig::default()
    };
    let outcome = proptest::test_runner::TestRunner::new(config).run(&strategy, |(path, edits)| {
        let mut bytes = std::fs::read(&path).unwrap();
        for (place, edit) in &edits {
            let at = place.index(bytes.len() + 1);
            apply(&mut bytes, at, edit);
        }
        hold(&bytes);
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}

#[test]
fn no_edit_of_a_small_file_harms() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = files_in(&root.join("tests/fixtures"));
    files.push(root.join("seeds/devops-chicago-2015.toml"));
    assert!(files.len() > 15, "{files:?}");
    for path in &files {
        hold(&std::fs::read(path).unwrap());
    }
    run(1_500, edited(files, 10));
}

/// The largest real file that is changed: a test of a few seconds reads many small ones or few large ones.
const LARGEST: u64 = 320 * 1024;

#[test]
fn no_edit_of_a_real_file_harms() {
    let shared = std::env::var_os("KUBETALKS_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let mut files = files_in(&shared.join("schedules"));
    files.retain(|path| path.metadata().is_ok_and(|about| about.len() <= LARGEST));
    if files.is_empty() {
        println!("skipped: {} is not there", shared.join("schedules").display());
        return;
    }
    run(60, edited(files, 30));
}
