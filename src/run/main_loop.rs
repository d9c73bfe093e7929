//! Start-up in order, and the loop.

use super::circle::Circle;
use super::damage::damage;
use super::exporting::Exports;
use super::favourites_writer::FavouritesWriter;
use super::fetcher::Fetcher;
use super::leaving::{Left, leave};
use super::loop_event::LoopEvent;
use super::perform::Performer;
use super::startup::{FirstView, Startup};
use super::state::{remembered, saved_state};
use crate::config::{Clock, Config, SettingInForce};
use crate::io::clock;
use crate::io::input::{Input, MouseDeed, Signal, catch_signals, listen};
use crate::io::terminal::{Terminal, vanished};
use crate::keymap::Keymap;
use crate::model::Zone;
use crate::problem::Problem;
use crate::search::Likeness;
use crate::store::{EventStore, Legible, Rescue, SavedState};
use crate::tui::{App, Beginning, Effect, Look, Message, Mouse, Preferences, PresentSetting, draw, update};
use chrono::{DateTime, Utc};
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How the program ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// The exit code.
    pub code: u8,
    /// What the user must be told once the terminal is theirs again.
    pub farewell: Option<String>,
}

/// A mark that is not stored by then says so.
const LATE: Duration = Duration::from_millis(200);

/// While keys are pressed, the file of favourites is looked at this often.
const BETWEEN_LOOKS: Duration = Duration::from_secs(1);

/// Runs the full-screen program until the user leaves.
///
/// # Errors
/// When there is no terminal, or it fails in a way that is not its end.
pub fn run(start: Startup, keymap: Keymap) -> io::Result<Ending> {
    let (sender, receiver) = channel();
    let in_ascii = start.in_ascii();
    let look = Look::new(start.config.theme.clone(), in_ascii);
    // First of all, or a signal that comes early would end the program without giving the terminal back.
    let caught = catch_signals()?;
    let mut terminal = Terminal::enter(!start.config.mouse_off)?;
    // What was opened for once says nothing about where one was.
    let states = start.places.as_ref().ok().filter(|_| start.opened.is_empty()).map(|places| places.state.clone());
    let (saved, lost) = states.as_deref().map(SavedState::load).unwrap_or_default();
    let mut app = first_app(&start, keymap, terminal.size()?, lost);
    let nothing_own = start.kept.is_empty() && start.opened.is_empty() && start.favourites.entries().next().is_none();
    app.begin_with(remembered(saved.clone()), nothing_own);
    if let FirstView::Triage(query, event) = &start.first_view {
        app.begin_triage(query.clone(), event.as_deref());
    }
    let fetcher = Fetcher::new(&start, sender.clone());
    terminal.draw(|frame| draw(frame, &app, &look))?;
    let inputs = sender.clone();
    let listener = listen(caught, move |input| inputs.send(LoopEvent::Input(input)).is_ok())?;
    app.know_events(fetcher.known_at_first(&start));
    let rescue = start.places.as_ref().map(Rescue::new).unwrap_or_default();
    let known = start.store.as_ref().is_none_or(|store| store.legible() == Legible::Whole);
    let favourites_writer = FavouritesWriter::start(start.store, rescue.clone(), start.favourites, sender.clone())?;
    let kept = start.kept.iter().filter(|kept| kept.taking_part).map(|kept| kept.id.clone()).collect();
    prepare(&app, &sender, start.event_store.clone().map(|event_store| (event_store, kept)))?;
    let (at, reminder, looked) = (start.at, start.config.reminder, Instant::now());
    let circle = Circle { file: start.friends_file, rules: start.network, sender: sender.clone() };
    let folder = start.places.as_ref().ok().map(|places| places.data.clone());
    let shipped = start.shipped.iter().map(|event| event.id.clone()).collect();
    let exports = Exports { folder, ascii: in_ascii, shipped, event_store: start.event_store.clone(), known };
    let performer = Performer {
        terminal,
        listener,
        favourites_writer,
        fetcher,
        sender,
        reminder,
        rescue,
        circle,
        exports,
        farewell: Vec::new(),
    };
    let mut running = Running { performer, look, at, signal: None, looked, late: None, event_store: start.event_store };
    let result = running.run(&mut app, &receiver);
    let signal = match &result {
        // Drawing may notice before the signal comes, or before the keyboard does.
        Err(error) if vanished(error) => Some(Signal::HANGUP),
        _ => running.signal,
    };
    let state = saved_state(app.remembered());
    let state = states.filter(|_| state != saved).map(|folder| (state, folder));
    let Left { farewell, given_up } = leave(running.performer, &mut app, &receiver, state, (signal, in_ascii));
    // The program ends: the system frees all of it at once.
    std::mem::forget(app);
    match (given_up.or(signal), result) {
        (None, Err(error)) => Err(error),
        (signal, _) => Ok(Ending { code: signal.map_or(0, Signal::exit_code), farewell }),
    }
}

