//! The screen Now: what is on and what comes next, mine first.

mod columns;
mod lines;
mod state;
mod view;

pub use state::NowScreen;
