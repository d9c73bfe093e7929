//! Schedules of real conferences, which are not part of the project. What the readers make of a file is held against
//! what the tests count in it by simpler means.
//!
//! They are looked for in `../shared`, or where `KUBETALKS_SHARED` says, and skipped where there are none.

#![allow(clippy::unwrap_used, clippy::panic, reason = "the functions around the tests belong to them")]
#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]

mod icalendar;
mod json;
mod more;
mod xml;

use chrono::{DateTime, Utc};
use kubetalks::model::Source;
use kubetalks::source::{Options, Reading, read};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What can be counted in a schedule.
#[derive(Debug, PartialEq, Eq)]
struct Facts {
    sessions: usize,
    rooms: usize,
    days: usize,
    speakers: usize,
    first: Option<DateTime<Utc>>,
    last: Option<DateTime<Utc>>,
}

impl Facts {
    fn of(reading: &Reading) -> Self {
        let schedule = &reading.schedule;
        let starts = || schedule.sessions.iter().filter_map(|session| session.slot).map(|slot| slot.start);
        let days: BTreeSet<_> = schedule.sessions.iter().filter_map(|session| session.day).collect();
        Self {
            sessions: schedule.sessions.len(),
            rooms: schedule.rooms.len(),
            days: days.len(),
            speakers: schedule.speakers.len(),
            first: starts().min(),
            last: starts().max(),
        }
    }
}

/// The folder and the name of a file.
type File = (&'static str, &'static str);

#[test]
fn every_file_that_is_there_is_held_against_what_it_holds() {
    let kinds = folder(".");
    if !kinds.is_dir() {
        println!("skipped: {} is not there", kinds.display());
        return;
    }
    let names = |path: &Path| -> Vec<String> {
        let entries = std::fs::read_dir(path).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    };
    let there: BTreeSet<(String, String)> = names(&kinds)
        .into_iter()
        .filter(|kind| kind != "more")
        .flat_map(|kind| names(&folder(&kind)).into_iter().map(move |name| (kind.clone(), name)))
        .collect();
    let held: Vec<File> = xml::files().into_iter().chain(json::files()).chain(icalendar::files()).collect();
    let held: BTreeSet<_> = held.into_iter().map(|(kind, name)| (kind.to_owned(), name.to_owned())).collect();
    assert_eq!(held, there);
}

/// The folder of a kind of schedules.
fn folder(kind: &str) -> PathBuf {
    let shared = std::env::var_os("KUBETALKS_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    shared.join("schedules").join(kind)
}

/// The bytes of a file; nothing, visibly, where it is not there.
fn bytes(kind: &str, name: &str) -> Option<Vec<u8>> {
    let path = folder(kind).join(name);
    let bytes = std::fs::read(&path).ok();
    if bytes.is_none() {
        println!("skipped: {} is not there", path.display());
    }
    bytes
}

/// Asserts that the report on a file says these things of it.
fn assert_told(reading: &Reading, messages: &[&str]) {
    let told: Vec<String> = reading.problems.iter().map(ToString::to_string).collect();
    for message in messages {
        assert!(told.iter().any(|problem| problem.contains(message)), "{message} is not among {told:#?}");
    }
}

/// What is read of a file that must be readable.
fn reading(bytes: &[u8], name: &str) -> Reading {
    let options = Options { file: name.to_owned(), source: Source::File(name.to_owned()), ..Options::default() };
    read(bytes, &options).unwrap_or_else(|problems| panic!("{name}: {problems:?}"))
}
