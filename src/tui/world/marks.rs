//! What the user attached to sessions: marks, seen, notes.

use crate::agenda::{Transfer, conflicts};
use crate::favourites::{Entry, Favourites, Journal};
use crate::model::{Mark, Personal, Programme, SessionIx};
use crate::tui::world::events::Events;
use crate::tui::world::storing::Unstored;
use chrono::{DateTime, Utc};
use std::sync::Arc;

#[derive(Debug, Clone, Default)]
pub struct Marks {
    /// As they are stored.
    pub favourites: Favourites,
    /// What is attached to each session, by position.
    pub all: Vec<Personal>,
    /// The sessions the user goes to that clash.
    pub clashing: Vec<SessionIx>,
    /// The sessions that are not for the user, by position.
    pub dismissed: Vec<SessionIx>,
    /// Marks that found no session.
    pub unmatched: Vec<Arc<Entry>>,
    pub unstored: Unstored,
    pub(super) journal: Journal,
}

impl Marks {
    pub fn personal(&self, session: SessionIx) -> &Personal {
        Personal::of(&self.all, session)
    }

    pub fn goes(&self, session: SessionIx) -> bool {
        self.personal(session).mark == Some(Mark::Going)
    }

    /// How many sessions are marked going, and how many interested.
    pub fn counts(&self) -> (usize, usize) {
        let count = |mark| self.all.iter().filter(|personal| personal.mark == Some(mark)).count();
        (count(Mark::Going), count(Mark::Interested))
    }

    /// The entry of a session as it is, so that it can be so again.
    pub(super) fn entry_before(&self, programme: &Programme, session: SessionIx, now: DateTime<Utc>) -> Entry {
        let mut entry = Entry::of(programme, session, self.personal(session), now);
        let stored = self.favourites.get(&entry.event, &entry.session);
        entry.keep_later_mark(stored);
        entry
    }

    /// Follows sessions whose ids have changed; tells whether what is stored is another text now.
    pub(super) fn migrate(&mut self, programme: &Programme) -> bool {
        let before = self.favourites.clone();
        let moves = self.favourites.migrate(programme);
        self.journal.migrate(&moves);
        self.unstored.migrate(&moves);
        self.favourites != before
    }

    /// Attaches what is stored to the sessions of a programme. Tells whether others are not for the user than before.
    pub(super) fn resolve(&mut self, programme: &Programme, events: &Events, transfer: &Transfer) -> bool {
        let resolved = self.favourites.resolve(programme);
        self.all = resolved.personal;
        let waits = |entry: &Entry| events.find(&entry.event).is_some_and(|event| !event.taking_part);
        self.unmatched = resolved.unmatched.into_iter().filter(|entry| !waits(entry)).collect();
        let going: Vec<SessionIx> = programme.order().iter().copied().filter(|ix| self.goes(*ix)).collect();
        let conflicts = conflicts(programme, &going, transfer);
        let clashes = conflicts.iter().filter(|one| one.kind.is_clash());
        self.clashing = clashes.flat_map(|one| [one.a, one.b]).collect();
        let all = self.all.iter().enumerate();
        let dismissed = all.filter(|(_, personal)| personal.is_dismissed()).map(|(at, _)| SessionIx::new(at)).collect();
        let before = std::mem::replace(&mut self.dismissed, dismissed);
        before != self.dismissed
    }
}
