//! The threads that bring events in, fetch them again and keep account of them, while the program is used.

use super::catalogue::{Catalogue, Snapshot};
use super::demo::demo;
use super::loop_event::LoopEvent;
use super::pool::Pool;
use super::startup::Startup;
use crate::catalogue::Conference;
use crate::changes::Report;
use crate::importing::{
    self, Brought, ConferenceList, Hearsay, ImportError, ImportRequest, NetworkRules, Origin, describe, import, refresh,
};
use crate::io::clock;
use crate::model::Description;
use crate::problem::Problem;
use crate::sanitise::shown_address;
use crate::search::Likeness;
use crate::store::EventStore;
use crate::tui::{
    EventDetails, EventInfo, EventsChanged, Fetch, FetchOutcome, KnownConferences, Message, Operation, Progress,
};
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How many events are fetched at once.
const AT_ONCE: usize = 4;
/// How long leaving the program may wait for what is being written.
const PATIENCE: Duration = Duration::from_secs(3);

/// The threads, from outside.
pub(super) struct Fetcher {
    shared: Arc<Shared>,
    fetches: Pool,
    /// What is done with events beside fetching, one after the other: what was asked for last is to hold.
    deeds: Pool,
    stops: HashMap<Fetch, Arc<AtomicBool>>,
}

struct Shared {
    catalogue: Catalogue,
    rules: NetworkRules,
    sender: Sender<LoopEvent>,
    /// Where conferences are found by name.
    lists: Vec<ConferenceList>,
    /// What those said that were chosen so, by address.
    chosen: Mutex<HashMap<String, Hearsay>>,
    /// Held from reading the disk to telling what it says, so that what is told last is what holds.
    order: Mutex<()>,
}

impl Fetcher {
    pub(super) fn new(start: &Startup, sender: Sender<LoopEvent>) -> Self {
        let cache = start.places.as_ref().ok().map(|places| places.cache.as_path());
        let lists = start.config.catalogues.0.iter();
        let shared = Shared {
            catalogue: Catalogue::of(start),
            rules: start.network.clone(),
            sender,
            lists: lists.map(|list| ConferenceList::new(&list.name, &list.place, cache)).collect(),
            chosen: Mutex::default(),
            order: Mutex::default(),
        };
        let (fetches, deeds) = (Pool::new("fetch", AT_ONCE), Pool::new("events", 1));
        Self { shared: Arc::new(shared), fetches, deeds, stops: HashMap::new() }
    }

    /// Every event, as it was loaded for the first frame.
    pub(super) fn known_at_first(&self, start: &Startup) -> Vec<EventInfo> {
        self.shared.catalogue.known(&start.kept, &start.left_out)
    }

    /// Fetches an event; [`Message::Progress`] tells how far that is, and [`Message::Loaded`], [`Message::FetchFailed`]
    /// or [`Message::FetchStopped`] what came of it.
    pub(super) fn fetch(&mut self, fetch: Fetch) -> io::Result<()> {
        let stop = Arc::new(AtomicBool::new(false));
        self.stops.insert(fetch.clone(), Arc::clone(&stop));
        let shared = Arc::clone(&self.shared);
        self.fetches.give(move || shared.fetch(fetch, &stop))
    }

    /// Fetches a conference that was found by its name, as [`fetch`](Self::fetch) does, with its zone and name.
    pub(super) fn choose(&mut self, conference: Conference) -> io::Result<()> {
        let address = conference.address.clone();
        let hearsay = Hearsay::by(conference);
        self.shared.chosen.lock().unwrap_or_else(PoisonError::into_inner).insert(address.clone(), hearsay);
        self.fetch(Fetch::New(address))
    }

    /// Reads the lists of conferences, and fetches those that are not of today where that is asked for;
    /// [`Message::Conferences`] comes.
    pub(super) fn conferences(&self, fetch: bool) -> io::Result<()> {
        let shared = Arc::clone(&self.shared);
        self.deeds.give(move || {
            let mut known = KnownConferences::default();
            for list in &shared.lists {
                let fresh = (fetch && list.is_stale()).then(|| list.fetch(&shared.rules, &mut |_| true));
                match fresh.unwrap_or_else(|| list.known()) {
                    Ok(all) => known.all.extend(all),
                    Err(problem) => shared.send(Message::Failed(problem.to_string())),
                }
                if list.is_stale() {
                    known.to_fetch.push(format!("{}, from {}", list.name, shown_address(&list.place)));
                }
            }
            shared.send(Message::Conferences(known));
        })
    }

