//! The thread that keeps favourites on disk, so that a slow disk is never felt at the keyboard.

use super::loop_event::LoopEvent;
use crate::favourites::Favourites;
use crate::io::clock;
use crate::problem::Problem;
use crate::store::{FavouritesStore, Rescue, Rescued};
use crate::tui::{Message, Stored};
use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

/// How long to wait before trying again what could not be written.
const PATIENCE: Duration = Duration::from_secs(5);

enum Job {
    Save(Box<Favourites>),
    /// See whether somebody else has changed the file.
    Look,
    /// Store what is not stored yet, do this, and end.
    Stop(Box<dyn FnOnce() + Send>),
}

/// The thread, from outside.
pub(super) struct FavouritesWriter {
    jobs: Sender<Job>,
}

impl FavouritesWriter {
    /// Starts the thread. Without a store it keeps nothing, and says so when it is asked to.
    pub(super) fn start(
        store: Option<FavouritesStore>,
        rescue: Rescue,
        favourites: Favourites,
        sender: Sender<LoopEvent>,
    ) -> io::Result<Self> {
        let (jobs, receiver) = channel();
        let keeping = Keeping { store, rescue, mine: favourites, unsaved: false, complaint: None, sender };
        thread::Builder::new().name("favourites".into()).spawn(move || keeping.keep(&receiver))?;
        Ok(Self { jobs })
    }

    /// Has favourites stored, after which [`Message::Stored`] or [`Message::NotSaved`] comes.
    pub(super) fn save(&self, favourites: Favourites) {
        let _ = self.jobs.send(Job::Save(Box::new(favourites)));
    }

    /// Has the file looked at; [`Message::Stored`] comes if somebody else has changed it.
    pub(super) fn look(&self) {
        let _ = self.jobs.send(Job::Look);
    }

    /// Has everything stored, then something else done; [`LoopEvent::Left`] comes with what could not be stored.
    pub(super) fn stop(&self, last: impl FnOnce() + Send + 'static) {
        let _ = self.jobs.send(Job::Stop(Box::new(last)));
    }
}

struct Keeping {
    store: Option<FavouritesStore>,
    rescue: Rescue,
    mine: Favourites,
    unsaved: bool,
    /// What was told last, so that trying again every few seconds does not tell it every few seconds.
    complaint: Option<String>,
    sender: Sender<LoopEvent>,
}

impl Keeping {
    fn keep(mut self, jobs: &Receiver<Job>) {
        loop {
            let first = match self.unsaved {
                true => jobs.recv_timeout(PATIENCE),
                false => jobs.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            let (mut look, mut stop): (bool, Option<Box<dyn FnOnce() + Send>>) = (false, None);
            match first {
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
                Ok(first) => {
                    for job in std::iter::once(first).chain(jobs.try_iter()) {
                        match job {
                            Job::Save(favourites) => (self.mine, self.unsaved) = (*favourites, true),
                            Job::Look => look = true,
                            Job::Stop(last) => stop = Some(last),
                        }
                    }
                }
            }
            if self.unsaved {
                self.save();
            }
            if let Some(last) = stop {
                let said = self.unsaved.then(|| self.rescue());
                last();
                let _ = self.sender.send(LoopEvent::Left(said));
                return;
            }
            // What is not stored yet is put together with what others write when it is.
            if look && !self.unsaved {
                self.look();
            }
        }
    }

    fn save(&mut self) {
        let Some(store) = &mut self.store else {
            let why = "kept until you quit: this is the demo, or no home directory is known";
            return self.complain(Message::NeverSaved, why.to_owned());
        };
        match store.place(&self.mine, clock::now()) {
            Ok((saved, placed)) => {
                self.unsaved = false;
                self.stored(saved.favourites, saved.problems);
                if self.complaint.take().is_some() {
                    self.send(Message::Done("marks are stored again".to_owned()));
                }
                let problem = placed.and_then(|placed| self.store.as_ref()?.flush(placed));
                problem.into_iter().for_each(|problem| self.send(Message::Kept(problem)));
            }
            Err(error) if error.may_pass() => self.complain(Message::NotSaved, format!("not stored yet: {error}")),
            Err(error) => self.complain(Message::NotSaved, format!("not stored, only kept until you quit: {error}")),
        }
    }

    fn look(&mut self) {
        let Some(store) = self.store.as_mut().filter(|store| store.changed_since_last_read()) else { return };
        let loaded = store.reload(&self.mine);
        if loaded.favourites != self.mine || !loaded.problems.is_empty() {
            self.stored(loaded.favourites, loaded.problems);
        }
    }

    fn stored(&mut self, favourites: Favourites, problems: Vec<Problem>) {
        let given = std::mem::replace(&mut self.mine, favourites.clone());
        self.send(Message::Stored(Stored { given, favourites, problems }));
    }

    fn complain(&mut self, message: fn(String) -> Message, complaint: String) {
        if self.complaint.as_ref() != Some(&complaint) {
            self.complaint = Some(complaint.clone());
            self.send(message(complaint));
        }
    }

    /// The last resort at the end: a file of its own.
    fn rescue(&self) -> String {
        let why = self.complaint.clone().unwrap_or_default();
        let text = self.mine.text().map_err(io::Error::other);
        match text.and_then(|text| self.rescue.keep(&text)) {
            Ok(Rescued { path, is_found: true }) => {
                format!("marks: {why}\nThey are in\n{}\nThe next start of kubetalks takes them in.", path.display())
            }
            Ok(Rescued { path, is_found: false }) => {
                format!("marks: {why}\nThey are in\n{}\nCopy that over favourites.toml.", path.display())
            }
            Err(error) => format!("marks: {why}\nThey could not be written anywhere else either: {error}"),
        }
    }

    fn send(&self, message: Message) {
        let _ = self.sender.send(LoopEvent::Message(message));
    }
}
