//! Putting text, frames and bars on cells.

use crate::friends::FriendMarks;
use crate::measure::{cut, cut_words, fitting, is_plain, width, wrap};
use crate::model::{Mark, SessionIx};
use crate::tui::layout::inside;
use crate::tui::widgets::document::{Piece, Row};
use crate::tui::widgets::styles::{CANCELLED, Look, SELECTED, THUMB, TINT};
use crate::words::in_ascii;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::symbols::border::ROUNDED;
use ratatui::widgets::{Block, LineGauge, Sparkline, Widget};
use ratatui::{layout::Rect, style::Style};

/// A line so many times wider than the letter of a friend has room for one.
const NARROW: u16 = 10;

/// How many cells the letters of friends take in a line so wide.
pub fn friends_column(width: u16, friends: &FriendMarks) -> u16 {
    u16::try_from(friends.column).unwrap_or(u16::MAX).min(width / NARROW)
}

/// The parts of a bar: what is behind one, and what is to come.
const FILLED: &str = "━";
const UNFILLED: &str = "─";

/// The window with the look that everything on it has.
pub struct Canvas<'a, 'f> {
    frame: &'a mut Frame<'f>,
    pub look: &'a Look,
    /// Whether keys go to what is drawn now.
    pub keyboard: bool,
    /// The areas of links, with where they lead.
    pub links: Vec<(Rect, String)>,
}

/// What stands in the frame of a pane.
#[derive(Default)]
pub struct Titles<'a> {
    /// At the upper left.
    pub left: &'a str,
    /// At the upper right.
    pub right: &'a str,
    /// At the lower right.
    pub below: &'a str,
}

impl<'a, 'f> Canvas<'a, 'f> {
    pub fn new(frame: &'a mut Frame<'f>, look: &'a Look) -> Self {
        Self { frame, look, keyboard: true, links: Vec::new() }
    }

    fn cells(&mut self) -> &mut Buffer {
        self.frame.buffer_mut()
    }

    /// Gives every cell of an area a style.
    pub fn fill(&mut self, area: Rect, style: Style) {
        let area = area.intersection(self.frame.area());
        self.cells().set_style(area, style);
    }

