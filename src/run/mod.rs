//! The full-screen program in motion: start-up order, the loop, and the effects.
//!
//! The loop takes one event, drains the rest, lets `tui` update what it knows, performs the effects and draws one frame.
//! Nothing ticks: while nothing happens the program sleeps, unless a clock is in sight, a reminder is due at a known
//! instant or a mark is not stored yet. Slow work (disk, search index, opening links) happens on threads that report with
//! a message. Start with [`run`].

mod catalogue;
mod circle;
mod completing;
mod damage;
mod demo;
mod exporting;
mod favourites_writer;
mod fetcher;
mod leaving;
mod loop_event;
mod main_loop;
mod news;
mod perform;
mod pool;
mod startup;
mod state;

pub use damage::damage;
pub use demo::demo;
pub use main_loop::{Ending, run};
pub use startup::{Environment, FirstView, Startup};
