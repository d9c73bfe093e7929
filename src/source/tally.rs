//! What is wrong in many places in the same way is told once, with the number and the first of them.

use super::text::line;
use crate::problem::{Problem, Severity};

/// What is said of one and of several, behind their number: `session has`, `sessions have`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) severity: Severity,
    pub(super) one: &'static str,
    pub(super) many: &'static str,
}

/// The problems of a file, each kind once.
#[derive(Debug, Default)]
pub(super) struct Tally {
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    words: Words,
    count: usize,
    first_at: usize,
    example: String,
}

impl Tally {
    /// One more place with this problem, at this byte of the text; the example is what stood there, possibly empty.
    pub(super) fn add(&mut self, words: &Words, at: usize, example: &str) {
        match self.rows.iter_mut().find(|row| row.words == *words) {
            Some(row) => row.count += 1,
            None => {
                let example = line(example).chars().take(80).collect();
                self.rows.push(Row { words: *words, count: 1, first_at: at, example });
            }
        }
    }

    /// Every problem, at the first of its places, in the order of these.
    pub(super) fn tell(mut self, file: &str, text: &str, problems: &mut Vec<Problem>) {
        self.rows.sort_by_key(|row| row.first_at);
        for row in self.rows {
            let words = if row.count == 1 { row.words.one } else { row.words.many };
            let mut message = format!("{} {words}", row.count);
            match (row.count, row.example.as_str()) {
                (_, "") => {}
                (1, example) => message.push_str(&format!(": {example}")),
                (_, example) => message.push_str(&format!("; the first: {example}")),
            }
            problems.push(Problem::new(row.words.severity, file, message).at(text, row.first_at));
        }
    }
}

/// An address that is none.
pub(super) const LINK_UNUSABLE: Words = Words {
    severity: Severity::Warning,
    one: "link leads nowhere on the web and was left out",
    many: "links lead nowhere on the web and were left out",
};

/// A start that is missing or no time.
pub(super) const START_UNREADABLE: Words = Words {
    severity: Severity::Warning,
    one: "session has no start that can be read",
    many: "sessions have no start that can be read",
};

/// A length that is missing or none.
pub(super) const LENGTH_UNREADABLE: Words = Words {
    severity: Severity::Warning,
    one: "session has no length that can be read",
    many: "sessions have no length that can be read",
};
