//! Ids that are unique in a table, whatever the source says.

use super::text::cut;
use std::collections::{HashMap, HashSet};

/// The most letters of an id, behind which there may be a number.
pub(super) const LONGEST: usize = 200;

#[derive(Debug, Default)]
pub(super) struct Ids {
    taken: HashSet<String>,
    /// The last number behind each id that several would have: counting from the beginning for each of thousands would
    /// take as long as their number squared.
    numbers: HashMap<String, usize>,
}

impl Ids {
    /// Takes an id; false where something else has it.
    pub(super) fn take(&mut self, id: &str) -> bool {
        self.taken.insert(id.to_owned())
    }

    /// Takes this id, or `otherwise` for an empty one, with a number behind it where something else has it.
    pub(super) fn unique(&mut self, id: String, otherwise: &str) -> String {
        let base = if id.is_empty() { otherwise.to_owned() } else { cut(id, LONGEST) };
        let mut id = base.clone();
        let number = self.numbers.entry(base.clone()).or_insert(1);
        while !self.taken.insert(id.clone()) {
            *number += 1;
            id = format!("{base}-{number}");
        }
        id
    }
}
