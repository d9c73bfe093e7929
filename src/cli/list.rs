//! `kubetalks list`: the sessions that match a query.

use super::table::{Cell, Column, table};
use super::{Clocks, Ending, Exit, MarkedSessions, Startup, json, marking};
use crate::io::output::Output;
use crate::listing::SessionRecord;
use crate::model::{Personal, SessionIx};
use crate::problem::Problem;
use crate::search::Query;
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
        let within = |ix: SessionIx| event.is_none_or(|event| startup.programme.session(ix).event == event);
        let found = marked.find(&read(startup, &self.query), within);
        let personal = &marked.personal;
        if self.json {
            json::array(found.iter().map(|ix| record(startup, *ix, personal)), out)?;
        } else if self.ids {
            let ids = found.iter().map(|ix| format!("{}\n", startup.programme.full_id(*ix)));
            ids.into_iter().try_for_each(|id| out.write_exact(id.as_bytes()))?;
        } else if found.is_empty() {
            startup.complain(Problem::note("kubetalks", "no session matches"));
        } else {
            write(startup, &found, personal, out)?;
        }
        Ok(if found.is_empty() { Exit::Nothing } else { Exit::Fine })
    }
}

/// The query that the arguments make together; what makes no sense in it is told and left out.
pub(super) fn read(startup: &Startup, arguments: &[String]) -> Query {
    let (query, problems) = Query::parse_among(&arguments.join(" "), startup.friend_marks().names());
    problems.iter().for_each(|problem| startup.complain(problem));
    query
}

/// The session's record with what the user attached to it, and the friends who marked it.
pub(super) fn record<'a>(startup: &'a Startup, ix: SessionIx, personal: &'a [Personal]) -> SessionRecord<'a> {
    const NOTHING: &Personal = &Personal { mark: None, seen: false, note: String::new(), rating: None };
    let friends = startup.friend_marks().at(ix).map(|(member, _)| member.name.as_str()).collect();
    SessionRecord { friends, ..SessionRecord::of(&startup.programme, ix, personal.get(ix.index()).unwrap_or(NOTHING)) }
}

fn write(startup: &Startup, found: &[SessionIx], personal: &[Personal], out: &mut Output) -> io::Result<()> {
    let (programme, theme, clocks) = (&startup.programme, &startup.config.theme, Clocks::of(startup));
    let rows: Vec<_> = found
        .iter()
        .map(|ix| {
            let (session, event) = (programme.session(*ix), programme.event_of(*ix));
            let names = session.credits.iter().map(|credit| programme.speaker(credit.speaker).name.as_str());
            [
                marking::signs(startup, *ix, personal),
                session.title.as_str().into(),
                Cell::new(names.collect::<Vec<_>>().join(", "), theme.dim),
                Cell::new(event.short.as_str(), theme.dim),
                clocks.brief(event, session).into(),
                session.length().map(length).unwrap_or_default().into(),
                Cell::new(programme.full_id(*ix), theme.dim),
            ]
        })
        .collect();
    let columns = [
        Column::WHOLE,
        Column::flexible(30),
        Column::flexible(12),
        Column::WHOLE,
        Column::WHOLE,
        Column::NUMBER,
        Column::WHOLE,
    ];
    table(columns, &rows, out)
}
