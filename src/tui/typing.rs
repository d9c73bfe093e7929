//! What is typed or pasted goes into the text field that is open.

use crate::action::{Action, Mode};
use crate::keymap::{Code, Key};
use crate::tui::app::{Overlay, State};
use crate::tui::widgets::field;

/// Lets a key that is not bound edit the open text field.
pub(in crate::tui) fn type_into(state: &mut State, key: Key) {
    let searching = state.mode() == Mode::Search;
    match &mut state.overlay {
        Some(Overlay::Note(view)) => view.text.edit(key),
        Some(Overlay::Help(view)) => {
            if field::edit(&mut view.filter, key) {
                view.scroll = 0;
            }
        }
        Some(Overlay::Source(view)) => {
            field::edit(&mut view.text, key);
        }
        None if searching => {
            if field::edit(&mut state.browse.query, key) {
                state.query_changed();
            }
        }
        _ => {
            if let (Code::Char(_), Some(help)) = (key.code(), state.key_hint(Action::Help)) {
                state.warn(format!("{key} is not bound · {help} shows every key"));
            }
        }
    }
}

/// Lets pasted text into the open text field.
pub(in crate::tui) fn paste(state: &mut State, text: &str) {
    let searching = state.mode() == Mode::Search;
    match &mut state.overlay {
        Some(Overlay::Note(view)) => view.text.insert(text),
        Some(Overlay::Help(view)) => field::insert(&mut view.filter, text),
        Some(Overlay::Source(view)) => field::insert(&mut view.text, text.trim()),
        None if searching => {
            field::insert(&mut state.browse.query, text);
            state.query_changed();
        }
        _ => state.warn("pasted text is taken where text is typed: in a search, a note, an address"),
    }
}
