//! The list of sessions with its search box.

use crate::measure::{cut, fitting, width};
use crate::model::SessionIx;
use crate::search::{Field, Scratch, highlight};
use crate::tui::app::{Pane, State};
use crate::tui::layout::{lines_per_session, list_rows};
use crate::tui::widgets::canvas::{Canvas, Titles};
use crate::tui::widgets::letters::friends;
use crate::tui::widgets::styles::Look;
use crate::tui::world::clock::brief;
use crate::words::counted;
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::ops::Range;

/// The list with its frame, search box and rows.
pub fn list(canvas: &mut Canvas, area: Rect, state: &State) {
    let browse = &state.browse;
    let focused = state.overlay.is_none() && browse.focus == Pane::List;
    let total = state.programme.sessions().len();
    let right =
        if browse.hits.len() == total { total.to_string() } else { format!("{} of {total}", browse.hits.len()) };
    canvas.pane(area, &Titles { left: &title(state), right: &right, below: "" }, focused);
    search_box(canvas, area, state);
    let rows = list_rows(area);
    if browse.hits.is_empty() {
        return nothing(canvas, rows, state);
    }
    let lines = lines_per_session(rows.height);
    let mut scratch = Scratch::default();
    let (mut y, mut page) = (rows.y, 0);
    for (at, session) in browse.hits.iter().enumerate().skip(browse.list.top) {
        let heading = state.heading(at);
        if y + lines + u16::from(heading.is_some()) > rows.bottom() {
            break;
        }
        if let Some(heading) = heading {
            separator(canvas, Rect { y, height: 1, ..rows }, &heading);
            y += 1;
        }
        let row = Rect { y, height: lines, ..rows };
        session_row(canvas, row, state, *session, (at == browse.list.at, focused), &mut scratch);
        y += lines;
        page += 1;
    }
    canvas.scroll_bar(area, browse.list.top, page, browse.hits.len());
}

/// A line with a day or a time in it, between the sessions that begin at different ones.
fn separator(canvas: &mut Canvas, row: Rect, heading: &str) {
    let (heading_style, border) = (canvas.look.theme.heading, canvas.look.theme.border);
    let cells = usize::from(row.width).saturating_sub(1);
    let used = canvas.text(row.x + 1, row.y, cells, &format!("{heading} "), heading_style);
    let line = canvas.look.glyphs.border.horizontal_top.repeat(cells.saturating_sub(used + 1));
    canvas.text(row.x + 1 + u16::try_from(used).unwrap_or(0), row.y, cells.saturating_sub(used), &line, border);
}

fn title(state: &State) -> String {
    let programme = &state.programme;
    let track = state.browse.track.map(|track| programme.track(track).name.clone());
    let speaker = state.browse.speaker.map(|speaker| programme.speaker(speaker).name.clone());
    let hidden = Some(state.browse.hidden.len()).filter(|count| *count > 0).map(|count| format!("{count} hidden"));
    let parts: Vec<String> = std::iter::once("Sessions".to_owned()).chain(track).chain(speaker).chain(hidden).collect();
    parts.join(" · ")
}

fn search_box(canvas: &mut Canvas, area: Rect, state: &State) {
    let dim = canvas.look.theme.dim;
    let query = &state.browse.query;
    let (x, y) = (area.x + 1, area.y + 1);
    let cells = usize::from(area.width.saturating_sub(2));
    if query.value().is_empty() && !state.browse.editing {
        let key = state.key_hint(crate::action::Action::Search).unwrap_or_else(|| "/".to_owned());
        canvas.text(
            x,
            y,
            cells,
            &format!(" {key} searches {}", counted(state.programme.sessions().len(), "session")),
            dim,
        );
        return;
    }
    query_field(canvas, (x, y), cells, state);
}

/// The query as typed, with the cursor in it; returns how many cells it took.
pub fn query_field(canvas: &mut Canvas, (x, y): (u16, u16), cells: usize, state: &State) -> usize {
    let (accent, text) = (canvas.look.theme.accent, canvas.look.theme.text);
    let query = &state.browse.query;
    let lead = canvas.text(x, y, cells, " / ", accent);
    let room = cells.saturating_sub(4);
    let skipped = query.visual_scroll(room);
    let (before, hidden) = fitting(query.value(), skipped);
    let shown = query.value().get(before.len()..).unwrap_or_default();
    let used = canvas.text(x + 3, y, room + 1, shown, text);
    if state.browse.editing && state.overlay.is_none() {
        let at = query.visual_cursor().saturating_sub(hidden);
        canvas.cursor(x + 3 + u16::try_from(at).unwrap_or(0), y);
    }
    lead + used
}

fn nothing(canvas: &mut Canvas, rows: Rect, state: &State) {
    let dim = canvas.look.theme.dim;
    let building = state.index.is_none() && !state.browse.parsed.is_empty();
    let clear = state.key_hint(crate::action::Action::ClearFilters);
    let text = match (building, state.programme.sessions().is_empty(), clear) {
        (true, _, _) => "Getting ready to search …".to_owned(),
        (_, true, _) => "No sessions are loaded.".to_owned(),
        (_, _, Some(key)) if !state.browse.editing => format!("No session matches. {key} shows all."),
        _ => "No session matches.".to_owned(),
    };
    if rows.height > 1 {
        canvas.text(rows.x + 2, rows.y + 1, usize::from(rows.width).saturating_sub(3), &text, dim);
    }
}

