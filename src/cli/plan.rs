//! `kubetalks plan`: the best day, as a difference to the user's own.

use super::agenda::{self, COLUMNS, heading, remark};
use super::table::{Cell, table};
use super::{Clocks, Ending, Exit, MarkedSessions, Scope, Startup, ids, json, list, marking};
use crate::agenda::{
    By, Dropped, Lunch, Plan as Proposal, PlanOptions, changes_of, conflicts, date_of, done, plan, suggestion_score,
};
use crate::io::output::Output;
use crate::listing::{SessionRecord, instant};
use crate::model::{EventIx, Mark, Personal, SessionIx, Slot};
use crate::problem::Problem;
use crate::words::counted;
use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;
use std::collections::HashMap;
use std::io::{self, Write};

/// Propose the best days: as many of mine as can be, without conflicts
#[derive(Debug, Args)]
pub(super) struct Plan {
    #[command(flatten)]
    scope: Scope,
    /// Keep time for a meal: 12:00-14:00/45 is 45 minutes between noon and two
    #[arg(long, value_name = "FROM-TO/MINUTES")]
    lunch: Option<Lunch>,
    /// Fill what is left with sessions that match, the best of them first
    #[arg(long, value_name = "QUERY")]
    suggest: Option<String>,
    /// Keep this session, whatever it clashes with; may be given several times
    #[arg(long, value_name = "ID")]
    keep: Vec<String>,
    /// Mark it so: what is added as going, what is dropped as interesting
    #[arg(long)]
    apply: bool,
    /// For scripts: an array of days
    #[arg(long)]
    json: bool,
}

/// The proposal for one day.
struct Day {
    event: EventIx,
    date: NaiveDate,
    plan: Proposal,
    /// How many conflicts there are now, tight ones included, and how many would be left.
    conflicts: (usize, usize),
}

impl Plan {
    pub(super) fn run(&self, mut startup: Startup, out: &mut Output) -> Ending {
        let store = startup.store.take();
        let marked = MarkedSessions::of(&startup);
        let kept: Result<Vec<SessionIx>, Problem> =
            self.keep.iter().map(|id| ids::session(&startup.programme, id)).collect();
        let (extent, kept) = (self.scope.days(&marked)?, kept?);
        let planner =
            Planner::new(&startup, &marked, kept, self.suggest.as_ref(), self.lunch.or(startup.config.day.lunch));
        let days = extent.days(&marked, |ix| planner.counts(ix)).into_iter();
        let days: Vec<Day> = days.map(|(event, date)| planner.day(event, date)).collect();
        if self.apply {
            marking::keep(&startup, store, &changes(&marked, &days))?;
        }
        let page = Page { startup: &startup, marked: &marked, lunch: planner.lunch, applied: self.apply };
        if self.json {
            json::array(days.iter().map(|day| page.record(day)), out)?;
        } else if days.is_empty() {
            startup.complain(extent.no_day(&startup));
        } else {
            page.write(&days, out)?;
        }
        Ok(if days.is_empty() { Exit::Nothing } else { Exit::Fine })
    }
}

/// What a plan has to respect.
struct Planner<'a> {
    startup: &'a Startup,
    marked: &'a MarkedSessions<'a>,
    kept: Vec<SessionIx>,
    /// What sessions that nobody marked count for.
    suggested: HashMap<SessionIx, f32>,
    lunch: Option<Lunch>,
}

impl<'a> Planner<'a> {
    fn new(
        startup: &'a Startup,
        marked: &'a MarkedSessions<'a>,
        kept: Vec<SessionIx>,
        query: Option<&String>,
        lunch: Option<Lunch>,
    ) -> Self {
        let mut planner = Self { startup, marked, kept, suggested: HashMap::new(), lunch };
        if let Some(query) = query {
            planner.suggest(query);
        }
        planner
    }

    /// What the query finds is suggested, but nothing that one is done with.
    fn suggest(&mut self, query: &String) {
        let done = done(&self.marked.context());
        let found = self.marked.find(&list::read(self.startup, std::slice::from_ref(query)), |_| true);
        let scored = found.iter().enumerate().map(|(place, ix)| (*ix, suggestion_score(place, found.len())));
        self.suggested = scored.filter(|(ix, _)| !done.contains(ix)).collect();
    }

