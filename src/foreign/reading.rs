//! What a text of somebody else's favourites comes to.

use super::spelling::bare;
use crate::model::{EventIx, Mark, Programme, Source};
use crate::problem::Problem;
use crate::sanitise::{clean, shown_address};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The forms that are understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// iCalendar: FOSDEM Companion, pretalx, Sched, and the calendars of this program.
    Calendar,
    /// The line of text that this program hands over.
    Code,
    /// A link, or the text of the code, that Giggity shows to share a selection.
    Giggity,
    /// JSON: EventFahrplan, and the listings of this program.
    Json,
    /// Comma-separated values with a header: Sojourner, fosdem-pwa, and the tables of this program.
    Csv,
    /// The favourites file of this program.
    Favourites,
    /// The Org files of this program.
    Org,
    /// Ids, codes, addresses or titles, one on each line.
    List,
}

impl Kind {
    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Calendar => "a calendar",
            Self::Code => "a code",
            Self::Giggity => "a link of Giggity",
            Self::Json => "JSON",
            Self::Csv => "a table",
            Self::Favourites => "favourites of kubetalks",
            Self::Org => "an Org file of kubetalks",
            Self::List => "a list",
        }
    }
}

/// One favourite, as far as its text tells. Something is always known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Reference {
    /// What may be the session's id, guid or code, the surest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<String>,
    /// The title.
    pub title: Option<String>,
    /// When it begins, where the text says so with a zone.
    pub start: Option<DateTime<Utc>>,
    /// A page about it.
    pub url: Option<String>,
    /// The id that the event has in this program, where this program wrote the text.
    pub event: Option<String>,
    /// The intent, where the text tells intents apart.
    pub mark: Option<Mark>,
    /// Whether it was attended or watched. This and what follows is for who takes over their own favourites; it is kept of
    /// nobody else.
    #[serde(skip)]
    pub seen: bool,
    /// From 1 to 5, where given.
    #[serde(skip)]
    pub rating: Option<u8>,
    /// A note on it; empty for none.
    #[serde(skip)]
    pub note: String,
}

impl Reference {
    /// What to call it in a message.
    pub fn name(&self) -> &str {
        let key = || self.keys.first().map(String::as_str);
        self.title.as_deref().or(self.url.as_deref()).or_else(key).unwrap_or("a favourite without a name")
    }

    /// The intent that it stands for: what is no more than seen, rated or noted is nowhere anybody wants to go.
    pub fn wish(&self) -> Option<Mark> {
        let is_bare = !self.seen && self.rating.is_none() && self.note.is_empty();
        self.mark.or(is_bare.then_some(Mark::Going))
    }

    /// The event that its own text names, if it is loaded.
    pub(super) fn own_event(&self, programme: &Programme) -> Option<EventIx> {
        programme.event_by_id(self.event.as_deref()?)
    }

    /// Takes away what could steer a terminal, for all of it is shown where no session is found.
    pub(super) fn clean(&mut self) {
        self.keys.iter_mut().for_each(clean);
        self.keys.retain(|key| !key.is_empty());
        for text in [&mut self.title, &mut self.url, &mut self.event] {
            text.iter_mut().for_each(clean);
            *text = text.take().filter(|text| !text.is_empty());
        }
        clean(&mut self.note);
        self.rating = self.rating.filter(|rating| (1..=5).contains(rating));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.keys.is_empty() && self.title.is_none() && self.url.is_none()
    }
}

/// What came of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignReading {
    /// What the text turned out to be.
    pub kind: Kind,
    /// The favourites, in the text's order.
    pub references: Vec<Reference>,
    /// The event they belong to, as far as the text tells: an address, a name, an id.
    pub origin: Option<String>,
    /// What was left out.
    pub problems: Vec<Problem>,
}

impl ForeignReading {
    /// What a text without anything wrong in it comes to.
    pub(super) fn of(kind: Kind, references: Vec<Reference>) -> Self {
        Self { kind, references, origin: None, problems: Vec::new() }
    }

    /// The loaded event that the text itself names, by its id or by the address that it was loaded from.
    pub fn event(&self, programme: &Programme) -> Option<EventIx> {
        event_named(programme, self.origin.as_deref()?)
    }

    /// The favourites that somebody means to go to, or thinks of it, with nothing else of theirs.
    pub fn wishes(self) -> Vec<Reference> {
        let bare = |reference: Reference| {
            let mark = Some(reference.wish().filter(|mark| *mark != Mark::Dismissed)?);
            Some(Reference { mark, seen: false, rating: None, note: String::new(), ..reference })
        };
        self.references.into_iter().filter_map(bare).collect()
    }
}

/// The loaded event of this id, or from this address.
pub fn event_named(programme: &Programme, origin: &str) -> Option<EventIx> {
    let origin_shown = shown_address(origin);
    let same = |source: &Source| matches!(source, Source::Address(address) if bare(address) == bare(&origin_shown));
    let by_source = || programme.events().iter().position(|event| same(&event.source)).map(EventIx::new);
    programme.event_by_id(origin).or_else(by_source)
}
