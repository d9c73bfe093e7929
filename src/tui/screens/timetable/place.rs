//! Which day of which event: where one comes in, where one was, the ways to other days, and what is said at their ends.

use crate::action::{Action, Mode};
use crate::agenda::{date_of, days, is_beside};
use crate::model::{EventIx, Mark, Programme, SessionIx, Slot};
use crate::tui::screens::timetable::grid::Grid;
use crate::tui::world::{World, filter::is_hidden, planning::dated_events, remap::Remap};
use chrono::{NaiveDate, TimeDelta};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// A place in words that hold in every programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    event: String,
    date: NaiveDate,
    session: Option<String>,
}

/// A day of an event, and perhaps what is to be chosen there.
pub type There = (EventIx, NaiveDate, Option<SessionIx>);

impl Place {
    /// A place in the programme that is loaded.
    pub fn new(programme: &Programme, (event, date, session): There) -> Self {
        let session = session.map(|session| programme.session(session).id.clone());
        Self { event: programme.event(event).id.clone(), date, session }
    }

    /// Where that is, as far as it is still there.
    pub fn find(&self, programme: &Programme) -> Option<There> {
        let event = programme.event_by_id(&self.event)?;
        let date = days(programme, event).into_iter().min_by_key(|day| (*day - self.date).abs())?;
        let session = self.session.as_ref().and_then(|id| programme.session_by_id(&self.event, id));
        Some((event, date, session))
    }

    pub fn day(&self) -> (&str, NaiveDate) {
        (&self.event, self.date)
    }

    /// Leads to what was chosen in another programme, where it may have another id.
    pub fn remap(&mut self, remap: &Remap<'_>, chosen: Option<SessionIx>) {
        if let Some(session) = chosen {
            self.session = Some(remap.today.session(session).id.clone());
        }
    }
}

pub fn place_of(programme: &Programme, session: SessionIx) -> Option<There> {
    programme.brief(session).slot?;
    Some((programme.brief(session).event, date_of(programme, session)?, Some(session)))
}

/// The event that takes place now, else that of the session chosen in the list, else the next to come, else the last
/// that gives times for most of its sessions.
pub fn first_place(world: &World, list: Option<SessionIx>) -> Option<There> {
    let dated = dated_events(world.programme());
    for (event, days) in &dated {
        let today = today(world, *event);
        if days.first() <= Some(&today) && Some(&today) <= days.last() {
            let date = *days.iter().min_by_key(|day| (**day - today).abs())?;
            return Some((*event, date, on_now(world, *event, date)));
        }
    }
    if let Some(there) = list.and_then(|session| place_of(world.programme(), session)) {
        return Some(there);
    }
    let to_come = dated.iter().find(|(event, days)| days.first().is_some_and(|first| *first >= today(world, *event)));
    // Of what is over the last that is known whole says more than a later one with few times.
    let whole = |event: EventIx| {
        let sessions = world.programme().sessions_at(event);
        let timed = sessions.iter().filter(|ix| world.programme().brief(**ix).slot.is_some()).count();
        timed * 2 >= sessions.len()
    };
    let known = || dated.iter().rev().find(|(event, _)| whole(*event)).or(dated.last());
    let (event, days) = to_come.or_else(known)?;
    Some((*event, *days.first()?, None))
}

pub fn day_beside(grid: &Grid, later: bool) -> Option<NaiveDate> {
    let at = grid.day() - 1;
    let to = if later { at.checked_add(1) } else { at.checked_sub(1) };
    grid.days.get(to?).copied()
}

/// The next or the previous event that gives times: on the day of the present where it has that, else on its first.
pub fn event_beside(world: &World, event: EventIx, later: bool) -> Option<There> {
    let dated = dated_events(world.programme());
    let at = dated.iter().position(|(other, _)| *other == event).unwrap_or(0);
    let to = if later { at.checked_add(1) } else { at.checked_sub(1) };
    let (event, days) = dated.get(to?)?;
    let today = Some(today(world, *event)).filter(|today| days.contains(today));
    let date = today.or(days.first().copied())?;
    let session = today.and_then(|date| on_now(world, *event, date));
    Some((*event, date, session.or_else(|| first_of_day(world.programme(), *event, date))))
}

