//! Fields one below the other, one of which is typed in.

use super::{Canvas, draw_typed, field, field::Typed};
use crate::tui::layout::text_inside;
use ratatui::layout::{Position, Rect};
use tui_input::Input;

/// The cells that the names of fields take.
const LABEL: u16 = 7;

#[derive(Debug, Clone)]
pub struct Form {
    labels: &'static [&'static str],
    texts: Vec<Input>,
    longest: usize,
    /// The field that is typed in.
    pub at: usize,
}

impl Form {
    /// Empty fields with these names, for texts of so many letters.
    pub fn new(labels: &'static [&'static str], longest: usize) -> Self {
        Self { labels, texts: vec![Input::default(); labels.len()], longest, at: 0 }
    }

    pub fn value(&self, at: usize) -> &str {
        self.texts.get(at).map_or("", Input::value)
    }

    /// What stands in the field that is typed in.
    pub fn line(&self) -> &str {
        self.value(self.at)
    }

    pub fn set(&mut self, at: usize, text: String) {
        if let Some(field) = self.texts.get_mut(at) {
            *field = Input::new(text);
        }
    }

    pub fn edit(&mut self, typed: Typed<'_>) {
        if let Some(text) = self.texts.get_mut(self.at) {
            field::edit(text, typed);
        }
    }

    /// How many letters more fit where one types.
    pub fn room(&self) -> usize {
        self.texts.get(self.at).map_or(0, |text| field::room(text, self.longest))
    }

    /// Goes to the field under a click.
    pub fn click(&mut self, area: Rect, at: Position) {
        let row = at.y.checked_sub(text_inside(area).y).map(usize::from);
        self.at = row.filter(|row| *row < self.texts.len()).unwrap_or(self.at);
    }

    /// Draws the fields; the first one says something while nothing is typed there.
    pub fn draw(&self, canvas: &mut Canvas<'_, '_>, inner: Rect, said: &str) {
        let (accent, dim, keyboard) = (canvas.look.theme.accent, canvas.look.theme.dim, canvas.keyboard);
        let (x, cells) = (inner.x + LABEL, usize::from(inner.width.saturating_sub(LABEL)));
        let fields = self.labels.iter().zip(&self.texts).enumerate();
        for (y, (at, (label, text))) in (inner.y..inner.bottom()).zip(fields) {
            let here = at == self.at;
            canvas.text(inner.x, y, usize::from(LABEL), label, if here { accent } else { dim });
            let used = draw_typed(canvas, (x, y), cells.saturating_sub(1), text, keyboard && here);
            if used == 0 && at == 0 {
                canvas.text(x + 2, y, cells.saturating_sub(2), said, dim);
            }
        }
    }
}
