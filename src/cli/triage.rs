//! `kubetalks triage`: going through many sessions, one at a time.

use super::{Ending, Exit, MarkedSessions, Output, Startup, complete, json, list};
use crate::agenda::{Showings, to_decide};
use crate::changes::Unread;
use crate::listing::SessionRecord;
use crate::model::{Mark, SessionIx};
use crate::problem::Problem;
use crate::run::FirstView;
use clap::Args;
use clap_complete::engine::ArgValueCompleter as Offer;
use serde::Serialize;

/// Go through what matches, one session at a time: going, interested, not for me
///
/// Breaks and desks are left out, repeats come once, and what you have decided does not come again unless it has changed: so
/// you stop when you like, and go on where you were. Without a terminal it lists what is left.
#[derive(Debug, Args)]
pub(super) struct Triage {
    /// Words, phrases and fields, as for 'kubetalks list'; without any, what the list has
    #[arg(add = Offer::new(complete::query))]
    query: Vec<String>,
    /// Only this event
    #[arg(long, value_name = "ID", add = Offer::new(complete::events))]
    event: Option<String>,
    /// For scripts: an object with what is left
    #[arg(long)]
    json: bool,
}

impl Triage {
    /// Whether it fills the screen where there is one.
    pub(super) fn fills_screen(&self) -> bool {
        !self.json
    }

    /// Has the full-screen program begin with it.
    pub(super) fn load(&self, mut startup: Startup) -> Result<Startup, Problem> {
        list::read(&startup, &self.query)?;
        let event = self.event.as_deref().map(|id| startup.event(id)).transpose()?;
        let event = event.map(|event| startup.programme.event(event).id.clone());
        startup.first_view = FirstView::Triage(self.query.join(" "), event);
        Ok(startup)
    }

    /// Without a screen: what is left.
    pub(super) fn run(&self, startup: &Startup, out: &mut Output) -> Ending {
        let marked = MarkedSessions::of(startup);
        let query = list::read(startup, &self.query)?;
        let event = self.event.as_deref().map(|id| startup.event(id)).transpose()?;
        let of_event = |ix: SessionIx| event.is_none_or(|event| startup.programme.event_ix(ix) == event);
        let (context, again) = (marked.context(), query.asks_for_marks());
        let all = to_decide(&startup.programme, &marked.find(&query, of_event));
        let news = startup.news();
        let changed = |ix| news.get(&ix).map(Unread::is_about);
        let left: Vec<&Showings> = all.iter().filter(|one| again || one.are_open(&context, changed)).collect();
        if self.json {
            let count = |mark| all.iter().filter(|one| one.mark(&context) == Some(mark)).count();
            let record = TriageRecord {
                of: all.len(),
                going: count(Mark::Going),
                interested: count(Mark::Interested),
                dismissed: count(Mark::Dismissed),
                left: left.iter().map(|one| marked.record(one.first)).collect(),
            };
            json::object(&record, out)?;
        } else if left.is_empty() {
            startup.note("nothing is left to decide");
        } else {
            let firsts: Vec<SessionIx> = left.iter().map(|one| one.first).collect();
            list::write(&marked, &firsts, out)?;
        }
        Ok(Exit::unless(left.is_empty()))
    }
}

#[derive(Serialize)]
struct TriageRecord<'a> {
    /// How many there are, repeats counted once.
    of: usize,
    going: usize,
    interested: usize,
    dismissed: usize,
    /// What is not decided, or has changed since, in time.
    left: Vec<SessionRecord<'a>>,
}
