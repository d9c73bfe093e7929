//! Records as JSON that both scripts and people can read: an array with one record a line.

use crate::io::output::Output;
use serde::Serialize;
use std::fmt::Write;
use std::io;

pub(super) fn array<T: Serialize>(records: impl IntoIterator<Item = T>, out: &mut Output) -> io::Result<()> {
    let mut between = "[\n  ";
    for record in records {
        out.write_exact(between)?;
        put(serde_json::to_string(&record)?, out)?;
        between = ",\n  ";
        if out.is_closed() {
            break;
        }
    }
    out.write_exact(if between == "[\n  " { "[]\n" } else { "\n]\n" })
}

/// Writes a single record, over several lines.
pub(super) fn object(record: &impl Serialize, out: &mut Output) -> io::Result<()> {
    put(serde_json::to_string_pretty(record)? + "\n", out)
}

/// Who wants ASCII gets the same values with escapes: what is no ASCII stands in strings only.
fn put(text: String, out: &mut Output) -> io::Result<()> {
    if text.is_ascii() || !out.is_rewritten() {
        return out.write_exact(&text);
    }
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii() {
            escaped.push(letter);
        } else {
            // Writing to a string cannot fail.
            letter.encode_utf16(&mut [0; 2]).iter().for_each(|unit| _ = write!(escaped, "\\u{unit:04x}"));
        }
    }
    out.write_exact(&escaped)
}
