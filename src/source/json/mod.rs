//! The JSON formats: frab and its relatives, pretalx's own, Sessionize, Symposion.
//!
//! They differ in where the sessions stand and agree more or less on what a session is called by; so each reader finds
//! its [`entry::Entry`]s and its tables, and [`reader::Reader`] makes sessions of them. Nothing is read by a fixed
//! type: real files have numbers for texts, objects for texts in several languages, and null for anything. This room
//! knows no format but JSON. Start with [`frab`], the commonest.

mod entry;
pub(super) mod frab;
pub(super) mod giggity;
mod mend;
mod people;
pub(super) mod pretalx;
mod reader;
pub(super) mod sessionize;
pub(super) mod symposion;
mod tables;
mod tally;
mod text;
mod times;
mod value;

#[cfg(test)]
mod tests;
