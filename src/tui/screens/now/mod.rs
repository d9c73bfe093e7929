//! The screen Now: what is on and what comes next, mine first.

pub mod lines;
pub mod state;
pub mod view;

pub use state::NowScreen;
