//! Keys, pasted text, the mouse, window sizes and signals, each as one [`Input`].
//!
//! Two threads, and neither ever wakes up without news: one blocks on the terminal, the other on signals. The first is
//! the only reader of the terminal and can be held back while another program (an editor) needs the keyboard. It also
//! learns at once when the terminal vanishes: crossterm alone would then spin, and no signal comes where the leader of
//! the session ignores SIGHUP.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use crossterm::event::{Event, KeyEvent, KeyEventKind, MouseButton, MouseEvent, MouseEventKind, poll, read};
use rustix::event::{PollFd, PollFlags};
use rustix::io::Errno;
use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, isatty, tcgetattr, tcsetattr};
use signal_hook::consts::{SIGCONT, SIGINT, SIGQUIT, SIGTSTP, SIGWINCH};
use signal_hook::iterator::{Handle, Signals};
use signal_hook::low_level::emulate_default_handler;

use crate::io::signal;
use crate::io::terminal::{has_job_control, window_size};
use crate::keymap::{Key, is_nameable};

pub use crate::io::signal::Signal;

/// How long the reader waits for more after it has read something. Crossterm hands out what it has read one event at a
/// time and does not tell whether there is more, and a wait of nothing reads nothing. Only the pause of [`Listener`]
/// can be late by this much.
const SETTLE: Duration = Duration::from_millis(20);

/// How long [`Listener::pause`] waits for the reader. It is late only in the middle of an escape sequence.
const PATIENCE: Duration = Duration::from_millis(200);

/// How long reading may take before ctrl-c becomes a signal. It takes as long where the end of a paste never comes:
/// crossterm then waits for it with every key, and has no way to be called back.
const STUCK: Duration = Duration::from_secs(1);

const PAUSE: u8 = b'p';
const RESUME: u8 = b'r';
const PAUSED: u8 = b'!';

/// One thing that came from the user or the system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed, or repeats while it is held.
    Key(Key),
    /// Text was pasted. Lines end with `\n`; other control characters and text direction overrides are gone.
    Paste(String),
    /// The window now has so many columns and rows.
    Resize(u16, u16),
    /// The mouse, where it was asked for.
    Mouse(MouseInput),
    /// The system or another program asks for something.
    Signal(Signal),
    /// The terminal has vanished: nothing can be read or shown any more.
    HungUp,
}

/// What the mouse did, and on which cell; always inside the window, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MouseInput {
    /// What it did.
    pub deed: MouseDeed,
    /// Cells to the left of it.
    pub column: u16,
    /// Cells above it.
    pub row: u16,
}

/// What the mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseDeed {
    /// The left button went down.
    Press,
    /// The wheel turned away from the user.
    WheelUp,
    /// The wheel turned towards the user.
    WheelDown,
}

/// The two threads. Dropping it ends them.
pub struct Listener {
    wake: UnixStream,
    signals: Handle,
    aside: Arc<AtomicBool>,
}

/// Signals that are caught and kept until somebody listens.
pub struct Caught {
    tty: File,
    signals: Signals,
}

/// Has signals kept from now on, before anything is done to the terminal that they would leave undone.
///
/// # Errors
/// When there is no terminal to read from, or the system has no more descriptors.
pub fn catch_signals() -> io::Result<Caught> {
    let signals = Signals::new(signal::ending().chain([SIGCONT, SIGTSTP, SIGWINCH]))?;
    Ok(Caught { tty: tty()?, signals })
}

/// Starts listening. `send` gets every input and answers whether anybody still wants them.
///
/// # Errors
/// When the system has no more threads or descriptors.
pub fn listen(caught: Caught, send: impl Fn(Input) -> bool + Clone + Send + 'static) -> io::Result<Listener> {
    let Caught { tty, mut signals } = caught;
    let tty = Arc::new(tty);
    let (wake, wakened) = UnixStream::pair()?;
    wake.set_read_timeout(Some(PATIENCE))?;
    let listener = Listener { wake, signals: signals.handle(), aside: Arc::new(AtomicBool::new(false)) };

    let (window, aside, tell) = (Arc::clone(&tty), Arc::clone(&listener.aside), send.clone());
    thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in signals.forever() {
            if !signalled(signal, &window, &aside).is_none_or(&tell) {
                return;
            }
        }
    })?;
    let (watch, watched) = channel();
    let same = Arc::clone(&tty);
    thread::Builder::new().name("stuck".into()).spawn(move || watch_reader(&same, &watched))?;
    thread::Builder::new().name("input".into()).spawn(move || {
        if read_terminal(&tty, &wakened, &watch, &send).is_err() {
            send(Input::HungUp);
        }
    })?;
    Ok(listener)
}

