//! How a command ends, and what it says of that.

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    /// It did what was asked.
    Fine,
    /// Nothing was found, or something wrong was.
    Nothing,
    /// The question made no sense, or the answer failed.
    Failed,
    /// As the full-screen program says.
    Code(u8),
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Fine => 0,
            Exit::Nothing => 1,
            Exit::Failed => 2,
            Exit::Code(code) => code,
        })
    }
}

/// One line for standard error. If that is closed too there is nobody left to tell.
pub(super) fn complain(line: impl Display) {
    let _ = writeln!(io::stderr(), "{line}");
}
