//! The screen Now: which session is chosen, and where the lines are.

use crate::action::Action;
use crate::model::SessionIx;
use crate::tui::ask::{Asks, Chosen, say};
use crate::tui::contract::{Hints, Screen, plain};
use crate::tui::derived::Derived;
use crate::tui::layout::{beside_reader, inside, text_inside};
use crate::tui::screens::now::{lines::NowLine, lines::Written, lines::write};
use crate::tui::widgets::{Cursor, motion, step};
use crate::tui::world::{FactStamp, World, remap::Remap};
use ratatui::layout::{Position, Rect};

/// What is on and what comes next, mine first.
#[derive(Debug, Clone, Default)]
pub struct NowScreen {
    pub(super) written: Derived<(FactStamp, usize), Written>,
    /// The chosen line, which is the first of a session.
    pub cursor: Cursor,
    /// The session that stands there.
    chosen: Option<SessionIx>,
    height: usize,
}

impl Screen for NowScreen {
    /// Stays on the chosen session, or else on the line where it stood.
    fn refresh(&mut self, world: &World, area: Rect) {
        let (list, _) = beside_reader(area);
        let cells = usize::from(text_inside(list).width);
        self.height = usize::from(inside(list).height);
        self.written.refresh((world.stamp(), cells), || write(world, cells));
        let choices = self.choices();
        let same = choices.iter().find(|at| self.chosen.is_some() && self.session_at(**at) == self.chosen);
        let near = choices.iter().find(|at| **at >= self.cursor.at).or(choices.last());
        self.go(same.or(near).copied().unwrap_or(0));
        self.scroll();
    }

    fn act(&mut self, _world: &World, action: Action) -> Option<Asks> {
        let (moving, end) = match action {
            Action::NextSession | Action::NextMatch => (Action::Next, Some("the last one")),
            Action::PreviousSession | Action::PreviousMatch => (Action::Previous, Some("the first one")),
            _ => (action, None),
        };
        motion(moving, 0, 1)?;
        let before = self.cursor.at;
        // A session takes two lines.
        if let Some(line) = step(moving, before, &self.choices(), self.height / 2) {
            self.go(line);
        }
        Some(end.filter(|_| self.cursor.at == before).map_or_else(Asks::new, say))
    }

    fn click(&mut self, _world: &World, area: Rect, at: Position) -> Asks {
        if let Some(clicked) = self.cursor.under(at, inside(beside_reader(area).0), 1, self.lines().len()) {
            let line = clicked.saturating_sub(usize::from(matches!(self.lines()[clicked], NowLine::Below(_))));
            if self.session_at(line).is_some() {
                self.go(line);
            }
        }
        Asks::new()
    }

    fn chosen(&self, _world: &World) -> Chosen {
        Chosen::session(self.chosen)
    }

    fn reader_area(&self, _world: &World, body: Rect) -> Option<Rect> {
        beside_reader(body).1
    }

    fn remap(&mut self, remap: &Remap<'_>) {
        self.chosen = self.chosen.and_then(|session| remap.session(session));
    }

    fn hints(&self, _world: &World) -> Hints {
        use Action as A;
        plain(&[A::Going, A::Interested, A::Enter, A::Plan, A::Seen, A::Agenda, A::Help, A::Quit])
    }

    fn shows_time(&self, _world: &World) -> bool {
        !self.written.get().clock.is_empty()
    }

    fn forget_derived(&mut self) {
        self.written.forget();
    }
}

impl NowScreen {
    pub fn lines(&self) -> &[NowLine] {
        &self.written.get().lines
    }

    fn session_at(&self, line: usize) -> Option<SessionIx> {
        match self.lines().get(line) {
            Some(NowLine::Session(session, _)) => Some(*session),
            _ => None,
        }
    }

    fn choices(&self) -> Vec<usize> {
        (0..self.lines().len()).filter(|at| self.session_at(*at).is_some()).collect()
    }

    fn go(&mut self, line: usize) {
        self.cursor.at = line;
        self.chosen = self.session_at(line);
    }

    /// Scrolls so that the chosen session is in sight, and with it the heading that it stands right below.
    fn scroll(&mut self) {
        let Cursor { at, top } = self.cursor;
        let is_session = |line: &NowLine| matches!(line, NowLine::Session(..) | NowLine::Below(_));
        let above = self.lines().iter().take(at).rev().take_while(|line| !is_session(line)).count();
        let (first, last) = (at - above, at + 1);
        let top = top.min(first).max((last + 1).saturating_sub(self.height));
        self.cursor.top = top.min(at).min(self.lines().len().saturating_sub(self.height.max(1)));
    }
}
