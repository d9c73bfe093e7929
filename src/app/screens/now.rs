//! What is on and what comes next, mine first.

use crate::action::Action;
use crate::app::state::State;
use crate::model::SessionIx;

/// What is on and what comes next, mine first.
#[derive(Debug, Clone, Default)]
pub struct NowScreen {}

impl State {
    pub(super) fn settle_now(&mut self) {}

    pub(super) fn move_on_now(&mut self, _action: Action) {}

    pub(super) fn session_on_now(&self) -> Option<SessionIx> {
        None
    }
}
