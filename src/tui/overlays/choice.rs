//! Choices that lie over the agenda: what solves a clash, what fills a gap.

use crate::agenda::{Reason, Suggestion};
use crate::measure::cut;
use crate::model::SessionIx;
use crate::tui::app::State;
use crate::tui::layout::inside;
use crate::tui::screens::agenda::choices::{FillView, SolveView, conflict_title};
use crate::tui::widgets::canvas::{Canvas, Titles};
use crate::tui::widgets::styles::Look;
use crate::tui::world::clock::span;
use crate::words::{counted, length};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// As much of a title as says which session is meant, so that the reasons after it stay in sight.
const LIKE: usize = 28;

/// What can be done about a clash, two lines each.
pub fn solve(canvas: &mut Canvas, area: Rect, state: &State, view: &SolveView) {
    let left = conflict_title(view.conflict.kind);
    canvas.pane(area, &Titles { left: &left, ..Titles::default() }, true);
    let entries: Vec<Entry> = view
        .solutions
        .iter()
        .map(|solution| {
            let (first, second) = state.solution_text(solution);
            Entry { mark: None, first, second, ..Entry::default() }
        })
        .collect();
    list(canvas, area, &entries, (view.cursor.at, view.cursor.top));
}

/// What fits a gap, two lines each: the session, and why.
pub fn fill(canvas: &mut Canvas, area: Rect, state: &State, view: &FillView) {
    let left = format!("{} free", length(view.gap.minutes()));
    let right = counted(view.suggestions.len(), "session");
    canvas.pane(area, &Titles { left: &left, right: &right, below: "" }, true);
    let entries: Vec<Entry> = view.suggestions.iter().map(|suggestion| entry(canvas.look, state, suggestion)).collect();
    list(canvas, area, &entries, (view.cursor.at, view.cursor.top));
}

#[derive(Default)]
struct Entry {
    /// The glyph of a mark, or of none; absent where marks mean nothing.
    mark: Option<(&'static str, Style)>,
    first: String,
    second: String,
    /// Stands before the second line.
    warning: String,
}

fn entry(look: &Look, state: &State, suggestion: &Suggestion) -> Entry {
    let ix = suggestion.session;
    let session = state.programme.session(ix);
    let reasons = suggestion.reasons.iter().map(|reason| match reason {
        Reason::Like(other) => format!("like '{}'", cut(&state.programme.session(*other).title, LIKE)),
        _ => reason.text(&state.programme),
    });
    let time = session.slot.map(|slot| span(state, state.programme.event_of(ix), &slot));
    let room = state.programme.room_name(session).map(str::to_owned);
    let parts: Vec<String> = time.into_iter().chain(room).chain(reasons).collect();
    let title = |other: SessionIx| &state.programme.session(other).title;
    let warning = match state.in_the_way(ix, None) {
        Some((other, kind)) if kind.is_clash() => format!("now clashes with {}  ", title(other)),
        Some((other, _)) => format!("now tight with {}  ", title(other)),
        None => String::new(),
    };
    let mark = state.personal(ix).mark.map_or((" ", look.theme.text), |mark| look.mark(mark));
    Entry { mark: Some(mark), first: session.title.clone(), second: parts.join(" · "), warning }
}

fn list(canvas: &mut Canvas, area: Rect, entries: &[Entry], (at, top): (usize, usize)) {
    let inner = inside(area);
    let look = canvas.look;
    let page = usize::from(inner.height / 2).max(1);
    for (place, (number, entry)) in entries.iter().enumerate().skip(top).take(page).enumerate() {
        let y = inner.y.saturating_add(u16::try_from(place * 2).unwrap_or(u16::MAX));
        let over = if number == at { look.theme.selected } else { Style::default() };
        let row = Rect { y, height: inner.height.min(2), ..inner };
        let cells = usize::from(row.width).saturating_sub(1);
        if number == at {
            canvas.fill(row, over);
            canvas.text(row.x, y, 1, look.glyphs.selected, over);
        }
        let mut x = row.x + 1;
        if let Some((glyph, style)) = entry.mark {
            canvas.text(x, y, 1, glyph, Look::over(style, over));
            x += 2;
        }
        let used = usize::from(x - row.x);
        canvas.text(x, y, cells.saturating_sub(used), &entry.first, Look::over(look.theme.text, over));
        if inner.height > 1 {
            let second = [
                (entry.warning.as_str(), Look::over(look.theme.warning, over)),
                (entry.second.as_str(), Look::over(look.theme.dim, over)),
            ];
            canvas.texts(row.x + 3, y + 1, cells.saturating_sub(3), &second);
        }
    }
    canvas.scroll_bar(area, top, page, entries.len());
}
