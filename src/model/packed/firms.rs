//! Where people work, as a schedule tells it.

use super::Packed;

impl Packed {
    /// The organisations that a speaker had here, as slugs without hyphens.
    pub fn employers_of(&self, speaker: usize) -> impl Iterator<Item = &str> + '_ {
        self.employed.of(speaker).map(|row| self.employers.get(row as usize))
    }

    /// Every name of an organisation: the one that is given first, then the others of the same.
    pub fn names_of<'a>(&'a self, organisation: &'a str) -> impl Iterator<Item = &'a str> {
        let all = self.organisations.iter().find(|one| one.0.iter().any(|name| name == organisation));
        let others =
            all.into_iter().flat_map(|one| &one.0).map(String::as_str).filter(move |name| *name != organisation);
        std::iter::once(organisation).chain(others)
    }
}
