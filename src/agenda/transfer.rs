//! How long a change of rooms takes in one programme.

use super::{ConflictKind, TransferRules};
use crate::model::{EventIx, Programme, Room, RoomIx, SessionIx, Slot, Spot, covers};
use chrono::TimeDelta;

/// The user's [`TransferRules`] worked out for the rooms of one programme. It takes a pattern match per room and distance: make
/// it when either changes, not for every question.
#[derive(Debug, Clone, Default)]
pub struct Transfer {
    /// By event: minutes between two rooms.
    buffers: Vec<u32>,
    distances: Vec<Known>,
    /// By room: where it is.
    spots: Vec<Option<Spot>>,
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
        let spot = |room: &Room| rules.spot(&programme.event(room.event).id, room);
        let spots: Vec<Option<Spot>> = programme.rooms().iter().map(spot).collect();
        let known = buffers.iter().copied().chain(distances.iter().map(|known| known.minutes));
        let longest = known.chain(widest(&spots)).max().unwrap_or(0);
        Self { buffers, distances, spots, longest }
    }

    /// The minutes it takes to get from one session to another. None within a room, and none where a room is not told:
    /// a change that nobody knows of is not held against a session. Between two events the longer buffer counts.
    pub fn minutes(&self, programme: &Programme, from: SessionIx, to: SessionIx) -> u32 {
        let (a, b) = (programme.brief(from), programme.brief(to));
        match (a.room, b.room) {
            (Some(one), Some(other)) if one != other => {
                let walked = || self.walk(one, other, a.event == b.event);
                let buffer = || self.buffer(a.event).max(self.buffer(b.event));
                self.distance(one, other).or_else(walked).unwrap_or_else(buffer)
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

    /// The minutes between the places of two rooms, where both are known; two plans have nothing to do with each other.
    fn walk(&self, one: RoomIx, other: RoomIx, same_event: bool) -> Option<u32> {
        let at = |room: RoomIx| self.spots.get(room.index()).copied().flatten();
        let (one, other) = (at(one)?, at(other)?);
        let minutes = if same_event || !one.is_of_a_plan() { one.minutes_to(other) } else { None };
        minutes.map(|minutes| minutes.min(Self::LONGEST))
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

/// No way between two of some places takes more minutes: twice that from one of them to the furthest from it.
fn widest(spots: &[Option<Spot>]) -> Option<u32> {
    let (plan, earth): (Vec<Spot>, Vec<Spot>) = spots.iter().flatten().partition(|spot| spot.is_of_a_plan());
    let reach = |spots: &[Spot]| spots.iter().filter_map(|spot| spot.minutes_to(*spots.first()?)).max();
    let furthest = reach(&plan).max(reach(&earth))?;
    Some(furthest.saturating_mul(2).min(Transfer::LONGEST))
}

/// The slot of a session that takes up part of a day: not cancelled, not all day.
pub(super) fn timed(programme: &Programme, ix: SessionIx) -> Option<Slot> {
    let session = programme.brief(ix);
    session.slot.filter(|slot| !slot.all_day && !session.cancelled)
}
