//! A text as a code to scan: my marks of an event, or the link of a session.

use crate::action::{Action, Mode};
use crate::measure::wrap;
use crate::share::{QUIET, Qr};
use crate::tui::ask::{Ask, Asks};
use crate::tui::contract::{Draw, Hints, Overlay};
use crate::tui::layout::{centred, inside, text_inside};
use crate::tui::widgets::{Canvas, Titles};
use crate::tui::world::{World, effect::Effect};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

/// Black and white as nearly every terminal has them, whatever its own colours look like.
const BLACK: Color = Color::Indexed(16);
const WHITE: Color = Color::Indexed(231);

/// With fewer light squares around it no reader finds a code.
const LEAST: usize = 1;

#[derive(Debug, Clone)]
pub struct CodeView {
    title: String,
    text: String,
    /// Nothing where the text is too long for any.
    qr: Option<Qr>,
    /// Whether what has no colours is light and dark the other way round.
    inverted: bool,
}

impl CodeView {
    pub fn new(title: String, text: String) -> Self {
        Self { title, qr: Qr::of(&text), text, inverted: false }
    }
}

/// How a code is shown where there is so much room.
struct Shown {
    /// Whether there is room for a frame.
    framed: bool,
    /// How many light squares stand around it.
    quiet: usize,
    /// Whether there is room for the text below it.
    told: bool,
    /// Columns and lines.
    size: (u16, u16),
}

/// The best way that fits into an area; nothing where none does.
fn shown(qr: &Qr, area: Rect, ascii: bool, text: usize) -> Option<Shown> {
    let ways = [(true, true, QUIET), (true, false, 2), (false, false, LEAST)];
    ways.into_iter().find_map(|(framed, told, least)| {
        let room = if framed { inside(area) } else { area };
        let below = if told { text + 1 } else { 0 };
        let mut quiets = (least..=QUIET).rev();
        quiets.find_map(|quiet| {
            let wide = qr.size() + 2 * quiet;
            let (columns, lines) = if ascii { (2 * wide, wide) } else { (wide, wide.div_ceil(2)) };
            let fits = columns <= usize::from(room.width) && lines + below <= usize::from(room.height);
            let size = (u16::try_from(columns).ok()?, u16::try_from(lines).ok()?);
            fits.then_some(Shown { framed, quiet, told, size })
        })
    })
}

/// Black on white, which can be read whatever the terminal looks like. Without colours what is light is painted, as for a
/// dark terminal.
fn paint(canvas: &mut Canvas<'_, '_>, area: Rect, qr: &Qr, quiet: usize, inverted: bool) {
    let coloured = canvas.look.theme.has_colours();
    let light = if coloured { Style::new().fg(BLACK).bg(WHITE) } else { canvas.look.theme.text };
    if !canvas.look.ascii {
        let lines = qr.half_blocks(quiet, coloured != inverted);
        for (y, line) in (area.y..area.bottom()).zip(&lines) {
            canvas.text(area.x, y, usize::from(area.width), line, light);
        }
        return;
    }
    for (y, row) in (area.y..area.bottom()).zip(qr.runs(quiet)) {
        let mut x = area.x;
        for (dark, count) in row {
            let cells = 2 * count;
            let reversed = if coloured { dark } else { dark == inverted };
            let style = if reversed { light.add_modifier(Modifier::REVERSED) } else { light };
            canvas.text(x, y, cells, &" ".repeat(cells), style);
            x = x.saturating_add(u16::try_from(cells).unwrap_or(u16::MAX));
        }
    }
}

impl Overlay for CodeView {
    fn act(&mut self, _world: &World, action: Action) -> Option<Asks> {
        match action {
            Action::Copy => return Some(vec![Ask::Do(Effect::Copy(self.text.clone()))]),
            Action::Invert => self.inverted = !self.inverted,
            _ => return None,
        }
        Some(Asks::new())
    }

    fn mode(&self) -> Mode {
        Mode::Code
    }

    fn size(&self, _world: &World, body: Rect) -> (u16, u16) {
        (body.width, body.height)
    }

    fn hints(&self, _world: &World) -> Hints {
        vec![(Action::Copy, "copy"), (Action::Invert, "invert"), (Action::Back, "back"), (Action::Help, "help")]
    }

    fn line(&self) -> Option<&str> {
        Some(&self.text)
    }
}

impl Draw for CodeView {
    fn draw(&self, _world: &World, canvas: &mut Canvas<'_, '_>, area: Rect) {
        let text = |room: Rect| wrap(&self.text, usize::from(room.width), 0);
        let lines = text(text_inside(area)).len();
        let shown = self.qr.as_ref().and_then(|qr| Some((qr, shown(qr, area, canvas.look.ascii, lines)?)));
        let Some((qr, shown)) = shown else { return self.draw_text(canvas, area) };
        let titles = Titles { left: &self.title, ..Titles::default() };
        let room = if shown.framed { canvas.pane(area, &titles, true) } else { area };
        if !shown.framed && canvas.look.theme.has_colours() {
            // All the light there is around it helps to find it.
            canvas.fill(area, Style::new().fg(BLACK).bg(WHITE));
        }
        let below = if shown.told { u16::try_from(lines + 1).unwrap_or(0) } else { 0 };
        let place = centred(Rect { height: room.height.saturating_sub(below), ..room }, shown.size);
        paint(canvas, place, qr, shown.quiet, self.inverted);
        if shown.told {
            let room = text_inside(area);
            let from = room.bottom().saturating_sub(below - 1);
            canvas.whole(Rect { y: from, height: below - 1, ..room }, &self.text, 0, canvas.look.theme.text);
        }
    }
}

impl CodeView {
    /// The text alone, with what a code would need.
    fn draw_text(&self, canvas: &mut Canvas<'_, '_>, area: Rect) {
        canvas.pane(area, &Titles { left: &self.title, ..Titles::default() }, true);
        let (inner, dim) = (text_inside(area), canvas.look.theme.dim);
        let needed = match &self.qr {
            Some(qr) if canvas.look.ascii => format!("{} columns and {} lines", 2 * qr.size() + 4, qr.size() + 4),
            Some(qr) => format!("{} columns and {} lines", qr.size() + 2, qr.size() / 2 + 4),
            None => String::new(),
        };
        let said = match needed.is_empty() {
            true => "This is too long for a code to scan.".to_owned(),
            false => format!("A window of {needed} has room for a code to scan."),
        };
        canvas.whole(Rect { height: inner.height.min(2), ..inner }, &said, 0, dim);
        let from = inner.y.saturating_add(3);
        let height = inner.bottom().saturating_sub(from);
        canvas.whole(Rect { y: from, height, ..inner }, &self.text, 0, canvas.look.theme.text);
    }
}
