//! Standard output of the command line.

use super::ability::is_dumb;
use crate::sanitise::visible;
use crossterm::style::force_color_output;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use std::borrow::Cow;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::time::Duration;

/// When answers are coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Colour {
    /// On a terminal that has colours.
    Auto,
    /// Wherever they go.
    Always,
    /// Nowhere.
    Never,
}

impl Colour {
    /// What was asked for or, where nothing was, what the variables `NO_COLOR` and `CLICOLOR_FORCE` say.
    pub fn wanted(asked: Option<Self>) -> Self {
        let set = |name, off: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != off);
        asked.unwrap_or(match (set("NO_COLOR", ""), set("CLICOLOR_FORCE", "0")) {
            (true, _) => Self::Never,
            (false, true) => Self::Always,
            (false, false) => Self::Auto,
        })
    }
}

/// Where the commands write. A reader who has seen enough (`kubetalks list | head`) is no error: what comes after is
/// dropped.
pub struct Output {
    inner: BufWriter<Box<dyn Write>>,
    terminal: bool,
    colour: bool,
    closed: bool,
    rewrite: Option<Rewrite>,
    /// What stands for the beginning of the program's own sequences until the door; nobody outside can know it.
    own: String,
}

const ESCAPE: &str = "\x1b";

fn own_sign() -> String {
    format!("{ESCAPE}{:016x}", RandomState::new().build_hasher().finish())
}

/// What becomes of a text on its way out.
type Rewrite = fn(&str) -> Cow<'_, str>;

impl Output {
    /// Standard output.
    pub fn stdout(colour: Colour) -> Self {
        let stdout = io::stdout();
        let terminal = stdout.is_terminal();
        let coloured = match colour {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => terminal && !is_dumb(),
        };
        // Crossterm leaves colours out by NO_COLOR; here that is known already, and what was asked for is stronger.
        force_color_output(coloured);
        Self::new(Box::new(stdout), terminal, coloured)
    }

    /// Any writer, with what is known of it.
    pub fn new(inner: Box<dyn Write>, terminal: bool, colour: bool) -> Self {
        Self { inner: BufWriter::new(inner), terminal, colour, closed: false, rewrite: None, own: own_sign() }
    }

    /// From here on every text that is written is rewritten so.
    pub fn rewrite_by(&mut self, rewrite: Rewrite) {
        self.rewrite = Some(rewrite);
    }

    /// Whether texts are rewritten.
    pub fn is_rewritten(&self) -> bool {
        self.rewrite.is_some()
    }

    /// Writes what is not to be rewritten: ids, and what other programs read. What could steer a terminal is a sign all
    /// the same.
    pub fn write_exact(&mut self, text: &str) -> io::Result<()> {
        let result = if self.closed { Ok(()) } else { self.inner.write_all(visible(text).as_bytes()) };
        self.forgive(result, ())
    }

    /// A text with the sequences of a look around it, which the door lets pass; it takes them for foreign ones elsewhere.
    pub fn styled<D: std::fmt::Display>(&self, text: &str, look: impl FnOnce(String) -> D) -> String {
        look(visible(text).into_owned()).to_string().replace(ESCAPE, &self.own)
    }

    /// The text as it may leave: of all sequences only the program's own are left.
    fn safe<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.rewrite.is_none() && !text.contains(ESCAPE) {
            return visible(text);
        }
        let pieces = text.split(self.own.as_str()).map(|piece| match (visible(piece), self.rewrite) {
            (piece, Some(rewrite)) => rewrite(&piece).into_owned(),
            (piece, None) => piece.into_owned(),
        });
        pieces.collect::<Vec<_>>().join(ESCAPE).into()
    }

    /// Waits so long, or until the reader has gone; whether they are still there.
    pub fn wait(&mut self, time: Duration) -> io::Result<bool> {
        let stdout = io::stdout();
        let timeout = Timespec::try_from(time).map_err(io::Error::other)?;
        match poll(&mut [PollFd::new(&stdout, PollFlags::empty())], Some(&timeout)) {
            Ok(ready) => self.closed |= ready > 0,
            // A signal that is no end.
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        Ok(!self.closed)
    }

    /// Whether a person looks at it.
    pub fn is_terminal(&self) -> bool {
        self.terminal
    }

    /// How many cells a line of it holds, if a person looks at it through a terminal that tells.
    pub fn columns(&self) -> Option<usize> {
        let size = self.terminal.then(|| rustix::termios::tcgetwinsize(io::stdout())).and_then(Result::ok)?;
        Some(usize::from(size.ws_col)).filter(|columns| *columns > 0)
    }

    /// Whether it may be coloured.
    pub fn has_colour(&self) -> bool {
        self.colour
    }

    /// Whether the reader has gone, so that no more work is worth its while.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    fn forgive<T>(&mut self, result: io::Result<T>, otherwise: T) -> io::Result<T> {
        match result {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(otherwise)
            }
            other => other,
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.closed {
            return Ok(bytes.len());
        }
        let text = String::from_utf8_lossy(bytes);
        let text = self.safe(&text);
        let result = self.inner.write_all(text.as_bytes()).map(|()| bytes.len());
        self.forgive(result, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        let result = self.inner.flush();
        self.forgive(result, ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Failing(io::ErrorKind);

    impl Write for Failing {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn only_the_programs_own_sequences_get_out() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out");
        let mut output = Output::new(Box::new(std::fs::File::create(&path).unwrap()), true, true);
        let styled = output.styled("a\x1b[2Jb", |text| format!("\x1b[1m{text}\x1b[0m"));
        writeln!(output, "{styled} \x1b[31m \u{9b}1m \u{202e}").unwrap();
        output.write_exact("x\x1bc\r\n").unwrap();
        output.write_all(b"\xff\x07\n").unwrap();
        output.flush().unwrap();
        let written = std::fs::read_to_string(path).unwrap();
        assert_eq!(written, "\x1b[1ma�[2Jb\x1b[0m �[31m �1m �\nx�c\r\n��\n");
    }

    #[test]
    fn a_reader_who_leaves_is_no_error_and_a_full_disk_is() {
        let mut output = Output::new(Box::new(Failing(io::ErrorKind::BrokenPipe)), false, false);
        writeln!(output, "one").unwrap();
        output.flush().unwrap();
        assert!(output.is_closed());
        output.write_all(&[b'x'; 100_000]).unwrap();

        let mut output = Output::new(Box::new(Failing(io::ErrorKind::StorageFull)), false, false);
        writeln!(output, "one").unwrap();
        assert_eq!(output.flush().unwrap_err().kind(), io::ErrorKind::StorageFull);
    }
}
