//! The screen Timetable: rooms across, time down.

use crate::action::Action;
use crate::measure::{width, wrap};
use crate::search::Scratch;
use crate::tui::app::State;
use crate::tui::screens::sessions::view::query_field;
use crate::tui::screens::timetable::grid::Grid;
use crate::tui::screens::timetable::viewport::Sight;
use crate::tui::screens::timetable::{block, strip};
use crate::tui::widgets::canvas::{Canvas, Titles};
use crate::tui::world::clock::{shown, shown_zone};
use crate::words::{hour, short_day};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// The screen with its frame.
pub fn draw(canvas: &mut Canvas, area: Rect, state: &State) {
    let focused = state.overlay.is_none();
    let screen = &state.screens.timetable;
    let (Some(grid), Some(sight)) = (&screen.grid, state.timetable_sight()) else {
        canvas.pane(area, &Titles { left: state.screen.title(), ..Titles::default() }, focused);
        return nothing(canvas, area, state);
    };
    let left = title(state, grid);
    let right = rooms_in_sight(grid, screen.left, sight.lanes, area.width);
    let zone = shown_zone(state, state.programme.event(grid.event));
    let below = if zone.is_known() { zone.to_string() } else { "zone unknown".to_owned() };
    canvas.pane(area, &Titles { left: &left, right: &right, below: &below }, focused);
    names(canvas, &sight, state, grid);
    let now = row_of_now(state, grid).filter(|row| (screen.top..screen.top + sight.rows()).contains(row));
    times(canvas, &sight, state, grid, now);
    if let Some(row) = now {
        now_line(canvas, &sight, row - screen.top);
    }
    blocks(canvas, &sight, state, grid, now);
    if grid.rows() == 0 {
        let key = state.key_hint(Action::ShowHidden).unwrap_or_else(|| Action::ShowHidden.name().to_owned());
        let (text, dim) = (format!("Everything on this day is hidden. {key} shows it again."), canvas.look.theme.dim);
        canvas.text(sight.body.x, sight.body.y, usize::from(sight.body.width), &text, dim);
    }
    canvas.scroll_bar(
        Rect { height: sight.body.height + 2, y: sight.body.y - 1, ..area },
        screen.top,
        sight.rows(),
        grid.rows(),
    );
    if let Some(strip) = sight.strip {
        strip::draw(canvas, strip, state);
    }
    query(canvas, area, state);
}

/// Day and event, and how much is hidden.
fn title(state: &State, grid: &Grid) -> String {
    let (day, event) = (short_day(grid.date), &state.programme.event(grid.event).short);
    let hidden = match state.browse.hidden.len() {
        0 => String::new(),
        count => format!("{count} hidden · "),
    };
    format!("{day} · day {} of {} · {hidden}{event}", grid.day(), grid.days.len())
}

/// Which rooms are in sight, and how many there are at either side.
fn rooms_in_sight(grid: &Grid, left: usize, lanes: usize, cells: u16) -> String {
    let seen = grid.rooms_in_sight(left, lanes);
    let (before, after) = (seen.start, grid.rooms.len() - seen.end);
    let to_left = if before > 0 { format!("‹ {before}") } else { String::new() };
    let to_right = if after > 0 { format!("{after} ›") } else { String::new() };
    let all = grid.rooms.len();
    let here = match (before + after, seen.len()) {
        _ if cells < 60 => String::new(),
        (0, _) if all == 1 => "1 room".to_owned(),
        (0, _) => format!("{all} rooms"),
        (_, 1) => format!("room {} of {all}", seen.end),
        _ => format!("rooms {}–{} of {all}", seen.start + 1, seen.end),
    };
    let parts: Vec<String> = [to_left, here, to_right].into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("  ")
}

/// The names of the rooms above their lanes.
fn names(canvas: &mut Canvas, sight: &Sight, state: &State, grid: &Grid) {
    let (left, top) = (state.screens.timetable.left, state.screens.timetable.top);
    let chosen = state.chosen_session().and_then(|session| grid.block(session)).map(|block| block.room);
    let theme = &canvas.look.theme;
    for at in grid.rooms_in_sight(left, sight.lanes) {
        let Some(column) = grid.rooms.get(at) else { continue };
        let Some(cells) = sight.cells((left, top), &column.lanes, &(top..top + 1)) else { continue };
        let name = column.room.map_or("no room", |room| state.programme.room(room).name.as_str());
        let style = match (chosen == Some(at), column.room) {
            (true, _) => theme.title,
            (false, Some(_)) => theme.text,
            (false, None) => theme.dim,
        };
        let area = Rect { x: cells.x + 1, width: cells.width.saturating_sub(2), ..sight.names };
        name_of_room(canvas, area, name, style, column.lanes.len() > 1);
    }
}

/// A name on as many lines as there are, and a line that shows how far the room goes where it has several lanes.
fn name_of_room(canvas: &mut Canvas, area: Rect, name: &str, style: Style, has_lanes: bool) {
    let cells = usize::from(area.width);
    let lines = wrap(name, cells, 0);
    let height = lines.len().min(usize::from(area.height));
    for (at, line) in lines.iter().enumerate().take(height) {
        let y = area.y + u16::try_from(at).unwrap_or(0);
        let end = if at + 1 == height { name.len() } else { line.end };
        let used = canvas.text(area.x, y, cells, name.get(line.start..end).unwrap_or_default(), style);
        if has_lanes && at == 0 {
            let border = canvas.look.theme.border;
            let rest = cells.saturating_sub(used + 1);
            let x = area.right().saturating_sub(u16::try_from(rest).unwrap_or(0));
            canvas.text(x, y, rest, &"─".repeat(rest), border);
        }
    }
}

