//! What tells a session from others, and how far two sessions agree in it.

use crate::model::{Programme, Schedule, Session, SessionIx, Speaker, fold, slug};
use chrono::{DateTime, Utc};
use std::collections::HashSet;

/// What tells a session from others, as far as it is known: of a session of today, or of one that somebody remembers.
#[derive(Debug, Clone, Default)]
pub struct Card<'a> {
    /// Its id within the event.
    pub id: &'a str,
    /// The source's globally unique id.
    pub guid: Option<&'a str>,
    /// The source's code or slug.
    pub code: Option<&'a str>,
    /// Its title as it is written; empty where that is unknown.
    pub title: &'a str,
    /// The title without case and accents.
    pub folded: String,
    /// The names of its speakers, other names included, without case and accents.
    pub speakers: Vec<String>,
    /// Its room; empty where that is unknown.
    pub room: &'a str,
    /// When it begins.
    pub start: Option<DateTime<Utc>>,
}

impl<'a> Card<'a> {
    /// The card of a session in a programme.
    pub fn in_programme(programme: &'a Programme, ix: SessionIx) -> Self {
        let session = programme.session(ix);
        let people = session.credits.iter().map(|credit| programme.speaker(credit.speaker));
        Self::of(session, people, programme.room_name(session).unwrap_or_default())
    }

    /// The card of a session in a schedule.
    pub fn in_schedule(schedule: &'a Schedule, session: &'a Session) -> Self {
        let people = session.credits.iter().filter_map(|credit| schedule.speakers.get(credit.speaker.index()));
        let room = session.room.and_then(|ix| schedule.rooms.get(ix.index())).map_or("", |room| &room.name);
        Self::of(session, people, room)
    }

    fn of(session: &'a Session, speakers: impl Iterator<Item = &'a Speaker>, room: &'a str) -> Self {
        let names = |speaker: &'a Speaker| std::iter::once(&speaker.name).chain(&speaker.also);
        Self {
            id: &session.id,
            guid: session.guid.as_deref(),
            code: session.code.as_deref(),
            title: &session.title,
            folded: fold(&session.title),
            speakers: speakers.flat_map(names).map(|name| fold(name)).collect(),
            room,
            start: session.slot.map(|slot| slot.start),
        }
    }

    /// Whether the titles are the same but for case and accents; one that is not known contradicts none.
    pub fn same_title(&self, today: &Self) -> bool {
        self.title.is_empty() || self.folded == today.folded
    }

    /// Whether both begin at the same known time.
    pub fn same_start(&self, today: &Self) -> bool {
        self.start.is_some() && self.start == today.start
    }

    /// Whether somebody speaks in both.
    pub fn shares_speaker(&self, today: &Self) -> bool {
        self.speakers.iter().any(|name| today.speakers.contains(name))
    }

    /// Whether both have a guid, and not the same.
    pub fn another_guid(&self, today: &Self) -> bool {
        self.guid.is_some() && today.guid.is_some() && self.guid != today.guid
    }

    /// Whether the titles have a word in common.
    pub fn shares_word(&self, today: &Self) -> bool {
        share_a_word(self.title, today.title)
    }
}

/// Whether two titles have a word in common that is long enough to say something.
pub fn share_a_word(one: &str, other: &str) -> bool {
    let words = |title: &str| -> HashSet<String> {
        slug(title).split('-').filter(|word| word.chars().count() > 3).map(str::to_owned).collect()
    };
    !words(one).is_disjoint(&words(other))
}

/// The id under which something steps aside when another session has taken its id: one that no source gives.
pub fn aside(id: &str, what: &str) -> String {
    format!("{id}~{what}")
}
