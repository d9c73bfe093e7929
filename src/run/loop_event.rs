//! What can happen to the program.

use crate::io::input::Input;
use crate::tui::Message;

/// Something that happens to the program.
pub(super) enum LoopEvent {
    /// From the user or the system.
    Input(Input),
    /// From one of its own threads.
    Message(Message),
}
