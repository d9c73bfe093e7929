//! The screen Now: which session is chosen, and where the lines are.

use crate::action::Action;
use crate::model::SessionIx;
use crate::tui::ask::{Asks, Chosen, say};
use crate::tui::contract::{Hints, Screen, plain};
use crate::tui::derived::Derived;
use crate::tui::layout::{beside_reader, inside, text_inside};
use crate::tui::screens::now::{columns::more_lines, lines::NowLine, lines::Written, lines::write};
use crate::tui::widgets::{Cursor, motion, nearest, step};
use crate::tui::world::{FactStamp, World, remap::Remap};
use ratatui::layout::{Position, Rect};

#[derive(Debug, Clone, Default)]
pub struct NowScreen {
    pub(super) written: Derived<(FactStamp, usize), Written>,
    /// The chosen line, which is the first of a session.
    pub cursor: Cursor,
    chosen: Option<SessionIx>,
    /// Whether no page stands beside it.
    alone: bool,
}

impl Screen for NowScreen {
    /// Stays on the chosen session, or else on the line where it stood.
    fn refresh(&mut self, world: &World, area: Rect) {
        let (list, _) = self.areas(area);
        let cells = usize::from(text_inside(list).width);
        self.written.refresh((world.stamp(), cells), || write(world, cells));
        let choices = self.choices();
        let same = choices.iter().copied().find(|at| self.chosen.is_some() && self.session_at(*at) == self.chosen);
        self.go(same.or_else(|| nearest(&choices, self.cursor.at, true)).unwrap_or(0));
        let inner = inside(list);
        self.cursor.fit(self.lines().len(), usize::from(inner.height));
        let more = match self.lines().get(self.cursor.at) {
            Some(NowLine::Session(ix, time)) => more_lines(world, Rect { height: 1, ..inner }, *ix, time),
            _ => 0,
        };
        self.cursor.stretch(more);
        // The chosen session is in sight with both its lines, and with the heading that it stands right below.
        let is_session = |line: &&NowLine| matches!(line, NowLine::Session(..) | NowLine::Below(_));
        let headings = self.lines().iter().take(self.cursor.at).rev().take_while(|line| !is_session(line)).count();
        self.cursor.show(headings, 1);
    }

    fn act(&mut self, _world: &World, action: Action) -> Option<Asks> {
        if matches!(action, Action::Wider | Action::Narrower) {
            self.alone = action == Action::Wider;
            return Some(Asks::new());
        }
        let (moving, end) = match action {
            Action::NextSession | Action::NextMatch => (Action::Next, Some("the last one")),
            Action::PreviousSession | Action::PreviousMatch => (Action::Previous, Some("the first one")),
            _ => (action, None),
        };
        motion(moving, 0, 1)?;
        let before = self.cursor.at;
        // A session takes two lines.
        if let Some(line) = step(moving, before, &self.choices(), self.cursor.page() / 2) {
            self.go(line);
        }
        Some(end.filter(|_| self.cursor.at == before).map_or_else(Asks::new, say))
    }

    fn click(&mut self, _world: &World, area: Rect, at: Position) -> Asks {
        let (pane, before) = (self.areas(area).0, self.cursor.at);
        if self.cursor.click(at, pane, inside(pane), 1) {
            let line = nearest(&self.choices(), self.cursor.at, false).unwrap_or(before);
            self.go(line);
        }
        Asks::new()
    }

    fn choose(&mut self, _world: &World, session: SessionIx) {
        if let Some(line) = (0..self.lines().len()).find(|at| self.session_at(*at) == Some(session)) {
            self.go(line);
        }
    }

    fn chosen(&self) -> Chosen {
        Chosen::session(self.chosen)
    }

    fn width(&self) -> u16 {
        u16::from(self.alone)
    }

    fn widen(&mut self, width: u16) {
        self.alone = width > 0;
    }

    fn reader_area(&self, _world: &World, body: Rect) -> Option<Rect> {
        self.areas(body).1
    }

    fn remap(&mut self, remap: &Remap<'_>) {
        self.chosen = self.chosen.and_then(|session| remap.session(session));
    }

    fn hints(&self, _world: &World) -> Hints {
        use Action as A;
        if self.chosen.is_none() {
            return plain(&[A::Events, A::Timetable, A::Sessions, A::Agenda, A::Help, A::Quit]);
        }
        plain(&[A::Going, A::Interested, A::Enter, A::Plan, A::Seen, A::Agenda, A::Help, A::Quit])
    }

    fn shows_time(&self, _world: &World) -> bool {
        !self.written.get().clock.is_empty()
    }
}

impl NowScreen {
    /// What is on, and the page beside it.
    pub(super) fn areas(&self, body: Rect) -> (Rect, Option<Rect>) {
        if self.alone { (body, None) } else { beside_reader(body) }
    }

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
        (self.cursor.at, self.chosen) = (line, self.session_at(line));
    }
}
