//! What is remembered, between the file and the screen.

use crate::store::SavedState;
use crate::tui::Remembered;

/// The values of one as the other has them: neither room knows the other, and none may be forgotten.
macro_rules! as_other {
    ($one:ident, $value:expr, $other:ident, $($field:ident),*) => {{
        let $one { $($field),* } = $value;
        $other { $($field),* }
    }};
    ($one:ident, $value:expr, $other:ident) => {
        as_other!(
            $one, $value, $other, welcomed, screen, event, only, by_time, queries, hidden_tracks, hidden_rooms, widths,
            places, about, later, by_likeness, read
        )
    };
}

pub(super) fn remembered(saved: SavedState) -> Remembered {
    as_other!(SavedState, saved, Remembered)
}

pub(super) fn saved_state(remembered: Remembered) -> SavedState {
    as_other!(Remembered, remembered, SavedState)
}
