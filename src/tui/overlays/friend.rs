//! The fields for somebody new: what one calls them, and where their favourites are.

use crate::action::{Action, Mode};
use crate::tui::ask::{Ask, Asks, warn};
use crate::tui::contract::{Draw, Hints, Overlay};
use crate::tui::layout::text_inside;
use crate::tui::widgets::{Canvas, Form, Order, Titles, field::Typed};
use crate::tui::world::{World, effect::Effect};
use ratatui::layout::Rect;

/// A longer place is none that a person means.
const LONGEST: usize = 2_000;
const ADVICE: [&str; 2] = [
    "What they sent: a code (kt1:…), a file or an address. An export of kubetalks,",
    "pretalx, Sched, FOSDEM Companion, EventFahrplan, Giggity, or a list of ids.",
];

#[derive(Debug, Clone)]
pub struct FriendView {
    form: Form,
    order: Order,
}

impl Default for FriendView {
    fn default() -> Self {
        Self { form: Form::new(&["Name", "From"], LONGEST), order: Order::default() }
    }
}

impl FriendView {
    /// Goes on with a path where it is still what was typed.
    pub fn complete(&mut self, typed: &str, path: String) {
        if self.form.value(1) == typed {
            self.form.set(1, path);
        }
    }
}

impl Overlay for FriendView {
    fn act(&mut self, _world: &World, action: Action) -> Option<Asks> {
        let [name, place] = [0, 1].map(|at| self.form.value(at).trim());
        let row = self.form.at;
        match action {
            Action::Complete if row == 1 => {
                return Some(vec![Ask::Do(Effect::Complete(self.form.value(1).to_owned()))]);
            }
            Action::Next | Action::Complete => self.form.at = 1,
            Action::Previous => self.form.at = 0,
            Action::Enter if name.is_empty() => {
                self.form.at = 0;
                return Some(warn("type what you call them"));
            }
            Action::Enter if place.is_empty() && row == 0 => self.form.at = 1,
            Action::Enter if place.is_empty() => return Some(warn("type a code, a file or an address")),
            Action::Enter => {
                let effect = Effect::Befriend(name.to_owned(), place.to_owned());
                return Some(if self.order.begin() { vec![Ask::Do(effect)] } else { Asks::new() });
            }
            _ => return None,
        }
        Some(Asks::new())
    }

    fn form(&self) -> Option<&Form> {
        Some(&self.form)
    }

    fn form_mut(&mut self) -> Option<&mut Form> {
        Some(&mut self.form)
    }

    fn order(&mut self) -> Option<&mut Order> {
        Some(&mut self.order)
    }

    fn typed(&mut self, typed: Typed<'_>) -> bool {
        self.order.forget();
        self.form.edit(typed);
        true
    }

    fn mode(&self) -> Mode {
        Mode::Source
    }

    fn size(&self, _world: &World, body: Rect) -> (u16, u16) {
        let width = body.width.min(84);
        (width, 7.max(4 + self.order.lines(width.saturating_sub(4))))
    }

    fn hints(&self, _world: &World) -> Hints {
        vec![(Action::Enter, "add"), (Action::Next, "down"), (Action::Complete, "complete"), (Action::Back, "close")]
    }
}

impl Draw for FriendView {
    fn draw(&self, _world: &World, canvas: &mut Canvas<'_, '_>, area: Rect) {
        canvas.pane(area, &Titles { left: "Somebody new", ..Titles::default() }, true);
        let (inner, dim) = (text_inside(area), canvas.look.theme.dim);
        let inner = self.order.draw(canvas, inner);
        self.form.draw(canvas, inner, "");
        if self.order.refused().is_some() {
            return;
        }
        for (line, y) in ADVICE.into_iter().zip(inner.y.saturating_add(3)..inner.bottom()) {
            canvas.text(inner.x, y, usize::from(inner.width), line, dim);
        }
    }
}
