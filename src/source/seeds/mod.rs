//! The project's own format, TOML that a person can read and edit: the events that ship, and imported ones.
//!
//! The program carries the events that ship as `seeds/seeds.bin`, a compact form that a test makes of their texts; it
//! fails with the place of what is wrong in them. Texts are taken as they stand: the ones that ship are written clean,
//! and `own` cleans those of imported files. Start with [`event`]; [`Shared`] holds what several events have in common.

mod event;
mod folder;
mod shared;
mod table;
#[cfg(test)]
mod tests;

pub use event::event;
pub use folder::folder;
pub use shared::Shared;
