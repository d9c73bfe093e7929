//! How many sessions there are of what.

use crate::agenda::Context;
use crate::model::{EventIx, Mark, Programme, SessionIx};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A track with its sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrackCount {
    /// Its name; nothing for what has no track.
    pub name: Option<String>,
    /// How many sessions it has.
    pub sessions: usize,
    /// How many of them I go to.
    pub going: usize,
    /// How many of them interest me.
    pub interested: usize,
}

/// A tag over the events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trend {
    /// The tag.
    pub tag: String,
    /// Each event that has tags, in time, with how many of its sessions have this one, and how many there are.
    pub events: Vec<(EventIx, usize, usize)>,
    /// By how many of a hundred sessions it rose from the first of these events to the last.
    pub change: i64,
}

/// A firm, or a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// The name.
    pub name: String,
    /// How many sessions are theirs.
    pub sessions: usize,
    /// The years of these.
    pub years: Vec<i32>,
}

/// Sessions per track, mine inside them.
pub fn topics(context: &Context<'_>, sessions: &[SessionIx]) -> Vec<TrackCount> {
    let mut topics: BTreeMap<Option<&str>, TrackCount> = BTreeMap::new();
    for ix in sessions {
        let track = context.programme.brief(*ix).track;
        let name = track.map(|track| context.programme.track(track).name.as_str());
        let new = || TrackCount { name: name.map(str::to_owned), sessions: 0, going: 0, interested: 0 };
        let topic = topics.entry(name).or_insert_with(new);
        topic.sessions += 1;
        topic.going += usize::from(context.mark(*ix) == Some(Mark::Going));
        topic.interested += usize::from(context.mark(*ix) == Some(Mark::Interested));
    }
    let mut topics: Vec<TrackCount> = topics.into_values().collect();
    topics.sort_by_key(|topic| (topic.name.is_none(), Reverse(topic.sessions)));
    topics
}

/// Tags by event, the greatest changes first; of those that change alike the commonest.
pub fn trends(programme: &Programme, sessions: &[SessionIx]) -> Vec<Trend> {
    let mut tagged: BTreeMap<EventIx, usize> = BTreeMap::new();
    let mut counts: BTreeMap<&str, BTreeMap<EventIx, usize>> = BTreeMap::new();
    for ix in sessions {
        let session = programme.session(*ix);
        *tagged.entry(session.event).or_default() += usize::from(!session.tags.is_empty());
        for tag in &session.tags {
            *counts.entry(tag).or_default().entry(session.event).or_default() += 1;
        }
    }
    let mut events: Vec<(EventIx, usize)> = tagged.into_iter().filter(|(_, count)| *count > 0).collect();
    events.sort_by_key(|(event, _)| (programme.event(*event).first_day, *event));
    let trend = |(tag, by_event): (&str, BTreeMap<EventIx, usize>)| {
        let of = |(event, all): &(EventIx, usize)| (*event, by_event.get(event).copied().unwrap_or(0), *all);
        let events: Vec<(EventIx, usize, usize)> = events.iter().map(of).collect();
        let share =
            |event: Option<&(EventIx, usize, usize)>| event.map_or(0, |(_, some, all)| (some * 100 / all) as i64);
        let change = if events.len() > 1 { share(events.last()) - share(events.first()) } else { 0 };
        Trend { tag: tag.to_owned(), events, change }
    };
    let mut trends: Vec<Trend> = counts.into_iter().map(trend).collect();
    let all = |trend: &Trend| trend.events.iter().map(|(_, some, _)| some).sum::<usize>();
    trends.sort_by_key(|trend| (Reverse(trend.change.abs()), Reverse(all(trend)), trend.tag.clone()));
    trends
}

/// Firms and speakers by their sessions, with the years in which they spoke.
pub fn who(programme: &Programme, sessions: &[SessionIx]) -> (Vec<Who>, Vec<Who>) {
    let mut firms: BTreeMap<&str, (usize, BTreeSet<i32>)> = BTreeMap::new();
    let mut people: BTreeMap<&str, (usize, BTreeSet<i32>)> = BTreeMap::new();
    for ix in sessions {
        let (session, year) = (programme.session(*ix), programme.event_year(*ix));
        // Two of one firm give one session of that firm.
        let own = session.credits.iter().filter_map(|credit| credit.organisation.as_deref());
        let all: BTreeSet<&str> = own.chain(session.organisations.iter().map(String::as_str)).collect();
        let names: BTreeSet<&str> =
            session.credits.iter().map(|credit| programme.speaker(credit.speaker).name.as_str()).collect();
        for (list, names) in [(&mut firms, all), (&mut people, names)] {
            for name in names {
                let one = list.entry(name).or_default();
                one.0 += 1;
                one.1.extend(year);
            }
        }
    }
    (by_count(firms), by_count(people))
}

fn by_count(all: BTreeMap<&str, (usize, BTreeSet<i32>)>) -> Vec<Who> {
    let who = |(name, (sessions, years)): (&str, (usize, BTreeSet<i32>))| Who {
        name: name.to_owned(),
        sessions,
        years: years.into_iter().collect(),
    };
    let mut all: Vec<Who> = all.into_iter().map(who).collect();
    all.sort_by_key(|one| Reverse((one.sessions, one.years.len())));
    all
}
