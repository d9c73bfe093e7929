//! The plan of a day, over everything else.

use crate::measure::{cut, fill, whole_parts, width};
use crate::model::{Mark, SessionIx};
use crate::tui::contract::Draw;
use crate::tui::overlays::plan::{lines::PlanLine, place::Columns, state::PlanView};
use crate::tui::widgets::{Canvas, Look, Titles};
use crate::tui::world::{World, times::shown, times::span};
use crate::words::{day, hour, short_day, sign};
use ratatui::{layout::Rect, style::Style};

/// In a narrower window the day is told in short, and the event only where it has room as well.
const NAMED: u16 = 60;

impl Draw for PlanView {
    fn draw(&self, world: &World, canvas: &mut Canvas<'_, '_>, area: Rect) {
        let event = &world.programme().event(self.day.0).short;
        let narrow = area.width < NAMED;
        let title = format!("Plan · {}", if narrow { short_day(self.day.1) } else { day(self.day.1) });
        let fits = width(&title) + width(event) + 8 <= usize::from(area.width);
        canvas.pane(area, &Titles { left: &title, right: if fits { event } else { "" }, below: "" }, true);
        let (above, list) = self.areas(area);
        let (text, dim) = (canvas.look.theme.text, canvas.look.theme.dim);
        for (at, (y, line)) in (above.y..above.bottom()).zip(&self.summary).enumerate() {
            let line = whole_parts(line, " · ", usize::from(above.width));
            canvas.text(above.x, y, usize::from(above.width), &line, if at == 0 { text } else { dim });
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
            PlanLine::Why(text) => {
                let reasons = self.lines().iter().take(at).rev().take_while(|line| matches!(line, PlanLine::Why(_)));
                let belongs = at == self.cursor.at + 1 + reasons.count();
                (text.clone(), canvas.belonging(row, belongs, true))
            }
            PlanLine::Lunch(hours) => (format!("{hours}  Lunch"), canvas.belonging(row, at == self.cursor.at, true)),
        };
        let x = row.x + Columns::REASON;
        canvas.text(x, row.y, usize::from(row.right().saturating_sub(x)), &text, Look::over(dim, over));
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
        let columns = Columns::new(world, row.width, ix);
        let hours = fill(&self.hours(world, ix, columns), usize::from(columns.hours));
        let lead =
            [(tick, base), (" ", base), (sign, Look::over(style, over)), (" ", base), (&hours, base), ("  ", base)];
        canvas.texts(row.x + 1, row.y, usize::from(row.width).saturating_sub(1), &lead);
        let (from, cells) = columns.title;
        let title = Rect { x: row.x + from, width: cells, ..row };
        canvas.whole(title, &entry.title, 0, base);
        let fixed = if world.planning().fixed.contains(&ix) { "fixed  " } else { "" };
        let right = format!("{fixed}{}", world.programme().room_name(entry).unwrap_or_default());
        let edge = Rect { width: row.width.saturating_sub(1), ..row };
        canvas.right(edge, row.y, &cut(&right, usize::from(columns.room)), Look::over(theme.dim, over));
    }

    /// When it begins, and where there is room when it ends.
    fn hours(&self, world: &World, ix: SessionIx, columns: Columns) -> String {
        let whole = span(world, ix).unwrap_or_default();
        let (programme, narrow) = (world.programme(), usize::from(columns.hours) < 11);
        let slot = programme.brief(ix).slot.filter(|slot| narrow && !slot.all_day);
        slot.map_or(whole, |slot| hour(shown(world, programme.event_of(ix), slot.start)))
    }
}
