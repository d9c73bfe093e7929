//! The text form as the program and nearly everybody else writes it, without the way through the values of TOML, which takes
//! seconds for a hundred thousand entries.

use super::entry::instant;
use super::{Entry, Favourites};
use crate::model::Mark;
use crate::sanitise::cleaned;
use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;
use std::fmt::{self, Write};
use toml::ser::{Error, ValueSerializer};

pub(super) const HEAD: &str =
    "# Favourites of kubetalks. You may edit this file; remarks belong in 'note', for comments are not kept.\n";
/// Without this line a file that begins with [`HEAD`] was cut short, even where what is left happens to be valid.
pub(super) const END: &str = "# end of favourites";
const SCHEMA: &str = "schema = 1\n";

/// What a text says in the few ways in which nearly everybody writes it, the program above all; nothing where anything in it
/// is otherwise, and the long way has to tell what.
pub(super) fn read(text: &str) -> Option<Favourites> {
    // What was cut short is told.
    (!text.starts_with(HEAD) || text.lines().next_back() == Some(END)).then_some(())?;
    let mut rest = Rest(text);
    rest.blanks()?;
    (rest.key()? == "schema" && rest.pass("1")).then_some(())?;
    rest.end_line()?;
    let mut entries: Vec<Entry> = Vec::new();
    while rest.blanks().is_some() && !rest.0.is_empty() {
        rest.pass("[[entry]]").then_some(())?;
        rest.end_line()?;
        let entry = rest.entry()?;
        let says = !entry.event.is_empty() && !entry.session.is_empty();
        (says && (entry.changed.is_some() || !entry.is_tombstone())).then_some(())?;
        entries.push(entry);
    }
    let count = entries.len();
    // Of two entries about one session the later counts.
    let favourites = Favourites::of(entries);
    (rest.0.is_empty() && count > 0 && favourites.entries().count() == count).then_some(favourites)
}

/// What is still to be read.
struct Rest<'t>(&'t str);

impl<'t> Rest<'t> {
    fn pass(&mut self, sign: &str) -> bool {
        let rest = self.0.strip_prefix(sign);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    /// The first bytes, which are passed.
    fn take(&mut self, length: usize) -> Option<&'t str> {
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(text)
    }

    fn spaces(&mut self) {
        self.0 = self.0.trim_start_matches([' ', '\t']);
    }

    /// Passes what is left of a line, if that is nothing or a remark.
    fn end_line(&mut self) -> Option<()> {
        self.spaces();
        if self.0.starts_with('#') {
            let end = memchr::memchr(b'\n', self.0.as_bytes()).unwrap_or(self.0.len());
            let remark = self.take(end)?;
            let remark = remark.strip_suffix('\r').unwrap_or(remark);
            (!has_control(remark, false)).then_some(())?;
        }
        (self.0.is_empty() || self.pass("\n") || self.pass("\r\n")).then_some(())
    }

    /// Passes empty lines and remarks.
    fn blanks(&mut self) -> Option<()> {
        self.spaces();
        while self.0.starts_with(['#', '\n', '\r']) {
            self.end_line()?;
            self.spaces();
        }
        Some(())
    }

    /// A key with the sign behind it.
    fn key(&mut self) -> Option<&'t str> {
        let length = self.0.bytes().take_while(u8::is_ascii_lowercase).count();
        let key = self.take(length)?;
        self.spaces();
        self.pass("=").then_some(())?;
        self.spaces();
        Some(key)
    }

    fn entry(&mut self) -> Option<Entry> {
        let mut entry = Entry::default();
        let mut said: Vec<&str> = Vec::with_capacity(12);
        loop {
            self.blanks()?;
            if self.0.is_empty() || self.0.starts_with('[') {
                return Some(entry);
            }
            let key = self.key()?;
            (!said.contains(&key)).then_some(())?;
            said.push(key);
            match key {
                "event" => entry.event = self.string()?,
                "session" => entry.session = self.string()?,
                "title" => entry.title = self.string()?,
                "speakers" => entry.speakers = self.strings()?,
                "start" => entry.start = Some(self.instant()?),
                "guid" => entry.guid = Some(self.string()?),
                "code" => entry.code = Some(self.string()?),
                "mark" => {
                    let word = self.string()?;
                    entry.mark = Some(Mark::ALL.into_iter().find(|mark| mark.name() == word)?);
                }
                "seen" => {
                    entry.seen = self.pass("true");
                    (entry.seen || self.pass("false")).then_some(())?;
                }
                "rating" => entry.rating = Some(self.take(1)?.parse().ok().filter(|rating| (1..=5).contains(rating))?),
                "note" => entry.note = self.string()?,
                "changed" => entry.changed = Some(self.instant()?),
                _ => return None,
            }
            self.end_line()?;
        }
    }

    fn strings(&mut self) -> Option<Vec<String>> {
        let mut strings = Vec::new();
        self.pass("[").then_some(())?;
        self.spaces();
        while !self.pass("]") {
            strings.push(self.string()?);
            self.spaces();
            (self.pass(",") || self.0.starts_with(']')).then_some(())?;
            self.spaces();
        }
        Some(strings)
    }

    fn string(&mut self) -> Option<String> {
        let quote = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quote| self.pass(quote))?;
        let (sign, lines) = (*quote.as_bytes().first()?, quote.len() == 3);
        if lines {
            self.pass("\n");
        }
        let mut plain = String::new();
        loop {
            let escapes = if sign == b'"' { b'\\' } else { sign };
            let at = memchr::memchr2(sign, escapes, self.0.as_bytes())?;
            let part = self.take(at)?;
            (!has_control(part, lines)).then_some(())?;
            if self.pass(quote) {
                // A quote more would belong to the text.
                (!lines || !self.0.as_bytes().starts_with(&[sign])).then_some(())?;
                return Some(match plain.is_empty() {
                    true => cleaned(part).into_owned(),
                    false => cleaned(&(plain + part)).into_owned(),
                });
            }
            plain.push_str(part);
            match self.pass("\\") {
                true => plain.push(self.escaped()?),
                // A quote within several lines.
                false => plain.push_str(self.take(1)?),
            }
        }
    }

    /// What stands for a letter behind a backslash.
    fn escaped(&mut self) -> Option<char> {
        let hexadecimal = |digits: &str| {
            let is_number = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
            u32::from_str_radix(digits, 16).ok().filter(|_| is_number).and_then(char::from_u32)
        };
        match self.take(1)? {
            "n" => Some('\n'),
            "t" => Some('\t'),
            "r" => Some('\r'),
            "\"" => Some('"'),
            "\\" => Some('\\'),
            "u" => self.take(4).and_then(hexadecimal),
            _ => None,
        }
    }

    fn instant(&mut self) -> Option<DateTime<Utc>> {
        let length = self.0.find([' ', '\t', '\n', '\r', '#']).unwrap_or(self.0.len());
        let text = self.take(length)?;
        // Seconds of 60, offsets and the like are for the long way.
        let is_usual = text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            10 => byte == b'T',
            13 | 16 => byte == b':',
            17 => byte < b'6' && byte.is_ascii_digit(),
            19.. => byte.is_ascii_digit() || byte == b'.' && at == 19 || byte == b'Z' && at + 1 == text.len(),
            _ => byte.is_ascii_digit(),
        });
        let time = DateTime::parse_from_rfc3339(text).ok().filter(|_| is_usual)?;
        instant::tidy(time.to_utc())
    }
}

