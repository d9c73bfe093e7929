//! `kubetalks list`: the sessions that match a query.

use super::mine::Mine;
use super::table::{Cell, Column, table};
use super::times::{Clocks, minutes};
use super::{Desk, Exit, complain, json, mark};
use crate::io::output::Output;
use crate::listing::SessionRecord;
use crate::model::{Personal, SessionIx};
use crate::problem::Problem;
use crate::search::Query;
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
    pub(super) fn run(&self, desk: &Desk, out: &mut Output) -> io::Result<Exit> {
        let event = match self.event.as_deref().map(|id| desk.event(id)).transpose() {
            Ok(event) => event,
            Err(problem) => {
                complain(problem);
                return Ok(Exit::Failed);
            }
        };
        let mine = Mine::of(desk);
        let within = |ix: SessionIx| event.is_none_or(|event| desk.programme.session(ix).event == event);
        let found = mine.find(&read(desk, &self.query), within);
        let personal = &mine.personal;
        if self.json {
            json::array(found.iter().map(|ix| record(desk, *ix, personal)), out)?;
        } else if self.ids {
            found
                .iter()
                .try_for_each(|ix| io::Write::write_fmt(out, format_args!("{}\n", desk.programme.full_id(*ix))))?;
        } else if found.is_empty() {
            complain(Problem::note("kubetalks", "no session matches"));
        } else {
            write(desk, &found, personal, out)?;
        }
        Ok(if found.is_empty() { Exit::Nothing } else { Exit::Fine })
    }
}

/// The query that the arguments make together; what makes no sense in it is told and left out.
pub(super) fn read(desk: &Desk, arguments: &[String]) -> Query {
    let (query, problems) = Query::parse_among(&arguments.join(" "), desk.friend_marks().names());
    problems.iter().for_each(complain);
    query
}

/// The session's record with what the user attached to it, and the friends who marked it.
pub(super) fn record<'a>(desk: &'a Desk, ix: SessionIx, personal: &'a [Personal]) -> SessionRecord<'a> {
    const NOTHING: &Personal = &Personal { mark: None, seen: false, note: String::new(), rating: None };
    let friends = desk.friend_marks().at(ix).map(|(member, _)| member.name.as_str()).collect();
    SessionRecord { friends, ..SessionRecord::of(&desk.programme, ix, personal.get(ix.at()).unwrap_or(NOTHING)) }
}

fn write(desk: &Desk, found: &[SessionIx], personal: &[Personal], out: &mut Output) -> io::Result<()> {
    let (programme, theme, clocks) = (&desk.programme, &desk.config.theme, Clocks::of(desk));
    let rows: Vec<_> = found
        .iter()
        .map(|ix| {
            let (session, event) = (programme.session(*ix), programme.event_of(*ix));
            let names = session.credits.iter().map(|credit| programme.speaker(credit.speaker).name.as_str());
            [
                mark::signs(desk, *ix, personal),
                session.title.as_str().into(),
                Cell::new(names.collect::<Vec<_>>().join(", "), theme.dim),
                Cell::new(event.short.as_str(), theme.dim),
                clocks.brief(event, session).into(),
                minutes(session).map_or(String::new(), |minutes| format!("{minutes} min")).into(),
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
