//! Tables of words that are kept as text beside the code which asks them: a row on each line, its two columns parted by a
//! tab.

pub(super) fn rows(table: &str) -> impl Iterator<Item = (&str, &str)> {
    table.lines().filter_map(|line| line.split_once('\t'))
}

/// The first column of the first row whose second one lists a word.
pub(super) fn listed<'t>(table: &'t str, word: &str) -> Option<&'t str> {
    rows(table).find(|(_, words)| is_among(words, word)).map(|(first, _)| first)
}

/// Whether a word is one of several that are parted by blanks.
pub(super) fn is_among(words: &str, word: &str) -> bool {
    words.split(' ').any(|other| other == word)
}