impl Listener {
    /// Leaves the keyboard and the job's signals to another program until the result is dropped.
    ///
    /// # Errors
    /// When the reading thread has ended, which means that the terminal has vanished.
    pub fn pause(&self) -> io::Result<Pause<'_>> {
        self.aside.store(true, Ordering::SeqCst);
        let pause = Pause(self);
        (&self.wake).write_all(&[PAUSE])?;
        let mut answer = [0];
        match (&self.wake).read_exact(&mut answer) {
            Err(error) if !matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => Err(error),
            _ => Ok(pause),
        }
    }
}

impl Listener {
    /// Leaves the keyboard to whoever has the terminal next; signals are still heard.
    ///
    /// # Errors
    /// When the reading thread has ended, which means that the terminal has vanished.
    pub fn leave_keyboard(&self) -> io::Result<()> {
        (&self.wake).write_all(&[PAUSE])
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.signals.close();
    }
}

/// While this lives, no key is read.
pub struct Pause<'a>(&'a Listener);

impl Drop for Pause<'_> {
    fn drop(&mut self) {
        self.0.aside.store(false, Ordering::SeqCst);
        let _ = (&self.0.wake).write_all(&[RESUME]);
    }
}

/// Whether there is a terminal to read keys from, be standard input something else.
pub fn has_terminal() -> bool {
    tty().is_ok()
}

/// The terminal that crossterm reads from: standard input, or the one that controls the program where that is a pipe.
fn tty() -> io::Result<File> {
    let stdin = io::stdin();
    if isatty(&stdin) {
        return Ok(File::from(stdin.as_fd().try_clone_to_owned()?));
    }
    OpenOptions::new().read(true).write(true).open("/dev/tty")
}

/// Passes events on until nobody wants them. An error means that the terminal has vanished.
fn read_terminal(
    tty: &File,
    wake: &UnixStream,
    watch: &Sender<Reading>,
    send: &impl Fn(Input) -> bool,
) -> io::Result<()> {
    loop {
        match wait(tty, wake, PollFlags::IN)? {
            News::Wake(PAUSE) if !stand_aside(tty, wake)? => return Ok(()),
            News::Wake(_) => {}
            News::Keys => {
                let _ = watch.send(Reading::Begins);
                let wanted = drain(tty, watch, send)?;
                let _ = watch.send(Reading::Ends);
                if !wanted {
                    return Ok(());
                }
            }
            News::Closed => return Ok(()),
        }
    }
}

/// How far the reader is with what came from the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    Begins,
    Goes,
    Ends,
}

