//! Which sessions somebody else's favourites are.
//!
//! Ids come first but are not trusted blindly, so the title decides between sessions that share an id, a favourite that begins weeks
//! away is of another edition, and a bare number counts only where most of its neighbours are found in the same event.

use super::reading::Reference;
use super::spelling::bare;
use crate::identity::{self, share_a_word};
use crate::model::{EventIx, Programme, SessionIx, fold};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::{BTreeSet, HashMap, HashSet};

/// What favourites come to in a programme; they are told by their positions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Matched {
    /// Favourites with their sessions.
    pub found: Vec<(usize, SessionIx)>,
    /// Favourites without a session.
    pub missing: Vec<usize>,
    /// Favourites that several sessions answer to equally well.
    pub ambiguous: Vec<(usize, Vec<SessionIx>)>,
}

/// Finds the sessions that `references` mean: each in its own event where that is loaded; those that name none in `event`
/// or, without it, wherever most of them are found.
pub fn match_to(programme: &Programme, event: Option<EventIx>, references: &[Reference]) -> Matched {
    let scopes: Vec<Option<EventIx>> = references.iter().map(|reference| scope(programme, event, reference)).collect();
    let index = Index::new(programme, &scopes);
    let mut candidates: Vec<Vec<SessionIx>> =
        references.iter().zip(&scopes).map(|(reference, scope)| index.candidates(reference, *scope)).collect();
    let free = references.iter().zip(&mut candidates).zip(&scopes).filter(|(_, scope)| scope.is_none());
    drop_chance_hits(programme, free.map(|(of_reference, _)| of_reference));
    let votes = votes(programme, candidates.iter().map(Vec::as_slice));
    let mut matched = Matched::default();
    for (at, mut candidates) in candidates.into_iter().enumerate() {
        if candidates.len() > 1 {
            let weight = |ix: &SessionIx| votes.get(&programme.brief(*ix).event).copied().unwrap_or(0);
            let most = candidates.iter().map(weight).max();
            candidates.retain(|ix| Some(weight(ix)) == most);
        }
        match candidates.as_slice() {
            [] => matched.missing.push(at),
            [ix] => matched.found.push((at, *ix)),
            _ => matched.ambiguous.push((at, candidates)),
        }
    }
    matched
}

/// The one event that a favourite is looked for in, if not in all.
pub(super) fn scope(programme: &Programme, event: Option<EventIx>, reference: &Reference) -> Option<EventIx> {
    match &reference.event {
        Some(_) => reference.own_event(programme),
        None => event,
    }
}

/// In how many references each event has a candidate.
fn votes<'c>(programme: &Programme, all: impl Iterator<Item = &'c [SessionIx]>) -> HashMap<EventIx, usize> {
    let mut votes = HashMap::new();
    for candidates in all {
        let events: HashSet<EventIx> = candidates.iter().map(|ix| programme.brief(*ix).event).collect();
        for event in events {
            *votes.entry(event).or_insert(0) += 1;
        }
    }
    votes
}

/// A number without a title hits some session of almost any event. It counts in the events that know at least half of
/// all such numbers.
fn drop_chance_hits<'c>(
    programme: &Programme,
    references: impl Iterator<Item = (&'c Reference, &'c mut Vec<SessionIx>)>,
) {
    let number = |reference: &Reference| {
        let digits = |key: &String| key.bytes().all(|byte| byte.is_ascii_digit());
        reference.title.is_none() && reference.url.is_none() && reference.keys.iter().all(digits)
    };
    let mut of_numbers: Vec<_> =
        references.filter(|(reference, _)| number(reference)).map(|(_, candidates)| candidates).collect();
    let votes = votes(programme, of_numbers.iter().map(|candidates| candidates.as_slice()));
    let count = of_numbers.len();
    for candidates in &mut of_numbers {
        candidates.retain(|ix| votes.get(&programme.brief(*ix).event).is_some_and(|votes| votes * 2 >= count));
    }
}

/// How well a session agrees with a reference; the greater the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Agreement {
    event: bool,
    title: bool,
    key: bool,
    url: bool,
    start: bool,
}

/// The sessions of some events, or of all, by what can tell them apart.
struct Index<'a> {
    programme: &'a Programme,
    sessions: identity::Candidates<'a>,
    urls: HashMap<&'a str, Vec<SessionIx>>,
}

