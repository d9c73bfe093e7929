//! `kubetalks agenda`: what the user goes to, day by day, and what is left to watch.

use super::table::Column::{self, Flexible, Whole};
use super::table::{Cell, Columns, painted, tables};
use super::{Clocks, Ending, Exit, MarkedSessions, Output, Scope, Startup, json};
use crate::agenda::{self, Agenda as Sheets, ConflictKind, Day, DayRow, Gap, Watch, WatchTotals};
use crate::listing::{SessionRecord, instant};
use crate::measure::cut;
use crate::model::{EventIx, Programme, SessionIx};
use crate::words::{day, left_to_watch, length};
use chrono::{DateTime, NaiveDate, Utc};
use clap::Args;
use ratatui::style::Style;
use serde::Serialize;
use std::io;

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
        startup.marks_known()?;
        let marked = MarkedSessions::of(startup);
        let extent = self.scope.days(&marked)?;
        let now = startup.now();
        let mut sheets = agenda::agenda(&marked.context(), extent.event, now, startup.config.day.least_gap);
        sheets.days.retain(|day| extent.includes(day.event, day.date));
        if !extent.is_every_day() {
            sheets.watch.clear();
        }
        marked.tell_unknown_zones(&sheets.days.iter().map(|day| day.event).collect());
        let page = Page { marked: &marked, now };
        let empty = sheets.days.is_empty() && sheets.watch.is_empty();
        if self.json {
            json::object(&page.record(&sheets), out)?;
        } else if empty {
            startup.note("nothing is marked there; 'kubetalks mark ID' marks a session, 'kubetalks list' shows them");
        } else {
            page.write(&sheets, out)?;
        }
        Ok(Exit::unless(empty))
    }
}

/// The columns of everything about a day: marks, hours, room, title, speakers, id.
pub(super) const COLUMNS: Columns<6> =
    Columns([Whole, Flexible(11), Flexible(8), Flexible(30), Flexible(10), Column::Id], &[4, 2]);

pub(super) fn heading(startup: &Startup, event: EventIx, date: NaiveDate, out: &Output) -> String {
    let event = startup.programme.event(event);
    let text = format!("{} · {} · {}", day(date), event.short, Clocks::of(startup).name(event));
    painted(&shown(&text, out), startup.config.theme.heading, out)
}

/// As much of a line as the terminal has room for.
fn shown(line: &str, out: &Output) -> String {
    cut(line, out.columns().unwrap_or(usize::MAX))
}

/// A row that is no session: some hours, and what is to be said of them.
pub(super) fn remark(hours: impl Into<String>, text: impl Into<String>, style: Style) -> [Cell; 6] {
    let mut cells = <[Cell; 6]>::default();
    (cells[1], cells[2]) = (Cell::new(hours, style), Cell::remark(text, style));
    cells
}

/// What is left to watch, in words.
pub(super) fn left(totals: &WatchTotals) -> String {
    left_to_watch(totals.left, (totals.minutes_left, totals.minutes), totals.unknown)
}

struct Page<'a> {
    marked: &'a MarkedSessions<'a>,
    now: DateTime<Utc>,
}

