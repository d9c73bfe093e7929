//! The field for the name of an event.

use crate::action::{Action, Mode};
use crate::tui::ask::{Ask, Asks, warn};
use crate::tui::contract::{Draw, Hints, Overlay};
use crate::tui::widgets::{Canvas, Prompt, field, field::Typed};
use crate::tui::world::{World, effect::Effect};
use ratatui::layout::Rect;
use tui_input::Input;

/// A longer name is cut wherever it stands.
const LONGEST: usize = 200;

#[derive(Debug, Clone)]
pub struct NameView {
    event: String,
    prompt: Prompt,
}

impl NameView {
    /// With the present name of the event with this id.
    pub fn new(world: &World, event: String) -> Self {
        let name = world.events().find(&event).map_or(String::new(), |known| known.name.clone());
        let prompt = Prompt { text: Input::new(name), ..Prompt::default() };
        Self { event, prompt }
    }
}

impl Overlay for NameView {
    fn act(&mut self, _world: &World, action: Action) -> Option<Asks> {
        if action != Action::Enter {
            return None;
        }
        let name = self.prompt.text.value().trim();
        if name.is_empty() {
            return Some(warn("type a name"));
        }
        Some(vec![Ask::Close, Ask::Do(Effect::Rename(self.event.clone(), name.to_owned()))])
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
        (64, 3)
    }

    fn hints(&self, _world: &World) -> Hints {
        vec![(Action::Enter, "set it"), (Action::Back, "close")]
    }

    fn line(&self) -> Option<&str> {
        Some(self.prompt.text.value())
    }
}

impl Draw for NameView {
    fn draw(&self, _world: &World, canvas: &mut Canvas<'_, '_>, area: Rect) {
        self.prompt.draw(canvas, area, "Name of the event", &[], |_| <[String; 2]>::default());
    }
}
