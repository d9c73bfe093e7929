//! Days: mine in hours, and all of them as how much is on when.

use crate::agenda::{Context, conflicts, dates_of, gaps};
use crate::model::{EventIx, Level, Mark, SessionIx, Slot};
use chrono::{NaiveDate, Timelike};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Half hours of a day and of the night after it.
const HALVES: usize = 60;

/// A day with something of mine, in minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MyDay {
    /// Of which event.
    pub event: EventIx,
    /// Which day.
    pub date: NaiveDate,
    /// What I go to.
    pub going: u32,
    /// What interests me.
    pub interested: u32,
    /// What is free between what I go to.
    pub free: u32,
    /// How many rooms I go to.
    pub rooms: usize,
    /// How many sessions that I go to are for beginners, for the practised, for those who do it daily.
    pub levels: [usize; 3],
}

/// How much is on of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeekDay {
    /// Of which event.
    pub event: EventIx,
    /// Which day.
    pub date: NaiveDate,
    /// For each half hour from midnight on, into the night, how many sessions run.
    pub sessions: Vec<usize>,
    /// How many of those I go to.
    pub mine: Vec<usize>,
    /// Whether two of mine clash then.
    pub clashes: Vec<bool>,
}

fn timed(context: &Context<'_>, ix: SessionIx) -> Option<Slot> {
    let session = context.programme.brief(ix);
    session.slot.filter(|slot| !slot.all_day && !slot.takes_days() && !session.cancelled)
}

/// My days, in time.
pub fn my_days(context: &Context<'_>, sessions: &[SessionIx]) -> Vec<MyDay> {
    let mut days: BTreeMap<(NaiveDate, EventIx), (MyDay, BTreeSet<_>)> = BTreeMap::new();
    for ix in sessions.iter().copied() {
        let mark = context.mark(ix).filter(|mark| *mark != Mark::Dismissed);
        let (Some(slot), Some(mark)) = (timed(context, ix), mark) else { continue };
        let session = context.programme.brief(ix);
        let event = session.event;
        let Some(date) = dates_of(context.programme, ix).next() else { continue };
        let new = MyDay { event, date, going: 0, interested: 0, free: 0, rooms: 0, levels: [0; 3] };
        let (day, rooms) = days.entry((date, event)).or_insert_with(|| (new, BTreeSet::new()));
        if mark != Mark::Going {
            day.interested += slot.minutes();
            continue;
        }
        day.going += slot.minutes();
        rooms.extend(session.room);
        let level = session.level.and_then(|level| Level::ALL.iter().position(|one| *one == level));
        level.into_iter().for_each(|level| day.levels[level] += 1);
    }
    let whole = |(mut day, rooms): (MyDay, BTreeSet<_>)| {
        let free =
            gaps(context, day.event, day.date, 1).into_iter().filter(|gap| gap.after.is_some() && gap.before.is_some());
        day.free = free.map(|gap| gap.minutes()).sum();
        day.rooms = rooms.len();
        day
    };
    days.into_values().map(whole).collect()
}

/// The days with times, each by its half hours.
pub fn week(context: &Context<'_>, sessions: &[SessionIx]) -> Vec<WeekDay> {
    let going = context.marked(Mark::Going);
    let clashing: HashSet<SessionIx> = conflicts(context.programme, &going, context.transfer)
        .into_iter()
        .filter(|conflict| conflict.kind.is_clash())
        .flat_map(|conflict| [conflict.a, conflict.b])
        .collect();
    let mut days: BTreeMap<(NaiveDate, EventIx), WeekDay> = BTreeMap::new();
    for ix in sessions.iter().copied() {
        let Some(slot) = timed(context, ix) else { continue };
        let event = context.programme.brief(ix).event;
        let Some(date) = dates_of(context.programme, ix).next() else { continue };
        let (sessions, mine, clashes) = (vec![0; HALVES], vec![0; HALVES], vec![false; HALVES]);
        let day = days.entry((date, event)).or_insert_with(|| WeekDay { event, date, sessions, mine, clashes });
        let zone = context.programme.event(event).zone;
        let start = zone.local(slot.start);
        let night = (start.date_naive() - date).num_days().clamp(0, 1) as usize * 48;
        let first = night + start.hour() as usize * 2 + start.minute() as usize / 30;
        let halves = (start.minute() as usize % 30 + slot.minutes() as usize).div_ceil(30).max(1);
        for half in (first..first + halves).take_while(|half| *half < HALVES) {
            let is_mine = context.mark(ix) == Some(Mark::Going);
            day.sessions[half] += 1;
            day.mine[half] += usize::from(is_mine);
            day.clashes[half] |= is_mine && clashing.contains(&ix);
        }
    }
    days.into_values().collect()
}
