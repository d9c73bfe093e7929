//! A screen as text that people can read and review: its characters, and apart from them its styles.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier, Style};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What a terminal shows.
pub struct Screen {
    /// Its cells.
    pub cells: Buffer,
    /// Where the cursor blinks, if it does.
    pub cursor: Option<Position>,
    /// The style of everything that has no other: what it says is not worth repeating for every cell.
    pub ground: Style,
}

/// The letters of the commonest styles; they are the same in every story. Others get a digit.
const LETTERS: &[(&str, char)] = &[
    ("dim", 'd'),
    ("bold", 'b'),
    ("italic", 'i'),
    ("underlined", 'l'),
    ("reversed", 'r'),
    ("bold underlined", 'u'),
    ("bold dim underlined", 'v'),
    ("magenta", 'm'),
    ("bold magenta", 'M'),
    ("green", 'g'),
    ("bold green", 'G'),
    ("cyan", 'c'),
    ("blue", 'B'),
    ("red", 'R'),
];

impl Screen {
    /// The characters, line by line, without blanks at the ends.
    pub fn text(&self) -> String {
        self.lines(|line, x, y| {
            let symbol = self.cells[(x, y)].symbol();
            line.push_str(symbol);
            crate::measure::width(symbol).max(1)
        })
    }

    /// A letter under every character whose style is not the ground's, then what the letters mean and where the cursor
    /// is. Frames in the usual style of frames are left out.
    pub fn styles(&self) -> String {
        let mut known: BTreeMap<char, String> = BTreeMap::new();
        let mut layer = String::new();
        for y in 0..self.cells.area.height {
            let mut line = String::new();
            for x in 0..self.cells.area.width {
                let style = self.describe(&self.cells[(x, y)]);
                line.push(if style.is_empty() { ' ' } else { letter(&mut known, style) });
            }
            writeln!(layer, "{}", line.trim_end()).unwrap();
        }
        for (letter, style) in known {
            writeln!(layer, "{letter} = {style}").unwrap();
        }
        if let Some(Position { x, y }) = self.cursor {
            writeln!(layer, "cursor at column {x}, line {y}").unwrap();
        }
        layer
    }

    /// Builds lines of something that `add` takes from a cell on; it returns how many cells that were.
    fn lines(&self, mut add: impl FnMut(&mut String, u16, u16) -> usize) -> String {
        let mut text = String::new();
        for y in 0..self.cells.area.height {
            let mut line = String::new();
            let mut x = 0;
            while x < self.cells.area.width {
                x += u16::try_from(add(&mut line, x, y)).unwrap();
            }
            writeln!(text, "{}", line.trim_end()).unwrap();
        }
        text
    }

    fn describe(&self, cell: &Cell) -> String {
        let Style { fg, bg, .. } = cell.style();
        let blank = cell.symbol() == " ";
        let frame = cell.symbol().chars().all(|letter| ('\u{2500}'..='\u{257f}').contains(&letter));
        let mut shown = cell.modifier;
        if blank {
            shown &= Modifier::REVERSED | Modifier::UNDERLINED;
        } else if frame {
            shown -= Modifier::DIM;
        }
        let mut words: Vec<String> = shown.iter_names().map(|(name, _)| name.to_lowercase()).collect();
        let differs = |colour: Option<Color>, ground: Option<Color>| {
            colour
                .filter(|colour| *colour != ground.unwrap_or_default())
                .map(|colour| colour.to_string().to_lowercase())
        };
        if let Some(ink) = differs(fg, self.ground.fg).filter(|_| !blank || shown.contains(Modifier::REVERSED)) {
            words.push(ink);
        }
        if let Some(paper) = differs(bg, self.ground.bg) {
            words.push(format!("on {paper}"));
        }
        words.join(" ")
    }
}

fn letter(known: &mut BTreeMap<char, String>, style: String) -> char {
    let usual = LETTERS.iter().find(|(usual, _)| *usual == style).map(|(_, letter)| *letter);
    let met = known.iter().find(|(_, other)| **other == style).map(|(letter, _)| *letter);
    let free = || ('1'..='9').chain('A'..='Z').find(|letter| !known.contains_key(letter));
    let letter = usual.or(met).or_else(free).unwrap_or('?');
    known.entry(letter).or_insert(style);
    letter
}
