//! `kubetalks FILE|URL`: looking at a schedule without keeping it.

use super::progress::Meter;
use super::source_args::SourceArgs;
use super::{Ending, Output, Startup, Stop, list, report};
use crate::importing::look_at;
use crate::model::Programme;
use crate::model::packed::Packed;
use crate::problem::Severity;
use clap::Args;
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
    pub(super) fn load(&self, mut startup: Startup) -> Result<Startup, Stop> {
        self.source_args.check()?;
        let requests = self.source_args.requests();
        let mut meter = Meter::start();
        let mut schedules = Vec::new();
        for (source, request) in requests {
            let seen = request.and_then(|request| {
                let (event_store, shipped) = (startup.event_store.as_ref(), &startup.shipped);
                meter.during(source, |show| look_at(event_store, shipped, &request, &startup.network, show))
            });
            match seen {
                Ok(seen) => {
                    startup.problems.extend(seen.notes);
                    let told = seen.reading.problems.into_iter().filter(|problem| problem.severity > Severity::Note);
                    startup.problems.extend(told);
                    schedules.extend(Packed::of(&seen.reading.schedule).map(Arc::new));
                }
                Err(error) => return Err(Stop::Said(report::refuse(&startup, source, "cancelled", &error))),
            }
        }
        startup.programme = Arc::new(Programme::of(schedules.clone()));
        startup.opened = schedules;
        startup.favourites.migrate(&startup.programme);
        Ok(startup)
    }

    /// Without a terminal: the list.
    pub(super) fn run(&self, startup: Startup, out: &mut Output) -> Ending {
        list::List::default().run(&self.load(startup)?, out)
    }

    /// Whether standard input holds a schedule and no keys.
    pub(super) fn takes_standard_input(&self) -> bool {
        self.source_args.sources.iter().any(|source| source == "-")
    }
}
