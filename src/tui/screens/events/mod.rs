//! The screen Events: every event the program knows, and what is known of the chosen one.

mod about;
mod rows;
mod state;
mod view;

pub use state::EventsScreen;
