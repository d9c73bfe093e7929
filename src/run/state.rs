//! What is remembered, between the file and the screen.

use crate::store::SavedState;
use crate::tui::Remembered;

pub(super) fn remembered(saved: SavedState) -> Remembered {
    let SavedState {
        welcomed,
        screen,
        event,
        only,
        by_time,
        queries,
        hidden_tracks,
        hidden_rooms,
        widths,
        later,
        read,
    } = saved;
    Remembered { welcomed, screen, event, only, by_time, queries, hidden_tracks, hidden_rooms, widths, later, read }
}

pub(super) fn saved_state(remembered: Remembered) -> SavedState {
    let Remembered {
        welcomed,
        screen,
        event,
        only,
        by_time,
        queries,
        hidden_tracks,
        hidden_rooms,
        widths,
        later,
        read,
    } = remembered;
    SavedState { welcomed, screen, event, only, by_time, queries, hidden_tracks, hidden_rooms, widths, later, read }
}
