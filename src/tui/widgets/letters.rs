//! The mark of a session, and beside it the letters of friends.

use crate::friends::FriendMarks;
use crate::model::{Mark, SessionIx};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::styles::Look;
use ratatui::{layout::Rect, style::Style};

/// A line so many times wider than a letter has room for one.
const NARROW: u16 = 10;

/// The mark of a session and the letters of the friends who marked it, from the left edge of a row of that width on; returns
/// the column at which every title of the list begins.
pub fn marks(
    canvas: &mut Canvas,
    row: Rect,
    mark: Option<Mark>,
    friend_marks: &FriendMarks,
    session: SessionIx,
    over: Style,
) -> u16 {
    let look = canvas.look;
    if let Some((glyph, style)) = mark.map(|mark| look.mark(mark)) {
        canvas.text(row.x, row.y, 1, glyph, Look::over(style, over));
    }
    let column = friend_marks.column().min(usize::from(row.width / NARROW));
    let letters = friend_marks.letters(session);
    canvas.text(row.x + 1, row.y, column, &letters, Look::over(look.theme.accent, over));
    row.x + 2 + u16::try_from(column).unwrap_or(0)
}
