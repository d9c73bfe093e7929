//! The text form: TOML that a person can read and edit.

use super::entry::MARK;
use super::plain::{self, END, HEAD};
use super::{Entry, Extra, Favourites};
use crate::model::Mark;
use crate::problem::{Problem, one_of};
use crate::sanitise::clean_table;
use serde::{Deserialize, Serialize};
use toml::de::{DeTable, DeValue};

/// The version of the text form. Added keys do not change it: they survive a version that does not know them.
const SCHEMA: i64 = 1;
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
        plain::write(self).unwrap_or_else(|| self.text_with_all())
    }

    /// The same with what this version of the program does not know.
    pub(super) fn text_with_all(&self) -> Result<String, toml::ser::Error> {
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
    if let Some(favourites) = plain::read(text) {
        return FavouritesReading::Whole(favourites, Vec::new());
    }
    read_anyhow(text, file)
}

/// The same of a text that need not be as the program writes it.
pub(super) fn read_anyhow(text: &str, file: &str) -> FavouritesReading {
    let mut reader = Reader { text, file, favourites: Favourites::default(), problems: Vec::new(), notes: Vec::new() };
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
    if text.starts_with(HEAD) && !text.lines().any(|line| line == END) {
        let problem = Problem::error(file, "was cut short: its last line is missing");
        reader.problems.push(problem.advise("look for a backup; what is left is kept"));
    }
    if reader.problems.is_empty() {
        FavouritesReading::Whole(reader.favourites, reader.notes)
    } else {
        reader.problems.extend(reader.notes);
        FavouritesReading::Part(reader.favourites, reader.problems)
    }
}

struct Reader<'a> {
    text: &'a str,
    file: &'a str,
    favourites: Favourites,
    problems: Vec<Problem>,
    /// What needs no keeping aside.
    notes: Vec<Problem>,
}

impl<'a> Reader<'a> {
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
        let mut bounds: Vec<usize> = entry_lines(text).collect();
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
                        Ok(value) => _ = self.favourites.extra.0.insert(name.to_owned(), value),
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
        let message = format!("the mark '{written}' is not known to this version, and is kept as it is");
        let advice = one_of("marks", written, names.into_iter());
        let problem = Problem::warning(self.file, message).at(self.text, offset + mark.span().start);
        self.notes.push(problem.advise(advice));
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
        if let Some((what, advice)) = problem {
            let problem = Problem::error(self.file, format!("an entry {what}")).at(self.text, offset);
            self.problems.push(problem.advise(advice));
            return;
        }
        match self.favourites.get(&entry.event, &entry.session) {
            Some(known) if known.by_change(&entry).is_ge() => {}
            _ => self.favourites.put(entry),
        }
    }

    fn tell(&mut self, error: &toml::de::Error, offset: usize) {
        let problem = self.problem(error, offset);
        self.problems.push(problem);
    }

    fn problem(&self, error: &toml::de::Error, offset: usize) -> Problem {
        let problem = Problem::error(self.file, error.message().replace('\n', ", "));
        match error.span() {
            Some(span) => problem.at(self.text, offset + span.start),
            None => problem,
        }
    }
}

/// The byte offsets of the lines that begin an entry.
fn entry_lines(text: &str) -> impl Iterator<Item = usize> {
    let mut next = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = next;
        next += line.len();
        (line.trim() == "[[entry]]").then_some(start)
    })
}
