//! Everything that can happen, and everything the program can do about it.

use crate::favourites::Favourites;
use crate::friends::Friends;
use crate::keymap::Key;
use crate::model::{Programme, SessionIx};
use crate::problem::Problem;
use crate::search::{Index, Likeness};
use crate::tui::screens::events::fetching::Loaded;
use crate::tui::world::events::{Fetch, Progress, Study};
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
    Settled,
    /// What search runs on is built for a programme, which may have gone meanwhile.
    Indexed(Arc<Programme>, Arc<Index>),
    /// What similarity runs on is built for a programme, likewise.
    Likened(Arc<Programme>, Box<Likeness>),
    /// The friends, with sessions of a programme found for favourites that had none, likewise.
    FriendsResolved(Arc<Programme>, Box<Friends>),
    /// What is on disk now, whoever wrote it.
    Stored(Stored),
    /// Favourites could not be written, and why; they are kept in memory.
    NotSaved(String),
    /// An effect succeeded, with a text for the status line.
    Done(String),
    /// An effect failed, with a text for the status line.
    Failed(String),
    /// The editor has returned with a note.
    NoteWritten(SessionIx, String),
    /// So much of an event has arrived.
    Progress(Fetch, Progress),
    /// Something was done with an event.
    Loaded(Box<Loaded>),
    /// An event could not be fetched, and why: the decisive reason first.
    FetchFailed(Fetch, Vec<String>),
    /// A fetch was called off.
    FetchStopped(Fetch),
    /// What was read from disk about the event with this id.
    Studied(String, Box<Study>),
}

/// Favourites as they are on disk.
pub struct Stored {
    /// What the keeper had been given last: what has changed here since is not in `favourites` yet.
    pub given: Favourites,
    /// That, together with what others have written.
    pub favourites: Favourites,
    /// What was met on the way.
    pub problems: Vec<Problem>,
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

/// Everything the program can do beyond changing its state.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// End.
    Quit,
    /// Stop like any job of the shell, until continued.
    Suspend,
    /// Draw every cell anew.
    Redraw,
    /// Write the favourites.
    Save(Favourites),
    /// Remind of a session that begins soon, with this text.
    Remind(String),
    /// Open an address with the desktop's program.
    Open(String),
    /// Put a text on the clipboard.
    Copy(String),
    /// Edit the note of a session with the user's editor, beginning with this text.
    Edit(SessionIx, String),
    /// Read or fetch an event from the file or address that was typed, and keep it.
    Import(String),
    /// Fetch these kept events again.
    Refresh(Vec<String>),
    /// Call off one fetch, or all.
    StopFetching(Option<Fetch>),
    /// Let the event with this id take part, or no longer.
    TakePart(String, bool),
    /// Remove the kept event with this id.
    Forget(String),
    /// Read from disk what can be known of these events.
    Study(Vec<String>),
}
