//! Everything that can happen.

use crate::changes::Report;
use crate::friends::Friends;
use crate::keymap::Key;
use crate::model::{Programme, SessionIx};
use crate::problem::Problem;
use crate::search::Likeness;
use crate::tui::world::Stored;
use crate::tui::world::events::{EventDetails, EventsChanged, Fetch, KnownConferences, Progress};
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// Everything that can happen.
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// A text was pasted.
    Paste(String),
    /// The window has a new size, in columns and lines.
    Resize(u16, u16),
    /// The mouse was clicked or its wheel turned at a column and line.
    Mouse(Mouse, u16, u16),
    /// It is later now.
    Now(DateTime<Utc>),
    /// Everything that came together has taken effect, so that no key of it wipes away what is told now.
    BatchEnded,
    /// What similarity runs on is built for a programme, which may have gone meanwhile.
    Likened(Arc<Programme>, Box<Likeness>),
    /// The friends, with sessions of a programme found for favourites that had none, likewise.
    FriendsResolved(Arc<Programme>, Box<Friends>),
    /// The friends are these now, and what was done, with a warning if something is to be known of it.
    Befriended(Box<Friends>, String),
    /// What is on disk now, whoever wrote it.
    Stored(Stored),
    /// Favourites could not be written, and why; they are kept in memory.
    NotSaved(String),
    /// The same for good.
    NeverSaved(String),
    /// The disk has not answered for so long that it is to be told.
    StoringIsLate,
    /// What a dialogue asked for was done, with a text for the status line, or cannot be, and why.
    Settled(Result<String, String>),
    /// An effect succeeded, with a text for the status line.
    Done(String),
    /// An effect failed, with a text for the status line.
    Failed(String),
    /// Something is to be known of the user's files: what was put aside and where, what may not last.
    Kept(Problem),
    /// The editor has returned with a note.
    NoteWritten(SessionIx, String),
    /// The conferences that can be found by name are these.
    Conferences(KnownConferences),
    /// A path that was typed is completed to this.
    Completed(String, String),
    /// So much of an event has arrived.
    Progress(Fetch, Progress),
    /// Something was done with an event.
    Loaded(Box<EventsChanged>),
    /// An event could not be fetched, and why: the decisive reason first.
    FetchFailed(Fetch, Vec<String>),
    /// A fetch was called off.
    FetchStopped(Fetch),
    /// What the last refreshes of the event with this id changed, the latest first.
    Reported(String, Vec<Report>),
    /// What was read from disk about the event with this id.
    Studied(String, Box<EventDetails>),
}

/// What a mouse does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mouse {
    /// The left button goes down.
    Click,
    /// The wheel turns one step towards the user.
    WheelDown,
    /// The wheel turns one step away from the user.
    WheelUp,
}
