//! The favourites file of this program, from a friend or from another machine.

use super::reading::{ForeignReading, Kind, Reference};
use crate::favourites::{self, Entry, FavouritesReading};
use crate::problem::{Problem, Severity};

pub(super) fn recognises(text: &str) -> bool {
    text.lines().any(|line| line.trim() == "[[entry]]")
}

pub(super) fn read(text: &str, file: &str) -> Result<ForeignReading, Problem> {
    let (favourites, mut problems) = match favourites::read(text, file) {
        FavouritesReading::Whole(favourites, problems) | FavouritesReading::Part(favourites, problems) => {
            (favourites, problems)
        }
        FavouritesReading::Unreadable(problem) | FavouritesReading::Newer(problem) => return Err(problem),
    };
    // Nothing is written to this file, so what could not be read is left out and nothing more.
    for problem in &mut problems {
        problem.severity = problem.severity.min(Severity::Warning);
    }
    let references: Vec<_> = favourites.entries().filter(|entry| says_something(entry)).map(reference).collect();
    let origin = references.first().and_then(|reference| reference.event.clone());
    Ok(ForeignReading { kind: Kind::Favourites, references, origin, problems })
}

/// Whether an entry is about more than a mark that a later version knows: nobody can tell what that wishes.
fn says_something(entry: &Entry) -> bool {
    let is_marked_only = !entry.seen && entry.rating.is_none() && entry.note.is_empty();
    let is_of_later_mark = is_marked_only && entry.later_mark().is_some();
    !entry.is_tombstone() && !is_of_later_mark
}

fn reference(entry: &Entry) -> Reference {
    let keys = entry.guid.iter().chain([&entry.session]).chain(&entry.code).cloned().collect();
    Reference {
        keys,
        title: Some(entry.title.clone()).filter(|title| !title.is_empty()),
        start: entry.start,
        url: None,
        event: Some(entry.event.clone()),
        mark: entry.mark,
        seen: entry.seen,
        rating: entry.rating,
        note: entry.note.clone(),
    }
}
