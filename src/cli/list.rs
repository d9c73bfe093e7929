//! `kubetalks list`: the sessions that match a query.

use super::table::Column::{Flexible, Id, Number, Whole};
use super::table::{Cell, Columns, table};
use super::{Clocks, Ending, Exit, MarkedSessions, Output, Scope, Startup, complete, json};
use crate::model::{Programme, SessionIx};
use crate::problem::Problem;
use crate::search::{Known, Query};
use crate::words::length;
use clap::{Args, ValueEnum};
use clap_complete::engine::ArgValueCompleter as Offer;
use std::collections::BTreeSet;
use std::io;

/// List the sessions that match a query, best first
#[derive(Debug, Default, Args)]
pub(super) struct List {
    /// Words, phrases and fields; 'kubetalks list --help' shows the language
    #[arg(add = Offer::new(complete::query))]
    query: Vec<String>,
    #[command(flatten)]
    scope: Scope,
    /// In this order, in place of the best first, or by time where nothing is searched for
    #[arg(long, value_name = "ORDER", value_enum)]
    sort: Option<Order>,
    /// With what is not for me
    #[arg(long)]
    all: bool,
    /// At most so many
    #[arg(long, short = 'n', value_name = "N")]
    count: Option<usize>,
    /// Only the ids, one a line
    #[arg(long, conflicts_with = "json")]
    ids: bool,
    /// For scripts: an array of objects
    #[arg(long)]
    json: bool,
}

/// What sessions are listed by.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Order {
    /// When they begin
    Time,
    /// How well they match
    Rank,
    /// Where they are, and then when
    Room,
    /// Their titles
    Title,
}

impl Order {
    /// Puts what was found, best first, into this order.
    fn put(self, found: &mut [SessionIx], programme: &Programme) {
        match self {
            Self::Rank => {}
            Self::Time => programme.sort_by_time(found),
            // Rooms stand in the order of the source, those of each event together.
            Self::Room => found.sort_by_key(|ix| {
                let room = programme.brief(*ix).room;
                (room.is_none(), room, programme.rank(*ix))
            }),
            Self::Title => found.sort_by_key(|ix| (programme.title_key(*ix), programme.rank(*ix))),
        }
    }
}

impl List {
    pub(super) fn run(&self, startup: &Startup, out: &mut Output) -> Ending {
        let marked = MarkedSessions::of(startup);
        let extent = self.scope.days(&marked)?;
        let query = read(startup, &self.query)?;
        let within = |ix: SessionIx| extent.holds(&startup.programme, ix);
        let mut found = if self.all { marked.find(&query, within) } else { marked.find_for_me(&query, within) };
        self.sort.unwrap_or(Order::Rank).put(&mut found, &startup.programme);
        found.truncate(self.count.unwrap_or(usize::MAX));
        if found.is_empty() {
            startup.marks_known()?;
        }
        if self.json {
            json::array(found.iter().map(|ix| marked.record(*ix)), out)?;
        } else if self.ids {
            let ids = found.iter().map(|ix| format!("{}\n", startup.programme.full_id(*ix)));
            ids.into_iter().try_for_each(|id| out.write_exact(&id))?;
        } else if found.is_empty() {
            startup.note("no session matches");
        } else {
            write(&marked, &found, out)?;
        }
        Ok(Exit::unless(found.is_empty()))
    }
}

/// The query that the arguments make together, or what makes no sense in it: what a script asks for is never guessed.
pub(super) fn read(startup: &Startup, arguments: &[String]) -> Result<Query, Problem> {
    let config = &startup.config;
    let known = Known { friends: &startup.friend_marks().names, same: &config.same, queries: &config.queries };
    let (query, mut problems) = Query::parse_among(&arguments.join(" "), known);
    let Some(last) = problems.pop() else { return Ok(query) };
    problems.iter().for_each(|problem| startup.complain(problem));
    Err(last)
}

pub(super) fn write(marked: &MarkedSessions<'_>, found: &[SessionIx], out: &mut Output) -> io::Result<()> {
    let (programme, theme) = (&marked.startup.programme, &marked.startup.config.theme);
    let clocks = Clocks::of(marked.startup);
    let today = out.is_terminal().then(|| marked.startup.now());
    let several = found.iter().map(|ix| programme.event_ix(*ix)).collect::<BTreeSet<_>>().len() > 1;
    let row = |ix: &SessionIx| {
        let (session, event) = (programme.session(*ix), programme.event_of(*ix));
        let [room, title, speakers] = marked.what(*ix);
        [
            marked.signs(*ix),
            Cell::new(clocks.brief(event, session, today), marked.of_time(*ix)),
            session.length().map(length).unwrap_or_default().into(),
            room,
            title,
            speakers,
            Cell::new(if several { event.short.as_str() } else { "" }, theme.dim),
            marked.id(*ix, out),
        ]
    };
    let rows: Vec<_> = found.iter().map(row).collect();
    let columns = [Whole, Whole, Number, Flexible(8), Flexible(32), Flexible(10), Flexible(8), Id];
    table(Columns(columns, &[2, 5, 6, 3]), &rows, out)
}
