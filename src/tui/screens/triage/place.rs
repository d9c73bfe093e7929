//! Where the page stands.

use crate::tui::layout::{reading_width, text_inside};
use ratatui::layout::Rect;

/// A lower pane has no line to spare.
const HIGH: u16 = 12;
/// Where the page stands: below how far one is.
pub fn page_area(body: Rect) -> Rect {
    let inner = text_inside(reading_width(body));
    let above = if inner.height < HIGH { 1 } else { 2 };
    Rect { y: inner.y.saturating_add(above), height: inner.height.saturating_sub(above), ..inner }
}
