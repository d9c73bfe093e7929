//! The fields for somebody new: what one calls them, and where their favourites are.

use crate::action::{Action, Mode};
use crate::tui::ask::{Ask, Asks, warn};
use crate::tui::contract::{Draw, Hints, Overlay};
use crate::tui::layout::text_inside;
use crate::tui::widgets::{Canvas, Titles, draw_typed, field, field::Typed};
use crate::tui::world::{World, effect::Effect};
use ratatui::layout::{Position, Rect};
use tui_input::Input;

/// A longer place is none that a person means.
const LONGEST: usize = 2_000;
const LABELS: [&str; 2] = ["Name   ", "From   "];
const ADVICE: [&str; 2] = [
    "What they sent: a file or an address. An export of kubetalks, pretalx, Sched,",
    "FOSDEM Companion, EventFahrplan, Giggity or Sojourner, or a list of ids.",
];

#[derive(Debug, Clone, Default)]
pub struct FriendView {
    /// The name, then the place.
    texts: [Input; 2],
    row: usize,
}

impl FriendView {
    /// Goes on with a path where it is still what was typed.
    pub fn complete(&mut self, typed: &str, path: String) {
        if self.texts[1].value() == typed {
            self.texts[1] = Input::new(path);
        }
    }
}

impl Overlay for FriendView {
    fn act(&mut self, _world: &World, action: Action) -> Option<Asks> {
        let [name, place] = self.texts.each_ref().map(|text| text.value().trim());
        match action {
            Action::Complete if self.row == 1 => {
                return Some(vec![Ask::Do(Effect::Complete(self.texts[1].value().to_owned()))]);
            }
            Action::Next | Action::Complete => self.row = 1,
            Action::Previous => self.row = 0,
            Action::Enter if name.is_empty() => {
                self.row = 0;
                return Some(warn("type what you call them"));
            }
            Action::Enter if place.is_empty() && self.row == 0 => self.row = 1,
            Action::Enter if place.is_empty() => return Some(warn("type a file or an address")),
            Action::Enter => {
                let effect = Effect::Befriend(name.to_owned(), place.to_owned());
                return Some(vec![Ask::Close, Ask::Do(effect)]);
            }
            _ => return None,
        }
        Some(Asks::new())
    }

    fn click(&mut self, area: Rect, at: Position) -> Asks {
        let inner = text_inside(area);
        if let Some(row) = at.y.checked_sub(inner.y).filter(|row| *row < 2) {
            self.row = row.into();
        }
        Asks::new()
    }

    fn typed(&mut self, typed: Typed<'_>) -> bool {
        field::edit(&mut self.texts[self.row], typed);
        true
    }

    fn room(&self) -> Option<usize> {
        Some(field::room(&self.texts[self.row], LONGEST))
    }

    fn mode(&self) -> Mode {
        Mode::Source
    }

    fn size(&self, _world: &World, _body: Rect) -> (u16, u16) {
        (84, 7)
    }

    fn hints(&self, _world: &World) -> Hints {
        vec![(Action::Enter, "add"), (Action::Next, "down"), (Action::Complete, "complete"), (Action::Back, "close")]
    }

    fn line(&self) -> Option<&str> {
        Some(self.texts[self.row].value())
    }
}

impl Draw for FriendView {
    fn draw(&self, _world: &World, canvas: &mut Canvas<'_, '_>, area: Rect) {
        canvas.pane(area, &Titles { left: "Somebody new", ..Titles::default() }, true);
        let (inner, keyboard) = (text_inside(area), canvas.keyboard);
        let (accent, dim) = (canvas.look.theme.accent, canvas.look.theme.dim);
        let cells = usize::from(inner.width);
        for (at, (label, y)) in LABELS.into_iter().zip(inner.y..inner.bottom()).enumerate() {
            let style = if at == self.row { accent } else { dim };
            let used = canvas.text(inner.x, y, cells, label, style);
            let x = inner.x + u16::try_from(used).unwrap_or(0);
            let room = cells.saturating_sub(used + 1);
            draw_typed(canvas, (x, y), room, &self.texts[at], keyboard && at == self.row);
        }
        for (line, y) in ADVICE.into_iter().zip(inner.y.saturating_add(3)..inner.bottom()) {
            canvas.text(inner.x, y, cells, line, dim);
        }
    }
}
