//! A cursor in a list, and where motions lead.

use crate::action::Action;
use crate::tui::layout::inside;
use ratatui::layout::{Position, Rect};

/// The chosen row of a list, and the first row in sight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cursor {
    pub at: usize,
    pub top: usize,
    len: usize,
    page: usize,
    /// How many lines the chosen row takes beyond those that each row has.
    extra: usize,
}

impl Cursor {
    /// A list in which a row is chosen.
    pub fn new(at: usize) -> Self {
        Self { at, ..Self::default() }
    }

    /// Takes in how many rows there are now, and how many of them are in sight.
    pub fn fit(&mut self, len: usize, page: usize) {
        (self.len, self.page) = (len, page.max(1));
        self.go(self.at);
    }

    /// Lets the chosen row take so many more lines than the others.
    pub fn stretch(&mut self, extra: usize) {
        self.extra = extra.min(self.page.saturating_sub(1));
        self.show(0, 0);
    }

    /// Chooses what is drawn at a cell of a pane, in a list whose rows have so many lines, or what its scroll bar means
    /// there; tells whether there is any.
    pub fn click(&mut self, cell: Position, pane: Rect, area: Rect, lines: u16) -> bool {
        let row = self.under(cell, area, lines).or_else(|| bar_at(pane, cell, self.seen()));
        row.into_iter().for_each(|row| self.go(row));
        row.is_some()
    }

    /// The same in a list that fills its pane.
    pub fn click_pane(&mut self, cell: Position, pane: Rect, lines: u16) -> bool {
        let inner = inside(pane);
        self.click(cell, pane, inner, inner.height.min(lines))
    }

    /// Chooses a row, or the last one there is.
    pub fn go(&mut self, at: usize) {
        self.at = at.min(self.len.saturating_sub(1));
        self.show(0, 0);
    }

    /// How many rows are in sight.
    pub fn page(&self) -> usize {
        self.page
    }

    /// What a scroll bar is about: the first row in sight, how many are, how many there are.
    pub fn seen(&self) -> (usize, usize, usize) {
        (self.top, self.page, self.len)
    }

    /// Lets an action move the choice; tells whether it is a motion.
    pub fn turn(&mut self, action: Action) -> bool {
        let to = motion(action, self.at, self.page);
        to.into_iter().for_each(|to| self.go(to));
        to.is_some()
    }

    /// The rows of the list that are in sight in an area, `lines` high each.
    pub fn rows(&self, area: Rect, lines: u16) -> impl Iterator<Item = (usize, Rect)> + use<> {
        let (chosen, extra, mut y) = (self.at, u16::try_from(self.extra).unwrap_or(0), area.y);
        (self.top..self.len).map_while(move |at| {
            let height = lines.max(1) + if at == chosen { extra } else { 0 };
            let row = Rect { y, height, ..area };
            y = row.bottom();
            (y <= area.bottom()).then_some((at, row))
        })
    }

    /// The row that is drawn there at a cell.
    pub fn under(&self, cell: Position, area: Rect, lines: u16) -> Option<usize> {
        self.rows(area, lines).find_map(|(at, row)| row.contains(cell).then_some(at))
    }

    /// Scrolls the chosen row into sight, with so many rows around it as far as there is room; no room is wasted below.
    pub fn show(&mut self, above: usize, below: usize) {
        let first = self.at.saturating_sub(above.min(self.page.saturating_sub(2)));
        let top = self.top.min(first).max((self.at + self.extra + below + 1).saturating_sub(self.page));
        self.top = top.min(self.at).min((self.len + self.extra).saturating_sub(self.page));
    }
}

/// How many rows of so many lines an area holds.
pub fn page(area: Rect, lines: u16) -> usize {
    usize::from(area.height / lines.max(1))
}

/// The row that a cell on the scroll bar of a pane means: the first row in sight, how many are, how many there are.
pub fn bar_at(pane: Rect, cell: Position, (_, page, len): (usize, usize, usize)) -> Option<usize> {
    let inner = inside(pane);
    let on_bar = cell.x + 1 == pane.right() && (inner.y..inner.bottom()).contains(&cell.y) && len > page;
    let steps = usize::from(inner.height.saturating_sub(1).max(1));
    on_bar.then(|| usize::from(cell.y - inner.y) * (len - 1) / steps)
}

/// A text that is read from the top down.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scroll {
    pub top: usize,
    len: usize,
    page: usize,
}

impl Scroll {
    /// Takes in how many lines there are now, and how many of them are in sight.
    pub fn fit(&mut self, len: usize, page: usize) {
        (self.len, self.page) = (len, page.max(1));
        self.go(self.top);
    }

    /// How many lines are in sight.
    pub fn page(&self) -> usize {
        self.page
    }

    /// Goes to a line, but not past the end.
    pub fn go(&mut self, top: usize) {
        self.top = top.min(self.len.saturating_sub(self.page));
    }

    /// Scrolls to what a click on the scroll bar of a pane means.
    pub fn click(&mut self, cell: Position, pane: Rect) {
        let to = bar_at(pane, cell, (self.top, self.page, self.len));
        to.into_iter().for_each(|to| self.go(to));
    }

    /// Lets an action scroll; tells whether it is a motion.
    pub fn turn(&mut self, action: Action) -> bool {
        let to = motion(action, self.top, self.page);
        to.into_iter().for_each(|to| self.go(to));
        to.is_some()
    }
}

/// Where a motion leads from a row, in a list of which so many rows are in sight; nothing where the action is no motion.
pub fn motion(action: Action, at: usize, page: usize) -> Option<usize> {
    let page = page.max(1);
    Some(match action {
        Action::Next => at.saturating_add(1),
        Action::Previous => at.saturating_sub(1),
        Action::HalfPageDown => at.saturating_add((page / 2).max(1)),
        Action::HalfPageUp => at.saturating_sub((page / 2).max(1)),
        Action::PageDown => at.saturating_add(page),
        Action::PageUp => at.saturating_sub(page),
        Action::First => 0,
        Action::Last => usize::MAX,
        _ => return None,
    })
}

/// Where a motion leads among rows of which only `choices` can be chosen, by so many choices a page.
pub fn step(action: Action, at: usize, choices: &[usize], page: usize) -> Option<usize> {
    let here = choices.iter().position(|choice| *choice == at).unwrap_or(0);
    let to = motion(action, here, page)?.min(choices.len().checked_sub(1)?);
    choices.get(to).copied()
}

/// The row of those that can be chosen that is nearest to a place, looking forward first or backward first.
pub fn nearest(choices: &[usize], place: usize, forward: bool) -> Option<usize> {
    let after = choices.iter().find(|row| **row >= place);
    let before = choices.iter().rfind(|row| **row <= place);
    if forward { after.or(before) } else { before.or(after) }.copied()
}
