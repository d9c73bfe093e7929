//! Taking changes back.

use super::entry::changed;
use super::{Entry, Favourites, Move};
use chrono::{DateTime, Utc};

/// What the user did in one go: to one session, or to several that belong together. It is taken back as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What to tell the user about it: `★ going: Effective RBAC`.
    pub label: String,
    /// What became of each entry, no entry twice.
    pub steps: Vec<ChangeStep>,
}

/// What became of one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeStep {
    /// The entry before; of a session that had none, one to which nothing is attached.
    pub before: Entry,
    /// The entry since.
    pub after: Entry,
}

/// The changes of one run of the program, in order, and how many of them are taken back.
#[derive(Debug, Clone, Default)]
pub struct Journal {
    done: Vec<Change>,
    undone: Vec<Change>,
}

impl Journal {
    /// Remembers a change that was made. What was taken back until now can no longer be made again.
    pub fn record(&mut self, change: Change) {
        self.undone.clear();
        self.done.push(change);
    }

    /// Takes the last change back and returns it, if there is one. Taking back is a change like any other, dated
    /// `now`, so that merging keeps it; what has since happened to other parts of the entry stays.
    pub fn undo(&mut self, favourites: &mut Favourites, now: DateTime<Utc>) -> Option<Change> {
        let change = self.done.pop()?;
        change.steps.iter().for_each(|step| replace(favourites, &step.after, &step.before, now));
        self.undone.push(change.clone());
        Some(change)
    }

    /// Makes the change again that was taken back last and returns it, if there is one.
    pub fn redo(&mut self, favourites: &mut Favourites, now: DateTime<Utc>) -> Option<Change> {
        let change = self.undone.pop()?;
        change.steps.iter().for_each(|step| replace(favourites, &step.before, &step.after, now));
        self.done.push(change.clone());
        Some(change)
    }

    /// Keeps up with sessions whose ids changed: to be called with what [`Favourites::migrate`] returns.
    pub fn migrate(&mut self, moves: &[Move]) {
        let steps = self.done.iter_mut().chain(&mut self.undone).flat_map(|change| &mut change.steps);
        for entry in steps.flat_map(|step| [&mut step.before, &mut step.after]) {
            if let Some(found) = moves.iter().find(|found| found.event == entry.event && found.from == entry.session) {
                entry.session.clone_from(&found.to);
            }
        }
    }
}

/// Gives each part in which `from` and `to` differ the value it has in `to`.
fn replace(favourites: &mut Favourites, from: &Entry, to: &Entry, now: DateTime<Utc>) {
    let mut entry = favourites.get(&to.event, &to.session).unwrap_or(from).clone();
    entry.attach(&changed(&from.personal(), &to.personal(), entry.personal()));
    if from.mark != to.mark {
        entry.set_later_mark(to.later_mark().cloned());
    }
    entry.changed = Some(now);
    favourites.set(entry);
}
