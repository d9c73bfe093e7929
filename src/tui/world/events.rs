//! What is known of events beside their sessions, and what is being fetched.

use crate::catalogue::Conference;
use crate::changes::Report;
use crate::model::{Event, EventIx, Programme, Session, Source, Zone};
use crate::problem::Problem;
use crate::sanitise::shown_address;
use crate::tui::world::status::Status;
use crate::words::size;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An event that the program knows, whether its sessions are part of the programme or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventInfo {
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

impl EventInfo {
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
pub struct EventFigures {
    /// City and country.
    pub place: Option<String>,
    /// What its programme is.
    pub about: String,
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

impl EventFigures {
    /// The figures of an event with its sessions.
    pub fn of<'s>(event: &Event, sessions: impl Iterator<Item = &'s Session>) -> Self {
        let mut outline =
            Self { place: event.place.clone(), about: event.about.clone(), zone: event.zone, ..Self::default() };
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
pub struct EventDetails {
    /// Its figures, where it could be read.
    pub outline: Option<EventFigures>,
    /// What its last refreshes changed, the latest first.
    pub reports: Vec<Report>,
    /// What was repaired in its file, or left out.
    pub problems: Vec<Problem>,
}

/// The conferences that can be found by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownConferences {
    /// Those of the lists that are here.
    pub all: Vec<Conference>,
    /// The lists that have to be fetched, each with where it comes from.
    pub to_fetch: Vec<String>,
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
    /// Whether it is still under way.
    pub fn runs(&self) -> bool {
        self.failure.is_empty()
    }

    /// How far it is: `1.2 of 4.0 MB`.
    pub fn under_way(&self) -> String {
        match (self.progress.received, self.progress.total) {
            (0, _) => "on its way".to_owned(),
            (received, Some(total)) if received >= total => format!("{}, being read", size(received)),
            (received, Some(total)) => format!("{} of {}", size(received), size(total)),
            (received, None) => size(received),
        }
    }
}

/// Something was done with an event, and this is how things are now.
#[derive(Debug)]
pub struct EventsChanged {
    /// What was done.
    pub deed: Operation,
    /// Every event there is.
    pub known: Vec<EventInfo>,
    /// The programme; absent where it is what it was.
    pub programme: Option<Arc<Programme>>,
    /// What is wrong with events that are kept.
    pub problems: Vec<Problem>,
}

/// What was done with an event.
#[derive(Debug)]
pub enum Operation {
    /// It was fetched.
    Fetched {
        /// As what it was asked for.
        fetch: Fetch,
        /// Its id.
        id: String,
        /// What is new about it.
        news: FetchOutcome,
        /// What can be read about it now.
        study: Box<EventDetails>,
        /// What was decided on the way, such as a link that was followed.
        notes: Vec<Problem>,
    },
    /// It was opened for once, to be shown now.
    Opened(String),
    /// It was forgotten.
    Forgotten(String),
    /// The user said something of it that holds now.
    Described(String),
    /// It takes part, or no longer.
    TookPart(String, bool),
}

/// What is new about an event that was fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FetchOutcome {
    /// It was not there before.
    New,
    /// Nothing that a visitor would notice.
    Nothing,
    /// Sessions have changed; the latest report says which.
    Changed,
}

/// How much what came of a fetch matters, what matters most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// The event could not be fetched.
    Failed,
    /// It is new, or something of it is.
    Changed,
    /// Nothing is new.
    Unchanged,
}

#[derive(Debug, Clone, Default)]
pub struct Events {
    known: Vec<EventInfo>,
    /// What was read from disk about them, by id.
    studies: BTreeMap<String, EventDetails>,
    /// What is being fetched, or failed to be.
    fetches: Vec<Fetching>,
    /// What has been asked to be read from disk.
    asked: BTreeSet<String>,
    /// What can be found by name.
    conferences: KnownConferences,
    /// What came of the fetches that began since there was none.
    outcomes: Vec<(Weight, String)>,
}

impl Events {
    pub fn known(&self) -> &[EventInfo] {
        &self.known
    }

    pub fn fetches(&self) -> &[Fetching] {
        &self.fetches
    }

    pub fn conferences(&self) -> &KnownConferences {
        &self.conferences
    }

    pub fn know_conferences(&mut self, known: KnownConferences) {
        self.conferences = known;
    }

    pub fn find(&self, id: &str) -> Option<&EventInfo> {
        self.known.iter().find(|known| known.id == id)
    }

    pub fn study(&self, id: &str) -> Option<&EventDetails> {
        self.studies.get(id)
    }

    /// How a fetch is called: the event's name, or the file or address.
    pub fn fetch_name(&self, fetch: &Fetch) -> String {
        match fetch {
            Fetch::New(typed) => shown_address(typed),
            Fetch::Again(id) => self.find(id).map_or_else(|| id.clone(), |known| known.name.clone()),
        }
    }

    pub fn fetching(&self) -> bool {
        self.fetches.iter().any(Fetching::runs)
    }

    /// What is being fetched, in one line for every screen, with the key that stops it.
    pub fn fetches_in_words(&self, stop: Option<&str>) -> Option<String> {
        let running: Vec<&Fetching> = self.fetches.iter().filter(|one| one.runs()).collect();
        let what = match running.as_slice() {
            [] => return None,
            [only] => format!("{}: {}", self.fetch_name(&only.fetch), only.under_way()),
            several => format!("{} events are being fetched", several.len()),
        };
        let key = stop.map_or(String::new(), |key| format!(" · {key} stops"));
        Some(format!("{what}{key}"))
    }

    /// What has to be read from disk to say everything about every event, and was not asked for yet.
    pub fn unread(&self) -> Vec<String> {
        let wanted = self.known.iter().filter(|known| known.fetched.is_some() || !known.taking_part);
        wanted.map(|known| &known.id).filter(|id| !self.asked.contains(*id)).cloned().collect()
    }

    pub fn know(&mut self, mut known: Vec<EventInfo>) {
        known.sort_by_key(EventInfo::is_shipped);
        self.known = known;
    }

    pub fn note_asked(&mut self, ids: &[String]) {
        self.asked.extend(ids.iter().cloned());
    }

    pub fn learn(&mut self, id: String, study: EventDetails) {
        self.studies.insert(id, study);
    }

    /// Forgets what was read about an event that is forgotten.
    pub fn unlearn(&mut self, id: &str) {
        self.studies.remove(id);
        self.asked.remove(id);
    }

    pub fn begin(&mut self, fetches: Vec<Fetch>) {
        if !self.fetching() {
            self.outcomes.clear();
        }
        self.fetches.retain(|one| !fetches.contains(&one.fetch));
        let begun = |fetch| Fetching { fetch, progress: Progress::default(), failure: Vec::new() };
        self.fetches.extend(fetches.into_iter().map(begun));
    }

    pub fn end(&mut self, fetch: &Fetch) {
        self.fetches.retain(|one| one.fetch != *fetch);
    }

    pub fn progress(&mut self, fetch: &Fetch, progress: Progress) {
        if let Some(one) = self.fetches.iter_mut().find(|one| one.fetch == *fetch) {
            one.progress = progress;
        }
    }

    /// Notes that a fetch failed, the decisive reason first; returns what is said of all that came.
    pub fn fail(&mut self, fetch: &Fetch, failure: Vec<String>) -> Status {
        let text = failure.first().cloned().unwrap_or_else(|| format!("{}: failed", self.fetch_name(fetch)));
        if let Some(one) = self.fetches.iter_mut().find(|one| one.fetch == *fetch) {
            one.failure = if failure.is_empty() { vec![text.clone()] } else { failure };
        }
        self.came_to(Weight::Failed, text)
    }

    /// Says what came of the fetches since there was none: what failed first, then what changed.
    pub fn came_to(&mut self, weight: Weight, text: String) -> Status {
        self.outcomes.push((weight, text));
        let told = |weight| self.outcomes.iter().filter(move |(of, _)| *of == weight).map(|(_, text)| text.as_str());
        let mut parts: Vec<&str> = told(Weight::Failed).chain(told(Weight::Changed)).collect();
        let unchanged = told(Weight::Unchanged).count();
        let several = format!("{unchanged} unchanged");
        if unchanged > 1 {
            parts.push(&several);
        } else {
            parts.extend(told(Weight::Unchanged));
        }
        let text = parts.join("; ");
        if told(Weight::Failed).next().is_some() { Status::error(text) } else { Status::said(text) }
    }
}
