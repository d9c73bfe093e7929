//! The text form: TOML that a person can read and edit.

use super::entry::MARK;
use super::plain::{BEGIN, END, HEAD, Rest};
use super::written::{self, SCHEMA};
use super::{Entry, Extra, Favourites};
use crate::model::Mark;
use crate::problem::{Problem, Severity, one_of};
use crate::sanitise::clean_table;
use serde::{Deserialize, Serialize};
use toml::de::{DeTable, DeValue};

/// So many problems of a file are told one by one.
const TOLD: usize = 100;

/// What became of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FavouritesReading {
    /// All of it was understood; problems, if any, are about what needs no keeping.
    Whole(Favourites, Vec<Problem>),
    /// Some of it was understood. The file must be kept aside before anything is written in its place.
    Part(Favourites, Vec<Problem>),
    /// None of it was understood. The file must be kept aside before anything is written in its place.
    Unreadable(Problem),
    /// A newer version of the program wrote it. Nothing may be written in its place.
    Newer(Problem),
}

#[derive(Serialize)]
struct Form<'a> {
    schema: i64,
    #[serde(flatten)]
    extra: &'a Extra,
    entry: Vec<&'a Entry>,
}

impl Favourites {
    /// The text form, with the entries in the order of [`entries`](Favourites::entries), so that a change is a small
    /// difference.
    ///
    /// # Errors
    /// Only if an entry holds what TOML cannot say, which no entry made here does. It is not hidden behind an empty
    /// text: that text would be written over the user's file.
    pub fn text(&self) -> Result<String, toml::ser::Error> {
        if self.entries().next().is_none() { self.text_by_values() } else { written::write(self) }
    }

    /// The same through the values of TOML.
    pub(super) fn text_by_values(&self) -> Result<String, toml::ser::Error> {
        let form = Form { schema: SCHEMA, extra: &self.extra, entry: self.entries().collect() };
        Ok(format!("{HEAD}{}\n{END}\n", toml::to_string(&form)?))
    }
}

/// Reads the text form; `file` is what problems call it. An entry that cannot be read does not keep the others from
/// being read, not even if it breaks the syntax of the file.
pub fn read(text: &str, file: &str) -> FavouritesReading {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        let problem = Problem::warning(file, "is empty").advise("if it was not, look for a backup");
        return FavouritesReading::Whole(Favourites::default(), vec![problem]);
    }
    read_by_entries(text, file).unwrap_or_else(|| read_at_once(text, file))
}

