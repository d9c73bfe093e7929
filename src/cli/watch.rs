//! `kubetalks watch`: what is left to watch.

use super::agenda::left;
use super::list::read;
use super::table::Column::{Flexible, Id, Number, Whole};
use super::table::{Cell, Columns, painted, table};
use super::{Ending, Exit, MarkedSessions, Output, Scope, Startup, complete, json};
use crate::agenda::{WatchOrder, WatchTotals, left_to_watch, to_watch};
use crate::listing::SessionRecord;
use crate::measure::cut;
use crate::model::SessionIx;
use crate::words::{self, counted, length};
use clap::{Args, ValueEnum};
use clap_complete::engine::ArgValueCompleter as Offer;
use serde::Serialize;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// List what is left to watch: of mine, or of what a query finds
///
/// Of yours that is what you marked and has no time, or is over and was recorded; of what a query finds, whatever has a
/// recording: 'kubetalks watch has:video' is all there is. 'kubetalks mark --seen ID' ticks a session off.
#[derive(Debug, Args)]
pub(super) struct Watch {
    /// A query, in place of what you marked; 'kubetalks list --help' shows the language
    #[arg(add = Offer::new(complete::query))]
    query: Vec<String>,
    #[command(flatten)]
    scope: Scope,
    /// Only what fits into this time, the longest first: 40, 40m, 1h30 or 1:30
    #[arg(long = "for", value_name = "TIME", value_parser = minutes)]
    time: Option<u32>,
    /// In this order
    #[arg(long, value_name = "ORDER", value_enum)]
    sort: Option<Order>,
    /// At most so many
    #[arg(long, short = 'n', value_name = "N")]
    count: Option<usize>,
    /// For scripts: an object with totals and sessions
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Order {
    /// The longest first
    Longest,
    /// The shortest first
    Shortest,
    /// When they took place
    Time,
}

/// A length of time as people type it.
fn minutes(typed: &str) -> Result<u32, String> {
    let wrong = || "expected a time such as 40, 40m, 1h30 or 1:30".to_owned();
    words::minutes(typed).filter(|minutes| *minutes > 0).ok_or_else(wrong)
}

impl Watch {
    pub(super) fn run(&self, startup: &Startup, out: &mut Output) -> Ending {
        let marked = MarkedSessions::of(startup);
        let extent = self.scope.days(&marked)?;
        let programme = &startup.programme;
        let held = |ix: SessionIx| extent.holds(programme, ix);
        let mut sessions: Vec<SessionIx> = if self.query.is_empty() {
            to_watch(&marked.context(), startup.now()).into_iter().filter(|ix| held(*ix)).collect()
        } else {
            let query = read(startup, &self.query)?;
            marked.find(&query, |ix| programme.brief(ix).has_video && held(ix))
        };
        let order = match (self.sort, self.time) {
            (Some(Order::Longest), _) | (None, Some(_)) => WatchOrder::Longest,
            (Some(Order::Shortest), _) => WatchOrder::Shortest,
            (Some(Order::Time), _) => {
                programme.sort_by_time(&mut sessions);
                WatchOrder::Given
            }
            (None, None) => WatchOrder::Given,
        };
        let totals = WatchTotals::of(&marked.context(), &sessions);
        let mut fitting = left_to_watch(&marked.context(), &sessions, order, self.time);
        let found = fitting.len();
        fitting.truncate(self.count.unwrap_or(usize::MAX));
        if self.json {
            json::object(&record(&marked, totals, found, &fitting), out)?;
        } else if fitting.is_empty() {
            startup.note(self.nothing(&totals));
        } else {
            let fits = self.time.map(|time| format!(" · {found} of {} fit into {}", totals.left, length(time)));
            let heading = format!("To watch · {}{}", left(&totals), fits.unwrap_or_default());
            let heading = cut(&heading, out.columns().unwrap_or(usize::MAX));
            writeln!(out, "{}", painted(&heading, startup.config.theme.heading, out))?;
            write(&marked, &fitting, out)?;
        }
        Ok(Exit::unless(found == 0))
    }

    /// What to say where nothing is listed.
    fn nothing(&self, totals: &WatchTotals) -> String {
        match (totals.all, totals.left, self.time) {
            (0, ..) if self.query.is_empty() => {
                "nothing that you marked is there to be watched; 'kubetalks watch has:video' lists every recording"
                    .to_owned()
            }
            (0, ..) => "no session with a recording matches".to_owned(),
            (_, 0, _) => "all of it was seen".to_owned(),
            (_, left, time) => {
                format!("none of {} fits into {}", counted(left, "session"), length(time.unwrap_or(0)))
            }
        }
    }
}

fn write(marked: &MarkedSessions<'_>, sessions: &[SessionIx], out: &mut Output) -> io::Result<()> {
    let (programme, theme) = (&marked.startup.programme, &marked.startup.config.theme);
    let several = sessions.iter().map(|ix| programme.event_ix(*ix)).collect::<BTreeSet<_>>().len() > 1;
    let row = |ix: &SessionIx| {
        let [_, title, speakers] = marked.what(*ix);
        [
            marked.signs(*ix),
            programme.brief(*ix).time_to_watch().map(length).unwrap_or_default().into(),
            title,
            speakers,
            Cell::new(if several { programme.event_of(*ix).short.as_str() } else { "" }, theme.dim),
            marked.id(*ix, out),
        ]
    };
    let rows: Vec<_> = sessions.iter().map(row).collect();
    table(Columns([Whole, Number, Flexible(32), Flexible(10), Flexible(8), Id], &[3, 4]), &rows, out)
}

fn record<'a>(
    marked: &'a MarkedSessions<'a>,
    totals: WatchTotals,
    found: usize,
    sessions: &[SessionIx],
) -> WatchRecord<'a> {
    let programme = &marked.startup.programme;
    let one = |ix: &SessionIx| {
        let recordings = programme.session(*ix).recordings().map(|link| link.url.as_str()).collect();
        let to_watch = programme.brief(*ix).time_to_watch();
        ToWatch { to_watch, recordings, session: marked.record(*ix) }
    };
    let WatchTotals { all, left, minutes, minutes_left, unknown } = totals;
    let sessions = sessions.iter().map(one).collect();
    WatchRecord { minutes: minutes_left, minutes_in_all: minutes, unknown, left, in_all: all, found, sessions }
}

/// `minutes` of `minutes_in_all` and `left` of `in_all` sessions are still to watch, `unknown` of them of no known length;
/// `found` of them are meant.
#[derive(Serialize)]
struct WatchRecord<'a> {
    minutes: u32,
    minutes_in_all: u32,
    unknown: usize,
    left: usize,
    in_all: usize,
    found: usize,
    sessions: Vec<ToWatch<'a>>,
}

#[derive(Serialize)]
struct ToWatch<'a> {
    #[serde(flatten)]
    session: SessionRecord<'a>,
    to_watch: Option<u32>,
    recordings: Vec<&'a str>,
}
