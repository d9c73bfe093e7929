//! My days: what I go to, where it clashes, what fits the gaps.

mod columns;
mod lines;
mod state;
mod view;

pub use state::AgendaScreen;
