//! Everything the program can do beyond changing its state.

use crate::catalogue::Conference;
use crate::favourites::Favourites;
use crate::model::{SessionIx, Zone};
use crate::tui::world::events::Fetch;

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
    /// Bring in a conference that was found by its name.
    Choose(Box<Conference>),
    /// Read the lists of conferences; fetch those that are not of today, where that is asked for.
    Conferences(bool),
    /// Complete the path that was typed.
    Complete(String),
    /// Let the clocks of the kept event with this id run in a zone.
    Rezone(String, Zone),
    /// Bring the conference that is made up in, for this time.
    Demo,
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
