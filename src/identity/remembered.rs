//! The policy for what the user has marked, which must neither be lost nor go to another session.
//!
//! Identity is the guid, then the id, then the code, then the title with the speakers. An id counts at once only where
//! title or speakers say the same, and an exact title with its speakers counts more than a bare id.

use super::candidates::Candidates;
use super::card::Card;
use crate::model::{EventIx, Programme, Session, SessionIx};
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

/// The sessions of one event that these remembered ones are today, in the order in which they are asked for.
pub fn find(programme: &Programme, event: EventIx, remembered: &[Card<'_>]) -> Vec<Option<SessionIx>> {
    let by_id = |card: &Card<'_>| programme.session_by_id(&programme.event(event).id, card.id);
    // A session with the same id and title needs no second look, unless it has another guid.
    let obvious = |card: &Card<'_>, session: &Session| {
        let same_guid = card.guid == session.guid.as_deref() || card.guid.is_none() || session.guid.is_none();
        card.title == session.title && same_guid
    };
    let at_once = |card| by_id(card).filter(|ix| obvious(card, programme.session(*ix)));
    let mut found: Vec<Option<SessionIx>> = remembered.iter().map(at_once).collect();
    if found.iter().all(Option::is_some) {
        return found;
    }
    let index = Candidates::new(programme, programme.sessions_at(event));
    let mut taken: HashSet<SessionIx> = found.iter().flatten().copied().collect();
    for (at, rung) in RUNGS.iter().enumerate() {
        for (card, found) in remembered.iter().zip(&mut found).filter(|(_, found)| found.is_none()) {
            let mut hits = rung(&index, card);
            // A bare id says too little to share a session with an entry that names it.
            if at + 1 == RUNGS.len() {
                hits.retain(|ix| !taken.contains(ix));
            }
            *found = best(&index, card, &hits, &taken);
            taken.extend(*found);
        }
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
