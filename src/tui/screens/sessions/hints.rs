//! What can be done in each pane.

use crate::action::Action as A;
use crate::tui::contract::{Hints, plain};
use crate::tui::screens::sessions::panes::Pane;

/// What can be done in a pane, with several rows of the list selected or not.
pub fn hints(focus: Pane, selects: bool) -> Hints {
    match focus {
        Pane::Tracks | Pane::Speakers => {
            let mut hints = vec![(A::Going, "tick several"), (A::Enter, "to the list"), (A::ClearFilters, "show all")];
            hints.extend(plain(&[A::NextPane, A::Search, A::Help, A::Quit]));
            hints
        }
        Pane::Reader => plain(&[A::Next, A::Enter, A::Back, A::Going, A::Interested, A::NextPane, A::Help]),
        Pane::List if selects => {
            let mut hints = plain(&[A::Going, A::Interested, A::Dismissed, A::Seen, A::Copy, A::SelectAll, A::Help]);
            hints.push((A::Back, "none"));
            hints
        }
        Pane::List => plain(&[
            A::Search,
            A::Going,
            A::Interested,
            A::Enter,
            A::Triage,
            A::NextPane,
            A::Help,
            A::Dismissed,
            A::Undo,
            A::Note,
            A::Seen,
            A::Quit,
        ]),
    }
}
