//! `kubetalks list`: the sessions that match a query.

use super::table::Column::{Flexible, Number, Whole};
use super::table::{Cell, table};
use super::{Clocks, Ending, Exit, MarkedSessions, Output, Startup, json};
use crate::model::SessionIx;
use crate::problem::Problem;
use crate::search::{Known, Query};
use crate::words::length;
use clap::Args;
use std::io;

/// List the sessions that match a query, best first
#[derive(Debug, Default, Args)]
pub(super) struct List {
    /// Words, phrases and fields; 'kubetalks list --help' shows the language
    query: Vec<String>,
    /// Only sessions of this event
    #[arg(long, value_name = "ID")]
    event: Option<String>,
    /// Only the ids, one a line
    #[arg(long, conflicts_with = "json")]
    ids: bool,
    /// For scripts: an array of objects
    #[arg(long)]
    json: bool,
}

impl List {
    pub(super) fn run(&self, startup: &Startup, out: &mut Output) -> Ending {
        let event = self.event.as_deref().map(|id| startup.event(id)).transpose()?;
        let marked = MarkedSessions::of(startup);
        let within = |ix: SessionIx| event.is_none_or(|event| startup.programme.brief(ix).event == event);
        let found = marked.find(&read(startup, &self.query)?, within);
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

fn write(marked: &MarkedSessions<'_>, found: &[SessionIx], out: &mut Output) -> io::Result<()> {
    let (programme, theme) = (&marked.startup.programme, &marked.startup.config.theme);
    let clocks = Clocks::of(marked.startup);
    let row = |ix: &SessionIx| {
        let (session, event) = (programme.session(*ix), programme.event_of(*ix));
        [
            marked.signs(*ix),
            session.title.as_str().into(),
            Cell::new(programme.people(*ix), theme.dim),
            Cell::new(event.short.as_str(), theme.dim),
            clocks.brief(event, session).into(),
            session.length().map(length).unwrap_or_default().into(),
            Cell::new(programme.full_id(*ix), theme.dim),
        ]
    };
    let rows: Vec<_> = found.iter().map(row).collect();
    table([Whole, Flexible(30), Flexible(12), Whole, Whole, Number, Whole], &rows, out)
}
