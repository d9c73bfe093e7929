//! What the commands ask of what is loaded, and how they complain.

use super::{Exit, complain, failed};
use crate::model::EventIx;
use crate::problem::{Problem, Severity, alternatives};
use crate::run::Startup;
use crate::store::{EventStore, FavouritesStore, Legible, StoredEvent};
use std::collections::BTreeSet;
use std::fmt::Display;

impl Startup {
    /// The event with this id, or the only one whose id begins so; else what to say, with the nearest id.
    pub(super) fn event(&self, id: &str) -> Result<EventIx, Problem> {
        if let Some(ix) = self.programme.event_by_id(id) {
            return Ok(ix);
        }
        if self.leaves_out(id) {
            return Err(left_out(id));
        }
        let ids: Vec<&str> = self.programme.events().iter().map(|event| event.id.as_str()).collect();
        let begun: Vec<usize> = (0..ids.len()).filter(|at| !id.is_empty() && ids[*at].starts_with(id)).collect();
        match begun.as_slice() {
            [] => Err(no_event(id).advise(format!("the events are {}", ids.join(", "))).suggest(id, ids)),
            [at] => Ok(EventIx::new(*at)),
            several => {
                let ids: Vec<String> = several.iter().map(|at| format!("'{}'", ids[*at])).collect();
                let problem = failed(format!("'{id}' is the beginning of the id of {} events", ids.len()));
                Err(problem.advise(format!("write more of {}", alternatives(&ids))))
            }
        }
    }

    fn leaves_out(&self, id: &str) -> bool {
        self.left_out.iter().any(|left_out| left_out == id)
            || self.kept.iter().any(|kept| kept.id == id && !kept.taking_part)
    }

    /// The kept event with this id, or what to say, with the nearest id.
    pub(super) fn kept_event(&self, id: &str) -> Result<&StoredEvent, Problem> {
        self.kept.iter().find(|kept| kept.id == id).ok_or_else(|| {
            let problem = failed(format!("no event '{id}' is kept"));
            if self.programme.event_by_id(id).is_some() || self.left_out.iter().any(|left_out| left_out == id) {
                return problem.advise("it ships with the program: 'kubetalks events --without' leaves it out");
            }
            let ids = self.kept.iter().map(|kept| kept.id.as_str());
            problem.advise("'kubetalks events' lists those that are").suggest(id, ids)
        })
    }

    /// The ids of the events there are, whether they take part or not, unless they cannot be listed.
    pub(super) fn event_ids(&self) -> Option<BTreeSet<String>> {
        let imported = self.event_store.as_ref().map_or(Some(Vec::new()), EventStore::ids)?;
        Some(self.shipped.iter().map(|event| event.id.clone()).chain(imported).collect())
    }

    /// Whether it is known what the user marked, or what to say: what cannot be read is not taken for empty.
    pub(super) fn marks_known(&self) -> Result<(), Problem> {
        match self.store.as_ref().map(FavouritesStore::legible) {
            Some(Legible::Nothing) => Err(failed("what you marked is not known, for that file cannot be read")),
            _ => Ok(()),
        }
    }

    /// Where imported events are kept; `nothing` says what is not done without.
    pub(super) fn event_store(&self, nothing: &str) -> Result<EventStore, Problem> {
        self.event_store.clone().ok_or_else(|| failed(format!("{nothing}, for there is nowhere to keep it")))
    }

    /// One line for standard error, in ASCII where the user wants nothing else.
    pub(super) fn complain(&self, line: impl Display) {
        complain(line, self.in_ascii());
    }

    /// The same for something that is no mistake.
    pub(super) fn note(&self, text: impl Display) {
        self.complain(format_args!("kubetalks: {text}"));
    }

    /// What each of some names means, in their order; those that mean nothing are told, and the exit code is for them.
    pub(super) fn each<'n, T>(
        &self,
        names: &'n [String],
        meaning: impl Fn(&'n str) -> Result<T, Problem>,
    ) -> (Vec<T>, Exit) {
        let tell = |problem: Problem| self.complain(problem);
        let found: Vec<T> = names.iter().filter_map(|name| meaning(name).map_err(tell).ok()).collect();
        let exit = Exit::unless(found.len() < names.len());
        (found, exit)
    }

    /// The problems among these that are more than notes, a line each.
    pub(super) fn complain_of(&self, problems: &[Problem]) {
        let told = problems.iter().filter(|problem| problem.severity > Severity::Note);
        told.for_each(|problem| self.complain(problem));
    }
}

/// What to say of an event that is left out.
pub(super) fn left_out(id: &str) -> Problem {
    let problem = failed(format!("the event '{id}' does not take part"));
    problem.advise(format!("'kubetalks events --with {id}' brings it back"))
}

/// What to say of an id that is no event's.
pub(super) fn no_event(id: &str) -> Problem {
    failed(format!("there is no event '{id}'"))
}
