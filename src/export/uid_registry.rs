//! What was exported before.
//!
//! A calendar that knows a session takes its new time only if the session's number has grown (RFC 5545, 3.8.7.4), so
//! somebody has to remember where each session stood; and it holds a session for the same one only under the same name,
//! while schedules give their sessions other ids. So sessions are found again as favourites are. Most calendars keep what
//! they were told until they are told otherwise, so it is remembered too which sessions each file holds: what is there no
//! longer is cancelled. An earlier export may be written anew only while nobody else has changed it, so its sum is
//! remembered as well.

use super::known::Known;
use super::selection::Selection;
use super::told::{CalendarVersion, Place, Told, WithdrawalReason, Withdrawn};
use super::vevent;
use super::written;
use crate::favourites::Favourites;
use crate::identity::aside;
use crate::model::packed::sum;
use crate::model::{Programme, SessionIx, Slot};
use chrono::{DateTime, SubsecRound, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What was exported before. Its form on disk is JSON; no session is ever taken out of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct UidRegistry {
    /// What calendars were told, by the names that sessions have there.
    #[serde(default)]
    sessions: BTreeMap<String, Version>,
    /// The CRC-32 of every file that was written, by its path.
    #[serde(default)]
    files: BTreeMap<String, u32>,
    /// What each calendar holds, by where it was written to.
    #[serde(default)]
    feeds: BTreeMap<String, Feed>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Version {
    sequence: u32,
    #[serde(default)]
    modified: Option<DateTime<Utc>>,
    /// The CRC-32 of all that was said of it.
    #[serde(default)]
    sum: Option<u32>,
    place: Place,
    session: Known,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
struct Feed {
    /// What was asked for: something else is another calendar. Absent where the file itself is all that is known.
    #[serde(default)]
    selection: Option<String>,
    /// The names of the sessions that are in it.
    uids: BTreeSet<String>,
    /// Those that were in it, with the number and the time at which they were cancelled.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    withdrawn: BTreeMap<String, (u32, DateTime<Utc>)>,
}

/// The name in calendars of a session with this whole id: the id, and the program as the authority.
pub(super) fn uid(full_id: &str) -> String {
    format!("{full_id}@kubetalks")
}

impl UidRegistry {
    /// What to tell the calendar that a selection is for; from now on it is held to have been told.
    pub(super) fn tell(&mut self, selection: &Selection<'_>) -> Told {
        let options = selection.options;
        let known = self.known(selection.programme);
        let earlier = self.feeds.remove(&options.place);
        let same = |feed: &Feed| feed.selection.as_ref().is_none_or(|selection| *selection == options.selection);
        let mut feed = earlier.filter(same).unwrap_or_default();
        let mut told = Told::default();
        for (ix, slot) in selection.timed() {
            let uid = known.get(&ix).cloned().unwrap_or_else(|| self.free_uid(selection.programme, ix));
            let returns = feed.withdrawn.remove(&uid).is_some();
            let version = self.version(selection, ix, slot, uid, returns);
            told.versions.insert(ix, version);
        }
        let uids = told.versions.values().map(|version| version.uid.clone()).collect();
        let before = std::mem::replace(&mut feed.uids, uids);
        (told.withdrawn, told.waiting) = self.withdraw(selection, &known, &mut feed, before);
        feed.selection = Some(options.selection.clone());
        self.feeds.insert(options.place.clone(), feed);
        told
    }

    /// How calendars know a session from now on.
    fn version(
        &mut self,
        selection: &Selection<'_>,
        ix: SessionIx,
        slot: Slot,
        uid: String,
        returns: bool,
    ) -> CalendarVersion {
        let (programme, now) = (selection.programme, selection.options.now.trunc_subsecs(0));
        let (session, place) = (Known::of(programme, ix), Place::of(programme, ix));
        let sum = Some(sum(vevent::body(selection, ix, slot).as_bytes()));
        self.step_aside(&session, &uid);
        let (sequence, modified) = match self.sessions.get(&uid) {
            None => (0, now),
            Some(told) => {
                let differs = returns || told.place.differs(&place) || told.session.reads_otherwise(&session);
                let same = !differs && (told.sum.is_none() || told.sum == sum);
                let modified = told.modified.filter(|_| same).unwrap_or(now);
                (told.sequence.saturating_add(u32::from(differs)), modified)
            }
        };
        let version = Version { sequence, modified: Some(modified), sum, place, session };
        self.sessions.insert(uid.clone(), version);
        CalendarVersion { uid, sequence, modified }
    }

    /// What the calendar is to take back, of what was in it `before`. It is told again until its time is past, for not
    /// every export reaches the calendar. Of an event that takes no part now, or may not, nothing is known; what is to come
    /// there is told apart.
    fn withdraw(
        &mut self,
        selection: &Selection<'_>,
        known: &HashMap<SessionIx, String>,
        feed: &mut Feed,
        before: BTreeSet<String>,
    ) -> (Vec<Withdrawn>, Vec<String>) {
        let (programme, now) = (selection.programme, selection.options.now.trunc_subsecs(0));
        let is_past = |place: &Place| place.slot().is_none_or(|slot| slot.end < now);
        let mut waiting = Vec::new();
        let present: HashMap<&String, SessionIx> = known.iter().map(|(ix, uid)| (uid, *ix)).collect();
        let chosen: HashSet<SessionIx> = selection.sessions.iter().copied().collect();
        let mut reasons = HashMap::new();
        for uid in before.difference(&feed.uids.clone()) {
            let Some(told) = self.sessions.get_mut(uid) else { continue };
            let event = &told.session.event;
            let is_loaded = programme.event_by_id(event).is_some();
            if !is_loaded && selection.options.events.as_ref().is_none_or(|events| events.contains(event)) {
                feed.uids.insert(uid.clone());
                waiting.extend((!is_past(&told.place)).then(|| told.session.title.clone()));
                continue;
            }
            told.sequence = told.sequence.saturating_add(1);
            feed.withdrawn.insert(uid.clone(), (told.sequence, now));
            let reason = match present.get(uid) {
                None if !is_loaded => WithdrawalReason::Forgotten,
                None => WithdrawalReason::Gone,
                Some(ix) if chosen.contains(ix) => WithdrawalReason::WithoutTime,
                Some(_) => WithdrawalReason::NotChosen,
            };
            reasons.insert(uid.clone(), reason);
        }
        let withdrawn = feed.withdrawn.iter().filter_map(|(uid, (sequence, modified))| {
            let told = self.sessions.get(uid)?;
            let reason = reasons.get(uid).copied();
            let version = CalendarVersion { uid: uid.clone(), sequence: *sequence, modified: *modified };
            let (title, place) = (told.session.title.clone(), told.place.clone());
            (reason.is_some() || !is_past(&place)).then_some(Withdrawn { version, title, place, reason })
        });
        (withdrawn.collect(), waiting)
    }

    /// The names of the sessions in the programme that calendars were told of.
    fn known(&self, programme: &Programme) -> HashMap<SessionIx, String> {
        let mut entries = Favourites::default();
        let mut uids = HashMap::new();
        for (uid, told) in &self.sessions {
            entries.set(told.session.entry());
            uids.insert((&told.session.event, &told.session.session), uid);
        }
        let places = entries.places(programme).into_iter();
        places.filter_map(|(entry, ix)| Some((ix?, (*uids.get(&(&entry.event, &entry.session))?).clone()))).collect()
    }

    /// Gives another session that had the id of this one before an id that leads nowhere. By its title it is found still.
    fn step_aside(&mut self, session: &Known, uid: &str) {
        let others = self.sessions.iter_mut().filter(|(other, _)| *other != uid);
        for (other, told) in others {
            if (&told.session.event, &told.session.session) == (&session.event, &session.session) {
                told.session.session.clone_from(other);
            }
        }
    }

    /// A name for a session that calendars do not know, which may have the id that another one had before.
    fn free_uid(&self, programme: &Programme, ix: SessionIx) -> String {
        let id = programme.full_id(ix);
        let numbered = (2..).map(|number: u32| uid(&aside(&id, &number.to_string())));
        let mut all = std::iter::once(uid(&id)).chain(numbered);
        all.find(|uid| !self.sessions.contains_key(uid)).unwrap_or_default()
    }

    /// Takes over from a calendar of this program what is not remembered, so that its numbers go on.
    pub fn resume(&mut self, place: &str, calendar: &str) {
        if self.feeds.contains_key(place) {
            return;
        }
        let mut feed = Feed::default();
        for event in written::events(calendar) {
            let told = Version {
                sequence: event.sequence,
                modified: event.modified,
                sum: None,
                place: event.place,
                session: event.session,
            };
            let told = self.sessions.entry(event.uid.clone()).or_insert(told);
            told.sequence = told.sequence.max(event.sequence);
            match event.withdrawn {
                Some(since) => drop(feed.withdrawn.insert(event.uid, (event.sequence, since))),
                None => drop(feed.uids.insert(event.uid)),
            }
        }
        if !feed.uids.is_empty() {
            self.feeds.insert(place.to_owned(), feed);
        }
    }

    /// Whether a file with this sum is what was written there last.
    pub fn wrote(&self, path: &str, sum: u32) -> bool {
        self.files.get(path) == Some(&sum)
    }

    /// Remembers what was written to a file.
    pub fn written(&mut self, path: &str, sum: u32) {
        self.files.insert(path.to_owned(), sum);
    }
}

#[cfg(test)]
mod tests;
