pub mod about;
pub mod fetching;
pub mod state;
pub mod view;
