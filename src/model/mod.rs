//! What is: events, sessions, speakers, tracks, rooms, and the programme that holds them all in memory.
//!
//! This room knows nothing of files, formats, screens or the clock; it may be handed a time, never ask for one. A
//! [`Schedule`] is one event as one source told it; a [`Programme`] is the union of several, with its indexes. Start
//! with [`Session`].

mod admission;
mod brief;
mod description;
mod employers;
mod event;
mod ids;
mod ix;
mod letters;
mod merge;
mod namesakes;
pub mod packed;
mod part;
mod people;
mod personal;
mod programme;
mod schedule;
mod session;
mod shelf;
mod short_name;
mod slot;
mod slug;
mod speaker;
mod spot;
mod tz;
mod zone;

pub use brief::Brief;
pub use description::Description;
pub use event::{Event, Source};
pub use ids::LEAST as SHORTEST_ID;
pub use ix::{EventIx, RoomIx, SessionIx, SpeakerIx, TrackIx};
pub use letters::{Letters, letter_bit};
pub use merge::in_order;
pub use personal::{Mark, Personal};
pub use programme::Programme;
pub use schedule::{Broken, Schedule};
pub use session::{Credit, Kind, Level, Link, LinkKind, Session};
pub use slot::Slot;
pub use slug::{fold, fold_into, fold_letter, slug};
pub use speaker::{Aliases, Room, Speaker, Track};
pub use spot::{NoSpot, RoomEntry, RoomSpot, Spot, covers};
pub use tz::{Clocks, Tz, YearlyChange, ZoneFiles};
pub use zone::Zone;
