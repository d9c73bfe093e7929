//! Which events make up the programme while the program runs.

use super::startup::Startup;
use crate::importing::{Collection, anew};
use crate::model::packed::Packed;
use crate::model::{Event, Programme, Schedule};
use crate::problem::Problem;
use crate::source;
use crate::store::{EventStore, KeepError, StoredEvent};
use crate::tui::{EventDetails, EventFigures, EventInfo};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

/// The events: those that ship, those in the store, and those that were opened for once.
pub(super) struct Catalogue {
    pub(super) event_store: Option<EventStore>,
    pub(super) shipped: Vec<Event>,
    opened: Vec<Arc<Packed>>,
    /// The conference that is made up, once it was asked for.
    demo: Mutex<Option<Arc<Packed>>>,
    /// Where something was opened for once: which of the other events the user wants beside it, this time.
    beside: Mutex<BTreeSet<String>>,
}

pub(super) struct Snapshot {
    pub(super) known: Vec<EventInfo>,
    pub(super) programme: Arc<Programme>,
    pub(super) problems: Vec<Problem>,
}

impl Catalogue {
    pub(super) fn of(start: &Startup) -> Self {
        Self {
            event_store: start.event_store.clone(),
            shipped: start.shipped.clone(),
            opened: start.opened.clone(),
            demo: Mutex::default(),
            beside: Mutex::default(),
        }
    }

    /// Every event, as it is on disk now.
    pub(super) fn known_now(&self) -> Vec<EventInfo> {
        let kept = self.event_store.as_ref().map(|event_store| event_store.list().0).unwrap_or_default();
        let left_out = self.event_store.as_ref().map(|event_store| event_store.left_out().0).unwrap_or_default();
        self.known(&kept, &left_out)
    }

    /// The programme, made of what is on disk now.
    pub(super) fn load(&self) -> Snapshot {
        let wants = |id: &str, part| self.wants(id, part);
        let Collection { schedules, kept, left_out, problems, .. } = Collection::load(self.event_store.as_ref(), wants);
        let known = self.known(&kept, &left_out);
        // Of two with one id the later one counts: what is kept is newer than what was opened.
        let programme = Arc::new(Programme::of(self.opened.iter().cloned().chain(self.demo()).chain(schedules)));
        Snapshot { known, programme, problems }
    }

    pub(super) fn demo(&self) -> Option<Arc<Packed>> {
        self.demo.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Lets the conference that is made up take part.
    pub(super) fn take_demo(&self, demo: Arc<Packed>) {
        *self.demo.lock().unwrap_or_else(PoisonError::into_inner) = Some(demo);
    }

    fn wants(&self, id: &str, part: bool) -> bool {
        if self.opened.is_empty() {
            return part;
        }
        self.beside.lock().unwrap_or_else(PoisonError::into_inner).contains(id)
    }

    /// Every event, where these are in the store or do not take part.
    pub(super) fn known(&self, kept: &[StoredEvent], left_out: &[String]) -> Vec<EventInfo> {
        let opened = self.opened.iter().filter(|opened| kept.iter().all(|kept| kept.id != opened.event().id));
        let demo = self.demo();
        let opened = opened.chain(&demo).map(|opened| EventInfo::of(opened.event(), true));
        let on_shelf = kept.iter().map(|kept| EventInfo {
            id: kept.id.clone(),
            name: kept.name.clone(),
            source: kept.source(),
            fetched: Some(kept.fetched),
            taking_part: self.wants(&kept.id, kept.taking_part),
        });
        let shipped = self.shipped.iter().map(|event| {
            let taking_part = self.wants(&event.id, !left_out.contains(&event.id));
            EventInfo::of(event, taking_part)
        });
        opened.chain(on_shelf).chain(shipped).collect()
    }

    /// Lets an event take part, or no longer.
    pub(super) fn take_part(&self, id: &str, part: bool) -> Result<Option<Problem>, KeepError> {
        if !self.opened.is_empty() {
            if part {
                self.put_beside(id);
            } else {
                self.beside.lock().unwrap_or_else(PoisonError::into_inner).remove(id);
            }
            return Ok(None);
        }
        let Some(event_store) = &self.event_store else { return Err(KeepError::Unknown(id.to_owned())) };
        if self.shipped.iter().any(|event| event.id == id) {
            event_store.set_left_out(id, !part)
        } else {
            event_store.set_taking_part(id, part).map(|(_, warning)| warning)
        }
    }

    /// What is brought in while something is opened for once is wanted beside it.
    pub(super) fn put_beside(&self, id: &str) {
        self.beside.lock().unwrap_or_else(PoisonError::into_inner).insert(id.to_owned());
    }

    /// What can be read about an event that is not in the programme, or is in the store.
    pub(super) fn study(&self, id: &str) -> EventDetails {
        let outline = |schedule: &Schedule| EventFigures::of(&schedule.event, schedule.sessions.iter());
        let Some((event_store, kept)) =
            self.event_store.as_ref().and_then(|event_store| Some((event_store, event_store.find(id).ok()?)))
        else {
            let shipped = source::shipped();
            let found = shipped.iter().find(|schedule| schedule.event().id == id);
            return EventDetails { outline: found.map(|found| outline(&found.schedule())), ..EventDetails::default() };
        };
        let (reports, mut problems) = event_store.changes(id);
        let reading = anew(event_store, &kept);
        let outline = reading.as_ref().ok().map(|reading| outline(&reading.schedule));
        problems.extend(match reading {
            Ok(reading) => reading.problems,
            Err(problems) => problems,
        });
        EventDetails { outline, reports, problems }
    }
}
