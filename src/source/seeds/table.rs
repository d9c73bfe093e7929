//! Reading TOML tables leniently: what is right is used, what is wrong becomes a problem with its place.

use crate::problem::{Problem, line_column};
use crate::source::rows::is_among;
use crate::source::text::{block, line};
use crate::source::time::Stamp;
use chrono::{NaiveDate, NaiveTime};
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml::value::{Datetime, Offset};

/// One text under the eyes of a reader, with what was found wrong in it so far.
pub(super) struct Page<'t> {
    pub(super) file: &'t str,
    pub(super) text: &'t str,
    pub(super) problems: Vec<Problem>,
}

/// The most problems of one text that are told with their places.
const MOST_PLACED: usize = 1_000;

#[derive(Clone, Copy)]
pub(super) struct Table<'a> {
    pub(super) entries: &'a DeTable<'a>,
    pub(super) at: usize,
}

impl<'t> Page<'t> {
    /// The top of a text. What cannot be parsed is told, and the rest is still read.
    pub(super) fn open(file: &'t str, text: &'t str) -> (Self, Spanned<DeTable<'t>>) {
        let (top, errors) = DeTable::parse_recoverable(text);
        let mut page = Self { file, text, problems: Vec::new() };
        for error in errors {
            let problem = Problem::error(file, error.message().trim_end().replace('\n', ", "));
            page.tell(problem, error.span().map_or(0, |span| span.start));
        }
        (page, top)
    }

    pub(super) fn error(&mut self, at: usize, message: impl Into<String>) {
        self.tell(Problem::error(self.file, message), at);
    }

    fn tell(&mut self, problem: Problem, at: usize) {
        self.problems.push(Problem { place: self.place(at), ..problem });
    }

    /// Line and column of a byte offset; none where so much is wrong already that nobody will look there, for finding a
    /// line takes as long as the text before it.
    pub(super) fn place(&self, at: usize) -> Option<(usize, usize)> {
        (self.problems.len() < MOST_PLACED).then(|| line_column(self.text, at))
    }

