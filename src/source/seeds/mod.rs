//! The project's own format, TOML that a person can read and edit: the events that ship, and imported ones.
//!
//! The program carries the events that ship as `seeds/seeds.bin`, a compact form that a test makes of their texts; it
//! fails with the place of what is wrong in them. Start with [`event`].

mod event;
mod shared;
mod table;

pub(super) use event::event;
pub(super) use shared::Shared;

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(super) use tests::folder;
