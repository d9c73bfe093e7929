//! What has changed of sessions since the user read of it.

use crate::changes::{ReadChanges, Report, Unread, unread};
use crate::model::{Programme, SessionIx};
use crate::words::CHANGED;
use std::collections::BTreeMap;

/// What was told of changes, and how much of it was read.
#[derive(Debug, Clone, Default)]
pub struct Tidings {
    /// What the last refreshes changed, by the id of the event, the latest first.
    pub(super) reports: BTreeMap<String, Vec<Report>>,
    /// How far that was read, likewise.
    pub(super) read: BTreeMap<String, ReadChanges>,
    /// What has changed since, by session.
    unread: BTreeMap<SessionIx, Unread>,
    /// Of each of those whether it was not there before.
    flags: Vec<(SessionIx, bool)>,
}

impl Tidings {
    /// What the last refreshes of an event changed, the latest first.
    pub fn reports(&self, event: &str) -> &[Report] {
        self.reports.get(event).map_or(&[], Vec::as_slice)
    }

    /// What has changed of a session since the user read of it.
    pub fn of(&self, session: SessionIx) -> Option<&Unread> {
        self.unread.get(&session)
    }

    /// How it was, in few words, with the sign before it: `∆ was 14:00, Hall A`.
    pub fn told(&self, session: SessionIx) -> Option<String> {
        Some(format!("{CHANGED} {}", self.of(session)?.told()?))
    }

    /// Of each session that has changed whether it was not there before, by position.
    pub fn flags(&self) -> &[(SessionIx, bool)] {
        &self.flags
    }

    /// Every session of which something has, by position.
    pub fn all(&self) -> impl Iterator<Item = (SessionIx, &Unread)> {
        self.unread.iter().map(|(ix, unread)| (*ix, unread))
    }

    /// How far was read, as far as anything was told since.
    pub fn read(&self) -> &BTreeMap<String, ReadChanges> {
        &self.read
    }

    pub(super) fn resolve(&mut self, programme: &Programme) {
        self.unread.clear();
        for (event, reports) in &self.reports {
            let nothing = ReadChanges::default();
            let all = unread(reports, self.read.get(event).unwrap_or(&nothing));
            let known = all.into_iter().filter_map(|(id, one)| Some((programme.session_by_id(event, &id)?, one)));
            self.unread.extend(known);
        }
        self.flags = self.unread.iter().map(|(ix, unread)| (*ix, unread.new)).collect();
    }

    /// Notes that what changed of a session is read.
    pub(super) fn note_read(&mut self, programme: &Programme, session: SessionIx) -> bool {
        let Some(unread) = self.unread.remove(&session) else { return false };
        self.flags.retain(|(ix, _)| *ix != session);
        let event = &programme.event_of(session).id;
        let read = self.read.entry(event.clone()).or_default();
        read.sessions.insert(programme.id(session).to_owned(), unread.at);
        // Once all is read, the time of the last report says so.
        let rest = self.unread.keys().any(|other| programme.event_of(*other).id == *event);
        let latest = self.reports.get(event).and_then(|reports| reports.first()).map(|report| report.at);
        if !rest && latest.is_some() {
            *read = ReadChanges { until: latest.max(read.until), sessions: BTreeMap::new() };
        }
        true
    }
}
