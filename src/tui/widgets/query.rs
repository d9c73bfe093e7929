//! The query as it is typed, and what it matched in a text.

use crate::measure::{cut, fitting};
use crate::tui::widgets::{canvas::Canvas, document::split};
use ratatui::{layout::Rect, style::Style};
use std::ops::Range;
use tui_input::Input;

/// The query as typed, with the cursor in it; returns how many cells it took. Whether it is being typed, and whether what
/// is typed takes its place.
pub fn query_field(
    canvas: &mut Canvas,
    (x, y): (u16, u16),
    cells: usize,
    query: &Input,
    (typing, fresh): (bool, bool),
) -> usize {
    let lead = canvas.text(x, y, cells, " / ", canvas.look.theme.accent);
    let used = draw_typed(canvas, (x + 3, y), cells.saturating_sub(4), query, typing && canvas.keyboard);
    if fresh {
        let width = u16::try_from(used).unwrap_or(0);
        canvas.fill(Rect { x: x + 3, y, width, height: 1 }, canvas.look.theme.selected);
    }
    lead + used
}

/// What is typed on a line, with its cursor in sight; returns how many cells it took, at most one more than the room.
pub fn draw_typed(canvas: &mut Canvas, (x, y): (u16, u16), room: usize, line: &Input, cursor: bool) -> usize {
    let (before, hidden) = fitting(line.value(), line.visual_scroll(room));
    let shown = line.value().get(before.len()..).unwrap_or_default();
    let used = canvas.text(x, y, room + 1, shown, canvas.look.theme.text);
    if cursor {
        let at = line.visual_cursor().saturating_sub(hidden);
        canvas.cursor(x + u16::try_from(at).unwrap_or(0), y);
    }
    used
}

/// A text with its matches underlined, cut at a number of cells; returns how many it took.
pub fn highlighted(
    canvas: &mut Canvas,
    (x, y): (u16, u16),
    cells: usize,
    text: &str,
    matches: &[Range<usize>],
    style: Style,
) -> usize {
    let mark = canvas.look.theme.highlight;
    let shown = cut(text, cells);
    let kept = shown.strip_suffix('…').filter(|_| shown.len() != text.len() || shown != text).unwrap_or(&shown).len();
    let seen = matches.iter().filter(|range| range.start < kept).map(|range| range.start..range.end.min(kept));
    let parts = split(&shown, &seen.collect::<Vec<_>>()).into_iter();
    let parts = parts.map(|(part, matched)| (part, if matched { style.patch(mark) } else { style }));
    canvas.texts(x, y, cells, &parts.collect::<Vec<_>>())
}
