//! What the formats for people share: sessions by day, and what is said of them.

use super::selection::Selection;
use crate::model::{Event, EventIx, Programme, SessionIx};
use crate::words::{length, span};

pub(super) struct Outline {
    /// The event that all of it is of, if there is only one: see [`about`]. Its name is left out where it is the title.
    pub(super) about: Option<String>,
    /// The days in order; sessions without a day stand at the end.
    pub(super) days: Vec<Day>,
}

/// The sessions of one event on one day, in time.
pub(super) struct Day {
    /// `Tuesday, 24 March 2026`.
    pub(super) heading: String,
    /// The event, where the page has several.
    pub(super) about: Option<String>,
    pub(super) event: EventIx,
    pub(super) sessions: Vec<SessionIx>,
}

pub(super) fn outline(selection: &Selection<'_>) -> Outline {
    let programme = selection.programme;
    let date = |ix: SessionIx| programme.brief(ix).date(programme.event_of(ix));
    let mut sessions = selection.sessions.to_vec();
    sessions.sort_by_key(|ix| {
        let date = date(*ix);
        (date.is_none(), date, programme.brief(*ix).event, programme.rank(*ix))
    });
    let event = |ix: SessionIx| programme.brief(ix).event;
    let event_about = |sessions: &[SessionIx]| {
        let timed = sessions.iter().any(|ix| programme.brief(*ix).slot.is_some());
        sessions.first().map(|ix| about(programme.event_of(*ix), timed, selection.title()))
    };
    let single = sessions.iter().all(|ix| event(*ix) == event(sessions[0]));
    let days = sessions.chunk_by(|a, b| (event(*a), date(*a)) == (event(*b), date(*b))).map(|sessions| {
        let date = date(sessions[0]).map(|date| date.format("%A, %-d %B %Y").to_string());
        Day {
            heading: date.unwrap_or_else(|| "Without a date".to_owned()),
            about: event_about(sessions).filter(|_| !single),
            event: event(sessions[0]),
            sessions: sessions.to_vec(),
        }
    });
    let about = event_about(&sessions).filter(|about| single && !about.is_empty());
    Outline { about, days: days.collect() }
}

/// Name, place and zone of an event: `KubeCon Europe 2026 · Amsterdam · times in Europe/Amsterdam`. What stands above it
/// is not said again.
pub(super) fn about(event: &Event, timed: bool, above: &str) -> String {
    let mut parts = vec![if event.name.is_empty() { event.id.clone() } else { event.name.clone() }];
    parts.retain(|name| name != above);
    parts.extend(event.place.clone());
    if timed && event.zone.is_known() {
        parts.push(format!("times in {}", event.zone));
    }
    parts.join(" · ")
}

/// `10:00–10:45`, `all day`, or the length where there is no time; empty where there is neither.
pub(super) fn when(programme: &Programme, ix: SessionIx) -> String {
    let session = programme.session(ix);
    match &session.slot {
        Some(slot) => span(programme.event_of(ix).zone, slot),
        None => session.minutes.map(length).unwrap_or_default(),
    }
}

/// Room, track, level, and what else is to be known at a glance.
pub(super) fn glance(programme: &Programme, ix: SessionIx) -> Vec<String> {
    let session = programme.session(ix);
    let mut parts: Vec<String> = programme.room_name(session).map(str::to_owned).into_iter().collect();
    parts.extend(session.track.map(|track| programme.track(track).name.clone()));
    parts.extend(session.level.map(|level| level.name().to_owned()));
    parts
}
