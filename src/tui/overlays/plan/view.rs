//! The plan of a day, over everything else.

use crate::measure::{cut, fill, width};
use crate::model::{Mark, SessionIx};
use crate::tui::contract::Draw;
use crate::tui::overlays::plan::{lines::PlanLine, state::PlanView};
use crate::tui::widgets::{Canvas, Look, Titles};
use crate::tui::world::{World, times::span};
use crate::words::{day, sign};
use ratatui::{layout::Rect, style::Style};

/// Start and end take so many cells.
const HOURS: usize = 11;
/// The room's name takes at most so many cells.
const ROOM: usize = 20;

impl Draw for PlanView {
    fn draw(&self, world: &World, canvas: &mut Canvas<'_, '_>, area: Rect) {
        let event = &world.programme().event(self.day.0).short;
        let title = format!("Plan · {}", day(self.day.1));
        canvas.pane(area, &Titles { left: &title, right: event, below: "" }, true);
        let (above, list) = self.areas(area);
        let (text, dim) = (canvas.look.theme.text, canvas.look.theme.dim);
        for (at, (y, line)) in (above.y..above.bottom()).zip(&self.summary).enumerate() {
            canvas.text(above.x, y, usize::from(above.width), line, if at == 0 { text } else { dim });
        }
        for (at, row) in self.cursor.rows(list, 1) {
            self.line(canvas, row, world, at);
        }
        let part = Rect { y: list.y.saturating_sub(1), height: list.height + 2, ..area };
        canvas.scroll_bar(part, self.cursor.seen());
    }
}

impl PlanView {
    fn line(&self, canvas: &mut Canvas, row: Rect, world: &World, at: usize) {
        let dim = canvas.look.theme.dim;
        let (text, over) = match &self.lines()[at] {
            PlanLine::Session(ix, change) => {
                let over = canvas.ground(row, at == self.cursor.at, true);
                return self.session(canvas, row, world, (*ix, *change), over);
            }
            PlanLine::Why(text) => (text.clone(), canvas.belonging(row, at == self.cursor.at + 1, true)),
            PlanLine::Lunch(hours) => (format!("{hours}  Lunch"), canvas.belonging(row, at == self.cursor.at, true)),
        };
        canvas.text(row.x + 7, row.y, usize::from(row.width).saturating_sub(7), &text, Look::over(dim, over));
    }

    /// Tick, sign, hours, title, and at the right edge the room.
    fn session(&self, canvas: &mut Canvas, row: Rect, world: &World, change: (SessionIx, Option<Mark>), over: Style) {
        let (ix, change) = change;
        let look = canvas.look;
        let theme = &look.theme;
        let entry = world.programme().session(ix);
        let tick = match change {
            None => "   ",
            _ if self.left.contains(&ix) => "[ ]",
            _ => "[x]",
        };
        let (sign, style) = match change {
            Some(Mark::Going) => ("+", theme.going),
            Some(Mark::Interested | Mark::Dismissed) => ("-", theme.warning),
            None => (sign(Mark::Going), theme.going),
        };
        let base = Look::over(theme.text, over);
        let hours = fill(&span(world, ix).unwrap_or_default(), HOURS);
        let lead =
            [(tick, base), (" ", base), (sign, Look::over(style, over)), (" ", base), (&hours, base), ("  ", base)];
        let (x, cells) = (row.x + 1, usize::from(row.width).saturating_sub(1));
        let used = canvas.texts(x, row.y, cells, &lead);
        let fixed = if world.planning().fixed.contains(&ix) { "fixed  " } else { "" };
        let room = world.programme().room_name(entry).map_or(String::new(), |room| cut(room, ROOM));
        let right = if cells >= 60 { format!("{fixed}{room}") } else { fixed.to_owned() };
        let title = cells.saturating_sub(used + width(&right) + 3);
        canvas.text(x + u16::try_from(used).unwrap_or(0), row.y, title, &entry.title, base);
        let edge = Rect { width: row.width.saturating_sub(1), ..row };
        canvas.right(edge, row.y, &right, Look::over(theme.dim, over));
    }
}
