//! What tests build on, those beside the code and those of the whole program: a program of which only the heart is real,
//! what happens to its events, its screen as text, and numbers that look random. Start with [`story`].

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

pub mod dice;
pub mod events;
pub mod screen;
pub mod story;

use crate::favourites::Favourites;
use crate::friends::Friends;
use crate::keymap::{Keymap, keys};
use crate::model::{Programme, Schedule, Zone};
use crate::tui::{App, Beginning, Effect, Message, Preferences, update};
use chrono::DateTime;
use std::sync::Arc;

/// What a program begins with that knows nothing but some schedules, in a window of 80 columns and 24 lines.
pub fn beginning(schedules: Vec<Schedule>) -> Beginning {
    Beginning {
        programme: Arc::new(Programme::new(schedules)),
        favourites: Favourites::default(),
        friends: Friends::default(),
        keymap: Keymap::default(),
        now: DateTime::UNIX_EPOCH,
        own_zone: Zone::Unknown,
        size: (80, 24),
        problems: Vec::new(),
        preferences: Preferences::default(),
    }
}

/// Presses keys in keymap spelling, one after the other; `"some text"` types it. Returns what they ask of the world.
pub fn press(app: &mut App, spelled: &str) -> Vec<Effect> {
    let mut effects = Vec::new();
    for (number, part) in spelled.split('"').enumerate() {
        let typed = part.chars().map(story::spell);
        let pressed = part.split_whitespace().map(str::to_owned);
        let spelled: Vec<String> = if number % 2 == 1 { typed.collect() } else { pressed.collect() };
        for key in spelled.iter().flat_map(|key| keys(key).unwrap()) {
            effects.extend(update(app, Message::Key(key)));
            app.refresh();
        }
    }
    effects
}
