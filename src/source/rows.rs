//! Tables of words that are kept as text beside the code which asks them: a row on each line, its two columns parted by a
//! tab.

use std::collections::HashMap;
use std::sync::OnceLock;

pub(super) fn rows(table: &str) -> impl Iterator<Item = (&str, &str)> {
    table.lines().filter_map(|line| line.split_once('\t'))
}

/// Whether a word is one of several that are parted by blanks.
pub(super) fn is_among(words: &str, word: &str) -> bool {
    // Asked of every tag of a text, and so without a look at more than the beginnings of words.
    let (mut rest, word) = (words.as_bytes(), word.as_bytes());
    loop {
        let ends = matches!(rest.get(word.len()), None | Some(b' '));
        if ends && rest.first() == word.first() && rest.starts_with(word) {
            return true;
        }
        match memchr::memchr(b' ', rest) {
            Some(blank) => rest = &rest[blank + 1..],
            None => return false,
        }
    }
}

/// A table that is asked of every session: its words are parted once, when the first is looked for.
pub(super) struct Table {
    text: &'static str,
    /// What parts the words of a row.
    between: char,
    /// The rows of the words, by their number.
    words: OnceLock<HashMap<&'static str, (usize, &'static str)>>,
}

impl Table {
    /// Rows whose second column is a list of words parted by blanks.
    pub(super) const fn new(text: &'static str) -> Self {
        Self { text, between: ' ', words: OnceLock::new() }
    }

    /// Rows whose second column is one entry, blanks included.
    pub(super) const fn of_entries(text: &'static str) -> Self {
        Self { text, between: '\t', words: OnceLock::new() }
    }

    /// The number and the first column of the first row that lists a word.
    pub(super) fn row(&self, word: &str) -> Option<(usize, &'static str)> {
        let words = self.words.get_or_init(|| {
            let mut words = HashMap::new();
            for (number, (first, list)) in rows(self.text).enumerate() {
                for word in list.split(self.between) {
                    words.entry(word).or_insert((number, first));
                }
            }
            words
        });
        words.get(word).copied()
    }

    /// The first column of the first row that lists a word.
    pub(super) fn listed(&self, word: &str) -> Option<&'static str> {
        self.row(word).map(|(_, first)| first)
    }
}
