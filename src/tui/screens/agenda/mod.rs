//! My days: what I go to, where it clashes, what fits the gaps.

pub mod lines;
pub mod state;
pub mod view;

pub use state::AgendaScreen;
