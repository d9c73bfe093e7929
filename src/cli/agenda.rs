//! `kubetalks agenda`: what the user goes to, day by day, and what is left to watch.

use super::marked::without_zone;
use super::table::{Cell, Column, painted, table};
use super::{Clocks, Ending, Exit, MarkedSessions, Scope, Startup, json, list, marking};
use crate::agenda::{self, Agenda as Sheets, ConflictKind, Day, DayRow, Watch};
use crate::io::output::Output;
use crate::listing::{SessionRecord, instant};
use crate::model::{EventIx, SessionIx};
use crate::problem::Problem;
use crate::words::{day, length};
use chrono::{DateTime, NaiveDate, Utc};
use clap::Args;
use ratatui::style::Style;
use serde::Serialize;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// Show my sessions by day, with gaps, clashes and what competes, and what is left to watch
#[derive(Debug, Args)]
pub(super) struct Agenda {
    #[command(flatten)]
    scope: Scope,
    /// For scripts: an object with days and watch lists
    #[arg(long)]
    json: bool,
}

impl Agenda {
    pub(super) fn run(&self, startup: &Startup, out: &mut Output) -> Ending {
        let marked = MarkedSessions::of(startup);
        let extent = self.scope.days(&marked)?;
        let now = startup.now();
        let mut sheets = agenda::agenda(&marked.context(), extent.event, now, startup.config.day.least_gap);
        sheets.days.retain(|day| extent.includes(day.event, day.date));
        if !extent.is_every_day() {
            sheets.watch.clear();
        }
        let events: BTreeSet<EventIx> = sheets.days.iter().map(|day| day.event).collect();
        events
            .iter()
            .filter_map(|event| without_zone(startup.programme.event(*event)))
            .for_each(|problem| startup.complain(problem));
        let page = Page { startup, marked: &marked, now };
        let empty = sheets.days.is_empty() && sheets.watch.is_empty();
        if self.json {
            json::object(&page.record(&sheets), out)?;
        } else if empty {
            let problem = Problem::note("kubetalks", "nothing is marked there");
            startup.complain(problem.advise("'kubetalks mark ID' marks a session, 'kubetalks list' shows them"));
        } else {
            page.write(&sheets, out)?;
        }
        Ok(if empty { Exit::Nothing } else { Exit::Fine })
    }
}

/// The columns of everything about a day: marks, hours, title, room, id.
pub(super) const COLUMNS: [Column; 5] =
    [Column::WHOLE, Column::flexible(11), Column::flexible(22), Column::flexible(8), Column::WHOLE];

/// The line above a day.
pub(super) fn heading(startup: &Startup, event: EventIx, date: NaiveDate, out: &Output) -> String {
    let event = startup.programme.event(event);
    let text = format!("{} · {} · {}", day(date), event.short, Clocks::of(startup).name(event));
    painted(&text, startup.config.theme.heading, out)
}

/// A row that is no session: some hours, and what is to be said of them.
pub(super) fn remark(hours: impl Into<String>, text: impl Into<String>, style: Style) -> [Cell; 5] {
    [Cell::default(), Cell::new(hours, style), Cell::remark(text, style), Cell::default(), Cell::default()]
}

/// The cells of a session, with its hours or what stands in their place.
pub(super) fn cells(marked: &MarkedSessions<'_>, startup: &Startup, ix: SessionIx) -> [Cell; 5] {
    let (programme, theme) = (&startup.programme, &startup.config.theme);
    let (session, event) = (programme.session(ix), programme.event_of(ix));
    let when = match session.slot {
        Some(slot) if slot.all_day => "all day".to_owned(),
        Some(slot) => Clocks::of(startup).hours(event, slot.start, slot.end),
        None => session.length().map(length).unwrap_or_default(),
    };
    let title = if session.cancelled { format!("cancelled: {}", session.title) } else { session.title.clone() };
    [
        marking::signs(startup, ix, &marked.personal),
        when.into(),
        title.into(),
        Cell::new(programme.room_name(session).unwrap_or_default(), theme.dim),
        Cell::new(programme.full_id(ix), theme.dim),
    ]
}

struct Page<'a> {
    startup: &'a Startup,
    marked: &'a MarkedSessions<'a>,
    now: DateTime<Utc>,
}

