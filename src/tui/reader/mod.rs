pub mod copy;
pub mod page;
pub mod planning;
pub mod state;
pub mod view;
