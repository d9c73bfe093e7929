//! Every key of a mode, and how to write a query, narrowed by what is typed.

use crate::action::{Action, Group, Mode};
use crate::measure::fill;
use crate::model::fold;
use crate::search::examples;
use crate::tui::ask::{Ask, Asks};
use crate::tui::contract::{Draw, Hints, Overlay};
use crate::tui::layout::{text_inside, whole_or};
use crate::tui::widgets::{Canvas, Document, Role, Row, Scroll, Titles, field, field::Typed};
use crate::tui::world::World;
use ratatui::layout::Rect;
use tui_input::Input;

/// The field and the empty line below it stand above the rows.
const ABOVE: u16 = 2;
/// Columns taken by keys, where there is room.
const KEYS: usize = 18;

/// How to write the words of a query; what may be asked of fields is told by the fields.
const WORDS: &str = include_str!("words.txt");
const SIGNS: &str = include_str!("signs.txt");

/// The cells of a line of help.
const HELP_CELLS: usize = 76;

#[derive(Debug, Clone)]
pub struct HelpView {
    /// What the keyboard was doing when help was asked for.
    about: Mode,
    filter: Input,
    rows: Vec<Row>,
    scroll: Scroll,
}

impl HelpView {
    pub fn new(about: Mode) -> Self {
        Self { about, filter: Input::default(), rows: Vec::new(), scroll: Scroll::default() }
    }
}

impl Overlay for HelpView {
    fn refresh(&mut self, world: &World, area: Rect) {
        self.rows = help_rows(world, self.about, self.filter.value(), usize::from(text_inside(area).width));
        self.scroll.fit(self.rows.len() + usize::from(ABOVE), usize::from(text_inside(area).height));
    }

    fn act(&mut self, _world: &World, action: Action) -> Option<Asks> {
        if action == Action::Help {
            return Some(vec![Ask::Close]);
        }
        self.scroll.turn(action).then(Asks::new)
    }

    fn typed(&mut self, typed: Typed<'_>) -> bool {
        if field::edit(&mut self.filter, typed) {
            self.scroll.go(0);
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
        (whole_or(84, body), body.height)
    }

    fn hints(&self, _world: &World) -> Hints {
        vec![(Action::Back, "close"), (Action::PageDown, "further")]
    }
}

impl Draw for HelpView {
    fn draw(&self, _world: &World, canvas: &mut Canvas<'_, '_>, area: Rect) {
        canvas.pane(area, &Titles { left: "Help", right: "type to narrow", below: "" }, true);
        let inner = text_inside(area);
        let (accent, text, dim) = (canvas.look.theme.accent, canvas.look.theme.text, canvas.look.theme.dim);
        let cells = usize::from(inner.width);
        let used = canvas.texts(inner.x, inner.y, cells, &[("/ ", accent), (self.filter.value(), text)]);
        canvas.cursor(inner.x + u16::try_from(used).unwrap_or(0), inner.y);
        let body = Rect { y: inner.y.saturating_add(ABOVE), height: inner.height.saturating_sub(ABOVE), ..inner };
        if self.rows.is_empty() {
            canvas.text(body.x, body.y, cells, "No key does that.", dim);
        }
        canvas.page(body, &self.rows, self.scroll.top, None);
        canvas.scroll_bar(area, (self.scroll.top, usize::from(body.height), self.rows.len()));
    }
}

/// The keys of a mode by group, then how to write a query and what the signs mean.
fn help_rows(world: &World, about: Mode, filter: &str, cells: usize) -> Vec<Row> {
    let wanted: Vec<String> = fold(filter).split_whitespace().map(str::to_owned).collect();
    let matches = |text: &str| wanted.iter().all(|word| fold(text).contains(word.as_str()));
    let mut document = Document::default();
    for group in Group::ALL {
        let actions = Action::ALL.iter().copied().filter(|action| action.group() == *group);
        let keys = actions.filter_map(|action| {
            let keys = world.keymap().keys_for(about, action).join("  ");
            let text = format!("{keys} {} {} {}", action.name(), action.help(), group.title());
            (!keys.is_empty() && matches(&text)).then_some((keys, action))
        });
        for (number, (keys, action)) in keys.enumerate() {
            if number == 0 {
                document.heading(group.title());
            }
            document.line(format!("  {} ", fill(&keys, KEYS.min(cells / 3))), Role::Key);
            document.say(action.help(), Role::Plain);
        }
    }
    let words: Vec<String> = WORDS.lines().map(str::to_owned).chain(examples(HELP_CELLS)).collect();
    let signs = SIGNS.lines().map(str::to_owned).collect();
    for (title, mut lines) in [("Writing a query", words), ("What the signs mean", signs)] {
        lines.retain(|line| matches(line));
        if !lines.is_empty() {
            document.heading(title);
        }
        lines.iter().for_each(|line| document.line(format!("  {line}"), Role::Plain));
    }
    // What is too long for its line is cut there, not folded.
    document.blocks.into_iter().map(|block| block.pieces).collect()
}
