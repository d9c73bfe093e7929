//! What came of bringing an event in.

use crate::changes::Report;
use crate::io::network::{FailureKind, FetchError};
use crate::problem::Problem;
use crate::source::Reading;
use crate::store::{KeepError, StoredEvent};

/// An event that was brought in, or fetched again, and is in the store now.
#[derive(Debug, Clone)]
pub struct Brought {
    /// What is now known of it.
    pub kept: StoredEvent,
    /// What is new about it.
    pub news: News,
    /// The event as it was read; absent where the server says that the copy on disk is still good.
    pub reading: Option<Reading>,
    /// What was decided on the way: a link that was followed, an id that was taken.
    pub notes: Vec<Problem>,
}

/// What is new about an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// Everything: it was not there before, or not in a state that could be compared.
    New,
    /// The server says that the copy on disk is still good.
    NotModified,
    /// It was read, and nothing that a visitor would notice differs.
    Unchanged,
    /// These sessions differ.
    Changed(Box<Report>),
}

/// An event that was read and is kept nowhere.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The event, with the id that it would be kept under.
    pub reading: Reading,
    /// What was decided on the way.
    pub notes: Vec<Problem>,
}

/// Why an event was not brought in. What was in the store is there still.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file, or standard input, cannot be read.
    #[error("{0}")]
    Unreadable(Problem),
    /// Nothing came from the address.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// What came is no schedule, or one of which nothing can be used. Never empty, the decisive one last.
    #[error("{}", .0.last().map(ToString::to_string).unwrap_or_default())]
    Refused(Vec<Problem>),
    /// It cannot be put in the store, or is not there.
    #[error(transparent)]
    Keep(#[from] KeepError),
    /// It came from standard input.
    #[error("'{0}' came from standard input and cannot be fetched again; import it again")]
    NoWayBack(String),
    /// Its times are in UTC, and there are places in several zones that it may be held at.
    #[error("{from}: {doubt}; say which it is with --zone, and nothing is kept until then")]
    WhichZone {
        /// Where it comes from.
        from: String,
        /// What is not known.
        doubt: String,
    },
    /// What comes from there now is another event.
    #[error(
        "{from}: this is now another schedule, '{name}', with none of the {sessions} sessions of '{id}', which stays as it \
         is; 'kubetalks import' keeps the other one beside it"
    )]
    Another {
        /// Where it comes from.
        from: String,
        /// The name of the other.
        name: String,
        /// The event that was to be refreshed.
        id: String,
        /// How many sessions that has.
        sessions: usize,
    },
}

impl ImportError {
    /// Whether somebody called it off, so that nothing is wrong.
    pub fn is_cancelled(&self) -> bool {
        matches!(self, Self::Fetch(FetchError { why: FailureKind::Cancelled, .. }))
    }
}
