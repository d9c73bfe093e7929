//! Records as JSON that both scripts and people can read: an array with one record a line.

use crate::io::output::Output;
use serde::Serialize;
use std::io::{self, Write};

/// Writes an array.
pub(super) fn array<T: Serialize>(records: impl IntoIterator<Item = T>, out: &mut Output) -> io::Result<()> {
    let mut between = "[\n  ";
    for record in records {
        out.write_all(between.as_bytes())?;
        serde_json::to_writer(&mut *out, &record)?;
        between = ",\n  ";
        if out.is_closed() {
            break;
        }
    }
    out.write_all(if between == "[\n  " { b"[]\n" } else { b"\n]\n" })
}

/// Writes a single record, over several lines.
pub(super) fn object(record: &impl Serialize, out: &mut Output) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, record)?;
    writeln!(out)
}
