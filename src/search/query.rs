//! A query as it was understood: a list of terms, each of which a session must meet.

use super::fields::{Condition, Field};
use super::spelling::{Variant, is_short_form, variants};
use super::word::{Manner, Needle};
use crate::model::fold;
use std::ops::Range;

/// What a session must meet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    pub(super) terms: Vec<Term>,
    /// Where in the text each of them stands.
    pub(super) places: Vec<Range<usize>>,
    /// What of the text was not understood.
    pub(super) wrong: Vec<Range<usize>>,
}

/// One thing that a session must meet, or must not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) negative: bool,
    pub(super) wanted: Wanted,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wanted {
    Text(Word),
    Condition(Condition),
    /// All that one of these queries asks for.
    Any(Vec<Query>),
}

/// A folded word or phrase, never empty, to be found in one field or in any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) field: Option<Field>,
    pub(super) text: String,
    pub(super) manner: Manner,
    /// Other ways to write it.
    pub(super) variants: Vec<Variant>,
}

impl Word {
    /// A folded word, with the other ways to write it.
    pub(super) fn new(field: Option<Field>, text: String, manner: Manner) -> Self {
        let variants = variants(&text);
        Self { field, text, manner, variants }
    }

    /// Adds another form of it, if this is what it says.
    fn also(&mut self, one: &str, other: &str) {
        if self.text == one && self.variants.iter().all(|variant| variant.text != other) {
            self.variants.push(Variant { text: other.to_owned(), whole: true });
        }
    }

    /// The other ways to write it, made ready for matching.
    pub(super) fn other_needles<'v>(&self, parted: &'v [Variant]) -> impl Iterator<Item = Needle<'v>> + use<'v>
    where
        Self: 'v,
    {
        let manner = self.manner;
        parted.iter().map(move |variant| Needle::variant(&variant.text, manner, variant.whole))
    }

    /// The word made ready for matching, or for being excluded.
    pub(super) fn needle(&self, excluded: bool) -> Needle<'_> {
        if excluded || is_short_form(&self.text) {
            Needle::excluded(&self.text, self.manner)
        } else {
            Needle::new(&self.text, self.manner)
        }
    }
}

impl Query {
    /// The query of one term.
    pub(super) fn of(term: Term) -> Self {
        Self { terms: vec![term], ..Self::default() }
    }

    /// Lets words mean what the user says that they mean.
    pub(super) fn widen(&mut self, same: &[(String, String)]) {
        let same: Vec<(String, String)> = same.iter().map(|(short, long)| (fold(short), fold(long))).collect();
        self.widen_to(&same);
    }

    fn widen_to(&mut self, same: &[(String, String)]) {
        for term in &mut self.terms {
            match &mut term.wanted {
                Wanted::Text(word) => same.iter().for_each(|(short, long)| {
                    word.also(short, long);
                    word.also(long, short);
                }),
                Wanted::Any(ways) => ways.iter_mut().for_each(|way| way.widen_to(same)),
                Wanted::Condition(_) => {}
            }
        }
    }

    /// Whether every session meets it.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Which parts of its text were not understood, as ranges of bytes.
    pub fn wrong(&self) -> &[Range<usize>] {
        &self.wrong
    }

    /// Whether it may have other hits as time passes.
    pub fn asks_for_time(&self) -> bool {
        self.terms.iter().any(|term| match &term.wanted {
            Wanted::Condition(condition) => condition.asks_for_time(),
            Wanted::Any(ways) => ways.iter().any(Self::asks_for_time),
            Wanted::Text(_) => false,
        })
    }

    /// Whether it asks for what is not for the user, which lists leave out otherwise.
    pub fn asks_for_dismissed(&self) -> bool {
        self.terms.iter().any(|term| match &term.wanted {
            Wanted::Condition(condition) => condition.asks_for_dismissed() && !term.negative,
            Wanted::Any(ways) => ways.iter().any(Self::asks_for_dismissed),
            Wanted::Text(_) => false,
        })
    }

    /// Whether it asks what has changed since the user read of it.
    pub fn asks_for_changes(&self) -> bool {
        self.terms.iter().any(|term| match &term.wanted {
            Wanted::Condition(condition) => condition.asks_for_changes(),
            Wanted::Any(ways) => ways.iter().any(Self::asks_for_changes),
            Wanted::Text(_) => false,
        })
    }

    /// Whether it finds sessions by how they are marked.
    pub fn asks_for_marks(&self) -> bool {
        self.terms.iter().any(|term| match &term.wanted {
            Wanted::Condition(condition) => condition.asks_for_marks() && !term.negative,
            Wanted::Any(ways) => ways.iter().any(Self::asks_for_marks),
            Wanted::Text(_) => false,
        })
    }

    /// The words that a session may match.
    pub(super) fn words(&self) -> Vec<&Word> {
        let wanted = self.terms.iter().filter(|term| !term.negative);
        let words = wanted.flat_map(|term| match &term.wanted {
            Wanted::Text(word) => vec![word],
            Wanted::Any(ways) => ways.iter().flat_map(Self::words).collect(),
            Wanted::Condition(_) => Vec::new(),
        });
        words.collect()
    }

    /// The words of its own that must match.
    pub(super) fn own_words(&self) -> impl Iterator<Item = &Word> {
        self.terms.iter().filter(|term| !term.negative).filter_map(|term| match &term.wanted {
            Wanted::Text(word) => Some(word),
            Wanted::Condition(_) | Wanted::Any(_) => None,
        })
    }
}