fn first_app(start: &Startup, keymap: Keymap, size: (u16, u16), lost: Option<Problem>) -> App {
    let programme = Arc::clone(&start.programme);
    App::new(Beginning {
        programme,
        favourites: start.favourites.clone(),
        friends: start.friends.clone(),
        keymap,
        now: start.now(),
        own_zone: Zone::first_named(clock::zone_names()),
        size,
        problems: start.problems.iter().cloned().chain(lost).collect(),
        preferences: preferences(&start.config),
    })
}

fn preferences(config: &Config) -> Preferences {
    Preferences {
        rules: config.day.rules.clone(),
        least_gap: config.day.least_gap,
        same: config.same.clone(),
        named_queries: config.queries.clone(),
        lunch: config.day.lunch,
        leave: config.day.leave,
        refresh: config.day.refresh,
        in_own_zone: config.zone == Clock::Own,
        settings: config.in_force().into_iter().map(told).collect(),
        remind: (config.reminder.bell || config.reminder.notify).then_some(config.reminder.minutes),
    }
}

fn told(setting: SettingInForce) -> PresentSetting {
    let line = setting.line();
    let SettingInForce { name, value, help, .. } = setting;
    PresentSetting { name, value: value.unwrap_or_else(|| "not set".to_owned()), line, help }
}

/// Builds on a thread what the first frame could do without.
fn prepare(app: &App, sender: &Sender<LoopEvent>, kept: Option<(EventStore, Vec<String>)>) -> io::Result<()> {
    let (programme, sender) = (Arc::clone(app.world().programme_arc()), sender.clone());
    let mut friends = app.world().friends().clone();
    thread::Builder::new().name("likeness".into()).spawn(move || {
        let tell = |message| drop(sender.send(LoopEvent::Message(message)));
        programme.warm();
        if friends.resolve(&programme) {
            tell(Message::FriendsResolved(Arc::clone(&programme), Box::new(friends)));
        }
        for (event_store, id) in kept.iter().flat_map(|(event_store, ids)| ids.iter().map(move |id| (event_store, id)))
        {
            let reports = event_store.changes(id).0;
            if !reports.is_empty() {
                tell(Message::Reported(id.clone(), reports));
            }
        }
        tell(Message::Likened(Arc::clone(&programme), Box::new(Likeness::new(&programme))));
    })?;
    Ok(())
}

/// The program between its first frame and its end.
struct Running {
    performer: Performer,
    look: Look,
    at: Option<DateTime<Utc>>,
    /// What ends the program, where it is not the user.
    signal: Option<Signal>,
    /// When the file of favourites was last looked at.
    looked: Instant,
    /// Until damage of what is stored was told.
    event_store: Option<EventStore>,
    /// When it is to be told that a mark is not stored yet.
    late: Option<Instant>,
}

