//! What becomes of the user's marks when an event is there in another version.

use super::Startup;
use super::marking::save;
use crate::favourites::{Entry, Favourites};
use crate::importing::{Brought, News};
use crate::model::Programme;
use crate::problem::Problem;

/// What the user attached to an event's sessions.
pub(super) fn entries<'a>(favourites: &'a Favourites, event: &str) -> impl Iterator<Item = &'a Entry> {
    favourites.entries().filter(move |entry| entry.event == event && !entry.is_tombstone())
}

/// Lets the favourites follow an event's sessions to the ids that they have today, stores them if any moved, and puts the
/// user's own sessions first in the report.
pub(super) fn migrate(startup: &mut Startup, brought: &mut Brought) {
    let nothing = entries(&startup.favourites, &brought.kept.id).next().is_none();
    let Some(reading) = brought.reading.as_ref().filter(|_| !nothing) else { return };
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
    if let News::Changed(report) = &mut brought.news {
        report.own_first(&startup.favourites);
    }
}
