//! The letters of friends, beside the mark of a session.

use crate::friends::FriendMarks;
use crate::model::SessionIx;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::styles::Look;
use ratatui::style::Style;

/// A line so many times wider than a letter has room for one.
const NARROW: u16 = 10;

/// The letters of the friends who marked a session, on a line of a list; returns how many cells they push every title of
/// that list to the right.
pub fn friends(
    canvas: &mut Canvas,
    (x, y): (u16, u16),
    line: u16,
    friend_marks: &FriendMarks,
    session: SessionIx,
    over: Style,
) -> u16 {
    let column = friend_marks.column().min(usize::from(line / NARROW));
    canvas.text(x, y, column, &friend_marks.letters(session), Look::over(canvas.look.theme.accent, over));
    u16::try_from(column).unwrap_or(0)
}
