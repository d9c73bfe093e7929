//! What is wrong with a text that somebody gave us: where, what, and what to do.
//!
//! Every parser of the program returns a value *and* a list of these; nothing is thrown away silently and nothing good
//! is refused because of something bad beside it. This room knows no format. Start with [`Problem`]; [`nearest`] finds
//! the word that was probably meant.

use std::fmt;

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// How something was understood, where nothing was wrong.
    Remark,
    /// Repaired without loss; said for completeness.
    Note,
    /// Something was left out or guessed.
    Warning,
    /// The thing that was asked for could not be done.
    Error,
}

/// One thing that is wrong with one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// How much it matters.
    pub severity: Severity,
    /// What the text is called: a file name, an address, `query`.
    pub file: String,
    /// Line and column, both counted from 1, the column in characters; absent where a place means nothing.
    pub place: Option<(usize, usize)>,
    /// What happened, without a full stop.
    pub message: String,
    /// What to do about it, without a full stop.
    pub advice: Option<String>,
}

impl Problem {
    /// A problem of the given severity with no place and no advice.
    pub fn new(severity: Severity, file: impl Into<String>, message: impl Into<String>) -> Self {
        Self { severity, file: file.into(), place: None, message: message.into(), advice: None }
    }

    /// An error: see [`Severity::Error`].
    pub fn error(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, file, message)
    }

    /// A warning: see [`Severity::Warning`].
    pub fn warning(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, file, message)
    }

    /// A note: see [`Severity::Note`].
    pub fn note(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, file, message)
    }

    /// The same problem at the byte offset `offset` of `text`.
    #[must_use]
    pub fn at(mut self, text: &str, offset: usize) -> Self {
        self.place = Some(line_column(text, offset));
        self
    }

    /// The same problem on a line whose number, from 1, is known.
    #[must_use]
    pub fn on_line(mut self, line: usize) -> Self {
        self.place = Some((line, 1));
        self
    }

    /// The same problem with a word on what to do.
    #[must_use]
    pub fn advise(mut self, advice: impl Into<String>) -> Self {
        self.advice = Some(advice.into());
        self
    }

    /// The same problem with "did you mean" advice where a candidate is near enough to `word`.
    #[must_use]
    pub fn suggest<'a>(self, word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Self {
        match nearest(word, candidates) {
            Some(found) => self.advise(format!("did you mean '{found}'?")),
            None => self,
        }
    }
}

/// `a`, `a or b`, `a, b or c`.
pub fn alternatives(words: &[String]) -> String {
    match words.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        _ => words.concat(),
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.file)?;
        if let Some((line, column)) = self.place {
            write!(out, ":{line}:{column}")?;
        }
        write!(out, ": {}", self.message)?;
        match &self.advice {
            Some(advice) => write!(out, "; {advice}"),
            None => Ok(()),
        }
    }
}

/// Line and column of a byte offset, both from 1, the column in characters. An offset past the end means the end, and
/// one inside a character means that character.
pub fn line_column(text: &str, offset: usize) -> (usize, usize) {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// The candidate that `word` was probably meant to be: the one with the smallest edit distance, if that is at most a
/// third of the word's length (and at least one edit is always allowed). Ties go to the earlier candidate.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let length = word.chars().count();
    let allowed = (length / 3).max(1);
    candidates
        .into_iter()
        // Comparing takes as long as one length times the other, and these are too different anyway.
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= allowed)
        .map(|candidate| (strsim::osa_distance(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// What to write in place of a word that is none of those that are known: the nearest of them, or all.
pub fn one_of<'a>(what: &str, word: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    match nearest(word, known.clone()) {
        Some(near) => format!("did you mean '{near}'?"),
        None => format!("the {what} are {}", known.collect::<Vec<_>>().join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_reads_as_place_message_and_advice() {
        let problem = Problem::error("keymap.toml", "'nxet' is not an action").at("a\nbc = \"nxet\"", 7);
        let problem = problem.suggest("nxet", ["previous", "next"]);
        assert_eq!(problem.to_string(), "keymap.toml:2:6: 'nxet' is not an action; did you mean 'next'?");
    }

    #[test]
    fn columns_count_characters_and_offsets_are_clamped() {
        assert_eq!(line_column("äöü\nx", 4), (1, 3));
        assert_eq!(line_column("äöü\nx", 3), (1, 2), "an offset inside a character is that character");
        assert_eq!(line_column("a\n", 99), (2, 1));
        assert_eq!(line_column("", 0), (1, 1));
    }

    #[test]
    fn a_far_word_has_no_neighbour() {
        assert_eq!(nearest("quux", ["going", "next"]), None);
        assert_eq!(nearest("gonig", ["going", "interested"]), Some("going"));
    }
}
