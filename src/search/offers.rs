//! The values that a field of the query can have, offered while one is typed.

use super::fields::QueryField;
use crate::model::{EventIx, Kind, Level, Programme, SpeakerIx, fold};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeSet;

/// The field that a value is being typed for, or none for the name of a query, and what of the value is there.
pub fn being_typed(before: &str) -> Option<(Option<&str>, &str)> {
    let mut quoted = false;
    let blank = |(at, letter): (usize, char)| {
        quoted ^= letter == '"';
        (!quoted && (letter.is_whitespace() || matches!(letter, '|' | '('))).then_some(at + letter.len_utf8())
    };
    // A value begins behind the last blank outside of quotes; a quote that is open began one.
    let start = before.char_indices().filter_map(blank).last().unwrap_or(0);
    let term = before[start..].trim_start_matches(['-', '!']);
    if let Some(name) = term.strip_prefix('@') {
        return Some((None, name));
    }
    let (name, value) = term.split_once(':')?;
    let last = value.rfind(',').filter(|_| !value.ends_with('"') && value.matches('"').count() % 2 == 0);
    Some((Some(name), last.map_or(value, |comma| &value[comma + 1..])))
}

/// The values that begin so, then those of which a word does.
pub fn beginning_with(typed: &str, known: Vec<String>) -> Vec<String> {
    let typed = fold(typed);
    let rank = |value: &str| {
        let value = fold(value);
        let within = || value.split(|letter: char| !letter.is_alphanumeric()).any(|word| word.starts_with(&typed));
        if value.starts_with(&typed) { Some(0) } else { within().then_some(1) }
    };
    let mut ranked: Vec<(u8, String)> = known.into_iter().filter_map(|value| Some((rank(&value)?, value))).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, value)| value).collect()
}

/// A value as it is written behind the colon of its field.
pub fn as_written(value: &str) -> String {
    let bare = value.replace('"', "");
    let plain = bare.chars().all(|letter| !(letter.is_whitespace() || ",|()".contains(letter)));
    if plain { bare } else { format!("\"{bare}\"") }
}

/// What there is to ask for.
pub struct Loaded<'a> {
    /// All sessions.
    pub programme: &'a Programme,
    /// Their speakers, by name.
    pub by_name: &'a [SpeakerIx],
    /// The names of the friends.
    pub friends: &'a [String],
    /// The one event that counts, if not all do.
    pub only: Option<EventIx>,
}

impl QueryField {
    /// The values that the field has in what is loaded, as far as they can be told.
    pub fn values(&self, loaded: &Loaded<'_>) -> Vec<String> {
        let programme = loaded.programme;
        let in_scope = |event| loaded.only.is_none_or(|only| only == event);
        let sessions = || programme.order().iter().copied().filter(|ix| in_scope(programme.event_ix(*ix)));
        match self.name {
            "track" => {
                let used: BTreeSet<_> = sessions().filter_map(|ix| programme.track_of(ix)).collect();
                used.into_iter().map(|track| programme.track(track).name.clone()).collect()
            }
            "room" => {
                let rooms = programme.rooms().iter().filter(|room| in_scope(room.event));
                distinct(rooms.map(|room| room.name.clone()))
            }
            "speaker" => {
                let used: BTreeSet<SpeakerIx> = sessions().flat_map(|ix| programme.speakers_of(ix)).collect();
                let people = loaded.by_name.iter().filter(|ix| used.contains(ix));
                distinct(people.map(|ix| programme.speaker(*ix).name.clone()))
            }
            "event" => programme.events().iter().map(|event| event.name.clone()).collect(),
            "day" => {
                let date = |ix| programme.brief(ix).date(programme.event_of(ix));
                days(programme, &sessions().filter_map(date).collect())
            }
            "kind" => Kind::ALL.iter().map(|kind| kind.name().to_owned()).collect(),
            "level" => Level::ALL.iter().map(|level| level.name().to_owned()).collect(),
            "with" => loaded.friends.to_vec(),
            "is" | "has" => {
                let written = self.examples.iter().filter_map(|example| example.split_once(':'));
                written.map(|(_, value)| value.to_owned()).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// Days of the week where each is one day, dates where not.
fn days(programme: &Programme, dates: &BTreeSet<NaiveDate>) -> Vec<String> {
    let weekdays: BTreeSet<u32> = dates.iter().map(|date| date.weekday().num_days_from_monday()).collect();
    let one_week = programme.events().len() == 1 || weekdays.len() == dates.len();
    let named = |date: &NaiveDate| date.format("%A").to_string().to_lowercase();
    if one_week && weekdays.len() == dates.len() {
        dates.iter().map(named).chain(["today".to_owned(), "tomorrow".to_owned()]).collect()
    } else {
        dates.iter().map(ToString::to_string).collect()
    }
}

fn distinct(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut known = BTreeSet::new();
    names.filter(|name| known.insert(fold(name))).collect()
}
