//! What is known of events beside their sessions: where they came from, how old they are, what was wrong with them, what
//! their last refreshes changed, and what is being fetched.

use crate::changes::Report;
use crate::model::{Event, EventIx, Programme, Session, Source, Zone};
use crate::problem::Problem;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// An event that the program knows, whether its sessions are part of the programme or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where it came from.
    pub source: Source,
    /// When its source was last asked; absent where it is not kept: it ships with the program, or was opened for once.
    pub fetched: Option<DateTime<Utc>>,
    /// Whether its sessions are part of the programme.
    pub taking_part: bool,
}

impl Known {
    /// An event as its schedule tells of it, kept nowhere.
    pub fn of(event: &Event, taking_part: bool) -> Self {
        let Event { id, name, source, .. } = event.clone();
        Self { id, name, source, fetched: None, taking_part }
    }

    /// Whether it is part of the program.
    pub fn is_shipped(&self) -> bool {
        self.source == Source::Shipped
    }

    /// Whether there is a file or an address to get it from again.
    pub fn has_way_back(&self) -> bool {
        matches!(self.source, Source::File(_) | Source::Address(_))
    }
}

/// An event in figures.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outline {
    /// City and country.
    pub place: Option<String>,
    /// The first and the last day, of the event or, where it has none, of its sessions.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// The zone of its clocks.
    pub zone: Zone,
    /// How many sessions it has.
    pub sessions: usize,
    /// How many of them are cancelled.
    pub cancelled: usize,
    /// How many people speak.
    pub speakers: usize,
    /// How many tracks its sessions are filed under.
    pub tracks: usize,
    /// How many rooms they are in.
    pub rooms: usize,
    /// The languages they are held in, the commonest first.
    pub languages: Vec<String>,
}

impl Outline {
    /// The figures of an event with its sessions.
    pub fn of<'s>(event: &Event, sessions: impl Iterator<Item = &'s Session>) -> Self {
        let mut outline = Self { place: event.place.clone(), zone: event.zone, ..Self::default() };
        let (mut speakers, mut tracks, mut rooms) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let mut languages: BTreeMap<&str, usize> = BTreeMap::new();
        let mut days: Option<(NaiveDate, NaiveDate)> = None;
        for session in sessions {
            outline.sessions += 1;
            outline.cancelled += usize::from(session.cancelled);
            speakers.extend(session.credits.iter().map(|credit| credit.speaker));
            tracks.extend(session.track);
            rooms.extend(session.room);
            session.languages.iter().for_each(|language| *languages.entry(language).or_default() += 1);
            if let Some(day) = session.date(event) {
                days = Some(days.map_or((day, day), |(first, last)| (first.min(day), last.max(day))));
            }
        }
        let mut common: Vec<(&str, usize)> = languages.into_iter().collect();
        common.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        outline.languages = common.into_iter().map(|(language, _)| language.to_owned()).collect();
        outline.days = event.first_day.map(|first| (first, event.last_day.unwrap_or(first))).or(days);
        (outline.speakers, outline.tracks, outline.rooms) = (speakers.len(), tracks.len(), rooms.len());
        outline
    }

    /// The figures of an event that takes part.
    pub fn in_programme(programme: &Programme, event: EventIx) -> Self {
        Self::of(programme.event(event), programme.sessions_at(event).iter().map(|ix| programme.session(*ix)))
    }
}

/// What has to be read from disk to be known of an event.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Study {
    /// Its figures, where it could be read.
    pub outline: Option<Outline>,
    /// What its last refreshes changed, the latest first.
    pub reports: Vec<Report>,
    /// What was repaired in its file, or left out.
    pub problems: Vec<Problem>,
}

/// What is to be fetched.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fetch {
    /// The file or address of an event that is new, as it was typed.
    New(String),
    /// A known event once more, by its id.
    Again(String),
}

/// How far a fetch is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Bytes that have arrived.
    pub received: u64,
    /// How many there will be, where that is known.
    pub total: Option<u64>,
}

/// A fetch that runs, or one that failed and was not tried again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetching {
    /// What is fetched.
    pub fetch: Fetch,
    /// How far it is.
    pub progress: Progress,
    /// Why it failed, the decisive reason first; empty while it runs.
    pub failure: Vec<String>,
}

impl Fetching {
    /// One that has just begun.
    pub fn begun(fetch: Fetch) -> Self {
        Self { fetch, progress: Progress::default(), failure: Vec::new() }
    }

    /// Whether it is still under way.
    pub fn runs(&self) -> bool {
        self.failure.is_empty()
    }
}
