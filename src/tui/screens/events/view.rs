//! The Events screen, drawn: a list of events, and what is known of the chosen one.

use crate::measure::{cut, cut_middle, width};
use crate::tui::contract::Draw;
use crate::tui::layout::{inside, text_inside};
use crate::tui::screens::events::about::about_event;
use crate::tui::screens::events::rows::{EventRow, areas, lines_per_event, rows, source_words};
use crate::tui::screens::events::state::EventsScreen;
use crate::tui::widgets::{Canvas, Look, Titles, document};
use crate::tui::world::{World, events::EventFigures, events::EventInfo, events::Fetching};
use crate::words::{age, counted, days};
use ratatui::{layout::Rect, style::Style};

impl Draw for EventsScreen {
    fn draw(&self, world: &World, canvas: &mut Canvas<'_, '_>, area: Rect) {
        let rows = rows(world.events());
        let (list, about) = areas(area, rows.len());
        self.list(world, canvas, list, &rows);
        if let Some(about) = about {
            self.about(world, canvas, about);
        }
    }
}

impl EventsScreen {
    fn list(&self, world: &World, canvas: &mut Canvas<'_, '_>, area: Rect, rows: &[EventRow<'_>]) {
        let known = world.events().known();
        let left_out = known.iter().filter(|known| !known.taking_part).count();
        let right = match left_out {
            0 => counted(known.len(), "event"),
            _ => format!("{} of {} take part", known.len() - left_out, known.len()),
        };
        canvas.pane(area, &Titles { left: "Events", right: &right, below: "" }, canvas.keyboard);
        let (inner, cursor) = (inside(area), self.cursor);
        let lines = lines_per_event(inner.height);
        for (at, row) in cursor.rows(inner, lines) {
            self.event(world, canvas, row, rows[at], at == cursor.at);
        }
        canvas.scroll_bar(area, cursor.seen());
    }

    fn about(&self, world: &World, canvas: &mut Canvas<'_, '_>, area: Rect) {
        canvas.pane(area, &Titles { left: "Event", ..Titles::default() }, false);
        let inner = text_inside(area);
        let Some(row) = self.row(world) else { return };
        let document = about_event(world, row, self.figures(world, row), canvas.keyboard);
        canvas.page(inner, &document::rows(&document, usize::from(inner.width)), 0, None);
    }

    fn event(&self, world: &World, canvas: &mut Canvas<'_, '_>, row: Rect, event: EventRow<'_>, chosen: bool) {
        let (look, over) = (canvas.look, canvas.ground(row, chosen, true));
        let figures = self.figures(world, event);
        let (text, dim) = (look.theme.text, look.theme.dim);
        let (glyph, style, name, count, base) = match event {
            EventRow::Known(known, _) => {
                let part = if known.taking_part { ("●", look.theme.accent, text) } else { ("○", dim, dim) };
                let count = figures.map(|outline| counted(outline.sessions, "session"));
                (part.0, part.1, known.name.clone(), count.unwrap_or_default(), part.2)
            }
            EventRow::Arriving(fetching) => (" ", dim, world.events().fetch_name(&fetching.fetch), String::new(), text),
        };
        canvas.text(row.x + 1, row.y, 1, glyph, Look::over(style, over));
        let (standing, style) = standing(event, look);
        let two = row.height > 1;
        let first = if two { (count.as_str(), dim) } else { (standing.as_str(), style) };
        let room = right_side(canvas, row, row.y, first, over);
        let name = cut_middle(&name, room);
        canvas.text(row.x + 3, row.y, room, &name, Look::over(base, over));
        if two {
            let room = right_side(canvas, row, row.y + 1, (&standing, style), over);
            canvas.text(row.x + 3, row.y + 1, room, &second_line(world, event, figures, room), Look::over(dim, over));
        }
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
        (Some(fetching), _) if fetching.runs() => (fetching.under_way(), look.theme.accent),
        (Some(Fetching { .. }), _) => ("failed".to_owned(), look.theme.error),
        (None, EventRow::Known(EventInfo { taking_part: true, .. }, _)) => ("takes part".to_owned(), look.theme.dim),
        (None, _) => ("left out".to_owned(), look.theme.text),
    }
}

/// Days, age, what is wrong, place and source: as much as fits, the source being the first to be cut.
fn second_line(world: &World, event: EventRow<'_>, outline: Option<&EventFigures>, room: usize) -> String {
    let EventRow::Known(known, _) = event else {
        let failure = event.fetching().and_then(|fetching| fetching.failure.first().cloned());
        return failure.unwrap_or_else(|| "is being fetched".to_owned());
    };
    let problems = world.events().study(&known.id).map_or(0, |study| study.problems.len());
    let parts = [
        outline.and_then(|outline| outline.days).map(|(first, last)| days(first, last)),
        known.fetched.map(|fetched| format!("fetched {}", age(world.now(), fetched))),
        known.is_shipped().then(|| "shipped".to_owned()),
        (problems > 0).then(|| counted(problems, "problem")),
        outline.and_then(|outline| outline.place.clone()),
        (!known.is_shipped()).then(|| source_words(known)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    cut(&parts.join(" · "), room)
}
