//! A cursor in a list, and where motions lead.

use crate::action::Action;

/// A row in a list, and the first row that is in sight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cursor {
    /// The chosen row.
    pub at: usize,
    /// The first row in sight.
    pub top: usize,
}

impl Cursor {
    /// Moves to a row of a list of `len` rows, of which `page` are in sight.
    pub fn go(&mut self, at: usize, len: usize, page: usize) {
        self.at = at.min(len.saturating_sub(1));
        self.show(len, page);
    }

    /// Scrolls so that the chosen row is in sight and no room is wasted at the end.
    pub fn show(&mut self, len: usize, page: usize) {
        let page = page.max(1);
        self.at = self.at.min(len.saturating_sub(1));
        self.top = self.top.min(len.saturating_sub(page)).min(self.at).max((self.at + 1).saturating_sub(page));
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

/// Where a motion leads among the rows of which only some can be chosen: from `at` to one of `choices`, by so many choices
/// a page; nothing where the action is no motion or there is no choice.
pub fn step(action: Action, at: usize, choices: &[usize], page: usize) -> Option<usize> {
    let here = choices.iter().position(|choice| *choice == at).unwrap_or(0);
    let to = motion(action, here, page)?.min(choices.len().checked_sub(1)?);
    choices.get(to).copied()
}
