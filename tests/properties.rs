//! What holds in every window and after any keys: nothing panics, every cursor stays where something is, and the same
//! state gives the same screen. A walk that fails is shrunk, and printed as keys that a story can begin with.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

#[path = "support/events.rs"]
mod events;
#[path = "support/screen.rs"]
mod screen;
#[path = "support/story.rs"]
mod story;

use kubetalks::action::Mode;
use kubetalks::keymap::{Keymap, keys};
use kubetalks::model::Mark;
use kubetalks::theme::Theme;
use kubetalks::tui::Look;
use kubetalks::tui::{Cursor, Message, Overlay, Screen, State, areas, inside};
use proptest::prelude::*;
use std::sync::LazyLock;
use story::{Setting, Story, spell};

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
            check(&story.state, keys);
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
        let before = story.state.browse.list.at;
        for (columns, lines) in [(0, 0), (19, 4), (20, 5), (250, 80), (100, 30)] {
            story.resize(columns, lines);
        }
        assert_eq!(story.state.browse.list.at, before, "{keys}");
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
            check(&story.state, spelled);
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
        let marks = |state: &State| format!("{:?}", state.personal);
        let before = marks(&story.state);
        walk.iter().for_each(|key| story.press(key));
        let after = marks(&story.state);
        let changes = walk.iter().filter(|key| matches!(**key, "space" | "i" | "x")).count();
        (0..changes).for_each(|_| story.press("u"));
        prop_assert_eq!(marks(&story.state), before);
        (0..changes).for_each(|_| story.press("U"));
        prop_assert_eq!(marks(&story.state), after);
    }
}

/// Every cursor is within its list, and what it chose is in sight.
fn check(state: &State, last: &str) {
    let browse = &state.browse;
    within(browse.list, browse.hits.len(), last);
    within(browse.track_cursor, browse.track_counts.len() + 1, last);
    within(browse.speaker_cursor, browse.speakers.len() + 1, last);
    within(state.screens.now.cursor, state.screens.now.lines.len(), last);
    within(state.screens.events.cursor, state.screens.events.rows().len(), last);
    for hit in &browse.hits {
        assert!(hit.at() < state.programme.sessions().len(), "after {last}");
    }
    if let Some(laid) = state.laid_out() {
        let view = state.detail.way.last().unwrap();
        assert!(view.scroll <= laid.rows.len().saturating_sub(laid.height), "after {last}: scrolled past the end");
        assert!(view.target.is_none_or(|at| at < laid.document.targets.len()), "after {last}: no such target");
    }
    if state.screen == Screen::Timetable && !state.detail.full {
        timetable(state, last);
    }
    if state.screen == Screen::Agenda && !state.detail.full {
        agenda(state, last);
    }
    match &state.overlay {
        Some(Overlay::Hidden(view)) => within(view.cursor, view.facets.len(), last),
        Some(Overlay::Solve(view)) => within(view.cursor, view.solutions.len(), last),
        Some(Overlay::Fill(view)) => within(view.cursor, view.suggestions.len(), last),
        Some(Overlay::Plan(view)) => within(view.cursor, view.lines.len(), last),
        Some(Overlay::Links(view)) => within(view.cursor, view.links.len(), last),
        Some(Overlay::Note(view)) => assert!(view.text.row < view.text.lines.len(), "after {last}: no such line"),
        _ => {}
    }
    assert!(!state.detail.full || !state.detail.way.is_empty(), "after {last}: a page over the window that is none");
}

/// A line that chooses something is chosen, and in sight.
fn agenda(state: &State, last: &str) {
    let screen = &state.screens.agenda;
    within(screen.cursor, screen.lines.len(), last);
    assert_eq!(screen.choice().is_none(), screen.lines.is_empty(), "after {last}: nothing is chosen");
    let height = areas(state.size, state).list.map_or(1, |area| usize::from(inside(area).height)).max(1);
    assert!(screen.cursor.at < screen.cursor.top + height, "after {last}: the choice is below the last line in sight");
}

/// What is chosen stands in the timetable, and some of it in sight.
fn timetable(state: &State, last: &str) {
    let screen = &state.screens.timetable;
    let Some(grid) = screen.grid.as_ref() else {
        assert!(state.programme.sessions().iter().all(|session| session.slot.is_none()), "after {last}: no timetable");
        return;
    };
    if grid.rows() == 0 {
        return assert_eq!(state.chosen_session(), None, "after {last}: everything is hidden");
    }
    let rows = state.chosen_session().and_then(|session| grid.rows_of(session)).unwrap();
    let Some(sight) = state.timetable_sight().filter(|sight| sight.rows() > 0) else { return };
    let lanes = state.chosen_session().and_then(|session| grid.block(session)).map(|block| block.lanes.clone());
    let cells = sight.cells((screen.left, screen.top), &lanes.unwrap_or(screen.left..screen.left + 1), &rows);
    assert!(cells.is_some(), "after {last}: {rows:?} is out of sight, from {} on", screen.top);
}

fn within(cursor: Cursor, len: usize, last: &str) {
    assert!(cursor.at < len.max(1), "after {last}: row {} of {len}", cursor.at);
    assert!(cursor.top <= cursor.at, "after {last}: row {} above the first in sight, {}", cursor.at, cursor.top);
}
