//! What was exported before.
//!
//! A calendar that knows a session takes its new time only if the session's number has grown (RFC 5545, 3.8.7.4), so
//! somebody has to remember where each session stood. And an earlier export may be written anew only while nobody else
//! has changed it, so its sum is remembered too.

use crate::model::{Programme, SessionIx};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was exported before. Its form on disk is JSON; nothing is ever taken out of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Ledger {
    /// What calendars were told, by the whole ids of the sessions.
    #[serde(default)]
    sessions: BTreeMap<String, Told>,
    /// The CRC-32 of every file that was written, by its path.
    #[serde(default)]
    files: BTreeMap<String, u32>,
}

/// What calendars were told of a session last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Told {
    sequence: u32,
    #[serde(flatten)]
    place: Place,
}

/// What a visitor has to know anew when it changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    start: Option<DateTime<Utc>>,
    end: Option<DateTime<Utc>>,
    room: Option<String>,
    cancelled: bool,
}

impl Ledger {
    /// How often a session has moved, or been called off, since calendars were first told of it; from now on they are
    /// held to have been told where it is now.
    pub fn tell(&mut self, programme: &Programme, ix: SessionIx) -> u32 {
        let session = programme.session(ix);
        let place = Place {
            start: session.slot.map(|slot| slot.start),
            end: session.slot.map(|slot| slot.end),
            room: programme.room_name(session).map(str::to_owned),
            cancelled: session.cancelled,
        };
        let known = self.sessions.get(&programme.full_id(ix));
        let sequence = known.map_or(0, |told| told.sequence.saturating_add(u32::from(told.place != place)));
        self.sessions.insert(programme.full_id(ix), Told { sequence, place });
        sequence
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
        let mut ledger = Ledger::default();
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
            assert_eq!(ledger.tell(&programme, SessionIx(0)), expected, "{at}");
            let text = serde_json::to_string(&ledger).unwrap();
            assert_eq!(serde_json::from_str::<Ledger>(&text).unwrap(), ledger, "what is stored is all there is");
        }
    }
}
