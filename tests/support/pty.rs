//! A program in a real pseudo-terminal, watched through a terminal emulator.
//!
//! Nothing here sleeps: every wait is for a condition, woken by the program's output, and fails with the screen after
//! [`DEADLINE`].

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use filedescriptor::{FileDescriptor, POLLIN, Pipe, pollfd};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::LocalModes;

/// How long any condition may take on a busy machine.
pub const DEADLINE: Duration = Duration::from_secs(20);

/// A program about to be started.
pub struct Launch {
    command: CommandBuilder,
    size: PtySize,
}

impl Launch {
    /// A program with a clean environment: `PATH`, and a terminal of 80 columns and 24 rows.
    pub fn new(program: impl AsRef<Path>) -> Self {
        let mut command = CommandBuilder::new(program.as_ref());
        command.env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("TERM", "xterm-256color");
        command.cwd(std::env::temp_dir());
        Self { command, size: PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 } }
    }

    /// Adds an argument.
    pub fn arg(mut self, arg: impl AsRef<std::ffi::OsStr>) -> Self {
        self.command.arg(arg.as_ref());
        self
    }

    /// Sets a variable.
    pub fn env(mut self, name: &str, value: impl AsRef<std::ffi::OsStr>) -> Self {
        self.command.env(name, value.as_ref());
        self
    }

    /// Starts in this directory.
    pub fn cwd(mut self, directory: impl AsRef<Path>) -> Self {
        self.command.cwd(directory.as_ref());
        self
    }

    /// Columns and rows.
    pub fn size(mut self, columns: u16, rows: u16) -> Self {
        self.size = PtySize { rows, cols: columns, ..self.size };
        self
    }

    /// Starts the program as the leader of a session of its own, as a terminal window does.
    pub fn start(self) -> Pty {
        let pair = native_pty_system().openpty(self.size).expect("a pseudo-terminal");
        let child = pair.slave.spawn_command(self.command).expect("the program starts");
        drop(pair.slave);
        let descriptor = pair.master.as_raw_fd().expect("a descriptor");
        let reader = FileDescriptor::dup(&descriptor).expect("a second descriptor");
        let stop = Pipe::new().expect("a pipe");
        let seen = Arc::new((
            Mutex::new(Seen {
                emulator: vt100::Parser::new(at_least_one(self.size.rows), at_least_one(self.size.cols), 0),
                bytes: Vec::new(),
                ended: false,
            }),
            Condvar::new(),
        ));
        let watcher = thread::spawn({
            let seen = Arc::clone(&seen);
            move || watch(reader, stop.read, &seen)
        });
        Pty {
            writer: Some(pair.master.take_writer().expect("a writer")),
            master: Some(pair.master),
            child,
            seen,
            stop: Some(stop.write),
            watcher: Some(watcher),
        }
    }
}

/// What the program has sent so far.
struct Seen {
    emulator: vt100::Parser,
    bytes: Vec<u8>,
    ended: bool,
}

fn watch(mut reader: FileDescriptor, stop: FileDescriptor, seen: &(Mutex<Seen>, Condvar)) {
    use std::os::fd::AsRawFd;
    let mut buffer = [0; 65536];
    loop {
        let wanted = |descriptor: &FileDescriptor| pollfd { fd: descriptor.as_raw_fd(), events: POLLIN, revents: 0 };
        let mut both = [wanted(&reader), wanted(&stop)];
        if filedescriptor::poll(&mut both, None).is_err() {
            continue;
        }
        let count = if both[1].revents == 0 { reader.read(&mut buffer).unwrap_or(0) } else { 0 };
        let mut state = seen.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.bytes.extend(&buffer[..count]);
        state.emulator.process(&buffer[..count]);
        state.ended = count == 0;
        seen.1.notify_all();
        if count == 0 {
            return;
        }
    }
}

/// A running program and its terminal. Dropping it kills the program.
pub struct Pty {
    writer: Option<Box<dyn Write + Send>>,
    master: Option<Box<dyn MasterPty + Send>>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
    stop: Option<FileDescriptor>,
    watcher: Option<JoinHandle<()>>,
}

impl Pty {
    /// Types: the bytes as a terminal would send them.
    pub fn send(&mut self, bytes: &str) {
        let writer = self.writer.as_mut().expect("the terminal is there");
        writer.write_all(bytes.as_bytes()).expect("the program can be typed at");
        writer.flush().expect("the program can be typed at");
    }

    /// Pastes, as a terminal in bracketed mode does.
    pub fn paste(&mut self, text: &str) {
        self.send(&format!("\x1b[200~{text}\x1b[201~"));
    }

