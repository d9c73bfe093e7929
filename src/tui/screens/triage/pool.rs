//! What there is to go through: what the list has, each session once, without services.

use crate::agenda::{Showings, to_decide};
use crate::changes::Unread;
use crate::model::{EventIx, Mark, SessionIx};
use crate::tui::world::World;
use std::collections::BTreeSet;

/// Names everything that the pool is made of: programme, query and filters, the event.
pub type PoolKey = (u32, u32, Option<EventIx>);

#[derive(Debug, Clone, Default)]
pub struct Pool {
    /// In time.
    pub all: Vec<Showings>,
    /// Whether the query asks for marks: then what is marked is gone through again.
    again: bool,
}

impl Pool {
    /// Of one event where one is named.
    pub fn new(world: &World, event: Option<EventIx>) -> Self {
        let programme = world.programme();
        let mut sessions = world.all_found();
        sessions.retain(|ix| event.is_none_or(|event| programme.event_ix(*ix) == event));
        Self { all: to_decide(programme, &sessions), again: world.filter().parsed.asks_for_marks() }
    }

    pub fn at(&self, first: SessionIx) -> Option<&Showings> {
        self.all.iter().find(|showings| showings.first == first)
    }

    /// The one that a session is a showing of.
    pub fn with(&self, session: SessionIx) -> Option<&Showings> {
        self.all.iter().find(|showings| showings.all().any(|ix| ix == session))
    }

    /// Whether the user has not decided, or something has changed since that may change their mind.
    pub fn is_open(&self, world: &World, showings: &Showings) -> bool {
        let changed = |ix| world.news().of(ix).map(Unread::is_about);
        self.again || showings.are_open(&world.agenda_context(), changed)
    }

    /// How many are marked so.
    pub fn count(&self, world: &World, mark: Mark) -> usize {
        let context = world.agenda_context();
        self.all.iter().filter(|showings| showings.mark(&context) == Some(mark)).count()
    }

    /// The ids of some of them, as they are remembered, each with that of its event.
    pub fn ids(world: &World, firsts: &BTreeSet<SessionIx>) -> Vec<(String, String)> {
        let programme = world.programme();
        let id = |ix: &SessionIx| (programme.event_of(*ix).id.clone(), programme.id(*ix).to_owned());
        firsts.iter().map(id).collect()
    }
}
