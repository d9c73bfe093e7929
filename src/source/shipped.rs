//! What comes with the program.

use crate::model::Schedule;

/// The events that ship, by their first day.
pub fn shipped() -> Vec<Schedule> {
    // The bytes are made by `build.rs` from the same types, and a test holds both against the seeds' text; were they
    // unreadable all the same, the program would be of use still, for imported events.
    postcard::from_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/seeds.bin"))).unwrap_or_default()
}
