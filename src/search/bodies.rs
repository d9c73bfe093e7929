//! Long texts, searched by their words: which sessions have a word is stored, so that no abstract is read.

use super::word::{Extent, Fit, How, Needle};
use crate::model::packed::{Packed, Vocabulary, words};

/// How one word fits the long texts of an event's sessions.
#[derive(Default)]
pub(super) struct Bodies {
    fits: Vec<Text>,
    /// Whether no text was looked for.
    idle: bool,
}

/// What is known of one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Text {
    Without,
    /// It has the words, but whether they stand side by side only reading it can tell.
    ToBeRead,
    With(How),
}

impl Bodies {
    /// Looks for a word in the long texts of an event, where it is `asked` for there.
    pub(super) fn fill(&mut self, packed: &Packed, needle: &Needle<'_>, asked: bool) {
        self.idle = !asked || !needle.is_free();
        if self.idle {
            return;
        }
        self.fits.clear();
        let vocabulary = &packed.searchable().vocabulary;
        match words(needle.text()).next() {
            None => self.fits.resize(packed.len(), Text::ToBeRead),
            Some(_) if needle.is_one_word() => {
                self.fits.resize(packed.len(), Text::Without);
                let text = vocabulary.text();
                for at in needle.occurrences(text, Extent::Long) {
                    self.mark(vocabulary, at, Text::With(needle.how_at(text, at)));
                }
            }
            Some(_) => {
                self.fits.resize(packed.len(), Text::Without);
                self.with_all(vocabulary, needle);
            }
        }
    }

    /// Marks the sessions that have every word of the needle.
    fn with_all(&mut self, vocabulary: &Vocabulary, needle: &Needle<'_>) {
        let mut had = vec![0_usize; self.fits.len()];
        let mut count = 0;
        for word in words(needle.text()) {
            for at in memchr::memmem::find_iter(vocabulary.text().as_bytes(), word) {
                for entry in vocabulary.entries(vocabulary.at(at)).filter(|entry| entry.in_body) {
                    if let Some(had) = had.get_mut(entry.session).filter(|had| **had == count) {
                        *had += 1;
                    }
                }
            }
            count += 1;
        }
        for (text, had) in self.fits.iter_mut().zip(had) {
            if had == count {
                *text = Text::ToBeRead;
            }
        }
    }

    fn mark(&mut self, vocabulary: &Vocabulary, at: usize, text: Text) {
        for entry in vocabulary.entries(vocabulary.at(at)).filter(|entry| entry.in_body) {
            if let Some(known) = self.fits.get_mut(entry.session) {
                *known = text.max(*known);
            }
        }
    }

    /// Whether no long text has the word.
    pub(super) fn are_without(&self) -> bool {
        self.idle || self.fits.iter().all(|text| *text == Text::Without)
    }

    /// How the word fits the long text of a session.
    pub(super) fn fit<'t>(
        &self,
        session: usize,
        needle: &Needle<'_>,
        text: impl FnOnce() -> &'t String,
    ) -> Option<Fit> {
        if self.idle {
            return None;
        }
        match self.fits.get(session)? {
            Text::Without => None,
            Text::ToBeRead => needle.written_in_long(text()),
            Text::With(how) => Some(Fit { how: *how, score: 0 }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::packed::body;
    use crate::model::{Schedule, Session, fold};
    use crate::search::word::Manner;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_text_is_found_by_its_words_just_where_reading_it_finds_it(
            texts in prop::collection::vec("[ab1é' +-]{0,14}", 1..6),
            word in "[ab1é'+]{1,4}|[ab]{1,3} [ab]{1,3}",
            written in any::<bool>(),
        ) {
            let mut schedule = Schedule::default();
            for (at, text) in texts.iter().enumerate() {
                let mut session = Session::new(format!("s{at}"), "Title");
                session.abstract_text.clone_from(text);
                schedule.sessions.push(session);
            }
            let packed = Packed::of(&schedule).unwrap();
            let word = fold(&word);
            let needle = Needle::new(&word, if written { Manner::Written } else { Manner::Plain });
            let mut bodies = Bodies::default();
            bodies.fill(&packed, &needle, true);
            for (at, text) in texts.iter().enumerate() {
                let folded = body(&packed.session(at));
                prop_assert_eq!(bodies.fit(at, &needle, || &folded), needle.written_in_long(&fold(text)), "{} in {}", word, text);
            }
        }
    }
}
