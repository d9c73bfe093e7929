//! Which key does what, in which mode.
//!
//! The defaults are the `keymap.toml` at the top of the repository, read by the same code as the user's own file, which
//! overrides it key by key. A key is a leaf or a prefix, never both, so that no key ever waits for a timeout. This room
//! knows no terminal and no screen: what arrives from a terminal is turned into a [`Key`] elsewhere. Start with
//! [`Keymap`] in `map`; `read` turns text into lines and problems, `trie` holds the keys of one mode, `key` spells.

mod key;
mod map;
mod read;
#[cfg(test)]
mod tests;
mod told;
mod trie;

pub use key::{Code, Key, Modifiers, SpellingError, is_nameable, keys, spelling};
pub use map::{Continuation, KeyStep, Keymap};
