//! Drawing and the keys that lead to it, with the shipped programme.

#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark that cannot go on has failed")]

use divan::Bencher;
use kubetalks::app::{Beginning, Message, Preferences, State, update};
use kubetalks::favourites::Favourites;
use kubetalks::friends::Friends;
use kubetalks::keymap::{Key, Keymap};
use kubetalks::model::{Programme, Zone};
use kubetalks::search::Index;
use kubetalks::source;
use kubetalks::theme::Theme;
use kubetalks::ui::{Look, draw};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::sync::Arc;

const SIZES: [(u16, u16); 2] = [(80, 24), (200, 60)];

fn main() {
    divan::main();
}

fn state(size: (u16, u16)) -> State {
    let programme = Arc::new(Programme::new(source::shipped()));
    let index = Some(Arc::new(Index::new(&programme)));
    State::new(Beginning {
        programme,
        index,
        favourites: Favourites::default(),
        friends: Friends::default(),
        keymap: Keymap::default(),
        now: chrono::DateTime::UNIX_EPOCH,
        own_zone: Zone::Unknown,
        size,
        problems: Vec::new(),
        preferences: Preferences::default(),
    })
}

#[divan::bench(args = SIZES)]
fn frame(bencher: Bencher<'_, '_>, size: (u16, u16)) {
    let state = state(size);
    let look = Look::new(Theme::terminal(), false);
    let mut terminal = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
    bencher.bench_local(|| terminal.draw(|frame| draw(frame, &state, &look)).map(|_| ()).unwrap());
}

#[divan::bench(args = ["j", "tab"])]
fn key(bencher: Bencher<'_, '_>, key: &str) {
    let mut state = state((200, 60));
    let key: Key = key.parse().unwrap();
    bencher.bench_local(|| update(&mut state, Message::Key(key)));
}

#[divan::bench]
fn typed_query(bencher: Bencher<'_, '_>) {
    bencher.with_inputs(|| state((200, 60))).bench_local_values(|mut state| {
        for key in ["/", "i", "s", "t", "i", "o"] {
            update(&mut state, Message::Key(key.parse().unwrap()));
        }
        state
    });
}