    /// Empties an area that covers others. A wide character that the area cuts in half goes whole: ratatui leaves its
    /// other half standing over the frame.
    pub fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.frame.area());
        self.links.retain(|(link, _)| !link.intersects(area));
        let text = self.look.theme.text;
        let cells = self.cells();
        for y in area.top()..area.bottom() {
            let before = area.left().checked_sub(1).and_then(|x| cells.cell_mut((x, y)));
            if let Some(cell) = before.filter(|cell| width(cell.symbol()) > 1) {
                cell.set_symbol(" ");
            }
            for x in area.left()..area.right() {
                if let Some(cell) = cells.cell_mut((x, y)) {
                    cell.reset();
                    cell.set_style(text);
                }
            }
        }
    }

    /// A text from a cell on, cut at a number of cells; returns how many it took.
    pub fn text(&mut self, x: u16, y: u16, cells: usize, text: &str, style: Style) -> usize {
        if !self.frame.area().contains((x, y).into()) {
            return 0;
        }
        let text = if width(text) > cells { &cut(text, cells) } else { text };
        if is_plain(text) {
            return self.letters(x, y, text, style);
        }
        let (end, _) = self.cells().set_stringn(x, y, text, cells, style);
        usize::from(end.saturating_sub(x))
    }

    /// A text each letter of which takes one cell, which need not be looked at for graphemes.
    fn letters(&mut self, x: u16, y: u16, text: &str, style: Style) -> usize {
        let buffer = self.cells();
        let end = buffer.area.right().min(x.saturating_add(u16::try_from(width(text)).unwrap_or(u16::MAX)));
        for (x, letter) in (x..end).zip(text.chars()) {
            if let Some(cell) = buffer.cell_mut((x, y)) {
                cell.set_char(letter).set_style(style);
            }
        }
        usize::from(end.saturating_sub(x))
    }

    /// A text over the lines of an area, whole as far as there is room; so many cells of the first line are taken.
    pub fn whole(&mut self, area: Rect, text: &str, taken: usize, style: Style) {
        let cells = usize::from(area.width);
        let lines = wrap(text, cells, taken);
        let last = usize::from(area.height).saturating_sub(1);
        for (number, (y, line)) in (area.y..area.bottom()).zip(&lines).enumerate() {
            // The last line there is room for tells that there is more.
            let end = if number == last { text.len() } else { line.end };
            let room = cells.saturating_sub(if number == 0 { taken } else { 0 });
            self.text(area.x, y, room, text.get(line.start..end).unwrap_or_default(), style);
        }
    }

    /// Several texts one after the other, cut at a number of cells; returns how many they took.
    pub fn texts(&mut self, x: u16, y: u16, cells: usize, texts: &[(impl AsRef<str>, Style)]) -> usize {
        let mut used = 0;
        for (text, style) in texts {
            let from = x.saturating_add(u16::try_from(used).unwrap_or(u16::MAX));
            used += self.text(from, y, cells.saturating_sub(used), text.as_ref(), *style);
        }
        used
    }

    /// A text that ends at the right edge of an area's line.
    pub fn right(&mut self, area: Rect, y: u16, text: &str, style: Style) {
        let (text, wide) = fitting(text, usize::from(area.width));
        let x = area.right().saturating_sub(u16::try_from(wide).unwrap_or(area.width));
        self.text(x, y, wide, text, style);
    }

    /// The rows of a text from `top` on, as many as an area has lines; `chosen` is the target that is chosen.
    pub fn page(&mut self, area: Rect, rows: &[Row], top: usize, chosen: Option<usize>) {
        let look = self.look;
        let style = |piece: &Piece| {
            let style = look.role(piece.role);
            let style = if piece.matched { style.patch(look.theme.highlight) } else { style };
            let is_chosen = chosen.is_some() && piece.target == chosen;
            if is_chosen { Look::over(style, look.theme.selected) } else { style }
        };
        for (y, row) in (area.y..area.bottom()).zip(rows.iter().skip(top)) {
            let texts: Vec<(&str, Style)> = row.iter().map(|piece| (piece.text.as_str(), style(piece))).collect();
            self.texts(area.x, y, usize::from(area.width), &texts);
        }
    }

    /// The ground of a row of a list, and the sign of the one that is chosen; returns the style over which it is drawn.
    pub fn ground(&mut self, row: Rect, chosen: bool, focused: bool) -> Style {
        let over = self.belonging(row, chosen, focused);
        if chosen {
            self.text(row.x, row.y, 1, SELECTED, over);
        }
        over
    }

    /// A sign of a colour at the left edge of a row, below the sign of the one that is chosen.
    pub fn tint(&mut self, row: Rect, colour: Option<[u8; 3]>, chosen: bool, over: Style) {
        let Some(style) = colour.and_then(|colour| self.look.theme.tint(colour)) else { return };
        for y in row.y + u16::from(chosen)..row.bottom() {
            self.text(row.x, y, 1, TINT, Look::over(style, over));
        }
    }

    /// The ground of a row that belongs to the one above.
    pub fn belonging(&mut self, row: Rect, chosen: bool, focused: bool) -> Style {
        let over = match (chosen, focused) {
            (true, true) => self.look.theme.selected,
            (true, false) => self.look.theme.selected_unfocused,
            _ => return Style::default(),
        };
        self.fill(row, over);
        over
    }

    /// A horizontal line from a cell on up to a column.
    pub fn rule(&mut self, x: u16, y: u16, end: u16, style: Style) {
        let cells = usize::from(end.saturating_sub(x));
        self.text(x, y, cells, &"─".repeat(cells), style);
    }

    /// The mark of a session and the letters of the friends who marked it, from the left edge of a row of that width on;
    /// returns the column at which every title of the list begins.
    pub fn marks(&mut self, row: Rect, mark: Option<Mark>, friends: &FriendMarks, ix: SessionIx, over: Style) -> u16 {
        let look = self.look;
        if let Some((glyph, style)) = mark.map(|mark| look.mark(mark)) {
            self.text(row.x, row.y, 1, glyph, Look::over(style, over));
        }
        let column = friends_column(row.width, friends);
        self.text(row.x + 1, row.y, column.into(), &friends.letters(ix), Look::over(look.theme.accent, over));
        row.x + 2 + column
    }

    /// Signs at the right edge of a row, each with a blank after it; returns where they begin.
    pub fn signs(&mut self, row: Rect, signs: &[(&str, Style)], over: Style) -> u16 {
        let wide: usize = signs.iter().map(|(sign, _)| width(sign) + 1).sum();
        let from = row.right().saturating_sub(u16::try_from(wide).unwrap_or(row.width));
        let texts = signs.iter().flat_map(|(sign, style)| [(*sign, Look::over(*style, over)), (" ", over)]);
        self.texts(from, row.y, wide, &texts.collect::<Vec<_>>());
        from
    }

    /// A frame with titles; returns the area inside.
    pub fn pane(&mut self, area: Rect, titles: &Titles, focused: bool) -> Rect {
        let area = area.intersection(self.frame.area());
        let theme = &self.look.theme;
        let border = if focused { theme.border_focused } else { theme.border };
        let title = if focused { theme.title } else { theme.dim };
        let dim = theme.dim;
        let block = Block::bordered().border_set(ROUNDED).border_style(border);
        block.render(area, self.cells());
        let room = usize::from(area.width.saturating_sub(4));
        let framed = |text: &str| if text.is_empty() { String::new() } else { format!(" {text} ") };
        let right = framed(titles.right);
        let left = cut_words(titles.left, room.saturating_sub(width(&right) + 2));
        self.text(area.x + 1, area.y, room, &framed(&left), title);
        let edge = Rect { width: area.width.saturating_sub(2), ..area };
        if width(&right) + 2 <= room {
            self.right(edge, area.y, &right, dim);
        }
        if area.height > 1 {
            self.right(edge, area.bottom() - 1, &framed(titles.below), dim);
        }
        inside(area)
    }

    /// A mark in the right frame of a pane for the part of the list that is in sight; none where all of it is.
    pub fn scroll_bar(&mut self, area: Rect, (top, page, len): (usize, usize, usize)) {
        let inner = inside(area);
        let height = usize::from(inner.height);
        if len <= page || height == 0 || area.width == 0 {
            return;
        }
        let size = (page * height / len).max(1);
        let start = top * (height - size) / (len - page).max(1);
        let style = self.look.theme.accent;
        for y in start..(start + size).min(height) {
            let line = inner.y.saturating_add(u16::try_from(y).unwrap_or(u16::MAX));
            self.text(area.right() - 1, line, 1, THUMB, style);
        }
    }

    /// Puts ASCII in place of symbols, where the look wants it.
    pub fn keep_to_ascii(&mut self) {
        if self.look.ascii {
            for cell in &mut self.cells().content {
                let plain = match cell.symbol() {
                    "╮" | "╯" => Some("+"),
                    THUMB => Some("#"),
                    TINT => Some("|"),
                    CANCELLED => Some("x"),
                    FILLED => Some("="),
                    symbol => in_ascii(symbol),
                };
                if let Some(plain) = plain {
                    cell.set_symbol(plain);
                }
            }
        }
    }

    /// A bar in one line of which a part, from 0 to 1, is behind one.
    pub fn bar(&mut self, area: Rect, part: f64) {
        let area = area.intersection(self.frame.area());
        let theme = &self.look.theme;
        let gauge = LineGauge::default().ratio(part.clamp(0.0, 1.0)).label("");
        let gauge = gauge.filled_symbol(FILLED).unfilled_symbol(UNFILLED);
        gauge.filled_style(theme.accent).unfilled_style(theme.border).render(area, self.cells());
    }

    /// Small columns, a cell each, in eighths of a line.
    pub fn columns(&mut self, area: Rect, eighths: &[u64], style: Style) {
        let area = area.intersection(self.frame.area());
        Sparkline::default().data(eighths).max(8).style(style).render(area, self.cells());
    }

    pub fn cursor(&mut self, x: u16, y: u16) {
        if self.frame.area().contains((x, y).into()) {
            self.frame.set_cursor_position((x, y));
        }
    }
}
