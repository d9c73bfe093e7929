//! What is remembered about one session.

use crate::identity::Card;
use crate::model::{Mark, Personal, Programme, SessionIx, fold};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// The key of the mark.
pub(super) const MARK: &str = "mark";

/// What the user attached to one session, when, and enough of the session to find it again under another id.
///
/// The order of the fields is the order in the file. `changed` stands last of them on purpose: an entry that was cut
/// short has lost it, and an entry without it loses against every other version of itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Entry {
    /// The event's id.
    pub event: String,
    /// The session's id within the event.
    pub session: String,
    /// The session's title; empty where a person wrote the entry and left it out.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The names of its speakers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub speakers: Vec<String>,
    /// When it begins.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "instant")]
    pub start: Option<DateTime<Utc>>,
    /// The source's globally unique id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guid: Option<String>,
    /// The source's code or slug.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The intent, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<Mark>,
    /// Whether the user has attended or watched it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub seen: bool,
    /// From 1 to 5, where given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<u8>,
    /// The user's own words; empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// When the user last changed it, to the millisecond. Absent only where a person wrote the entry: any other
    /// version is then held to be later.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "instant")]
    pub changed: Option<DateTime<Utc>>,
    /// Keys of a later version of the program, kept as they are.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Entry {
    /// The entry that says that `personal` is attached to a session since `changed`.
    pub fn of(programme: &Programme, ix: SessionIx, personal: &Personal, changed: DateTime<Utc>) -> Self {
        let session = programme.session(ix);
        let speakers = session.credits.iter().map(|credit| programme.speaker(credit.speaker).name.clone());
        let mut entry = Self {
            event: programme.event_of(ix).id.clone(),
            session: session.id.clone(),
            title: session.title.clone(),
            speakers: speakers.collect(),
            start: session.slot.map(|slot| slot.start),
            guid: session.guid.clone(),
            code: session.code.clone(),
            changed: Some(changed),
            ..Self::default()
        };
        entry.attach(personal);
        entry.tidied()
    }

    /// What the user attached.
    pub fn personal(&self) -> Personal {
        Personal { mark: self.mark, seen: self.seen, note: self.note.clone(), rating: self.rating }
    }

    /// Whether it says no more than that something was taken away.
    pub fn is_tombstone(&self) -> bool {
        let says_nothing = self.mark.is_none() && !self.seen && self.note.is_empty() && self.rating.is_none();
        says_nothing && self.later_mark().is_none()
    }

    /// Whether the session is one of the user's own: something is attached to it, and it is not marked as not for them.
    pub fn is_own(&self) -> bool {
        !self.is_tombstone() && self.mark != Some(Mark::Dismissed)
    }

    /// A mark that only a later version of the program knows. It stands among the keys of that version, and gives way to
    /// any that this one sets.
    pub fn later_mark(&self) -> Option<&toml::Value> {
        self.extra.0.get(MARK)
    }

    /// Has the mark of a later version that another version of the entry has, if any.
    pub fn keep_later_mark(&mut self, other: Option<&Self>) {
        self.set_later_mark(other.and_then(|other| other.later_mark()).cloned());
    }

    pub(super) fn set_later_mark(&mut self, mark: Option<toml::Value>) {
        match mark.filter(|_| self.mark.is_none()) {
            Some(mark) => drop(self.extra.0.insert(MARK.to_owned(), mark)),
            None => drop(self.extra.0.remove(MARK)),
        }
    }

    /// The ids of its event and its session.
    pub(super) fn key(&self) -> (&str, &str) {
        (&self.event, &self.session)
    }

    pub(super) fn card(&self) -> Card<'_> {
        Card {
            id: &self.session,
            guid: self.guid.as_deref(),
            code: self.code.as_deref(),
            title: &self.title,
            folded: fold(&self.title),
            speakers: self.speakers.iter().map(|name| fold(name)).collect(),
            room: "",
            start: self.start,
        }
    }

    /// Whether it says of the session what the programme does.
    pub(super) fn is_as_in(&self, programme: &Programme, ix: SessionIx) -> bool {
        let session = programme.session(ix);
        let speakers = session.credits.iter().map(|credit| &programme.speaker(credit.speaker).name);
        self.session == session.id
            && self.title == session.title
            && self.start == session.slot.and_then(|slot| instant::tidy(slot.start))
            && (&self.guid, &self.code) == (&session.guid, &session.code)
            && self.speakers.iter().eq(speakers)
    }

    /// Whether title or speakers say that the session is the one the entry was made for.
    pub(super) fn is_about(&self, programme: &Programme, ix: SessionIx) -> bool {
        let (card, today) = (self.card(), Card::in_programme(programme, ix));
        card.same_title(&today) || card.shares_speaker(&today)
    }

    pub(super) fn attach(&mut self, personal: &Personal) {
        let Personal { mark, seen, note, rating } = personal.clone();
        (self.mark, self.seen, self.note, self.rating) = (mark, seen, note, rating);
        if mark.is_some() {
            self.set_later_mark(None);
        }
    }

    /// The order in which versions of one entry win: by time, and versions of the same time by their content, so that
    /// every copy of the program decides alike.
    pub(super) fn by_change(&self, other: &Self) -> Ordering {
        self.changed.cmp(&other.changed).then_with(|| self.cmp(other))
    }

    /// Dates the entry just after `other`, unless it is later anyway.
    pub(super) fn outdate(&mut self, other: &Self) {
        if self.changed <= other.changed {
            let after = other.changed.unwrap_or(DateTime::UNIX_EPOCH).checked_add_signed(TimeDelta::milliseconds(1));
            self.changed = after.and_then(instant::tidy).or(other.changed);
        }
    }

    /// The same entry with times as the file can hold them.
    pub(super) fn tidied(mut self) -> Self {
        self.start = self.start.and_then(instant::tidy);
        self.changed = self.changed.and_then(instant::tidy);
        self
    }
}

