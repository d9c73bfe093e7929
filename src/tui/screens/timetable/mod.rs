//! The screen Timetable: rooms across, time down, for one day of an event.

mod axis;
mod block;
mod grid;
mod hints;
mod moves;
mod place;
mod pointing;
mod room_name;
mod rows;
mod state;
mod view;
mod viewport;

pub use state::TimetableScreen;
