//! The values that a field of the query can have, offered while one is typed, and what the empty box teaches.

use crate::measure::width;
use crate::model::{Kind, Level, Programme, SpeakerIx, fold};
use crate::search::QueryField;
use crate::tui::world::facts::World;
use crate::tui::world::offers::Offers;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeSet;

/// So many values are offered at once.
const MOST: usize = 30;
/// Among so many sessions examples are looked for.
const FEW: usize = 200;

impl World {
    /// Brings up to date what is offered: still the same while one value after the other is taken.
    pub fn refresh_offers(&mut self) {
        let key = (self.filter.typing, self.revision.programme, self.revision.filter);
        let mut offers = std::mem::take(&mut self.offers);
        offers.refresh(key, || match &self.filter.offered {
            Some((offers, _)) => offers.clone(),
            None if self.filter.typing => offered(self),
            None => Offers::default(),
        });
        self.offers = offers;
    }
}

/// What may take the place of what stands before the cursor of the query.
fn offered(world: &World) -> Offers {
    let filter = world.filter();
    let query = filter.query.value();
    let cursor = query.char_indices().nth(filter.query.cursor()).map_or(query.len(), |(at, _)| at);
    let (before, behind) = query.split_at(cursor);
    let Some((name, typed)) = being_typed(before) else { return Offers::default() };
    let known = match name {
        Some(name) => QueryField::named(&name.to_ascii_lowercase()).map_or_else(Vec::new, |field| values(world, field)),
        None => filter.queries.iter().map(|(name, _)| name.clone()).collect(),
    };
    let lead = before.len() - typed.len();
    let around = (before[..lead].to_owned(), behind.trim_start().to_owned());
    Offers { around, values: beginning_with(typed.trim_start_matches('"'), known) }
}

/// The field that a value is being typed for, or none for the name of a query, and what of the value is there.
fn being_typed(before: &str) -> Option<(Option<&str>, &str)> {
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
fn beginning_with(typed: &str, known: Vec<String>) -> Vec<String> {
    let typed = fold(typed);
    let rank = |value: &str| {
        let value = fold(value);
        let within = || value.split(|letter: char| !letter.is_alphanumeric()).any(|word| word.starts_with(&typed));
        if value.starts_with(&typed) { Some(0) } else { within().then_some(1) }
    };
    let mut ranked: Vec<(u8, String)> = known.into_iter().filter_map(|value| Some((rank(&value)?, value))).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    let mut values: Vec<String> = ranked.into_iter().map(|(_, value)| value).collect();
    values.truncate(MOST);
    if values.len() == 1 && fold(&values[0]) == typed { Vec::new() } else { values }
}

/// The values that a field has in the programme, or in the event that the list is about.
fn values(world: &World, field: &QueryField) -> Vec<String> {
    let programme = world.programme();
    let scope = world.filter().scope;
    let in_scope = |event| scope.is_none_or(|only| only == event);
    let sessions = || programme.order().iter().copied().filter(|ix| in_scope(programme.brief(*ix).event));
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    match field.name {
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
            let people = world.by_name().iter().filter(|ix| used.contains(ix));
            distinct(people.map(|ix| programme.speaker(*ix).name.clone()))
        }
        "event" => programme.events().iter().map(|event| event.name.clone()).collect(),
        "day" => days(
            programme,
            &sessions()
                .filter_map(|ix| {
                    let brief = programme.brief(ix);
                    brief.date(programme.event(brief.event))
                })
                .collect(),
        ),
        "kind" => Kind::ALL.iter().map(|kind| kind.name().to_owned()).collect(),
        "level" => Level::ALL.iter().map(|level| level.name().to_owned()).collect(),
        "with" => world.friend_marks().names.clone(),
        "is" | "has" => {
            let written = field.examples.iter().filter_map(|example| example.split_once(':'));
            names(&written.map(|(_, value)| value).collect::<Vec<_>>())
        }
        _ => Vec::new(),
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

/// What could be typed, with the people, tracks and days of what is loaded, as much of it as so many cells hold.
pub fn teaching(world: &World, cells: usize) -> String {
    let programme = world.programme();
    let hits = world.found().hits.iter().take(FEW).copied();
    let word = |name: &str, last: bool| {
        let mut words = name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.len() > 2);
        let word = if last { words.next_back() } else { words.next() };
        word.map(fold)
    };
    let speaker =
        hits.clone().flat_map(|ix| programme.speakers_of(ix)).find_map(|ix| word(&programme.speaker(ix).name, true));
    let track =
        hits.clone().filter_map(|ix| programme.track_of(ix)).find_map(|ix| word(&programme.track(ix).name, false));
    let timed = hits.clone().find(|ix| programme.brief(*ix).slot.is_some());
    let date = timed.and_then(|ix| programme.brief(ix).date(programme.event_of(ix)));
    let day = date.map(|date| date.format("%a").to_string().to_lowercase());
    let field = |name: &str, value: Option<String>| format!("{name}:{}", value.unwrap_or_default());
    let taught = [
        field("speaker", speaker),
        field("track", track),
        field("day", day),
        "is:going".to_owned(),
        "\"a phrase\"".to_owned(),
        "!not".to_owned(),
        "one | other".to_owned(),
    ];
    let mut line = String::new();
    for piece in taught {
        if width(&line) + 2 + width(&piece) > cells {
            break;
        }
        line.push_str(if line.is_empty() { "" } else { "  " });
        line.push_str(&piece);
    }
    line
}
