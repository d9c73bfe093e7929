//! Which part of a grid is in sight, and where on the screen.

use crate::tui::layout::{beside, inside};
use crate::tui::screens::timetable::grid::Grid;
use ratatui::layout::{Position, Rect};
use std::ops::{Range, RangeInclusive};

/// From this width on the page of what is chosen stands beside the timetable.
const WITH_READER: u16 = 160;

/// The cells of a time with a glyph beside it: `10:30 `.
const LABELS: u16 = 6;
/// In fewer cells a title cannot be told from another.
const LEAST_LANE: u16 = 16;
/// More cells would only spread the rooms apart.
const MOST_LANE: u16 = 44;

/// What the user may ask for instead, and by how much it changes at a time.
pub const WIDTHS: RangeInclusive<u16> = 8..=40;
const STEP: u16 = 4;

/// An item of the strip needs so many cells.
const STRIP_ITEM: u16 = 36;

/// From this height on names can have a second line.
const TALL: u16 = 16;

/// The pane of the timetable, and beside it that of the reader where there is room for one.
pub fn panes(body: Rect) -> (Rect, Option<Rect>) {
    beside(body, WITH_READER, (body.width * 3 / 10).min(72))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Viewport {
    pub names: Rect,
    /// The times at the left of the rows.
    pub times: Rect,
    pub body: Rect,
    /// What is chosen, in full, where no reader stands beside the timetable.
    pub strip: Option<Rect>,
    pub lanes: usize,
    pub lane_width: u16,
}

impl Viewport {
    /// The parts of a pane for so many lanes, as wide as is `wanted` or else as fits. Names wider than a lane get a second
    /// line where there is height for it.
    pub fn new(pane: Rect, lanes: usize, widest_name: usize, with_strip: bool, wanted: Option<u16>) -> Self {
        let inner = inside(pane);
        let strip = match inner.height {
            _ if !with_strip => 0,
            0..7 => 0,
            7..13 => 1,
            _ => 3,
        };
        let labels = LABELS.min(inner.width);
        let x = inner.x.saturating_add(labels);
        let width = inner.width - labels;
        let in_sight = usize::from((width / wanted.unwrap_or(LEAST_LANE)).max(1)).min(lanes.max(1));
        let share = width / u16::try_from(in_sight).unwrap_or(1).max(1);
        let lane_width = share.min(wanted.unwrap_or(MOST_LANE));
        let names = match inner.height {
            0..2 => 0,
            TALL.. if widest_name + 2 > usize::from(lane_width) => 2,
            _ => 1,
        };
        let y = inner.y.saturating_add(names);
        let height = inner.height - names - strip;
        Self {
            names: Rect { x, y: inner.y, width, height: names },
            times: Rect { x: inner.x, y, width: labels, height },
            body: Rect { x, y, width, height },
            strip: (strip > 0).then_some(Rect { y: y.saturating_add(height), height: strip, ..inner }),
            lanes: in_sight,
            lane_width,
        }
    }

    pub fn rows(&self) -> usize {
        usize::from(self.body.height)
    }

    /// The next wider or narrower columns; none where these are the widest or the narrowest.
    pub fn other_width(&self, wider: bool) -> Option<u16> {
        let now = self.lane_width.clamp(*WIDTHS.start(), *WIDTHS.end());
        let other = if wider { now + STEP - now % STEP } else { (now - 1) / STEP * STEP };
        Some(other).filter(|other| WIDTHS.contains(other))
    }

    /// How many items of the strip stand side by side.
    pub fn across(&self) -> usize {
        usize::from((self.body.width / STRIP_ITEM).max(1))
    }

    /// The cells of one of the items that stand side by side in a row of the strip.
    pub fn strip_cells(&self, top: usize, row: usize, at: usize, across: usize) -> Option<Rect> {
        let down = row.checked_sub(top).filter(|down| *down < self.rows())?;
        let cell = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
        let edge = |at: usize| cell(usize::from(self.body.width) * at / across.max(1));
        Some(Rect {
            x: self.body.x.saturating_add(edge(at)),
            y: self.body.y.saturating_add(cell(down)),
            width: edge(at + 1) - edge(at),
            height: 1,
        })
    }

    /// The cells of some lanes and rows, as far as they are in sight, when `left` and `top` are the first that are.
    pub fn cells(&self, (left, top): (usize, usize), lanes: &Range<usize>, rows: &Range<usize>) -> Option<Rect> {
        let (first, last) = (lanes.start.max(left), lanes.end.min(left + self.lanes));
        let (start, end) = (rows.start.max(top), rows.end.min(top + self.rows()));
        if first >= last || start >= end {
            return None;
        }
        let cells = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
        Some(Rect {
            x: self.body.x.saturating_add(cells(first - left).saturating_mul(self.lane_width)),
            y: self.body.y.saturating_add(cells(start - top)),
            width: cells(last - first).saturating_mul(self.lane_width),
            height: cells(end - start),
        })
    }

    /// The row at a position of the screen, when `top` is the first in sight.
    pub fn row(&self, top: usize, at: Position) -> Option<usize> {
        self.body.contains(at).then(|| top + usize::from(at.y - self.body.y))
    }

    /// The lane there, when `left` is the first in sight.
    pub fn lane(&self, left: usize, at: Position) -> Option<usize> {
        let lane = usize::from(at.x.checked_sub(self.body.x)? / self.lane_width.max(1));
        (lane < self.lanes).then_some(left + lane)
    }
}

/// The first row in sight so that a part is seen: as before where that shows it, else so that it begins in the upper
/// third. What is too long to be seen whole may go on below.
pub fn upper_third(first: usize, page: usize, len: usize, part: &Range<usize>) -> usize {
    let page = page.max(1);
    let most = len.saturating_sub(page);
    let first = first.min(most);
    let whole = first <= part.start && part.end <= first + page;
    let long = part.len() > page && part.start < first + page && first < part.end;
    if whole || long { first } else { part.start.saturating_sub(page / 3).min(most) }
}

/// The first lane in sight so that a part is seen: no further from where it began than need be. What is too
/// wide to be seen whole is seen from its beginning, unless some of it was in sight already.
pub fn scrolled(first: usize, page: usize, len: usize, part: &Range<usize>) -> usize {
    let page = page.max(1);
    let first = first.min(len.saturating_sub(page));
    if part.len() > page {
        let seen = part.start < first + page && first < part.end;
        return if seen { first } else { part.start.min(len.saturating_sub(page)) };
    }
    first.min(part.start).max(part.end.saturating_sub(page))
}

impl Grid {
    /// The names of the rooms of which lanes from `left` on are in sight, with those lanes.
    pub fn rooms_in_sight(&self, left: usize, lanes: usize) -> Range<usize> {
        let first = self.rooms.partition_point(|room| room.lanes.end <= left);
        let last = self.rooms.partition_point(|room| room.lanes.start < left.saturating_add(lanes));
        first..last.max(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_viewport_moves_no_further_than_it_must() {
        let table = [
            ((0, 10, 50, 3..5), 0),
            ((0, 10, 50, 8..12), 2),
            ((20, 10, 50, 8..12), 8),
            ((45, 10, 50, 48..50), 40),
            ((0, 10, 50, 20..40), 20),
            ((25, 10, 50, 20..40), 25),
            ((3, 10, 5, 0..2), 0),
            ((0, 0, 0, 0..0), 0),
        ];
        for ((first, page, len, part), expected) in table {
            assert_eq!(scrolled(first, page, len, &part), expected, "{first} {page} {len} {part:?}");
        }
    }

    #[test]
    fn what_was_out_of_sight_comes_to_the_upper_third() {
        let table = [
            ((0, 12, 50, 3..5), 0),
            ((0, 12, 50, 10..13), 6),
            ((20, 12, 50, 8..12), 4),
            ((20, 12, 50, 1..2), 0),
            ((0, 12, 50, 48..50), 38),
            ((0, 12, 50, 20..40), 16),
            ((25, 12, 50, 20..40), 25),
            ((3, 12, 5, 0..2), 0),
            ((0, 0, 0, 0..0), 0),
        ];
        for ((first, page, len, part), expected) in table {
            assert_eq!(upper_third(first, page, len, &part), expected, "{first} {page} {len} {part:?}");
        }
    }

    #[test]
    fn columns_become_wider_and_narrower_within_bounds() {
        let pane = Rect { x: 0, y: 0, width: 120, height: 30 };
        let mut viewport = Viewport::new(pane, 20, 5, true, None);
        let widths = |wider: bool, viewport: &mut Viewport| {
            let mut widths = Vec::new();
            while let Some(width) = viewport.other_width(wider) {
                *viewport = Viewport::new(pane, 20, 5, true, Some(width));
                assert_eq!((viewport.lane_width, viewport.lanes), (width, usize::from(112 / width)));
                widths.push(width);
            }
            widths
        };
        assert_eq!(widths(true, &mut viewport), [20, 24, 28, 32, 36, 40]);
        assert_eq!(widths(false, &mut viewport), [36, 32, 28, 24, 20, 16, 12, 8]);
    }

    #[test]
    fn lanes_share_the_width_and_no_cell_lies_outside() {
        for (width, height) in (0..220).flat_map(|width| (0..40).map(move |height| (width, height))) {
            let pane = Rect { x: 3, y: 2, width, height };
            let viewport = Viewport::new(pane, 7, usize::from(width), true, None);
            assert!(viewport.lanes >= 1 && viewport.lanes <= 7);
            for part in [viewport.names, viewport.times, viewport.body].into_iter().chain(viewport.strip) {
                assert!(part.is_empty() || inside(pane).union(part) == inside(pane), "{part} in {pane}");
            }
            if let Some(cells) = viewport.cells((0, 0), &(0..viewport.lanes), &(0..99)) {
                assert_eq!(viewport.body.union(cells), viewport.body, "{cells} in {pane}");
            }
        }
    }

    #[test]
    fn a_cell_leads_to_the_lane_and_row_that_are_drawn_there() {
        let viewport = Viewport::new(Rect { x: 0, y: 1, width: 80, height: 22 }, 9, 5, true, None);
        let cells = viewport.cells((2, 5), &(3..4), &(7..9)).unwrap();
        for position in cells.positions() {
            let (lane, row) = (viewport.lane(2, position).unwrap(), viewport.row(5, position).unwrap());
            assert!(lane == 3 && (7..9).contains(&row));
        }
        assert_eq!(viewport.lane(2, Position { x: 1, y: 4 }), None);
    }
}
