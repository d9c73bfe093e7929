//! `kubetalks FILE|URL`: looking at a schedule without keeping it.

use super::progress::Meter;
use super::wish::Wishes;
use super::{Desk, Exit, complain, import, list};
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
    wishes: Wishes,
}

impl Open {
    /// Puts the schedules in the place of everything that is loaded.
    pub(super) fn load(&self, mut desk: Desk) -> Result<Desk, Exit> {
        if let Some(mistake) = self.wishes.mistake() {
            complain(mistake);
            return Err(Exit::Failed);
        }
        let wishes: Vec<_> = self.wishes.sources.iter().map(|source| (source, self.wishes.wish(source))).collect();
        let mut meter = Meter::start();
        let mut schedules = Vec::new();
        for (source, wish) in wishes {
            let seen = wish.and_then(|wish| {
                look_at(desk.event_store.as_ref(), &wish, &desk.network, &mut |progress| meter.tell(source, progress))
            });
            meter.clear();
            match seen {
                Ok(seen) => {
                    desk.problems.extend(seen.notes);
                    let told = seen.reading.problems.into_iter().filter(|problem| problem.severity > Severity::Note);
                    desk.problems.extend(told);
                    schedules.push(seen.reading.schedule);
                }
                Err(error) if error.is_cancelled() => {
                    complain(Problem::note(source, "cancelled"));
                    return Err(Exit::Code(130));
                }
                Err(error) => {
                    import::refuse(&error);
                    return Err(Exit::Failed);
                }
            }
        }
        desk.programme = Arc::new(Programme::new(schedules.clone()));
        desk.opened = schedules;
        desk.favourites.migrate(&desk.programme);
        Ok(desk)
    }

    /// Without a terminal: the list.
    pub(super) fn run(&self, desk: Desk, out: &mut Output) -> io::Result<Exit> {
        match self.load(desk) {
            Ok(desk) => list::List::default().run(&desk, out),
            Err(exit) => Ok(exit),
        }
    }

    /// As the full-screen program wants it.
    pub(super) fn load_with_keys(&self, (desk, keymap): (Desk, Keymap)) -> Result<(Desk, Keymap), Exit> {
        self.load(desk).map(|desk| (desk, keymap))
    }

    /// Whether standard input holds a schedule and no keys.
    pub(super) fn takes_standard_input(&self) -> bool {
        self.wishes.sources.iter().any(|source| source == "-")
    }
}
