pub mod filters;
pub mod grouping;
pub mod state;
pub mod view;