/// What is said below the last session of a room: there is the next day.
pub fn last_here(world: &World, grid: &Grid) -> String {
    match world.key_for(mode(world), Action::NextDay).filter(|_| grid.day() < grid.days.len()) {
        Some(key) => format!("the last one here today · {key} shows the next day"),
        None => "the last one here".to_owned(),
    }
}

/// What is said where an event has no further day.
pub fn last_day(world: &World, later: bool) -> String {
    let (end, way) = if later { ("last", Action::NextEvent) } else { ("first", Action::PreviousEvent) };
    let key = world.key_for(mode(world), way).filter(|_| dated_events(world.programme()).len() > 1);
    let key = key.map_or(String::new(), |key| format!(" · {key} goes to another event"));
    format!("the {end} day{key}")
}

/// While a query is typed, letters are no keys.
fn mode(world: &World) -> Mode {
    if world.filter().typing { Mode::Search } else { Mode::Timetable }
}

/// The conference day of an event that it is now.
pub fn today(world: &World, event: EventIx) -> NaiveDate {
    let present = Slot { start: world.now(), end: world.now(), all_day: false };
    world.programme().event(event).day_of(&present)
}

/// What is on, or else begins next, on a day: what one marked before all else, then what began last; nothing beside all
/// rooms, unless there is nothing else.
fn on_now(world: &World, event: EventIx, date: NaiveDate) -> Option<SessionIx> {
    let (programme, now) = (world.programme(), world.now());
    let of_day = programme.sessions_at(event).iter().copied();
    let of_day = of_day.filter(|ix| date_of(programme, *ix) == Some(date));
    let timed = of_day.filter_map(|ix| Some((ix, programme.brief(ix).slot.filter(|slot| !slot.all_day)?)));
    let to_come = timed.filter(|(_, slot)| slot.end > now);
    let first = to_come.min_by_key(|(ix, slot)| {
        let wait = (slot.start - now).max(TimeDelta::zero());
        let session = programme.session(*ix);
        (
            is_beside(programme, *ix) || world.personal(*ix).is_dismissed(),
            wait,
            world.personal(*ix).mark.is_none(),
            Reverse(slot.start),
            session.room.is_none(),
            session.room,
        )
    });
    first.map(|(ix, _)| ix)
}

fn first_of_day(programme: &Programme, event: EventIx, date: NaiveDate) -> Option<SessionIx> {
    let of_day = programme.sessions_at(event).iter().copied().filter(|ix| date_of(programme, *ix) == Some(date));
    let mut timed = of_day.filter(|ix| programme.brief(*ix).slot.is_some_and(|slot| !slot.all_day));
    let first = timed.clone().next();
    timed.find(|ix| !is_beside(programme, *ix)).or(first)
}

/// A day without what is hidden; with `only`, of its rooms those where something is marked or matches.
pub fn grid_of(world: &World, event: EventIx, date: NaiveDate, only: bool) -> Grid {
    let (programme, hidden) = (world.programme(), &world.filter().hidden);
    let narrowed = world.filter().is_narrowed();
    let marked = |ix: SessionIx| matches!(world.personal(ix).mark, Some(Mark::Going | Mark::Interested));
    let counts = |ix: &SessionIx| marked(*ix) || (narrowed && world.matches(*ix));
    let of_day = programme.sessions_at(event).iter().copied().filter(|ix| date_of(programme, *ix) == Some(date));
    let rooms: BTreeSet<_> = of_day.filter(counts).map(|ix| programme.brief(ix).room).collect();
    Grid::new(programme, event, date, |ix| {
        let left_out = only && !rooms.contains(&programme.brief(ix).room);
        !left_out && !is_hidden(hidden, programme.session(ix))
    })
}
