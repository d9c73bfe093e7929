//! What lies under the pointer.

use crate::model::SessionIx;
use crate::tui::screens::timetable::state::TimetableScreen;
use ratatui::layout::Position;

impl TimetableScreen {
    /// The session that is drawn at a cell.
    pub(super) fn session_under(&self, at: Position) -> Option<SessionIx> {
        let (viewport, rows, (left, top)) = (self.viewport(), self.rows(), self.first());
        let grid = self.grid()?;
        let row = viewport.row(top, at)?;
        let part = usize::from(at.x - viewport.body.x) * 100 / usize::from(viewport.body.width.max(1));
        if let Some(at) = rows.in_strip(row, part) {
            return grid.strip.get(at).copied();
        }
        let lane = viewport.lane(left, at)?;
        let here = |at: usize| rows.of_block(at).contains(&row);
        let mut blocks = grid.blocks.iter().enumerate();
        blocks.find(|(at, block)| block.lanes.contains(&lane) && here(*at)).map(|(_, block)| block.session)
    }
}
