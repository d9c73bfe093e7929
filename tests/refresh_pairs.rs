//! What changed between two versions of three real schedules, held against counts that were made without this program.
//!
//! The files belong to their conferences and are no part of this repository. They are looked for in `../shared`, or where
//! `KUBETALKS_SHARED` says, and skipped where there are none.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]
#![allow(clippy::print_stderr, reason = "what is skipped has to be seen")]

use std::collections::HashMap;
use std::path::PathBuf;

use chrono::{DateTime, Utc};
use kubetalks::changes::{ChangedField, Report, compare};
use kubetalks::model::Schedule;
use kubetalks::source::{self, Options};

fn schedule(name: &str) -> Option<Schedule> {
    let shared = std::env::var_os("KUBETALKS_SHARED")
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared")), PathBuf::from);
    let path = shared.join("schedules").join(name);
    let Ok(bytes) = std::fs::read(&path) else {
        eprintln!("skipped: {} is not there", path.display());
        return None;
    };
    if source::Opened::new(&bytes[..]).format().is_none() {
        eprintln!("skipped: no reader knows {}", path.display());
        return None;
    }
    let options = Options { file: name.to_owned(), ..Options::default() };
    Some(source::read(&bytes, &options).expect("cannot be read").schedule)
}

fn pair(old: &str, new: &str) -> Option<(Schedule, Schedule)> {
    schedule(old).zip(schedule(new))
}

fn report(old: &Schedule, new: &Schedule) -> Report {
    compare(old, new, DateTime::<Utc>::UNIX_EPOCH)
}

/// Sessions before and after, new, gone, and per field those in which it changed.
fn counts(old: &Schedule, new: &Schedule, fields: &[ChangedField]) -> ([usize; 4], Vec<usize>) {
    let report = report(old, new);
    let sizes = [old.sessions.len(), new.sessions.len(), report.added.len(), report.gone.len()];
    (sizes, fields.iter().map(|field| report.count(*field)).collect())
}

const FIELDS: [ChangedField; 5] =
    [ChangedField::Start, ChangedField::Length, ChangedField::Room, ChangedField::Title, ChangedField::Speakers];

/// The last session of each guid: what a program sees that keeps sessions in a table by guid.
fn last_of_each_guid(schedule: &Schedule) -> Schedule {
    let last: HashMap<_, _> = schedule.sessions.iter().map(|session| (session.guid.clone(), session)).collect();
    let mut reduced = schedule.clone();
    reduced.sessions.retain(|session| last.get(&session.guid).is_some_and(|last| last.id == session.id));
    reduced
}

/// Where `public_name` alone is counted, speakers change eleven times: the other three have nothing but a `name`.
///
/// The earlier file gives one guid to several sessions, six times over. Seen by guid, six sessions seem to move that did
/// not, and fourteen seem to be new that only got guids of their own.
#[test]
fn congress_35_between_two_december_days() {
    let Some((old, new)) = pair("refresh-pairs/35c3-2018-12-18.json", "refresh-pairs/35c3-2018-12-22.json") else {
        return;
    };
    assert_eq!(counts(&last_of_each_guid(&old), &new, &FIELDS), ([337, 483, 150, 4], vec![17, 5, 6, 5, 14]));
    assert_eq!(counts(&old, &new, &FIELDS), ([351, 483, 136, 4], vec![11, 3, 7, 5, 15]));
}

#[test]
fn a_cruise_between_two_versions() {
    let Some((old, new)) = pair("sched-ics/jococruise-2023v1.ics", "sched-ics/jococruise-2023v2.ics") else { return };
    assert_eq!(counts(&old, &new, &FIELDS), ([411, 424, 21, 8], vec![10, 13, 7, 9, 0]));
}

/// The file has titles and speakers in one line, which changed nine times; twice only the speakers did. Of the seven
/// descriptions that changed, one did so in nothing but its lines.
#[test]
fn kubecon_between_two_versions() {
    let name = |version| format!("refresh-pairs/kubecon-eu-2026-{version}-current-schedule.ics");
    let Some((old, new)) = pair(&name("c"), &name("d")) else { return };
    assert_eq!(counts(&old, &new, &FIELDS), ([596, 596, 0, 0], vec![2, 1, 1, 7, 4]));
    let report = report(&old, &new);
    let line = report.changed.iter().filter(|changed| {
        [ChangedField::Title, ChangedField::Subtitle, ChangedField::Speakers]
            .iter()
            .any(|field| changed.field(*field).is_some())
    });
    assert_eq!(line.count(), 9);
    assert_eq!(report.count(ChangedField::Abstract), 7);
}

#[test]
fn no_version_differs_from_itself_whatever_its_order() {
    for name in ["refresh-pairs/35c3-2018-12-18.json", "ics/moca-2024.ics", "frab-json/36c3-everything.json"] {
        let Some(old) = schedule(name) else { continue };
        let mut new = old.clone();
        new.sessions.reverse();
        assert!(report(&old, &new).is_empty(), "{name}: {}", report(&old, &new).summary());
    }
}
