//! Rooms across, time down, for one day of an event.

use crate::action::Action;
use crate::app::message::Effect;
use crate::app::state::State;
use crate::model::SessionIx;

/// Rooms across, time down, for one day of an event.
#[derive(Debug, Clone, Default)]
pub struct TimetableScreen {}

impl State {
    pub(super) fn settle_timetable(&mut self) {}

    pub(super) fn move_in_timetable(&mut self, _action: Action) {}

    pub(super) fn session_in_timetable(&self) -> Option<SessionIx> {
        None
    }

    pub(super) fn act_in_timetable(&mut self, _action: Action) -> Option<Vec<Effect>> {
        None
    }
}
