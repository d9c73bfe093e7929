//! How far transfers are: a line each on standard error, where somebody looks at it, and ctrl-c to call it off.

use crate::importing::TransferProgress;
use crate::io::interrupt::Interrupt;
use crate::measure::cut;
use crate::sanitise::{shown_address, visible};
use crate::words::size;
use std::collections::{BTreeMap, VecDeque};
use std::io::{self, IsTerminal, Stderr, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;

/// How many cells an address may take.
const ADDRESS: usize = 50;
/// From how many servers something is fetched at the same time.
const AT_ONCE: usize = 4;

/// The lines, for one transfer after the other or for several at the same time.
pub(super) struct Meter {
    line: Option<Stderr>,
    interrupt: Option<Interrupt>,
    /// How many lines are shown.
    shown: usize,
    /// Whether what was under way was called off.
    called_off: bool,
}

impl Meter {
    /// From here on until it is dropped, ctrl-c ends transfers and not the program.
    pub(super) fn start() -> Self {
        let stderr = io::stderr();
        Self {
            line: stderr.is_terminal().then_some(stderr),
            // Where it cannot be had, ctrl-c ends the program, as ever.
            interrupt: Interrupt::watch().ok(),
            shown: 0,
            called_off: false,
        }
    }

    /// Does a transfer from this place, and shows how far it is.
    pub(super) fn during<T>(
        &mut self,
        place: &str,
        transfer: impl FnOnce(&mut dyn FnMut(TransferProgress) -> bool) -> T,
    ) -> T {
        let result = transfer(&mut |progress| self.show(place, progress));
        self.clear();
        result
    }

    /// Does a transfer for each of several things, from a few servers at the same time but one at a time from each, and
    /// shows how far they are, each in a line of its own. `done` is told of each as it comes, and ends the rest by returning
    /// false.
    pub(super) fn several<T: Sync, R: Send>(
        &mut self,
        all: &[T],
        place: impl Fn(&T) -> String,
        transfer: impl Fn(&T, &mut dyn FnMut(TransferProgress) -> bool) -> R + Sync,
        mut done: impl FnMut(&T, R) -> io::Result<bool>,
    ) -> io::Result<()> {
        let places: Vec<String> = all.iter().map(place).collect();
        let queue = Mutex::new(by_server(&places));
        let stop = AtomicBool::new(false);
        let (sender, receiver) = mpsc::channel();
        let (queue, stop, transfer) = (&queue, &stop, &transfer);
        thread::scope(|scope| {
            for _ in 0..AT_ONCE.min(all.len()) {
                let sender = sender.clone();
                scope.spawn(move || {
                    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
                    for at in std::iter::from_fn(next).flatten() {
                        let mut show = |progress| {
                            let _ = sender.send((at, Told::Far(progress)));
                            !stop.load(Ordering::Relaxed)
                        };
                        let Some(one) = all.get(at).filter(|_| !stop.load(Ordering::Relaxed)) else { return };
                        let result = transfer(one, &mut show);
                        let _ = sender.send((at, Told::Done(result)));
                    }
                });
            }
            drop(sender);
            let mut under_way: BTreeMap<usize, TransferProgress> = BTreeMap::new();
            let mut ended = Ok(());
            for (at, told) in receiver {
                if self.interrupt.as_ref().is_some_and(Interrupt::came) {
                    stop.store(true, Ordering::Relaxed);
                }
                match told {
                    Told::Far(progress) => _ = under_way.insert(at, progress),
                    Told::Done(result) => {
                        under_way.remove(&at);
                        self.clear();
                        // After the first that was called off the others say nothing new.
                        if ended.is_ok() && !self.called_off {
                            match all.get(at).map_or(Ok(true), |one| done(one, result)) {
                                Ok(true) => {}
                                Ok(false) => self.called_off = true,
                                Err(error) => ended = Err(error),
                            }
                        }
                        if self.called_off || ended.is_err() {
                            stop.store(true, Ordering::Relaxed);
                        }
                    }
                }
                let far = |(at, progress): (&usize, &TransferProgress)| Some((places.get(*at)?.as_str(), *progress));
                self.show_all(under_way.iter().filter_map(far));
            }
            self.clear();
            ended
        })
    }

    /// Shows how far the transfer from this place is; false when it is to be called off.
    fn show(&mut self, place: &str, progress: TransferProgress) -> bool {
        self.show_all(std::iter::once((place, progress)));
        // Whether ctrl-c was pressed.
        !self.interrupt.as_ref().is_some_and(Interrupt::came)
    }

    /// Shows how far several transfers are, in a line each.
    fn show_all<'p>(&mut self, all: impl Iterator<Item = (&'p str, TransferProgress)>) {
        self.clear();
        let Some(line) = &mut self.line else { return };
        let mut lines = Vec::new();
        for (place, progress) in all {
            let received = size(progress.received);
            let text = match progress.total.filter(|total| *total >= progress.received) {
                Some(total) => format!("{received} of {}", size(total)),
                None if progress.received > 0 => received,
                None => "waiting for the server".to_owned(),
            };
            lines.push(format!("{}: {text} (ctrl-c cancels)", cut(&visible(&shown_address(place)), ADDRESS)));
        }
        self.shown = lines.len();
        let _ = write!(line, "{}", lines.join("\n"));
        let _ = line.flush();
    }

    /// Takes the lines away, before anything else is written.
    fn clear(&mut self) {
        if let Some(line) = self.line.as_mut().filter(|_| self.shown > 0) {
            let _ = write!(line, "\r\x1b[K");
            for _ in 1..self.shown {
                let _ = write!(line, "\x1b[A\x1b[K");
            }
            let _ = line.flush();
        }
        self.shown = 0;
    }
}

/// What comes of a transfer.
enum Told<R> {
    /// It is so far.
    Far(TransferProgress),
    Done(R),
}

/// The positions of places that are on one server, in their order.
fn by_server(places: &[String]) -> VecDeque<Vec<usize>> {
    let server = |place: &str| {
        place.split_once("://").and_then(|(_, rest)| rest.split(['/', '?']).next()).unwrap_or(place).to_owned()
    };
    let mut queues: Vec<(String, Vec<usize>)> = Vec::new();
    for (at, place) in places.iter().enumerate() {
        let server = server(place);
        match queues.iter_mut().find(|(known, _)| *known == server) {
            Some((_, same)) => same.push(at),
            None => queues.push((server, vec![at])),
        }
    }
    queues.into_iter().map(|(_, same)| same).collect()
}
