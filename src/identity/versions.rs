//! The policy for two versions of one schedule, which is to tell what became of every session.
//!
//! A guid counts before an id, an id before a code, a code before the title with the speakers. Pairs are made in passes,
//! the surest first: each pass joins what is still single on both sides by one key, for instance guid with title with
//! start. What shares a key many times over pairs up where title, start and room agree before it pairs up at all. Every
//! pass is linear in the number of sessions.

use super::card::Card;
use crate::model::Schedule;
use chrono::{DateTime, Utc};
use std::collections::{HashMap, VecDeque};

/// What two sessions have to share in one pass: two texts, the second often empty, a start and a room.
type Key<'a> = (&'static str, &'a str, &'a str, Option<DateTime<Utc>>, &'a str);

/// The keys of a session in one pass; none where it has not what the pass asks for.
type Keys = for<'a> fn(&'a Card<'_>) -> Vec<Key<'a>>;

/// Which pairs a pass may make.
type Allowed = fn(&Card<'_>, &Card<'_>) -> bool;

const ANY: Allowed = |_, _| true;

/// The ways to find the origin of a session, the surest first.
const PASSES: &[(Keys, Allowed)] = &[
    (|card| guid(card, |guid| with_start("guid", guid, card, card.room)), ANY),
    (|card| guid(card, |guid| with_start("guid", guid, card, "")), ANY),
    (|card| guid(card, |guid| vec![("guid", guid, &card.folded, None, card.room)]), ANY),
    (|card| guid(card, |guid| vec![("guid", guid, &card.folded, None, "")]), ANY),
    (|card| ids(card, |kind, id| vec![(kind, id, &card.folded, card.start, "")]), ANY),
    (|card| ids(card, |kind, id| vec![(kind, id, &card.folded, None, "")]), ANY),
    (|card| with_start("title", "", card, card.room), ANY),
    (|card| with_start("title", "", card, ""), ANY),
    (|card| guid(card, |guid| with_speakers("guid", guid, card)), ANY),
    (|card| guid(card, |guid| started(card, |start| ("guid", guid, "", Some(start), ""))), ANY),
    (|card| with_speakers("title", &card.folded, card), ANY),
    (|card| ids(card, |kind, id| with_speakers(kind, id, card)), |old, new| !old.another_guid(new)),
];

/// What is left when also titles have been tried, lest an id that was used again takes a session from its title.
const LAST_PASSES: &[(Keys, Allowed)] = &[
    (|card| guid(card, |guid| vec![("guid", guid, "", None, "")]), ANY),
    (|card| ids(card, |kind, id| vec![(kind, id, "", None, "")]), not_another_session),
];

fn guid<'a>(card: &'a Card<'_>, keys: impl Fn(&'a str) -> Vec<Key<'a>>) -> Vec<Key<'a>> {
    card.guid.map(keys).unwrap_or_default()
}

/// Keys by id and by code, in this order.
fn ids<'a>(card: &'a Card<'_>, keys: impl Fn(&'static str, &'a str) -> Vec<Key<'a>>) -> Vec<Key<'a>> {
    let mut found = keys("id", card.id);
    found.extend(card.code.into_iter().flat_map(|code| keys("code", code)));
    found
}

fn started<'a>(card: &Card<'_>, key: impl Fn(DateTime<Utc>) -> Key<'a>) -> Vec<Key<'a>> {
    card.start.map(key).into_iter().collect()
}

fn with_start<'a>(kind: &'static str, id: &'a str, card: &'a Card<'_>, room: &'a str) -> Vec<Key<'a>> {
    started(card, |start| (kind, id, card.folded.as_str(), Some(start), room))
}

fn with_speakers<'a>(kind: &'static str, id: &'a str, card: &'a Card<'_>) -> Vec<Key<'a>> {
    card.speakers.iter().map(|speaker| (kind, id, speaker.as_str(), None, "")).collect()
}

/// Whether an id that two sessions share may be believed: not if everything else speaks against it, for then it was
/// used again for something else.
fn not_another_session(old: &Card<'_>, new: &Card<'_>) -> bool {
    let unknown_people = old.speakers.is_empty() || new.speakers.is_empty();
    !old.another_guid(new) && (old.same_start(new) || unknown_people || old.shares_word(new))
}

/// For each session of the newer schedule the position in the older one of what it was.
pub fn origins(old: &Schedule, new: &Schedule) -> Vec<Option<usize>> {
    let (old, new) = (cards(old), cards(new));
    let mut pairs = Pairs { origin: vec![None; new.len()], taken: vec![false; old.len()] };
    for (keys, allowed) in PASSES {
        pairs.join(&old, &new, *keys, *allowed);
    }
    pairs.join_lone_titles(&old, &new);
    for (keys, allowed) in LAST_PASSES {
        pairs.join(&old, &new, *keys, *allowed);
    }
    pairs.origin
}

fn cards(schedule: &Schedule) -> Vec<Card<'_>> {
    schedule.sessions.iter().map(|session| Card::in_schedule(schedule, session)).collect()
}

struct Pairs {
    /// Of each newer session what it was.
    origin: Vec<Option<usize>>,
    /// Of each older session whether it is the origin of one.
    taken: Vec<bool>,
}

impl Pairs {
    /// Pairs what is single on both sides and shares a key, in the order of the schedules.
    fn join(&mut self, old: &[Card<'_>], new: &[Card<'_>], keys: Keys, allowed: Allowed) {
        let mut by_key: HashMap<Key<'_>, VecDeque<usize>> = HashMap::new();
        for (at, card) in old.iter().enumerate().filter(|(at, _)| !self.taken[*at]) {
            for key in keys(card) {
                by_key.entry(key).or_default().push_back(at);
            }
        }
        for (at, card) in new.iter().enumerate() {
            if self.origin[at].is_some() || by_key.is_empty() {
                continue;
            }
            for key in keys(card) {
                let Some(candidates) = by_key.get_mut(&key) else { continue };
                while candidates.front().is_some_and(|front| self.taken[*front]) {
                    candidates.pop_front();
                }
                // Only the first is tried, or a thousand sessions of one code would be a million tries.
                let Some(origin) = candidates.front().copied().filter(|front| allowed(&old[*front], card)) else {
                    continue;
                };
                candidates.pop_front();
                self.taken[origin] = true;
                self.origin[at] = Some(origin);
                break;
            }
        }
    }

    /// Pairs a title that is left once on either side. Of several lunches that went and came, which is which cannot be
    /// known.
    fn join_lone_titles(&mut self, old: &[Card<'_>], new: &[Card<'_>]) {
        let mut by_title: HashMap<&str, (Vec<usize>, Vec<usize>)> = HashMap::new();
        for (at, card) in old.iter().enumerate().filter(|(at, _)| !self.taken[*at]) {
            by_title.entry(&card.folded).or_default().0.push(at);
        }
        for (at, card) in new.iter().enumerate().filter(|(at, _)| self.origin[*at].is_none()) {
            by_title.entry(&card.folded).or_default().1.push(at);
        }
        for (before, after) in by_title.into_values() {
            if let ([origin], [at]) = (before.as_slice(), after.as_slice()) {
                self.taken[*origin] = true;
                self.origin[*at] = Some(*origin);
            }
        }
    }
}
