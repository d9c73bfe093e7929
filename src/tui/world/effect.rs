//! Everything the program can do beyond changing its state.

use crate::agenda::TransferRules;
use crate::catalogue::Conference;
use crate::export::ExportFormat;
use crate::favourites::Favourites;
use crate::model::{Description, SessionIx};
use crate::tui::world::events::Fetch;

/// What is to be exported, and where to.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportOrder {
    /// The form.
    pub format: ExportFormat,
    /// What is taken along.
    pub sessions: Vec<SessionIx>,
    /// What was asked for, in words; empty for what the user goes to.
    pub selection: String,
    /// Whether notes and ratings go along.
    pub notes: bool,
    /// The file, as it was typed.
    pub file: String,
    /// Whether it takes the place of whatever is there.
    pub force: bool,
    /// How long changes of rooms take.
    pub rules: TransferRules,
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
    /// Bring in a conference that was found by its name.
    Choose(Box<Conference>),
    /// Read the lists of conferences; fetch those that are not of today, where that is asked for.
    Conferences(bool),
    /// Complete the path that was typed.
    Complete(String),
    /// Let what the user says of the kept event with this id hold.
    Describe(String, Description),
    /// Bring the conference that is made up in, for this time.
    Demo,
    /// Write sessions into a file.
    Export(ExportOrder),
    /// Take the favourites of somebody with this name from a file or an address.
    Befriend(String, String),
    /// Take the favourites of the friend with this name anew.
    RefreshFriend(String),
    /// Remove the friend with this name.
    Unfriend(String),
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
