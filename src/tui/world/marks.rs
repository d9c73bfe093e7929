//! What the user attached to sessions: marks, seen, notes.

use crate::agenda::{Transfer, conflicts};
use crate::favourites::{Entry, Favourites, Journal};
use crate::model::{Mark, Personal, Programme, SessionIx};
use crate::tui::world::events::Events;

#[derive(Debug, Clone)]
pub struct Marks {
    pub(super) favourites: Favourites,
    personal: Vec<Personal>,
    clashing: Vec<SessionIx>,
    unmatched: Vec<Entry>,
    pub(super) journal: Journal,
}

impl Marks {
    pub fn new(favourites: Favourites) -> Self {
        let (personal, clashing, unmatched) = (Vec::new(), Vec::new(), Vec::new());
        Self { favourites, personal, clashing, unmatched, journal: Journal::default() }
    }

    /// As they are stored.
    pub fn favourites(&self) -> &Favourites {
        &self.favourites
    }

    pub fn all(&self) -> &[Personal] {
        &self.personal
    }

    pub fn personal(&self, session: SessionIx) -> &Personal {
        static NOTHING: Personal = Personal { mark: None, seen: false, note: String::new(), rating: None };
        self.personal.get(session.index()).unwrap_or(&NOTHING)
    }

    pub fn goes(&self, session: SessionIx) -> bool {
        self.personal(session).mark == Some(Mark::Going)
    }

    pub fn clashing(&self) -> &[SessionIx] {
        &self.clashing
    }

    /// Marks that found no session.
    pub fn unmatched(&self) -> &[Entry] {
        &self.unmatched
    }

    /// How many sessions are marked going, and how many interested.
    pub fn counts(&self) -> (usize, usize) {
        let count = |mark| self.personal.iter().filter(|personal| personal.mark == Some(mark)).count();
        (count(Mark::Going), count(Mark::Interested))
    }

    /// Follows sessions whose ids have changed; tells whether what is stored is another text now.
    pub(super) fn migrate(&mut self, programme: &Programme) -> bool {
        let before = self.favourites.clone();
        let moves = self.favourites.migrate(programme);
        self.journal.migrate(&moves);
        self.favourites != before
    }

    /// Attaches what is stored to the sessions of a programme.
    pub(super) fn resolve(&mut self, programme: &Programme, events: &Events, transfer: &Transfer) {
        let resolved = self.favourites.resolve(programme);
        self.personal = resolved.personal;
        let waits = |entry: &Entry| events.find(&entry.event).is_some_and(|event| !event.taking_part);
        self.unmatched = resolved.unmatched.into_iter().filter(|entry| !waits(entry)).collect();
        let going: Vec<SessionIx> = programme.order().iter().copied().filter(|ix| self.goes(*ix)).collect();
        let conflicts = conflicts(programme, &going, transfer);
        let clashes = conflicts.iter().filter(|one| one.kind.is_clash());
        self.clashing = clashes.flat_map(|one| [one.a, one.b]).collect();
    }
}
