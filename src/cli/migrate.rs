//! What becomes of the user's marks when an event is there in another version.

use super::Startup;
use super::marking::save;
use crate::changes::{Changed, Item, Report};
use crate::favourites::{Entry, Favourites};
use crate::importing::{Brought, News};
use crate::model::Programme;
use crate::problem::Problem;
use std::collections::HashSet;

/// The sessions of a report that the user has attached something to, by id and title: the id of a session that is gone may
/// be another's today.
#[derive(Debug, Default)]
pub(super) struct OwnItems {
    sessions: HashSet<(String, String)>,
}

impl OwnItems {
    /// As far as favourites tell that have followed the schedule. What a session that is gone had attached is still there
    /// under its id, or beside it where another session has taken that.
    pub(super) fn of(report: &Report, favourites: &Favourites) -> Self {
        let event = &report.event;
        let there = report.added.iter().chain(report.changed.iter().map(|Changed { item, .. }| item));
        let there = there.filter(|item| favourites.attached(event, &item.id).is_some());
        let left = |item: &&Item| favourites.attached_to_gone(event, &item.id, &item.title).is_some();
        let gone = report.gone.iter().filter(left);
        Self { sessions: there.chain(gone).map(|item| (item.id.clone(), item.title.clone())).collect() }
    }

    /// Whether a session of the report is the user's.
    pub(super) fn has(&self, item: &Item) -> bool {
        self.sessions.contains(&(item.id.clone(), item.title.clone()))
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.sessions.len()
    }
}

/// What the user attached to an event's sessions.
pub(super) fn entries<'a>(favourites: &'a Favourites, event: &str) -> impl Iterator<Item = &'a Entry> {
    favourites.entries().filter(move |entry| entry.event == event && !entry.is_tombstone())
}

/// Lets the favourites follow an event's sessions to the ids that they have today, stores them if any moved, and puts the
/// user's own sessions first in the report.
pub(super) fn migrate(startup: &mut Startup, brought: &mut Brought) -> OwnItems {
    let nothing = entries(&startup.favourites, &brought.kept.id).next().is_none();
    let Some(reading) = brought.reading.as_ref().filter(|_| !nothing) else { return OwnItems::default() };
    let as_loaded = startup.favourites.clone();
    startup.favourites.migrate(&Programme::new(vec![reading.schedule.clone()]));
    if startup.favourites != as_loaded
        && let Some(mut store) = startup.store.take()
    {
        match save(startup, &mut store, &startup.favourites) {
            Ok(saved) => startup.favourites = saved,
            Err(error) => {
                let problem = Problem::warning("favourites", error.to_string());
                startup.complain(problem.advise("the next change stores them"));
            }
        }
        startup.store = Some(store);
    }
    let News::Changed(report) = &mut brought.news else { return OwnItems::default() };
    let own = OwnItems::of(report, &startup.favourites);
    report.mine_first(|item| own.has(item));
    own
}
