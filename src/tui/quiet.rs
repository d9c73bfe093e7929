//! Fetching an event that runs again and again, without a word unless something has changed.

use crate::model::Source;
use crate::tui::world::World;
use crate::tui::world::events::Fetch;
use chrono::{DateTime, TimeDelta, Utc};

/// No server is asked more often than every so many minutes.
const LEAST: u32 = 5;
/// Whoever fails is left alone for twice as long each time, up to so many times.
const DOUBLED: u32 = 4;

/// When is fetched next, and what was asked for quietly.
#[derive(Debug, Clone, Default)]
pub(super) struct Quiet {
    next: Option<DateTime<Utc>>,
    asked: Vec<String>,
    failures: u32,
}

impl Quiet {
    /// Whether a fetch was asked for quietly; it is no longer.
    pub(super) fn take(&mut self, fetch: &Fetch, failed: bool) -> bool {
        let before = self.asked.len();
        self.asked.retain(|id| *fetch != Fetch::Again(id.clone()));
        let quiet = self.asked.len() < before;
        if quiet {
            self.failures = if failed { self.failures + 1 } else { 0 };
        }
        quiet
    }

    /// When something is due; never while no event runs.
    pub(super) fn next(&self) -> Option<DateTime<Utc>> {
        self.next
    }

    /// The events to fetch, if it is time.
    pub(super) fn due(&mut self, world: &World, now: DateTime<Utc>) -> Option<Vec<String>> {
        let minutes = match world.preferences().refresh {
            0 => return None,
            minutes => minutes.max(LEAST) << self.failures.min(DOUBLED),
        };
        let ids = running_events(world, now);
        let next = now.checked_add_signed(TimeDelta::minutes(minutes.into()));
        match self.next.filter(|_| !ids.is_empty()) {
            Some(due) if due > now => None,
            Some(_) => {
                self.next = next;
                self.asked.extend(ids.iter().cloned());
                Some(ids)
            }
            None => {
                self.next = next.filter(|_| !ids.is_empty());
                None
            }
        }
    }
}

/// Those that came from an address, and run.
fn running_events(world: &World, now: DateTime<Utc>) -> Vec<String> {
    let programme = world.programme();
    let runs = |id: &str| {
        let span = programme.event_by_id(id).and_then(|event| programme.packed(event).span());
        span.is_some_and(|(first, last)| first <= now && now <= last)
    };
    let known = world.events().known().iter();
    let kept = known.filter(|one| one.fetched.is_some() && matches!(one.source, Source::Address(_)));
    kept.filter(|one| runs(&one.id)).map(|one| one.id.clone()).collect()
}
