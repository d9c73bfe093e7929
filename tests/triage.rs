//! Triage: every session is met once, repeats once, services never; who stops goes on at the same place; after a refresh only
//! what is new or has changed comes.
//!
//! Real schedules are looked for in `../shared`, or where `KUBETALKS_SHARED` says, and skipped where there are none.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]
#![allow(clippy::print_stderr, reason = "what is skipped has to be seen")]

use chrono::{DateTime, Utc};
use kubetalks::agenda::{is_service, repeats, to_decide};
use kubetalks::changes::{Report, compare};
use kubetalks::favourites::Favourites;
use kubetalks::model::{Kind, Mark, Programme, Room, RoomIx, Schedule, Session, SessionIx, Slot};
use kubetalks::search::Likeness;
use kubetalks::source::{self, Options};
use kubetalks::test_support::events::{HARBOUR, second_version};
use kubetalks::test_support::story::{Setting, Story, invented};
use kubetalks::tui::{EventDetails, EventInfo, EventsChanged, Fetch, FetchOutcome, Message, Operation, Remembered};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// What decides, in turn.
const KEYS: [&str; 7] = ["space", "d", "i", "d", "d", "i", "d"];

fn time() -> DateTime<Utc> {
    "2026-03-20T09:00:00Z".parse().unwrap()
}

/// The program with one schedule, as somebody left it.
fn begun(schedule: &Schedule, favourites: Favourites, remembered: Remembered) -> Story {
    let mut story = Story::new(Setting {
        schedules: vec![schedule.clone()],
        favourites,
        now: time(),
        size: (120, 36),
        ..Setting::invented()
    });
    story.app.begin_with(remembered, false);
    // As at a start, where how like sessions are is known a moment later only.
    refresh(&mut story, schedule, schedule);
    story.press("T");
    let programme = Arc::clone(story.app.world().programme_arc());
    let likeness = Box::new(Likeness::new(&programme));
    story.tell(Message::Likened(programme, likeness));
    story
}

/// The ids of all showings of what is in sight.
fn in_sight(story: &Story) -> Option<Vec<String>> {
    let programme = story.app.world().programme();
    let showings = story.app.screens().triage.in_sight()?;
    Some(showings.all().map(|ix| programme.session(ix).id.clone()).collect())
}

/// Decides so many, or all; returns what was met, each with its showings.
fn decide(story: &mut Story, most: usize) -> Vec<Vec<String>> {
    let mut met = Vec::new();
    for key in KEYS.iter().cycle().take(most) {
        let Some(ids) = in_sight(story) else { break };
        met.push(ids);
        story.press(key);
    }
    met
}

/// Fetches another version, and returns what has changed.
fn refresh(story: &mut Story, before: &Schedule, after: &Schedule) -> Report {
    let report = compare(before, after, time());
    let programme = Arc::new(Programme::new(vec![after.clone()]));
    let id = after.event.id.clone();
    let known = vec![EventInfo::of(programme.event(kubetalks::model::EventIx(0)), true)];
    let study = Box::new(EventDetails { reports: vec![report.clone()], ..EventDetails::default() });
    let fetch = Fetch::Again(id.clone());
    let deed = Operation::Fetched { fetch, id, news: FetchOutcome::Changed, study, notes: Vec::new() };
    let loaded = EventsChanged { deed, known, programme: Some(programme), problems: Vec::new() };
    story.tell(Message::Loaded(Box::new(loaded)));
    report
}

/// Goes through all of a schedule in one of the orders, stopping in the middle, and after a refresh through what is left.
fn goes_through(before: &Schedule, after: &Schedule, order: &str) {
    let mut story = begun(before, Favourites::default(), Remembered::default());
    story.press(order);
    let mut met = decide(&mut story, before.sessions.len() / 4);
    story.press("l l");
    let stopped_at = in_sight(&story);
    let (favourites, remembered) = (story.app.world().marks().favourites.clone(), story.app.remembered());
    let mut story = begun(before, favourites, remembered);
    assert_eq!(in_sight(&story), stopped_at, "who stops goes on at the same place");
    met.extend(decide(&mut story, usize::MAX));
    assert!(story.screen().text().contains("That was all"));

    let programme = story.app.world().programme();
    let all: Vec<&String> = met.iter().flatten().collect();
    let once: BTreeSet<&String> = all.iter().copied().collect();
    assert_eq!(all.len(), once.len(), "each is met once");
    let at = |id: &str| programme.session_by_id(&before.event.id, id).unwrap();
    for ids in &met {
        let ix = at(&ids[0]);
        assert!(!is_service(programme, ix), "{}", programme.session(ix).title);
        for other in repeats(programme, ix).into_iter().filter(|other| !programme.brief(*other).cancelled) {
            assert!(
                ids.contains(&programme.session(other).id),
                "repeats come together: {}",
                programme.session(ix).title
            );
        }
    }
    let left_out = |ix: &SessionIx| !once.contains(&programme.session(*ix).id);
    for ix in programme.positions().filter(left_out) {
        let (brief, session) = (programme.brief(ix), programme.session(ix));
        assert!(brief.cancelled || is_service(programme, ix), "left out: {}", session.title);
    }
    eprintln!(
        "{}: {} sessions, {} of them met in {} steps",
        before.event.id,
        programme.positions().len(),
        all.len(),
        met.len()
    );
    assert!(!story.effects.is_empty(), "what is marked is stored");

    let report = refresh(&mut story, before, after);
    let fresh: BTreeSet<&str> =
        report.added.iter().chain(report.changed.iter().map(|one| &one.item)).map(|item| item.id.as_str()).collect();
    let again = decide(&mut story, usize::MAX);
    assert!(!again.is_empty(), "something has changed");
    for ids in &again {
        assert!(ids.iter().any(|id| fresh.contains(id.as_str())), "{ids:?} has not changed");
    }
    let programme = story.app.world().programme();
    for item in &report.added {
        let ix = programme.session_by_id(&after.event.id, &item.id).unwrap();
        let comes = again.iter().flatten().any(|id| *id == item.id);
        assert!(comes || is_service(programme, ix), "new and not offered: {}", item.title);
    }
    // What was decided is read, and does not come a third time.
    let (favourites, remembered) = (story.app.world().marks().favourites.clone(), story.app.remembered());
    let mut story = begun(after, favourites, remembered);
    story.tell(Message::Reported(after.event.id.clone(), vec![report]));
    assert_eq!(in_sight(&story), None);
}

