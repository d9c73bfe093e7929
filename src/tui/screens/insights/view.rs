//! The pictures, drawn row by row: each row of a list has a picture of its own, and is chosen as the rows of other lists are.
//!
//! Small columns are ratatui's `Sparkline`. Its `BarChart` has no bars of several parts, no chosen row and no page, and its
//! `Canvas` no signs that tell mine from the rest without colours: those two are put on cells here.

use crate::measure::{cut, width};
use crate::tui::contract::Draw;
use crate::tui::screens::insights::rows::{Bar, Picture, Row};
use crate::tui::screens::insights::state::InsightsScreen;
use crate::tui::widgets::{Canvas, Look, Role, Titles};
use crate::tui::world::World;
use crate::words::counted;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

impl Draw for InsightsScreen {
    fn draw(&self, world: &World, canvas: &mut Canvas<'_, '_>, area: Rect) {
        let titles = Picture::ALL.iter().enumerate().map(|(at, picture)| match at == self.picture {
            true => format!("[{}]", picture.title()),
            false => picture.title().to_owned(),
        });
        let all = titles.collect::<Vec<_>>().join("  ");
        let left = if width(&all) + 8 > usize::from(area.width) { self.picture().title() } else { all.as_str() };
        let below = counted(world.found().hits.len(), "session");
        let focused = canvas.keyboard;
        let inner = canvas.pane(area, &Titles { left, right: "", below: &below }, focused);
        let cells = usize::from(inner.width.saturating_sub(2));
        let said = if self.rows.get().is_empty() { "There is nothing to count here." } else { self.picture().legend() };
        let list = self.picture().list(inner);
        let chosen = self.rows.get().get(self.cursor.at);
        let columns = Columns::of(self.rows.get(), chosen, list);
        // What has no room beside the cells is said of the chosen row.
        let said = chosen.filter(|_| columns.right == 0).map_or(said, |row| row.right.as_str());
        canvas.text(inner.x + 1, inner.y, cells, said, canvas.look.theme.dim);
        if list.y > inner.y + 1 {
            columns.draw_hours(canvas, inner.y + 1, list, self.first_half());
        }
        for (at, row) in self.cursor.rows(list, 1) {
            columns.draw(canvas, row, &self.rows.get()[at], at == self.cursor.at, focused);
        }
        canvas.scroll_bar(area, self.cursor.seen());
    }
}

/// Cells of what stands beside a bar.
struct Columns {
    label: usize,
    right: usize,
    bar: usize,
    /// How much the longest bar is.
    most: usize,
    /// Cells of one half hour, and the first in sight where not all have room.
    half: usize,
    from: usize,
}

/// A weekday and a date.
const DAY: usize = 10;
/// A half hour is no wider.
const WIDEST: usize = 4;

fn much(row: &Row) -> usize {
    match &row.bar {
        Bar::Parts(parts) => parts.iter().map(|(count, ..)| count).sum(),
        Bar::Columns(columns) => columns.len(),
        Bar::Cells(cells, _) => cells.len(),
    }
}

impl Columns {
    fn of(rows: &[Row], chosen: Option<&Row>, area: Rect) -> Self {
        let cells = usize::from(area.width).saturating_sub(2);
        let widest = |text: fn(&Row) -> &str| rows.iter().map(|row| width(text(row))).max().unwrap_or(0);
        let label = widest(|row| &row.label).min(cells * 2 / 5);
        let right = widest(|row| &row.right).min(cells * 2 / 5);
        let most = rows.iter().map(much).max().unwrap_or(0).max(1);
        let Some(Bar::Cells(_, at)) = chosen.map(|row| &row.bar) else {
            return Self { label, right, bar: cells.saturating_sub(label + right + 4), most, half: 1, from: 0 };
        };
        // Of half hours none is left out as long as there is room for days and hours.
        let right = if cells < DAY + most + right + 4 { 0 } else { right };
        let label = label.min(cells.saturating_sub(most + right + 4).max(DAY));
        let bar = cells.saturating_sub(label + right + 4);
        Self {
            label,
            right,
            bar,
            most,
            half: (bar / most).clamp(1, WIDEST),
            from: (at + 2).min(most).saturating_sub(bar),
        }
    }

    /// The hours above the half hours, as many as there is room for.
    fn draw_hours(&self, canvas: &mut Canvas<'_, '_>, y: u16, list: Rect, first: usize) {
        let left = usize::from(list.x) + 3 + self.label;
        let all = (self.from..self.most).filter(|at| (first + at).is_multiple_of(if self.half > 1 { 2 } else { 4 }));
        for at in all.filter(|at| (at - self.from) * self.half + 2 <= self.bar) {
            let x = u16::try_from(left + (at - self.from) * self.half).unwrap_or(u16::MAX);
            canvas.text(x, y, 2, &format!("{:02}", (first + at) / 2 % 24), canvas.look.theme.dim);
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_, '_>, area: Rect, row: &Row, chosen: bool, focused: bool) {
        let over = canvas.ground(area, chosen, focused);
        let (text, dim) = (Look::over(canvas.look.theme.text, over), Look::over(canvas.look.theme.dim, over));
        // The event is the first to go where there is room for a day alone.
        let label = row.label.split(" · ").next().filter(|_| self.label == DAY).unwrap_or(&row.label);
        canvas.text(area.x + 1, area.y, self.label, label, text);
        let mut x = area.x + 3 + u16::try_from(self.label).unwrap_or(0);
        let end = x + u16::try_from(self.bar).unwrap_or(0);
        let style = |role| canvas.look.role(role).remove_modifier(Modifier::REVERSED);
        let pieces: Vec<(String, Style)> = match &row.bar {
            Bar::Parts(parts) => {
                let (mut all, mut drawn) = (0, 0);
                let mut long = |count: usize| {
                    all += count;
                    let end = (all * self.bar / self.most).max(drawn + usize::from(count > 0)).min(self.bar);
                    end - std::mem::replace(&mut drawn, end)
                };
                parts.iter().map(|(count, glyph, role)| (glyph.repeat(long(*count)), style(*role))).collect()
            }
            Bar::Columns(columns) => {
                let style = style(Role::Note);
                canvas.columns(Rect { x, width: end.saturating_sub(x), ..area }, columns, style);
                Vec::new()
            }
            Bar::Cells(cells, at) => {
                let look = |here: usize, role| match chosen && here == *at {
                    true => style(role).add_modifier(Modifier::REVERSED),
                    false => style(role),
                };
                let half = |(at, (glyph, role)): (usize, &(&str, Role))| (glyph.repeat(self.half), look(at, *role));
                cells.iter().enumerate().skip(self.from).map(half).collect()
            }
        };
        for (piece, style) in pieces {
            // Of a bar on a chosen row the colours tell as much as elsewhere.
            let used = canvas.text(x, area.y, usize::from(end.saturating_sub(x)), &piece, style);
            x += u16::try_from(used).unwrap_or(0);
        }
        let edge = Rect { width: area.width.saturating_sub(1), ..area };
        canvas.right(edge, area.y, &cut(&row.right, self.right), dim);
    }
}
