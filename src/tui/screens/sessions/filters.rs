//! The panes that narrow the list: tracks and speakers.

use crate::measure::{cut, width};
use crate::model::TrackIx;
use crate::tui::widgets::{Canvas, Cursor, Titles};
use crate::tui::world::{World, filter::Facet};
use ratatui::layout::Rect;

/// The tracks with their number of sessions.
pub fn tracks(canvas: &mut Canvas<'_, '_>, area: Rect, world: &World, cursor: Cursor, focused: bool) {
    let found = world.found();
    let row = |at: usize| {
        let Some(at) = at.checked_sub(1) else { return ("All", found.track_total.to_string()) };
        let track = TrackIx::new(at);
        let hidden = world.filter().hidden.has(Facet::Track(track));
        let count = if hidden { "hidden".to_owned() } else { found.track_counts[at].to_string() };
        (world.programme().track(track).name.as_str(), count)
    };
    let rows = Rows { title: "Tracks", len: found.track_counts.len() + 1, row: &row };
    draw_rows(canvas, area, &rows, cursor, focused);
}

/// The speakers with their number of sessions.
pub fn speakers(canvas: &mut Canvas<'_, '_>, area: Rect, world: &World, cursor: Cursor, focused: bool) {
    let speakers = &world.found().speakers;
    let row = |at: usize| {
        let Some(at) = at.checked_sub(1) else { return ("All", speakers.len().to_string()) };
        let (speaker, count) = speakers[at];
        (world.programme().speaker(speaker).name.as_str(), count.to_string())
    };
    draw_rows(canvas, area, &Rows { title: "Speakers", len: speakers.len() + 1, row: &row }, cursor, focused);
}

/// The rows of a pane: a name and a count each.
struct Rows<'r> {
    title: &'r str,
    len: usize,
    row: &'r dyn Fn(usize) -> (&'r str, String),
}

fn draw_rows(canvas: &mut Canvas<'_, '_>, area: Rect, rows: &Rows<'_>, cursor: Cursor, focused: bool) {
    let inner = canvas.pane(area, &Titles { left: rows.title, ..Titles::default() }, focused);
    let (theme, glyphs) = (&canvas.look.theme, canvas.look.glyphs);
    let page = usize::from(inner.height);
    for (line, row) in (inner.y..inner.bottom()).zip(cursor.top..rows.len) {
        let (name, count) = (rows.row)(row);
        let chosen = row == cursor.at;
        let style = match (chosen, focused, count.as_str()) {
            (true, true, _) => theme.selected,
            (true, false, _) => theme.selected_unfocused,
            (false, _, "0" | "hidden") => theme.dim,
            _ => theme.text,
        };
        let line_area = Rect { y: line, height: 1, ..inner };
        if chosen {
            canvas.fill(line_area, style);
            canvas.text(inner.x, line, 1, glyphs.selected, style);
        }
        let room = usize::from(inner.width).saturating_sub(2 + width(&count));
        canvas.text(inner.x + 1, line, room, &cut(name, room), style);
        let count_style = if chosen { style } else { theme.dim };
        canvas.right(line_area, line, &count, count_style);
    }
    canvas.scroll_bar(area, cursor.top, page, rows.len);
}
