//! The agenda: conference days with their rows, and what is left to watch.

use super::context::dates_of;
use super::gap::gaps;
use super::watching::is_watched;
use super::{Conflict, ConflictKind, Context, Gap, WatchTotals, conflicts};
use crate::model::{EventIx, Mark, SessionIx, Slot};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::{BTreeMap, HashMap};

/// What somebody goes to and is interested in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Agenda {
    /// The conference days with something marked, in time.
    pub days: Vec<Day>,
    /// What has no time, or can be watched since its day is over, by event.
    pub watch: Vec<Watch>,
}

/// One conference day of one event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// Which event.
    pub event: EventIx,
    /// Which day.
    pub date: NaiveDate,
    /// Marked items that stand for the whole day.
    pub all_day: Vec<SessionIx>,
    /// The rest of the day, in time.
    pub rows: Vec<DayRow>,
}

/// One row of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DayRow {
    /// A session one goes to; it may have been cancelled.
    Session {
        /// Which.
        ix: SessionIx,
        /// The other sessions one goes to that it gets in the way of, of any event.
        conflicts: Vec<(SessionIx, ConflictKind)>,
    },
    /// A session one is interested in. It stands beneath the first session that it competes with, or else where its
    /// time is.
    Candidate {
        /// Which.
        ix: SessionIx,
        /// The sessions one goes to that leave no room for it.
        competes_with: Vec<SessionIx>,
    },
    /// Free time between two sessions one goes to.
    Gap(Gap),
    /// The present: what stands above it has begun.
    Now,
}

/// What one marked and can watch: at an event that gives no times, or not for these sessions, and what is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    /// Which event.
    pub event: EventIx,
    /// What one goes to, in the programme's order, seen or not.
    pub going: Vec<SessionIx>,
    /// What one is interested in, in the programme's order.
    pub interested: Vec<SessionIx>,
    /// What is over, was not seen and can be watched; it stands with its day as well.
    pub recordings: Vec<SessionIx>,
    /// What all of it takes, with what was seen of what is over.
    pub totals: WatchTotals,
}

impl Watch {
    fn of(event: EventIx) -> Self {
        let (going, interested, recordings) = (Vec::new(), Vec::new(), Vec::new());
        Self { event, going, interested, recordings, totals: WatchTotals::default() }
    }
}

/// For each session the others that it gets in the way of.
type Clashes = HashMap<SessionIx, Vec<(SessionIx, ConflictKind)>>;

/// The agenda of one event, or of all. Gaps shorter than so many minutes are left out.
pub fn agenda(context: &Context<'_>, event: Option<EventIx>, now: DateTime<Utc>, least_gap: u32) -> Agenda {
    let wanted = |ix: &SessionIx| event.is_none_or(|event| context.programme.brief(*ix).event == event);
    let going = context.marked(Mark::Going);
    let interested: Vec<SessionIx> = context.marked(Mark::Interested).into_iter().filter(wanted).collect();
    let mut clashes = Clashes::new();
    for Conflict { a, b, kind } in conflicts(context.programme, &going, context.transfer) {
        clashes.entry(a).or_default().push((b, kind));
        clashes.entry(b).or_default().push((a, kind));
    }
    let shown: Vec<SessionIx> = going.iter().copied().filter(wanted).collect();
    let mut sheets: BTreeMap<(NaiveDate, EventIx), Sheet> = BTreeMap::new();
    for ix in shown.iter().chain(&interested).copied() {
        let session = context.programme.brief(ix);
        let Some(slot) = session.slot else { continue };
        for date in dates_of(context.programme, ix) {
            let sheet = sheets.entry((date, session.event)).or_default();
            match (slot.all_day, context.mark(ix)) {
                (true, _) => sheet.all_day.push(ix),
                (false, Some(Mark::Going)) => sheet.going.push((ix, slot)),
                (false, _) => sheet.candidates.push((ix, slot, context.against(ix, &going))),
            }
        }
    }
    let mut days = Vec::with_capacity(sheets.len());
    for ((date, event), mut sheet) in sheets {
        let between = gaps(context, event, date, least_gap).into_iter();
        let between = between.filter(|gap| gap.after.is_some() && gap.before.is_some()).collect();
        let today = (context.day_at(event, now) == date).then_some(now);
        let all_day = std::mem::take(&mut sheet.all_day);
        days.push(Day { event, date, all_day, rows: sheet.rows(between, today, &mut clashes) });
    }
    Agenda { days, watch: watch(context, &shown, &interested, now) }
}

/// What one marked of one day.
#[derive(Default)]
struct Sheet {
    all_day: Vec<SessionIx>,
    going: Vec<(SessionIx, Slot)>,
    /// With what each competes with.
    candidates: Vec<(SessionIx, Slot, Vec<SessionIx>)>,
}

/// Where a row stands: by time; at that time, by session; of what belongs to one session, the session itself first. What
/// belongs to none counts as after all sessions.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    time: DateTime<Utc>,
    session: usize,
    turn: (Turn, DateTime<Utc>),
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    Session,
    Gap,
    Candidate,
    Now,
}

impl Sheet {
    fn rows(mut self, gaps: Vec<Gap>, now: Option<DateTime<Utc>>, clashes: &mut Clashes) -> Vec<DayRow> {
        self.going.sort_by_key(|(_, slot)| (slot.start, slot.end));
        let alone = |time, turn| Place { time, session: usize::MAX, turn: (turn, time) };
        let mut placed: Vec<(Place, DayRow)> = Vec::new();
        for (at, (ix, slot)) in self.going.iter().enumerate() {
            let conflicts = clashes.remove(ix).unwrap_or_default();
            let place = Place { session: at, ..alone(slot.start, Turn::Session) };
            placed.push((place, DayRow::Session { ix: *ix, conflicts }));
        }
        placed.extend(gaps.into_iter().map(|gap| (alone(gap.from, Turn::Gap), DayRow::Gap(gap))));
        placed.extend(now.map(|now| (alone(now, Turn::Now), DayRow::Now)));
        for (ix, slot, competes_with) in self.candidates {
            let by_time = alone(slot.start, Turn::Candidate);
            let rival = self.going.iter().enumerate().find(|(_, (going, _))| competes_with.contains(going));
            let place =
                rival.map_or(by_time, |(session, (_, beside))| Place { time: beside.start, session, ..by_time });
            placed.push((place, DayRow::Candidate { ix, competes_with }));
        }
        placed.sort_by_key(|(place, _)| *place);
        placed.into_iter().map(|(_, row)| row).collect()
    }
}

fn watch(context: &Context<'_>, going: &[SessionIx], interested: &[SessionIx], now: DateTime<Utc>) -> Vec<Watch> {
    let mut lists: BTreeMap<EventIx, Watch> = BTreeMap::new();
    for ix in going.iter().chain(interested).copied().filter(|ix| is_watched(context, *ix, now)) {
        let session = context.programme.brief(ix);
        let list = lists.entry(session.event).or_insert_with(|| Watch::of(session.event));
        list.totals.add(context, ix);
        match (session.slot, context.mark(ix)) {
            (Some(_), _) if context.is_seen(ix) => {}
            (Some(_), _) => list.recordings.push(ix),
            (None, Some(Mark::Going)) => list.going.push(ix),
            (None, _) => list.interested.push(ix),
        }
    }
    let is_empty = |list: &Watch| list.going.is_empty() && list.interested.is_empty() && list.recordings.is_empty();
    lists.into_values().filter(|list| !is_empty(list)).collect()
}