impl Page<'_> {
    fn write(&self, sheets: &Sheets, out: &mut Output) -> io::Result<()> {
        let mut parts = Vec::new();
        for day in &sheets.days {
            parts.push((heading(self.marked.startup, day.event, day.date, out), self.day(day, out)));
        }
        for watch in &sheets.watch {
            let heading = painted(&shown(&self.to_watch(watch), out), self.marked.startup.config.theme.heading, out);
            let sessions = watch.going.iter().chain(&watch.interested);
            parts.push((heading, sessions.map(|ix| self.marked.cells(*ix, out)).collect()));
        }
        tables(COLUMNS, parts, out)
    }

    fn to_watch(&self, watch: &Watch) -> String {
        format!("To watch · {} · {}", self.programme().event(watch.event).short, left(&watch.totals))
    }

    fn day(&self, day: &Day, out: &Output) -> Vec<[Cell; 6]> {
        let theme = &self.marked.startup.config.theme;
        let event = self.programme().event(day.event);
        let clocks = Clocks::of(self.marked.startup);
        let mut rows: Vec<[Cell; 6]> = day.all_day.iter().map(|ix| self.marked.cells(*ix, out)).collect();
        for row in &day.rows {
            match row {
                DayRow::Session { ix, conflicts } => {
                    rows.push(self.marked.cells(*ix, out));
                    let tell = |(with, kind): &(SessionIx, ConflictKind)| {
                        let style = if kind.is_clash() { theme.clash } else { theme.warning };
                        remark("", format!("! {}", self.conflict(*with, *kind)), style)
                    };
                    rows.extend(conflicts.iter().map(tell));
                }
                DayRow::Candidate { ix, competes_with } => {
                    let mut cells = self.marked.cells(*ix, out);
                    if !competes_with.is_empty() {
                        cells[3] = Cell::new(format!("or {}", self.programme().session(*ix).title), theme.dim);
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
        let title = &self.programme().session(with).title;
        match kind {
            ConflictKind::Clash { minutes } => format!("clash, {}: {title}", length(minutes)),
            ConflictKind::Tight { needed, have } => format!("tight, {have} of {needed} min: {title}"),
        }
    }

    fn programme(&self) -> &Programme {
        &self.marked.startup.programme
    }

    fn record(&self, sheets: &Sheets) -> AgendaRecord<'_> {
        let all = |sessions: &[SessionIx]| sessions.iter().map(|ix| self.marked.record(*ix)).collect();
        let days = sheets.days.iter().map(|day| DayRecord {
            event: &self.programme().event(day.event).id,
            date: day.date,
            all_day: all(&day.all_day),
            rows: day.rows.iter().map(|row| self.row(day.event, row)).collect(),
        });
        let watch = sheets.watch.iter().map(|watch| WatchRecord {
            event: &self.programme().event(watch.event).id,
            minutes: watch.totals.minutes_left,
            unknown: watch.totals.unknown,
            minutes_in_all: watch.totals.minutes,
            going: all(&watch.going),
            interested: all(&watch.interested),
            recordings: all(&watch.recordings),
        });
        AgendaRecord { days: days.collect(), watch: watch.collect() }
    }

    fn row(&self, event: EventIx, row: &DayRow) -> RowRecord<'_> {
        let programme = self.programme();
        let session = |ix: &SessionIx| Box::new(self.marked.record(*ix));
        match row {
            DayRow::Session { ix, conflicts } => RowRecord::Session {
                session: session(ix),
                conflicts: conflicts.iter().map(|(with, kind)| conflict(programme.full_id(*with), *kind)).collect(),
            },
            DayRow::Candidate { ix, competes_with } => RowRecord::Candidate {
                session: session(ix),
                competes_with: competes_with.iter().map(|ix| programme.full_id(*ix)).collect(),
            },
            DayRow::Gap(gap) => RowRecord::Gap(GapRecord::of(programme, gap)),
            DayRow::Now => RowRecord::Now { at: instant(programme.event(event), self.now) },
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
    Gap(GapRecord),
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
    let (minutes, needed, have) = match kind {
        ConflictKind::Clash { minutes } => (Some(minutes), None, None),
        ConflictKind::Tight { needed, have } => (None, Some(needed), Some(have)),
    };
    ConflictRecord { with, kind: kind.name(), minutes, needed, have }
}

/// Free time, with the ids of the sessions around it.
#[derive(Serialize)]
pub(super) struct GapRecord {
    start: String,
    end: String,
    minutes: u32,
    after: Option<String>,
    before: Option<String>,
}

impl GapRecord {
    pub(super) fn of(programme: &Programme, gap: &Gap) -> Self {
        let event = programme.event(gap.event);
        Self {
            start: instant(event, gap.from),
            end: instant(event, gap.to),
            minutes: gap.minutes(),
            after: gap.after.map(|ix| programme.full_id(ix)),
            before: gap.before.map(|ix| programme.full_id(ix)),
        }
    }
}

/// What has no time, and what is over and was recorded: `minutes` of `minutes_in_all` are still to watch, and `unknown`
/// more sessions of no known length.
#[derive(Serialize)]
struct WatchRecord<'a> {
    event: &'a str,
    minutes: u32,
    unknown: usize,
    minutes_in_all: u32,
    going: Vec<SessionRecord<'a>>,
    interested: Vec<SessionRecord<'a>>,
    recordings: Vec<SessionRecord<'a>>,
}
