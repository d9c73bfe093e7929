//! The screen Now, drawn.

use crate::measure::width;
use crate::model::SessionIx;
use crate::tui::contract::Draw;
use crate::tui::screens::now::{columns, lines::NowLine, state::NowScreen};
use crate::tui::widgets::{Canvas, Look, Titles};
use crate::tui::world::World;
use ratatui::{layout::Rect, style::Style};

impl Draw for NowScreen {
    fn draw(&self, world: &World, canvas: &mut Canvas<'_, '_>, area: Rect) {
        let (area, _) = self.areas(area);
        let left = "Now";
        let room = usize::from(area.width).saturating_sub(width(left) + 8);
        let clock = self.written.get().clock.iter().find(|text| width(text) <= room).map_or("", String::as_str);
        let focused = canvas.keyboard;
        let rows = canvas.pane(area, &Titles { left, right: clock, below: "" }, focused);
        let (lines, cursor) = (self.lines(), self.cursor);
        for (at, row) in cursor.rows(rows, 1) {
            let over = match &lines[at] {
                NowLine::Session(..) => canvas.ground(row, at == cursor.at, focused),
                NowLine::Below(_) => canvas.belonging(row, at == cursor.at + 1, focused),
                _ => canvas.belonging(row, at == cursor.at, focused),
            };
            draw_line(canvas, row, world, &lines[at], over);
        }
        canvas.scroll_bar(area, cursor.seen());
    }
}

fn draw_line(canvas: &mut Canvas, row: Rect, world: &World, line: &NowLine, over: Style) {
    let (theme, cells) = (&canvas.look.theme, usize::from(row.width));
    let (indent, text, style) = match line {
        NowLine::Heading(text) => (1, text, theme.heading),
        NowLine::Text(text) => (1, text, theme.dim),
        NowLine::Below(text) => (4, text, Look::over(theme.dim, over)),
        NowLine::Session(ix, time) => return session(canvas, row, world, (*ix, time), over),
        NowLine::Gap => return,
    };
    canvas.text(row.x + indent, row.y, cells.saturating_sub(usize::from(indent) + 1), text, style);
}

/// Mark and title, and at the right edge how long it lasts or when it begins.
fn session(canvas: &mut Canvas, row: Rect, world: &World, (ix, time): (SessionIx, &str), over: Style) {
    let look = canvas.look;
    let title = &world.programme().session(ix).title;
    let at = Rect { x: row.x + 1, ..row };
    let x = canvas.marks(at, world.personal(ix).mark, world.friend_marks(), ix, over);
    let style = Look::over(look.theme.text, over);
    if row.height > 1 {
        let (area, taken) = columns::title(world, row, time);
        canvas.whole(area, title, taken, style);
    } else {
        let room = usize::from(row.right().saturating_sub(x)).saturating_sub(width(time) + 3);
        canvas.text(x, row.y, room, title, style);
    }
    let edge = Rect { width: row.width.saturating_sub(1), ..row };
    canvas.right(edge, row.y, time, Look::over(look.theme.accent, over));
}
