//! `kubetalks mark` and `unmark`: what the user attaches to sessions.

use super::marking::{keep, said};
use super::{Ending, Output, Startup, complete, foreign, ids};
use crate::model::{self, Personal};
use crate::words;
use clap::builder::NonEmptyStringValueParser;
use clap::{Args, ValueHint};
use clap_complete::engine::ArgValueCompleter as Offer;
use std::io::Write;
use std::mem::take;

/// Mark sessions: as going, unless something else is said
#[derive(Debug, Args)]
pub(super) struct Mark {
    /// event/session, or the session alone where that is unique
    #[arg(required_unless_present = "from", conflicts_with = "from", value_name = "ID", add = Offer::new(complete::sessions))]
    ids: Vec<String>,
    /// As interesting instead of going
    #[arg(long)]
    interested: bool,
    /// As not for me: out of lists, gaps, plans and Now
    #[arg(long, conflicts_with_all = ["interested", "from"])]
    dismissed: bool,
    /// As seen; the mark stays as it is unless --interested or --dismissed is given
    #[arg(long, conflicts_with = "from")]
    seen: bool,
    /// With a rating, from 1 to 5; the mark stays likewise
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=5), conflicts_with = "from")]
    rating: Option<u8>,
    /// With a line added to the note; the mark stays likewise
    #[arg(long, value_name = "TEXT", conflicts_with = "from", value_parser = NonEmptyStringValueParser::new())]
    note: Option<String>,
    /// What another program's favourites refer to: a file, an address, or - for standard input
    ///
    /// A calendar (FOSDEM Companion, pretalx, Sched, kubetalks), a link or code of Giggity, EventFahrplan's JSON, a table
    /// (Sojourner, fosdem-pwa), a favourites.toml, or a list of ids, addresses or titles. The event has to be loaded.
    #[arg(long, value_name = "SOURCE", value_hint = ValueHint::FilePath)]
    from: Option<String>,
    /// The event that the file belongs to, where it does not say so
    #[arg(long, value_name = "ID", requires = "from", add = Offer::new(complete::events))]
    event: Option<String>,
    /// For scripts: an object with what was found and what was not
    #[arg(long, requires = "from")]
    json: bool,
}

/// Take marks away; notes stay
#[derive(Debug, Args)]
pub(super) struct Unmark {
    /// event/session, or the session alone where that is unique
    #[arg(required = true, value_name = "ID", add = Offer::new(complete::marked))]
    ids: Vec<String>,
    /// Only that they were seen; the mark stays
    #[arg(long)]
    seen: bool,
    /// Only the rating; the mark stays
    #[arg(long)]
    rating: bool,
    /// Only the note; the mark stays
    #[arg(long)]
    note: bool,
}

impl Mark {
    pub(super) fn run(&self, startup: Startup, out: &mut Output) -> Ending {
        if let Some(from) = &self.from {
            return foreign::take(startup, from, self.event.as_deref(), self.interested, self.json, out);
        }
        let only_that = !self.seen && self.rating.is_none() && self.note.is_none();
        let mark = match only_that {
            _ if self.interested => Some(model::Mark::Interested),
            _ if self.dismissed => Some(model::Mark::Dismissed),
            true => Some(model::Mark::Going),
            false => None,
        };
        let (rating, note) = (self.rating, self.note.clone().unwrap_or_default());
        let said = said(&Personal { mark, seen: self.seen, rating, note });
        change(startup, &self.ids, out, |personal| {
            let before = personal.clone();
            personal.mark = mark.or(personal.mark);
            personal.seen |= self.seen;
            personal.rating = self.rating.or(personal.rating);
            if let Some(line) = &self.note {
                let between = if personal.note.is_empty() { "" } else { "\n" };
                personal.note = format!("{}{between}{line}", personal.note);
            }
            if *personal == before { format!("already {said}") } else { said.clone() }
        })
    }
}

impl Unmark {
    pub(super) fn run(&self, startup: Startup, out: &mut Output) -> Ending {
        change(startup, &self.ids, out, |personal| {
            let mut said = Vec::new();
            if self.seen {
                said.push(if take(&mut personal.seen) { "no longer seen" } else { "was not seen" });
            }
            if self.rating {
                said.push(if take(&mut personal.rating).is_some() { "no longer rated" } else { "was not rated" });
            }
            if self.note {
                said.push(if take(&mut personal.note).is_empty() { "had no note" } else { "no longer noted" });
            }
            if !said.is_empty() {
                return said.join(", ");
            }
            match personal.mark.take() {
                Some(was) => words::unmarked(was),
                None => "was not marked".to_owned(),
            }
        })
    }
}

/// Changes what is attached to some sessions, stores it, and only then says what became of each, in the words that `edit`
/// returns. An id that means no session is told and does not keep the others from being changed.
fn change(mut startup: Startup, ids: &[String], out: &mut Output, edit: impl Fn(&mut Personal) -> String) -> Ending {
    let store = startup.store.take();
    let (sessions, exit) = startup.each(ids, |id| ids::session(&startup.programme, id));
    let mut personal = startup.personal();
    let mut lines = Vec::new();
    let mut changes = Vec::new();
    for ix in sessions {
        let attached = Personal::of_mut(&mut personal, ix);
        let before = attached.clone();
        let said = edit(attached);
        lines.push(format!("{said}: {}", startup.programme.session(ix).title));
        if before != *attached {
            changes.push((ix, attached.clone()));
        }
    }
    keep(&startup, store, &changes)?;
    lines.iter().try_for_each(|line| writeln!(out, "{line}"))?;
    Ok(exit)
}
