//! Which parts of a shown text a query matched.
//!
//! Matching happens in folded text, where one letter may have become two (ß) or none (an accent of its own), so that
//! each folded byte remembers the letter it came from. What is found is widened to whole graphemes, because half a
//! grapheme cannot be drawn.

use super::fields::Field;
use super::find::Scratch;
use super::query::{Query, Word};
use super::spelling::parted;
use super::word::{Extent, Manner, Needle};
use crate::model::fold_letter;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// The byte ranges of `text` that the query matched, in order, apart from each other, on grapheme boundaries. `text` is
/// one text of the given field as the programme has it: one title, one name, one tag.
pub fn highlight(query: &Query, field: Field, text: &str, scratch: &mut Scratch) -> Vec<Range<usize>> {
    let mut words = query.words().into_iter().filter(|word| word.field.is_none_or(|of| of == field)).peekable();
    if words.peek().is_none() {
        return Vec::new();
    }
    let folded = Folded::new(text);
    let mut found = Vec::new();
    for word in words {
        places(word, field, &folded.text, scratch, &mut found);
    }
    let origins: Vec<_> = found.into_iter().map(|range| folded.origin(range)).collect();
    on_graphemes(text, origins)
}

/// Where a word matches in a folded text: everywhere it occurs as written or, failing that, where its letters do.
fn places(word: &Word, field: Field, text: &str, scratch: &mut Scratch, found: &mut Vec<Range<usize>>) {
    let before = found.len();
    spelt(word, &word.needle(false), field, text, found);
    for needle in word.other_needles(&word.variants) {
        spelt(word, &needle, field, text, found);
    }
    if found.len() == before && text.contains([' ', '-']) {
        let parted = parted(&word.text, |_, _| true);
        for needle in word.other_needles(&parted) {
            spelt(word, &needle, field, text, found);
        }
    }
    if found.len() == before && word.needle(false).is_fuzzy() && !matches!(field, Field::Body | Field::Event) {
        letters(&word.text, text, scratch, found);
    }
}

/// Where one way to write a word stands in a folded text.
fn spelt(word: &Word, needle: &Needle<'_>, field: Field, text: &str, found: &mut Vec<Range<usize>>) {
    let length = needle.text().len();
    let extent = if field == Field::Body { Extent::Long } else { Extent::Short };
    match word.manner {
        Manner::Plain | Manner::Written => {
            found.extend(needle.occurrences(text, extent).map(|at| at..at + length));
        }
        _ if extent == Extent::Long || needle.written(text).is_none() => {}
        Manner::Prefix | Manner::Equal => found.push(0..length),
        Manner::Suffix => found.push(text.len() - length..text.len()),
    }
}

/// Where the letters of a word stand that matches a folded text fuzzily.
fn letters(word: &str, text: &str, scratch: &mut Scratch, found: &mut Vec<Range<usize>>) {
    let Some((_, places)) = scratch.fuzzy.find(word, text) else { return };
    let mut places = places.iter().map(|place| *place as usize).peekable();
    for (number, (at, letter)) in text.char_indices().enumerate() {
        if places.next_if_eq(&number).is_some() {
            found.push(at..at + letter.len_utf8());
        }
    }
}

/// A folded text that knows where it came from.
struct Folded {
    text: String,
    /// For each folded byte the range of the letter it came from; empty where both are ASCII and thus the same.
    origins: Vec<Range<usize>>,
}

impl Folded {
    fn new(original: &str) -> Self {
        if original.is_ascii() {
            return Self { text: original.to_ascii_lowercase(), origins: Vec::new() };
        }
        let mut folded = Self { text: String::with_capacity(original.len()), origins: Vec::new() };
        for (at, letter) in original.char_indices() {
            fold_letter(letter, |part| folded.text.push(part));
            folded.origins.resize(folded.text.len(), at..at + letter.len_utf8());
        }
        folded
    }

    fn origin(&self, found: Range<usize>) -> Range<usize> {
        match (self.origins.get(found.start), self.origins.get(found.end.saturating_sub(1))) {
            (Some(first), Some(last)) => first.start..last.end,
            _ => found,
        }
    }
}

fn on_graphemes(text: &str, mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    let mut ranges = ranges.into_iter().peekable();
    for (start, grapheme) in text.grapheme_indices(true) {
        let end = start + grapheme.len();
        while ranges.next_if(|range| range.end <= start).is_some() {}
        if ranges.peek().is_none_or(|range| range.start >= end) {
            continue;
        }
        match merged.last_mut().filter(|last| last.end == start) {
            Some(last) => last.end = end,
            None => merged.push(start..end),
        }
    }
    merged
}
