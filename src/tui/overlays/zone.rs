//! The field for the zone of an event: names of zones and cities that have what is typed.

use crate::action::{Action, Mode};
use crate::model::Zone;
use crate::places::{names_like, zone_named};
use crate::tui::ask::{Ask, Asks, warn};
use crate::tui::contract::{Draw, Hints, Overlay};
use crate::tui::derived::Derived;
use crate::tui::layout::text_inside;
use crate::tui::widgets::{Canvas, Cursor, Look, Titles, draw_typed, field, field::Typed};
use crate::tui::world::{World, effect::Effect};
use ratatui::layout::Rect;
use tui_input::Input;

/// The longest name, in letters.
const LONGEST: usize = 100;
/// How many names are shown at most.
const ROWS: u16 = 8;

#[derive(Debug, Clone)]
pub struct ZoneView {
    event: String,
    text: Input,
    /// Names with their zones.
    found: Derived<String, Vec<(&'static str, &'static str)>>,
    cursor: Cursor,
}

impl ZoneView {
    pub fn new(event: String) -> Self {
        Self { event, text: Input::default(), found: Derived::default(), cursor: Cursor::default() }
    }
}

impl Overlay for ZoneView {
    fn refresh(&mut self, _world: &World, _area: Rect) {
        let typed = self.text.value().trim().to_owned();
        let like = || if typed.is_empty() { Vec::new() } else { names_like(&typed, usize::from(ROWS)) };
        if self.found.refresh(typed.clone(), like) {
            self.cursor = Cursor::default();
        }
        self.cursor.fit(self.found.get().len(), usize::from(ROWS));
    }

    fn act(&mut self, _world: &World, action: Action) -> Option<Asks> {
        if action != Action::Enter {
            return self.cursor.turn(action).then(Asks::new);
        }
        let typed = self.text.value();
        let chosen = self.found.get().get(self.cursor.at).and_then(|(_, zone)| Zone::parse(zone));
        let Some(zone) = Zone::parse(typed).or(chosen).or_else(|| zone_named(typed)) else {
            return Some(warn("type a zone or a city, such as Europe/Brussels, Brussels or +02:00"));
        };
        Some(vec![Ask::Close, Ask::Do(Effect::Rezone(self.event.clone(), zone))])
    }

    fn typed(&mut self, typed: Typed<'_>) -> bool {
        field::edit(&mut self.text, typed);
        true
    }

    fn room(&self) -> Option<usize> {
        Some(field::room(&self.text, LONGEST))
    }

    fn mode(&self) -> Mode {
        Mode::Source
    }

    fn size(&self, _world: &World, _body: Rect) -> (u16, u16) {
        (60, 4 + u16::try_from(self.found.get().len()).unwrap_or(ROWS).clamp(1, ROWS))
    }

    fn hints(&self, _world: &World) -> Hints {
        vec![(Action::Enter, "set it"), (Action::Back, "close")]
    }

    fn line(&self) -> Option<&str> {
        Some(self.text.value())
    }
}

impl Draw for ZoneView {
    fn draw(&self, world: &World, canvas: &mut Canvas<'_, '_>, area: Rect) {
        let name = world.events().find(&self.event).map_or(self.event.as_str(), |known| known.name.as_str());
        canvas.pane(area, &Titles { left: &format!("Time zone of {name}"), ..Titles::default() }, true);
        let inner = text_inside(area);
        let (accent, dim, text) = (canvas.look.theme.accent, canvas.look.theme.dim, canvas.look.theme.text);
        let cells = usize::from(inner.width);
        canvas.text(inner.x, inner.y, cells, "> ", accent);
        draw_typed(canvas, (inner.x + 2, inner.y), cells.saturating_sub(3), &self.text, true);
        let below = Rect { y: inner.y + 2, height: inner.height.saturating_sub(2), ..inner };
        if self.found.get().is_empty() {
            canvas.text(below.x, below.y, cells, "A zone or a city: Europe/Brussels, San Diego, +02:00.", dim);
        }
        for (at, row) in self.cursor.rows(below, 1) {
            let over = canvas.ground(row, at == self.cursor.at, true);
            let (name, zone) = self.found.get()[at];
            let zone = if name == zone { String::new() } else { format!("  {zone}") };
            let said = [(name.to_owned(), text), (zone, dim)];
            canvas.texts(
                row.x + 1,
                row.y,
                cells.saturating_sub(2),
                &said.map(|(said, style)| (said, Look::over(style, over))),
            );
        }
    }
}
