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
use kubetalks::model::{EventIx, Mark, Programme, Schedule, Session, SessionIx, fold};
use kubetalks::share::{Code, code_of};
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

/// A code of the earlier version marks in the later one what still has its id or its title, and nothing else.
#[test]
fn a_code_of_the_earlier_version_loses_nothing_that_is_still_there() {
    let kubecon = |version| format!("refresh-pairs/kubecon-eu-2026-{version}-current-schedule.ics");
    for (old, new) in [
        ("refresh-pairs/35c3-2018-12-18.json".to_owned(), "refresh-pairs/35c3-2018-12-22.json".to_owned()),
        ("sched-ics/jococruise-2023v1.ics".to_owned(), "sched-ics/jococruise-2023v2.ics".to_owned()),
        (kubecon("c"), kubecon("d")),
    ] {
        let Some((old, new)) = pair(&old, &new) else { continue };
        let origins = kubetalks::identity::origins(&old, &new);
        let (before, after) = (Programme::new(vec![old.clone()]), Programme::new(vec![new.clone()]));
        let (mut lost, mut wrong, mut all) = (Vec::new(), Vec::new(), 0);
        for first in 0..20 {
            let is_marked = |at: usize| at % 20 == first;
            let mark = |ix: SessionIx| is_marked(ix.index()).then_some(Mark::Going);
            let code = code_of(&before, EventIx::new(0), mark).unwrap();
            let unpacked = Code::read(&code).unwrap().unpack(&after, EventIx::new(0));
            let found: Vec<usize> = unpacked.sessions.iter().map(|(ix, _)| ix.index()).collect();
            all += found.len();
            for (at, session) in new.sessions.iter().enumerate() {
                let origin = origins[at].filter(|origin| is_marked(*origin)).map(|origin| &old.sessions[origin]);
                let is_single = |schedule: &Schedule, title: &str| {
                    schedule.sessions.iter().filter(|other| fold(&other.title) == fold(title)).count() == 1
                };
                let same = origin.is_some_and(|before| {
                    let titles = is_single(&old, &before.title) && is_single(&new, &session.title);
                    let key = |session: &Session| session.guid.clone().unwrap_or_else(|| session.id.clone());
                    titles && (key(before) == key(session) || fold(&before.title) == fold(&session.title))
                });
                if same && !found.contains(&at) {
                    lost.push(&session.title);
                }
                if origin.is_none() && found.contains(&at) {
                    wrong.push(&session.title);
                }
            }
        }
        eprintln!("{} to {} sessions: {all} found, wrong: {wrong:?}", old.sessions.len(), new.sessions.len());
        assert!(lost.is_empty(), "{lost:?}");
        assert!(wrong.len() * 100 <= all, "{wrong:?}");
    }
}

#[test]
fn thirty_marks_of_kubecon_take_less_than_a_hundred_and_twenty_letters() {
    let Some(schedule) = schedule("sched-ics/kubecon-eu-2026-latest.ics") else { return };
    assert_eq!(schedule.sessions.len(), 596);
    let programme = Programme::new(vec![schedule]);
    let lengths = (0..19).map(|first| {
        let mark = |ix: SessionIx| match ix.index() {
            at if at % 19 != first || at / 19 >= 30 => None,
            at if at % 3 == 0 => Some(Mark::Interested),
            _ => Some(Mark::Going),
        };
        assert_eq!(programme.positions().filter(|ix| mark(*ix).is_some()).count(), 30);
        code_of(&programme, EventIx::new(0), mark).unwrap().len()
    });
    let lengths: Vec<usize> = lengths.collect();
    assert!(lengths.iter().all(|length| *length < 120), "{lengths:?}");
    eprintln!("{}: {lengths:?}", programme.event(EventIx::new(0)).id);
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