    /// Whether a day with this session is worth a plan.
    fn counts(&self, ix: SessionIx) -> bool {
        let marked = self.marked.personal.get(ix.index()).is_some_and(|personal| personal.mark.is_some());
        marked || self.suggested.contains_key(&ix) || self.kept.contains(&ix)
    }

    fn day(&self, event: EventIx, date: NaiveDate) -> Day {
        let programme = &self.startup.programme;
        let context = self.marked.context();
        let suggested = |ix: SessionIx| self.suggested.get(&ix).copied().unwrap_or(0.0);
        let now = Some(self.startup.now());
        let options = PlanOptions { fixed: &self.kept, suggested: &suggested, lunch: self.lunch, now };
        let plan = plan(&context, event, date, &options);
        let of_day = |ix: &SessionIx| programme.session(*ix).event == event && date_of(programme, *ix) == Some(date);
        let going: Vec<SessionIx> = context.marked(Mark::Going).into_iter().filter(of_day).collect();
        let count = |sessions: &[SessionIx]| conflicts(programme, sessions, context.transfer).len();
        Day { event, date, conflicts: (count(&going), count(&plan.chosen)), plan }
    }
}

/// What has to be marked anew so that the user's days are as planned.
fn changes(marked: &MarkedSessions<'_>, days: &[Day]) -> Vec<(SessionIx, Personal)> {
    let marked = |(ix, mark): (SessionIx, Mark)| {
        let personal = marked.personal.get(ix.index()).cloned().unwrap_or_default();
        (ix, Personal { mark: Some(mark), ..personal })
    };
    days.iter().flat_map(|day| changes_of(&day.plan)).map(marked).collect()
}

/// What becomes of a session in a plan.
#[derive(Clone, Copy)]
enum Turn {
    Kept,
    Added,
    Dropped,
}

struct Page<'a> {
    startup: &'a Startup,
    marked: &'a MarkedSessions<'a>,
    lunch: Option<Lunch>,
    applied: bool,
}

