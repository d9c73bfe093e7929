//! What differs between two versions of a schedule, session by session and field by field.

use super::report::{Changed, ChangedField, FieldChange, FieldValue, Item, Report};
use crate::identity::origins;
use crate::model::{Schedule, Session, Zone};
use chrono::{DateTime, FixedOffset, Utc};
use std::collections::HashSet;

/// How much of an abstract is shown from the place on where two versions part, in characters.
const EXCERPT: usize = 160;
/// How many words before that place are shown with it.
const LEAD: usize = 4;

/// What changed from `old` to `new`, two versions of one event's schedule for which [`Schedule::check`] holds. `at` is
/// the time that the report shall bear.
pub fn compare(old: &Schedule, new: &Schedule, at: DateTime<Utc>) -> Report {
    let (event, name) = (new.event.id.clone(), new.event.short.clone());
    let mut report = Report { event, name, at, added: Vec::new(), gone: Vec::new(), changed: Vec::new() };
    let origins = origins(old, new);
    for (session, origin) in new.sessions.iter().zip(&origins) {
        let after = Side { schedule: new, session };
        let Some(session) = origin.and_then(|at| old.sessions.get(at)) else {
            report.added.push(after.item());
            continue;
        };
        let fields = differences(Side { schedule: old, session }, after);
        if !fields.is_empty() {
            let old_id = (session.id != after.session.id).then(|| session.id.clone());
            report.changed.push(Changed { item: after.item(), old_id, fields });
        }
    }
    let stayed: HashSet<usize> = origins.into_iter().flatten().collect();
    let gone = old.sessions.iter().enumerate().filter(|(at, _)| !stayed.contains(at));
    report.gone = gone.map(|(_, session)| Side { schedule: old, session }.item()).collect();
    report
}

/// One of the two versions of a session, with the schedule whose texts it refers to by position.
#[derive(Clone, Copy)]
struct Side<'a> {
    schedule: &'a Schedule,
    session: &'a Session,
}

impl<'a> Side<'a> {
    fn room(self) -> &'a str {
        self.session.room.and_then(|ix| self.schedule.rooms.get(ix.index())).map_or("", |room| &room.name)
    }

    fn track(self) -> &'a str {
        self.session.track.and_then(|ix| self.schedule.tracks.get(ix.index())).map_or("", |track| &track.name)
    }

    fn speakers(self) -> Vec<String> {
        let credits = self.session.credits.iter();
        let people = credits.filter_map(|credit| self.schedule.speakers.get(credit.speaker.index()));
        people.map(|speaker| speaker.name.clone()).collect()
    }

    fn day(self) -> FieldValue {
        self.session.day.map_or(FieldValue::NOTHING, FieldValue::Day)
    }

    /// The start on a clock of the event.
    fn start(self) -> Option<DateTime<FixedOffset>> {
        self.session.slot.map(|slot| self.schedule.event.zone.local(slot.start))
    }

    /// The start, or the day.
    fn when(self) -> FieldValue {
        match self.start() {
            Some(start) if self.session.slot.is_some_and(|slot| slot.all_day) => FieldValue::AllDay(start.date_naive()),
            Some(start) => FieldValue::Start(start),
            None => self.day(),
        }
    }

    fn item(self) -> Item {
        Item {
            id: self.session.id.clone(),
            title: self.session.title.clone(),
            speakers: self.speakers(),
            when: self.when(),
            room: self.room().to_owned(),
        }
    }
}

