//! Everything there is: the events that ship and those in the store.

use super::loading::load;
use crate::model::Event;
use crate::model::packed::Packed;
use crate::problem::Problem;
use crate::source;
use crate::store::{EventStore, StoredEvent};
use std::sync::Arc;

/// The events that ship and those in the store.
#[derive(Debug, Default)]
pub struct Collection {
    /// The schedules of those that were wanted: what ships first, then by id.
    pub schedules: Vec<Arc<Packed>>,
    /// The events that ship, whether they take part or not.
    pub shipped: Vec<Event>,
    /// The imported events, whether they take part or not.
    pub kept: Vec<StoredEvent>,
    /// The ids of the events that ship and do not take part.
    pub left_out: Vec<String>,
    /// What is wrong with what is kept.
    pub problems: Vec<Problem>,
}

impl Collection {
    /// Reads the events that are wanted: asked with an id and whether the event takes part.
    pub fn load(event_store: Option<&EventStore>, wanted: impl Fn(&str, bool) -> bool) -> Self {
        let (left_out, mut problems) = event_store.map(EventStore::left_out).unwrap_or_default();
        let mut schedules: Vec<Arc<Packed>> = source::shipped().into_iter().map(Arc::new).collect();
        let shipped: Vec<Event> = schedules.iter().map(|schedule| schedule.event().clone()).collect();
        schedules.retain(|schedule| {
            let id = &schedule.event().id;
            wanted(id, !left_out.contains(id))
        });
        let (kept, found) = event_store.map(EventStore::list).unwrap_or_default();
        problems.extend(found);
        if let Some(event_store) = event_store {
            let wanted: Vec<&StoredEvent> = kept.iter().filter(|kept| wanted(&kept.id, kept.taking_part)).collect();
            let (loaded, found) = load(event_store, &wanted);
            problems.extend(found);
            schedules.extend(loaded);
        }
        Self { schedules, shipped, kept, left_out, problems }
    }
}