impl Page<'_> {
    fn write(&self, sheets: &Sheets, out: &mut Output) -> io::Result<()> {
        let mut between = "";
        for day in &sheets.days {
            writeln!(out, "{between}{}", heading(self.startup, day.event, day.date, out))?;
            table(COLUMNS, &self.day(day), out)?;
            between = "\n";
        }
        for watch in &sheets.watch {
            let heading = painted(&self.to_watch(watch), self.startup.config.theme.heading, out);
            writeln!(out, "{between}{heading}")?;
            let sessions = watch.going.iter().chain(&watch.interested);
            table(COLUMNS, &sessions.map(|ix| cells(self.marked, self.startup, *ix)).collect::<Vec<_>>(), out)?;
            between = "\n";
        }
        Ok(())
    }

    fn to_watch(&self, watch: &Watch) -> String {
        let unknown = match watch.unknown {
            0 => String::new(),
            count => format!(", and {count} of unknown length"),
        };
        let name = &self.startup.programme.event(watch.event).short;
        format!("To watch · {name} · {} left{unknown}", length(watch.minutes))
    }

    fn day(&self, day: &Day) -> Vec<[Cell; 5]> {
        let theme = &self.startup.config.theme;
        let event = self.startup.programme.event(day.event);
        let clocks = Clocks::of(self.startup);
        let mut rows: Vec<[Cell; 5]> = day.all_day.iter().map(|ix| cells(self.marked, self.startup, *ix)).collect();
        for row in &day.rows {
            match row {
                DayRow::Session { ix, conflicts } => {
                    rows.push(cells(self.marked, self.startup, *ix));
                    let tell = |(with, kind): &(SessionIx, ConflictKind)| {
                        let style = if kind.is_clash() { theme.clash } else { theme.warning };
                        remark("", format!("! {}", self.conflict(*with, *kind)), style)
                    };
                    rows.extend(conflicts.iter().map(tell));
                }
                DayRow::Candidate { ix, competes_with } => {
                    let mut cells = cells(self.marked, self.startup, *ix);
                    if !competes_with.is_empty() {
                        cells[2] = Cell::new(format!("or {}", self.startup.programme.session(*ix).title), theme.dim);
                    }
                    rows.push(cells);
                }
                DayRow::Gap(gap) => {
                    let text = format!("{} free", length(gap.minutes()));
                    rows.push(remark(clocks.hours(event, gap.from, gap.to), text, theme.dim));
                }
                DayRow::Now => {
                    rows.push(remark(clocks.hours(event, self.now, self.now), "── now ──", theme.now));
                }
            }
        }
        rows
    }

    fn conflict(&self, with: SessionIx, kind: ConflictKind) -> String {
        let title = &self.startup.programme.session(with).title;
        match kind {
            ConflictKind::Clash { minutes } => format!("clash, {}: {title}", length(minutes)),
            ConflictKind::Tight { needed, have } => format!("tight, {have} of {needed} min: {title}"),
        }
    }

    fn record(&self, sheets: &Sheets) -> AgendaRecord<'_> {
        let session = |ix: SessionIx| list::record(self.startup, ix, &self.marked.personal);
        let all = |sessions: &[SessionIx]| sessions.iter().map(|ix| session(*ix)).collect();
        let days = sheets.days.iter().map(|day| DayRecord {
            event: &self.startup.programme.event(day.event).id,
            date: day.date,
            all_day: all(&day.all_day),
            rows: day.rows.iter().map(|row| self.row(day.event, row)).collect(),
        });
        let watch = sheets.watch.iter().map(|watch| WatchRecord {
            event: &self.startup.programme.event(watch.event).id,
            minutes: watch.minutes,
            unknown: watch.unknown,
            going: all(&watch.going),
            interested: all(&watch.interested),
        });
        AgendaRecord { days: days.collect(), watch: watch.collect() }
    }

    fn row(&self, event: EventIx, row: &DayRow) -> RowRecord<'_> {
        let programme = &self.startup.programme;
        let event = programme.event(event);
        let session = |ix: &SessionIx| Box::new(list::record(self.startup, *ix, &self.marked.personal));
        match row {
            DayRow::Session { ix, conflicts } => RowRecord::Session {
                session: session(ix),
                conflicts: conflicts.iter().map(|(with, kind)| conflict(programme.full_id(*with), *kind)).collect(),
            },
            DayRow::Candidate { ix, competes_with } => RowRecord::Candidate {
                session: session(ix),
                competes_with: competes_with.iter().map(|ix| programme.full_id(*ix)).collect(),
            },
            DayRow::Gap(gap) => RowRecord::Gap {
                start: instant(event, gap.from),
                end: instant(event, gap.to),
                minutes: gap.minutes(),
                after: gap.after.map(|ix| programme.full_id(ix)),
                before: gap.before.map(|ix| programme.full_id(ix)),
            },
            DayRow::Now => RowRecord::Now { at: instant(event, self.now) },
        }
    }
}

#[derive(Serialize)]
struct AgendaRecord<'a> {
    days: Vec<DayRecord<'a>>,
    watch: Vec<WatchRecord<'a>>,
}

#[derive(Serialize)]
struct DayRecord<'a> {
    event: &'a str,
    date: NaiveDate,
    all_day: Vec<SessionRecord<'a>>,
    rows: Vec<RowRecord<'a>>,
}

/// A row of a day; `row` says which sort it is.
#[derive(Serialize)]
#[serde(tag = "row", rename_all = "lowercase")]
enum RowRecord<'a> {
    Session { session: Box<SessionRecord<'a>>, conflicts: Vec<ConflictRecord> },
    Candidate { session: Box<SessionRecord<'a>>, competes_with: Vec<String> },
    Gap { start: String, end: String, minutes: u32, after: Option<String>, before: Option<String> },
    Now { at: String },
}

/// Another session that is too close: `minutes` is what they share in a `clash`; in a `tight` one the way takes `needed`
/// minutes and there are `have`.
#[derive(Serialize)]
struct ConflictRecord {
    with: String,
    kind: &'static str,
    minutes: Option<u32>,
    needed: Option<u32>,
    have: Option<u32>,
}

fn conflict(with: String, kind: ConflictKind) -> ConflictRecord {
    match kind {
        ConflictKind::Clash { minutes } => {
            ConflictRecord { with, kind: "clash", minutes: Some(minutes), needed: None, have: None }
        }
        ConflictKind::Tight { needed, have } => {
            ConflictRecord { with, kind: "tight", minutes: None, needed: Some(needed), have: Some(have) }
        }
    }
}

/// What has no time: `minutes` are still to watch, and `unknown` more sessions of no known length.
#[derive(Serialize)]
struct WatchRecord<'a> {
    event: &'a str,
    minutes: u32,
    unknown: usize,
    going: Vec<SessionRecord<'a>>,
    interested: Vec<SessionRecord<'a>>,
}
