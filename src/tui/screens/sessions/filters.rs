//! The panes that narrow the list: tracks and speakers.

use crate::measure::{cut, width};
use crate::model::TrackIx;
use crate::tui::widgets::{Canvas, Cursor, Titles};
use crate::tui::world::{World, filter::Facet};
use ratatui::layout::Rect;

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

pub fn speakers(canvas: &mut Canvas<'_, '_>, area: Rect, world: &World, cursor: Cursor, focused: bool) {
    let speakers = &world.found().speakers;
    let row = |at: usize| {
        let Some(at) = at.checked_sub(1) else { return ("All", speakers.len().to_string()) };
        let (speaker, count) = speakers[at];
        (world.programme().speaker(speaker).name.as_str(), count.to_string())
    };
    draw_rows(canvas, area, &Rows { title: "Speakers", len: speakers.len() + 1, row: &row }, cursor, focused);
}

struct Rows<'r> {
    title: &'r str,
    len: usize,
    row: &'r dyn Fn(usize) -> (&'r str, String),
}

fn draw_rows(canvas: &mut Canvas<'_, '_>, area: Rect, rows: &Rows<'_>, cursor: Cursor, focused: bool) {
    let inner = canvas.pane(area, &Titles { left: rows.title, ..Titles::default() }, focused);
    let theme = &canvas.look.theme;
    for (at, row) in cursor.rows(inner, 1) {
        let ((name, count), chosen) = ((rows.row)(at), at == cursor.at);
        let over = canvas.ground(row, chosen, focused);
        let (style, count_style) = match count.as_str() {
            _ if chosen => (over, over),
            "0" | "hidden" => (theme.dim, theme.dim),
            _ => (theme.text, theme.dim),
        };
        let room = usize::from(row.width).saturating_sub(2 + width(&count));
        canvas.text(row.x + 1, row.y, room, &cut(name, room), style);
        canvas.right(row, row.y, &count, count_style);
    }
    canvas.scroll_bar(area, cursor.top, usize::from(inner.height), rows.len);
}
