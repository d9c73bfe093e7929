//! What must hold for every window and every way of pressing keys. Proptest prints the case, and its seed, that does not.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "support/screen.rs"]
mod screen;
#[path = "support/story.rs"]
mod story;

use kubetalks::action::Mode;
use kubetalks::app::{Cursor, Message, State};
use kubetalks::keymap::{Key, Keymap, keys};
use proptest::prelude::*;
use story::{Setting, Story};

fn story(size: (u16, u16)) -> Story {
    Story::new(Setting { size, ..Setting::shipped() })
}

/// Keys that are bound somewhere, and some that only type.
fn some_keys() -> impl Strategy<Value = Vec<Key>> {
    let keymap = Keymap::default();
    let bound = Mode::ALL.iter().flat_map(|mode| keymap.bindings(*mode)).map(|(spelled, _)| spelled);
    let typed = ["a", "e", "s", ":", "\"", "!", "1", "backspace", "ctrl-w", "日", "é"].map(str::to_owned);
    let mut all: Vec<String> = bound.chain(typed).collect();
    all.sort();
    all.dedup();
    prop::collection::vec(prop::sample::select(all), 0..60)
        .prop_map(|spelled| spelled.iter().flat_map(|one| keys(one).unwrap()).collect())
}

fn holds(cursor: Cursor, len: usize, what: &str) {
    assert!(cursor.at < len.max(1), "{what}: row {} of {len}", cursor.at);
    assert!(cursor.top <= cursor.at, "{what}: row {} is above {}, the first in sight", cursor.at, cursor.top);
}

fn check(state: &State) {
    holds(state.browse.list, state.browse.hits.len(), "list");
    holds(state.browse.track_cursor, state.browse.track_counts.len() + 1, "tracks");
    holds(state.browse.speaker_cursor, state.browse.speakers.len() + 1, "speakers");
    if let (Some(laid), Some(view)) = (state.laid_out(), state.detail.way.last()) {
        assert!(view.target.is_none_or(|target| target < laid.document.targets.len()), "a target that is not there");
        assert!(view.scroll <= laid.rows.len().saturating_sub(1), "scrolled past the end");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_keys_in_any_window_leave_a_state_that_can_be_drawn(
        keys in some_keys(),
        columns in 0_u16..250,
        lines in 0_u16..80,
    ) {
        let mut story = story((columns, lines));
        for key in keys {
            story.tell(Message::Key(key));
            check(&story.state);
        }
        let (first, again) = (story.screen(), story.screen());
        prop_assert_eq!(first.text(), again.text(), "the same state gives the same screen");
        prop_assert_eq!(first.styles(), again.styles());
    }

    #[test]
    fn any_change_of_size_keeps_everything_in_its_place(sizes in prop::collection::vec((0_u16..250, 0_u16..80), 1..12)) {
        let mut story = story((120, 36));
        story.press("j j enter down down");
        for (columns, lines) in sizes {
            story.resize(columns, lines);
            check(&story.state);
            story.screen();
        }
    }
}

#[test]
fn every_small_window_is_drawn() {
    let mut story = story((0, 0));
    for keys in ["", "/ e", "enter enter", "?"] {
        story.press(keys);
        for columns in 0..45 {
            for lines in 0..16 {
                story.resize(columns, lines);
                story.screen();
            }
        }
    }
}
