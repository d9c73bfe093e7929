//! Schedules that are broken, by accident or on purpose. Whatever the bytes, a reader comes back, with a sound schedule
//! or a refusal, of a size that is in proportion to what it was given, and nothing that leaves it can steer a terminal.
//!
//! [`hold`] asserts that. [`edits`] changes files at random, [`attacks`] makes files that try to cost much, [`text`]
//! holds letters that deceive. A failure of a random test prints its seed; `KUBETALKS_SEED` repeats it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "the functions around the tests belong to them"
)]
#![allow(clippy::print_stdout, reason = "a test that is skipped says so, and a random one tells its seed")]

mod attacks;
mod edits;
mod text;

use kubetalks::problem::{Problem, Severity};
use kubetalks::source::{Format, Options, Reading, read};
use serde_json::Value;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// The most letters of what is said of a file in one sentence.
const LONGEST_MESSAGE: usize = 1_000;

/// The most things that are said of one file.
const MOST_PROBLEMS: usize = 200;

/// The most letters of whatever is no text of several lines.
const LONGEST_LINE: usize = 10_000;

/// How much larger than its source a schedule may be: ids are made of titles, times are longer than digits.
const GROWTH: usize = 30;

/// The fewest bytes that make a session: `{},` in JSON, and in a calendar an event with a start. What has more sessions
/// has some that repeat.
const SHORTEST_ENTRY: usize = 3;
const SHORTEST_EVENT: usize = 40;

/// What the events of a calendar that repeat may add to that.
const REPEATED: usize = 48 << 20;

/// Reads the bytes and asserts all that must be true of what came of it; nothing where they are refused.
fn hold(bytes: &[u8]) -> Option<Reading> {
    let options = Options { file: "x".to_owned(), ..Options::default() };
    match read(bytes, &options) {
        Ok(reading) => {
            is_told_well(&reading.problems, bytes);
            is_sound(&reading, bytes.len());
            Some(reading)
        }
        Err(problems) => {
            is_told_well(&problems, bytes);
            assert!(problems.iter().any(|problem| problem.severity == Severity::Error), "refused without a reason");
            None
        }
    }
}

fn is_told_well(problems: &[Problem], bytes: &[u8]) {
    assert!(problems.len() <= MOST_PROBLEMS, "{} problems", problems.len());
    let lines = bytes.iter().filter(|byte| **byte == b'\n').count() + 1;
    for problem in problems {
        let told = problem.to_string();
        assert!(told.chars().count() <= LONGEST_MESSAGE, "{} letters: {told:.200}", told.chars().count());
        assert!(is_harmless(&told), "{told:?}");
        assert!(problem.place.is_none_or(|(line, _)| line <= lines || is_packed(bytes)), "of {lines} lines: {told}");
    }
}

/// Whether the lines of the bytes are not those of the text.
fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b])
}

fn is_sound(reading: &Reading, given: usize) {
    let schedule = &reading.schedule;
    assert_eq!(schedule.check(), Ok(()));
    assert!(!schedule.sessions.is_empty());
    for slot in schedule.sessions.iter().filter_map(|session| session.slot) {
        assert!(slot.start <= slot.end, "{slot:?}");
    }
    let size = postcard::to_allocvec(schedule).unwrap().len();
    let calendar = matches!(reading.format, Format::Icalendar | Format::Xcal);
    let repeats = schedule.sessions.len() > given / if calendar { SHORTEST_EVENT } else { SHORTEST_ENTRY };
    assert!(size <= GROWTH * given + 4_096 + REPEATED * usize::from(repeats), "{size} bytes of {given}");
    texts("", &serde_json::to_value(schedule).unwrap(), &mut |name, text| {
        let lines = matches!(name, "abstract_text" | "biography" | "about");
        let shown = if lines { text.replace('\n', " ") } else { text.to_owned() };
        assert!(is_harmless(&shown), "{name}: {text:?}");
        assert!(lines || text.chars().count() <= LONGEST_LINE + 100, "{name} has {} letters", text.chars().count());
    });
}

/// Every text of a value with the name of its field.
fn texts(name: &str, value: &Value, see: &mut impl FnMut(&str, &str)) {
    match value {
        Value::String(text) => see(name, text),
        Value::Array(items) => items.iter().for_each(|item| texts(name, item, see)),
        Value::Object(fields) => fields.iter().for_each(|(name, field)| texts(name, field, see)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Whether a terminal that is given this line does nothing but show it, as it is read.
fn is_harmless(line: &str) -> bool {
    let mut letters = line.chars().peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        let after = letters.peek().copied().unwrap_or(' ');
        let fine = match letter {
            // Joiners join, in emoji and in scripts that need them.
            '\u{200c}' | '\u{200d}' => !before.is_ascii() && !after.is_ascii(),
            '\u{61c}' | '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => {
                false
            }
            '\u{ad}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}' => false,
            _ => !letter.is_control(),
        };
        if !fine {
            return false;
        }
        before = letter;
    }
    true
}

/// What comes of `work`, which has to come to an end: what takes linear time is done in a second.
fn in_time<T: Send + 'static>(name: &str, work: impl FnOnce() -> T + Send + 'static) -> T {
    let (send, receive) = mpsc::channel();
    let thread = thread::spawn(move || send.send(work()));
    match receive.recv_timeout(Duration::from_secs(15)) {
        Ok(value) => value,
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("{name} takes too long"),
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            panic!("{name}: {:?}", thread.join().unwrap_err().downcast_ref::<String>())
        }
    }
}
