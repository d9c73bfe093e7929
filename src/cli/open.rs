//! `kubetalks FILE|URL`: looking at a schedule without keeping it.

use super::exit::Exit;
use super::progress::Meter;
use super::source_args::SourceArgs;
use super::startup::Startup;
use super::{list, report};
use crate::importing::look_at;
use crate::io::output::Output;
use crate::keymap::Keymap;
use crate::model::Programme;
use crate::problem::{Problem, Severity};
use clap::Args;
use std::io;
use std::sync::Arc;

/// Look at a conference's schedule without keeping it
///
/// The word can be left out: kubetalks schedule.xml. What you mark is kept, and is there when you import the same file or
/// address.
#[derive(Debug, Args)]
pub(super) struct Open {
    #[command(flatten)]
    source_args: SourceArgs,
}

impl Open {
    /// Puts the schedules in the place of everything that is loaded.
    pub(super) fn load(&self, mut startup: Startup) -> Result<Startup, Exit> {
        if let Some(mistake) = self.source_args.mistake() {
            startup.complain(mistake);
            return Err(Exit::Failed);
        }
        let source_args: Vec<_> =
            self.source_args.sources.iter().map(|source| (source, self.source_args.wish(source))).collect();
        let mut meter = Meter::start();
        let mut schedules = Vec::new();
        for (source, wish) in source_args {
            let seen = wish.and_then(|wish| {
                look_at(startup.event_store.as_ref(), &wish, &startup.network, &mut |progress| {
                    meter.show(source, progress)
                })
            });
            meter.clear();
            match seen {
                Ok(seen) => {
                    startup.problems.extend(seen.notes);
                    let told = seen.reading.problems.into_iter().filter(|problem| problem.severity > Severity::Note);
                    startup.problems.extend(told);
                    schedules.push(seen.reading.schedule);
                }
                Err(error) if error.is_cancelled() => {
                    startup.complain(Problem::note(source, "cancelled"));
                    return Err(Exit::Code(130));
                }
                Err(error) => {
                    report::refuse(&startup, &error);
                    return Err(Exit::Failed);
                }
            }
        }
        startup.programme = Arc::new(Programme::new(schedules.clone()));
        startup.opened = schedules;
        startup.favourites.migrate(&startup.programme);
        Ok(startup)
    }

    /// Without a terminal: the list.
    pub(super) fn run(&self, startup: Startup, out: &mut Output) -> io::Result<Exit> {
        match self.load(startup) {
            Ok(startup) => list::List::default().run(&startup, out),
            Err(exit) => Ok(exit),
        }
    }

    /// As the full-screen program wants it.
    pub(super) fn load_with_keys(&self, (startup, keymap): (Startup, Keymap)) -> Result<(Startup, Keymap), Exit> {
        self.load(startup).map(|startup| (startup, keymap))
    }

    /// Whether standard input holds a schedule and no keys.
    pub(super) fn takes_standard_input(&self) -> bool {
        self.source_args.sources.iter().any(|source| source == "-")
    }
}
