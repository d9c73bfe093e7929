//! kubetalks: browse a conference programme in the terminal.

pub mod action;
pub mod model;
pub mod problem;
