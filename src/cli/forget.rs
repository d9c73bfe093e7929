//! `kubetalks forget`: removing a kept event.

use super::{Ending, Exit, Output, Startup, complete, json, marking};
use crate::words::counted;
use clap::Args;
use clap_complete::engine::ArgValueCompleter as Offer;
use serde::Serialize;
use std::io::{self, Write};

/// Remove kept events from this machine; marks and notes stay
#[derive(Debug, Args)]
pub(super) struct Forget {
    /// The events' ids
    #[arg(required = true, value_name = "EVENT", add = Offer::new(complete::kept_events))]
    events: Vec<String>,

    /// Write what was forgotten as an array of JSON objects
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Serialize)]
struct Forgotten {
    event: String,
    name: String,
    /// How many sessions of it the user has marked or written about: those entries stay.
    marks: usize,
}

impl Forget {
    pub(super) fn run(&self, startup: &Startup, out: &mut Output) -> Ending {
        let (kept, mut exit) = startup.each(&self.events, |id| startup.kept_event(id));
        let mut forgotten = Vec::new();
        for kept in kept {
            if let Some(Err(error)) = startup.event_store.as_ref().map(|event_store| event_store.forget(&kept.id)) {
                startup.complain(error);
                exit = Exit::FAILED;
                continue;
            }
            let marks = marking::entries(&startup.favourites, &kept.id).count();
            forgotten.push(Forgotten { event: kept.id.clone(), name: kept.name.clone(), marks });
        }
        if self.json {
            json::array(forgotten, out)?;
        } else {
            forgotten.iter().try_for_each(|one| one.write(out))?;
        }
        Ok(exit)
    }
}

impl Forgotten {
    fn write(&self, out: &mut Output) -> io::Result<()> {
        let sessions = counted(self.marks, "session");
        let stay = format!("; what you marked in it stays, {sessions}, and is there again when you import it");
        writeln!(out, "forgotten: {}{}", self.name, if self.marks == 0 { "" } else { &stay })
    }
}
