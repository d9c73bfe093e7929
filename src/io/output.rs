//! Standard output of the command line.

use std::borrow::Cow;
use std::io::{self, BufWriter, IsTerminal, Write};

/// Where the commands write. A reader who has seen enough (`kubetalks list | head`) is no error: what comes after is
/// dropped.
pub struct Output {
    inner: BufWriter<Box<dyn Write>>,
    terminal: bool,
    colour: bool,
    closed: bool,
    rewrite: Option<Rewrite>,
}

/// What becomes of a text on its way out.
type Rewrite = fn(&str) -> Cow<'_, str>;

impl Output {
    /// Standard output. Colours only on a terminal, and only without `NO_COLOR` and with a `TERM` that knows them.
    pub fn stdout() -> Self {
        let stdout = io::stdout();
        let terminal = stdout.is_terminal();
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb");
        Self::new(Box::new(stdout), terminal, terminal && !dumb && !set("NO_COLOR"))
    }

    /// Any writer, with what is known of it.
    pub fn new(inner: Box<dyn Write>, terminal: bool, colour: bool) -> Self {
        Self { inner: BufWriter::new(inner), terminal, colour, closed: false, rewrite: None }
    }

    /// From here on every text that is written is rewritten so.
    pub fn rewrite_by(&mut self, rewrite: Rewrite) {
        self.rewrite = Some(rewrite);
    }

    /// Whether texts are rewritten.
    pub fn is_rewritten(&self) -> bool {
        self.rewrite.is_some()
    }

    /// Writes what is not to be rewritten: ids, and what other programs read.
    pub fn write_exact(&mut self, bytes: &[u8]) -> io::Result<()> {
        let result = if self.closed { Ok(()) } else { self.inner.write_all(bytes) };
        self.forgive(result, ())
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
        let text = self.rewrite.and_then(|rewrite| Some(rewrite(std::str::from_utf8(bytes).ok()?)));
        if let Some(text) = text {
            return self.write_exact(text.as_bytes()).map(|()| bytes.len());
        }
        if self.closed {
            return Ok(bytes.len());
        }
        let result = self.inner.write(bytes);
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
