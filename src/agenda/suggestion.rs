//! What to do with free time, and what a plan may fill it with.

use super::conflict::in_time;
use super::now::elsewhere;
use super::{Context, Gap, Plan, is_suggestible, repeats};
use crate::model::{Mark, Programme, SessionIx};
use chrono::{DateTime, Utc};
use std::collections::HashSet;

/// More than all other reasons together, so that what one is interested in always comes first.
const INTERESTED: f32 = 2.0;
/// What it counts for that all of one's marks are in the session's track; the likeness counts for at most 1.
const TRACK: f32 = 0.2;
/// What it counts for not to leave the room, and half of it for a room next door.
const ROOM: f32 = 0.1;

/// Which of some sessions one is most like, if any, and how much, from 0 to 1.
pub type Nearest<'a> = dyn Fn(SessionIx, &[SessionIx]) -> Option<(SessionIx, f32)> + 'a;

/// A session that fits a gap.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// Which session.
    pub session: SessionIx,
    /// How well it suits; for comparing only.
    pub score: f32,
    /// Why, the weightiest first.
    pub reasons: Vec<Reason>,
}

/// Why a session is suggested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// One is interested in it.
    Interested,
    /// It is like a session that one marked.
    Like(SessionIx),
    /// So many marked sessions are in its track.
    Track(usize),
    /// It takes place where one is anyway.
    SameRoom,
    /// It takes place nearer than rooms usually are.
    NextDoor,
}

impl Reason {
    /// In words, without a full stop.
    pub fn text(&self, programme: &Programme) -> String {
        match self {
            Self::Interested => "interested".to_owned(),
            Self::Like(ix) => format!("like '{}'", programme.session(*ix).title),
            Self::Track(count) => format!("same track as {count} of yours"),
            Self::SameRoom => "same room".to_owned(),
            Self::NextDoor => "next door".to_owned(),
        }
    }
}

/// What fits a gap, the best first, at most so many: sessions of the gap's event that start and end inside it with time
/// to change rooms, not cancelled, not seen, nothing that is never suggested, and nothing twice: no other showing of what one
/// goes to, has seen or does not want, and of what has one title the best. During the gap nothing that is over by now.
pub fn suggestions(
    context: &Context<'_>,
    gap: &Gap,
    now: DateTime<Utc>,
    nearest: &Nearest<'_>,
    count: usize,
) -> Vec<Suggestion> {
    let programme = context.programme;
    let going = context.marked(Mark::Going);
    let marked: Vec<SessionIx> = going.iter().copied().chain(context.marked(Mark::Interested)).collect();
    let done = done(context);
    let fits =
        |ix: SessionIx| is_suggestible(context, ix) && !done.contains(&ix) && context.against(ix, &going).is_empty();
    let inside = in_time(programme, programme.sessions_at(gap.event)).into_iter();
    let inside = inside.filter(|(_, slot)| gap.from <= slot.start && slot.end <= gap.to);
    let is_now = gap.from < now && now < gap.to;
    let inside = inside.filter(|(_, slot)| !is_now || slot.end > now);
    let around: Vec<SessionIx> = [gap.after, gap.before].into_iter().flatten().collect();
    let fitting = inside.map(|(ix, _)| ix).filter(|ix| fits(*ix));
    best(context, fitting.map(|ix| weigh(context, &around, ix, &marked, nearest)), count)
}

/// Where to go at an instant if one cannot get into a session: what takes place at its time elsewhere, ranked as for a gap
/// by what it has in common with that session.
pub fn instead(
    context: &Context<'_>,
    full: SessionIx,
    at: DateTime<Utc>,
    nearest: &Nearest<'_>,
    count: usize,
) -> Vec<Suggestion> {
    let room = context.programme.brief(full).room;
    let in_room = |ix: &SessionIx| room.is_some() && context.programme.brief(*ix).room == room;
    let open = elsewhere(context, full, at).into_iter().filter(|ix| !in_room(ix));
    best(context, open.map(|ix| weigh(context, &[full], ix, &[full], nearest)), count)
}

/// The best of some suggestions, at most so many, the best first.
fn best(context: &Context<'_>, suggestions: impl Iterator<Item = Suggestion>, count: usize) -> Vec<Suggestion> {
    let rank = |suggestion: &Suggestion| context.programme.rank(suggestion.session);
    let mut suggestions: Vec<Suggestion> = suggestions.collect();
    suggestions.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| rank(a).cmp(&rank(b))));
    let mut titles = HashSet::new();
    suggestions.retain(|one| titles.insert(context.programme.title_key(one.session)));
    suggestions.truncate(count);
    suggestions
}

/// What one goes to, has seen or does not want, with its other showings: of that nobody needs a suggestion.
pub fn done(context: &Context<'_>) -> HashSet<SessionIx> {
    let sessions = context.programme.order().iter().copied();
    let is_done = |ix: SessionIx| matches!(context.mark(ix), Some(Mark::Going | Mark::Dismissed));
    let own = sessions.filter(|ix| is_done(*ix) || context.is_seen(*ix));
    own.flat_map(|ix| repeats(context.programme, ix).into_iter().chain([ix])).collect()
}

/// What a suggestion counts for in a plan by its place among so many, the best first: any two are worth more than one.
pub fn suggestion_score(place: usize, among: usize) -> f32 {
    1.0 - place as f32 / among as f32 / 2.0
}

/// What has to be marked anew so that a day is as planned, and how. What gives way stays in sight as interesting.
pub fn changes_of(plan: &Plan) -> impl Iterator<Item = (SessionIx, Mark)> {
    let dropped = plan.dropped.iter().map(|dropped| (dropped.session, Mark::Interested));
    plan.added.iter().map(|ix| (*ix, Mark::Going)).chain(dropped)
}

fn weigh(
    context: &Context<'_>,
    neighbours: &[SessionIx],
    ix: SessionIx,
    marked: &[SessionIx],
    nearest: &Nearest<'_>,
) -> Suggestion {
    let programme = context.programme;
    let session = programme.brief(ix);
    let mut suggestion = Suggestion { session: ix, score: 0.0, reasons: Vec::new() };
    let mut add = |score: f32, reason| {
        suggestion.score += score;
        suggestion.reasons.push(reason);
    };
    if context.mark(ix) == Some(Mark::Interested) {
        add(INTERESTED, Reason::Interested);
    }
    if let Some((to, score)) = nearest(ix, marked).filter(|(to, score)| *to != ix && *score > 0.0) {
        add(score.min(1.0), Reason::Like(to));
    }
    let others = || marked.iter().filter(|other| **other != ix);
    let shared = others().filter(|other| session.track.is_some() && programme.brief(**other).track == session.track);
    let shared = shared.count();
    if shared > 0 {
        add(TRACK * shared as f32 / others().count() as f32, Reason::Track(shared));
    }
    let near = neighbours.iter().filter_map(|neighbour| nearness(context, ix, *neighbour));
    if let Some((score, reason)) = near.max_by(|one, other| one.0.total_cmp(&other.0)) {
        add(score, reason);
    }
    suggestion
}

/// What it counts for to be near a session, and why.
fn nearness(context: &Context<'_>, ix: SessionIx, neighbour: SessionIx) -> Option<(f32, Reason)> {
    let (here, there) = (context.programme.brief(ix), context.programme.brief(neighbour));
    if here.room? == there.room? {
        return Some((ROOM, Reason::SameRoom));
    }
    let way = context.transfer.minutes(context.programme, ix, neighbour);
    (way < context.transfer.buffer(here.event)).then_some((ROOM / 2.0, Reason::NextDoor))
}
