//! The doors: terminal, keyboard and signals, files, the network, the opener, an editor, the clock, standard output.
//!
//! Everything here can fail, block or surprise, and nothing here decides: a door does what it is told and says what
//! happened. It must never know what a session is or what is on the screen. Start with [`terminal`] and [`input`].

pub mod ability;
mod bridge;
pub mod clock;
pub mod disk;
pub mod durable;
pub mod editor;
mod hyperlink;
pub mod incoming;
pub mod input;
pub mod interrupt;
pub mod lock;
pub mod network;
pub mod opener;
pub mod output;
pub mod signal;
pub mod terminal;
pub mod zone_files;
