//! The field for the file or address of a new event.

use crate::action::{Action, Mode};
use crate::tui::ask::{Ask, Asks, warn};
use crate::tui::contract::{Draw, Hints, Overlay};
use crate::tui::layout::text_inside;
use crate::tui::widgets::{Canvas, Titles, draw_typed, field, field::Typed, motion};
use crate::tui::world::{World, effect::Effect};
use ratatui::layout::Rect;
use tui_input::Input;

const ADVICE: [&str; 2] = [
    "The file or the address of a schedule, or of a page that links to one.",
    "Most formats are known: XML, JSON, iCalendar.",
];

/// The longest address, in letters.
const LONGEST: usize = 2_000;

#[derive(Debug, Clone, Default)]
pub struct SourceView {
    text: Input,
}

impl Overlay for SourceView {
    fn act(&mut self, _world: &World, action: Action) -> Option<Asks> {
        if action != Action::Enter {
            // The wheel has nothing to turn here.
            return motion(action, 0, 1).map(|_| Asks::new());
        }
        let typed = unquoted(self.text.value());
        if typed.is_empty() {
            return Some(warn("type a file or an address"));
        }
        Some(vec![Ask::Close, Ask::Do(Effect::Import(typed.to_owned()))])
    }

    fn typed(&mut self, typed: Typed<'_>) -> bool {
        let typed = if let Typed::Pasted(text) = typed { Typed::Pasted(text.trim()) } else { typed };
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
        (84, 6)
    }

    fn hints(&self, _world: &World) -> Hints {
        vec![(Action::Enter, "open"), (Action::Back, "close")]
    }

    fn line(&self) -> Option<&str> {
        Some(self.text.value())
    }
}

impl Draw for SourceView {
    fn draw(&self, _world: &World, canvas: &mut Canvas<'_, '_>, area: Rect) {
        canvas.pane(area, &Titles { left: "Bring in an event", ..Titles::default() }, true);
        let inner = text_inside(area);
        let (accent, dim) = (canvas.look.theme.accent, canvas.look.theme.dim);
        let cells = usize::from(inner.width);
        canvas.text(inner.x, inner.y, cells, "> ", accent);
        draw_typed(canvas, (inner.x + 2, inner.y), cells.saturating_sub(3), &self.text, true);
        for (y, line) in (inner.y.saturating_add(2)..inner.bottom()).zip(ADVICE) {
            canvas.text(inner.x, y, cells, line, dim);
        }
    }
}

/// What was typed without the quotes and blanks that come with a path that is dropped on the window.
fn unquoted(typed: &str) -> &str {
    let typed = typed.trim();
    let inner = |quote| typed.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    inner('\'').or_else(|| inner('"')).unwrap_or(typed)
}
