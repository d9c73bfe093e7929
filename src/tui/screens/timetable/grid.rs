//! One day of one event as a grid: rooms across, rows down, a block for each session.

use crate::agenda::{date_of, days};
use crate::measure::width;
use crate::model::{EventIx, Programme, RoomIx, SessionIx, Slot};
use crate::tui::screens::timetable::axis::Axis;
use crate::tui::world::filter::{Hidden, is_hidden};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::ops::Range;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    pub event: EventIx,
    pub date: NaiveDate,
    /// Every day of the event on which something takes place.
    pub days: Vec<NaiveDate>,
    /// What takes the whole day, or has this day and no time; it stands in the first rows, one each.
    pub all_day: Vec<SessionIx>,
    /// The rooms in which something takes place, in the event's order; what has no room comes last.
    pub rooms: Vec<Column>,
    /// The sessions by room, by start and by lane.
    pub blocks: Vec<Block>,
    /// The rows below those of the whole day.
    pub axis: Axis,
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
    /// Its rows, those of the whole day included.
    pub rows: Range<usize>,
}

type Timed = (SessionIx, Slot);

impl Grid {
    /// A day of an event without what is hidden, on no more than so many rows where it fits.
    pub fn new(programme: &Programme, hidden: &Hidden, event: EventIx, date: NaiveDate, rows: usize) -> Self {
        let mut all_day = Vec::new();
        let mut timed: Vec<Timed> = Vec::new();
        let of_event = programme.sessions_at(event).iter().copied();
        for ix in of_event.filter(|ix| !is_hidden(hidden, programme.session(*ix))) {
            let session = programme.session(ix);
            match session.slot {
                Some(slot) if slot.all_day && lasts_on(programme, ix, &slot, date) => all_day.push(ix),
                Some(slot) if !slot.all_day && date_of(programme, ix) == Some(date) => timed.push((ix, slot)),
                None if session.day == Some(date) => all_day.push(ix),
                _ => {}
            }
        }
        let slots: Vec<Slot> = timed.iter().map(|(_, slot)| *slot).collect();
        let axis = Axis::fitting(&slots, rows.saturating_sub(all_day.len()));
        let mut by_room: BTreeMap<(bool, Option<RoomIx>), Vec<Timed>> = BTreeMap::new();
        for (ix, slot) in timed {
            let room = programme.brief(ix).room;
            by_room.entry((room.is_none(), room)).or_default().push((ix, slot));
        }
        let names = by_room.keys().filter_map(|(_, room)| Some(&programme.room((*room)?).name));
        let widest_name = names.map(|name| width(name)).max().unwrap_or(0);
        let (days, rooms, blocks) = (days(programme, event), Vec::new(), Vec::new());
        let mut grid = Self { event, date, days, all_day, rooms, blocks, axis, widest_name };
        for ((_, room), sessions) in by_room {
            grid.add(room, &sessions);
        }
        grid
    }

    /// Adds a room to the right of the others.
    fn add(&mut self, room: Option<RoomIx>, sessions: &[Timed]) {
        let above = self.all_day.len();
        let rows = |slot: &Slot| {
            let rows = self.axis.rows_of(slot);
            rows.start + above..rows.end + above
        };
        let mut placed: Vec<(SessionIx, Slot, Range<usize>)> =
            sessions.iter().map(|(ix, slot)| (*ix, *slot, rows(slot))).collect();
        placed.sort_by_key(|(_, _, rows)| (rows.start, Reverse(rows.end)));
        let ranges: Vec<Range<usize>> = placed.iter().map(|(_, _, rows)| rows.clone()).collect();
        let lanes = lanes(&ranges);
        let first = self.lanes();
        let room_lanes = first..first + lanes.iter().max().map_or(1, |last| last + 1);
        let alone = alone(&ranges);
        for (((session, slot, rows), lane), alone) in placed.into_iter().zip(lanes).zip(alone) {
            let lanes = if alone { room_lanes.clone() } else { first + lane..first + lane + 1 };
            self.blocks.push(Block { session, slot, room: self.rooms.len(), lanes, rows });
        }
        self.rooms.push(Column { room, lanes: room_lanes });
    }

    pub fn lanes(&self) -> usize {
        self.rooms.last().map_or(0, |room| room.lanes.end)
    }

    pub fn rows(&self) -> usize {
        self.all_day.len() + self.axis.rows()
    }

    pub fn rows_of(&self, session: SessionIx) -> Option<Range<usize>> {
        let of_day = self.all_day.iter().position(|ix| *ix == session).map(|at| at..at + 1);
        of_day.or_else(|| self.block(session).map(|block| block.rows.clone()))
    }

    pub fn block(&self, session: SessionIx) -> Option<&Block> {
        self.blocks.iter().find(|block| block.session == session)
    }

    pub fn holds(&self, session: SessionIx) -> bool {
        self.rows_of(session).is_some()
    }

    /// Its place among the days of the event, the first being 1.
    pub fn day(&self) -> usize {
        self.days.iter().position(|day| *day == self.date).map_or(1, |at| at + 1)
    }

    pub fn row_at(&self, time: DateTime<Utc>) -> Option<usize> {
        self.axis.row_at(time).map(|row| row + self.all_day.len())
    }

    pub fn session_at(&self, lane: usize, row: usize) -> Option<SessionIx> {
        let block = self.blocks.iter().find(|block| block.lanes.contains(&lane) && block.rows.contains(&row));
        self.all_day.get(row).copied().or_else(|| Some(block?.session))
    }
}

/// Whether an item for whole days is one for this day.
fn lasts_on(programme: &Programme, ix: SessionIx, slot: &Slot, date: NaiveDate) -> bool {
    let Some(first) = date_of(programme, ix) else { return false };
    let end = slot.end.checked_sub_signed(TimeDelta::seconds(1)).unwrap_or(slot.start);
    let last = programme.event_of(ix).zone.local(end).date_naive();
    (first..=last.max(first)).contains(&date)
}

/// A lane for each range, the first that is free; ranges come by their start.
fn lanes(ranges: &[Range<usize>]) -> Vec<usize> {
    let mut free = BTreeSet::new();
    let mut taken: BinaryHeap<Reverse<(usize, usize)>> = BinaryHeap::new();
    let mut count = 0;
    let mut lane_of = |range: &Range<usize>| {
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
fn alone(ranges: &[Range<usize>]) -> Vec<bool> {
    let mut end = 0;
    let mut alone = Vec::with_capacity(ranges.len());
    for (at, range) in ranges.iter().enumerate() {
        let next = ranges.get(at + 1).is_none_or(|next| next.start >= range.end);
        alone.push(range.start >= end && next);
        end = end.max(range.end);
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
