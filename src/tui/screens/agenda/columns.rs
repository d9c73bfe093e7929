//! Where the columns of the lines stand, and how high the chosen line is.

use crate::measure::wrap;
use crate::model::SessionIx;
use crate::tui::screens::agenda::lines::{Line, LineKind};
use crate::tui::widgets::{canvas::friends_column, styles::sign_cells};
use crate::tui::world::World;
use ratatui::layout::Rect;

/// Cells of `10:30–11:15`.
pub const SPAN: usize = 11;
/// Cells of `10:30`, all there is in a pane narrower than [`BOTH_TIMES`].
const START: usize = 5;
const BOTH_TIMES: u16 = 46;

pub struct Columns {
    /// Cells of the column of times.
    pub time: usize,
    /// Cells of the column of rooms; none where rooms stand elsewhere.
    pub room: usize,
}

impl Columns {
    /// Inside a pane, with a column of rooms so wide.
    pub fn new(inner: Rect, room: usize) -> Self {
        Self { time: if inner.width < BOTH_TIMES { START } else { SPAN }, room }
    }

    /// Where marks stand; titles stand two cells further on.
    pub fn marks(&self, row: Rect) -> u16 {
        row.x + u16::try_from(self.time).unwrap_or(0) + 3
    }

    /// Where the mark of a session stands; of one that merely interests it is indented.
    pub fn mark(&self, row: Rect, candidate: bool) -> u16 {
        self.marks(row) + if candidate { 2 } else { 0 }
    }

    /// Where the column of rooms begins.
    pub fn edge(&self, row: Rect) -> u16 {
        let rooms = if self.room > 0 { u16::try_from(self.room + 1).unwrap_or(0) } else { 0 };
        row.right().saturating_sub(rooms)
    }

    /// How many lines more than one a line takes whose title stands whole.
    pub fn more_lines(&self, world: &World, row: Rect, line: &Line) -> usize {
        let (ix, candidate) = match line.kind {
            LineKind::Session { ix, .. } => (ix, false),
            LineKind::Candidate { ix, .. } => (ix, true),
            LineKind::Recording { ix, candidate } => (ix, candidate),
            _ => return 0,
        };
        let session = world.programme().session(ix);
        let signs = sign_cells(world.personal(ix), world.unstored(ix), session.cancelled);
        let title = self.mark(row, candidate) + 2 + friends_column(row.width, world.friend_marks());
        let cells = self.edge(row).saturating_sub(title + 1);
        wrap(&whole_title(world, ix), usize::from(cells), signs).len().saturating_sub(1)
    }
}

/// A title, and how the session was before it changed.
pub fn whole_title(world: &World, ix: SessionIx) -> String {
    let title = world.programme().session(ix).title.clone();
    match world.news().told(ix) {
        Some(told) => format!("{title}  {told}"),
        None => title,
    }
}
