//! What is wrong with files and settings, and the marks that found no session.

use crate::action::{Action, Mode};
use crate::measure::{cut, wrap};
use crate::tui::ask::Asks;
use crate::tui::contract::{Draw, Hints, Overlay};
use crate::tui::layout::{text_inside, whole_or};
use crate::tui::widgets::{Canvas, Scroll, Titles};
use crate::tui::world::World;
use ratatui::layout::{Position, Rect};

/// The problems, as wrapped text.
#[derive(Debug, Clone, Default)]
pub struct ProblemsView {
    rows: Vec<String>,
    scroll: Scroll,
}

impl Overlay for ProblemsView {
    fn refresh(&mut self, world: &World, area: Rect) {
        let inner = text_inside(area);
        self.rows = problem_rows(world, usize::from(inner.width));
        self.scroll.fit(self.rows.len(), usize::from(inner.height));
    }

    fn act(&mut self, _world: &World, action: Action) -> Option<Asks> {
        // Asked for once more they are read from the beginning; a second window over them would be the same.
        let action = if action == Action::Problems { Action::First } else { action };
        self.scroll.turn(action).then(Asks::new)
    }

    fn click(&mut self, area: Rect, at: Position) -> Asks {
        self.scroll.click(at, area);
        Asks::new()
    }

    fn mode(&self) -> Mode {
        Mode::Problems
    }

    fn size(&self, _world: &World, body: Rect) -> (u16, u16) {
        (whole_or(100, body), body.height)
    }

    fn hints(&self, _world: &World) -> Hints {
        vec![(Action::Back, "close")]
    }
}

impl Draw for ProblemsView {
    fn draw(&self, world: &World, canvas: &mut Canvas<'_, '_>, area: Rect) {
        let count = world.problems().len() + world.marks().unmatched.len();
        canvas.pane(area, &Titles { left: "Problems", right: &count.to_string(), below: "" }, true);
        let inner = text_inside(area);
        let text = canvas.look.theme.text;
        for (y, row) in (inner.y..inner.bottom()).zip(self.rows.iter().skip(self.scroll.top)) {
            canvas.text(inner.x, y, usize::from(inner.width), row, text);
        }
        canvas.scroll_bar(area, (self.scroll.top, usize::from(inner.height), self.rows.len()));
    }
}

fn problem_rows(world: &World, cells: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for problem in world.problems() {
        let text = problem.to_string();
        for (number, range) in wrap(&text, cells.saturating_sub(2), 0).into_iter().enumerate() {
            let indent = if number == 0 { "" } else { "  " };
            lines.push(format!("{indent}{}", text.get(range).unwrap_or_default()));
        }
    }
    for entry in &world.marks().unmatched {
        let text = format!("kept, but no session found: {}/{} {}", entry.event, entry.session, entry.title);
        lines.push(cut(&text, cells));
    }
    if lines.is_empty() {
        lines.push("Nothing is wrong.".to_owned());
    }
    lines
}
