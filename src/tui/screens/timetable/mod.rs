//! The screen Timetable: rooms across, time down, for one day of an event.

pub mod axis;
pub mod block;
pub mod grid;
pub mod moves;
pub mod place;
pub mod state;
pub mod strip;
pub mod view;
pub mod viewport;

pub use state::TimetableScreen;