fn session_row(
    canvas: &mut Canvas,
    row: Rect,
    state: &State,
    ix: SessionIx,
    (chosen, focused): (bool, bool),
    scratch: &mut Scratch,
) {
    let look = canvas.look;
    let (theme, session) = (&look.theme, state.programme.session(ix));
    let over = match (chosen, focused) {
        (true, true) => theme.selected,
        (true, false) => theme.selected_unfocused,
        _ => Style::default(),
    };
    if chosen {
        canvas.fill(row, over);
        canvas.text(row.x, row.y, 1, look.glyphs.selected, over);
    }
    let personal = state.personal(ix);
    if let Some((glyph, style)) = personal.mark.map(|mark| look.mark(mark)) {
        canvas.text(row.x + 1, row.y, 1, glyph, Look::over(style, over));
    }
    let title_at = row.x + 3 + friends(canvas, (row.x + 2, row.y), row.width, state, ix, over);
    let mut edge = right_side(canvas, row, state, ix, over);
    edge = edge.saturating_sub(title_at);
    let base = if session.cancelled { theme.dim } else { theme.text };
    let matches = matched(state, Field::Title, &session.title, scratch);
    let title_cells = usize::from(edge).saturating_sub(1);
    highlighted(canvas, (title_at, row.y), title_cells, &session.title, &matches, Look::over(base, over));
    if row.height > 1 {
        second_line(canvas, row, state, ix, over, scratch);
    }
}

/// The level and what else is attached, at the right edge; returns where they begin.
fn right_side(canvas: &mut Canvas, row: Rect, state: &State, ix: SessionIx, over: Style) -> u16 {
    let look = canvas.look;
    let mut glyphs = look.attached(state.personal(ix));
    let session = state.programme.session(ix);
    if session.cancelled {
        glyphs.insert(0, ("cancelled", look.theme.warning));
    }
    glyphs.push(session.level.map_or((" ", look.theme.dim), |level| look.level(level)));
    let wide: usize = glyphs.iter().map(|(glyph, _)| width(glyph) + 1).sum();
    let from = row.right().saturating_sub(u16::try_from(wide).unwrap_or(row.width));
    let mut x = from;
    for (glyph, style) in glyphs {
        canvas.text(x, row.y, width(glyph), glyph, Look::over(style, over));
        x = x.saturating_add(u16::try_from(width(glyph) + 1).unwrap_or(1));
    }
    from
}

/// Time, room, people and event: what tells one session from another when the title does not. Where little
/// room is left the people are cut first, then the event goes.
fn second_line(canvas: &mut Canvas, row: Rect, state: &State, ix: SessionIx, over: Style, scratch: &mut Scratch) {
    let dim = Look::over(canvas.look.theme.dim, over);
    let programme = &state.programme;
    let session = programme.session(ix);
    let (x, y) = (row.x + 4, row.y + 1);
    let mut room = usize::from(row.width).saturating_sub(5);
    let time = brief(state, ix);
    let event = programme.events().len() > 1 || time.is_none();
    let mut tail = if event { programme.event(session.event).short.clone() } else { String::new() };
    let lead: Vec<String> = time.into_iter().chain(programme.room_name(session).map(str::to_owned)).collect();
    let people: Vec<&str> =
        session.credits.iter().map(|credit| programme.speaker(credit.speaker).name.as_str()).collect();
    let (mut lead, people) = (lead.join("  "), people.join(", "));
    if !(lead.is_empty() || people.is_empty() && tail.is_empty()) {
        lead.push_str(" · ");
    }
    if !people.is_empty() && !tail.is_empty() {
        tail = format!(" · {tail}");
    }
    let lead_cells = canvas.text(x, y, room, &lead, dim);
    room = room.saturating_sub(lead_cells);
    let people_cells = room.saturating_sub(width(&tail)).max(room / 2).min(width(&people));
    let people = cut(&people, people_cells);
    let matches = matched(state, Field::Speaker, &people, scratch);
    let from = x + u16::try_from(lead_cells).unwrap_or(0);
    let used = highlighted(canvas, (from, y), room, &people, &matches, dim);
    room = room.saturating_sub(used);
    if used == 0 || room >= LEAST {
        let from = from + u16::try_from(used).unwrap_or(0);
        canvas.text(from, y, room, &tail, dim);
    }
}

/// In fewer cells the name of an event says nothing.
const LEAST: usize = 8;

pub fn matched(state: &State, field: Field, text: &str, scratch: &mut Scratch) -> Vec<Range<usize>> {
    let query = &state.browse.parsed;
    if query.is_empty() { Vec::new() } else { highlight(query, field, text, scratch) }
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
    let mut pieces: Vec<(&str, Style)> = Vec::new();
    let mut at = 0;
    for range in matches.iter().filter(|range| range.start < kept) {
        let end = range.end.min(kept);
        let (Some(before), Some(hit)) = (shown.get(at..range.start), shown.get(range.start..end)) else { continue };
        pieces.push((before, style));
        pieces.push((hit, style.patch(mark)));
        at = end;
    }
    pieces.push((shown.get(at..).unwrap_or_default(), style));
    canvas.texts(x, y, cells, &pieces)
}
