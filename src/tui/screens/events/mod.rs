//! The screen Events: every event the program knows, and what is known of the chosen one.

pub mod about;
pub mod rows;
pub mod state;
pub mod view;

pub use state::EventsScreen;
