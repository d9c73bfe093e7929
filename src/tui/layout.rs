//! Where everything stands for a window of a size, as far as screens share it: the same for paging and for drawing.

use ratatui::layout::Rect;

/// The smallest window that is laid out; below it one line of text is shown.
pub const SMALLEST: (u16, u16) = (20, 5);
/// So many lines and fewer have none to spare beside the views.
pub const LOW: u16 = 7;
/// From this width on two columns stand side by side.
pub const TWO_COLUMNS: u16 = 78;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The name of the program, the screens, the counts; absent in a low window.
    pub header: Option<Rect>,
    pub body: Rect,
    /// What is urgent on every screen, where there is anything; in a low window it takes the place of the footer.
    pub notice: Option<Rect>,
    pub footer: Rect,
}

/// The parts of a window of so many columns and lines, with a line for what is urgent or without; nothing where it is too
/// small for them.
pub fn window((width, height): (u16, u16), urgent: bool) -> Option<Window> {
    if width < SMALLEST.0 || height < SMALLEST.1 {
        return None;
    }
    let (header, rest) = above(Rect { x: 0, y: 0, width, height }, u16::from(height > LOW));
    let urgent = u16::from(urgent && height > LOW);
    let (body, below) = above(rest, rest.height - 1 - urgent);
    let (notice, footer) = above(below, urgent);
    let there = |area: Rect| (area.height > 0).then_some(area);
    Some(Window { header: there(header), body, notice: there(notice), footer })
}

/// The first columns of an area, as many as there are, and the others.
pub fn left_of(area: Rect, columns: u16) -> (Rect, Rect) {
    let width = columns.min(area.width);
    (Rect { width, ..area }, Rect { x: area.x + width, width: area.width - width, ..area })
}

/// The first lines of an area, as many as there are, and the others.
pub fn above(area: Rect, lines: u16) -> (Rect, Rect) {
    let height = lines.min(area.height);
    (Rect { height, ..area }, Rect { y: area.y + height, height: area.height - height, ..area })
}

/// The area inside a border.
pub fn inside(area: Rect) -> Rect {
    Rect {
        x: area.x.saturating_add(1),
        y: area.y.saturating_add(1),
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(2),
    }
}

/// The area inside a border that holds text, with a blank at either side.
pub fn text_inside(area: Rect) -> Rect {
    let inner = inside(area);
    Rect { x: inner.x.saturating_add(1), width: inner.width.saturating_sub(2), ..inner }
}

/// Long lines are hard to read: a page is never wider than this.
pub fn reading_width(body: Rect) -> Rect {
    let width = body.width.min(104);
    Rect { x: body.x + (body.width - width) / 2, width, ..body }
}

/// What a screen shows, and the page beside it where there is room for it.
pub fn beside_reader(body: Rect) -> (Rect, Option<Rect>) {
    beside(body, TWO_COLUMNS, (body.width * 2 / 5).min(84))
}

/// An area, and from a width on another one so wide at the right of it.
pub fn beside(body: Rect, least: u16, right: u16) -> (Rect, Option<Rect>) {
    if body.width < least {
        return (body, None);
    }
    let (left, right) = left_of(body, body.width.saturating_sub(right));
    (left, Some(right))
}

/// Where an overlay of a size stands.
pub fn centred(body: Rect, (width, height): (u16, u16)) -> Rect {
    let (width, height) = (width.min(body.width), height.min(body.height));
    Rect { x: body.x + (body.width - width) / 2, y: body.y + (body.height - height) / 2, width, height }
}

/// A width, unless what it leaves at the sides would be mere shreds of text.
pub fn whole_or(width: u16, body: Rect) -> u16 {
    if body.width < width + 32 { body.width } else { width }
}

/// The height of an overlay with so many rows.
pub fn rows_high(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX).saturating_add(2)
}