/// Lets the terminal make a signal of ctrl-c while the reader does not come back from reading.
fn watch_reader(tty: &File, watched: &Receiver<Reading>) {
    let (mut reading, mut before) = (false, None);
    loop {
        let news = match reading && before.is_none() {
            true => watched.recv_timeout(STUCK),
            false => watched.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match news {
            Ok(news) => {
                reading = news != Reading::Ends;
                if let Some(modes) = before.take() {
                    let _ = tcsetattr(tty, OptionalActions::Now, &modes);
                }
            }
            Err(RecvTimeoutError::Timeout) => {
                let Ok(modes) = tcgetattr(tty) else { continue };
                let mut signals = modes.clone();
                signals.local_modes |= LocalModes::ISIG;
                signals.special_codes[SpecialCodeIndex::VINTR] = 3;
                // Nothing else is to be one.
                signals.special_codes[SpecialCodeIndex::VQUIT] = 0;
                signals.special_codes[SpecialCodeIndex::VSUSP] = 0;
                before = tcsetattr(tty, OptionalActions::Now, &signals).is_ok().then_some(modes);
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// Waits for the end of a pause, reading nothing; whether to go on.
fn stand_aside(tty: &File, mut wake: &UnixStream) -> io::Result<bool> {
    wake.write_all(&[PAUSED])?;
    loop {
        // No events are asked for, but a hang-up is always told.
        match wait(tty, wake, PollFlags::empty())? {
            News::Wake(RESUME) => return Ok(true),
            News::Wake(_) | News::Keys => {}
            News::Closed => return Ok(false),
        }
    }
}

/// What ended a wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum News {
    Keys,
    Wake(u8),
    Closed,
}

/// Blocks until the terminal or the owner of the [`Listener`] has news. A terminal that has vanished is an error.
fn wait(tty: &File, mut wake: &UnixStream, wanted: PollFlags) -> io::Result<News> {
    let mut both = [PollFd::new(tty, wanted), PollFd::new(wake, PollFlags::IN)];
    loop {
        match rustix::event::poll(&mut both, None) {
            Err(Errno::INTR) => continue,
            other => other?,
        };
        let [tty_news, wake_news] = [both[0].revents(), both[1].revents()];
        if !wake_news.is_empty() {
            let mut word = [0];
            return Ok(if wake.read(&mut word)? == 0 { News::Closed } else { News::Wake(word[0]) });
        }
        if tty_news.intersects(PollFlags::HUP | PollFlags::ERR) {
            return Err(Errno::IO.into());
        }
        if tty_news.intersects(PollFlags::IN) {
            return Ok(News::Keys);
        }
    }
}

/// Sends everything that can be read now; whether anybody still wants it.
fn drain(tty: &File, watch: &Sender<Reading>, send: &impl Fn(Input) -> bool) -> io::Result<bool> {
    while poll(SETTLE)? {
        let _ = watch.send(Reading::Goes);
        if !translate(read()?, || window_size(tty).unwrap_or_default()).is_none_or(send) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn translate(event: Event, window: impl Fn() -> (u16, u16)) -> Option<Input> {
    match event {
        Event::Key(event) => key(event).map(Input::Key),
        Event::Paste(text) => Some(Input::Paste(clean_paste(&text))),
        Event::Mouse(event) => mouse(event, window()).map(Input::Mouse),
        // Crossterm notices a new size when the next key comes; the signal has told it long before.
        Event::Resize(..) | Event::FocusGained | Event::FocusLost => None,
    }
}

/// The key that was pressed. A release is none, nor is a key that no keymap can name.
fn key(event: KeyEvent) -> Option<Key> {
    let is_key = event.kind != KeyEventKind::Release && is_nameable(event.code);
    is_key.then(|| Key::new(event.code, event.modifiers))
}

/// A terminal may report a cell outside of its window, and crossterm turns a malformed column 0 into 65535.
fn mouse(event: MouseEvent, (columns, rows): (u16, u16)) -> Option<MouseInput> {
    let deed = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => MouseDeed::Press,
        MouseEventKind::ScrollUp => MouseDeed::WheelUp,
        MouseEventKind::ScrollDown => MouseDeed::WheelDown,
        _ => return None,
    };
    Some(MouseInput {
        deed,
        column: event.column.min(columns.saturating_sub(1)),
        row: event.row.min(rows.saturating_sub(1)),
    })
}

/// Terminals send the ends of pasted lines as carriage returns.
fn clean_paste(text: &str) -> String {
    let is_direction =
        |letter| matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.replace("\r\n", "\n")
        .chars()
        .filter_map(|letter| match letter {
            '\r' | '\n' => Some('\n'),
            '\t' => Some(' '),
            other if other.is_control() || is_direction(other) => None,
            other => Some(other),
        })
        .collect()
}

/// What a signal means. While another program has the terminal, the keys of the job are its business: an interrupt is
/// not for us, and a stop is for the whole job.
fn signalled(signal: i32, tty: &File, aside: &AtomicBool) -> Option<Input> {
    let aside = aside.load(Ordering::SeqCst);
    let meaning = match signal {
        SIGWINCH => {
            let (columns, rows) = window_size(tty).ok()?;
            return Some(Input::Resize(columns, rows));
        }
        SIGINT | SIGQUIT | SIGCONT if aside => return None,
        SIGTSTP if aside => {
            if has_job_control() {
                let _ = emulate_default_handler(SIGTSTP);
            }
            return None;
        }
        SIGCONT => Signal::Continue,
        SIGTSTP => Signal::Suspend,
        number => Signal::End(number),
    };
    Some(Input::Signal(meaning))
}

#[cfg(test)]
mod tests;
