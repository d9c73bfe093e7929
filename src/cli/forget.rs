//! `kubetalks forget`: removing a kept event.

use super::{Ending, Exit, Startup, json, migrate};
use crate::io::output::Output;
use crate::words::counted;
use clap::Args;
use serde::Serialize;
use std::io::{self, Write};

/// Remove kept events from this machine; marks and notes stay
#[derive(Debug, Args)]
pub(super) struct Forget {
    /// The events' ids
    #[arg(required = true, value_name = "EVENT")]
    events: Vec<String>,

    /// Write what was forgotten as an array of JSON objects
    #[arg(long)]
    json: bool,
}

/// An event that is no longer kept.
#[derive(Debug, Serialize)]
struct Forgotten {
    event: String,
    name: String,
    /// How many sessions of it the user has marked or written about: those entries stay.
    marks: usize,
}

impl Forget {
    pub(super) fn run(&self, startup: &Startup, out: &mut Output) -> Ending {
        let mut exit = Exit::FINE;
        let mut forgotten = Vec::new();
        for id in &self.events {
            match forget(startup, id) {
                Ok(one) => forgotten.push(one),
                Err((why, worst)) => {
                    startup.complain(why);
                    exit = if exit == Exit::FAILED { exit } else { worst };
                }
            }
        }
        if self.json {
            json::array(forgotten, out)?;
        } else {
            forgotten.iter().try_for_each(|one| one.write(out))?;
        }
        Ok(exit)
    }
}

fn forget(startup: &Startup, id: &str) -> Result<Forgotten, (String, Exit)> {
    let kept = startup.kept_event(id).map_err(|problem| (problem.to_string(), Exit::NOTHING))?;
    if let Some(event_store) = &startup.event_store {
        event_store.forget(id).map_err(|error| (error.to_string(), Exit::FAILED))?;
    }
    Ok(Forgotten {
        marks: migrate::entries(&startup.favourites, id).count(),
        event: id.to_owned(),
        name: kept.name.clone(),
    })
}

impl Forgotten {
    fn write(&self, out: &mut Output) -> io::Result<()> {
        let sessions = counted(self.marks, "session");
        let stay = format!("; what you marked in it stays, {sessions}, and is there again when you import it");
        writeln!(out, "forgotten: {}{}", self.name, if self.marks == 0 { "" } else { &stay })
    }
}
