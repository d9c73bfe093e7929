//! How long a change of rooms takes in one programme.

use super::rules::covers;
use super::{ConflictKind, TransferRules};
use crate::model::{EventIx, Programme, RoomIx, SessionIx, Slot};
use chrono::TimeDelta;

/// The user's [`TransferRules`] worked out for the rooms of one programme. It takes a pattern match per room and distance: make
/// it when either changes, not for every question.
#[derive(Debug, Clone, Default)]
pub struct Transfer {
    /// By event: minutes between two rooms.
    buffers: Vec<u32>,
    distances: Vec<Known>,
    longest: u32,
}

/// A distance with the rooms at its ends.
#[derive(Debug, Clone)]
struct Known {
    from: Vec<bool>,
    to: Vec<bool>,
    minutes: u32,
}

impl Transfer {
    /// No way takes more minutes.
    pub(super) const LONGEST: u32 = 240;

    /// The rules for the rooms of a programme.
    pub fn new(programme: &Programme, rules: &TransferRules) -> Self {
        let buffer = |id| rules.per_event.get(id).copied().unwrap_or(rules.default_buffer);
        let buffers: Vec<u32> = programme.events().iter().map(|event| buffer(event.id.as_str())).collect();
        let ends = |pattern: &str| programme.rooms().iter().map(|room| covers(pattern, &room.name)).collect();
        let distances: Vec<Known> = rules
            .distances
            .iter()
            .map(|distance| Known { from: ends(&distance.from), to: ends(&distance.to), minutes: distance.minutes })
            .collect();
        let longest = buffers.iter().copied().chain(distances.iter().map(|known| known.minutes)).max().unwrap_or(0);
        Self { buffers, distances, longest }
    }

    /// The minutes it takes to get from one session to another. None within a room, and none where a room is not told:
    /// a change that nobody knows of is not held against a session. Between two events the longer buffer counts.
    pub fn minutes(&self, programme: &Programme, from: SessionIx, to: SessionIx) -> u32 {
        let (a, b) = (programme.brief(from), programme.brief(to));
        match (a.room, b.room) {
            (Some(one), Some(other)) if one != other => {
                self.distance(one, other).unwrap_or_else(|| self.buffer(a.event).max(self.buffer(b.event)))
            }
            _ => 0,
        }
    }

    /// The minutes that a change of rooms takes at an event where no distance is given.
    pub fn buffer(&self, event: EventIx) -> u32 {
        self.buffers.get(event.index()).copied().unwrap_or(0)
    }

    /// The minutes that the user's own table gives between two rooms.
    fn distance(&self, one: RoomIx, other: RoomIx) -> Option<u32> {
        let at = |ends: &[bool], room: RoomIx| ends.get(room.index()).copied().unwrap_or(false);
        let joins = |known: &&Known| {
            (at(&known.from, one) && at(&known.to, other)) || (at(&known.from, other) && at(&known.to, one))
        };
        self.distances.iter().find(joins).map(|known| known.minutes)
    }

    /// The longest way there is: sessions further apart never touch each other.
    pub(super) fn longest(&self) -> TimeDelta {
        TimeDelta::minutes(i64::from(self.longest))
    }

    /// What is wrong with going to both of two sessions, if anything. All-day items, cancelled sessions and those
    /// without a time get on with everything, and a session with itself.
    pub fn conflict(&self, programme: &Programme, a: SessionIx, b: SessionIx) -> Option<ConflictKind> {
        let (one, other) = (timed(programme, a)?, timed(programme, b)?);
        if a == b {
            return None;
        }
        let (first, second) =
            if (one.start, one.end) <= (other.start, other.end) { (one, other) } else { (other, one) };
        let between = second.start - first.end;
        if between < TimeDelta::zero() {
            return Some(ConflictKind::Clash { minutes: one.overlap(&other) });
        }
        let needed = self.minutes(programme, a, b);
        (between < TimeDelta::minutes(i64::from(needed)))
            .then(|| ConflictKind::Tight { needed, have: u32::try_from(between.num_minutes()).unwrap_or(u32::MAX) })
    }
}

/// The slot of a session that takes up part of a day: not cancelled, not all day.
pub(super) fn timed(programme: &Programme, ix: SessionIx) -> Option<Slot> {
    let session = programme.brief(ix);
    session.slot.filter(|slot| !slot.all_day && !session.cancelled)
}
