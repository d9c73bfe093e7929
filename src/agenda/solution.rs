//! What can be done about a conflict.

use super::{Conflict, Context};
use crate::model::{Kind, Mark, Programme, SessionIx, SpeakerIx};
use std::collections::BTreeSet;

/// One thing that can be done about a conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Solution {
    /// Go to one, leave out the other.
    Keep {
        /// The one to go to.
        keep: SessionIx,
        /// The one to leave out.
        drop: SessionIx,
    },
    /// Go to another showing of the same session.
    Move {
        /// The showing that conflicts.
        from: SessionIx,
        /// The showing to go to.
        to: SessionIx,
    },
    /// Leave it out and watch the recording, which there is or will be.
    WatchLater {
        /// The one to watch.
        session: SessionIx,
    },
}

/// What can be done about a conflict: keep either, go to another showing of one that gets in the way of nothing, watch
/// one later; at last the other showings that do get in the way of something.
pub fn solutions(context: &Context<'_>, conflict: &Conflict) -> Vec<Solution> {
    let Conflict { a, b, .. } = *conflict;
    let going = context.marked(Mark::Going);
    let mut found = vec![Solution::Keep { keep: a, drop: b }, Solution::Keep { keep: b, drop: a }];
    for from in [a, b] {
        let moves = showings_that_fit(context, from, &going).into_iter();
        found.extend(moves.map(|to| Solution::Move { from, to }));
    }
    for session in [a, b] {
        let entry = context.programme.session(session);
        if entry.has_video() || entry.recorded == Some(true) {
            found.push(Solution::WatchLater { session });
        }
    }
    for from in [a, b] {
        for to in repeats(context.programme, from) {
            let session = context.programme.session(to);
            let is_free = session.slot.is_some() && !session.cancelled && context.mark(to) != Some(Mark::Going);
            let showing = Solution::Move { from, to };
            if is_free && !found.contains(&showing) {
                found.push(showing);
            }
        }
    }
    found
}

/// Other showings of a session that get in the way of none of the others, in time.
pub(super) fn showings_that_fit(context: &Context<'_>, ix: SessionIx, others: &[SessionIx]) -> Vec<SessionIx> {
    let others: Vec<SessionIx> = others.iter().copied().filter(|other| *other != ix).collect();
    let showings = repeats(context.programme, ix).into_iter();
    showings
        .filter(|to| {
            let session = context.programme.session(*to);
            session.slot.is_some() && !session.cancelled && !others.contains(to)
        })
        .filter(|to| context.against(*to, &others).is_empty())
        .collect()
}

/// The other showings of a session, in the programme's order: at the same event, with the same title and people. Where
/// nobody is named the abstract has to be the same as well, so that not every `Welcome` is a repeat of the first.
pub fn repeats(programme: &Programme, ix: SessionIx) -> Vec<SessionIx> {
    let session = programme.session(ix);
    let (title, people) = (letters(programme.title_key(ix)), people(programme, ix));
    let is_showing = |other: &SessionIx| {
        let candidate = programme.brief(*other);
        *other != ix
            && candidate.event == session.event
            && candidate.kind != Kind::Break
            && (session.slot.is_none() || candidate.slot != session.slot)
            && letters(programme.title_key(*other)) == title
            && self::people(programme, *other) == people
            && (!people.is_empty() || programme.session(*other).abstract_text == session.abstract_text)
    };
    let candidates = match people.first() {
        _ if session.kind == Kind::Break || title.is_empty() => Vec::new(),
        Some(person) => programme.sessions_by(*person),
        None if session.abstract_text.is_empty() => Vec::new(),
        None => programme.sessions_at(session.event).to_vec(),
    };
    candidates.into_iter().filter(is_showing).collect()
}

/// A folded title without punctuation and spacing.
pub(super) fn letters(title: &str) -> String {
    title.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

pub(super) fn people(programme: &Programme, ix: SessionIx) -> BTreeSet<SpeakerIx> {
    programme.speakers_of(ix).collect()
}
