//! The whole story on the command line, with the real program: a schedule is brought in and marked, the days are planned
//! and taken along, the schedule changes, and nothing that was marked is lost.
//!
//! It is told of the invented conference, and, where its schedule is at hand, of KubeCon Europe 2026. What the program says
//! of a day is held against what follows from the times alone.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]
#![allow(clippy::print_stderr, reason = "what is skipped has to be seen")]

#[path = "../support/mod.rs"]
mod support;

mod harbour;
mod kubecon;
mod visitor;