/// Whether there is anything in a text that TOML does not allow in it; line ends are allowed in some.
fn has_control(text: &str, lines: bool) -> bool {
    text.bytes().any(|byte| byte.is_ascii_control() && byte != b'\t' && !(lines && byte == b'\n'))
}

/// The text form; nothing where something is kept that this version of the program does not know.
///
/// # Errors
/// As those of the long way.
pub(super) fn write(favourites: &Favourites) -> Option<Result<String, Error>> {
    let known = favourites.extra.0.is_empty() && favourites.entries().all(|entry| entry.extra.0.is_empty());
    (known && favourites.entries().next().is_some()).then(|| {
        let mut text = format!("{HEAD}{SCHEMA}");
        favourites.entries().try_for_each(|entry| put(&mut text, entry))?;
        let _ = writeln!(text, "\n{END}");
        Ok(text)
    })
}

fn put(text: &mut String, entry: &Entry) -> Result<(), Error> {
    text.push('\n');
    text.push_str("[[entry]]\n");
    let always = [("event", &entry.event), ("session", &entry.session)].map(|(key, value)| (key, Some(value)));
    let title = Some(&entry.title).filter(|title| !title.is_empty());
    for (key, value) in always.into_iter().chain([("title", title)]) {
        put_line(text, key, value)?;
    }
    if !entry.speakers.is_empty() {
        text.push_str("speakers = [");
        for (number, name) in entry.speakers.iter().enumerate() {
            text.push_str(if number > 0 { ", " } else { "" });
            put_string(text, name)?;
        }
        text.push_str("]\n");
    }
    put_instant(text, "start", entry.start);
    put_line(text, "guid", entry.guid.as_ref())?;
    put_line(text, "code", entry.code.as_ref())?;
    let mut said = |key: &str, value: &dyn fmt::Display| _ = writeln!(text, "{key} = {value}");
    entry.mark.iter().for_each(|mark| said("mark", &format_args!("\"{}\"", mark.name())));
    entry.seen.then(|| said("seen", &true));
    entry.rating.iter().for_each(|rating| said("rating", rating));
    put_line(text, "note", Some(&entry.note).filter(|note| !note.is_empty()))?;
    put_instant(text, "changed", entry.changed);
    Ok(())
}

fn put_line(text: &mut String, key: &str, value: Option<&String>) -> Result<(), Error> {
    let Some(value) = value else { return Ok(()) };
    text.push_str(key);
    text.push_str(" = ");
    put_string(text, value)?;
    text.push('\n');
    Ok(())
}

fn put_string(text: &mut String, value: &str) -> Result<(), Error> {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\');
    let is_odd = |letter: char| letter.is_control() || matches!(letter, '"' | '\\');
    if !value.bytes().all(is_plain) && value.contains(is_odd) {
        value.serialize(ValueSerializer::new(text))?;
        return Ok(());
    }
    text.push('"');
    text.push_str(value);
    text.push('"');
    Ok(())
}

fn put_instant(text: &mut String, key: &str, time: Option<DateTime<Utc>>) {
    let Some(time) = time else { return };
    let time = time.to_rfc3339_opts(SecondsFormat::AutoSi, true);
    let time = time.trim_end_matches('Z');
    // As TOML writes it.
    let time = if time.contains('.') { time.trim_end_matches('0') } else { time };
    let _ = writeln!(text, "{key} = {time}Z");
}
