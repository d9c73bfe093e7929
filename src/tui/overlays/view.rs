//! What lies over everything else.

use crate::measure::fill;
use crate::measure::{fitting, width};
use crate::model::Link;
use crate::tui::app::{Overlay, State};
use crate::tui::layout::text_inside;
use crate::tui::overlays::choice;
use crate::tui::overlays::report::{ReportView, SourceView};
use crate::tui::overlays::{HelpRow, HelpView, HiddenView, LinksView, NoteView, ProblemsView, help_rows, problem_rows};
use crate::tui::screens::sessions::grouping::Facet;
use crate::tui::widgets::canvas::{Canvas, Titles};
use ratatui::layout::Rect;

/// The overlay with its frame.
pub fn draw(canvas: &mut Canvas, area: Rect, state: &State) {
    canvas.clear(area);
    match &state.overlay {
        Some(Overlay::Help(view)) => help(canvas, area, state, view),
        Some(Overlay::Problems(view)) => problems(canvas, area, state, view),
        Some(Overlay::Note(view)) => note(canvas, area, state, view),
        Some(Overlay::Links(view)) => links(canvas, area, view),
        Some(Overlay::Solve(view)) => choice::solve(canvas, area, state, view),
        Some(Overlay::Fill(view)) => choice::fill(canvas, area, state, view),
        Some(Overlay::Hidden(view)) => hidden(canvas, area, state, view),
        Some(Overlay::Plan(view)) => crate::tui::overlays::plan::view::draw(canvas, area, state, view),
        Some(Overlay::Report(view)) => report(canvas, area, view),
        Some(Overlay::Source(view)) => source(canvas, area, view),
        None => {}
    }
}

fn help(canvas: &mut Canvas, area: Rect, state: &State, view: &HelpView) {
    canvas.pane(area, &Titles { left: "Help", right: "type to narrow", below: "" }, true);
    let inner = text_inside(area);
    let (accent, text, dim) = (canvas.look.theme.accent, canvas.look.theme.text, canvas.look.theme.dim);
    let cells = usize::from(inner.width);
    let used = canvas.texts(inner.x, inner.y, cells, &[("/ ", accent), (view.filter.value(), text)]);
    canvas.cursor(inner.x + u16::try_from(used).unwrap_or(0), inner.y);
    let rows = help_rows(state, view);
    let body = Rect { y: inner.y.saturating_add(2), height: inner.height.saturating_sub(2), ..inner };
    if rows.is_empty() {
        canvas.text(body.x, body.y, cells, "No key does that.", dim);
    }
    for (y, row) in (body.y..body.bottom()).zip(rows.iter().skip(view.scroll)) {
        help_row(canvas, body.x, y, cells, row);
    }
    canvas.scroll_bar(area, view.scroll, usize::from(body.height), rows.len());
}

fn help_row(canvas: &mut Canvas, x: u16, y: u16, cells: usize, row: &HelpRow) {
    let theme = &canvas.look.theme;
    let (key, text, heading) = (theme.key, theme.text, theme.heading);
    const KEYS: usize = 18;
    match row {
        HelpRow::Heading(title) => canvas.text(x, y, cells, title, heading),
        HelpRow::Key(keys, action) => {
            let keys = format!("  {} ", fill(keys, KEYS.min(cells / 3)));
            canvas.texts(x, y, cells, &[(&keys, key), (action.help(), text)])
        }
        HelpRow::Text(line) => canvas.texts(x, y, cells, &[("  ", text), (line, text)]),
        HelpRow::Gap => 0,
    };
}

fn problems(canvas: &mut Canvas, area: Rect, state: &State, view: &ProblemsView) {
    let count = state.problems.len() + state.unmatched.len();
    canvas.pane(area, &Titles { left: "Problems", right: &count.to_string(), below: "" }, true);
    let inner = text_inside(area);
    let text = canvas.look.theme.text;
    let rows = problem_rows(state, usize::from(inner.width));
    for (y, row) in (inner.y..inner.bottom()).zip(rows.iter().skip(view.scroll)) {
        canvas.text(inner.x, y, usize::from(inner.width), row, text);
    }
    canvas.scroll_bar(area, view.scroll, usize::from(inner.height), rows.len());
}

fn report(canvas: &mut Canvas, area: Rect, view: &ReportView) {
    let inner = text_inside(area);
    let page = usize::from(inner.height);
    let below = match view.rows.len() {
        len if len > page => format!("{}%", (view.scroll + page).min(len) * 100 / len),
        _ => String::new(),
    };
    canvas.pane(area, &Titles { left: &view.title, right: "", below: &below }, true);
    for (y, row) in (inner.y..inner.bottom()).zip(view.rows.iter().skip(view.scroll)) {
        canvas.row(inner.x, y, usize::from(inner.width), row, None);
    }
    canvas.scroll_bar(area, view.scroll, page, view.rows.len());
}

