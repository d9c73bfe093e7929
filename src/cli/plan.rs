//! `kubetalks plan`: the best day, as a difference to the user's own.

use super::agenda::{COLUMNS, heading, remark};
use super::table::{Cell, table};
use super::{Clocks, Ending, Exit, MarkedSessions, Output, Scope, Startup, complete, ids, json, list, marking};
use crate::agenda::{
    By, Dropped, Lunch, Plan as Proposal, PlanOptions, changes_of, conflicts, dates_of, done, plan, suggestion_score,
};
use crate::listing::{SessionRecord, instant};
use crate::model::{EventIx, Mark, Personal, SessionIx, Slot};
use crate::problem::Problem;
use crate::words::counted;
use chrono::NaiveDate;
use clap::Args;
use clap_complete::engine::ArgValueCompleter as Offer;
use ratatui::style::Style;
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
    #[arg(long, value_name = "QUERY", add = Offer::new(complete::query))]
    suggest: Option<String>,
    /// Keep this session, whatever it clashes with; may be given several times
    #[arg(long, value_name = "ID", add = Offer::new(complete::sessions))]
    keep: Vec<String>,
    /// Mark it so: what is added as going, what is dropped as interesting
    #[arg(long)]
    apply: bool,
    /// For scripts: an array of days
    #[arg(long)]
    json: bool,
}

struct Day {
    event: EventIx,
    date: NaiveDate,
    plan: Proposal,
    /// How many conflicts there are now, tight ones included, and how many would be left.
    conflicts: (usize, usize),
}

impl Plan {
    pub(super) fn run(&self, mut startup: Startup, out: &mut Output) -> Ending {
        startup.marks_known()?;
        let store = startup.store.take();
        let marked = MarkedSessions::of(&startup);
        let extent = self.scope.days(&marked)?;
        let kept = self.keep.iter().map(|id| ids::session(&startup.programme, id));
        let kept = kept.collect::<Result<Vec<_>, _>>()?;
        let suggested = self.suggest.as_ref().map(|query| suggested(&marked, query)).transpose()?.unwrap_or_default();
        let planner = Planner { marked: &marked, kept, suggested, lunch: self.lunch.or(startup.config.day.lunch) };
        let days = extent.days(&marked, |ix| planner.counts(ix)).into_iter();
        let mut taken = Vec::new();
        let day = |(event, date)| {
            let day = planner.day(event, date, &taken);
            taken.extend(day.plan.added.iter().copied());
            day
        };
        let days: Vec<Day> = days.map(day).collect();
        if self.apply {
            marking::keep(&startup, store, &changes(&marked, &days))?;
        }
        let page = Page { marked: &marked, lunch: planner.lunch, applied: self.apply };
        if self.json {
            json::array(days.iter().map(|day| page.record(day)), out)?;
        } else if days.is_empty() {
            startup.note(extent.no_day(&startup));
        } else {
            page.write(&days, out)?;
        }
        Ok(Exit::unless(days.is_empty()))
    }
}

/// What the query finds counts for something in a plan, but nothing that one is done with.
fn suggested(marked: &MarkedSessions<'_>, query: &String) -> Result<HashMap<SessionIx, f32>, Problem> {
    let done = done(&marked.context());
    let found = marked.find_for_me(&list::read(marked.startup, std::slice::from_ref(query))?, |_| true);
    let scored = found.iter().enumerate().map(|(place, ix)| (*ix, suggestion_score(place, found.len())));
    Ok(scored.filter(|(ix, _)| !done.contains(ix)).collect())
}

struct Planner<'a> {
    marked: &'a MarkedSessions<'a>,
    kept: Vec<SessionIx>,
    /// What sessions that nobody marked count for.
    suggested: HashMap<SessionIx, f32>,
    lunch: Option<Lunch>,
}

impl Planner<'_> {
    /// Whether a day with this session is worth a plan.
    fn counts(&self, ix: SessionIx) -> bool {
        self.marked.mark(ix).is_some() || self.suggested.contains_key(&ix) || self.kept.contains(&ix)
    }

    /// The plan of a day, of which other days have `taken` something already.
    fn day(&self, event: EventIx, date: NaiveDate, taken: &[SessionIx]) -> Day {
        let programme = &self.marked.startup.programme;
        let context = self.marked.context();
        let suggested = |ix: SessionIx| self.suggested.get(&ix).copied().unwrap_or(0.0);
        let now = Some(self.marked.startup.now());
        let options = PlanOptions { fixed: &self.kept, taken, suggested: &suggested, lunch: self.lunch, now };
        let plan = plan(&context, event, date, &options);
        let of_day =
            |ix: &SessionIx| programme.brief(*ix).event == event && dates_of(programme, *ix).any(|day| day == date);
        let going: Vec<SessionIx> = context.marked(Mark::Going).into_iter().filter(of_day).collect();
        let count = |sessions: &[SessionIx]| conflicts(programme, sessions, context.transfer).len();
        Day { event, date, conflicts: (count(&going), count(&plan.chosen)), plan }
    }
}

