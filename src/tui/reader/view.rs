//! The page in detail, drawn.

use crate::measure::width;
use crate::tui::ask::Page;
use crate::tui::layout::text_inside;
use crate::tui::reader::state::Reader;
use crate::tui::widgets::{Canvas, Target, Titles, document::how_far};
use ratatui::layout::Rect;

impl Reader {
    /// Draws the page with its frame; `place` says where it stands in a list.
    pub fn draw(&self, canvas: &mut Canvas<'_, '_>, area: Rect, place: &str) {
        let title = match self.page() {
            Some(Page::Speaker(_)) => "Speaker",
            Some(Page::Gap(_)) => "Gap",
            Some(Page::Conflict(conflict)) if conflict.kind.is_clash() => "Clash",
            Some(Page::Conflict(_)) => "Tight",
            _ => "Session",
        };
        let way = if self.depth() > 0 { format!("{} back", self.depth()) } else { String::new() };
        let (laid, scroll) = (self.laid(), self.scroll());
        let below = how_far(scroll, laid.height, laid.rows.len());
        let right = if way.is_empty() { place } else { &way };
        let focused = canvas.keyboard;
        canvas.pane(area, &Titles { left: title, right, below: &below }, focused);
        let inner = text_inside(area);
        let chosen = self.target().filter(|_| focused);
        canvas.page(inner, &laid.rows, scroll, chosen);
        for (y, row) in (inner.y..inner.bottom()).zip(laid.rows.iter().skip(scroll)) {
            let mut x = inner.x;
            for piece in row.iter() {
                let cells = u16::try_from(width(&piece.text)).unwrap_or(0);
                if let Some(Target::Link(url)) = piece.target.and_then(|at| laid.targets.get(at)) {
                    canvas.links.push((Rect { x, y, width: cells, height: 1 }.intersection(inner), url.clone()));
                }
                x = x.saturating_add(cells);
            }
        }
        canvas.scroll_bar(area, (scroll, laid.height, laid.rows.len()));
    }
}
