//! Text fields: one line for queries and filters, several for notes.

use crate::keymap::{Code, Key, Modifiers};
use tui_input::{Input, InputRequest};

/// The longest query and the longest filter, in letters.
pub const LONGEST_QUERY: usize = 1_000;

/// What comes from the keyboard for a text.
#[derive(Debug, Clone, Copy)]
pub enum Typed<'t> {
    Key(Key),
    Pasted(&'t str),
}

impl Typed<'_> {
    /// Whether it is text, and no key that edits one.
    pub fn is_text(self) -> bool {
        match self {
            Self::Key(key) => key.typed().is_some(),
            Self::Pasted(_) => true,
        }
    }
}

/// What a key does to a line, where it is an editing key: the common ones of readline.
fn request(key: Key) -> Option<InputRequest> {
    use InputRequest as R;
    let held = |modifier| key.modifiers().contains(modifier);
    Some(match (held(Modifiers::CONTROL), held(Modifiers::ALT), key.code()) {
        (false, false, Code::Char(letter)) => R::InsertChar(letter),
        (false, false, Code::Backspace) => R::DeletePrevChar,
        (false, false, Code::Delete) => R::DeleteNextChar,
        (false, false, Code::Left) => R::GoToPrevChar,
        (false, false, Code::Right) => R::GoToNextChar,
        (false, false, Code::Home) | (true, false, Code::Char('a')) => R::GoToStart,
        (false, false, Code::End) => R::GoToEnd,
        (true, false, Code::Left) | (false, true, Code::Char('b')) => R::GoToPrevWord,
        (true, false, Code::Right) | (false, true, Code::Char('f')) => R::GoToNextWord,
        (true, false, Code::Char('w')) | (false, true, Code::Backspace) => R::DeletePrevWord,
        (true, false, Code::Char('u')) => R::DeleteLine,
        (true, false, Code::Char('k')) => R::DeleteTillEnd,
        (true, false, Code::Char('d')) => R::DeleteNextChar,
        _ => return None,
    })
}

/// Lets what is typed work on a line; line breaks that are pasted become blanks. Tells whether the text has changed.
pub fn edit(line: &mut Input, typed: Typed<'_>) -> bool {
    match typed {
        Typed::Key(key) => request(key).and_then(|request| line.handle(request)).is_some_and(|changed| changed.value),
        Typed::Pasted(text) => {
            // Made once: the field's own way makes the whole text anew for each letter.
            let plain = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
            let cursor = line.cursor() + text.chars().count();
            let (before, after) = halves(line);
            let value: String = before.chars().chain(plain).chain(after.chars()).collect();
            *line = Input::new(value).with_cursor(cursor);
            !text.is_empty()
        }
    }
}

/// What stands before the cursor of a line, and what behind it.
fn halves(line: &Input) -> (&str, &str) {
    let value = line.value();
    let at = value.char_indices().nth(line.cursor()).map_or(value.len(), |(at, _)| at);
    value.split_at(at)
}

/// How many letters more fit where so many may stand.
pub fn room(line: &Input, longest: usize) -> usize {
    longest.saturating_sub(line.value().chars().count())
}

/// A text of several lines with a cursor.
#[derive(Debug, Clone, Default)]
pub struct TextArea {
    /// Its lines; never empty.
    pub lines: Vec<Input>,
    /// The line the cursor is on.
    pub row: usize,
}

impl TextArea {
    /// With the cursor at the end.
    pub fn new(text: &str) -> Self {
        let mut lines: Vec<Input> = text.lines().map(|line| Input::new(line.to_owned())).collect();
        if lines.is_empty() {
            lines.push(Input::default());
        }
        Self { row: lines.len() - 1, lines }
    }

    /// The whole text, without blank lines at its end.
    pub fn text(&self) -> String {
        let lines: Vec<&str> = self.lines.iter().map(Input::value).collect();
        lines.join("\n").trim_end().to_owned()
    }

