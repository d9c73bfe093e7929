//! What can happen to the program.

use crate::io::input::Input;
use crate::tui::Message;

pub(super) enum LoopEvent {
    Input(Input),
    Message(Message),
}
