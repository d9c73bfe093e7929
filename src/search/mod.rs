//! Finding sessions and people: the query language, the index, the ranking, the highlight, and what is similar.
//!
//! Everything here is a pure function of an [`Index`], which is built once for a programme, a [`Query`], and a
//! [`SearchContext`] that says what the user marked and what time it is. This room must never know of keys, screens, files or
//! the clock. Start with [`Query::parse`] for the language, then [`search`]; the order of the hits is explained in the
//! module `rank`, what counts as a match in the module `word`.

mod facts;
mod fields;
mod find;
mod highlight;
mod index;
mod likeness;
mod people;
mod query;
mod rank;
mod value;
mod word;

pub use facts::SearchContext;
pub use fields::{FIELDS, Field, QueryField, examples};
pub use find::{Hit, Scratch, search, search_within};
pub use highlight::highlight;
pub use index::Index;
pub use likeness::{Likeness, Similar};
pub use people::speakers;
pub use query::Query;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
