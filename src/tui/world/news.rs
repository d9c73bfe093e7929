//! Taking in what has changed of sessions, and noting what the user read of it.

use crate::changes::{ReadChanges, Report};
use crate::model::SessionIx;
use crate::tui::world::events::{EventDetails, Events};
use crate::tui::world::facts::World;
use crate::tui::world::tidings::Tidings;
use std::collections::BTreeMap;

impl World {
    /// What was told of changes, and how much of it was read.
    pub fn news(&self) -> &Tidings {
        &self.news
    }

    /// Begins with how far was read before.
    pub fn begin_news(&mut self, read: BTreeMap<String, ReadChanges>) {
        self.news.read = read;
        self.resolve_news();
    }

    /// Takes in what the last refreshes of an event changed.
    pub fn report(&mut self, event: String, reports: Vec<Report>) {
        self.news.reports.insert(event, reports);
        self.resolve_news();
    }

    /// Takes in what was read from disk about an event.
    pub fn learn(&mut self, event: String, details: EventDetails) {
        self.report(event.clone(), details.reports.clone());
        self.edit().events().learn(event, details);
    }

    /// Forgets what was read about an event that is forgotten.
    pub fn unlearn(&mut self, event: &str) {
        self.news.reports.remove(event);
        self.news.read.remove(event);
        self.resolve_news();
        Events::unlearn(self.edit().events(), event);
    }

    /// Notes that what changed of some sessions is read.
    pub fn note_read(&mut self, sessions: &[SessionIx]) {
        let programme = self.programme_arc().clone();
        let read = sessions.iter().filter(|ix| self.news.note_read(&programme, **ix)).count();
        self.revision.news += u32::from(read > 0);
    }

    fn resolve_news(&mut self) {
        let programme = self.programme_arc().clone();
        self.news.resolve(&programme);
        self.revision.news += 1;
    }
}
