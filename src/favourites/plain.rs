//! The text form exactly as the program writes it, without the way through the values of TOML, which takes seconds for a
//! hundred thousand entries.

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
const ENTRY: &str = "[[entry]]\n";

/// What a text says that the program wrote and nobody has changed; nothing where anything in it is otherwise, and the long
/// way has to tell what.
pub(super) fn read(text: &str) -> Option<Favourites> {
    let mut rest = Rest(text.strip_prefix(HEAD)?.strip_prefix(SCHEMA)?);
    let mut entries: Vec<Entry> = Vec::new();
    loop {
        rest.pass("\n").then_some(())?;
        if !rest.pass(ENTRY) {
            break;
        }
        let entry = rest.entry()?;
        let says = !entry.event.is_empty() && !entry.session.is_empty();
        let in_order = entries.last().is_none_or(|last| (&last.event, &last.session) < (&entry.event, &entry.session));
        (says && in_order && (entry.changed.is_some() || !entry.is_tombstone())).then_some(())?;
        entries.push(entry);
    }
    (!entries.is_empty() && rest.0.strip_prefix(END)? == "\n").then(|| Favourites::of(entries))
}

/// What is still to be read.
struct Rest<'t>(&'t str);

impl<'t> Rest<'t> {
    fn pass(&mut self, sign: &str) -> bool {
        let rest = self.0.strip_prefix(sign);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    /// The text up to a sign, which is passed.
    fn up_to(&mut self, sign: &str) -> Option<&'t str> {
        let (text, rest) = self.0.split_once(sign)?;
        self.0 = rest;
        Some(text)
    }

    /// Nothing where anything is not as the program writes it.
    fn entry(&mut self) -> Option<Entry> {
        let mut entry =
            Entry { event: self.line("event = ")??, session: self.line("session = ")??, ..Entry::default() };
        entry.title = self.line("title = ")?.unwrap_or_default();
        if self.pass("speakers = [") {
            while entry.speakers.is_empty() || self.pass(", ") {
                entry.speakers.push(self.string()?);
            }
            self.pass("]\n").then_some(())?;
        }
        entry.start = self.instant("start = ")?;
        entry.guid = self.line("guid = ")?;
        entry.code = self.line("code = ")?;
        if self.pass("mark = ") {
            entry.mark = Some(Mark::ALL.into_iter().find(|mark| self.pass(&format!("\"{}\"\n", mark.name())))?);
        }
        entry.seen = self.pass("seen = true\n");
        if self.pass("rating = ") {
            entry.rating = Some((1..=5).find(|rating| self.pass(&format!("{rating}\n")))?);
        }
        entry.note = self.line("note = ")?.unwrap_or_default();
        entry.changed = self.instant("changed = ")?;
        Some(entry)
    }

    /// The text behind a key, if that is next; nothing at all where it is no text as the program writes it.
    fn line(&mut self, key: &str) -> Option<Option<String>> {
        if !self.pass(key) {
            return Some(None);
        }
        let text = self.string()?;
        self.pass("\n").then_some(Some(text))
    }

    fn string(&mut self) -> Option<String> {
        let (quote, lines) = match () {
            () if self.pass("\"\"\"\n") => ("\"\"\"", true),
            () if self.pass("'''\n") => ("'''", true),
            () if self.0.starts_with("\"\"\"") || self.0.starts_with("'''") => return None,
            () if self.pass("\"") => ("\"", false),
            () if self.pass("'") => ("'", false),
            () => return None,
        };
        let text = self.up_to(quote)?;
        // A quote more belongs to the text, and a backslash means something.
        let is_odd = text.contains('\\') && quote.starts_with('"') || self.0.starts_with(quote.get(..1)?);
        let is_control = |letter: char| letter.is_ascii_control() && letter != '\t' && !(lines && letter == '\n');
        (!is_odd && !text.contains(is_control)).then(|| cleaned(text).into_owned())
    }

    fn instant(&mut self, key: &str) -> Option<Option<DateTime<Utc>>> {
        if !self.pass(key) {
            return Some(None);
        }
        let text = self.up_to("\n")?;
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
        Some(Some(instant::tidy(time.to_utc())?))
    }
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
    text.push_str(ENTRY);
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
    if value.contains(|letter: char| letter.is_control() || matches!(letter, '"' | '\\')) {
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
