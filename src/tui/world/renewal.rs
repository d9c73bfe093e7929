//! Another programme in place of the one so far, and friends who were found in it.

use crate::agenda::Transfer;
use crate::friends::Friends;
use crate::model::Programme;
use crate::tui::world::facts::World;
use crate::tui::world::remap::Remap;
use std::sync::Arc;

impl World {
    /// Goes on with another programme: marks follow their sessions, filters stay where there is still something to filter
    /// by. Returns the programme so far, whether what is stored is another text now, and the filters that are lost.
    pub fn apply_programme(&mut self, programme: Arc<Programme>) -> (Arc<Programme>, bool, Vec<String>) {
        let before = std::mem::replace(&mut self.programme, programme);
        self.likeness = None;
        self.revision.programme += 1;
        self.transfer = Transfer::new(&self.programme, &self.preferences.rules);
        self.friends.resolve(&self.programme);
        let changed = self.migrate_marks();
        let today = Arc::clone(&self.programme);
        let remap = Remap { before: &before, today: &today };
        self.reminders.remap(&remap);
        self.look_for_reminder();
        self.planning.fixed = self.planning.fixed.iter().filter_map(|session| remap.session(*session)).collect();
        self.revision.planning += 1;
        let lost = self.filter.remap(&remap, self.friend_marks.names());
        self.revision.filter += 1;
        (before, changed, lost)
    }

    /// Goes on with other friends, or with more of their sessions.
    pub fn apply_friends(&mut self, friends: Friends) {
        self.friends = friends;
        self.friend_marks = self.friends.in_programme(&self.programme);
        self.revision.friends += 1;
    }
}
