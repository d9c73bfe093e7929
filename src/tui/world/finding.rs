//! What follows from the query, the filters and the marks: what the list shows.

use crate::model::SessionIx;
use crate::search::{Scratch, SearchContext, search};
use crate::tui::world::facts::World;
use crate::tui::world::found::{self, Found};

/// A search of so many sessions takes longer than a letter may.
const LONG: usize = 30_000;

impl World {
    fn found_key(&self) -> found::FoundKey {
        let asks = !self.filter.parsed.is_empty();
        let asked = asks.then(|| (self.revision.marks, self.revision.friends, self.revision.news, self.clock.minute()));
        (self.revision.programme, self.revision.filter, self.revision.dismissed, asked)
    }

    /// Whether the next refresh searches for what is being typed, and so much that the letter should be seen before.
    pub fn owes_long_search(&self) -> bool {
        self.filter.typing && self.programme.positions().len() > LONG && !self.found.is_of(&self.found_key())
    }

    /// Brings what follows from facts up to date.
    pub fn refresh(&mut self) {
        let key = self.found_key();
        self.by_name.refresh(self.revision.programme, || self.programme.by_name());
        let (mut found, mut scratch) = (std::mem::take(&mut self.found), std::mem::take(&mut self.scratch));
        found.refresh(key, || self.find(&mut scratch));
        (self.found, self.scratch) = (found, scratch);
    }

    /// What the query and the filters leave, with what is not for the user.
    pub fn all_found(&self) -> Vec<SessionIx> {
        let mut scratch = Scratch::default();
        let hits = self.hits(&self.search_context(), &mut scratch);
        found::narrow(&self.programme, &self.filter, &hits, (self.by_name.get(), &[])).hits
    }

    fn find(&self, scratch: &mut Scratch) -> Found {
        let context = self.search_context();
        let hits = self.hits(&context, scratch);
        let dismissed = if self.filter.shows_dismissed() { &[][..] } else { &self.marks.dismissed };
        let mut found = found::narrow(&self.programme, &self.filter, &hits, (self.by_name.get(), dismissed));
        if found.hits.is_empty() && found.dismissed == 0 {
            found.blame = found::whose_fault(&self.filter, &hits, &context, scratch);
        }
        found
    }

    fn search_context(&self) -> SearchContext<'_> {
        SearchContext {
            programme: &self.programme,
            personal: &self.marks.all,
            now: self.clock.minute(),
            clashing: &self.marks.clashing,
            friends: &self.friend_marks.sessions,
            changed: self.news.flags(),
        }
    }

    fn hits(&self, context: &SearchContext<'_>, scratch: &mut Scratch) -> Vec<SessionIx> {
        let mut hits: Vec<SessionIx> = if self.filter.parsed.is_empty() {
            self.programme.order().to_vec()
        } else {
            search(&self.filter.parsed, context, scratch).into_iter().map(|hit| hit.session).collect()
        };
        if self.filter.grouped {
            self.programme.sort_by_time(&mut hits);
        }
        hits
    }
}
