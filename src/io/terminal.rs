//! The terminal as a guard: taken by [`Terminal::enter`], given back exactly once whatever happens.
//!
//! The program asks the terminal nothing, so nothing here waits for an answer: the window's size comes from the kernel.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd;
use std::panic;
use std::rc::Rc;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::Print;
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, queue, style};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Frame, TerminalOptions, Viewport};
use rustix::io::Errno;
use rustix::process::Signal;
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

use super::bridge::Bridge;
use super::hyperlink;
use crate::sanitise::{cleaned, is_harmful};

/// Buttons and the wheel, with coordinates that are not limited to 223. Crossterm's own command also asks for every
/// movement of the pointer, and each would wake the program.
const MOUSE_ON: Print<&str> = Print("\x1b[?1000h\x1b[?1006h");
const MOUSE_OFF: Print<&str> = Print("\x1b[?1006l\x1b[?1000l");

/// Longest text of a notification, in characters.
const NOTIFICATION_LENGTH: usize = 200;

/// The full screen. Dropping it gives the terminal back.
///
/// Its methods fail where the terminal cannot be written to; [`vanished`] tells whether it is gone for good. Those that
/// take it again also fail as [`Terminal::enter`] does.
pub struct Terminal {
    canvas: ratatui::Terminal<Bridge<CrosstermBackend<Sheet>>>,
    area: Rect,
    /// Whether it shows links.
    links: bool,
    sheet: Sheet,
    hold: Arc<Hold>,
}

impl Terminal {
    /// Takes the terminal on standard output: raw mode, alternate screen, hidden cursor, bracketed paste.
    ///
    /// From here on a panic of any thread first gives the terminal back, then prints its message and ends the program (exit
    /// code 101): half a program on a screen helps nobody.
    ///
    /// # Errors
    /// When standard output is no terminal, or there is none to read keys from.
    pub fn enter(mouse: bool) -> io::Result<Self> {
        // Crossterm writes an attribute reset where NO_COLOR forbids a colour, and that hides the selected row. The
        // monochrome theme obeys NO_COLOR instead.
        style::force_color_output(true);
        let hold = Arc::new(Hold {
            output: File::from(io::stdout().as_fd().try_clone_to_owned()?),
            mouse,
            first: tcgetattr(io::stdout())?,
            taken: Mutex::new(false),
        });
        let area = area(&hold.output)?;
        give_back_on_panic(Arc::clone(&hold));
        let sheet = Sheet::default();
        // One that looks for its size itself takes whatever a terminal claims, and memory for it.
        let options = TerminalOptions { viewport: Viewport::Fixed(area) };
        let canvas = ratatui::Terminal::with_options(Bridge::new(CrosstermBackend::new(sheet.clone()), area), options)?;
        let terminal = Self { canvas, area, links: hyperlink::are_shown(), sheet, hold };
        terminal.hold.take()?;
        Ok(terminal)
    }

    /// Draws one frame and sends what changed in one write, as one synchronised update. What painting returns are the
    /// areas of links, with where they lead.
    pub fn draw(&mut self, paint: impl FnOnce(&mut Frame<'_>) -> Vec<(Rect, String)>) -> io::Result<()> {
        if area(&self.hold.output)? != self.area {
            self.repaint()?;
        }
        self.canvas.draw(|frame| {
            let links = paint(frame);
            make_safe(frame);
            for (area, url) in links.iter().filter(|_| self.links) {
                hyperlink::put(frame.buffer_mut(), *area, url);
            }
        })?;
        let mut frame = Vec::new();
        queue!(frame, BeginSynchronizedUpdate)?;
        frame.extend(self.sheet.tear_off());
        queue!(frame, EndSynchronizedUpdate)?;
        self.hold.write(&frame)
    }

    /// Columns and lines of the window.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        window_size(&self.hold.output)
    }

    /// Makes the next frame a full one. For the user's redraw key; [`Self::resume`] does it as well.
    pub fn repaint(&mut self) -> io::Result<()> {
        self.area = area(&self.hold.output)?;
        queue!(self.sheet, Clear(ClearType::All))?;
        self.canvas.backend_mut().forget(self.area);
        // Ratatui's own `clear` would ask for the position of the cursor.
        self.canvas.resize(self.area)
    }

