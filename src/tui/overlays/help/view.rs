//! A choice among everything the program can do, narrowed by what is typed; `enter` does what is chosen.

use crate::action::{Action, Mode};
use crate::measure::{cut_words, fill, whole_parts, width, wrap};
use crate::tui::ask::{Ask, Asks};
use crate::tui::contract::{Draw, Hints, Overlay};
use crate::tui::layout::{text_inside, whole_or};
use crate::tui::overlays::help::entries::{Topic, entries, matching};
use crate::tui::widgets::{Canvas, Cursor, Titles, draw_typed, field, field::Typed, nearest, step};
use crate::tui::world::World;
use ratatui::layout::{Position, Rect};
use tui_input::Input;

/// The field and the empty line below it stand above the rows.
const ABOVE: u16 = 2;
/// Columns taken by keys, where there is room.
const KEYS: usize = 18;
/// From this width on the names for the settings' files stand at the right.
const NAMED: usize = 64;

#[derive(Debug, Clone)]
enum Line {
    Heading(String),
    Empty,
    /// The entry at this place.
    Entry(usize),
}

#[derive(Debug, Clone)]
pub struct HelpView {
    entries: Vec<Topic>,
    filter: Input,
    lines: Vec<Line>,
    cursor: Cursor,
}

impl HelpView {
    /// Help for where the keyboard was.
    pub fn new(world: &World, about: Mode) -> Self {
        let entries = entries(world, about);
        let mut view = Self { entries, filter: Input::default(), lines: Vec::new(), cursor: Cursor::default() };
        view.narrow();
        view
    }

    fn narrow(&mut self) {
        let entries = &self.entries;
        let all = self.filter.value().trim().is_empty();
        let found = if all { (0..entries.len()).collect() } else { matching(entries, self.filter.value()) };
        self.lines.clear();
        for (number, at) in found.iter().copied().enumerate() {
            let before = number.checked_sub(1).map(|before| entries[found[before]].heading.as_str());
            if all && before != Some(entries[at].heading.as_str()) {
                self.lines.extend(before.map(|_| Line::Empty));
                self.lines.push(Line::Heading(entries[at].heading.clone()));
            }
            self.lines.push(Line::Entry(at));
        }
        self.cursor = Cursor::new(usize::from(all));
    }

    fn chosen_entry(&self) -> Option<&Topic> {
        match self.lines.get(self.cursor.at) {
            Some(Line::Entry(at)) => self.entries.get(*at),
            _ => None,
        }
    }

    fn choices(&self) -> Vec<usize> {
        (0..self.lines.len()).filter(|at| matches!(self.lines[*at], Line::Entry(_))).collect()
    }
}

impl Overlay for HelpView {
    fn refresh(&mut self, _world: &World, area: Rect) {
        let choices = self.choices();
        self.cursor.at = nearest(&choices, self.cursor.at, true).unwrap_or(0);
        self.cursor.fit(self.lines.len(), usize::from(rows_below(area).height));
        let is_heading = |at: usize| !matches!(self.lines.get(at), Some(Line::Entry(_)));
        let above = self.cursor.at.checked_sub(1).is_some_and(is_heading);
        let more = self.chosen_entry().map_or(1, |entry| {
            let (_, cells) = text_of(entry, rows_below(area).width);
            wrap(&entry.text, cells, 0).len()
        });
        self.cursor.stretch(more.saturating_sub(1).min(usize::from(rows_below(area).height / 2)));
        self.cursor.show(usize::from(above), 0);
    }

    fn act(&mut self, _world: &World, action: Action) -> Option<Asks> {
        match action {
            Action::Help => Some(vec![Ask::Close]),
            Action::Enter => {
                let deed = self.chosen_entry().map_or_else(Asks::new, |entry| entry.deed.clone());
                Some(std::iter::once(Ask::Close).chain(deed).collect())
            }
            _ => {
                let at = step(action, self.cursor.at, &self.choices(), self.cursor.page())?;
                self.cursor.at = at;
                Some(Asks::new())
            }
        }
    }

    fn click(&mut self, area: Rect, at: Position) -> Asks {
        self.cursor.click(at, area, rows_below(area), 1);
        Asks::new()
    }

