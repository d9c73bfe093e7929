//! The screen Now.

use crate::measure::width;
use crate::model::SessionIx;
use crate::tui::app::State;
use crate::tui::screens::now::state::NowLine;
use crate::tui::widgets::canvas::{Canvas, Titles};
use crate::tui::widgets::letters::friends;
use crate::tui::widgets::styles::Look;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// The screen with its frame.
pub fn draw(canvas: &mut Canvas, area: Rect, state: &State) {
    let focused = state.overlay.is_none();
    let screen = &state.screens.now;
    let left = state.screen.title();
    let room = usize::from(area.width).saturating_sub(width(left) + 8);
    let clock = screen.clock.iter().find(|text| width(text) <= room).map_or("", String::as_str);
    let rows = canvas.pane(area, &Titles { left, right: clock, below: "" }, focused);
    let height = usize::from(rows.height);
    for (y, (at, line)) in (rows.y..rows.bottom()).zip(screen.lines.iter().enumerate().skip(screen.cursor.top)) {
        let row = Rect { y, height: 1, ..rows };
        let chosen = match line {
            NowLine::Below(_) => at == screen.cursor.at + 1,
            _ => at == screen.cursor.at,
        };
        draw_line(canvas, row, state, line, chosen);
    }
    canvas.scroll_bar(area, screen.cursor.top, height, screen.lines.len());
}

fn draw_line(canvas: &mut Canvas, row: Rect, state: &State, line: &NowLine, chosen: bool) {
    let look = canvas.look;
    let (theme, cells) = (&look.theme, usize::from(row.width));
    let over = match (chosen, state.overlay.is_none()) {
        (true, true) => theme.selected,
        (true, false) => theme.selected_unfocused,
        _ => Style::default(),
    };
    if chosen {
        canvas.fill(row, over);
    }
    match line {
        NowLine::Heading(text) => _ = canvas.text(row.x + 1, row.y, cells.saturating_sub(2), text, theme.heading),
        NowLine::Text(text) => _ = canvas.text(row.x + 1, row.y, cells.saturating_sub(2), text, theme.dim),
        NowLine::Below(text) => {
            canvas.text(row.x + 4, row.y, cells.saturating_sub(5), text, Look::over(theme.dim, over));
        }
        NowLine::Session(ix, time) => {
            if chosen {
                canvas.text(row.x, row.y, 1, look.glyphs.selected, over);
            }
            session(canvas, row, state, (*ix, time), over);
        }
        NowLine::Gap => {}
    }
}

/// Mark and title, and at the right edge how long it lasts or when it begins.
fn session(canvas: &mut Canvas, row: Rect, state: &State, (ix, time): (SessionIx, &str), over: Style) {
    let look = canvas.look;
    if let Some((glyph, style)) = state.personal(ix).mark.map(|mark| look.mark(mark)) {
        canvas.text(row.x + 1, row.y, 1, glyph, Look::over(style, over));
    }
    let title = &state.programme.session(ix).title;
    let x = row.x + 3 + friends(canvas, (row.x + 2, row.y), row.width, state, ix, over);
    let room = usize::from(row.right().saturating_sub(x)).saturating_sub(width(time) + 3);
    canvas.text(x, row.y, room, title, Look::over(look.theme.text, over));
    let edge = Rect { width: row.width.saturating_sub(1), ..row };
    canvas.right(edge, row.y, time, Look::over(look.theme.accent, over));
}
