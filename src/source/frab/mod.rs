//! frab's schema: what Pentabarf began, and frab, pretalx, wafer, osem, the c3voc hub and FOSDEM of every year write, in
//! XML and in JSON.
//!
//! [`schema`] says which fields a session and a conference have, whatever they are written in; [`xml`] and [`json`] are
//! the two syntaxes.

mod event;
pub(super) mod json;
mod people;
pub(super) mod schema;
mod times;
pub(super) mod xml;

#[cfg(test)]
mod tests;
