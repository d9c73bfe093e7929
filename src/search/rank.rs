//! The order of the hits, a total one: the same query always gives the same list.
//!
//! 1. Titles that are what was typed, then those that begin with it, then those that hold several typed words side by
//!    side.
//! 2. The sum, over the words, of the step on which each stands. A word stands on the best of these steps that one of
//!    the session's fields gives it:
//!
//!    | how it fits | title | speaker | organisation, track, tag, room, event |
//!    |---|---|---|---|
//!    | as a whole word | 0 | 2 | 4 |
//!    | at the start of a word | 1 | 3 | 5 |
//!    | within a word | 6 | 7 | 8 |
//!    | fuzzily | 9 | 10 | 11 |
//!
//!    and abstract, takeaways and note follow with 12, 13 and 14. Thus a speaker called Kris comes before a title with
//!    the letters k, r, i and s in it, which no strict order of fields would do.
//! 3. Of fuzzy matches, the higher score that nucleo gives.
//! 4. The programme's own order: time, then title.

use super::fields::Field;
use super::word::{Fit, How, begins_at};
use memchr::memmem;

/// Where one word stands in one session; the smaller is the better one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Grade {
    pub(super) step: u32,
    /// What nucleo's score lacks of the highest that is possible.
    pub(super) lack: u32,
}

impl Grade {
    /// That of somebody of whom no word was asked.
    pub(super) const NONE: Self = Self { step: 0, lack: 0 };

    /// The grade that a fit in a field gives.
    pub(super) fn new(field: Field, fit: Fit) -> Self {
        let step = match (field, fit.how) {
            (Field::Body, How::Whole) => 12,
            (Field::Body, How::Start) => 13,
            (Field::Body, How::Within | How::Fuzzy) => 14,
            (field, How::Whole) => 2 * column(field),
            (field, How::Start) => 2 * column(field) + 1,
            (field, How::Within) => 6 + column(field),
            (field, How::Fuzzy) => 9 + column(field),
        };
        Self { step, lack: if fit.how == How::Fuzzy { u32::from(u16::MAX - fit.score) } else { 0 } }
    }
}

fn column(field: Field) -> u32 {
    match field {
        Field::Title => 0,
        Field::Speaker => 1,
        _ => 2,
    }
}

/// The words that were typed as they may stand in a title.
pub(super) struct Typed<'t> {
    text: &'t str,
    finder: memmem::Finder<'t>,
    words: usize,
}

impl<'t> Typed<'t> {
    /// Folded words, with one blank between them, and how many there are.
    pub(super) fn new(text: &'t str, words: usize) -> Self {
        Self { text, finder: memmem::Finder::new(text), words }
    }

    /// How a whole folded title answers them; the smaller is the better one.
    pub(super) fn grade(&self, title: &str) -> u32 {
        if title.starts_with(self.text) {
            return u32::from(title.len() > self.text.len());
        }
        let side_by_side = self.words > 1 && self.finder.find(title.as_bytes()).is_some_and(|at| begins_at(title, at));
        if side_by_side { 2 } else { 3 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Field::{Body, Room, Speaker, Title};
    use How::{Fuzzy, Start, Whole, Within};

    #[test]
    fn the_steps_are_those_of_the_table() {
        let from_best_to_worst = [
            [(Title, Whole), (Title, Start), (Speaker, Whole), (Speaker, Start), (Room, Whole)],
            [(Room, Start), (Title, Within), (Speaker, Within), (Room, Within), (Title, Fuzzy)],
            [(Speaker, Fuzzy), (Room, Fuzzy), (Body, Whole), (Body, Start), (Body, Within)],
        ];
        let grades = from_best_to_worst.as_flattened().iter();
        let steps: Vec<_> = grades.map(|(field, how)| Grade::new(*field, Fit { how: *how, score: 1 }).step).collect();
        assert_eq!(steps, (0..15).collect::<Vec<_>>());
    }

    #[test]
    fn of_two_fuzzy_fits_the_higher_score_is_better() {
        let grade = |score| Grade::new(Title, Fit { how: Fuzzy, score });
        assert!(grade(80) < grade(79));
    }

    #[test]
    fn titles_are_what_was_typed_begin_with_it_or_hold_it_side_by_side() {
        for (title, typed, words, expected) in [
            ("service mesh", "service mesh", 2, 0),
            ("service meshes", "service mesh", 2, 1),
            ("a service mesh", "service mesh", 2, 2),
            ("microservice mesh", "service mesh", 2, 3),
            ("a mesh", "mesh", 1, 3),
        ] {
            assert_eq!(Typed::new(typed, words).grade(title), expected, "{typed} in {title}");
        }
    }
}