fn source(canvas: &mut Canvas, area: Rect, view: &SourceView) {
    canvas.pane(area, &Titles { left: "Bring in an event", ..Titles::default() }, true);
    let inner = text_inside(area);
    let theme = &canvas.look.theme;
    let (accent, text, dim) = (theme.accent, theme.text, theme.dim);
    let cells = usize::from(inner.width);
    canvas.text(inner.x, inner.y, cells, "> ", accent);
    let room = cells.saturating_sub(3);
    let (hidden, hidden_cells) = fitting(view.text.value(), view.text.visual_scroll(room));
    canvas.text(inner.x + 2, inner.y, room + 1, view.text.value().get(hidden.len()..).unwrap_or_default(), text);
    let at = view.text.visual_cursor().saturating_sub(hidden_cells);
    canvas.cursor(inner.x + 2 + u16::try_from(at).unwrap_or(0), inner.y);
    let said = [
        "The file or the address of a schedule, or of a page that links to one.",
        "Most formats are known: XML, JSON, iCalendar.",
    ];
    for (y, line) in (inner.y.saturating_add(2)..inner.bottom()).zip(said) {
        canvas.text(inner.x, y, cells, line, dim);
    }
}

fn note(canvas: &mut Canvas, area: Rect, state: &State, view: &NoteView) {
    let title = format!("Note · {}", state.programme.session(view.session).title);
    canvas.pane(area, &Titles { left: &title, ..Titles::default() }, true);
    let inner = text_inside(area);
    let text = canvas.look.theme.text;
    let height = usize::from(inner.height).max(1);
    let top = (view.text.row + 1).saturating_sub(height);
    let cells = usize::from(inner.width);
    for (y, (number, line)) in (inner.y..inner.bottom()).zip(view.text.lines.iter().enumerate().skip(top)) {
        let scroll = if number == view.text.row { line.visual_scroll(cells.saturating_sub(1)) } else { 0 };
        let (hidden, hidden_cells) = fitting(line.value(), scroll);
        canvas.text(inner.x, y, cells, line.value().get(hidden.len()..).unwrap_or_default(), text);
        if number == view.text.row {
            let at = line.visual_cursor().saturating_sub(hidden_cells);
            canvas.cursor(inner.x + u16::try_from(at).unwrap_or(0), y);
        }
    }
}

fn links(canvas: &mut Canvas, area: Rect, view: &LinksView) {
    canvas.pane(area, &Titles { left: "Open which link?", ..Titles::default() }, true);
    let inner = text_inside(area);
    let look = canvas.look;
    let label = |link: &Link| if link.title.is_empty() { link.kind.word().to_owned() } else { link.title.clone() };
    let wide = view.links.iter().map(|link| width(&label(link))).max().unwrap_or(0).min(28);
    for (y, (at, link)) in (inner.y..inner.bottom()).zip(view.links.iter().enumerate().skip(view.cursor.top)) {
        let chosen = at == view.cursor.at;
        let row = Rect { y, height: 1, ..inner };
        let style = if chosen { look.theme.selected } else { look.theme.text };
        let glyph = if chosen { look.glyphs.selected } else { " " };
        canvas.fill(row, style);
        let label = format!("{glyph} {}  ", fill(&label(link), wide));
        canvas.texts(row.x, y, usize::from(row.width), &[(&label, style), (&link.url, style)]);
    }
}

/// The rooms and tracks, with a mark at those that are shown.
fn hidden(canvas: &mut Canvas, area: Rect, state: &State, view: &HiddenView) {
    let right = format!("{} of {} hidden", state.browse.hidden.len(), view.facets.len());
    canvas.pane(area, &Titles { left: "Rooms and tracks", right: &right, below: "" }, true);
    let inner = text_inside(area);
    let look = canvas.look;
    for (y, (at, facet)) in (inner.y..inner.bottom()).zip(view.facets.iter().enumerate().skip(view.cursor.top)) {
        let (chosen, is_hidden) = (at == view.cursor.at, state.browse.hidden.has(*facet));
        let row = Rect { y, height: 1, ..inner };
        let style = match (chosen, is_hidden) {
            (true, _) => look.theme.selected,
            (false, true) => look.theme.dim,
            (false, false) => look.theme.text,
        };
        let glyph = if chosen { look.glyphs.selected } else { " " };
        let kind = if matches!(facet, Facet::Room(_)) { "room " } else { "track" };
        canvas.fill(row, style);
        let said = if is_hidden { "hidden" } else { "" };
        let cells = usize::from(row.width).saturating_sub(width(said) + 1);
        canvas.texts(
            row.x,
            y,
            cells,
            &[(glyph, style), (" ", style), (kind, style), ("  ", style), (state.facet_name(*facet), style)],
        );
        canvas.right(row, y, said, style);
    }
    canvas.scroll_bar(area, view.cursor.top, usize::from(inner.height), view.facets.len());
}
