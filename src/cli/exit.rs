//! How a command ends, and what it says of that.

use crate::problem::Problem;
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

impl Exit {
    /// As for whoever is ended by ctrl-c.
    pub(super) const CANCELLED: Self = Self::Code(130);
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

/// Why a command ends without an answer.
#[derive(Debug)]
pub(super) enum Stop {
    /// The answer cannot be written.
    Output(io::Error),
    /// Something is wrong, which is still to be said.
    Problem(Problem, Exit),
    /// Everything was said already.
    Said(Exit),
}

impl Stop {
    /// Something is not there.
    pub(super) fn nothing(problem: Problem) -> Self {
        Self::Problem(problem, Exit::Nothing)
    }

    /// Has said what is still to be said.
    pub(super) fn told(self, complain: impl FnOnce(Problem)) -> io::Result<Exit> {
        match self {
            Self::Output(error) => Err(error),
            Self::Said(exit) => Ok(exit),
            Self::Problem(problem, exit) => {
                complain(problem);
                Ok(exit)
            }
        }
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem, Exit::Failed)
    }
}

/// How a command ends, or why it ends early.
pub(super) type Ending = Result<Exit, Stop>;

/// One line for standard error. If that is closed too there is nobody left to tell.
pub(super) fn complain(line: impl Display) {
    let _ = writeln!(io::stderr(), "{line}");
}