#[test]
fn a_small_conference() {
    assert_eq!(invented().event.id, HARBOUR);
    for order in ["", "s"] {
        goes_through(&invented(), &second_version(), order);
    }
}

#[test]
fn a_real_conference_of_six_hundred() {
    let read = |version: &str| {
        let shared = std::env::var_os("KUBETALKS_SHARED")
            .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared")), PathBuf::from);
        let path = shared.join(format!("schedules/refresh-pairs/kubecon-eu-2026-{version}-current-schedule.ics"));
        let Ok(bytes) = std::fs::read(&path) else {
            eprintln!("skipped: {} is not there", path.display());
            return None;
        };
        let options = Options { file: "kubecon.ics".to_owned(), ..Options::default() };
        Some(source::read(&bytes, &options).unwrap().schedule)
    };
    let Some((before, after)) = read("c").zip(read("d")) else { return };
    for order in ["", "s"] {
        goes_through(&before, &after, order);
    }
}

#[test]
fn a_repeat_that_fits_is_the_one_to_go_to() {
    let mut schedule = invented();
    let twin = schedule.sessions.iter().find(|session| session.id == "routing-registry").unwrap();
    let mut later = Session { id: "again".to_owned(), ..twin.clone() };
    later.guid = None;
    later.slot =
        later.slot.map(|slot| Slot::new(slot.start + chrono::TimeDelta::days(1) + chrono::TimeDelta::hours(8), 45));
    schedule.sessions.push(later);
    let mut setting = Setting { schedules: vec![schedule], now: time(), size: (100, 30), ..Setting::invented() };
    setting.mark("backups-tested", Mark::Going, false);
    let mut story = Story::new(setting);
    story.press("/ \"routing registry\" enter T");
    assert_eq!(in_sight(&story), Some(vec!["routing-registry".to_owned(), "again".to_owned()]));
    story.press("space");
    let world = story.app.world();
    let mark = |id| world.personal(world.programme().session_by_id(HARBOUR, id).unwrap()).mark;
    assert_eq!((mark("routing-registry"), mark("again")), (None, Some(Mark::Going)), "the first one clashes");
    story.press("u d");
    let world = story.app.world();
    let mark = |id| world.personal(world.programme().session_by_id(HARBOUR, id).unwrap()).mark;
    assert_eq!((mark("routing-registry"), mark("again")), (Some(Mark::Dismissed), Some(Mark::Dismissed)));
}

#[test]
fn a_day_that_others_hold_beside_is_something_to_decide_in_however_many_halls() {
    let mut schedule = invented();
    let halls = RoomIx(u32::try_from(schedule.rooms.len()).unwrap());
    schedule.rooms.push(Room { name: "Dock 1 + Library".to_owned(), ..schedule.rooms[0].clone() });
    let slot = schedule.sessions.iter().find_map(|session| session.slot).unwrap();
    let mut add = |id: &str, kind: Kind, about: &str| {
        let slot = Some(Slot::new(slot.start, 510));
        let abstract_text = about.to_owned();
        schedule.sessions.push(Session { kind, slot, room: Some(halls), abstract_text, ..Session::new(id, id) });
    };
    add("day-of-locks", Kind::Other, "A day about gates and what they keep out, in two tracks.");
    add("wardrobe", Kind::Other, "");
    add("stalls", Kind::Break, "Come and see what our sponsors show.");
    let programme = Programme::new(vec![schedule]);
    let all: Vec<SessionIx> = programme.positions().collect();
    let met = to_decide(&programme, &all);
    let met: BTreeSet<&str> =
        met.iter().flat_map(|one| one.all()).map(|ix| programme.session(ix).id.as_str()).collect();
    let is_met = ["day-of-locks", "wardrobe", "stalls"].map(|id| met.contains(id));
    assert_eq!(is_met, [true, false, false]);
}
