//! What holds in every window and after any keys: nothing panics, every cursor stays where something is, and the same
//! state gives the same screen. A walk that fails is shrunk, and printed as keys that a story can begin with.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

use kubetalks::action::Mode;
use kubetalks::keymap::{Keymap, keys};
use kubetalks::model::Mark;
use kubetalks::test_support::events;
use kubetalks::test_support::story::{Setting, Story, spell};
use kubetalks::theme::Theme;
use kubetalks::tui::Look;
use kubetalks::tui::{App, Message, ScreenId};
use proptest::prelude::*;
use std::sync::LazyLock;

/// Ways into states that look different from one another.
const STATES: &[&str] = &[
    "",
    "tab j",
    "tab tab j j",
    "shift-tab G",
    "/ \"mesh\"",
    "/ \"zymurgy\" enter",
    "enter G",
    "enter j j j j enter",
    "?",
    "? \"no such key\"",
    "!",
    "e \"a note of my own\" enter \"日本語\"",
    "/ \"registry\" enter o j",
    "space j i j x",
    "g",
    "G [",
    "s G",
    "s j j j j j j",
    "j j H space",
    "H G space",
    "4",
    "/ \"a mesh on\" enter space j i j i 4 P l s j",
    "P tab s",
    "/ \"a mesh on\" enter space 4 G",
    "2",
    "space j space j space j i j space j j j j space 2",
    "space j space j space j i j space j j j j space 2 s j",
    "space j space j j j j j space 2 j j f",
    "3",
    "3 l j enter",
    "3 / \"mesh\"",
    "3 / \"zymurgy\" enter n",
    "3 tab h pagedown space",
    "5 G",
    "5 a \"~/schedule.ics\"",
    "5 a \"x\" enter",
    "5 v",
];

#[test]
fn every_window_draws_in_every_state() {
    for keys in STATES {
        let mut story = Story::new(conference());
        story.press(keys);
        for (columns, lines) in sizes() {
            story.resize(columns, lines);
            let screen = story.screen();
            assert_eq!((screen.cells.area.width, screen.cells.area.height), (columns, lines));
            if let Some(cursor) = screen.cursor {
                assert!(cursor.x < columns && cursor.y < lines, "{keys}: a cursor outside {columns}x{lines}");
            }
            check(&story.app, keys);
        }
    }
}

/// The first day of the invented conference, early in the afternoon.
fn conference() -> Setting {
    Setting { now: "2027-03-19T12:45:00Z".parse().unwrap(), ..Setting::invented() }
}

/// The same with an agenda full of clashes, and marks whose sessions are not there.
fn marked() -> Setting {
    let mut setting = conference();
    let ids: Vec<String> = setting.schedules[0].sessions.iter().map(|session| session.id.clone()).collect();
    for (number, id) in ids.iter().enumerate().filter(|(number, _)| number % 5 < 3) {
        setting.mark(id, if number % 5 == 2 { Mark::Interested } else { Mark::Going }, number % 10 == 5);
    }
    for (name, every) in [("Ana", 1), ("Bo", 2), ("Žofie", 3), ("Ana Maria", 6)] {
        let going: Vec<&str> = ids.iter().step_by(every).map(String::as_str).collect();
        setting.befriend(name, &going.join(" "), "");
    }
    setting.mark("no-such-session", Mark::Going, false);
    setting.mark("no-such-event/session", Mark::Interested, false);
    setting
}

/// Every small window and, since what is shown depends on thresholds of one side each, a row and columns of larger ones.
fn sizes() -> impl Iterator<Item = (u16, u16)> {
    let small = (0..26).flat_map(|columns| (0..12).map(move |lines| (columns, lines)));
    let wide = (0..=250).step_by(3).map(|columns| (columns, 24));
    let high = (0..=80).step_by(3).flat_map(|lines| [(60, lines), (100, lines), (160, lines)]);
    small.chain(wide).chain(high).chain([(250, 80), (80, 24)])
}

#[test]
fn a_window_that_has_been_every_size_shows_what_it_showed() {
    for keys in STATES {
        let mut story = Story::new(Setting::invented());
        story.press(keys);
        story.resize(100, 30);
        let before = story.app.screens().sessions.list.at;
        for (columns, lines) in [(0, 0), (19, 4), (20, 5), (250, 80), (100, 30)] {
            story.resize(columns, lines);
        }
        assert_eq!(story.app.screens().sessions.list.at, before, "{keys}");
    }
}

/// Every key that means anything in any mode, as sequences, and letters that may mean nothing.
static KEYS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let keymap = Keymap::default();
    let mut keys: Vec<String> =
        Mode::ALL.iter().flat_map(|mode| keymap.bindings(*mode)).map(|(spelled, _)| spelled).collect();
    keys.sort();
    keys.dedup();
    keys
});

/// What happens to events in between.
const EVENTS: &[&str] = &["refreshed with other ids", "studied", "left out", "progress", "failed", "back"];

fn key() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => proptest::sample::select(KEYS.as_slice()),
        2 => proptest::char::ranges(vec![' '..='~', 'à'..='ÿ', 'ぁ'..='ん'].into()).prop_map(spell),
        1 => proptest::sample::select(vec!["backspace", "delete", "left", "right", "ctrl-w", "ctrl-u", "alt-b"])
            .prop_map(str::to_owned),
    ]
}

