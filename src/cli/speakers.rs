//! `kubetalks speakers`: people with their sessions.

use super::table::Column::{Flexible, Number};
use super::table::{Cell, Columns, table};
use super::{Ending, Exit, MarkedSessions, Output, Startup, complete, json, list};
use crate::listing::SpeakerRecord;
use crate::model::SpeakerIx;
use crate::search::{Scratch, speakers};
use clap::Args;
use clap_complete::engine::ArgValueCompleter as Offer;

/// List people with their sessions
#[derive(Debug, Args)]
pub(super) struct Speakers {
    /// A name, an organisation, or anything 'list' understands of their sessions
    #[arg(add = Offer::new(complete::query))]
    query: Vec<String>,
    /// For scripts: an array of objects
    #[arg(long)]
    json: bool,
}

impl Speakers {
    pub(super) fn run(&self, startup: &Startup, out: &mut Output) -> Ending {
        let query = list::read(startup, &self.query)?;
        let marked = MarkedSessions::of(startup);
        let found = marked.search(|context| speakers(&query, context, &mut Scratch::default()));
        if self.json {
            json::array(found.iter().map(|ix| SpeakerRecord::of(&startup.programme, *ix)), out)?;
        } else if found.is_empty() {
            startup.note("nobody matches");
        } else {
            let rows: Vec<_> = found.iter().map(|ix| row(startup, *ix)).collect();
            table(Columns([Flexible(16), Flexible(12), Number, Flexible(20)], &[3, 2]), &rows, out)?;
        }
        Ok(Exit::unless(found.is_empty()))
    }
}

fn row(startup: &Startup, ix: SpeakerIx) -> [Cell; 4] {
    let (programme, theme) = (&startup.programme, &startup.config.theme);
    let sessions = programme.sessions_by(ix);
    // Two spellings of a firm are one.
    let mut organisations: Vec<&str> = Vec::new();
    for names in programme.employers(ix) {
        let names: Vec<&str> = names.collect();
        if !names.iter().any(|name| organisations.contains(name)) {
            organisations.extend(names.first());
        }
    }
    let titles: Vec<&str> = sessions.iter().map(|session| programme.session(*session).title.as_str()).collect();
    [
        programme.speaker(ix).name.as_str().into(),
        Cell::new(organisations.join(", "), theme.dim),
        sessions.len().to_string().into(),
        titles.join(" · ").into(),
    ]
}
