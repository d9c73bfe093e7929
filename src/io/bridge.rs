//! Fewer bytes for a frame: where little is unchanged between two changed cells of a line, it is written again, which is
//! shorter than the sequence that moves the cursor over it.

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect, Size};

/// So many bytes the sequence takes that moves the cursor, at least.
const MOVE: u16 = 6;

/// Stands for what is in a cell that a letter may have covered.
const UNKNOWN: &str = "\u{fffd}";

/// A backend that bridges small gaps.
pub(super) struct Bridge<B> {
    inner: B,
    /// What the terminal shows, where that is known to be one narrow letter in each cell.
    shown: Buffer,
}

impl<B> Bridge<B> {
    /// For a terminal that shows nothing yet.
    pub(super) fn new(inner: B, area: Rect) -> Self {
        Self { inner, shown: Buffer::empty(area) }
    }

    /// From here on the terminal has this size and shows nothing.
    pub(super) fn forget(&mut self, area: Rect) {
        self.shown = Buffer::empty(area);
    }
}

/// Whether a cell can be written again without harm: one letter that is one cell wide everywhere, and no link.
fn is_plain(cell: &Cell) -> bool {
    cell.symbol().len() == 1
}

fn same_style(one: &Cell, other: &Cell) -> bool {
    (one.fg, one.bg, one.underline_color, one.modifier) == (other.fg, other.bg, other.underline_color, other.modifier)
}

/// The changed cells with those between them that are better written than skipped.
fn bridged<'a>(shown: &'a Buffer, changed: &[(u16, u16, &'a Cell)]) -> Vec<(u16, u16, &'a Cell)> {
    let mut cells: Vec<(u16, u16, &Cell)> = Vec::with_capacity(changed.len() + changed.len() / 4);
    for next in changed {
        if let Some(&(x, y, last)) = cells.last()
            && y == next.1
            && (x + 2..=x + MOVE + 1).contains(&next.0)
            && is_plain(last)
        {
            let between = (x + 1..next.0).map_while(|x| shown.cell((x, y)).map(|cell| (x, y, cell)));
            if between.clone().all(|(_, _, cell)| is_plain(cell) && same_style(cell, last)) {
                cells.extend(between);
            }
        }
        cells.push(*next);
    }
    cells
}

impl<B: Backend> Backend for Bridge<B> {
    type Error = B::Error;

    fn draw<'a, I>(&mut self, content: I) -> Result<(), Self::Error>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let changed: Vec<_> = content.collect();
        self.inner.draw(bridged(&self.shown, &changed).into_iter())?;
        for (x, y, cell) in changed {
            if let Some(shown) = self.shown.cell_mut((x, y)) {
                shown.clone_from(cell);
            }
            // What a wide letter covers is not known to be anything, even when the letter has gone.
            if !is_plain(cell)
                && let Some(covered) = self.shown.cell_mut((x + 1, y))
            {
                covered.set_symbol(UNKNOWN);
            }
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> Result<(), Self::Error> {
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> Result<(), Self::Error> {
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> Result<Position, Self::Error> {
        self.inner.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), Self::Error> {
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> Result<(), Self::Error> {
        self.shown.reset();
        self.inner.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> Result<(), Self::Error> {
        self.shown.reset();
        self.inner.clear_region(clear_type)
    }

    fn size(&self) -> Result<Size, Self::Error> {
        self.inner.size()
    }

    fn window_size(&mut self) -> Result<WindowSize, Self::Error> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> Result<(), Self::Error> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::backend::CrosstermBackend;
    use ratatui::style::{Color, Modifier, Style};
    use ratatui::{Terminal, TerminalOptions, Viewport};
    use std::cell::RefCell;
    use std::io::{self, Write};
    use std::num::NonZero;
    use std::rc::Rc;

    const AREA: Rect = Rect { x: 0, y: 0, width: 24, height: 3 };

    fn fixed() -> TerminalOptions {
        TerminalOptions { viewport: Viewport::Fixed(AREA) }
    }

    #[derive(Clone, Default)]
    struct Paper(Rc<RefCell<Vec<u8>>>);

    impl Write for Paper {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    type Frames = Vec<Vec<(u16, u16, String, Style)>>;

    /// How many bytes some frames take, and what a terminal shows at the end.
    fn written<B: Backend<Error = io::Error>>(frames: &Frames, backend: impl FnOnce(Paper) -> B) -> (usize, String) {
        let paper = Paper::default();
        let mut terminal = Terminal::with_options(backend(paper.clone()), fixed()).unwrap();
        for frame in frames {
            let draw = |canvas: &mut ratatui::Frame<'_>| {
                frame.iter().for_each(|(x, y, text, style)| {
                    canvas.buffer_mut().set_stringn(*x, *y, text, usize::from(AREA.width - x), *style);
                });
            };
            terminal.draw(draw).unwrap();
        }
        let mut screen = vt100::Parser::new(NonZero::new(AREA.height).unwrap(), NonZero::new(AREA.width).unwrap(), 0);
        let bytes = paper.0.take();
        screen.process(&bytes);
        // The colour of a blank is not seen, and ratatui leaves old ones behind wide letters.
        let cell = |(x, y)| match screen.screen().cell(y, x) {
            Some(cell) if cell.has_contents() && cell.contents() != " " => {
                format!("{}{:?}{}", cell.contents(), cell.fgcolor(), cell.inverse())
            }
            blank => format!(" {:?}", blank.map(vt100::Cell::inverse)),
        };
        (bytes.len(), AREA.positions().map(|place| cell((place.x, place.y))).collect())
    }

    fn plain(frames: &Frames) -> (usize, String) {
        written(frames, CrosstermBackend::new)
    }

    fn bridging(frames: &Frames) -> (usize, String) {
        written(frames, |paper| Bridge::new(CrosstermBackend::new(paper), AREA))
    }

    fn at(x: u16, text: &str) -> (u16, u16, String, Style) {
        (x, 0, text.to_owned(), Style::new())
    }

    #[test]
    fn what_is_unchanged_between_two_letters_is_written_again() {
        let frames = vec![vec![at(0, "Kubernetes at home")], vec![at(0, "Kabernetos in home")]];
        let ((before, screen), (after, same)) = (plain(&frames), bridging(&frames));
        assert_eq!(screen, same);
        assert!(after + 10 < before, "{after} bytes for {before}");
    }

    proptest! {
        #[test]
        fn the_screen_is_the_same(frames in prop::collection::vec(prop::collection::vec((0..20_u16, 0..3_u16,
            "[a-c ]{1,9}|[a世🎉é]{1,5}", prop_oneof![Just(Style::new()), Just(Style::new().fg(Color::Red)),
            Just(Style::new().add_modifier(Modifier::REVERSED))]), 1..6), 1..6)) {
            let ((before, screen), (after, same)) = (plain(&frames), bridging(&frames));
            prop_assert_eq!(screen, same);
            prop_assert!(after <= before, "{} bytes for {}", after, before);
        }
    }
}