fn changes(marked: &MarkedSessions<'_>, days: &[Day]) -> Vec<(SessionIx, Personal)> {
    let changes = days.iter().flat_map(|day| changes_of(&day.plan));
    changes.map(|(ix, mark)| (ix, Personal { mark: Some(mark), ..marked.personal(ix).clone() })).collect()
}

struct Page<'a> {
    marked: &'a MarkedSessions<'a>,
    lunch: Option<Lunch>,
    applied: bool,
}

impl Page<'_> {
    fn write(&self, days: &[Day], out: &mut Output) -> io::Result<()> {
        for day in days {
            let rows = self.rows(day, out);
            if !rows.is_empty() {
                writeln!(out, "{}", heading(self.marked.startup, day.event, day.date, out))?;
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
    fn rows(&self, day: &Day, out: &Output) -> Vec<[Cell; 6]> {
        let (programme, theme) = (&self.marked.startup.programme, &self.marked.startup.config.theme);
        let slot = |ix: SessionIx| programme.brief(ix).slot;
        let session = |ix: SessionIx, before: &str, style: Option<Style>| {
            let mut cells = self.marked.cells(ix, out);
            cells[0].text.insert_str(0, before);
            cells[0].style = style.unwrap_or(cells[0].style);
            cells
        };
        let mut rows: Vec<(Option<Slot>, [Cell; 6])> = Vec::new();
        for ix in day.plan.chosen.iter().copied() {
            let is_added = day.plan.added.contains(&ix);
            let cells = if is_added { session(ix, "+ ", Some(theme.going)) } else { session(ix, "  ", None) };
            rows.push((slot(ix), cells));
        }
        for Dropped { session: dropped, by, instead } in &day.plan.dropped {
            let remarks = [self.because(*by)].into_iter().chain(instead.iter().map(|ix| self.instead(*ix, out)));
            rows.push((slot(*dropped), session(*dropped, "- ", Some(theme.clash))));
            rows.extend(remarks.map(|text| (slot(*dropped), remark("", text, theme.dim))));
        }
        if let Some((start, end)) = day.plan.lunch {
            let hours = Clocks::of(self.marked.startup).hours(programme.event(day.event), start, end);
            rows.push((Some(Slot { start, end, all_day: false }), remark(hours, "lunch", theme.dim)));
        }
        rows.sort_by_key(|(slot, _)| *slot);
        let mut rows: Vec<[Cell; 6]> = rows.into_iter().map(|(_, cells)| cells).collect();
        if let (Some(lunch), None) = (self.lunch, day.plan.lunch) {
            rows.push(remark("", format!("no time for lunch ({lunch}) beside what stays"), theme.dim));
        }
        rows
    }

    fn because(&self, by: By) -> String {
        match by {
            By::Session(other) => format!("in the way of '{}'", self.marked.startup.programme.session(other).title),
            By::Lunch => "in the way of lunch".to_owned(),
            By::Cancelled => "does not take place".to_owned(),
        }
    }

    fn instead(&self, ix: SessionIx, out: &Output) -> String {
        let (programme, clocks) = (&self.marked.startup.programme, Clocks::of(self.marked.startup));
        let when = clocks.full(programme.event_of(ix), programme.session(ix)).unwrap_or_default();
        format!("would fit: {}, {when}", self.marked.id(ix, out).text)
    }

    fn record(&self, day: &Day) -> DayRecord<'_> {
        let programme = &self.marked.startup.programme;
        let event = programme.event(day.event);
        let ids = |sessions: &[SessionIx]| sessions.iter().map(|ix| programme.full_id(*ix)).collect();
        let dropped = |dropped: &Dropped| {
            let (because, of) = match dropped.by {
                By::Session(other) => ("session", Some(programme.full_id(other))),
                By::Lunch => ("lunch", None),
                By::Cancelled => ("cancelled", None),
            };
            DroppedRecord { session: self.marked.record(dropped.session), because, of, instead: ids(&dropped.instead) }
        };
        let lunch = |(from, to)| LunchRecord { start: instant(event, from), end: instant(event, to) };
        DayRecord {
            event: &event.id,
            date: day.date,
            sessions: ids(&day.plan.chosen),
            added: day.plan.added.iter().map(|ix| self.marked.record(*ix)).collect(),
            dropped: day.plan.dropped.iter().map(dropped).collect(),
            lunch: day.plan.lunch.map(lunch),
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
