//! The note on a session, while it is written.

use crate::action::{Action, Mode};
use crate::model::SessionIx;
use crate::tui::ask::{Ask, Asks};
use crate::tui::contract::{Draw, Hints, Overlay};
use crate::tui::layout::text_inside;
use crate::tui::widgets::{Canvas, Titles, draw_typed, field::TextArea, field::Typed, motion};
use crate::tui::world::{World, effect::Effect, noted, remap::Remap};
use ratatui::layout::Rect;

/// The longest note that is written here, in letters; one from an editor may be longer.
const LONGEST: usize = 64_000;

#[derive(Debug, Clone)]
pub struct NoteView {
    session: SessionIx,
    pub text: TextArea,
    /// Whether the user's own editor goes on with it, so that there is nothing to keep here.
    handed_over: bool,
}

impl NoteView {
    /// With the note that a session has.
    pub fn new(world: &World, session: SessionIx) -> Self {
        Self { session, text: TextArea::new(&world.personal(session).note), handed_over: false }
    }
}

impl Overlay for NoteView {
    fn act(&mut self, _world: &World, action: Action) -> Option<Asks> {
        if action == Action::EditNote {
            self.handed_over = true;
            return Some(vec![Ask::Close, Ask::Do(Effect::Edit(self.session, self.text.text()))]);
        }
        // The wheel has nothing to turn here.
        motion(action, 0, 1).map(|_| Asks::new())
    }

    fn typed(&mut self, typed: Typed<'_>) -> bool {
        match typed {
            Typed::Key(key) => self.text.edit(key),
            Typed::Pasted(text) => self.text.insert(text),
        }
        true
    }

    fn room(&self) -> Option<usize> {
        Some(self.text.room(LONGEST))
    }

    fn mode(&self) -> Mode {
        Mode::Note
    }

    fn size(&self, _world: &World, _body: Rect) -> (u16, u16) {
        (72, 14)
    }

    fn hints(&self, _world: &World) -> Hints {
        vec![(Action::Back, "keep and close"), (Action::EditNote, "your own editor")]
    }

    fn closing(&self, world: &World) -> Asks {
        if self.handed_over {
            return Asks::new();
        }
        let noted = noted(world, self.session, self.text.text());
        noted.map(|(changes, label)| Ask::Mark(changes, label)).into_iter().collect()
    }

    fn line(&self) -> Option<&str> {
        self.text.lines.get(self.text.row).map(|line| line.value())
    }

    fn remap(&mut self, remap: &Remap<'_>) -> bool {
        let session = remap.session(self.session);
        self.session = session.unwrap_or(self.session);
        session.is_some()
    }
}

impl Draw for NoteView {
    fn draw(&self, world: &World, canvas: &mut Canvas<'_, '_>, area: Rect) {
        let title = format!("Note · {}", world.programme().session(self.session).title);
        canvas.pane(area, &Titles { left: &title, ..Titles::default() }, true);
        let inner = text_inside(area);
        let text = canvas.look.theme.text;
        let height = usize::from(inner.height).max(1);
        let top = (self.text.row + 1).saturating_sub(height);
        let cells = usize::from(inner.width);
        for (y, (number, line)) in (inner.y..inner.bottom()).zip(self.text.lines.iter().enumerate().skip(top)) {
            if number == self.text.row {
                draw_typed(canvas, (inner.x, y), cells.saturating_sub(1), line, true);
            } else {
                canvas.text(inner.x, y, cells, line.value(), text);
            }
        }
    }
}