/// The times at the left of the rows in which something begins.
fn times(canvas: &mut Canvas, sight: &Sight, state: &State, grid: &Grid, now: Option<usize>) {
    let theme = &canvas.look.theme;
    let event = state.programme.event(grid.event);
    let chosen = state.chosen_session().and_then(|session| grid.rows_of(session)).map(|rows| rows.start);
    let all_day = grid.all_day.len();
    let starts = grid.axis.starts().map(|(row, time)| {
        let style = if chosen == Some(row + all_day) { theme.title } else { theme.dim };
        (row + all_day, hour(shown(state, event, time)), style)
    });
    let pauses = grid.axis.pauses().map(|row| (row + all_day, "  ┆".to_owned(), theme.dim));
    let mut labels: Vec<_> = starts.chain(pauses).collect();
    if let Some(row) = now {
        match labels.iter_mut().find(|(other, ..)| *other == row) {
            Some((_, _, style)) => *style = theme.now,
            None => labels.push((row, hour(shown(state, event, state.now)), theme.now)),
        }
    }
    let top = state.screens.timetable.top;
    for (row, label, style) in labels {
        let Some(line) = row.checked_sub(top).filter(|line| *line < sight.rows()) else { continue };
        let y = sight.times.y + u16::try_from(line).unwrap_or(0);
        canvas.text(sight.times.x, y, usize::from(sight.times.width), &label, style);
    }
}

/// The row of the present, on the day that it belongs to.
fn row_of_now(state: &State, grid: &Grid) -> Option<usize> {
    let slot = crate::model::Slot { start: state.now, end: state.now, all_day: false };
    let today = state.programme.event(grid.event).day_of(&slot);
    (today == grid.date).then(|| grid.row_at(state.now)).flatten()
}

/// A line through what is free.
fn now_line(canvas: &mut Canvas, sight: &Sight, line: usize) {
    let (style, selected) = (canvas.look.theme.now, canvas.look.glyphs.selected);
    let y = sight.body.y + u16::try_from(line).unwrap_or(0);
    canvas.text(sight.body.x.saturating_sub(1), y, 1, selected, style);
    let cells = usize::from(sight.body.width);
    canvas.text(sight.body.x, y, cells, &"─".repeat(cells), style);
}

fn blocks(canvas: &mut Canvas, sight: &Sight, state: &State, grid: &Grid, now: Option<usize>) {
    let screen = &state.screens.timetable;
    let matching = state.matching();
    let first = (screen.left, screen.top);
    let mut scratch = Scratch::default();
    for (row, session) in grid.all_day.iter().enumerate() {
        let lanes = screen.left..screen.left + sight.lanes;
        if let Some(cells) = sight.cells(first, &lanes, &(row..row + 1)) {
            block::whole_day(canvas, cells, state, *session, matching.has(*session));
        }
    }
    for block in &grid.blocks {
        if let Some(cells) = sight.cells(first, &block.lanes, &block.rows) {
            let seen = block::Seen {
                cells,
                cut_above: block.rows.start < screen.top,
                cut_below: block.rows.end > screen.top + sight.rows(),
                now: now.map(|row| u16::try_from(row - screen.top).unwrap_or(0) + sight.body.y),
                matches: matching.has(block.session),
            };
            block::draw(canvas, &seen, state, block, &mut scratch);
        }
    }
}

/// In the lower frame: the query with its matches, and what else narrows the list.
fn query(canvas: &mut Canvas, area: Rect, state: &State) {
    let browse = &state.browse;
    if !browse.editing && !browse.is_narrowed() {
        return;
    }
    let (y, mut x) = (area.bottom().saturating_sub(1), area.x + 2);
    let mut cells = usize::from(area.width).saturating_sub(4);
    let dim = canvas.look.theme.dim;
    if browse.editing || !browse.query.value().is_empty() {
        let used = query_field(canvas, (x, y), cells, state).min(cells);
        x += u16::try_from(used).unwrap_or(0);
        cells -= used;
    }
    let track = browse.track.map(|track| state.programme.track(track).name.as_str());
    let speaker = browse.speaker.map(|speaker| state.programme.speaker(speaker).name.as_str());
    let (here, event) = state.matches_in_timetable();
    let count = format!("{here} today, {event} in all");
    let told: Vec<&str> = track.into_iter().chain(speaker).chain([count.as_str()]).collect();
    let told = format!("  {} ", told.join(" · "));
    if width(&told) <= cells {
        canvas.text(x, y, cells, &told, dim);
    }
}

/// No event has times.
fn nothing(canvas: &mut Canvas, area: Rect, state: &State) {
    let key = |action: Action| state.key_hint(action).unwrap_or_else(|| action.name().to_owned());
    let text = [
        "None of the events that are loaded says at which time its sessions take place.".to_owned(),
        String::new(),
        format!("{}  the sessions, by track and speaker", key(Action::Sessions)),
        format!("{}  my agenda, with what is left to watch", key(Action::Agenda)),
        format!("{}  the events: open the schedule of another one", key(Action::Events)),
    ];
    let room = Rect { x: area.x + 3, width: area.width.saturating_sub(6), ..crate::tui::inside(area) };
    let dim = canvas.look.theme.dim;
    let lines =
        text.iter().flat_map(|text| wrap(text, usize::from(room.width), 0).into_iter().map(move |range| &text[range]));
    for (line, text) in lines.enumerate().take(usize::from(room.height)) {
        let y = room.y + u16::try_from(line).unwrap_or(0);
        canvas.text(room.x, y, usize::from(room.width), text, dim);
    }
}
