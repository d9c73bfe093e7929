//! What is wrong with the sessions of a file, counted: a mistake is seldom made once.

use super::super::text::line;
use crate::problem::{Problem, Severity};

/// The most letters of a bad value that are repeated to the user.
const LONGEST: usize = 40;

/// Complaints by what they say, in the order in which they first came up.
#[derive(Default)]
pub(super) struct Tally {
    found: Vec<Complaint>,
}

struct Complaint {
    severity: Severity,
    what: &'static str,
    place: String,
    count: usize,
}

impl Tally {
    /// Counts a repair or a guess, or a loss; `place` is a path into the file, with the value found there.
    pub(super) fn add(&mut self, severity: Severity, what: &'static str, place: impl FnOnce() -> String) {
        match self.found.iter_mut().find(|complaint| complaint.what == what) {
            Some(complaint) => complaint.count += 1,
            None => self.found.push(Complaint { severity, what, place: place(), count: 1 }),
        }
    }

    pub(super) fn warn(&mut self, what: &'static str, place: impl FnOnce() -> String) {
        self.add(Severity::Warning, what, place);
    }

    pub(super) fn note(&mut self, what: &'static str, place: impl FnOnce() -> String) {
        self.add(Severity::Note, what, place);
    }

    /// One problem for each complaint, with the first place of it.
    pub(super) fn problems(self, file: &str) -> impl Iterator<Item = Problem> {
        self.found.into_iter().map(move |complaint| {
            let Complaint { severity, what, place, count } = complaint;
            let more = if count > 1 { format!(" ({} more like it)", count - 1) } else { String::new() };
            Problem::new(severity, file, format!("{place}: {what}{more}"))
        })
    }
}

/// A value of the source as it may be shown in a problem.
pub(super) fn shown(text: &str) -> String {
    let line = line(text);
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("'{}…'", line.get(..end).unwrap_or("")),
        None => format!("'{line}'"),
    }
}
