//! What is wrong in many places in the same way is told once, with the number and the first of them.

use super::text::{LONGEST_LINK, cut, line, shortened};
use crate::problem::{Problem, Severity};
use std::fmt::Display;

/// What is said of one and of several: `[session has|sessions have] no start`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Words(Severity, &'static str);

/// Words for a loss or a guess.
pub(super) const fn warning(words: &'static str) -> Words {
    Words(Severity::Warning, words)
}

/// Words for a repair.
pub(super) const fn note(words: &'static str) -> Words {
    Words(Severity::Note, words)
}

impl Words {
    fn of(self, count: usize) -> String {
        let mut words = String::new();
        for part in self.1.split(['[', ']']) {
            words.push_str(part.split_once('|').map_or(part, |(one, many)| if count == 1 { one } else { many }));
        }
        words
    }

    /// A problem of a file that has so many of them; nothing where there is none.
    pub(super) fn counted(self, file: &str, count: usize) -> Option<Problem> {
        (count > 0).then(|| Problem::new(self.0, file, format!("{count} {}", self.of(count))))
    }
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
    /// The byte of the text at which the first stands; nothing where the place is a path.
    at: Option<usize>,
    /// What stood there, or the path with it.
    first: String,
}

impl Tally {
    /// One more place with this problem, at this byte of the text; the example is what stood there, possibly empty.
    pub(super) fn add(&mut self, words: Words, at: usize, example: &str) {
        self.count(words, Some(at), || cut(line(example), 80));
    }

    /// One more loss or guess; the place is a path into the file, with the value found there.
    pub(super) fn warn(&mut self, words: &'static str, place: impl Display) {
        self.count(warning(words), None, || place.to_string());
    }

    /// One more repair, at a path.
    pub(super) fn note(&mut self, words: &'static str, place: impl Display) {
        self.count(note(words), None, || place.to_string());
    }

    fn count(&mut self, words: Words, at: Option<usize>, first: impl FnOnce() -> String) {
        match self.rows.iter_mut().find(|row| row.words == words) {
            Some(row) => row.count += 1,
            None => self.rows.push(Row { words, count: 1, at, first: first() }),
        }
    }

    /// Every problem with the first of its places, in the order of these in the text, or in which they came up.
    pub(super) fn report(mut self, file: &str, text: &str, problems: &mut Vec<Problem>) {
        self.rows.sort_by_key(|row| row.at);
        for Row { words, count, at, first } in self.rows {
            let said = words.of(count);
            problems.push(match (at, count, first.as_str()) {
                (None, 1, _) => Problem::new(words.0, file, format!("{first}: {said}")),
                (None, _, _) => Problem::new(words.0, file, format!("{first}: {said} ({} more like it)", count - 1)),
                (Some(at), _, "") => Problem::new(words.0, file, format!("{count} {said}")).at(text, at),
                (Some(at), 1, _) => Problem::new(words.0, file, format!("1 {said}: {first}")).at(text, at),
                (Some(at), ..) => {
                    Problem::new(words.0, file, format!("{count} {said}; the first: {first}")).at(text, at)
                }
            });
        }
    }
}

const LINK_UNUSABLE: Words = warning("[link leads|links lead] nowhere on the web and [was|were] left out");
const LINK_TOO_LONG: Words = warning("[link is|links are] longer than 2,000 letters and [was|were] left out");

/// Why an address that was met is no link.
pub(super) fn no_link(address: &str) -> Words {
    if address.len() > LONGEST_LINK { LINK_TOO_LONG } else { LINK_UNUSABLE }
}

pub(super) const START_UNREADABLE: Words = warning("[session has|sessions have] no start that can be read");
pub(super) const LENGTH_UNREADABLE: Words = warning("[session has|sessions have] no length that can be read");

/// The most letters of a bad value that are repeated to the user.
const LONGEST: usize = 40;

/// A value of the source as it may be shown in a path.
pub(super) fn shown(text: &str) -> String {
    format!("'{}'", shortened(text, LONGEST))
}