    /// Takes the terminal again, whatever state it was left in, and makes the next frame a full one. For the moment
    /// after the program was stopped and continued from outside.
    pub fn resume(&mut self) -> io::Result<()> {
        self.hold.take()?;
        self.repaint()
    }

    /// Gives the terminal back, does the work, and takes it again. For programs that need the screen themselves.
    pub fn aside<T>(&mut self, work: impl FnOnce() -> T) -> io::Result<T> {
        self.hold.give_back();
        let result = work();
        self.resume()?;
        Ok(result)
    }

    /// Stops the program, and with it the rest of its job, until the shell continues it. `Ok(false)` when no shell
    /// would: nothing was done then.
    pub fn suspend(&mut self) -> io::Result<bool> {
        if !has_job_control() {
            return Ok(false);
        }
        self.aside(|| rustix::process::kill_current_process_group(Signal::STOP))??;
        Ok(true)
    }

    /// Hands text to the terminal for the clipboard (OSC 52). Whether it arrives there is the terminal's decision, and
    /// it cannot be asked.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        let mut command = Vec::new();
        queue!(command, CopyToClipboard::to_clipboard_from(cleaned(text).as_ref()))?;
        self.hold.write(&command)
    }

    /// Gives the terminal back at the end of the program, which frees what was drawn.
    pub fn give_back_for_good(self) {
        self.hold.give_back();
        std::mem::forget(self);
    }

    /// Rings the bell.
    pub fn bell(&mut self) -> io::Result<()> {
        self.hold.write(b"\x07")
    }

    /// Asks the terminal to show a desktop notification (OSC 9, as iTerm2, kitty, WezTerm, foot and others know it).
    pub fn notify(&mut self, text: &str) -> io::Result<()> {
        self.hold.write(notification(text).as_bytes())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.hold.give_back();
    }
}

/// Whether this error of a terminal means that it is gone: its window was closed, its connection broke.
pub fn vanished(error: &io::Error) -> bool {
    let gone = [Errno::IO, Errno::NXIO, Errno::PIPE, Errno::BADF, Errno::NODEV];
    error.raw_os_error().is_some_and(|code| gone.iter().any(|errno| errno.raw_os_error() == code))
}

/// No window is larger, whatever its terminal claims.
const LARGEST: u16 = 1_000;

fn area(terminal: impl AsFd) -> io::Result<Rect> {
    let (width, height) = window_size(terminal)?;
    Ok(Rect::new(0, 0, width, height))
}

/// Columns and rows of a terminal, from the kernel, as far as they are believed.
pub(super) fn window_size(terminal: impl AsFd) -> io::Result<(u16, u16)> {
    let size = rustix::termios::tcgetwinsize(terminal)?;
    Ok((size.ws_col.min(LARGEST), size.ws_row.min(LARGEST)))
}

/// Whether a shell above us would continue the program after a stop. The job of a session's leader has none: it is what
/// the terminal window, the tmux pane or the ssh connection itself runs, and stopping it would freeze that for good.
pub(super) fn has_job_control() -> bool {
    rustix::process::getsid(None).is_ok_and(|session| session != rustix::process::getpgrp())
}

/// The terminal's descriptor and whether the terminal is ours: shared by the guard and the panic hook, and whoever comes
/// first gives it back. The lock is also held while writing, so no frame can follow the farewell.
struct Hold {
    output: File,
    mouse: bool,
    /// How the terminal was before all else. Whatever a shell or an editor makes of it meanwhile, it is given back so.
    first: Termios,
    taken: Mutex<bool>,
}

impl Hold {
    fn taken(&self) -> MutexGuard<'_, bool> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// It counts as taken before anything is sent: a write that failed may have been done in part.
    fn take(&self) -> io::Result<()> {
        let mut taken = self.taken();
        if std::mem::take(&mut *taken) {
            // Crossterm believes the terminal to be raw, but a shell may have changed that while we were stopped.
            let _ = disable_raw_mode();
        }
        enable_raw_mode()?;
        *taken = true;
        let mut text = Vec::new();
        queue!(text, EnterAlternateScreen, EnableBracketedPaste)?;
        if self.mouse {
            queue!(text, MOUSE_ON)?;
        }
        queue!(text, cursor::Hide)?;
        (&self.output).write_all(&text)
    }

