//! What the user marked, as the commands about a day ask for it.

use super::Startup;
use crate::agenda::{Context, Transfer};
use crate::model::{Event, Personal, SessionIx};
use crate::problem::Problem;
use crate::search::{self, Index, Query, Scratch, search_within};

/// What the user marked, and how long they take from room to room.
pub(super) struct MarkedSessions<'a> {
    pub(super) startup: &'a Startup,
    pub(super) personal: Vec<Personal>,
    transfer: Transfer,
}

impl<'a> MarkedSessions<'a> {
    pub(super) fn of(startup: &'a Startup) -> Self {
        Self {
            startup,
            personal: startup.personal(),
            transfer: Transfer::new(&startup.programme, &startup.config.day.rules),
        }
    }

    pub(super) fn context(&self) -> Context<'_> {
        Context { programme: &self.startup.programme, personal: &self.personal, transfer: &self.transfer }
    }

    /// The sessions that match a query, best first.
    pub(super) fn find(&self, query: &Query, within: impl Fn(SessionIx) -> bool) -> Vec<SessionIx> {
        let programme = &self.startup.programme;
        if query.is_empty() {
            // The same order, without the index that only words need.
            return programme.order().iter().copied().filter(|ix| within(*ix)).collect();
        }
        let clashing = self.startup.clashing(&self.personal);
        let context = search::SearchContext {
            programme,
            personal: &self.personal,
            now: self.startup.now(),
            clashing: &clashing,
            friends: self.startup.friend_marks().sessions(),
        };
        let hits = search_within(&Index::new(programme), query, &context, &mut Scratch::default(), within);
        hits.iter().map(|hit| hit.session).collect()
    }
}

/// What to say of times that nobody can compare with a clock.
pub(super) fn without_zone(event: &Event) -> Option<Problem> {
    (!event.zone.is_known()).then(|| {
        let message = format!("'{}' gives times without a zone, so that they are compared as if in UTC", event.id);
        Problem::warning("kubetalks", message).advise("import it again with --zone, such as --zone Europe/Brussels")
    })
}
