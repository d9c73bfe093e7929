//! What a report holds.

use crate::favourites::{Entry, Favourites};
use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// What changed between two versions of one event's schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The event's id.
    pub event: String,
    /// The event's short name.
    pub name: String,
    /// When the newer version was compared with the older.
    pub at: DateTime<Utc>,
    /// Sessions that only the newer version has, in its order.
    pub added: Vec<Item>,
    /// Sessions that only the older version has, in its order.
    pub gone: Vec<Item>,
    /// Sessions of both versions that differ, in the newer one's order.
    pub changed: Vec<Changed>,
}

/// One session of a report: enough to name it, to find it by its id, and to tell it from others of the same title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// The session's id within the event: today's, or of one that is gone its last.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The names of its speakers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub speakers: Vec<String>,
    /// When it begins, or its day; nothing where neither is known.
    #[serde(default, skip_serializing_if = "FieldValue::is_nothing")]
    pub when: FieldValue,
    /// Its room; empty where none is known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub room: String,
}

/// A session that is in both versions and differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// The session as it is now.
    #[serde(flatten)]
    pub item: Item,
    /// Its id in the older version, where it was another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old_id: Option<String>,
    /// What differs, in the order of [`ChangedField`]; never empty.
    pub fields: Vec<FieldChange>,
}

/// One thing about a session that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// What it is about.
    pub field: ChangedField,
    /// How it was.
    pub old: FieldValue,
    /// How it is.
    pub new: FieldValue,
}

/// How one thing about a session was, or is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldValue {
    /// A start, on a clock of the event.
    Start(DateTime<FixedOffset>),
    /// The whole of a day.
    AllDay(NaiveDate),
    /// A day of which no hour is known.
    Day(NaiveDate),
    /// A length.
    Minutes(u32),
    /// Speakers, or languages.
    Names(Vec<String>),
    /// Addresses.
    Links(Vec<String>),
    /// Words of the schedule, or the sentence that an older version of the program stored; empty for nothing.
    #[serde(untagged)]
    Text(String),
}

impl FieldValue {
    /// What stands where there is nothing.
    pub const NOTHING: Self = Self::Text(String::new());

    /// Whether there is nothing.
    pub fn is_nothing(&self) -> bool {
        *self == Self::NOTHING
    }
}

impl Default for FieldValue {
    fn default() -> Self {
        Self::NOTHING
    }
}

/// What can differ between two versions of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangedField {
    /// It was called off.
    Cancelled,
    /// It was called off before and takes place after all.
    Reinstated,
    /// When it begins.
    Start,
    /// How long it lasts.
    Length,
    /// On which day it is, of a session without a start.
    Day,
    /// Where it is.
    Room,
    /// Its title.
    Title,
    /// The second line of its title.
    Subtitle,
    /// The names of those who give it, whatever their order.
    Speakers,
    /// What sort of entry it is.
    Kind,
    /// Whom it is for.
    Level,
    /// The topic it is filed under.
    Track,
    /// The languages it is held in.
    Language,
    /// Its abstract, of which the texts show the place where the versions part.
    Abstract,
    /// Its links: the old text has those that were taken out, the new one those that came in.
    Links,
}

impl ChangedField {
    /// The word for it on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::Reinstated => "reinstated",
            Self::Start => "start",
            Self::Length => "length",
            Self::Day => "day",
            Self::Room => "room",
            Self::Title => "title",
            Self::Subtitle => "subtitle",
            Self::Speakers => "speakers",
            Self::Kind => "kind",
            Self::Level => "level",
            Self::Track => "track",
            Self::Language => "language",
            Self::Abstract => "abstract",
            Self::Links => "links",
        }
    }
}

/// What happened to a session, first of all: each session of a report stands under exactly one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// It was not there before.
    New,
    /// It is at another time, of another length or in another room.
    Moved,
    /// It has another title.
    Renamed,
    /// Something else about it changed.
    Changed,
    /// It was called off, or takes place after all.
    Cancelled,
    /// It is not there any more.
    Gone,
}

impl Section {
    /// Every section, in the order in which people read them.
    pub const ALL: [Self; 6] = [Self::New, Self::Moved, Self::Renamed, Self::Changed, Self::Cancelled, Self::Gone];

    /// The word for it in running text.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Moved => "moved",
            Self::Renamed => "renamed",
            Self::Changed => "changed",
            Self::Cancelled => "cancelled",
            Self::Gone => "gone",
        }
    }
}

impl Report {
    /// Whether the other one tells the same, be it at another time.
    pub fn tells_the_same(&self, other: &Self) -> bool {
        *self == Self { at: self.at, ..other.clone() }
    }

    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.gone.is_empty() && self.changed.is_empty()
    }

    /// In how many sessions this differs.
    pub fn count(&self, field: ChangedField) -> usize {
        self.changed.iter().filter(|changed| changed.field(field).is_some()).count()
    }

    /// How many sessions stand under a section.
    pub fn count_in(&self, section: Section) -> usize {
        match section {
            Section::New => self.added.len(),
            Section::Gone => self.gone.len(),
            _ => self.changed.iter().filter(|changed| changed.section() == section).count(),
        }
    }

    /// What the user has attached to a session of the newer version, if anything: then it is theirs. So is one that came
    /// back while its mark waited. The favourites must have followed the schedule, here and below.
    pub fn entry_of<'f>(&self, item: &Item, favourites: &'f Favourites) -> Option<&'f Entry> {
        favourites.attached(&self.event, &item.id)
    }

    /// The same of a session that is gone: its id may be another's today.
    pub fn entry_of_gone<'f>(&self, item: &Item, favourites: &'f Favourites) -> Option<&'f Entry> {
        favourites.attached_to_gone(&self.event, &item.id, &item.title)
    }

    /// How many sessions are the user's.
    pub fn count_own(&self, favourites: &Favourites) -> usize {
        let there = self.added.iter().chain(self.changed.iter().map(|changed| &changed.item));
        there.filter(|item| self.entry_of(item, favourites).is_some()).count()
            + self.gone.iter().filter(|item| self.entry_of_gone(item, favourites).is_some()).count()
    }

    /// Puts the user's own sessions first wherever sessions are listed, and leaves the rest in order.
    pub fn own_first(&mut self, favourites: &Favourites) {
        let Self { event, added, gone, changed, .. } = self;
        added.sort_by_key(|item| favourites.attached(event, &item.id).is_none());
        gone.sort_by_key(|item| favourites.attached_to_gone(event, &item.id, &item.title).is_none());
        changed.sort_by_key(|changed| favourites.attached(event, &changed.item.id).is_none());
    }
}

impl Changed {
    /// The change of one field, if it changed.
    pub fn field(&self, field: ChangedField) -> Option<&FieldChange> {
        self.fields.iter().find(|change| change.field == field)
    }

    /// Where it stands in a report.
    pub fn section(&self) -> Section {
        let any = |fields: &[ChangedField]| self.fields.iter().any(|change| fields.contains(&change.field));
        if any(&[ChangedField::Cancelled, ChangedField::Reinstated]) {
            Section::Cancelled
        } else if any(&[ChangedField::Start, ChangedField::Length, ChangedField::Day, ChangedField::Room]) {
            Section::Moved
        } else if any(&[ChangedField::Title, ChangedField::Subtitle]) {
            Section::Renamed
        } else {
            Section::Changed
        }
    }
}
