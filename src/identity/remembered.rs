//! The policy for what the user has marked, which must neither be lost nor go to another session.
//!
//! Identity is the guid, then the id, then the code, then the title with the speakers. An id counts at once only where
//! title or speakers say the same, and an exact title with its speakers counts more than a bare id.

use super::candidates::Candidates;
use super::card::Card;
use crate::model::{EventIx, Programme, SessionIx};
use std::collections::HashSet;

/// The ways to find a session, the surest first.
const RUNGS: [fn(&Candidates<'_>, &Card<'_>) -> Vec<SessionIx>; 6] = [
    |index, card| {
        let good = |today: &Card<'_>| card.same_title(today) || card.shares_speaker(today);
        keep(index, index.with_guid(card), good)
    },
    |index, card| keep(index, index.with_id(card), |today| card.same_title(today)),
    |index, card| keep(index, with_title(index, card), |today| same_speakers(card, today)),
    |index, card| keep(index, index.with_id(card), |today| card.shares_speaker(today)),
    |index, card| {
        let hits = with_title(index, card);
        if hits.len() == 1 { hits } else { keep(index, hits, |today| card.same_start(today)) }
    },
    |index, card| {
        let mut hits = index.with_guid(card);
        hits.extend(index.with_id(card));
        keep(index, hits, |today| !contradicts(card, today))
    },
];

/// The session of an event that has the id and title of a remembered one, which needs no second look unless it has another
/// guid.
pub fn obvious(programme: &Programme, event: EventIx, id: &str, title: &str, guid: Option<&str>) -> Option<SessionIx> {
    let ix = programme.session_of(event, id)?;
    let session = programme.session(ix);
    let same_guid = guid.is_none() || session.guid.is_none() || guid == session.guid.as_deref();
    (title == session.title && same_guid).then_some(ix)
}

/// The sessions of one event that remembered ones are today, in the order in which they are asked for: those that are
/// [`obvious`] are known, and of the others `card` tells what is remembered.
pub fn find<'a>(
    programme: &Programme,
    event: EventIx,
    known: Vec<Option<SessionIx>>,
    card: impl Fn(usize) -> Card<'a>,
) -> Vec<Option<SessionIx>> {
    let mut found = known;
    let open = found.iter().enumerate().filter(|(_, found)| found.is_none());
    let mut remembered: Vec<(usize, Card<'a>)> = open.map(|(at, _)| (at, card(at))).collect();
    if remembered.is_empty() {
        return found;
    }
    let index = Candidates::new(programme, programme.sessions_at(event));
    let mut taken: HashSet<SessionIx> = found.iter().flatten().copied().collect();
    for (at, rung) in RUNGS.iter().enumerate() {
        remembered.retain(|(place, card)| {
            let mut hits = rung(&index, card);
            // A bare id says too little to share a session with an entry that names it.
            if at + 1 == RUNGS.len() {
                hits.retain(|ix| !taken.contains(ix));
            }
            found[*place] = best(&index, card, &hits, &taken);
            taken.extend(found[*place]);
            found[*place].is_none()
        });
    }
    found
}

fn keep(index: &Candidates<'_>, mut hits: Vec<SessionIx>, good: impl Fn(&Card<'_>) -> bool) -> Vec<SessionIx> {
    hits.retain(|ix| good(&Card::in_programme(index.programme, *ix)));
    hits
}

fn with_title(index: &Candidates<'_>, card: &Card<'_>) -> Vec<SessionIx> {
    index.by_title(&card.folded).to_vec()
}

fn same_speakers(card: &Card<'_>, today: &Card<'_>) -> bool {
    let unknown = card.speakers.is_empty() && today.speakers.is_empty();
    (unknown && card.same_start(today)) || card.shares_speaker(today)
}

/// Whether the session is plainly another one: its title shares no word with the remembered one's, and its speakers,
/// where both are known, or its guid are others too. Called only where no speaker is shared.
fn contradicts(card: &Card<'_>, today: &Card<'_>) -> bool {
    let other_people = !card.speakers.is_empty() && !today.speakers.is_empty();
    !card.title.is_empty()
        && (other_people || card.another_guid(today))
        && !card.shares_word(today)
        && !card.same_start(today)
}

/// Of several hits the one that agrees in most ways; sessions that no other card has come first, and what is still equal
/// is decided by time and title.
fn best(index: &Candidates<'_>, card: &Card<'_>, hits: &[SessionIx], taken: &HashSet<SessionIx>) -> Option<SessionIx> {
    hits.iter().copied().min_by_key(|ix| {
        let today = Card::in_programme(index.programme, *ix);
        let distance = match (card.start, today.start) {
            (Some(start), Some(now)) => start.timestamp().abs_diff(now.timestamp()),
            _ => u64::MAX,
        };
        let other_id = today.id != card.id;
        (taken.contains(ix), !card.same_title(&today), other_id && distance != 0, distance, index.programme.rank(*ix))
    })
}
