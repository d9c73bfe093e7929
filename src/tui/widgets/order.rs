//! What a dialogue has asked for: it stays, with what was typed, until that is done, and says why where it cannot be.

use super::Canvas;
use crate::measure::wrap;
use crate::tui::layout::above;
use ratatui::layout::Rect;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Order {
    waits: bool,
    refused: Option<String>,
}

impl Order {
    /// Waits for what was asked for; not where it waits already.
    pub fn begin(&mut self) -> bool {
        self.refused = None;
        !std::mem::replace(&mut self.waits, true)
    }

    pub fn waits(&self) -> bool {
        self.waits
    }

    /// It cannot be done, and why.
    pub fn refuse(&mut self, why: String) {
        *self = Self { waits: false, refused: Some(why) };
    }

    /// Something else is typed, about which nothing is said yet.
    pub fn forget(&mut self) {
        self.refused = None;
    }

    pub fn refused(&self) -> Option<&str> {
        self.refused.as_deref()
    }

    /// How many lines the reason takes.
    pub fn lines(&self, cells: u16) -> u16 {
        let lines = self.refused().map_or(0, |why| wrap(why, usize::from(cells), 0).len());
        u16::try_from(lines).unwrap_or(u16::MAX)
    }

    /// Draws the reason at the foot of an area, whole; returns what is left above it, at least one line.
    pub fn draw(&self, canvas: &mut Canvas<'_, '_>, area: Rect) -> Rect {
        let Some(why) = self.refused() else { return area };
        let kept = area.height.saturating_sub(self.lines(area.width)).max(1);
        let (rest, below) = above(area, kept);
        canvas.whole(below, why, 0, canvas.look.theme.error);
        rest
    }
}
