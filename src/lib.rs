//! kubetalks: browse a conference programme in the terminal.

pub mod action;
pub mod agenda;
pub mod app;
pub mod changes;
pub mod cli;
pub mod config;
pub mod export;
pub mod favourites;
pub mod io;
pub mod keymap;
pub mod listing;
pub mod measure;
pub mod model;
pub mod problem;
pub mod run;
pub mod search;
pub mod settings;
pub mod source;
pub mod theme;
pub mod ui;
