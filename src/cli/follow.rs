//! What becomes of the user's marks when an event is there in another version.

use super::{Desk, complain};
use crate::changes::{Changed, Item, Report};
use crate::favourites::{Entry, Favourites};
use crate::importing::{Brought, News};
use crate::io::clock;
use crate::model::Programme;
use crate::problem::{Problem, Severity};
use std::collections::HashSet;

/// The sessions of a report that the user has attached something to, by id and title: the id of a session that is gone may
/// be another's today.
#[derive(Debug, Default)]
pub(super) struct Mine {
    sessions: HashSet<(String, String)>,
}

impl Mine {
    /// Of a report that was made earlier, as far as the favourites of today tell.
    pub(super) fn of(report: &Report, favourites: &Favourites) -> Self {
        let today = ids(favourites, &report.event);
        Self::from(report, &today, &today)
    }

    /// Ids of today hold for what is there, ids of before for what is gone.
    fn from(report: &Report, today: &HashSet<String>, before: &HashSet<String>) -> Self {
        let there = report.added.iter().chain(report.changed.iter().map(|Changed { item, .. }| item));
        let there = there.filter(|item| today.contains(&item.id));
        let gone = report.gone.iter().filter(|item| before.contains(&item.id));
        Self { sessions: there.chain(gone).map(|item| (item.id.clone(), item.title.clone())).collect() }
    }

    /// Whether a session of the report is the user's.
    pub(super) fn has(&self, item: &Item) -> bool {
        self.sessions.contains(&(item.id.clone(), item.title.clone()))
    }

    /// Their ids, in order.
    pub(super) fn ids(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = self.sessions.iter().map(|(id, _)| id.as_str()).collect();
        ids.sort_unstable();
        ids
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.sessions.len()
    }
}

/// The ids of an event's sessions with something attached.
fn ids(favourites: &Favourites, event: &str) -> HashSet<String> {
    entries(favourites, event).map(|entry| entry.session.clone()).collect()
}

/// What the user attached to an event's sessions.
pub(super) fn entries<'a>(favourites: &'a Favourites, event: &str) -> impl Iterator<Item = &'a Entry> {
    favourites.entries().filter(move |entry| entry.event == event && !entry.is_tombstone())
}

/// Lets the favourites follow an event's sessions to the ids that they have today, stores them if any moved, and puts the
/// user's own sessions first in the report.
pub(super) fn follow(desk: &mut Desk, brought: &mut Brought) -> Mine {
    let event = brought.kept.id.clone();
    let before = ids(&desk.favourites, &event);
    let Some(reading) = brought.reading.as_ref().filter(|_| !before.is_empty()) else { return Mine::default() };
    let as_loaded = desk.favourites.clone();
    desk.favourites.follow(&Programme::new(vec![reading.schedule.clone()]));
    if desk.favourites != as_loaded {
        store(desk);
    }
    let News::Changed(report) = &mut brought.news else { return Mine::default() };
    let mine = Mine::from(report, &ids(&desk.favourites, &event), &before);
    report.mine_first(|item| mine.has(item));
    mine
}

fn store(desk: &mut Desk) {
    let Some(store) = &mut desk.store else { return };
    match store.save(&desk.favourites, clock::now()) {
        Ok(saved) => {
            desk.favourites = saved.favourites;
            let news = |problem: &&Problem| problem.severity > Severity::Note && !desk.problems.contains(problem);
            saved.problems.iter().filter(news).for_each(complain);
        }
        Err(error) => complain(Problem::warning("favourites", error.to_string()).advise("the next change stores them")),
    }
}
