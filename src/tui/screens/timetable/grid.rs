//! One day of one event: rooms side by side, with a block for each session, and what stands above them.

use crate::agenda::{date_of, dates_of, days, is_beside};
use crate::measure::width;
use crate::model::{EventIx, Programme, RoomIx, SessionIx, Slot};
use chrono::{NaiveDate, TimeDelta};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::ops::Range;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    pub event: EventIx,
    pub date: NaiveDate,
    /// Every day of the event on which something takes place.
    pub days: Vec<NaiveDate>,
    /// What stands above the rooms: what takes the whole day, or has this day and no time, then what is a service.
    pub strip: Vec<SessionIx>,
    /// The rooms in which something takes place, in the event's order; what has no room comes last.
    pub rooms: Vec<Column>,
    /// The sessions by room, by start and by lane.
    pub blocks: Vec<Block>,
    pub widest_name: usize,
}

/// A room with as many lanes as it has sessions at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub room: Option<RoomIx>,
    /// Its lanes, counted through all rooms.
    pub lanes: Range<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    pub session: SessionIx,
    pub slot: Slot,
    pub room: usize,
    /// Its lanes, counted through all rooms: one, or all of its room's where nothing stands beside it.
    pub lanes: Range<usize>,
}

type Timed = (SessionIx, Slot);

impl Grid {
    /// A day of an event with what is `shown` of it.
    pub fn new(programme: &Programme, event: EventIx, date: NaiveDate, shown: impl Fn(SessionIx) -> bool) -> Self {
        let (mut strip, mut services) = (Vec::new(), Vec::new());
        let mut by_room: BTreeMap<(bool, Option<RoomIx>), Vec<Timed>> = BTreeMap::new();
        let of_event = programme.sessions_at(event).iter().copied();
        for ix in of_event.filter(|ix| shown(*ix)) {
            let brief = programme.brief(ix);
            match brief.slot {
                Some(slot) if slot.all_day || takes_several(programme, ix) => {
                    strip.extend(dates_of(programme, ix).find(|day| *day == date).map(|_| ix));
                }
                Some(_) if date_of(programme, ix) != Some(date) => {}
                Some(_) if is_beside(programme, ix) => services.push(ix),
                Some(slot) => by_room.entry((brief.room.is_none(), brief.room)).or_default().push((ix, slot)),
                None if brief.day == Some(date) => strip.push(ix),
                None => {}
            }
        }
        strip.extend(services);
        let names = by_room.keys().filter_map(|(_, room)| Some(&programme.room((*room)?).name));
        let widest_name = names.map(|name| width(name)).max().unwrap_or(0);
        let (days, rooms, blocks) = (days(programme, event), Vec::new(), Vec::new());
        let mut grid = Self { event, date, days, strip, rooms, blocks, widest_name };
        for ((_, room), sessions) in by_room {
            grid.add(room, sessions);
        }
        grid
    }

    /// Adds a room to the right of the others.
    fn add(&mut self, room: Option<RoomIx>, mut sessions: Vec<Timed>) {
        // What takes no time takes a moment: nothing else that begins then stands in its place.
        let moment = TimeDelta::nanoseconds(1);
        let ends = |slot: &Slot| slot.start.checked_add_signed(moment).map_or(slot.end, |end| end.max(slot.end));
        sessions.sort_by_key(|(_, slot)| (slot.start, Reverse(slot.end)));
        let ranges: Vec<_> = sessions.iter().map(|(_, slot)| slot.start..ends(slot)).collect();
        let lanes = lanes(&ranges);
        let first = self.lanes();
        let room_lanes = first..first + lanes.iter().max().map_or(1, |last| last + 1);
        let alone = alone(&ranges);
        for (((session, slot), lane), alone) in sessions.into_iter().zip(lanes).zip(alone) {
            let lanes = if alone { room_lanes.clone() } else { first + lane..first + lane + 1 };
            self.blocks.push(Block { session, slot, room: self.rooms.len(), lanes });
        }
        self.rooms.push(Column { room, lanes: room_lanes });
    }

    pub fn lanes(&self) -> usize {
        self.rooms.last().map_or(0, |room| room.lanes.end)
    }

    pub fn block(&self, session: SessionIx) -> Option<&Block> {
        self.blocks.iter().find(|block| block.session == session)
    }

    pub fn holds(&self, session: SessionIx) -> bool {
        self.strip.contains(&session) || self.block(session).is_some()
    }

    /// Its place among the days of the event, the first being 1.
    pub fn day(&self) -> usize {
        self.days.iter().position(|day| *day == self.date).map_or(1, |at| at + 1)
    }
}

/// Whether a session stands on more than one day: it would be taller than the timetable of any.
fn takes_several(programme: &Programme, ix: SessionIx) -> bool {
    dates_of(programme, ix).nth(1).is_some()
}

/// A lane for each range, the first that is free; ranges come by their start.
fn lanes<T: Ord + Copy>(ranges: &[Range<T>]) -> Vec<usize> {
    let mut free = BTreeSet::new();
    let mut taken: BinaryHeap<Reverse<(T, usize)>> = BinaryHeap::new();
    let mut count = 0;
    let mut lane_of = |range: &Range<T>| {
        while let Some(Reverse((_, lane))) = taken.peek().copied().filter(|Reverse((end, _))| *end <= range.start) {
            taken.pop();
            free.insert(lane);
        }
        let lane = free.pop_first().unwrap_or_else(|| {
            count += 1;
            count - 1
        });
        taken.push(Reverse((range.end, lane)));
        lane
    };
    ranges.iter().map(&mut lane_of).collect()
}

/// Of each range whether no other overlaps it; ranges come by their start.
fn alone<T: Ord + Copy>(ranges: &[Range<T>]) -> Vec<bool> {
    let mut last = None;
    let mut alone = Vec::with_capacity(ranges.len());
    for (at, range) in ranges.iter().enumerate() {
        let next = ranges.get(at + 1).is_none_or(|next| next.start >= range.end);
        alone.push(last.is_none_or(|end| range.start >= end) && next);
        last = last.max(Some(range.end));
    }
    alone
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_has_as_many_lanes_as_sessions_at_a_time() {
        let table: [(&[Range<usize>], &[usize]); 5] = [
            (&[], &[]),
            (&[0..3, 3..5, 5..6], &[0, 0, 0]),
            (&[0..9, 1..2, 2..3], &[0, 1, 1]),
            (&[0..4, 0..2, 1..6, 2..3, 4..5], &[0, 1, 2, 1, 0]),
            (&[0..1, 0..1, 0..1], &[0, 1, 2]),
        ];
        for (ranges, expected) in table {
            assert_eq!(lanes(ranges), expected, "{ranges:?}");
        }
    }

    #[test]
    fn what_nothing_overlaps_is_alone() {
        let ranges = [0..2, 2..6, 3..4, 5..7, 7..8];
        assert_eq!(alone(&ranges), [true, false, false, false, true]);
    }
}
