//! The screen Triage, drawn: how far one is, and the session.

use crate::tui::contract::Draw;
use crate::tui::layout::{reading_width, text_inside};
use crate::tui::screens::triage::place::page_area;
use crate::tui::screens::triage::state::TriageScreen;
use crate::tui::widgets::{Canvas, Titles, document::how_far};
use crate::tui::world::World;
use ratatui::layout::Rect;

/// A shorter bar says nothing.
const LEAST_BAR: usize = 10;

impl Draw for TriageScreen {
    fn draw(&self, world: &World, canvas: &mut Canvas<'_, '_>, body: Rect) {
        let pane = reading_width(body);
        let (inner, page) = (text_inside(pane), page_area(body));
        let scope = world.filter().scope.map(|event| world.programme().event(event).short.clone());
        let query = Some(world.filter().query.value().to_owned()).filter(|query| !query.is_empty());
        let parts: Vec<String> = std::iter::once("Triage".to_owned()).chain(scope).chain(query).collect();
        let order = if self.by_likeness { "by likeness" } else { "by time" };
        let rows = self.rows();
        let height = usize::from(page.height);
        let below = how_far(self.scroll.top, height, rows.len());
        canvas.pane(pane, &Titles { left: &parts.join(" · "), right: order, below: &below }, canvas.keyboard);
        let cells = usize::from(inner.width);
        let line = self.progress.line(cells);
        let accent = canvas.look.theme.accent;
        let used = canvas.text(inner.x, inner.y, cells, &line, accent);
        if cells >= used + 2 + LEAST_BAR {
            let from = inner.x + u16::try_from(used + 2).unwrap_or(0);
            let bar = Rect { x: from, y: inner.y, width: inner.right().saturating_sub(from), height: 1 };
            canvas.bar(bar, self.progress.ratio());
        }
        canvas.page(page, rows, self.scroll.top, None);
        canvas.scroll_bar(pane, (self.scroll.top, height, rows.len()));
    }
}
