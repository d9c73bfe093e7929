//! Finding sessions and people: the query language, the ranking, the highlight, and what is similar.
//!
//! Everything here is a pure function of a [`Query`] and a [`SearchContext`]: a programme, whose packed schedules are
//! searched as they lie, what the user marked, and what time it is. This room must never know of keys, screens, files or
//! the clock. Start with [`Query::parse`] for the language, then [`search`]; the order of the hits is explained in the
//! module `rank`, what counts as a match in the modules `word`
//! and `spelling`.

mod blame;
mod bodies;
mod dates;
mod facts;
mod fields;
mod find;
mod highlight;
mod likeness;
mod offers;
mod parse;
mod people;
mod query;
mod rank;
mod spelling;
mod value;
mod word;

pub use blame::blame;
pub use facts::{SearchContext, days_meant};
pub use fields::{FIELDS, Field, QueryField, examples};
pub use find::{Hit, Scratch, search, search_within};
pub use highlight::highlight;
pub use likeness::{Likeness, Similar};
pub use offers::{Loaded, as_written, beginning_with, being_typed};
pub use parse::Known;
pub use people::speakers;
pub use query::Query;
pub use value::date_named;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod terms;
#[cfg(test)]
mod tests;