impl<'a> Index<'a> {
    /// Of the events that something is looked for in, or of all where one is looked for in all.
    fn new(programme: &'a Programme, scopes: &[Option<EventIx>]) -> Self {
        let events: Option<BTreeSet<EventIx>> = scopes.iter().copied().collect();
        let of_events = |events: BTreeSet<EventIx>| {
            events.into_iter().flat_map(|event| programme.sessions_at(event)).copied().collect()
        };
        let sessions: Vec<SessionIx> = events.map_or_else(|| programme.order().to_vec(), of_events);
        let mut urls: HashMap<&str, Vec<SessionIx>> = HashMap::new();
        for ix in sessions.iter().copied() {
            for link in &programme.session(ix).links {
                urls.entry(bare(&link.url)).or_default().push(ix);
            }
        }
        Self { programme, sessions: identity::Candidates::new(programme, &sessions), urls }
    }

    fn by_full_id(&self, key: &str) -> Option<SessionIx> {
        let mut events = self.programme.events().iter();
        events.find_map(|event| {
            let id = key.strip_prefix(event.id.as_str())?.strip_prefix('/')?;
            self.programme.session_by_id(&event.id, id)
        })
    }

    /// The sessions of the event, or of all, that agree best with a reference, in order; none if none agrees well enough.
    fn candidates(&self, reference: &Reference, event: Option<EventIx>) -> Vec<SessionIx> {
        let keys = reference.keys.iter();
        let mut all: Vec<SessionIx> =
            keys.flat_map(|key| self.sessions.by_key(key).chain(self.by_full_id(key))).collect();
        all.extend(title(reference).map(|title| self.sessions.by_title(&fold(title))).unwrap_or_default());
        all.extend(reference.url.iter().filter_map(|url| self.urls.get(bare(url))).flatten());
        all.retain(|ix| event.is_none_or(|event| event == self.programme.brief(*ix).event));
        all.sort_unstable_by_key(|ix| self.programme.rank(*ix));
        all.dedup();
        let mut rated: Vec<_> = all.into_iter().filter_map(|ix| Some((self.agreement(reference, ix)?, ix))).collect();
        let best = rated.iter().map(|(agreement, _)| *agreement).max();
        rated.retain(|(agreement, _)| Some(*agreement) == best);
        rated.into_iter().map(|(_, ix)| ix).collect()
    }

    /// Nothing if the session cannot be the one that is meant.
    fn agreement(&self, reference: &Reference, ix: SessionIx) -> Option<Agreement> {
        let session = self.programme.session(ix);
        let full_id = self.programme.full_id(ix);
        let start = session.slot.map(|slot| slot.start);
        let is = |key: &String| {
            [Some(&session.id), session.guid.as_ref(), session.code.as_ref(), Some(&full_id)].contains(&Some(key))
        };
        let has_link = |url: &String| session.links.iter().any(|link| bare(&link.url) == bare(url));
        let agreement = Agreement {
            event: reference.event.as_ref() == Some(&self.programme.event_of(ix).id),
            title: title(reference).is_some_and(|title| fold(title) == fold(&session.title)),
            key: reference.keys.iter().any(is),
            url: reference.url.as_ref().is_some_and(has_link),
            start: reference.start.is_some() && reference.start == start,
        };
        let renamed = reference.title.as_ref().is_some_and(|_| !agreement.title);
        // What is no mere number is hardly given to another session.
        let unique = reference.keys.iter().any(|key| key.len() >= 16 && is(key));
        let known = agreement.url
            || agreement.start
            || unique
            || reference.title.as_ref().is_some_and(|title| share_a_word(title, &session.title));
        let same_edition = self.same_edition(reference.start, ix);
        (same_edition && (!renamed || known)).then_some(agreement)
    }

    fn same_edition(&self, start: Option<DateTime<Utc>>, ix: SessionIx) -> bool {
        let session = self.programme.session(ix);
        let day = session.day.or(self.programme.event_of(ix).first_day);
        let here =
            session.slot.map(|slot| slot.start).or(day.map(|day| day.and_time(chrono::NaiveTime::MIN).and_utc()));
        match (start, here) {
            (Some(there), Some(here)) => (there - here).abs() <= TimeDelta::weeks(2),
            _ => true,
        }
    }
}

/// The title; in a list, a word alone may be one as well as an id.
fn title(reference: &Reference) -> Option<&str> {
    let word = || reference.keys.first().filter(|_| reference.keys.len() == 1 && reference.url.is_none());
    reference.title.as_ref().or_else(word).map(String::as_str)
}
