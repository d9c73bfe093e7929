//! A field with the rows beneath it among which one chooses by typing.

use super::{Canvas, Cursor, Look, Titles, draw_typed, field, field::Typed};
use crate::measure::{cut_middle, width, wrap};
use crate::tui::layout::text_inside;
use ratatui::layout::{Position, Rect};
use tui_input::Input;

/// A line that is typed, and the choice among what has it.
#[derive(Debug, Clone, Default)]
pub struct Prompt {
    pub text: Input,
    pub cursor: Cursor,
    /// Whether what is typed takes the place of what stands there.
    pub fresh: bool,
}

impl Prompt {
    /// Lets what is typed work on the line; tells whether that has changed.
    pub fn edit(&mut self, typed: Typed<'_>) -> bool {
        if std::mem::take(&mut self.fresh) && typed.is_text() {
            self.text = Input::default();
        }
        field::edit(&mut self.text, typed)
    }

    /// Takes in how many rows there are now, `other` than before or the same, and how many are in sight.
    pub fn fit(&mut self, other: bool, len: usize, page: u16) {
        if other {
            self.cursor = Cursor::default();
        }
        self.cursor.fit(len, usize::from(page));
    }

    /// Chooses the row under a click.
    pub fn click(&mut self, area: Rect, at: Position) {
        self.cursor.click(at, area, below(area), 1);
    }

    /// Draws both in a frame: of each row a name and what is said of it; where there are no rows, `advice`, or what
    /// is wrong.
    pub fn draw(
        &self,
        canvas: &mut Canvas<'_, '_>,
        area: Rect,
        left: &str,
        (advice, wrong): (&[&str], bool),
        row: impl Fn(usize) -> [String; 2],
    ) {
        canvas.pane(area, &Titles { left, ..Titles::default() }, true);
        let inner = text_inside(area);
        let (accent, dim, error) = (canvas.look.theme.accent, canvas.look.theme.dim, canvas.look.theme.error);
        let cells = usize::from(inner.width);
        canvas.text(inner.x, inner.y, cells, "> ", accent);
        let used = draw_typed(canvas, (inner.x + 2, inner.y), cells.saturating_sub(3), &self.text, true);
        if self.fresh {
            let width = u16::try_from(used).unwrap_or(0);
            canvas.fill(Rect { x: inner.x + 2, width, height: 1, ..inner }, canvas.look.theme.selected);
        }
        let below = below(area);
        if self.cursor.seen().2 == 0 {
            let lines = advice.iter().flat_map(|line| wrap(line, cells, 0).into_iter().map(|range| &line[range]));
            let style = if wrong { error } else { dim };
            (below.y..below.bottom()).zip(lines).for_each(|(y, line)| _ = canvas.text(below.x, y, cells, line, style));
        }
        draw_choice(canvas, below, &self.cursor, true, row);
    }
}

/// Draws the rows of a choice: of each a name and what is said of it. `here` tells whether keys choose among them.
pub fn draw_choice(
    canvas: &mut Canvas<'_, '_>,
    area: Rect,
    cursor: &Cursor,
    here: bool,
    row: impl Fn(usize) -> [String; 2],
) {
    let (dim, text) = (canvas.look.theme.dim, canvas.look.theme.text);
    for (at, place) in cursor.rows(area, 1) {
        let over = canvas.ground(place, at == cursor.at, here);
        let [name, about] = row(at);
        let cells = usize::from(place.width).saturating_sub(2);
        // Where both do not fit, neither goes altogether.
        let name = cut_middle(&name, cells.saturating_sub(width(&about).min(cells / 3)));
        let said = [(name, Look::over(text, over)), (about, Look::over(dim, over))];
        canvas.texts(place.x + 1, place.y, cells, &said);
    }
}

/// Where the rows stand, below what is typed.
fn below(area: Rect) -> Rect {
    let inner = text_inside(area);
    Rect { y: inner.y + 2, height: inner.height.saturating_sub(2), ..inner }
}