    /// A warning at a byte offset, with the nearest of the candidates as advice.
    pub(super) fn unknown<'a>(
        &mut self,
        at: usize,
        what: &str,
        word: &str,
        candidates: impl IntoIterator<Item = &'a str>,
    ) {
        let problem = Problem::warning(self.file, format!("unknown {what} '{word}'"));
        self.tell(problem.suggest(word, candidates), at);
    }

    /// Tells every key of the table that is not among these, which are parted by blanks.
    pub(super) fn only(&mut self, table: Table<'_>, keys: &str) {
        for key in table.entries.keys() {
            if !is_among(keys, key.get_ref()) {
                self.unknown(key.span().start, "key", key.get_ref(), keys.split(' '));
            }
        }
    }

    fn wrong(&mut self, key: &str, value: &Spanned<DeValue<'_>>, wanted: &str) {
        let found = value.get_ref().type_str();
        self.error(value.span().start, format!("'{key}' must be {wanted}, not {found}"));
    }

    /// A value with its place, if `read` can make something of it.
    fn value<T>(
        &mut self,
        table: Table<'_>,
        key: &str,
        wanted: &str,
        read: impl FnOnce(&DeValue<'_>) -> Option<T>,
    ) -> Option<(T, usize)> {
        let value = table.entries.get(key)?;
        let found = read(value.get_ref());
        if found.is_none() {
            self.wrong(key, value, wanted);
        }
        found.map(|found| (found, value.span().start))
    }

    /// A line of clean text with the place where it stands; an empty one counts as absent.
    pub(super) fn text(&mut self, table: Table<'_>, key: &str) -> Option<(String, usize)> {
        self.value(table, key, "a text", |value| value.as_str().map(line)).filter(|(text, _)| !text.is_empty())
    }

    /// A text that must be there; an error about `what` where it is not.
    pub(super) fn needed(&mut self, table: Table<'_>, key: &str, what: &str) -> Option<(String, usize)> {
        let text = self.text(table, key);
        if text.is_none() {
            self.error(table.at, format!("{what} has no '{key}'"));
        }
        text
    }

    /// A value that is one of a few words.
    pub(super) fn word<T>(
        &mut self,
        table: Table<'_>,
        key: &str,
        from_word: fn(&str) -> Option<T>,
        words: impl Iterator<Item = &'static str>,
    ) -> Option<T> {
        let (text, at) = self.text(table, key)?;
        let value = from_word(&text);
        if value.is_none() {
            self.unknown(at, key, &text, words);
        }
        value
    }

    /// A text whose place does not matter.
    pub(super) fn string(&mut self, table: Table<'_>, key: &str) -> Option<String> {
        self.text(table, key).map(|(text, _)| text)
    }

    /// A text of paragraphs, which are parted by an empty line; within one the file may break lines as it likes, only an
    /// item (`• `) stays on a line of its own.
    pub(super) fn paragraphs(&mut self, table: Table<'_>, key: &str) -> String {
        let text = self.value(table, key, "a text", |value| value.as_str().map(str::to_owned));
        let (text, _) = text.unwrap_or_default();
        let mut whole = String::with_capacity(text.len());
        let mut part = "";
        for line in text.trim().lines().map(str::trim) {
            if line.is_empty() {
                part = "\n\n";
                continue;
            }
            whole.push_str(if part == " " && line.starts_with("• ") { "\n" } else { part });
            whole.push_str(line);
            part = " ";
        }
        block(&whole).0
    }

    /// A list of texts with their places; a single text is a list of one.
    pub(super) fn texts(&mut self, table: Table<'_>, key: &str) -> Vec<(String, usize)> {
        let Some(value) = table.entries.get(key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else { return self.text(table, key).into_iter().collect() };
        let mut texts = Vec::with_capacity(items.len());
        for item in items.iter() {
            match item.get_ref() {
                DeValue::String(text) => texts.push((line(text), item.span().start)),
                _ => self.wrong(key, item, "a list of texts"),
            }
        }
        texts
    }

    pub(super) fn number(&mut self, table: Table<'_>, key: &str) -> Option<u32> {
        let number = self.value(table, key, "a whole number from 0 on", |value| {
            value.as_integer().and_then(|number| u32::from_str_radix(number.as_str(), number.radix()).ok())
        });
        number.map(|(number, _)| number)
    }

    pub(super) fn year(&mut self, table: Table<'_>, key: &str) -> Option<u16> {
        let (year, at) = self.value(table, key, "a year such as 2017", |value| {
            value.as_integer().and_then(|number| u16::from_str_radix(number.as_str(), number.radix()).ok())
        })?;
        if !(1900..=9999).contains(&year) {
            self.error(at, format!("'{key}' must be a year such as 2017, not {year}"));
            return None;
        }
        Some(year)
    }

    pub(super) fn flag(&mut self, table: Table<'_>, key: &str) -> Option<bool> {
        self.value(table, key, "true or false", |value| value.as_bool()).map(|(flag, _)| flag)
    }

    pub(super) fn date(&mut self, table: Table<'_>, key: &str) -> Option<(NaiveDate, usize)> {
        self.value(table, key, "a date such as 2017-12-06", |value| {
            value.as_datetime().filter(|stamp| stamp.time.is_none()).and_then(date)
        })
    }

    /// A point in time with its place; of a time of day alone on `day`.
    pub(super) fn moment(&mut self, table: Table<'_>, key: &str, day: Option<NaiveDate>) -> Option<(Stamp, usize)> {
        let wanted = "a date and time such as 2017-12-06T09:30:00";
        let (stamp, at) = self.value(table, key, wanted, |value| value.as_datetime().copied())?;
        let Some(time) = time(&stamp) else {
            self.error(at, format!("'{key}' has no time of day"));
            return None;
        };
        let Some(date) = date(&stamp).or(day) else {
            self.error(at, format!("'{key}' is a time of day, and the session has no 'date'"));
            return None;
        };
        let offset = stamp.offset.map(|offset| match offset {
            Offset::Z => 0,
            Offset::Custom { minutes } => i32::from(minutes) * 60,
        });
        Some((Stamp { wall: date.and_time(time), offset }, at))
    }

    pub(super) fn tables<'a>(&mut self, table: Table<'a>, key: &str) -> Vec<Table<'a>> {
        let Some(value) = table.entries.get(key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong(key, value, "a list of tables");
            return Vec::new();
        };
        let mut tables = Vec::with_capacity(items.len());
        for item in items.iter() {
            match item.get_ref() {
                DeValue::Table(entries) => tables.push(Table { entries, at: item.span().start }),
                _ => self.wrong(key, item, "a list of tables"),
            }
        }
        tables
    }
}

fn date(stamp: &Datetime) -> Option<NaiveDate> {
    let date = stamp.date?;
    NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
}

fn time(stamp: &Datetime) -> Option<NaiveTime> {
    let time = stamp.time?;
    NaiveTime::from_hms_opt(u32::from(time.hour), u32::from(time.minute), 0)
}
