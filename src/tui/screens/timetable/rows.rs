//! Which rows of the screen a day stands in, for the rooms that are in sight: what begins elsewhere needs no row here.

use crate::model::{SessionIx, Slot};
use crate::tui::screens::timetable::{axis::Axis, grid::Grid};
use chrono::{DateTime, Utc};
use std::ops::Range;

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DayRows {
    /// How many items of the strip stand side by side, at least one.
    across: usize,
    /// The rows of the strip, above all others.
    pub strip: usize,
    /// The rows below.
    pub axis: Axis,
    /// Those of each block, whatever its room.
    blocks: Vec<Range<usize>>,
    /// Rows in which something begins, though not in a room in sight.
    pub elsewhere: Vec<usize>,
}

impl DayRows {
    /// The rows of a day for some of its rooms, no more than so many where it fits.
    pub fn new(grid: &Grid, in_sight: &Range<usize>, across: usize, rows: usize) -> Self {
        let across = across.max(1);
        let strip = grid.strip.len().div_ceil(across);
        let seen = |room: usize| in_sight.contains(&room);
        let slots: Vec<Slot> = grid.blocks.iter().filter(|block| seen(block.room)).map(|block| block.slot).collect();
        let axis = Axis::fitting(&slots, rows.saturating_sub(strip));
        let blocks = grid.blocks.iter().map(|block| {
            let rows = if seen(block.room) { axis.rows_of(&block.slot) } else { axis.rows_about(&block.slot) };
            rows.start + strip..rows.end + strip
        });
        let blocks: Vec<Range<usize>> = blocks.collect();
        let hidden = grid.blocks.iter().filter(|block| !seen(block.room));
        let mut elsewhere: Vec<usize> =
            hidden.filter_map(|block| Some(axis.row_at(block.slot.start)? + strip)).collect();
        elsewhere.sort_unstable();
        elsewhere.dedup();
        Self { across, strip, axis, blocks, elsewhere }
    }

    pub fn rows(&self) -> usize {
        self.strip + self.axis.rows()
    }

    /// The row of an item of the strip, with its place there and how many have room beside one another.
    pub fn place_in_strip(&self, at: usize) -> (usize, usize, usize) {
        let across = self.across.max(1);
        (at / across, at % across, across)
    }

    /// The item of the strip in a row, so many hundredths of the width from the left.
    pub fn in_strip(&self, row: usize, part: usize) -> Option<usize> {
        (row < self.strip).then(|| row * self.across + (part * self.across / 100).min(self.across.saturating_sub(1)))
    }

    /// The rows of a block, by its position.
    pub fn of_block(&self, at: usize) -> Range<usize> {
        self.blocks.get(at).cloned().unwrap_or_default()
    }

    pub fn rows_of(&self, grid: &Grid, session: SessionIx) -> Option<Range<usize>> {
        let in_strip = grid.strip.iter().position(|ix| *ix == session).map(|at| self.place_in_strip(at).0);
        let block = || grid.blocks.iter().position(|block| block.session == session).map(|at| self.of_block(at));
        in_strip.map(|row| row..row + 1).or_else(block)
    }

    pub fn row_at(&self, time: DateTime<Utc>) -> Option<usize> {
        self.axis.row_at(time).map(|row| row + self.strip)
    }

    /// The session of the same room about so many rows further down or up, but always further.
    pub fn leap(&self, grid: &Grid, from: SessionIx, down: bool, rows: usize) -> Option<SessionIx> {
        let at = grid.blocks.iter().position(|block| block.session == from)?;
        let (room, start) = (grid.blocks.get(at)?.room, self.of_block(at).start);
        let goal = if down { start.saturating_add(rows) } else { start.saturating_sub(rows) };
        let in_room = grid.blocks.iter().enumerate().filter(|(_, block)| block.room == room);
        let starts = in_room.map(|(at, block)| (self.of_block(at).start, block.session));
        let further = starts.filter(|(other, _)| if down { *other > start } else { *other < start });
        Some(further.min_by_key(|(other, _)| other.abs_diff(goal))?.1)
    }
}
