//! Writing the text form without the way through the values of TOML, which takes seconds for a hundred thousand entries.

use super::plain::{END, HEAD};
use super::{Entry, Extra, Favourites};
use chrono::{DateTime, Datelike, Timelike, Utc};
use serde::Serialize;
use std::fmt::{self, Write};
use toml::ser::{Error, ValueSerializer};

/// The version of the text form. Added keys do not change it: they survive a version that does not know them.
pub(super) const SCHEMA: i64 = 1;

#[derive(Serialize)]
struct Head<'a> {
    schema: i64,
    #[serde(flatten)]
    extra: &'a Extra,
}

#[derive(Serialize)]
struct One<'a> {
    entry: [&'a Entry; 1],
}

/// The text form of favourites that are not empty. What this version of the program does not know goes the long way.
///
/// # Errors
/// As those of the long way.
pub(super) fn write(favourites: &Favourites) -> Result<String, Error> {
    // An entry of usual length is half as long.
    let mut text = String::with_capacity(HEAD.len() + favourites.entries().count() * 512);
    text.push_str(HEAD);
    match favourites.extra.0.is_empty() {
        true => _ = writeln!(text, "schema = {SCHEMA}"),
        false => text.push_str(&toml::to_string(&Head { schema: SCHEMA, extra: &favourites.extra })?),
    }
    for entry in favourites.entries() {
        text.push('\n');
        match entry.extra.0.is_empty() {
            true => put(&mut text, entry)?,
            false => text.push_str(&toml::to_string(&One { entry: [entry] })?),
        }
    }
    let _ = writeln!(text, "\n{END}");
    Ok(text)
}

fn put(text: &mut String, entry: &Entry) -> Result<(), Error> {
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
    text.push_str(key);
    text.push_str(" = ");
    // Years have four digits here, and times whole milliseconds.
    put_number(text, time.year().unsigned_abs(), 4);
    let rest = [time.month(), time.day(), time.hour(), time.minute(), time.second()];
    for (sign, number) in ['-', '-', 'T', ':', ':'].into_iter().zip(rest) {
        text.push(sign);
        put_number(text, number, 2);
    }
    let thousandths = time.timestamp_subsec_millis();
    if thousandths > 0 {
        text.push('.');
        put_number(text, thousandths, 3);
        // As TOML writes it.
        text.truncate(text.trim_end_matches('0').len());
    }
    text.push_str("Z\n");
}

fn put_number(text: &mut String, number: u32, digits: u32) {
    let digit = |place| char::from_digit(number / 10_u32.pow(place) % 10, 10).unwrap_or_default();
    text.extend((0..digits).rev().map(digit));
}
