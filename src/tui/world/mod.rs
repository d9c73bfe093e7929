//! The facts that every view shows: what is loaded, what the user attached to it, what the list is narrowed to, which
//! events there are, what time it is. Views read them. Start with `facts`, which has them together; each part has a file of
//! its own, and what is asked of all of them together stands in `marking`, `planning` and `times`.

pub mod clock;
pub mod effect;
pub mod events;
mod facet;
mod facts;
pub mod filter;
mod finding;
pub mod found;
mod leaving;
mod marking;
pub mod marks;
mod news;
pub mod offering;
pub mod offers;
pub mod planning;
pub mod preferences;
pub mod remap;
mod reminders;
pub mod status;
mod storing;
pub mod tidings;
pub mod times;

pub use facts::{Beginning, FactStamp, World};
pub use marking::{Stored, noted, toggled};
