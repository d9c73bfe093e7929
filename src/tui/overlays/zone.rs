//! The field for the zone of an event: names of zones and cities that have what is typed.

use crate::action::{Action, Mode};
use crate::model::Zone;
use crate::places::{names_like, zone_named};
use crate::tui::ask::{Ask, Asks, warn};
use crate::tui::contract::{Draw, Hints, Overlay};
use crate::tui::derived::Derived;
use crate::tui::widgets::{Canvas, Prompt, field, field::Typed};
use crate::tui::world::{World, effect::Effect};
use ratatui::layout::{Position, Rect};

/// The longest name, in letters.
const LONGEST: usize = 100;
/// How many names are shown at most.
const ROWS: u16 = 8;

#[derive(Debug, Clone)]
pub struct ZoneView {
    event: String,
    prompt: Prompt,
    /// Names with their zones.
    found: Derived<String, Vec<(&'static str, &'static str)>>,
}

impl ZoneView {
    pub fn new(event: String) -> Self {
        Self { event, prompt: Prompt::default(), found: Derived::default() }
    }
}

impl Overlay for ZoneView {
    fn refresh(&mut self, _world: &World, _area: Rect) {
        let typed = self.prompt.text.value().trim().to_owned();
        let like = || if typed.is_empty() { Vec::new() } else { names_like(&typed, usize::from(ROWS)) };
        let other = self.found.refresh(typed.clone(), like);
        self.prompt.fit(other, self.found.get().len(), ROWS);
    }

    fn act(&mut self, _world: &World, action: Action) -> Option<Asks> {
        if action != Action::Enter {
            return self.prompt.cursor.turn(action).then(Asks::new);
        }
        let typed = self.prompt.text.value();
        let chosen = self.found.get().get(self.prompt.cursor.at).and_then(|(_, zone)| Zone::parse(zone));
        let Some(zone) = Zone::parse(typed).or(chosen).or_else(|| zone_named(typed)) else {
            return Some(warn("type a zone or a city, such as Europe/Brussels, Brussels or +02:00"));
        };
        Some(vec![Ask::Close, Ask::Do(Effect::Rezone(self.event.clone(), zone))])
    }

    fn click(&mut self, area: Rect, at: Position) -> Asks {
        self.prompt.click(area, at);
        Asks::new()
    }

    fn typed(&mut self, typed: Typed<'_>) -> bool {
        field::edit(&mut self.prompt.text, typed);
        true
    }

    fn room(&self) -> Option<usize> {
        Some(field::room(&self.prompt.text, LONGEST))
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
        Some(self.prompt.text.value())
    }
}

impl Draw for ZoneView {
    fn draw(&self, world: &World, canvas: &mut Canvas<'_, '_>, area: Rect) {
        let name = world.events().find(&self.event).map_or(self.event.as_str(), |known| known.name.as_str());
        let advice = ["A zone or a city: Europe/Brussels, San Diego, +02:00."];
        self.prompt.draw(canvas, area, &format!("Time zone of {name}"), &advice, |at| {
            let (name, zone) = self.found.get()[at];
            [name.to_owned(), if name == zone { String::new() } else { format!("  {zone}") }]
        });
    }
}
