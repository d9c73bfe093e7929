//! XML as schedules really have it: what a strict parser refuses is put right or cut out before the readers see it.
//!
//! Nothing here knows a schedule format. [`legal`] makes a text one that a parser accepts as far as single characters
//! go, [`parse`] guards the parser against hostile input, and [`recover`] reads what is not well-formed part by part.
//! Every byte keeps its position, so that a problem's line and column are those of the file.

mod document;
mod mend;
mod nodes;
mod pieces;
mod recover;

pub(super) use document::{legal, parse};
pub(super) use nodes::{Fields, attribute, child, elements, field, text};
pub(super) use recover::{Part, Parts, forbidden, malformed, recover, saved};

#[cfg(test)]
mod tests;
