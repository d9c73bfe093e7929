//! The form of a schedule that loads at once: a line of text that says what it is, then postcard.
//!
//! Postcard has no names and no lengths of its own, so bytes of another version of the model would be read as nonsense
//! without a word. Therefore the line holds the number of the form, the program's version and the sum of the rest.

use crate::io::durable::sum;
use crate::model::Schedule;
use crate::problem::Problem;
use std::io;
use std::path::Path;

/// To be raised whenever the model changes; a test fails until that is done.
pub(super) const FORM: u32 = 1;

/// More than the first line ever takes.
const LONGEST_LINE: usize = 100;

fn first_line(payload: &[u8]) -> String {
    format!("kubetalks schedule {FORM} {} {:08x}\n", env!("CARGO_PKG_VERSION"), sum(payload))
}

pub(super) fn encode(schedule: &Schedule) -> postcard::Result<Vec<u8>> {
    let payload = postcard::to_allocvec(schedule)?;
    let mut bytes = first_line(&payload).into_bytes();
    bytes.extend_from_slice(&payload);
    Ok(bytes)
}

pub(super) fn decode(bytes: &[u8], path: &Path) -> Result<Schedule, Problem> {
    let damaged = |what: &str| {
        Problem::warning(path.display().to_string(), format!("is damaged: {what}"))
            .advise("it is made again from the file that was fetched")
    };
    let head = &bytes[..bytes.len().min(LONGEST_LINE)];
    let Some(end) = head.iter().position(|byte| *byte == b'\n') else { return Err(damaged("it has no first line")) };
    let (line, payload) = (&bytes[..=end], &bytes[end + 1..]);
    if line != first_line(payload).as_bytes() {
        let words = |line: &[u8]| -> Vec<String> {
            String::from_utf8_lossy(line).split(' ').take(4).map(str::to_owned).collect()
        };
        if line.starts_with(b"kubetalks schedule ") && words(line) != words(first_line(payload).as_bytes()) {
            let note = Problem::note(path.display().to_string(), "was made by another version of kubetalks");
            return Err(note.advise("it is made again from the file that was fetched"));
        }
        return Err(damaged("its sum is wrong"));
    }
    let schedule: Schedule = postcard::from_bytes(payload).map_err(|error| damaged(&error.to_string()))?;
    schedule.check().map_err(|broken| damaged(&broken.to_string()))?;
    Ok(schedule)
}

/// What to say of a file that cannot be read at all.
pub(super) fn unreadable(path: &Path, error: &io::Error) -> Problem {
    Problem::warning(path.display().to_string(), format!("cannot be read: {error}"))
        .advise("it is made again from the file that was fetched")
}
