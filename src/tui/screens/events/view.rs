//! The Events screen: a list of events, and what is known of the chosen one.

use crate::measure::{cut, width};
use crate::tui::app::State;
use crate::tui::layout::{inside, lines_per_event, text_inside};
use crate::tui::screens::events::about::{about_event, under_way};
use crate::tui::screens::events::state::EventRow;
use crate::tui::widgets::canvas::{Canvas, Titles};
use crate::tui::widgets::styles::Look;
use crate::tui::world::events::{Fetching, Known};
use crate::words::{age, counted, days};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// The list with its frame.
pub fn draw(canvas: &mut Canvas, area: Rect, state: &State) {
    let events = &state.screens.events;
    let rows = events.rows();
    let left_out = events.known.iter().filter(|known| !known.taking_part).count();
    let right = match left_out {
        0 => counted(events.known.len(), "event"),
        _ => format!("{} of {} take part", events.known.len() - left_out, events.known.len()),
    };
    canvas.pane(area, &Titles { left: state.screen.title(), right: &right, below: "" }, state.overlay.is_none());
    let inner = inside(area);
    let lines = lines_per_event(inner.height);
    let page = usize::from(inner.height / lines);
    let shown = rows.iter().enumerate().skip(events.cursor.top).take(page);
    for (place, (at, row)) in shown.enumerate() {
        let y = inner.y + u16::try_from(place).unwrap_or(0) * lines;
        event_row(canvas, Rect { y, height: lines, ..inner }, state, *row, at == events.cursor.at);
    }
    canvas.scroll_bar(area, events.cursor.top, page, rows.len());
}

/// What is known of the chosen event, with its frame.
pub fn about(canvas: &mut Canvas, area: Rect, state: &State) {
    canvas.pane(area, &Titles { left: "Event", ..Titles::default() }, false);
    let inner = text_inside(area);
    let rows = about_event(state, usize::from(inner.width));
    for (y, row) in (inner.y..inner.bottom()).zip(&rows) {
        canvas.row(inner.x, y, usize::from(inner.width), row, None);
    }
}

fn event_row(canvas: &mut Canvas, row: Rect, state: &State, event: EventRow<'_>, chosen: bool) {
    let look = canvas.look;
    let over = if chosen { look.theme.selected } else { Style::default() };
    if chosen {
        canvas.fill(row, over);
        canvas.text(row.x, row.y, 1, look.glyphs.selected, over);
    }
    let (glyph, style) = match event {
        EventRow::Known(Known { taking_part: true, .. }, _) => (look.glyphs.part, look.theme.accent),
        EventRow::Known(..) => (look.glyphs.no_part, look.theme.dim),
        EventRow::Arriving(_) => (" ", look.theme.dim),
    };
    canvas.text(row.x + 1, row.y, 1, glyph, Look::over(style, over));
    let (name, count, base) = match event {
        EventRow::Known(known, _) => {
            let count = state.outline(&known.id).map(|outline| counted(outline.sessions, "session"));
            let base = if known.taking_part { look.theme.text } else { look.theme.dim };
            (known.name.clone(), count.unwrap_or_default(), base)
        }
        EventRow::Arriving(fetching) => (state.fetch_name(&fetching.fetch), String::new(), look.theme.text),
    };
    let (standing, style) = standing(event, look);
    let two = row.height > 1;
    let first = if two { (count.as_str(), look.theme.dim) } else { (standing.as_str(), style) };
    let room = right_side(canvas, row, row.y, first, over);
    canvas.text(row.x + 3, row.y, room, &name, Look::over(base, over));
    if two {
        let dim = Look::over(look.theme.dim, over);
        let room = right_side(canvas, row, row.y + 1, (&standing, style), over);
        canvas.text(row.x + 3, row.y + 1, room, &second_line(state, event, room), dim);
    }
}

/// Text at the right edge of a line; returns how many cells are left of it.
fn right_side(canvas: &mut Canvas, row: Rect, y: u16, (text, style): (&str, Style), over: Style) -> usize {
    let cells = usize::from(row.width.saturating_sub(4));
    let text = cut(text, cells / 2);
    canvas.right(Rect { width: row.width.saturating_sub(1), ..row }, y, &text, Look::over(style, over));
    cells.saturating_sub(width(&text) + 1)
}

/// Whether an event takes part or, more urgent, how its fetch stands.
fn standing(event: EventRow<'_>, look: &Look) -> (String, Style) {
    match (event.fetching(), event) {
        (Some(fetching), _) if fetching.runs() => (under_way(fetching), look.theme.accent),
        (Some(Fetching { .. }), _) => ("failed".to_owned(), look.theme.error),
        (None, EventRow::Known(Known { taking_part: true, .. }, _)) => ("takes part".to_owned(), look.theme.dim),
        (None, _) => ("left out".to_owned(), look.theme.text),
    }
}

/// Days, age, what is wrong, place and source: as much as fits, the source being the first to be cut.
fn second_line(state: &State, event: EventRow<'_>, room: usize) -> String {
    let EventRow::Known(known, _) = event else {
        let failure = event.fetching().and_then(|fetching| fetching.failure.first().cloned());
        return failure.unwrap_or_else(|| "is being fetched".to_owned());
    };
    let outline = state.outline(&known.id);
    let problems = state.screens.events.studies.get(&known.id).map_or(0, |study| study.problems.len());
    let parts = [
        outline.and_then(|outline| outline.days).map(|(first, last)| days(first, last)),
        known.fetched.map(|fetched| format!("fetched {}", age(state.now, fetched))),
        known.is_shipped().then(|| "shipped".to_owned()),
        (problems > 0).then(|| counted(problems, "problem")),
        outline.and_then(|outline| outline.place.clone()),
        (!known.is_shipped()).then(|| State::source_words(known)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    cut(&parts.join(" · "), room)
}