fn size() -> impl Strategy<Value = (u16, u16)> {
    (0u16..=250, 0u16..=80)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_walk_keeps_every_cursor_where_something_is(
        sizes in prop::collection::vec(size(), 1..4),
        walk in prop::collection::vec(key(), 0..140),
        pasted in "\\PC{0,12}",
        mono in any::<bool>(),
        marks in any::<bool>(),
    ) {
        let setting = if marks { marked() } else { conference() };
        let mut story = Story::new(Setting { size: sizes[0], ..setting });
        events::happen(&mut story, "kept");
        if marks {
            story.press("2");
        }
        if mono {
            story.look = Look::new(Theme::mono(), true);
        }
        for (number, spelled) in walk.iter().enumerate() {
            for key in keys(spelled).unwrap() {
                story.tell(Message::Key(key));
            }
            if number % 40 == 39 {
                let (columns, lines) = sizes[number / 40 % sizes.len()];
                story.resize(columns, lines);
                story.tell(Message::Paste(pasted.clone()));
                events::happen(&mut story, EVENTS[number / 40 % EVENTS.len()]);
            }
            check(&story.app, spelled);
        }
        let (one, other) = (story.screen(), story.screen());
        prop_assert_eq!(&one.cells, &other.cells, "the same state gives the same cells");
        prop_assert_eq!(one.cursor, other.cursor);
        if mono {
            let ours = "★☆✓✎▸›•…●○→";
            prop_assert!(one.cells.content().iter().all(|cell| !ours.contains(cell.symbol())), "a symbol in ASCII");
        }
    }

    #[test]
    fn what_was_done_can_be_undone(walk in prop::collection::vec(prop::sample::select(vec!["space", "i", "x", "j", "k"]), 0..40)) {
        let mut story = Story::new(Setting::invented());
        let marks = |app: &App| format!("{:?}", &app.world().marks().all);
        let before = marks(&story.app);
        walk.iter().for_each(|key| story.press(key));
        let after = marks(&story.app);
        let changes = walk.iter().filter(|key| matches!(**key, "space" | "i" | "x")).count();
        (0..changes).for_each(|_| story.press("u"));
        prop_assert_eq!(marks(&story.app), before);
        (0..changes).for_each(|_| story.press("U"));
        prop_assert_eq!(marks(&story.app), after);
    }
}

/// Every cursor is within its list, and what it chose is in sight.
fn check(app: &App, last: &str) {
    let (world, screens) = (app.world(), app.screens());
    let found = world.found();
    let list = screens.sessions.list;
    within((list.at, list.top), found.hits.len(), last);
    let tracks = screens.sessions.tracks;
    within((tracks.at, tracks.top), found.tracks.len() + 1, last);
    let speakers = screens.sessions.speakers;
    within((speakers.at, speakers.top), found.speakers.len() + 1, last);
    for hit in &found.hits {
        assert!(hit.index() < world.programme().sessions().len(), "after {last}");
    }
    let (reader, laid) = (app.reader(), app.reader().laid());
    if app.reader_area().is_some() {
        assert!(reader.scroll() <= laid.rows.len().saturating_sub(laid.height), "after {last}: scrolled past the end");
    }
    assert!(reader.target().is_none_or(|at| at < laid.targets.len()), "after {last}: no such target");
    assert!(!reader.is_full() || reader.page().is_some(), "after {last}: a page over the window that is none");
    match app.screen() {
        ScreenId::Timetable => timetable(app, last),
        ScreenId::Agenda => {
            let cursor = screens.agenda.cursor;
            within((cursor.at, cursor.top), screens.agenda.lines().len(), last);
            let empty = screens.agenda.lines().is_empty();
            assert_eq!(screens.agenda.choice().is_none(), empty, "after {last}: nothing is chosen");
        }
        ScreenId::Now => {
            let cursor = screens.now.cursor;
            within((cursor.at, cursor.top), screens.now.lines().len(), last);
        }
        ScreenId::Triage => {}
        ScreenId::Events => {
            let cursor = screens.events.cursor;
            within((cursor.at, cursor.top), world.events().known().len() + world.events().fetches().len(), last);
        }
        ScreenId::Insights => {}
        ScreenId::Sessions => {}
    }
}

/// What is chosen stands in the timetable, and some of it in sight.
fn timetable(app: &App, last: &str) {
    let (world, screen) = (app.world(), &app.screens().timetable);
    let Some(grid) = screen.grid() else {
        let timeless = world.programme().sessions().all(|session| session.slot.is_none());
        return assert!(timeless, "after {last}: no timetable");
    };
    if screen.rows().rows() == 0 {
        return assert_eq!(screen.chosen, None, "after {last}: everything is hidden");
    }
    let rows = screen.chosen.and_then(|session| screen.rows().rows_of(grid, session)).unwrap();
    let Some(viewport) = Some(screen.viewport()).filter(|viewport| viewport.rows() > 0) else { return };
    let (left, top) = screen.first();
    let lanes = screen.chosen.and_then(|session| grid.block(session)).map(|block| block.lanes.clone());
    let cells = viewport.cells((left, top), &lanes.unwrap_or(left..left + 1), &rows);
    assert!(cells.is_some(), "after {last}: {rows:?} is out of sight, from {top} on");
}

fn within((at, top): (usize, usize), len: usize, last: &str) {
    assert!(at < len.max(1), "after {last}: row {at} of {len}");
    assert!(top <= at, "after {last}: row {at} above the first in sight, {top}");
}

#[test]
fn the_next_start_is_in_a_room_that_is_shown() {
    let mut story = Story::new(Setting { size: (120, 36), ..conference() });
    for spelled in ["3", "i", "f", "J", "J", "J", "J", "K", "K", "K", "K", "K"] {
        story.press(spelled);
        check(&story.app, spelled);
    }
}
