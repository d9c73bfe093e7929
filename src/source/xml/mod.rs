//! XML as schedules really have it: what a strict parser refuses is put right or cut out before the readers see it.
//!
//! Nothing here knows a schedule format. Characters that a parser would not accept are replaced, the parser is guarded
//! against hostile input, and what is not well-formed is read part by part. Start with [`read`].
//! Every byte keeps its position, so that a problem's line and column are those of the file.

mod document;
mod mend;
mod nodes;
mod pieces;
mod recover;

pub(super) use nodes::{Fields, attribute, elements, text};
pub(super) use recover::{Part, Parts, read};

#[cfg(test)]
mod tests;
