//! How a command ends, and what it says of that.

use crate::problem::Problem;
use crate::sanitise::visible;
use crate::words::to_ascii;
use std::fmt::Display;
use std::io::{self, Write};

/// How a command ended, as an exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Exit(pub(super) u8);

impl Exit {
    /// It did what was asked.
    pub(super) const FINE: Self = Self(0);
    /// Nothing was found, or something wrong was.
    pub(super) const NOTHING: Self = Self(1);
    /// The question made no sense, or the answer failed.
    pub(super) const FAILED: Self = Self(2);
    /// As for whoever is ended by ctrl-c.
    pub(super) const CANCELLED: Self = Self(130);

    /// For an answer that is empty, or is not.
    pub(super) fn unless(empty: bool) -> Self {
        if empty { Self::NOTHING } else { Self::FINE }
    }
}

/// Why a command ends without an answer.
#[derive(Debug)]
pub(super) enum Stop {
    Output(io::Error),
    /// Something is wrong, which is still to be said.
    Problem(Problem, Exit),
    Said(Exit),
}

impl Stop {
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
        Self::Problem(problem, Exit::FAILED)
    }
}

/// How a command ends, or why it ends early.
pub(super) type Ending = Result<Exit, Stop>;

/// That the program itself could not do what it was asked.
pub(super) fn failed(message: impl Display) -> Problem {
    Problem::error("kubetalks", message.to_string())
}

/// One line for standard error. If that is closed too there is nobody left to tell.
pub(super) fn complain(line: impl Display, in_ascii: bool) {
    let line = line.to_string();
    let line = visible(&line);
    let _ = writeln!(io::stderr(), "{}", if in_ascii { to_ascii(&line) } else { line.as_ref().into() });
}
