//! The screen Now.

use super::paint::{Canvas, Titles};
use crate::app::State;
use ratatui::layout::Rect;

/// The screen with its frame.
pub fn draw(canvas: &mut Canvas, area: Rect, state: &State) {
    let focused = state.overlay.is_none();
    canvas.pane(area, &Titles { left: state.screen.title(), ..Titles::default() }, focused);
}