/// Everything in which the session differs from what it was, in the order of [`ChangedField`].
fn differences(before: Side<'_>, after: Side<'_>) -> Vec<FieldChange> {
    let (old, new) = (before.session, after.session);
    let mut found = Vec::new();
    let mut differ = |field, old, new| found.push(FieldChange { field, old, new });
    match (old.cancelled, new.cancelled) {
        (false, true) => differ(ChangedField::Cancelled, FieldValue::NOTHING, FieldValue::NOTHING),
        (true, false) => differ(ChangedField::Reinstated, FieldValue::NOTHING, FieldValue::NOTHING),
        _ => {}
    }
    if !same_start(before, after) {
        differ(ChangedField::Start, before.when(), after.when());
    } else if old.slot.is_none() && old.day != new.day {
        differ(ChangedField::Day, before.day(), after.day());
    }
    if old.minutes != new.minutes {
        let length = |minutes: Option<u32>| minutes.map_or(FieldValue::NOTHING, FieldValue::Minutes);
        differ(ChangedField::Length, length(old.minutes), length(new.minutes));
    }
    let level = |session: &Session| session.level.map_or("", |level| level.name());
    for (field, old, new) in [
        (ChangedField::Room, before.room(), after.room()),
        (ChangedField::Title, &old.title, &new.title),
        (ChangedField::Subtitle, old.subtitle.as_deref().unwrap_or(""), new.subtitle.as_deref().unwrap_or("")),
        (ChangedField::Kind, old.kind.name(), new.kind.name()),
        (ChangedField::Level, level(old), level(new)),
        (ChangedField::Track, before.track(), after.track()),
    ] {
        if !old.split_whitespace().eq(new.split_whitespace()) {
            differ(field, FieldValue::Text(old.to_owned()), FieldValue::Text(new.to_owned()));
        }
    }
    for (field, old, new) in [
        (ChangedField::Speakers, before.speakers(), after.speakers()),
        (ChangedField::Language, old.languages.clone(), new.languages.clone()),
    ] {
        if !same_names(&old, &new) {
            differ(field, list(old, FieldValue::Names), list(new, FieldValue::Names));
        }
    }
    if let Some((old, new)) = parting(&old.abstract_text, &new.abstract_text) {
        differ(ChangedField::Abstract, FieldValue::Text(old), FieldValue::Text(new));
    }
    let (taken_out, come_in) = (links(old, new), links(new, old));
    if !(taken_out.is_empty() && come_in.is_empty()) {
        differ(ChangedField::Links, list(taken_out, FieldValue::Links), list(come_in, FieldValue::Links));
    }
    found.sort_by_key(|change| change.field);
    found
}

/// Whether both begin at the same time. A source that began or ceased to tell its zone has moved no session: then the
/// clocks on the wall are compared instead of the instants.
fn same_start(before: Side<'_>, after: Side<'_>) -> bool {
    let zones = [before, after].map(|side| side.schedule.event.zone);
    let wall = |side: Side<'_>| side.start().map(|start| start.naive_local());
    let by_wall = zones.contains(&Zone::Unknown) && zones[0] != zones[1];
    match (before.session.slot, after.session.slot) {
        (Some(old), Some(new)) => {
            let same = if by_wall { wall(before) == wall(after) } else { old.start == new.start };
            same && old.all_day == new.all_day
        }
        (None, None) => true,
        _ => false,
    }
}

fn list(list: Vec<String>, value: fn(Vec<String>) -> FieldValue) -> FieldValue {
    if list.is_empty() { FieldValue::NOTHING } else { value(list) }
}

/// Whether both have the same names, whatever their order.
fn same_names(old: &[String], new: &[String]) -> bool {
    let [mut old, mut new] = [old, new].map(<[String]>::to_vec);
    old.sort_unstable();
    new.sort_unstable();
    old == new
}

/// Excerpts of two texts from shortly before the word in which they first differ; none where they have the same words
/// in the same paragraphs.
fn parting(old: &str, new: &str) -> Option<(String, String)> {
    if old == new || words(old).eq(words(new)) {
        return None;
    }
    let equal = words(old).zip(words(new)).take_while(|(a, b)| a == b).count();
    let from = equal.saturating_sub(LEAD);
    Some((excerpt(old, from), excerpt(new, from)))
}

/// The words of a text, with a sign where a line or paragraph ends and another begins.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.lines().filter(|line| !line.trim().is_empty()).enumerate();
    lines.flat_map(|(at, line)| (at > 0).then_some("¶").into_iter().chain(line.split_whitespace()))
}

fn excerpt(text: &str, from: usize) -> String {
    let mut excerpt = String::new();
    let mut letters = 0;
    for word in words(text).skip(from) {
        if !excerpt.is_empty() {
            excerpt.push(' ');
        } else if from > 0 {
            excerpt.push_str("… ");
        }
        let length = word.chars().count();
        if letters + length > EXCERPT {
            excerpt.extend(word.chars().take(EXCERPT - letters));
            excerpt.push('…');
            break;
        }
        excerpt.push_str(word);
        letters = (letters + length + 1).min(EXCERPT);
    }
    excerpt
}

/// The addresses that `here` has and `there` has not.
fn links(here: &Session, there: &Session) -> Vec<String> {
    let known: HashSet<&str> = there.links.iter().map(|link| link.url.as_str()).collect();
    here.links.iter().map(|link| &link.url).filter(|url| !known.contains(url.as_str())).cloned().collect()
}
