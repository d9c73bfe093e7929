//! The query as it is typed, and what it matched in a text.

use crate::measure::{cut, fitting};
use crate::tui::widgets::{canvas::Canvas, document::split};
use ratatui::{layout::Rect, style::Style};
use std::ops::Range;
use tui_input::Input;

/// A query as it stands in its box.
pub struct QueryShown<'q> {
    /// As typed.
    pub query: &'q Input,
    /// What of it was not understood.
    pub wrong: &'q [Range<usize>],
    /// Whether it is being typed.
    pub typing: bool,
    /// Whether what is typed takes its place.
    pub fresh: bool,
    /// What could be typed, where nothing is yet.
    pub hint: &'q str,
}

/// The query as typed, with the cursor in it; returns how many cells it took.
pub fn query_field(canvas: &mut Canvas, (x, y): (u16, u16), cells: usize, shown: &QueryShown<'_>) -> usize {
    let lead = canvas.text(x, y, cells, " / ", canvas.look.theme.accent);
    let room = cells.saturating_sub(4);
    let line = Line { text: shown.query, wrong: shown.wrong };
    let used = draw_line(canvas, (x + 3, y), room, &line, shown.typing && canvas.keyboard);
    if shown.typing && shown.query.value().is_empty() {
        return lead + canvas.text(x + 4, y, room, shown.hint, canvas.look.theme.dim);
    }
    if shown.fresh {
        let width = u16::try_from(used).unwrap_or(0);
        canvas.fill(Rect { x: x + 3, y, width, height: 1 }, canvas.look.theme.selected);
    }
    lead + used
}

/// What is typed on a line, with its cursor in sight; returns how many cells it took, at most one more than the room.
pub fn draw_typed(canvas: &mut Canvas, at: (u16, u16), room: usize, text: &Input, cursor: bool) -> usize {
    draw_line(canvas, at, room, &Line { text, wrong: &[] }, cursor)
}

/// A line that is typed, with what is wrong in it.
struct Line<'l> {
    text: &'l Input,
    wrong: &'l [Range<usize>],
}

fn draw_line(canvas: &mut Canvas, (x, y): (u16, u16), room: usize, line: &Line<'_>, cursor: bool) -> usize {
    let (text, theme) = (line.text, &canvas.look.theme);
    let (before, hidden) = fitting(text.value(), text.visual_scroll(room));
    let shown = text.value().get(before.len()..).unwrap_or_default();
    let moved = |at: usize| at.saturating_sub(before.len());
    let wrong: Vec<Range<usize>> = line.wrong.iter().map(|range| moved(range.start)..moved(range.end)).collect();
    let parts = split(shown, &wrong).into_iter();
    let parts: Vec<_> = parts.map(|(part, wrong)| (part, if wrong { theme.error } else { theme.text })).collect();
    let used = canvas.texts(x, y, room + 1, &parts);
    if cursor {
        let at = text.visual_cursor().saturating_sub(hidden);
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