/// What is attached, with each part in which `from` and `to` differ as it is in `to`.
pub(super) fn changed(from: &Personal, to: &Personal, attached: Personal) -> Personal {
    Personal {
        mark: if from.mark == to.mark { attached.mark } else { to.mark },
        seen: if from.seen == to.seen { attached.seen } else { to.seen },
        rating: if from.rating == to.rating { attached.rating } else { to.rating },
        note: if from.note == to.note { attached.note } else { to.note.clone() },
    }
}

/// Keys that this version of the program does not know. They are compared as text, which gives them the total order
/// that numbers with a fraction lack.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Extra(pub(super) toml::Table);

impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Extra {}

impl PartialOrd for Extra {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Extra {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.0.is_empty(), other.0.is_empty()) {
            (true, true) => Ordering::Equal,
            _ => self.0.to_string().cmp(&other.0.to_string()),
        }
    }
}

/// Times in the file: TOML's own, in UTC.
pub(super) mod instant {
    use chrono::{DateTime, Datelike, SecondsFormat, Utc};
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};
    use toml::value::Datetime;

    /// Whole milliseconds, no leap seconds, and a year of four digits, or nothing.
    pub(in crate::favourites) fn tidy(time: DateTime<Utc>) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp_millis(time.timestamp_millis()).filter(|time| (1..=9999).contains(&time.year()))
    }

    pub(super) fn serialize<S: Serializer>(time: &Option<DateTime<Utc>>, out: S) -> Result<S::Ok, S::Error> {
        let Some(time) = time else { return out.serialize_none() };
        let text = time.to_rfc3339_opts(SecondsFormat::AutoSi, true);
        text.parse::<Datetime>().map_err(ser::Error::custom)?.serialize(out)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<DateTime<Utc>>, D::Error> {
        let written = Datetime::deserialize(from)?;
        let time = DateTime::parse_from_rfc3339(&written.to_string()).ok().and_then(|time| tidy(time.to_utc()));
        let wrong = || format!("'{written}' is no date with time and zone, like 2026-11-09T17:30:00Z");
        time.map(Some).ok_or_else(|| de::Error::custom(wrong()))
    }
}