    pub fn edit(&mut self, key: Key) {
        let plain = !key.modifiers().intersects(Modifiers::CONTROL | Modifiers::ALT);
        match key.code() {
            Code::Enter if plain => self.split(),
            Code::Up if plain => self.row = self.row.saturating_sub(1),
            Code::Down if plain => self.row = (self.row + 1).min(self.lines.len() - 1),
            Code::Backspace if plain && self.column() == 0 && self.row > 0 => self.join(),
            _ => {
                if let Some(line) = self.lines.get_mut(self.row) {
                    edit(line, Typed::Key(key));
                }
            }
        }
    }

    /// Inserts a text of one or more lines at the cursor.
    pub fn insert(&mut self, text: &str) {
        let mut parts = text.lines();
        let (Some(first), Some(line)) = (parts.next(), self.lines.get_mut(self.row)) else { return };
        let mut rest: Vec<Input> = parts.map(|part| Input::new(part.to_owned())).collect();
        let Some(last) = rest.last_mut() else {
            edit(line, Typed::Pasted(first));
            return;
        };
        let (before, after) = halves(line);
        let cursor = last.cursor();
        *last = Input::new(format!("{}{after}", last.value())).with_cursor(cursor);
        *line = Input::new(format!("{before}{first}"));
        let (next, count) = (self.row + 1, rest.len());
        self.lines.splice(next..next, rest);
        self.row += count;
    }

    /// How many letters more fit where so many may stand.
    pub fn room(&self, longest: usize) -> usize {
        let breaks = self.lines.len() - 1;
        let letters: usize = self.lines.iter().map(|line| line.value().chars().count()).sum();
        longest.saturating_sub(letters + breaks)
    }

    fn column(&self) -> usize {
        self.lines.get(self.row).map_or(0, Input::cursor)
    }

    fn split(&mut self) {
        let Some(line) = self.lines.get_mut(self.row) else { return };
        let (before, after) = halves(line);
        let after = Input::new(after.to_owned()).with_cursor(0);
        *line = Input::new(before.to_owned());
        self.row += 1;
        self.lines.insert(self.row, after);
    }

    fn join(&mut self) {
        let tail = self.lines.remove(self.row);
        self.row -= 1;
        if let Some(line) = self.lines.get_mut(self.row) {
            let column = line.value().chars().count();
            *line = Input::new(format!("{}{}", line.value(), tail.value())).with_cursor(column);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(area: &mut TextArea, keys: &str) {
        for key in keys.split(' ') {
            area.edit(key.parse().unwrap());
        }
    }

    #[test]
    fn lines_are_split_joined_and_walked() {
        let mut area = TextArea::new("ab");
        press(&mut area, "left enter");
        assert_eq!(area.text(), "a\nb");
        press(&mut area, "backspace");
        assert_eq!(area.text(), "ab");
        press(&mut area, "x");
        assert_eq!(area.text(), "axb");
        press(&mut area, "end enter c up d");
        assert_eq!(area.text(), "axbd\nc");
    }

    #[test]
    fn pasted_text_keeps_its_lines_in_a_note_and_loses_them_in_a_query() {
        let mut area = TextArea::new("");
        area.insert("one\ntwo");
        assert_eq!(area.text(), "one\ntwo");
        let mut line = Input::default();
        edit(&mut line, Typed::Pasted("one\ntwo"));
        assert_eq!(line.value(), "one two");
    }

    #[test]
    fn a_paste_goes_in_where_the_cursor_is_and_leaves_it_behind_itself() {
        let mut area = TextArea::new("ab");
        press(&mut area, "left");
        area.insert("1\n2\n3");
        press(&mut area, "x");
        assert_eq!((area.text().as_str(), area.row), ("a1\n2\n3xb", 2));
        let mut line = Input::new("ab".to_owned()).with_cursor(1);
        edit(&mut line, Typed::Pasted("äö"));
        assert_eq!((line.value(), line.cursor()), ("aäöb", 3));
    }

    #[test]
    fn a_paste_costs_what_its_length_costs() {
        // Letter by letter, or line by line, either of these takes minutes.
        let mut line = Input::default();
        edit(&mut line, Typed::Pasted(&"ü".repeat(2_000_000)));
        assert_eq!(line.cursor(), 2_000_000);
        let mut area = TextArea::new("end");
        area.insert(&"a\n".repeat(500_000));
        assert_eq!(area.row, 499_999);
    }
}
