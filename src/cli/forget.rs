//! `kubetalks forget`: removing a kept event.

use super::{Desk, Exit, complain, follow, json, refresh};
use crate::io::output::Output;
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
    pub(super) fn run(&self, desk: &Desk, out: &mut Output) -> io::Result<Exit> {
        let mut exit = Exit::Fine;
        let mut forgotten = Vec::new();
        for id in &self.events {
            match forget(desk, id) {
                Ok(one) => forgotten.push(one),
                Err((why, worst)) => {
                    complain(why);
                    exit = if exit == Exit::Failed { exit } else { worst };
                }
            }
        }
        if self.json {
            json::array(forgotten, out)?;
        } else {
            forgotten.iter().try_for_each(|one| one.tell(out))?;
        }
        Ok(exit)
    }
}

fn forget(desk: &Desk, id: &str) -> Result<Forgotten, (String, Exit)> {
    let kept = refresh::kept(desk, id).map_err(|problem| (problem.to_string(), Exit::Nothing))?;
    if let Some(event_store) = &desk.event_store {
        event_store.forget(id).map_err(|error| (error.to_string(), Exit::Failed))?;
    }
    Ok(Forgotten {
        marks: follow::entries(&desk.favourites, id).count(),
        event: id.to_owned(),
        name: kept.name.clone(),
    })
}

impl Forgotten {
    fn tell(&self, out: &mut Output) -> io::Result<()> {
        let sessions = if self.marks == 1 { "1 session".to_owned() } else { format!("{} sessions", self.marks) };
        let stay = format!("; what you marked in it stays, {sessions}, and is there again when you import it");
        writeln!(out, "forgotten: {}{}", self.name, if self.marks == 0 { "" } else { &stay })
    }
}
