//! From the store into memory, at every start.

use super::placing::read_placed;
use super::request::{Hearsay, Overrides};
use crate::model::packed::Packed;
use crate::problem::{Problem, Severity};
use crate::source::{Opened, Reading};
use crate::store::{EventStore, StoredEvent};
use std::num::NonZero;
use std::sync::Arc;
use std::thread;

/// The schedules of kept events, in this order, and what is wrong with those that are missing or had to be made again.
/// Several are read at the same time.
pub fn load(event_store: &EventStore, kept: &[&StoredEvent]) -> (Vec<Arc<Packed>>, Vec<Problem>) {
    // To ask for it takes as long as to read a small event.
    let at_once = if kept.len() > 1 { thread::available_parallelism().map_or(1, NonZero::get) } else { 1 };
    let share = kept.len().div_ceil(at_once).max(1);
    let mut loaded = Vec::with_capacity(kept.len());
    thread::scope(|scope| {
        let mut shares = kept.chunks(share);
        // The first share is for this thread: with a single event none is started.
        let first = shares.next().unwrap_or_default();
        let others: Vec<_> = shares.map(|share| (share, scope.spawn(|| several(event_store, share)))).collect();
        loaded.extend(several(event_store, first));
        for (share, other) in others {
            loaded.extend(other.join().unwrap_or_else(|_| several(event_store, share)));
        }
    });
    let (schedules, problems): (Vec<_>, Vec<_>) = loaded.into_iter().unzip();
    (schedules.into_iter().flatten().map(Arc::new).collect(), problems.into_iter().flatten().collect())
}

fn several(event_store: &EventStore, kept: &[&StoredEvent]) -> Vec<(Option<Packed>, Vec<Problem>)> {
    kept.iter().map(|kept| one(event_store, kept)).collect()
}

/// One event's schedule. Where the form that loads at once is missing, damaged or of another version of the program, it
/// is read from the original and stored again.
pub(super) fn one(event_store: &EventStore, kept: &StoredEvent) -> (Option<Packed>, Vec<Problem>) {
    let problem = match event_store.load(&kept.id) {
        Ok(schedule) if schedule.event().id == kept.id => return (Some(schedule), Vec::new()),
        Ok(schedule) => {
            let message = format!("holds the event '{}' in place of '{}'", schedule.event().id, kept.id);
            let path = event_store.folder(&kept.id).display().to_string();
            Problem::warning(path, message).advise("it is made again from the file that was fetched")
        }
        Err(problem) => problem,
    };
    // After every change of version all of them are made again, which is nothing to tell.
    let mut problems: Vec<Problem> =
        Some(problem).filter(|problem| problem.severity > Severity::Note).into_iter().collect();
    let schedule = match anew(event_store, kept) {
        Ok(reading) => reading.schedule,
        Err(found) => {
            problems.extend(found);
            return (None, problems);
        }
    };
    if let Err(error) = event_store.rebuild(&kept.id, &schedule) {
        // The event is there all the same; the next start tries again.
        problems.push(Problem::note(&kept.name, error.to_string()));
    }
    (Packed::of(&schedule).ok(), problems)
}

/// Reads a kept event's original once more, with everything that was repaired or left out.
///
/// # Errors
/// The original is damaged, or this version of the program can use nothing of it.
pub fn anew(event_store: &EventStore, kept: &StoredEvent) -> Result<Reading, Vec<Problem>> {
    let bytes = event_store.original(&kept.id).map_err(|problem| vec![problem])?;
    let (mut reading, _) = read_placed(&Opened::new(bytes), &kept.source(), &Overrides::of(kept), &Hearsay::of(kept))?;
    kept.id.clone_into(&mut reading.schedule.event.id);
    Ok(reading)
}
