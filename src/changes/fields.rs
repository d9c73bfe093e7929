//! What differs between two versions of one session, field by field, as people read it.

use super::report::{ChangedField, FieldChange, Item};
use crate::model::{Schedule, Session, Zone};
use chrono::NaiveDateTime;
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
    pub(super) fn new(schedule: &'a Schedule) -> Self {
        Self { schedule }
    }

    pub(super) fn room(&self, session: &Session) -> &'a str {
        session.room.and_then(|ix| self.schedule.rooms.get(ix.index())).map_or("", |room| &room.name)
    }

    fn track(&self, session: &Session) -> &'a str {
        session.track.and_then(|ix| self.schedule.tracks.get(ix.index())).map_or("", |track| &track.name)
    }

    pub(super) fn speakers(&self, session: &Session) -> Vec<&'a str> {
        let people = session.credits.iter().filter_map(|credit| self.schedule.speakers.get(credit.speaker.index()));
        people.map(|speaker| speaker.name.as_str()).collect()
    }

    /// The start as a clock of the event shows it.
    fn wall(&self, session: &Session) -> Option<NaiveDateTime> {
        session.slot.map(|slot| self.schedule.event.zone.local(slot.start).naive_local())
    }

    /// The start as people read it, or the day.
    fn when(&self, session: &Session) -> String {
        match (self.wall(session), session.slot) {
            (Some(wall), Some(slot)) if slot.all_day => wall.format("%Y-%m-%d, all day").to_string(),
            (Some(wall), _) => wall.format("%Y-%m-%d %H:%M").to_string(),
            (None, _) => day(session),
        }
    }

    pub(super) fn item(&self, session: &Session) -> Item {
        Item {
            id: session.id.clone(),
            title: session.title.clone(),
            speakers: self.speakers(session).into_iter().map(str::to_owned).collect(),
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
    let mut differ = |field, old: String, new: String| found.push(FieldChange { field, old, new });
    match (old.cancelled, new.cancelled) {
        (false, true) => differ(ChangedField::Cancelled, String::new(), String::new()),
        (true, false) => differ(ChangedField::Reinstated, String::new(), String::new()),
        _ => {}
    }
    if !same_start((before, old), (after, new)) {
        differ(ChangedField::Start, before.when(old), after.when(new));
    } else if old.slot.is_none() && old.day != new.day {
        differ(ChangedField::Day, day(old), day(new));
    }
    if old.minutes != new.minutes {
        differ(ChangedField::Length, length(old.minutes), length(new.minutes));
    }
    let mut texts = |field, old: &str, new: &str| {
        if !same_words(old, new) {
            differ(field, old.to_owned(), new.to_owned());
        }
    };
    let subtitle = |session: &Session| session.subtitle.clone().unwrap_or_default();
    let level = |session: &Session| session.level.map_or("", |level| level.name());
    texts(ChangedField::Room, before.room(old), after.room(new));
    texts(ChangedField::Title, &old.title, &new.title);
    texts(ChangedField::Subtitle, &subtitle(old), &subtitle(new));
    let (old_names, new_names) = (before.speakers(old), after.speakers(new));
    if sorted(&old_names) != sorted(&new_names) {
        texts(ChangedField::Speakers, &old_names.join(", "), &new_names.join(", "));
    }
    texts(ChangedField::Kind, old.kind.name(), new.kind.name());
    texts(ChangedField::Level, level(old), level(new));
    texts(ChangedField::Track, before.track(old), after.track(new));
    if sorted(&old.languages) != sorted(&new.languages) {
        texts(ChangedField::Language, &old.languages.join(", "), &new.languages.join(", "));
    }
    if let Some((old, new)) = parting(&old.abstract_text, &new.abstract_text) {
        differ(ChangedField::Abstract, old, new);
    }
    let (taken_out, come_in) = (links(old, new), links(new, old));
    if !(taken_out.is_empty() && come_in.is_empty()) {
        differ(ChangedField::Links, taken_out, come_in);
    }
    found
}

/// Whether both begin at the same time. A source that began or ceased to tell its zone has moved no session: then the
/// clocks on the wall are compared instead of the instants.
fn same_start((before, old): (&Side<'_>, &Session), (after, new): (&Side<'_>, &Session)) -> bool {
    let zones = [before.schedule.event.zone, after.schedule.event.zone];
    let by_wall = zones.contains(&Zone::Unknown) && zones[0] != zones[1];
    match (old.slot, new.slot) {
        (Some(a), Some(b)) => {
            let same = if by_wall { before.wall(old) == after.wall(new) } else { a.start == b.start };
            same && a.all_day == b.all_day
        }
        (None, None) => true,
        _ => false,
    }
}

fn day(session: &Session) -> String {
    session.day.map(|day| day.to_string()).unwrap_or_default()
}

fn length(minutes: Option<u32>) -> String {
    minutes.map(crate::words::length).unwrap_or_default()
}

fn sorted<T: AsRef<str>>(list: &[T]) -> Vec<&str> {
    let mut list: Vec<&str> = list.iter().map(AsRef::as_ref).collect();
    list.sort_unstable();
    list
}

fn same_words(old: &str, new: &str) -> bool {
    old == new || old.split_whitespace().eq(new.split_whitespace())
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
fn links(here: &Session, there: &Session) -> String {
    let known: HashSet<&str> = there.links.iter().map(|link| link.url.as_str()).collect();
    let only: Vec<&str> = here.links.iter().map(|link| link.url.as_str()).filter(|url| !known.contains(url)).collect();
    only.join(" ")
}
