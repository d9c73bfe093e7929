//! A choice among links.

use crate::action::{Action, Mode};
use crate::measure::{fill, width};
use crate::model::Link;
use crate::tui::ask::{Ask, Asks};
use crate::tui::contract::{Draw, Hints, Overlay};
use crate::tui::layout::{rows_high, text_inside};
use crate::tui::widgets::{Canvas, Cursor, Titles};
use crate::tui::world::{World, effect::Effect};
use ratatui::layout::Rect;

/// The name of a link takes at most so many cells.
const LABEL: usize = 28;

#[derive(Debug, Clone)]
pub struct LinksView {
    links: Vec<Link>,
    cursor: Cursor,
}

impl LinksView {
    pub fn new(links: Vec<Link>) -> Self {
        Self { links, cursor: Cursor::default() }
    }
}

impl Overlay for LinksView {
    fn refresh(&mut self, _world: &World, area: Rect) {
        self.cursor.fit(self.links.len(), usize::from(text_inside(area).height));
    }

    fn act(&mut self, _world: &World, action: Action) -> Option<Asks> {
        if action == Action::Enter {
            let link = self.links.get(self.cursor.at).map(|link| Ask::Do(Effect::Open(link.url.clone())));
            return Some(std::iter::once(Ask::Close).chain(link).collect());
        }
        // Asked for once more they are chosen among from the first; a second window over them would be the same.
        if action == Action::OpenLink { self.turn(Action::First) } else { None }
    }

    fn list(&mut self) -> Option<(&mut Cursor, u16)> {
        Some((&mut self.cursor, 1))
    }

    fn mode(&self) -> Mode {
        Mode::Links
    }

    fn size(&self, _world: &World, _body: Rect) -> (u16, u16) {
        (76, rows_high(self.links.len()))
    }

    fn hints(&self, _world: &World) -> Hints {
        vec![(Action::Enter, "open"), (Action::Back, "close")]
    }
}

impl Draw for LinksView {
    fn draw(&self, _world: &World, canvas: &mut Canvas<'_, '_>, area: Rect) {
        canvas.pane(area, &Titles { left: "Open which link?", ..Titles::default() }, true);
        let inner = text_inside(area);
        let look = canvas.look;
        let wide = self.links.iter().map(|link| width(label(link))).max().unwrap_or(0).min(LABEL);
        for (at, row) in self.cursor.rows(inner, 1) {
            let (link, chosen) = (&self.links[at], at == self.cursor.at);
            let over = canvas.ground(row, chosen, true);
            let style = if chosen { over } else { look.theme.text };
            let label = format!(" {}  ", fill(label(link), wide));
            let cells = usize::from(row.width).saturating_sub(1);
            canvas.texts(row.x + 1, row.y, cells, &[(&label, style), (&link.url, style)]);
        }
    }
}

fn label(link: &Link) -> &str {
    if link.title.is_empty() { link.kind.name() } else { &link.title }
}
