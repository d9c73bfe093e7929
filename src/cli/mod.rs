//! The command line: what each command does, and who gets the terminal when there is none.
//!
//! Every command is a file with its arguments and a `run`; it writes to the [`Output`] it is given, says what went wrong
//! on standard error, and returns an `Exit`. What is loaded before it runs, and in which order, stands in [`Startup`],
//! which the full-screen program starts from too.
//! This room draws no screen and never leaves the process by itself. To add a command: a file, a variant of `Command`
//! and its line in `dispatch`, and its name in one of `groups`.

mod agenda;
mod arguments;
mod brief;
mod check;
mod complete;
mod demo;
mod dispatch;
mod events;
mod exit;
mod export;
mod find;
mod foreign;
mod forget;
mod friends;
mod gaps;
mod groups;
mod help;
mod ids;
mod import;
mod insights;
mod instant;
mod json;
mod leaving;
mod list;
mod manual;
mod mark;
mod marked;
mod marking;
mod now;
mod now_record;
mod open;
mod plan;
mod progress;
mod refresh;
mod report;
mod scope;
mod share;
mod shell;
mod show;
mod source_args;
mod speakers;
mod startup;
mod table;
mod times;
mod triage;
mod watch;

pub use dispatch::main;
pub use help::command;

use crate::io::output::Output;
use crate::run::Startup;
use exit::{Ending, Exit, Stop, complain, failed};
use marked::MarkedSessions;
use scope::Scope;
use times::Clocks;