    /// Undoes everything in reverse, and returns whether there was something to undo. Errors are not reported: there is
    /// nothing left to do about them, and a terminal that has vanished fails every step.
    fn give_back(&self) -> bool {
        let mut taken = self.taken();
        let was_taken = std::mem::take(&mut *taken);
        if was_taken {
            let mut text = Vec::new();
            // A panic may have come in the middle of anything.
            let _ = queue!(text, EndSynchronizedUpdate, style::ResetColor, cursor::Show);
            if self.mouse {
                let _ = queue!(text, MOUSE_OFF);
            }
            let _ = queue!(text, DisableBracketedPaste, LeaveAlternateScreen);
            let _ = (&self.output).write_all(&text);
            let _ = disable_raw_mode();
            let _ = tcsetattr(&self.output, OptionalActions::Now, &self.first);
        }
        was_taken
    }

    /// Writes to the terminal while it is ours, and nothing after it was given back.
    fn write(&self, bytes: &[u8]) -> io::Result<()> {
        let taken = self.taken();
        if *taken { (&self.output).write_all(bytes) } else { Ok(()) }
    }
}

/// A panic ends the program, whichever thread it is of. The hook stays when the guard is gone, and then only passes on
/// to the hook that was there before.
fn give_back_on_panic(hold: Arc<Hold>) {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        let was_taken = hold.give_back();
        before(panic);
        if was_taken {
            leave_after_panic();
        }
    }));
}

#[expect(clippy::disallowed_methods, reason = "the hook has given the terminal back just before")]
fn leave_after_panic() -> ! {
    std::process::exit(101)
}

/// What ratatui has drawn and the terminal has not seen. Ratatui flushes several times in a frame; here a flush does
/// nothing, and [`Terminal::draw`] tears the sheet off and sends it whole. A frame that panics is never sent.
#[derive(Debug, Clone, Default)]
struct Sheet(Rc<RefCell<Vec<u8>>>);

impl Sheet {
    fn tear_off(&self) -> Vec<u8> {
        self.0.take()
    }
}

impl Write for Sheet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The last door before the screen: ratatui drops control characters, and would let directions pass.
fn make_safe(frame: &mut Frame<'_>) {
    for cell in &mut frame.buffer_mut().content {
        if cell.symbol().len() > 1 && cell.symbol().contains(is_harmful) {
            cell.set_symbol("\u{fffd}");
        }
    }
}

/// A semicolon after a number would turn the text into another command of some terminals (9;4 is a progress bar).
fn notification(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|letter| if letter == ';' { ',' } else { letter })
        .filter(|letter| !is_harmful(*letter) && !letter.is_control())
        .take(NOTIFICATION_LENGTH)
        .collect();
    format!("\x1b]9;{text}\x07")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notification_cannot_break_out_of_its_sequence() {
        assert_eq!(notification("4;3\x1b]52;c;\u{9c}x\x07\n"), "\x1b]9;4,3]52,c,x\x07");
        assert_eq!(notification(&"ä".repeat(1000)).chars().count(), 5 + NOTIFICATION_LENGTH);
    }

    #[test]
    fn a_sheet_keeps_everything_until_it_is_torn_off() {
        let mut sheet = Sheet::default();
        sheet.write_all(b"one ").unwrap();
        sheet.flush().unwrap();
        sheet.clone().write_all(b"two").unwrap();
        assert_eq!(sheet.tear_off(), b"one two");
        assert_eq!(sheet.tear_off(), b"");
    }

    #[test]
    fn only_errors_of_a_lost_terminal_mean_that_it_vanished() {
        assert!(vanished(&io::Error::from_raw_os_error(Errno::IO.raw_os_error())));
        assert!(!vanished(&io::Error::from_raw_os_error(Errno::INTR.raw_os_error())));
        assert!(!vanished(&io::Error::other("paint")));
    }
}
