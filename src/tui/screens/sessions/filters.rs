//! The panes that narrow the list: tracks and speakers.

use crate::measure::{cut, width};
use crate::model::TrackIx;
use crate::tui::app::{Cursor, Pane, State};
use crate::tui::screens::sessions::grouping::Facet;
use crate::tui::widgets::canvas::{Canvas, Titles};
use ratatui::layout::Rect;

/// The tracks with their number of sessions.
pub fn tracks(canvas: &mut Canvas, area: Rect, state: &State) {
    let browse = &state.browse;
    let names = state.programme.tracks().iter().map(|track| track.name.as_str());
    let counts = browse.track_counts.iter().enumerate().map(|(track, count)| {
        let hidden = browse.hidden.has(Facet::Track(TrackIx::new(track)));
        if hidden { "hidden".to_owned() } else { count.to_string() }
    });
    let all = ("All", browse.track_total.to_string());
    let rows: Vec<(&str, String)> = std::iter::once(all).chain(names.zip(counts)).collect();
    rows_of(canvas, area, "Tracks", &rows, browse.track_cursor, is_focused(state, Pane::Tracks));
}

/// The speakers with their number of sessions.
pub fn speakers(canvas: &mut Canvas, area: Rect, state: &State) {
    let browse = &state.browse;
    let all = ("All", browse.speakers.len().to_string());
    let names = browse
        .speakers
        .iter()
        .map(|(speaker, count)| (state.programme.speaker(*speaker).name.as_str(), count.to_string()));
    let rows: Vec<(&str, String)> = std::iter::once(all).chain(names).collect();
    rows_of(canvas, area, "Speakers", &rows, browse.speaker_cursor, is_focused(state, Pane::Speakers));
}

fn is_focused(state: &State, pane: Pane) -> bool {
    state.overlay.is_none() && state.browse.focus == pane
}

fn rows_of(canvas: &mut Canvas, area: Rect, title: &str, rows: &[(&str, String)], cursor: Cursor, focused: bool) {
    let inner = canvas.pane(area, &Titles { left: title, ..Titles::default() }, focused);
    let (theme, glyphs) = (&canvas.look.theme, canvas.look.glyphs);
    let page = usize::from(inner.height);
    for (line, (row, (name, count))) in
        (inner.y..inner.bottom()).zip(rows.iter().enumerate().skip(cursor.top).take(page))
    {
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
        let room = usize::from(inner.width).saturating_sub(2 + width(count));
        canvas.text(inner.x + 1, line, room, &cut(name, room), style);
        let count_style = if chosen { style } else { theme.dim };
        canvas.right(line_area, line, count, count_style);
    }
    canvas.scroll_bar(area, cursor.top, page, rows.len());
}
