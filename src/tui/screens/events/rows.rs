//! The rows of the Events screen, and where they stand.

use crate::model::Source;
use crate::tui::layout::{above, beside};
use crate::tui::world::{events::EventInfo, events::Events, events::Fetch, events::Fetching};
use ratatui::layout::Rect;

/// From this width on a list of events and one of them stand side by side.
const WIDE_ENOUGH_FOR_EVENTS: u16 = 104;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventRow<'a> {
    /// An event, and whether it is being fetched again.
    Known(&'a EventInfo, Option<&'a Fetching>),
    /// What is to become one.
    Arriving(&'a Fetching),
}

impl EventRow<'_> {
    /// What getting it would be, which also tells it from the other rows.
    pub fn key(self) -> Fetch {
        match self {
            Self::Known(known, _) => Fetch::Again(known.id.clone()),
            Self::Arriving(fetching) => fetching.fetch.clone(),
        }
    }

    pub fn fetching(&self) -> Option<&Fetching> {
        match self {
            Self::Known(_, fetching) => *fetching,
            Self::Arriving(fetching) => Some(fetching),
        }
    }
}

pub fn rows(events: &Events) -> Vec<EventRow<'_>> {
    let fetches = events.fetches();
    let known = events.known().iter().map(|known| {
        let again = fetches.iter().find(|one| matches!(&one.fetch, Fetch::Again(id) if *id == known.id));
        EventRow::Known(known, again)
    });
    let arriving = fetches.iter().filter(|one| matches!(one.fetch, Fetch::New(_)));
    known.chain(arriving.map(EventRow::Arriving)).collect()
}

/// A source in the words of the list.
pub fn source_words(known: &EventInfo) -> String {
    match (&known.source, known.fetched) {
        (Source::Shipped, _) => "shipped".to_owned(),
        (source, Some(_)) => source.to_string(),
        (source, None) => format!("{source}, not kept"),
    }
}

pub fn lines_per_event(height: u16) -> u16 {
    if height < 6 { 1 } else { 2 }
}

/// The events, and what is known of the chosen one beside them or, where there is less room, below.
pub fn areas(body: Rect, rows: usize) -> (Rect, Option<Rect>) {
    if body.width < WIDE_ENOUGH_FOR_EVENTS && body.height >= 20 {
        let wanted = u16::try_from(rows).unwrap_or(u16::MAX).saturating_mul(2).saturating_add(2);
        let height = wanted.min(body.height * 2 / 5).max(4);
        let (list, event) = above(body, height);
        return (list, Some(event));
    }
    beside(body, WIDE_ENOUGH_FOR_EVENTS, (body.width * 2 / 5).clamp(46, 72))
}