    /// Lets what the user says of a kept event hold; [`Message::Loaded`] comes.
    pub(super) fn describe(&self, id: String, said: Description) -> io::Result<()> {
        let shared = Arc::clone(&self.shared);
        self.deeds.give(move || match shared.event_store().and_then(|event_store| describe(event_store, &id, &said)) {
            Ok(_) => shared.send_programme(Operation::Described(id)),
            Err(error) => shared.send(Message::Failed(error.to_string())),
        })
    }

    /// Does something on the thread of deeds.
    pub(super) fn aside(&self, deed: impl FnOnce() + Send + 'static) -> io::Result<()> {
        self.deeds.give(deed)
    }

    /// Calls one fetch off, or all.
    pub(super) fn stop(&self, fetch: Option<&Fetch>) {
        let stops = self.stops.iter().filter(|(one, _)| fetch.is_none_or(|fetch| fetch == *one));
        stops.for_each(|(_, stop)| stop.store(true, Ordering::Relaxed));
    }

    /// Lets an event take part, or no longer; [`Message::Loaded`] comes.
    pub(super) fn take_part(&self, id: String, part: bool) -> io::Result<()> {
        let shared = Arc::clone(&self.shared);
        self.deeds.give(move || match shared.catalogue.take_part(&id, part) {
            Ok(warning) => shared.send_done(Operation::TookPart(id, part), warning),
            Err(error) => shared.send(Message::Failed(error.to_string())),
        })
    }

    /// Brings the conference that is made up in, as if it began today; [`Message::Loaded`] comes.
    pub(super) fn demo(&self, now: DateTime<Utc>) -> io::Result<()> {
        let shared = Arc::clone(&self.shared);
        self.deeds.give(move || match demo(now) {
            Ok(packed) => {
                let id = packed.event().id.clone();
                shared.catalogue.take_demo(packed);
                shared.send_programme(Operation::Opened(id));
            }
            Err(problem) => shared.send(Message::Failed(problem.to_string())),
        })
    }

    /// The id of the conference that is made up, if it was brought in.
    pub(super) fn demo_id(&self) -> Option<String> {
        self.shared.catalogue.demo().map(|demo| demo.event().id.clone())
    }

    /// Removes an event from the store; [`Message::Loaded`] comes.
    pub(super) fn forget(&self, id: String) -> io::Result<()> {
        let shared = Arc::clone(&self.shared);
        self.deeds.give(move || match shared.event_store().and_then(|event_store| Ok(event_store.forget(&id)?)) {
            Ok(warning) => shared.send_done(Operation::Forgotten(id), warning),
            Err(error) => shared.send(Message::Failed(error.to_string())),
        })
    }

    /// Reads what can be known of events; [`Message::Studied`] comes for each.
    pub(super) fn study(&self, ids: Vec<String>) -> io::Result<()> {
        for id in ids {
            let shared = Arc::clone(&self.shared);
            self.deeds.give(move || {
                let study = Box::new(shared.catalogue.study(&id));
                shared.send(Message::Studied(id, study));
            })?;
        }
        Ok(())
    }

    /// Waits for what is being written.
    pub(super) fn wait(&self) {
        self.deeds.wait(PATIENCE);
        self.fetches.wait(PATIENCE);
    }
}

impl Shared {
    fn send(&self, message: Message) {
        let _ = self.sender.send(LoopEvent::Message(message));
    }

    fn event_store(&self) -> Result<&EventStore, ImportError> {
        self.catalogue.event_store.as_ref().ok_or_else(|| {
            let problem = Problem::error(
                "kubetalks",
                "events are stored nowhere: this is the demo, or no home directory is known",
            );
            ImportError::Unreadable(problem.advise("set HOME or KUBETALKS_DATA_DIR"))
        })
    }