/// The same entry by entry, as far as that is sure to come to the same: what is written as usual by itself, and only the
/// rest as TOML. Nothing where only the text as a whole tells what it says.
pub(super) fn read_by_entries(text: &str, file: &str) -> Option<FavouritesReading> {
    let mut reader = Reader::new(text, file);
    let mut rest = Rest(text);
    if rest.head().is_none() {
        let end = entry_lines(text, 0).next()?;
        let table = DeTable::parse(&text[..end]).ok()?.into_inner();
        if table.contains_key("entry") {
            return None;
        }
        if let Some(refusal) = reader.schema(&table) {
            return Some(refusal);
        }
        reader.table(table, 0);
        rest = Rest(&text[end..]);
        rest.blanks()?;
    }
    let (mut pieces, mut is_broken) = (0, false);
    while !rest.0.is_empty() {
        let from = text.len() - rest.0.len();
        pieces += 1;
        if let Some(entry) = rest.entry() {
            reader.entry(entry, from);
            continue;
        }
        let to = entry_lines(text, from + 1).next().unwrap_or(text.len());
        let piece = &text[from..to];
        match DeTable::parse(piece) {
            Ok(table) => {
                let table = table.into_inner();
                // What is beside entries may stand twice in a text, which only the whole tells.
                let entries = table.get("entry").and_then(|entries| entries.get_ref().as_array());
                (table.len() == 1 && entries.is_some_and(|entries| entries.len() == 1)).then_some(())?;
                reader.table(table, from);
            }
            // Within a text of several lines it may be another one's beginning.
            Err(_) if !rest.is_no_line() && [r#"""""#, "'''"].iter().any(|quote| piece.contains(quote)) => return None,
            Err(error) => {
                reader.tell(&error, from);
                is_broken = true;
            }
        }
        rest = Rest(&text[to..]);
        rest.blanks()?;
    }
    // A broken text is taken apart wherever a line looks as if it began an entry.
    (pieces > 0 && !(is_broken && entry_lines(text, 0).count() != pieces)).then(|| reader.finish())
}

/// The same of any text.
pub(super) fn read_at_once(text: &str, file: &str) -> FavouritesReading {
    let mut reader = Reader::new(text, file);
    match DeTable::parse(text) {
        Ok(table) => {
            let table = table.into_inner();
            if let Some(refusal) = reader.schema(&table) {
                return refusal;
            }
            reader.table(table, 0);
        }
        Err(error) => {
            if let Some(refusal) = reader.pieces() {
                return refusal;
            }
            if reader.problems.is_empty() {
                reader.tell(&error, 0);
            }
        }
    }
    reader.finish()
}

struct Reader<'a> {
    text: &'a str,
    file: &'a str,
    entries: Vec<Entry>,
    extra: Extra,
    problems: Vec<Problem>,
    /// What needs no keeping aside.
    notes: Vec<Problem>,
    /// How many of both were not kept.
    untold: [usize; 2],
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, file: &'a str) -> Self {
        let (entries, extra, problems, notes, untold) = Default::default();
        Self { text, file, entries, extra, problems, notes, untold }
    }

    fn finish(mut self) -> FavouritesReading {
        let is_end = |line| line == END;
        if self.text.starts_with(HEAD)
            && !self.text.lines().next_back().is_some_and(is_end)
            && !self.text.lines().any(is_end)
        {
            let problem = Problem::error(self.file, "was cut short: its last line is missing");
            self.problems.push(problem.advise("look for a backup; what is left is kept"));
        }
        for (problems, untold) in [&mut self.problems, &mut self.notes].into_iter().zip(self.untold) {
            if untold > 0 {
                let severity = problems.first().map_or(Severity::Error, |first| first.severity);
                let message = format!("has {untold} more problems of this kind");
                problems.push(Problem { severity, ..Problem::error(self.file, message) });
            }
        }
        let favourites = Favourites::of(self.entries, self.extra);
        if self.problems.is_empty() {
            FavouritesReading::Whole(favourites, self.notes)
        } else {
            self.problems.extend(self.notes);
            FavouritesReading::Part(favourites, self.problems)
        }
    }

    /// Whether the version forbids to read on.
    fn schema(&self, table: &DeTable<'_>) -> Option<FavouritesReading> {
        let Some(found) = table.get("schema") else {
            let problem = Problem::error(self.file, "does not say 'schema = 1', so it is no list of favourites");
            return Some(FavouritesReading::Unreadable(problem.advise("if you wrote it, begin it with that line")));
        };
        let number = found.get_ref().as_integer().and_then(|n| i64::from_str_radix(n.as_str(), n.radix()).ok());
        match number {
            Some(SCHEMA) => None,
            Some(newer) if newer > SCHEMA => {
                let problem = Problem::error(self.file, format!("was written by a newer kubetalks (schema {newer})"));
                let problem = problem.at(self.text, found.span().start);
                Some(FavouritesReading::Newer(problem.advise("use that version; until then nothing is written to it")))
            }
            _ => {
                let problem = Problem::error(self.file, "has a 'schema' that never existed");
                Some(FavouritesReading::Unreadable(
                    problem.at(self.text, found.span().start).advise("write 'schema = 1'"),
                ))
            }
        }
    }

    /// Reads a text with wrong syntax piece by piece: every `[[entry]]` that is well formed by itself is good.
    fn pieces(&mut self) -> Option<FavouritesReading> {
        let text = self.text;
        let mut bounds: Vec<usize> = entry_lines(text, 0).collect();
        let head = &text[..bounds.first().copied().unwrap_or(text.len())];
        match DeTable::parse(head) {
            Ok(table) => {
                let table = table.into_inner();
                if let Some(refusal) = self.schema(&table) {
                    return Some(refusal);
                }
                self.table(table, 0);
            }
            Err(error) => return Some(FavouritesReading::Unreadable(self.problem(&error, 0))),
        }
        bounds.push(text.len());
        for piece in bounds.windows(2) {
            let [from, to] = *piece else { continue };
            match DeTable::parse(&text[from..to]) {
                Ok(table) => self.table(table.into_inner(), from),
                Err(error) => self.tell(&error, from),
            }
        }
        None
    }

    /// Takes in a table whose text begins at the byte `offset` of the file.
    fn table(&mut self, mut table: DeTable<'a>, offset: usize) {
        clean_table(&mut table);
        for (key, value) in table {
            match (key.get_ref().as_ref(), value.into_inner()) {
                ("schema", _) => {}
                ("entry", DeValue::Array(entries)) => {
                    for mut entry in entries {
                        let start = entry.span().start;
                        let later = self.later_mark(entry.get_mut(), offset);
                        match Entry::deserialize(toml::de::ValueDeserializer::from(entry)) {
                            Ok(mut entry) => {
                                entry.set_later_mark(later);
                                self.entry(entry, offset + start);
                            }
                            Err(error) => self.tell(&error, offset),
                        }
                    }
                }
                ("entry", _) => {
                    let problem = Problem::error(self.file, "'entry' is no list of tables");
                    let problem = problem.at(self.text, offset + key.span().start);
                    self.problems.push(problem.advise("begin each with a line '[[entry]]'"));
                }
                (name, value) => {
                    let spanned = toml::Spanned::new(key.span(), value);
                    match toml::Value::deserialize(toml::de::ValueDeserializer::from(spanned)) {
                        Ok(value) => _ = self.extra.0.insert(name.to_owned(), value),
                        Err(error) => self.tell(&error, offset),
                    }
                }
            }
        }
    }

    /// Takes a mark out of an entry that this version does not know. It is kept, and told: somebody may have mistyped it.
    fn later_mark(&mut self, entry: &mut DeValue<'a>, offset: usize) -> Option<toml::Value> {
        let DeValue::Table(table) = entry else { return None };
        let mark = table.get(MARK)?;
        let DeValue::String(written) = mark.get_ref() else { return None };
        let names = Mark::ALL.map(Mark::name);
        if names.contains(&written.as_ref()) {
            return None;
        }
        match self.notes.len() < TOLD {
            true => {
                let message = format!("the mark '{written}' is not known to this version, and is kept as it is");
                let advice = one_of("marks", written, names.into_iter());
                let problem = Problem::warning(self.file, message).at(self.text, offset + mark.span().start);
                self.notes.push(problem.advise(advice));
            }
            false => self.untold[1] += 1,
        }
        let later = toml::Value::String(written.to_string());
        table.remove(MARK);
        Some(later)
    }

    fn entry(&mut self, entry: Entry, offset: usize) {
        let problem = if entry.event.is_empty() || entry.session.is_empty() {
            Some(("names no session", "give it the 'event' and the 'session' it is about"))
        } else if entry.rating.is_some_and(|rating| !(1..=5).contains(&rating)) {
            Some(("has a rating that is not from 1 to 5", "write 'rating = 5' for the best"))
        } else if entry.changed.is_none() && entry.is_tombstone() {
            Some(("says nothing", "give it a mark, as in 'mark = \"going\"', or take it out"))
        } else {
            None
        };
        match problem {
            None => self.entries.push(entry),
            Some((what, advice)) => self.push(|reader| {
                let problem = Problem::error(reader.file, format!("an entry {what}")).at(reader.text, offset);
                problem.advise(advice)
            }),
        }
    }

    fn tell(&mut self, error: &toml::de::Error, offset: usize) {
        self.push(|reader| reader.problem(error, offset));
    }

    /// To find the place of each of many thousands would take minutes.
    fn push(&mut self, problem: impl FnOnce(&Self) -> Problem) {
        match self.problems.len() < TOLD {
            true => self.problems.push(problem(self)),
            false => self.untold[0] += 1,
        }
    }

    fn problem(&self, error: &toml::de::Error, offset: usize) -> Problem {
        let problem = Problem::error(self.file, error.message().replace('\n', ", "));
        match error.span() {
            Some(span) => problem.at(self.text, offset + span.start),
            None => problem,
        }
    }
}

/// The byte offsets of the lines that begin an entry, from the one in which `start` is or that begins there.
fn entry_lines(text: &str, start: usize) -> impl Iterator<Item = usize> {
    let finder = memchr::memmem::Finder::new(BEGIN.as_bytes());
    let mut next = start;
    std::iter::from_fn(move || {
        loop {
            let at = next + finder.find(text.as_bytes().get(next..)?)?;
            next = at + BEGIN.len();
            let before = memchr::memrchr(b'\n', &text.as_bytes()[..at]).map_or(0, |end| end + 1);
            let after = memchr::memchr(b'\n', &text.as_bytes()[next..]).map_or(text.len(), |end| next + end);
            let is_blank = |part: Option<&str>| part.is_some_and(|part| part.trim().is_empty());
            if is_blank(text.get(before..at)) && is_blank(text.get(next..after)) {
                return Some(before);
            }
        }
    })
}
