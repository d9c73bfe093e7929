//! Pictures where people would rather look than read.

mod rows;
mod state;
mod view;

pub use state::InsightsScreen;
