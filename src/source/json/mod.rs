//! JSON: what its formats share, and pretalx's own, Sessionize and Symposion; frab's schema has a room of its own.
//!
//! They differ in where the sessions stand and agree more or less on what a session is called by; so each reader finds
//! its [`entry::Entry`]s and its tables, and [`reader::Reader`] makes sessions of them. Nothing is read by a fixed
//! type: real files have numbers for texts, objects for texts in several languages, and null for anything. This room
//! knows no format but JSON. Start with [`reader`].

mod bounded;
pub(super) mod entry;
pub(super) mod jcal;
pub(super) mod linked;
pub(super) mod list;
pub(super) mod looks;
mod people;
pub(super) mod pretalx;
pub(super) mod reader;
pub(super) mod script;
pub(super) mod sessionize;
pub(super) mod symposion;
pub(super) mod table;
mod tables;
pub(super) mod text;
pub(super) mod value;

#[cfg(test)]
mod tests;
