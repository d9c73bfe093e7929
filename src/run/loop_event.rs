//! What can happen to the program.

use crate::io::input::Input;
use crate::tui::Message;

pub(super) enum LoopEvent {
    Input(Input),
    Message(Message),
    /// Everything is done before the end; what has to be said of it.
    Left(Option<String>),
}