impl Page<'_> {
    fn write(&self, days: &[Day], out: &mut Output) -> io::Result<()> {
        for day in days {
            let rows = self.rows(day);
            if !rows.is_empty() {
                writeln!(out, "{}", heading(self.startup, day.event, day.date, out))?;
                table(COLUMNS, &rows, out)?;
                writeln!(out)?;
            }
        }
        let all = |count: fn(&Day) -> usize| days.iter().map(count).sum::<usize>();
        let (added, dropped) = (all(|day| day.plan.added.len()), all(|day| day.plan.dropped.len()));
        let solved = all(|day| day.conflicts.0.saturating_sub(day.conflicts.1));
        let solved = if solved == 0 { "no conflict".to_owned() } else { counted(solved, "conflict") };
        let left = match all(|day| day.conflicts.1) {
            0 => String::new(),
            count => format!(", {count} left"),
        };
        let end = match (added + dropped, self.applied) {
            (0, _) => "nothing to change",
            (_, true) => "marked",
            (_, false) => "nothing is marked yet: --apply does it",
        };
        writeln!(out, "{added} added, {dropped} dropped, {solved} solved{left}; {end}")
    }

    /// The day in time, with what would be dropped where it stood, and lunch.
    fn rows(&self, day: &Day) -> Vec<[Cell; 5]> {
        let programme = &self.startup.programme;
        let slot = |ix: SessionIx| programme.session(ix).slot;
        let dim = self.startup.config.theme.dim;
        let mut rows: Vec<(Option<Slot>, [Cell; 5])> = Vec::new();
        for ix in day.plan.chosen.iter().copied() {
            let turn = if day.plan.added.contains(&ix) { Turn::Added } else { Turn::Kept };
            rows.push((slot(ix), self.session(ix, turn)));
        }
        for Dropped { session, by, instead } in &day.plan.dropped {
            let remarks = [self.because(*by)].into_iter().chain(instead.iter().map(|ix| self.instead(*ix)));
            rows.push((slot(*session), self.session(*session, Turn::Dropped)));
            rows.extend(remarks.map(|text| (slot(*session), remark("", text, dim))));
        }
        if let Some((start, end)) = day.plan.lunch {
            let hours = Clocks::of(self.startup).hours(programme.event(day.event), start, end);
            rows.push((Some(Slot { start, end, all_day: false }), remark(hours, "lunch", dim)));
        }
        rows.sort_by_key(|(slot, _)| *slot);
        let mut rows: Vec<[Cell; 5]> = rows.into_iter().map(|(_, cells)| cells).collect();
        if let (Some(lunch), None) = (self.lunch, day.plan.lunch) {
            rows.push(remark("", format!("no time for lunch ({lunch}) beside what stays"), dim));
        }
        rows
    }

    fn session(&self, ix: SessionIx, turn: Turn) -> [Cell; 5] {
        let theme = &self.startup.config.theme;
        let [sign, when, title, room, id] = agenda::cells(self.marked, self.startup, ix);
        let sign = match turn {
            Turn::Kept => sign.behind("  "),
            Turn::Added => sign.behind("+ ").styled(theme.going),
            Turn::Dropped => sign.behind("- ").styled(theme.clash),
        };
        [sign, when, title, room, id]
    }

    fn because(&self, by: By) -> String {
        match by {
            By::Session(other) => format!("in the way of '{}'", self.startup.programme.session(other).title),
            By::Lunch => "in the way of lunch".to_owned(),
            By::Cancelled => "does not take place".to_owned(),
        }
    }

    fn instead(&self, ix: SessionIx) -> String {
        let (programme, clocks) = (&self.startup.programme, Clocks::of(self.startup));
        let when = clocks.full(programme.event_of(ix), programme.session(ix)).unwrap_or_default();
        format!("would fit: {}, {when}", programme.full_id(ix))
    }

    fn record(&self, day: &Day) -> DayRecord<'_> {
        let programme = &self.startup.programme;
        let event = programme.event(day.event);
        let session = |ix: SessionIx| list::record(self.startup, ix, &self.marked.personal);
        let dropped = |dropped: &Dropped| DroppedRecord {
            session: session(dropped.session),
            because: match dropped.by {
                By::Session(_) => "session",
                By::Lunch => "lunch",
                By::Cancelled => "cancelled",
            },
            of: match dropped.by {
                By::Session(other) => Some(programme.full_id(other)),
                By::Lunch | By::Cancelled => None,
            },
            instead: dropped.instead.iter().map(|ix| programme.full_id(*ix)).collect(),
        };
        DayRecord {
            event: &event.id,
            date: day.date,
            sessions: day.plan.chosen.iter().map(|ix| programme.full_id(*ix)).collect(),
            added: day.plan.added.iter().map(|ix| session(*ix)).collect(),
            dropped: day.plan.dropped.iter().map(dropped).collect(),
            lunch: day
                .plan
                .lunch
                .map(|(from, to)| LunchRecord { start: instant(event, from), end: instant(event, to) }),
            conflicts_before: day.conflicts.0,
            conflicts_after: day.conflicts.1,
            applied: self.applied,
        }
    }
}

/// One day: `sessions` is all of it by id, `added` and `dropped` what differs from the user's own, as it was.
#[derive(Serialize)]
struct DayRecord<'a> {
    event: &'a str,
    date: NaiveDate,
    sessions: Vec<String>,
    added: Vec<SessionRecord<'a>>,
    dropped: Vec<DroppedRecord<'a>>,
    lunch: Option<LunchRecord>,
    conflicts_before: usize,
    conflicts_after: usize,
    applied: bool,
}

/// A session that gives way: because of a `session`, the one in `of`, of `lunch`, or because it is `cancelled`.
#[derive(Serialize)]
struct DroppedRecord<'a> {
    session: SessionRecord<'a>,
    because: &'static str,
    of: Option<String>,
    instead: Vec<String>,
}

#[derive(Serialize)]
struct LunchRecord {
    start: String,
    end: String,
}
