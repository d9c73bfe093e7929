//! The end: the terminal is the user's again, and what is still being written is waited for.

use super::loop_event::LoopEvent;
use super::perform::Performer;
use crate::io::input::{Input, Signal};
use crate::sanitise::visible;
use crate::store::SavedState;
use crate::tui::{App, Message, update};
use crate::words::{counted, to_ascii};
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// Who does not wait longer has not noticed.
const UNTOLD: Duration = Duration::from_millis(200);
/// How long what is being written may still take once somebody has had enough.
const LAST_CHANCE: Duration = Duration::from_millis(500);
/// How long to go on where nobody could give up.
const WITHOUT_WINDOW: Duration = Duration::from_secs(60);

/// What came of leaving.
pub(super) struct Left {
    /// What to tell the user.
    pub(super) farewell: Option<String>,
    /// The signal at which it was given up, if it was.
    pub(super) given_up: Option<Signal>,
}

/// Gives the terminal back, then waits until everything is written. `signal` is what ended the program, if anything did.
pub(super) fn leave(
    performer: Performer,
    app: &mut App,
    receiver: &Receiver<LoopEvent>,
    state: Option<(SavedState, PathBuf)>,
    (signal, in_ascii): (Option<Signal>, bool),
) -> Left {
    let Performer { terminal, listener, favourites_writer, fetcher, mut farewell, .. } = performer;
    // What is typed from now on is for the shell.
    let _ = listener.leave_keyboard();
    terminal.give_back_for_good();
    fetcher.stop(None);
    favourites_writer.stop(move || {
        fetcher.wait();
        // It is not precious: where it cannot be written the program begins without it.
        let _ = state.map(|(state, folder)| state.save(&folder));
    });
    let mut waiting = Waiting { deadline: None, given_up: None, is_told: false, in_ascii };
    if signal == Some(Signal::HANGUP) {
        waiting.until(WITHOUT_WINDOW);
    }
    let said = waiting.wait(app, receiver);
    farewell.extend(said);
    let farewell = (!farewell.is_empty()).then(|| farewell.join("\n"));
    // The threads that listen end with the program.
    std::mem::forget(listener);
    Left { farewell, given_up: waiting.given_up }
}

struct Waiting {
    /// When it is given up.
    deadline: Option<Instant>,
    given_up: Option<Signal>,
    is_told: bool,
    in_ascii: bool,
}

impl Waiting {
    /// Lets it be given up after so long, if not before.
    fn until(&mut self, patience: Duration) {
        let deadline = Instant::now() + patience;
        self.deadline = Some(self.deadline.map_or(deadline, |before| before.min(deadline)));
    }

    /// Returns what there is to tell when everything is written, or was given up.
    fn wait(&mut self, app: &mut App, receiver: &Receiver<LoopEvent>) -> Option<String> {
        let telling = Instant::now() + UNTOLD;
        loop {
            let next = self.deadline.into_iter().chain((!self.is_told).then_some(telling)).min();
            let event = match next {
                Some(next) => receiver.recv_timeout(next.saturating_duration_since(Instant::now())),
                None => receiver.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match event {
                Ok(LoopEvent::Left(said)) => {
                    self.given_up = None;
                    return said;
                }
                Ok(LoopEvent::Message(message @ Message::Stored(_))) => drop(update(app, message)),
                Ok(LoopEvent::Input(Input::HungUp | Input::Signal(Signal::HANGUP))) => self.until(WITHOUT_WINDOW),
                Ok(LoopEvent::Input(Input::Signal(signal @ Signal::End(_)))) => {
                    self.given_up = Some(signal);
                    self.until(LAST_CHANCE);
                }
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) if self.deadline.is_some_and(|at| at <= Instant::now()) => {
                    return Some(not_stored(app));
                }
                Err(RecvTimeoutError::Timeout) => self.tell(app),
                Err(RecvTimeoutError::Disconnected) => return Some(not_stored(app)),
            }
        }
    }

    fn tell(&mut self, app: &App) {
        self.is_told = true;
        let what = match app.unstored().len() {
            0 => "still writing".to_owned(),
            marks => format!("storing {}", counted(marks, "mark")),
        };
        let line = format!("{what} … ctrl-c gives up");
        // The window may be gone.
        let _ = writeln!(io::stderr(), "{}", if self.in_ascii { to_ascii(&line) } else { line.into() });
    }
}

/// What is lost if the disk never answers.
fn not_stored(app: &App) -> String {
    match app.unstored() {
        unstored if unstored.is_empty() => "not waited for the disk; every mark is stored".to_owned(),
        unstored => format!("the disk did not answer; not stored:\n{}", visible(&unstored.join("\n"))),
    }
}
