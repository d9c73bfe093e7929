//! Going from session to session: in a grid, and among those that the query leaves.

use crate::agenda::date_of;
use crate::model::SessionIx;
use crate::tui::screens::timetable::{grid::Block, grid::Grid};
use crate::tui::world::{World, filter::is_hidden};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use std::cmp::Reverse;

/// The next or the previous session of the grid's event in time that is `wanted`, on other days too, with its day.
pub fn next_in_time(
    world: &World,
    grid: &Grid,
    from: SessionIx,
    forward: bool,
    wanted: impl Fn(SessionIx) -> bool,
) -> Option<(NaiveDate, SessionIx)> {
    let programme = world.programme();
    let here = (Some(grid.date), programme.rank(from));
    let key = |ix: &SessionIx| (date_of(programme, *ix), programme.rank(*ix));
    let left = programme.sessions_at(grid.event).iter().copied().filter(|ix| {
        let session = programme.session(*ix);
        // Of the day that is shown only some rooms may be.
        let is_shown = date_of(programme, *ix) != Some(grid.date) || grid.holds(*ix);
        wanted(*ix) && session.slot.is_some() && is_shown && !is_hidden(&world.filter().hidden, session)
    });
    let next = if forward {
        left.filter(|ix| key(ix) > here).min_by_key(key)
    } else {
        left.filter(|ix| key(ix) < here).max_by_key(key)
    }?;
    Some((date_of(programme, next)?, next))
}

impl Grid {
    /// The next or the previous session in the room given, or in its own; those of the strip stand above the first.
    pub fn step(&self, from: SessionIx, down: bool, room: usize) -> Option<SessionIx> {
        if let Some(at) = self.strip.iter().position(|ix| *ix == from) {
            return match down {
                true => self.strip.get(at + 1).copied().or_else(|| Some(self.in_room(room).next()?.session)),
                false => self.strip.get(at.checked_sub(1)?).copied(),
            };
        }
        let at = self.blocks.iter().position(|block| block.session == from)?;
        let next = if down { at.checked_add(1) } else { at.checked_sub(1) };
        let room = self.blocks.get(at)?.room;
        let next = next.and_then(|next| self.blocks.get(next)).filter(|next| next.room == room);
        match (next, down) {
            (Some(next), _) => Some(next.session),
            (None, true) => None,
            (None, false) => self.strip.last().copied(),
        }
    }

    /// The session to the right or left: what overlaps it in its own room, else what is on in the neighbouring room at a
    /// time, else what is nearest to that time there.
    pub fn beside(&self, from: SessionIx, right: bool, time: DateTime<Utc>) -> Option<SessionIx> {
        let block = self.block(from)?;
        let at_the_side = |other: &&Block| {
            let further =
                if right { other.lanes.start >= block.lanes.end } else { other.lanes.end <= block.lanes.start };
            further && overlap(block, other)
        };
        let lanes_off = |other: &&Block| other.lanes.start.abs_diff(block.lanes.start);
        let overlapping = self.in_room(block.room).filter(at_the_side);
        if let Some(other) = overlapping.min_by_key(|other| (lanes_off(other), distance(other, time))) {
            return Some(other.session);
        }
        let room = if right { block.room.checked_add(1) } else { block.room.checked_sub(1) };
        self.nearest(room?, time, right)
    }

    /// The session of a room that is on at a time or nearest to it; of several lanes the first, or the last.
    pub fn nearest(&self, room: usize, time: DateTime<Utc>, first_lane: bool) -> Option<SessionIx> {
        let lane = |block: &Block| if first_lane { block.lanes.start } else { usize::MAX - block.lanes.start };
        let key = |block: &&Block| (distance(block, time), lane(block), Reverse(block.slot.start));
        Some(self.in_room(room).min_by_key(key)?.session)
    }

    /// The match that is nearest to a time, else the first of the strip.
    pub fn nearest_match(&self, world: &World, time: DateTime<Utc>) -> Option<SessionIx> {
        let matches = self.blocks.iter().filter(|block| world.matches(block.session));
        let nearest = matches.min_by_key(|block| ((block.slot.start - time).abs(), block.room));
        let of_day = || self.strip.iter().copied().find(|ix| world.matches(*ix));
        nearest.map(|block| block.session).or_else(of_day)
    }

    pub fn in_room(&self, room: usize) -> impl DoubleEndedIterator<Item = &Block> {
        self.blocks.iter().filter(move |block| block.room == room)
    }
}

/// Whether two blocks share time, or begin at once.
fn overlap(one: &Block, other: &Block) -> bool {
    one.slot.start == other.slot.start || one.slot.overlap(&other.slot) > 0
}

/// How far a block is from a time: nothing while it lasts, and something once it is over.
fn distance(block: &Block, time: DateTime<Utc>) -> TimeDelta {
    let slot = &block.slot;
    if slot.contains(time) || slot.start == time {
        return TimeDelta::zero();
    }
    (slot.start - time).abs().min((slot.end - time).abs()).max(TimeDelta::seconds(1))
}
