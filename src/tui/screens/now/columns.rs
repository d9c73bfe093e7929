//! Where the title of a session stands, and how many lines it takes where it stands whole.

use crate::measure::{width, wrap};
use crate::model::SessionIx;
use crate::tui::widgets::canvas::friends_column;
use crate::tui::world::World;
use ratatui::layout::Rect;

/// Where the title stands in a row, and how many cells of its first line the time at the edge takes.
pub fn title(world: &World, row: Rect, time: &str) -> (Rect, usize) {
    let x = row.x + 3 + friends_column(row.width, world.friend_marks());
    (Rect { x, width: row.right().saturating_sub(x + 1), ..row }, width(time) + 2)
}

/// How many lines more than one the title of a session takes.
pub fn more_lines(world: &World, row: Rect, ix: SessionIx, time: &str) -> usize {
    let (area, taken) = title(world, row, time);
    wrap(&world.programme().session(ix).title, usize::from(area.width), taken).len().saturating_sub(1)
}
