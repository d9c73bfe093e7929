//! A plan of a day, shown as what it would change in the agenda, and taken whole, in part or not.

mod lines;
mod place;
mod state;
mod view;

pub use state::{PlanView, day_at_hand};
