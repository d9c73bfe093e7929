//! Everything there is: the events that ship and those on the shelf.

use super::load;
use crate::model::Schedule;
use crate::problem::Problem;
use crate::source;
use crate::store::{Kept, Shelf};

/// The events that ship and those on the shelf.
#[derive(Debug, Default)]
pub struct Collection {
    /// The schedules of those that were wanted: what ships first, then by id.
    pub schedules: Vec<Schedule>,
    /// The imported events, whether they take part or not.
    pub kept: Vec<Kept>,
    /// The ids of the events that ship and do not take part.
    pub left_out: Vec<String>,
    /// What is wrong with what is kept.
    pub problems: Vec<Problem>,
}

impl Collection {
    /// Reads the events that are wanted: asked with an id and whether the event takes part.
    pub fn load(shelf: Option<&Shelf>, wanted: impl Fn(&str, bool) -> bool) -> Self {
        let (left_out, mut problems) = shelf.map(Shelf::left_out).unwrap_or_default();
        let mut schedules = source::shipped();
        schedules.retain(|schedule| wanted(&schedule.event.id, !left_out.contains(&schedule.event.id)));
        let (kept, found) = shelf.map(Shelf::list).unwrap_or_default();
        problems.extend(found);
        if let Some(shelf) = shelf {
            let wanted: Vec<&Kept> = kept.iter().filter(|kept| wanted(&kept.id, kept.taking_part)).collect();
            let (loaded, found) = load(shelf, &wanted);
            problems.extend(found);
            schedules.extend(loaded);
        }
        Self { schedules, kept, left_out, problems }
    }
}
