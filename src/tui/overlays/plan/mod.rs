pub mod lines;
pub mod state;
pub mod view;
