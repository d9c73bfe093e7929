//! Sources: bytes of one schedule format to an event and what is wrong with them. The seeds are one such format.
//!
//! This room knows neither disk nor network nor the clock; its text is clean when it leaves. Start with [`read()`].
//!
//! CONTRIBUTING.md says how to add a format. Its reader takes texts through `text` and times through `time`, keeps what it
//! can, and tells the rest with line and column. It need not care about unique ids, empty titles, the event's days and
//! the day of a session: `finish` does that for all of them.

mod builder;
mod days;
mod decode;
mod finish;
mod format;
mod frab;
mod icalendar;
mod ids;
mod json;
mod limits;
mod opened;
mod options;
mod page;
mod read;
mod rows;
mod scan;
mod seeds;
mod shape;
mod shipped;
mod tally;
mod text;
mod time;
mod xcal;
mod xml;
mod zipped;

pub use format::Format;
pub use icalendar::{Property, own_names, properties};
pub use json::list::FIELDS;
pub use opened::Opened;
pub use options::Options;
pub use page::{Lead, Leads};
pub use read::{Reading, read, read_opened};
pub use shipped::shipped;

#[cfg(test)]
mod tests;
