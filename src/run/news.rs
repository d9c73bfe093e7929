//! What has changed of sessions since the user read of it, for whom no screen tells.

use super::startup::Startup;
use crate::changes::{ReadChanges, Unread, unread};
use crate::model::SessionIx;
use crate::store::SavedState;
use std::collections::BTreeMap;

impl Startup {
    /// What has changed of the sessions of the programme since the user read of it, by position.
    pub fn news(&self) -> BTreeMap<SessionIx, Unread> {
        let read = self.read();
        let of_event = |id: &str| {
            let known = |(session, one): (String, Unread)| Some((self.programme.session_by_id(id, &session)?, one));
            self.news_at(id, &read).into_iter().filter_map(known).collect::<Vec<_>>()
        };
        self.kept.iter().filter(|kept| kept.taking_part).flat_map(|kept| of_event(&kept.id)).collect()
    }

    /// The same in the form in which a search asks for it: whether a session was not there before.
    pub fn changed(&self) -> Vec<(SessionIx, bool)> {
        self.news().into_iter().map(|(ix, one)| (ix, one.new)).collect()
    }

    /// What has changed of one session.
    pub fn news_of(&self, session: SessionIx) -> Option<Unread> {
        let event = &self.programme.event_of(session).id;
        self.news_at(event, &self.read()).remove(self.programme.id(session))
    }

    fn read(&self) -> BTreeMap<String, ReadChanges> {
        self.places.as_ref().map(|places| SavedState::load(&places.state).0.read).unwrap_or_default()
    }

    fn news_at(&self, event: &str, read: &BTreeMap<String, ReadChanges>) -> BTreeMap<String, Unread> {
        let reports = self.event_store.as_ref().map(|store| store.changes(event).0).unwrap_or_default();
        unread(&reports, read.get(event).unwrap_or(&ReadChanges::default()))
    }
}