    fn typed(&mut self, typed: Typed<'_>) -> bool {
        if field::edit(&mut self.filter, typed) {
            self.narrow();
        }
        true
    }

    fn room(&self) -> Option<usize> {
        Some(field::room(&self.filter, field::LONGEST_QUERY))
    }

    fn mode(&self) -> Mode {
        Mode::Help
    }

    fn size(&self, _world: &World, body: Rect) -> (u16, u16) {
        (whole_or(104, body), body.height)
    }

    fn hints(&self, _world: &World) -> Hints {
        let does = self.chosen_entry().is_some_and(|entry| !entry.deed.is_empty());
        let enter = [(Action::Enter, "do it")].into_iter().filter(|_| does);
        enter.chain([(Action::Back, "close"), (Action::PageDown, "further")]).collect()
    }
}

impl Draw for HelpView {
    fn draw(&self, _world: &World, canvas: &mut Canvas<'_, '_>, area: Rect) {
        canvas.pane(area, &Titles { left: "Help", right: "type what you want to do", below: "" }, true);
        let inner = text_inside(area);
        let (accent, dim, heading) = (canvas.look.theme.accent, canvas.look.theme.dim, canvas.look.theme.heading);
        let cells = usize::from(inner.width);
        canvas.text(inner.x, inner.y, cells, "/ ", accent);
        draw_typed(canvas, (inner.x + 2, inner.y), cells.saturating_sub(3), &self.filter, canvas.keyboard);
        let body = rows_below(area);
        if self.lines.is_empty() && body.height > 0 {
            canvas.text(body.x, body.y, cells, "Nothing that the program does is called that.", dim);
        }
        for (at, row) in self.cursor.rows(body, 1) {
            match &self.lines[at] {
                Line::Empty => {}
                Line::Heading(text) => {
                    canvas.text(row.x, row.y, cells, text, heading);
                }
                Line::Entry(entry) => draw_entry(canvas, row, &self.entries[*entry], at == self.cursor.at),
            }
        }
        canvas.scroll_bar(area, self.cursor.seen());
    }
}

/// Where what can be done stands, below what is typed.
fn rows_below(area: Rect) -> Rect {
    let inner = text_inside(area);
    Rect { y: inner.y.saturating_add(ABOVE), height: inner.height.saturating_sub(ABOVE), ..inner }
}

fn draw_entry(canvas: &mut Canvas<'_, '_>, row: Rect, entry: &Topic, chosen: bool) {
    let over = canvas.ground(row, chosen, true);
    let theme = &canvas.look.theme;
    let [text, key, dim] = [theme.text, theme.key, theme.dim].map(|style| if chosen { over } else { style });
    let (columns, room) = text_of(entry, row.width);
    let at = Rect { x: row.x + 2 + columns, width: u16::try_from(room).unwrap_or(row.width), ..row };
    if columns > 0 {
        let keys = usize::from(columns) - 1;
        canvas.text(row.x + 2, row.y, keys, &fill(&whole_parts(&entry.keys, "  ", keys), keys), key);
    }
    if row.height > 1 {
        canvas.whole(at, &entry.text, 0, text);
    } else {
        canvas.text(at.x, row.y, room, &cut_words(&entry.text, room), text);
    }
    canvas.right(Rect { height: 1, ..row }, row.y, name_of(entry, row.width), dim);
}

/// Its name, where there is room for one.
fn name_of(entry: &Topic, width: u16) -> &'static str {
    if usize::from(width) >= NAMED + 2 && !entry.keys.is_empty() { entry.name } else { "" }
}

/// How many cells stand before the text of an entry in a row so wide, and how many the text has.
fn text_of(entry: &Topic, row: u16) -> (u16, usize) {
    let cells = usize::from(row).saturating_sub(2);
    let columns = if entry.keys.is_empty() { 0 } else { KEYS.min(cells / 3) + 1 };
    let name = name_of(entry, row);
    let room = cells.saturating_sub(columns + width(name) + usize::from(!name.is_empty()) * 2);
    (u16::try_from(columns).unwrap_or(0), room)
}
