//! What the formats for people share: sessions by day, and times in words.

use super::selection::Selection;
use crate::model::{Event, EventIx, Programme, SessionIx};
use chrono::NaiveDate;

/// The sessions of one event on one day, in time.
pub(super) struct Day {
    pub(super) event: EventIx,
    pub(super) date: Option<NaiveDate>,
    pub(super) sessions: Vec<SessionIx>,
}

/// The days in order; sessions without a day stand at the end.
pub(super) fn days(selection: &Selection<'_>) -> Vec<Day> {
    let programme = selection.programme;
    let date = |ix: SessionIx| programme.session(ix).date(programme.event_of(ix));
    let mut sessions = selection.sessions.to_vec();
    sessions.sort_by_key(|ix| {
        let date = date(*ix);
        (date.is_none(), date, programme.session(*ix).event, programme.rank(*ix))
    });
    let mut days: Vec<Day> = Vec::new();
    for ix in sessions {
        let (event, date) = (programme.session(ix).event, date(ix));
        match days.last_mut() {
            Some(day) if day.event == event && day.date == date => day.sessions.push(ix),
            _ => days.push(Day { event, date, sessions: vec![ix] }),
        }
    }
    days
}

/// The one event of all the days, if there is only one.
pub(super) fn only_event(days: &[Day]) -> Option<EventIx> {
    let first = days.first()?.event;
    days.iter().all(|day| day.event == first).then_some(first)
}

impl Day {
    /// `Tuesday, 24 March 2026`.
    pub(super) fn heading(&self) -> String {
        self.date.map_or_else(|| "Without a date".to_owned(), |date| date.format("%A, %-d %B %Y").to_string())
    }
}

/// Name, place and zone of an event: `KubeCon Europe 2026 · Amsterdam · times in Europe/Amsterdam`.
pub(super) fn about(event: &Event, timed: bool) -> String {
    let mut parts = vec![if event.name.is_empty() { event.id.clone() } else { event.name.clone() }];
    parts.extend(event.place.clone());
    if timed && event.zone.is_known() {
        parts.push(format!("times in {}", event.zone));
    }
    parts.join(" · ")
}

/// Whether any of the sessions has a time.
pub(super) fn timed(programme: &Programme, sessions: &[SessionIx]) -> bool {
    sessions.iter().any(|ix| programme.session(*ix).slot.is_some())
}

/// `10:00–10:45`, `all day`, or the length where there is no time; empty where there is neither.
pub(super) fn when(programme: &Programme, ix: SessionIx) -> String {
    let session = programme.session(ix);
    match (session.slot, programme.times(ix)) {
        (Some(slot), Some(_)) if slot.all_day => "all day".to_owned(),
        (Some(slot), Some((start, end))) if slot.start < slot.end => {
            format!("{}–{}", start.format("%H:%M"), end.format("%H:%M"))
        }
        (_, Some((start, _))) => start.format("%H:%M").to_string(),
        _ => session.minutes.map(|minutes| format!("{minutes} min")).unwrap_or_default(),
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
