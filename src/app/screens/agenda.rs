//! My days: what I go to, where it clashes, what fits the gaps.

use crate::action::Action;
use crate::app::message::Effect;
use crate::app::state::State;
use crate::model::SessionIx;

/// My days: what I go to, where it clashes, what fits the gaps.
#[derive(Debug, Clone, Default)]
pub struct AgendaScreen {}

impl State {
    pub(super) fn settle_agenda(&mut self) {}

    pub(super) fn move_in_agenda(&mut self, _action: Action) {}

    pub(super) fn session_in_agenda(&self) -> Option<SessionIx> {
        None
    }

    pub(super) fn act_in_agenda(&mut self, _action: Action) -> Option<Vec<Effect>> {
        None
    }
}
