//! Marks of one event as one line of text, which somebody else's program takes, and any text as a code to scan.
//!
//! A line holds no positions: those mean nothing in another version of a schedule. For what one goes to, and for what
//! interests one, it holds two sets, one of ids and one of titles (see the module `set`), so that a session is found by
//! either when the other has changed. This room knows no file and no screen. Start with [`code_of`] and [`Code`].

mod bits;
mod code;
mod meant;
mod named;
mod qr;
mod set;
#[cfg(test)]
mod tests;

pub use code::{Code, CodeError, PREFIX, Unpacked, code_of};
pub use meant::event_meant;
pub use qr::{QUIET, Qr};