    fn fetch(&self, fetch: Fetch, stop: &AtomicBool) {
        let mut told = Progress::default();
        let mut progress = |now: importing::TransferProgress| {
            let now = Progress { received: now.received, total: now.total };
            if now != told {
                told = now;
                self.send(Message::Progress(fetch.clone(), now));
            }
            !stop.load(Ordering::Relaxed)
        };
        if stop.load(Ordering::Relaxed) {
            return self.send(Message::FetchStopped(fetch));
        }
        let brought = self.event_store().and_then(|event_store| match &fetch {
            Fetch::New(typed) => {
                let chosen = self.chosen.lock().unwrap_or_else(PoisonError::into_inner).get(typed).cloned();
                let request = ImportRequest { hearsay: chosen.unwrap_or_default(), ..ImportRequest::of(origin(typed)) };
                import(event_store, &self.catalogue.shipped, &request, &self.rules, clock::now(), &mut progress)
            }
            Fetch::Again(id) => refresh(event_store, id, &self.rules, clock::now(), &mut progress),
        });
        match brought {
            Ok(brought) => self.brought(fetch, brought),
            Err(error) if error.is_cancelled() => self.send(Message::FetchStopped(fetch)),
            Err(ImportError::Refused(problems)) => {
                let told = problems.iter().rev().map(Problem::to_string).collect();
                self.send(Message::FetchFailed(fetch, told));
            }
            Err(error) => self.send(Message::FetchFailed(fetch, vec![error.to_string()])),
        }
    }

    fn brought(&self, fetch: Fetch, brought: Brought) {
        let Brought { kept, news, reading, notes } = brought;
        let id = kept.id;
        let reports: Vec<Report> = self.event_store().map(|event_store| event_store.changes(&id).0).unwrap_or_default();
        let study = match reading {
            Some(reading) => EventDetails { outline: None, reports, problems: reading.problems },
            None => self.catalogue.study(&id),
        };
        let not_modified = news == importing::News::NotModified;
        let news = match news {
            importing::News::New => FetchOutcome::New,
            importing::News::NotModified | importing::News::Unchanged => FetchOutcome::Nothing,
            importing::News::Changed(_) => FetchOutcome::Changed,
        };
        self.catalogue.put_beside(&id);
        let deed = Operation::Fetched { fetch, id, news, study: Box::new(study), notes };
        if not_modified {
            let _order = self.order.lock().unwrap_or_else(PoisonError::into_inner);
            let known = self.catalogue.known_now();
            let loaded = EventsChanged { deed, known, programme: None, problems: Vec::new() };
            self.send(Message::Loaded(Box::new(loaded)));
        } else {
            self.send_programme(deed);
        }
    }

    /// Tells what was done and what the programme is now.
    fn send_programme(&self, deed: Operation) {
        let order = self.order.lock().unwrap_or_else(PoisonError::into_inner);
        let Snapshot { known, programme, problems } = self.catalogue.load();
        let of = Arc::clone(&programme);
        let loaded = EventsChanged { deed, known, programme: Some(programme), problems };
        self.send(Message::Loaded(Box::new(loaded)));
        drop(order);
        let likeness = Likeness::new(&of);
        self.send(Message::Likened(of, Box::new(likeness)));
    }

    /// The same, and what may not last of it.
    fn send_done(&self, deed: Operation, warning: Option<Problem>) {
        self.send_programme(deed);
        warning.into_iter().for_each(|problem| self.send(Message::Kept(problem)));
    }
}

/// What somebody typed as a place: a shell would have put the home directory in place of `~`.
pub(super) fn origin(typed: &str) -> Origin {
    if typed.starts_with("~/") { Origin::File(home_of(typed)) } else { Origin::named(typed) }
}

/// A path that may begin at the home directory.
pub(super) fn home_of(typed: &str) -> PathBuf {
    match (typed.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => typed.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_may_begin_at_home() {
        let home = std::env::home_dir().unwrap_or_default();
        for (typed, expected) in [
            ("~/a.ics", Origin::File(home.join("a.ics"))),
            ("a.ics", Origin::File(PathBuf::from("a.ics"))),
            ("https://e.org/~x/", Origin::Address("https://e.org/~x/".to_owned())),
        ] {
            assert_eq!(format!("{:?}", origin(typed)), format!("{expected:?}"), "{typed}");
        }
    }
}
