//! What can be done about a clash and about free time, in the words of whoever offers it.

use crate::agenda::{self, ConflictKind, Gap, Solution, Suggestion};
use crate::model::{EventIx, Programme, SessionIx};
use crate::tui::world::{World, times};
use crate::words;
use chrono::NaiveDate;

/// How many sessions are suggested for a gap.
const SUGGESTED: usize = 20;

/// What fits free time, the best first.
pub fn suggestions(world: &World, gap: &Gap) -> Vec<Suggestion> {
    let nearest = |ix: SessionIx, marked: &[SessionIx]| world.likeness()?.nearest(world.programme(), ix, marked);
    agenda::suggestions(&world.agenda_context(), gap, world.now(), &nearest, SUGGESTED)
}

/// The words that a session shares with one that it is like: `bgp, routing`; empty where none is known.
pub fn shared_words(world: &World, ix: SessionIx, other: SessionIx) -> String {
    let shared = world.likeness().map(|likeness| likeness.shared(world.programme(), ix, other));
    shared.unwrap_or_default().join(", ")
}

/// When a session is shown again: `also Wed 14:00`; nothing where it is shown once.
pub fn also_at(world: &World, ix: SessionIx) -> Option<String> {
    let other = agenda::repeats(world.programme(), ix).into_iter().find_map(|other| times::start(world, other))?;
    Some(format!("also {other}"))
}

/// The events that give times, with their days, in time.
pub fn dated_events(programme: &Programme) -> Vec<(EventIx, Vec<NaiveDate>)> {
    let events = (0..programme.events().len()).map(EventIx::new);
    let mut dated: Vec<_> = events.map(|event| (event, agenda::days(programme, event))).collect();
    dated.retain(|(_, days)| !days.is_empty());
    dated.sort_by(|(_, a), (_, b)| a.first().cmp(&b.first()));
    dated
}

/// What a conflict is about, as a heading.
pub fn conflict_title(kind: ConflictKind) -> String {
    match kind {
        ConflictKind::Clash { minutes: 0 } => "At the same time".to_owned(),
        ConflictKind::Clash { minutes } => format!("They overlap by {}", words::length(minutes)),
        ConflictKind::Tight { needed, have } => format!("{have} min to change rooms, {needed} needed"),
    }
}

/// A solution in two lines: what one does, and what that means.
pub fn solution_text(world: &World, solution: &Solution) -> (String, String) {
    let programme = world.programme();
    let title = |ix: SessionIx| programme.session(ix).title.as_str();
    let place = |ix: SessionIx| {
        let room = programme.room_name(programme.session(ix)).map(str::to_owned);
        times::brief(world, ix).into_iter().chain(room).collect::<Vec<_>>().join("  ")
    };
    match *solution {
        Solution::Keep { keep, drop } => {
            (format!("Keep “{}”", title(keep)), format!("{} · leaves out “{}”", place(keep), title(drop)))
        }
        Solution::Move { from, to } => {
            let remark = match in_the_way(world, to, Some(from)) {
                Some((other, _)) => format!("gets in the way of “{}”", title(other)),
                None => "free of clashes".to_owned(),
            };
            (format!("Go to another showing of “{}”", title(from)), format!("{} · {remark}", place(to)))
        }
        Solution::WatchLater { session } => (
            format!("Watch the recording of “{}”", title(session)),
            "it stays here as ☆, and you need not be there".to_owned(),
        ),
    }
}

/// The first session one goes to that leaves no room for this one, and why; one of them may be left out.
pub fn in_the_way(world: &World, ix: SessionIx, except: Option<SessionIx>) -> Option<(SessionIx, ConflictKind)> {
    let order = world.programme().order().iter().copied();
    let mut going = order.filter(|other| world.marks().goes(*other) && Some(*other) != except);
    going.find_map(|other| Some((other, world.transfer().conflict(world.programme(), ix, other)?)))
}