impl Running {
    fn run(&mut self, app: &mut App, receiver: &Receiver<LoopEvent>) -> io::Result<()> {
        while let Some(first) = self.wait(app, receiver) {
            let mut effects = update(app, Message::Now(self.at.unwrap_or_else(clock::now)));
            if self.late.take_if(|late| *late <= Instant::now()).is_some() {
                effects.extend(update(app, Message::StoringIsLate));
            }
            for event in first.into_iter().chain(receiver.try_iter()) {
                match event {
                    LoopEvent::Message(message) => effects.extend(update(app, message)),
                    LoopEvent::Left(_) => {}
                    LoopEvent::Input(input) => match self.handle(app, input)? {
                        Some(more) => effects.extend(more),
                        None => return Ok(()),
                    },
                }
                // What a key asks of the world happens before the next key: typing ahead of a quit is no quit.
                if self.performer.perform(app, std::mem::take(&mut effects))?.is_break() {
                    return Ok(());
                }
            }
            effects.extend(update(app, Message::BatchEnded));
            if self.performer.perform(app, effects)?.is_break() {
                return Ok(());
            }
            self.late = app.waits_for_disk().then(|| self.late.unwrap_or_else(|| Instant::now() + LATE));
            let look = &self.look;
            if app.world().owes_long_search() {
                // What is listed is still what was found before; it follows at once.
                self.performer.terminal.draw(|frame| draw(frame, app, look))?;
            }
            app.refresh();
            self.performer.terminal.draw(|frame| draw(frame, app, look))?;
            self.tell_damage(app);
        }
        Ok(())
    }

    /// Tells once what could not be read of long schedules, of which no more is looked at than is shown.
    fn tell_damage(&mut self, app: &App) {
        let damaged = |store: &EventStore| damage(app.world().programme(), store);
        let found = self.event_store.as_ref().map(damaged).unwrap_or_default();
        if !found.is_empty() {
            self.event_store = None;
            let tell = |damage| drop(self.performer.sender.send(LoopEvent::Message(Message::Failed(damage))));
            found.into_iter().for_each(tell);
        }
    }

    /// Waits for an event, or until there is something to do without one. Nothing comes after the last sender is
    /// gone.
    fn wait(&self, app: &App, receiver: &Receiver<LoopEvent>) -> Option<Option<LoopEvent>> {
        // Simulated time does not pass.
        let wake = app.next_wake().filter(|_| self.at.is_none());
        let wake = wake.map(|wake| (wake - clock::now()).to_std().unwrap_or_default());
        let late = self.late.map(|late| late.saturating_duration_since(Instant::now()));
        let Some(patience) = wake.into_iter().chain(late).min() else {
            return receiver.recv().ok().map(Some);
        };
        match receiver.recv_timeout(patience) {
            Ok(event) => Some(Some(event)),
            Err(RecvTimeoutError::Timeout) => Some(None),
            Err(RecvTimeoutError::Disconnected) => None,
        }
    }

    /// Lets an input take effect; nothing where it ends the program.
    fn handle(&mut self, app: &mut App, input: Input) -> io::Result<Option<Vec<Effect>>> {
        let message = match input {
            Input::Key(key) => {
                self.look_now_and_then();
                Message::Key(key)
            }
            Input::Paste(text) => Message::Paste(text),
            Input::Resize(columns, lines) => {
                // Also where the size is what it was: a window that was made small and large again has lost its text.
                self.performer.terminal.repaint()?;
                Message::Resize(columns, lines)
            }
            Input::Mouse(mouse) => Message::Mouse(deed(mouse.deed), mouse.column, mouse.row),
            Input::Signal(Signal::Continue) => {
                self.performer.terminal.resume()?;
                let (columns, lines) = self.performer.terminal.size()?;
                Message::Resize(columns, lines)
            }
            Input::Signal(Signal::Suspend) => return Ok(Some(vec![Effect::Suspend])),
            Input::Signal(signal) => {
                self.signal = Some(signal);
                return Ok(None);
            }
            Input::HungUp => {
                self.signal = Some(Signal::HANGUP);
                return Ok(None);
            }
        };
        Ok(Some(update(app, message)))
    }

    /// Somebody else may have marked something: another window, or a file synchroniser.
    fn look_now_and_then(&mut self) {
        if self.looked.elapsed() >= BETWEEN_LOOKS {
            self.looked = Instant::now();
            self.performer.favourites_writer.look();
        }
    }
}

fn deed(deed: MouseDeed) -> Mouse {
    match deed {
        MouseDeed::Press => Mouse::Click,
        MouseDeed::WheelUp => Mouse::WheelUp,
        MouseDeed::WheelDown => Mouse::WheelDown,
    }
}
