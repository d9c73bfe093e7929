//! What was exported before.
//!
//! A calendar that knows a session takes its new time only if the session's number has grown (RFC 5545, 3.8.7.4), so
//! somebody has to remember where each session stood; and it holds a session for the same one only under the same name,
//! while schedules give their sessions other ids. So sessions are found again as favourites are. An earlier export may be
//! written anew only while nobody else has changed it, so its sum is remembered too.

use crate::favourites::{Entry, Favourites};
use crate::identity::aside;
use crate::model::{Personal, Programme, SessionIx};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// What was exported before. Its form on disk is JSON; nothing is ever taken out of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct UidRegistry {
    /// What calendars were told, by the names that sessions have there.
    #[serde(default)]
    sessions: BTreeMap<String, Told>,
    /// The CRC-32 of every file that was written, by its path.
    #[serde(default)]
    files: BTreeMap<String, u32>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Told {
    sequence: u32,
    place: Place,
    session: Entry,
}

/// What a visitor has to know anew when it changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    start: Option<DateTime<Utc>>,
    end: Option<DateTime<Utc>>,
    room: Option<String>,
    cancelled: bool,
}

impl Place {
    fn of(programme: &Programme, ix: SessionIx) -> Self {
        let session = programme.session(ix);
        Self {
            start: session.slot.map(|slot| slot.start),
            end: session.slot.map(|slot| slot.end),
            room: programme.room_name(session).map(str::to_owned),
            cancelled: session.cancelled,
        }
    }
}

/// The name in calendars of a session with this whole id: the id, and the program as the authority.
pub(super) fn uid(full_id: &str) -> String {
    format!("{full_id}@kubetalks")
}

/// How calendars know a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarVersion {
    /// The name that it keeps whatever id its schedule gives it.
    pub uid: String,
    /// How often it has moved, or been called off, since calendars were first told of it.
    pub sequence: u32,
}

impl UidRegistry {
    /// How calendars know these sessions; from now on they are held to have been told where they are now.
    pub fn register(&mut self, programme: &Programme, sessions: &[SessionIx]) -> HashMap<SessionIx, CalendarVersion> {
        let known = self.known(programme);
        let mut versions = HashMap::new();
        for ix in sessions.iter().copied() {
            let uid = known.get(&ix).cloned().unwrap_or_else(|| self.free_uid(programme, ix));
            let session = Entry::of(programme, ix, &Personal::default(), DateTime::UNIX_EPOCH);
            self.step_aside(&session, &uid);
            let place = Place::of(programme, ix);
            let earlier = self.sessions.get(&uid);
            let sequence = earlier.map_or(0, |told| told.sequence.saturating_add(u32::from(told.place != place)));
            self.sessions.insert(uid.clone(), Told { sequence, place, session });
            versions.insert(ix, CalendarVersion { uid, sequence });
        }
        versions
    }

    /// The names of the sessions in the programme that calendars were told of.
    fn known(&self, programme: &Programme) -> HashMap<SessionIx, String> {
        let mut entries = Favourites::default();
        let mut uids = HashMap::new();
        for (uid, told) in &self.sessions {
            entries.set(told.session.clone());
            uids.insert((&told.session.event, &told.session.session), uid);
        }
        let places = entries.places(programme).into_iter();
        places.filter_map(|(entry, ix)| Some((ix?, (*uids.get(&(&entry.event, &entry.session))?).clone()))).collect()
    }

    /// Gives another session that had the id of this one before an id that leads nowhere. By its title it is found still.
    fn step_aside(&mut self, session: &Entry, uid: &str) {
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
mod tests {
    use super::*;
    use crate::model::{Schedule, Session, Slot};
    use chrono::TimeDelta;

    fn programme(minute: i64, room: &str, cancelled: bool) -> Programme {
        let mut schedule = Schedule::default();
        let mut session = Session::new("a", "A");
        session.slot = Some(Slot::new(DateTime::UNIX_EPOCH + TimeDelta::minutes(minute), 30));
        session.room = Some(schedule.room(room));
        session.cancelled = cancelled;
        schedule.sessions.push(session);
        Programme::new(vec![schedule])
    }

    #[test]
    fn the_number_grows_with_every_move_and_with_nothing_else() {
        let mut uid_registry = UidRegistry::default();
        let moves = [
            (programme(0, "Aula", false), 0),
            (programme(0, "Aula", false), 0),
            (programme(5, "Aula", false), 1),
            (programme(5, "Foyer", false), 2),
            (programme(5, "Foyer", true), 3),
            (programme(5, "Foyer", true), 3),
            (programme(0, "Aula", false), 4),
        ];
        for (at, (programme, expected)) in moves.into_iter().enumerate() {
            let version = uid_registry.register(&programme, &[SessionIx(0)]).remove(&SessionIx(0)).unwrap();
            assert_eq!((version.uid.as_str(), version.sequence), ("/a@kubetalks", expected), "{at}");
            let text = serde_json::to_string(&uid_registry).unwrap();
            assert_eq!(
                serde_json::from_str::<UidRegistry>(&text).unwrap(),
                uid_registry,
                "what is stored is all there is"
            );
        }
    }

    #[test]
    fn a_name_stays_with_its_session_whatever_the_ids() {
        let programme = |sessions: &[(&str, &str)]| {
            let mut schedule = Schedule::default();
            schedule.event.id = "conf".to_owned();
            schedule.sessions = sessions.iter().map(|(id, title)| Session::new(*id, *title)).collect();
            Programme::new(vec![schedule])
        };
        let mut uid_registry = UidRegistry::default();
        for (sessions, expected) in [
            (&[("1", "Soup"), ("2", "Salad")][..], &["conf/1", "conf/2"][..]),
            (&[("2", "Soup"), ("1", "Salad")], &["conf/1", "conf/2"]),
            (&[("7", "Soup"), ("1", "Bread"), ("3", "Salad")], &["conf/1", "conf/1~2", "conf/2"]),
            (&[("1", "Bread"), ("2", "Cheese")], &["conf/1~2", "conf/2~2"]),
            (&[("1", "Soup"), ("2", "Salad")], &["conf/1", "conf/2"]),
        ] {
            let programme = programme(sessions);
            let all: Vec<SessionIx> = (0..sessions.len()).map(SessionIx::new).collect();
            let versions = uid_registry.register(&programme, &all);
            let uids: Vec<&str> = all.iter().map(|ix| versions[ix].uid.strip_suffix("@kubetalks").unwrap()).collect();
            assert_eq!(uids, expected, "{sessions:?}");
        }
    }
}
