//! What can be done in the timetable.

use crate::action::Action as A;
use crate::tui::contract::{Hints, plain};

/// What can be done, with rooms out of sight or none, and with `only` those of the user's.
pub fn hints(more: bool, only: bool) -> Hints {
    let mut hints = plain(&[A::NextRoom, A::Going, A::Interested, A::Enter]);
    if more {
        hints.extend([(A::NextRooms, A::NextRooms.short()), (A::Narrower, "more rooms")]);
    }
    if more || only {
        hints.push((A::OnlyRooms, if only { "every room" } else { "only mine" }));
    }
    hints.extend(plain(&[A::Search, A::NextDay, A::Help, A::NextEvent, A::OtherZone, A::Sessions]));
    hints
}
