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
        let Some(event_store) = &startup.event_store else {
            return Ok(startup.each(&self.events, |id| startup.kept_event(id)).1);
        };
        let (named, mut exit) = startup.each(&self.events, |id| match startup.kept_event(id) {
            // An earlier command has begun that.
            Err(_) if event_store.is_half_forgotten(id) => Ok((id, id)),
            found => found.map(|kept| (id, kept.name.as_str())),
        });
        let mut forgotten = Vec::new();
        for (id, name) in named {
            match event_store.forget(id) {
                Ok(warning) => startup.complain_of(warning.as_slice()),
                Err(error) => {
                    startup.complain(error);
                    exit = Exit::FAILED;
                    continue;
                }
            }
            let marks = marking::entries(&startup.favourites, id).count();
            forgotten.push(Forgotten { event: id.to_owned(), name: name.to_owned(), marks });
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
