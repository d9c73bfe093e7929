//! `kubetalks forget`: removing a kept event.

use super::{Desk, Exit, complain, follow, refresh};
use crate::io::output::Output;
use clap::Args;
use std::io::{self, Write};

/// Remove kept events from this machine; marks and notes stay
#[derive(Debug, Args)]
pub(super) struct Forget {
    /// The events' ids
    #[arg(required = true, value_name = "EVENT")]
    events: Vec<String>,
}

impl Forget {
    pub(super) fn run(&self, desk: &Desk, out: &mut Output) -> io::Result<Exit> {
        let mut exit = Exit::Fine;
        for id in &self.events {
            let kept = match refresh::kept(desk, id) {
                Ok(kept) => kept,
                Err(problem) => {
                    complain(problem);
                    exit = Exit::Nothing;
                    continue;
                }
            };
            match desk.shelf.as_ref().map(|shelf| shelf.forget(id)) {
                Some(Ok(())) => {
                    let marks = follow::entries(&desk.favourites, id).count();
                    let stay = match marks {
                        0 => String::new(),
                        1 => {
                            "; what you marked in it stays, 1 session, and is there again when you import it".to_owned()
                        }
                        _ => format!(
                            "; what you marked in it stays, {marks} sessions, and is there again when you import it"
                        ),
                    };
                    writeln!(out, "forgotten: {}{stay}", kept.name)?;
                }
                Some(Err(error)) => {
                    complain(error);
                    return Ok(Exit::Failed);
                }
                None => {}
            }
        }
        Ok(exit)
    }
}