    /// Waits until the screen is as described. `what` is for the message when it never is.
    #[track_caller]
    pub fn wait_for(&self, what: &str, condition: impl Fn(&vt100::Screen) -> bool) {
        self.wait(what, |seen| condition(seen.emulator.screen()));
    }

    /// Waits until the text stands on the screen.
    #[track_caller]
    pub fn wait_for_text(&self, text: &str) {
        self.wait_for(text, |screen| screen.contents().contains(text));
    }

    #[track_caller]
    fn wait(&self, what: &str, condition: impl Fn(&Seen) -> bool) {
        let deadline = Instant::now() + DEADLINE;
        let mut seen = self.seen();
        while !condition(&seen) {
            let left = deadline.saturating_duration_since(Instant::now());
            let over = left.is_zero() || seen.ended;
            assert!(!over, "never seen: {what}\n{}", seen.emulator.screen().contents());
            seen = self.seen.1.wait_timeout(seen, left).unwrap().0;
        }
    }

    /// Asks something of the screen as it is now.
    pub fn screen<T>(&self, ask: impl FnOnce(&vt100::Screen) -> T) -> T {
        ask(self.seen().emulator.screen())
    }

    /// The screen's text, one line a row.
    pub fn text(&self) -> String {
        self.screen(vt100::Screen::contents)
    }

    /// Every byte that the program has sent.
    pub fn bytes(&self) -> Vec<u8> {
        self.seen().bytes.clone()
    }

    /// Whether the terminal is as a shell expects it: main screen, visible cursor, no paste or mouse mode, and lines
    /// are echoed and edited by the kernel.
    pub fn is_restored(&self) -> bool {
        let modes = self.master.as_ref().and_then(|master| master.get_termios()).expect("modes").local_flags.bits();
        let cooked = (LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG).bits();
        modes & cooked == cooked && self.screen(is_plain)
    }

    /// Changes the window's size, as dragging its corner does.
    pub fn resize(&self, columns: u16, rows: u16) {
        self.seen().emulator.screen_mut().set_size(at_least_one(rows), at_least_one(columns));
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.as_ref().expect("the terminal is there").resize(size).expect("a new size");
    }

    /// The number of the process that was started.
    pub fn pid(&self) -> Pid {
        let number = self.child.process_id().expect("a process");
        i32::try_from(number).ok().and_then(Pid::from_raw).expect("a process")
    }

    /// Sends a signal to the process that was started, and to no other.
    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).expect("the process is there");
    }

    /// The window is closed.
    pub fn hang_up(&mut self) {
        drop(self.stop.take());
        if let Some(watcher) = self.watcher.take() {
            watcher.join().expect("the watcher ends");
        }
        drop(self.writer.take());
        drop(self.master.take());
    }

    /// Waits until the program has ended and everything it sent was seen; its exit code.
    #[track_caller]
    pub fn wait_exit(&mut self) -> u32 {
        self.wait_exit_within(DEADLINE)
    }

    /// Whether the program gives the terminal up within so long.
    pub fn ends_within(&self, limit: Duration) -> bool {
        let (seen, news) = &*self.seen;
        let seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = news.wait_timeout_while(seen, limit, |seen| !seen.ended);
        waited.unwrap_or_else(PoisonError::into_inner).0.ended
    }

    /// As [`Self::wait_exit`], for a program that has to be quick about it.
    #[track_caller]
    pub fn wait_exit_within(&mut self, limit: Duration) -> u32 {
        let mut killer = self.child.clone_killer();
        let (done, ended) = std::sync::mpsc::channel::<()>();
        let late = thread::spawn(move || {
            let late = ended.recv_timeout(limit) == Err(std::sync::mpsc::RecvTimeoutError::Timeout);
            if late {
                let _ = killer.kill();
            }
            late
        });
        let status = self.child.wait().expect("the program can be waited for");
        drop(done);
        assert!(!late.join().expect("the clock"), "still running after {limit:?}\n{}", self.text());
        // The kernel hands out what was written before the end, and then tells the end.
        if let Some(watcher) = self.watcher.take() {
            watcher.join().expect("the watcher ends");
        }
        status.exit_code()
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Main screen, visible cursor, no paste or mouse mode.
fn is_plain(screen: &vt100::Screen) -> bool {
    !screen.alternate_screen()
        && !screen.hide_cursor()
        && !screen.bracketed_paste()
        && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
}

/// The emulator has no empty window; a real one can be.
fn at_least_one(cells: u16) -> NonZero<u16> {
    NonZero::new(cells).unwrap_or(NonZero::<u16>::MIN)
}
