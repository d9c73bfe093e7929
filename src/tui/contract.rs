//! What a screen is, and what lies over one. Both see the facts of the [`World`] read-only and ask for everything else.

use crate::action::{Action, Mode};
use crate::model::SessionIx;
use crate::tui::ask::{Asks, Chosen};
use crate::tui::widgets::{Canvas, Cursor, Form, Order, field::Typed};
use crate::tui::world::World;
use crate::tui::world::remap::Remap;
use ratatui::layout::{Position, Rect};
use std::fmt::Debug;

/// The actions worth a hint in the last line, and what to call them there.
pub type Hints = Vec<(Action, &'static str)>;

/// Hints that are called what the actions are called in short.
pub fn plain(actions: &[Action]) -> Hints {
    actions.iter().map(|action| (*action, action.short())).collect()
}

/// What can be drawn. Nothing is changed by it.
pub trait Draw: Debug {
    /// Draws on an area. [`Canvas::keyboard`] tells whether keys go there.
    fn draw(&self, world: &World, canvas: &mut Canvas<'_, '_>, area: Rect);
}

/// What fills the window between header and footer.
pub trait Screen: Draw {
    /// Comes into sight; `current` is the session that one is about.
    fn enter(&mut self, _world: &World, _current: Chosen) -> Asks {
        Asks::new()
    }

    /// Brings what it shows in line with the facts and the area it has: makes anew what hangs on what has changed, keeps
    /// cursors within their lists, scrolls the choice into sight.
    fn refresh(&mut self, world: &World, area: Rect);

    /// Does what an action asks for; nothing where the action is none of its business.
    fn act(&mut self, world: &World, action: Action) -> Option<Asks>;

    /// Whether an action that holds everywhere means something of its own here.
    fn claims(&self, _world: &World, _action: Action) -> bool {
        false
    }

    /// Chooses what lies under a click.
    fn click(&mut self, world: &World, area: Rect, at: Position) -> Asks;

    /// Moves what lies under the wheel.
    fn wheel(&mut self, world: &World, _at: Position, action: Action) -> Asks {
        self.act(world, action).unwrap_or_default()
    }

    /// Chooses a session, where it has it.
    fn choose(&mut self, _world: &World, _session: SessionIx) {}

    fn chosen(&self) -> Chosen {
        Chosen::default()
    }

    /// The sessions that marking and copying are about together; empty where that is the chosen one alone.
    fn selected(&self, _world: &World) -> Vec<SessionIx> {
        Vec::new()
    }

    /// Selects none any more.
    fn deselect(&mut self) {}

    /// How wide the user made it, to be remembered; 0 where they did not.
    fn width(&self) -> u16 {
        0
    }

    /// Is made as wide as it was.
    fn widen(&mut self, _width: u16) {}

    /// Where the page of what is chosen stands; nothing where there is no room for one.
    fn reader_area(&self, _world: &World, _body: Rect) -> Option<Rect> {
        None
    }

    /// Goes on with another programme.
    fn remap(&mut self, _remap: &Remap<'_>) {}

    /// What can be done here.
    fn hints(&self, world: &World) -> Hints;

    /// Whether what it says changes from minute to minute.
    fn shows_time(&self, _world: &World) -> bool {
        false
    }
}

/// What lies over a screen or another overlay, and has the keyboard while it is the topmost.
pub trait Overlay: Draw {
    /// As for a screen.
    fn refresh(&mut self, _world: &World, _area: Rect) {}

    /// Does what an action asks for; nothing where the action is none of its business.
    fn act(&mut self, world: &World, action: Action) -> Option<Asks>;

    /// The list that it is, with the lines of each row; motions and clicks go there where they mean nothing else.
    fn list(&mut self) -> Option<(&mut Cursor, u16)> {
        None
    }

    /// The form that it is: what is typed goes there where nothing else is said.
    fn form(&self) -> Option<&Form> {
        None
    }

    fn form_mut(&mut self) -> Option<&mut Form> {
        None
    }

    /// What it has asked for and waits for.
    fn order(&mut self) -> Option<&mut Order> {
        None
    }

    /// Lets a motion choose in the list that it is; nothing where the action is none.
    fn turn(&mut self, action: Action) -> Option<Asks> {
        self.list()?.0.turn(action).then(Asks::new)
    }

    /// Chooses what lies under a click in its area.
    fn click(&mut self, area: Rect, at: Position) -> Asks {
        if let Some((cursor, lines)) = self.list() {
            cursor.click_pane(at, area, lines);
        } else if let Some(form) = self.form_mut() {
            form.click(area, at);
        }
        Asks::new()
    }

    /// Takes what is typed and no key is bound to; tells whether it did.
    fn typed(&mut self, typed: Typed<'_>) -> bool {
        self.form_mut().map(|form| form.edit(typed)).is_some()
    }

    /// How many letters more its text field takes; nothing where it has none.
    fn room(&self) -> Option<usize> {
        self.form().map(Form::room)
    }

    /// What is chosen; nothing where that is for what lies beneath to say.
    fn chosen(&self) -> Option<Chosen> {
        None
    }

    /// The table of the keymap that holds.
    fn mode(&self) -> Mode;

    /// Its width and height with the frame, in a window that has so much room for it.
    fn size(&self, world: &World, body: Rect) -> (u16, u16);

    fn hints(&self, world: &World) -> Hints;

    /// What is left to do when it closes.
    fn closing(&self, _world: &World) -> Asks {
        Asks::new()
    }

    /// The text that a window has in sight that is too small for anything else.
    fn line(&self) -> Option<&str> {
        self.form().map(Form::line)
    }

    /// Goes on with another programme; tells whether it has anything to say about that one.
    fn remap(&mut self, _remap: &Remap<'_>) -> bool {
        true
    }
}
