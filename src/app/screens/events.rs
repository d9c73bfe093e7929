//! The events that are loaded, where they came from, how old they are.

use crate::action::Action;
use crate::app::message::Effect;
use crate::app::state::State;

/// The events that are loaded, where they came from, how old they are.
#[derive(Debug, Clone, Default)]
pub struct EventsScreen {}

impl State {
    pub(super) fn settle_events(&mut self) {}

    pub(super) fn move_in_events(&mut self, _action: Action) {}

    pub(super) fn enter_event(&mut self) -> Vec<Effect> {
        Vec::new()
    }

    pub(super) fn act_in_events(&mut self, _action: Action) -> Option<Vec<Effect>> {
        None
    }
}
