//! What differs between two versions of one session, field by field.

use super::report::{ChangedField, FieldChange, FieldValue, Item};
use crate::model::{Schedule, Session, Zone};
use chrono::{DateTime, FixedOffset};
use std::collections::HashSet;

/// How much of an abstract is shown from the place on where two versions part, in characters.
const EXCERPT: usize = 160;
/// How many words before that place are shown with it.
const LEAD: usize = 4;

/// One of the two schedules, asked for the texts that its sessions refer to by position.
pub(super) struct Side<'a> {
    pub(super) schedule: &'a Schedule,
}

impl<'a> Side<'a> {
    fn room(&self, session: &Session) -> &'a str {
        session.room.and_then(|ix| self.schedule.rooms.get(ix.index())).map_or("", |room| &room.name)
    }

    fn track(&self, session: &Session) -> &'a str {
        session.track.and_then(|ix| self.schedule.tracks.get(ix.index())).map_or("", |track| &track.name)
    }

    fn speakers(&self, session: &Session) -> Vec<&'a str> {
        let people = session.credits.iter().filter_map(|credit| self.schedule.speakers.get(credit.speaker.index()));
        people.map(|speaker| speaker.name.as_str()).collect()
    }

    /// The start on a clock of the event.
    fn start(&self, session: &Session) -> Option<DateTime<FixedOffset>> {
        session.slot.map(|slot| self.schedule.event.zone.local(slot.start))
    }

    /// The start, or the day.
    fn when(&self, session: &Session) -> FieldValue {
        match self.start(session) {
            Some(start) if session.slot.is_some_and(|slot| slot.all_day) => FieldValue::AllDay(start.date_naive()),
            Some(start) => FieldValue::Start(start),
            None => day(session),
        }
    }

    pub(super) fn item(&self, session: &Session) -> Item {
        Item {
            id: session.id.clone(),
            title: session.title.clone(),
            speakers: owned(&self.speakers(session)),
            when: self.when(session),
            room: self.room(session).to_owned(),
        }
    }
}

/// Everything in which the session differs from what it was, in the order of [`ChangedField`].
pub(super) fn differences(
    (before, old): (&Side<'_>, &Session),
    (after, new): (&Side<'_>, &Session),
) -> Vec<FieldChange> {
    let mut found = Vec::new();
    let mut differ = |field, old, new| found.push(FieldChange { field, old, new });
    match (old.cancelled, new.cancelled) {
        (false, true) => differ(ChangedField::Cancelled, FieldValue::NOTHING, FieldValue::NOTHING),
        (true, false) => differ(ChangedField::Reinstated, FieldValue::NOTHING, FieldValue::NOTHING),
        _ => {}
    }
    if !same_start((before, old), (after, new)) {
        differ(ChangedField::Start, before.when(old), after.when(new));
    } else if old.slot.is_none() && old.day != new.day {
        differ(ChangedField::Day, day(old), day(new));
    }
    if old.minutes != new.minutes {
        let length = |minutes: Option<u32>| minutes.map_or(FieldValue::NOTHING, FieldValue::Minutes);
        differ(ChangedField::Length, length(old.minutes), length(new.minutes));
    }
    let level = |session: &Session| session.level.map_or("", |level| level.name());
    let texts = [
        (ChangedField::Room, before.room(old), after.room(new)),
        (ChangedField::Title, &old.title, &new.title),
        (ChangedField::Subtitle, old.subtitle.as_deref().unwrap_or(""), new.subtitle.as_deref().unwrap_or("")),
        (ChangedField::Kind, old.kind.name(), new.kind.name()),
        (ChangedField::Level, level(old), level(new)),
        (ChangedField::Track, before.track(old), after.track(new)),
    ];
    for (field, old, new) in
        texts.into_iter().filter(|(_, old, new)| !old.split_whitespace().eq(new.split_whitespace()))
    {
        differ(field, FieldValue::Text(old.to_owned()), FieldValue::Text(new.to_owned()));
    }
    let languages = |session: &Session| owned(&session.languages);
    let (old_names, new_names) = (owned(&before.speakers(old)), owned(&after.speakers(new)));
    for (field, old, new) in
        [(ChangedField::Speakers, old_names, new_names), (ChangedField::Language, languages(old), languages(new))]
    {
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
fn same_start((before, old): (&Side<'_>, &Session), (after, new): (&Side<'_>, &Session)) -> bool {
    let zones = [before.schedule.event.zone, after.schedule.event.zone];
    let wall = |side: &Side<'_>, session| side.start(session).map(|start| start.naive_local());
    let by_wall = zones.contains(&Zone::Unknown) && zones[0] != zones[1];
    match (old.slot, new.slot) {
        (Some(a), Some(b)) => {
            let same = if by_wall { wall(before, old) == wall(after, new) } else { a.start == b.start };
            same && a.all_day == b.all_day
        }
        (None, None) => true,
        _ => false,
    }
}

fn day(session: &Session) -> FieldValue {
    session.day.map_or(FieldValue::NOTHING, FieldValue::Day)
}

fn owned<T: AsRef<str>>(list: &[T]) -> Vec<String> {
    list.iter().map(|text| text.as_ref().to_owned()).collect()
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

/// Some words of a text, counted from `from`.
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
