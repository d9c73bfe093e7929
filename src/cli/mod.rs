//! The command line: what each command does, and who gets the terminal when there is none.
//!
//! Every command is a file with its arguments and a `run`; it writes to the [`Output`] it is given, says what went wrong
//! on standard error, and returns an `Exit`. What is loaded before it runs, and in which order, stands in [`Desk`],
//! which the full-screen program starts from too. This room draws no screen and never leaves the process by itself.
//! To add a command: a file, a variant of `Command`, and its name in a group of `help`.

mod agenda;
mod arguments;
mod check;
mod desk;
mod events;
mod export;
mod follow;
mod foreign;
mod forget;
mod friends;
mod gaps;
mod help;
mod ids;
mod import;
mod json;
mod list;
mod mark;
mod mine;
mod now;
mod open;
mod plan;
mod progress;
mod refresh;
mod shell;
mod show;
mod speakers;
mod split;
mod table;
mod times;
mod wish;

pub use desk::{Desk, Environment};

use crate::io::durable::survive_size_limits;
use crate::io::input::has_terminal;
use crate::io::output::Output;
use crate::keymap::Keymap;
use crate::run::{Start, run};
use arguments::{Arguments, Command, insert_open};
use clap::FromArgMatches;
use std::ffi::OsString;
use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    /// It did what was asked.
    Fine,
    /// Nothing was found, or something wrong was.
    Nothing,
    /// The question made no sense, or the answer failed.
    Failed,
    /// As the full-screen program says.
    Code(u8),
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Fine => 0,
            Exit::Nothing => 1,
            Exit::Failed => 2,
            Exit::Code(code) => code,
        })
    }
}

/// Does what the arguments ask for; the first of them is the program's name.
pub fn main(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let command = help::command();
    let commands: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
    let arguments = insert_open(arguments, &commands);
    let matches = command.try_get_matches_from(arguments);
    let arguments = match matches.and_then(|matches| Arguments::from_arg_matches(&matches)) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help goes to standard output, mistakes to standard error; a reader of either who has left is no error.
            let _ = error.print();
            return if error.use_stderr() { Exit::Failed.into() } else { Exit::Fine.into() };
        }
    };
    let mut out = Output::stdout();
    match obey(arguments, &mut out).and_then(|exit| out.flush().map(|()| exit)) {
        Ok(exit) => exit.into(),
        Err(error) => {
            complain(format_args!("kubetalks: {error}"));
            Exit::Failed.into()
        }
    }
}

fn obey(arguments: Arguments, out: &mut Output) -> io::Result<Exit> {
    survive_size_limits()?;
    let environment = Environment::of_this_process(arguments.at);
    let Some(command) = arguments.command else {
        if io::stdin().is_terminal() && out.is_terminal() {
            return full_screen(Desk::open_with_keys(environment));
        }
        return list::List::default().run(&Desk::open(environment).telling(), out);
    };
    match command {
        Command::List(list) => list.run(&Desk::open(environment).telling(), out),
        Command::Show(show) => show.run(&Desk::open(environment).telling(), out),
        Command::Speakers(speakers) => speakers.run(&Desk::open(environment).telling(), out),
        Command::Events(events) => events.run(&Desk::open(environment).telling(), out),
        Command::Agenda(agenda) => agenda.run(&Desk::open(environment).telling(), out),
        Command::Now(now) => now.run(&Desk::open(environment).telling(), out),
        Command::Gaps(gaps) => gaps.run(&Desk::open(environment).telling(), out),
        Command::Plan(plan) => plan.run(Desk::open(environment).telling(), out),
        Command::Export(export) => export.run(&Desk::open(environment).telling(), out),
        Command::Friends(friends) => friends.run(&Desk::open(environment).telling(), out),
        Command::Mark(mark) => mark.run(Desk::open(environment).telling(), out),
        Command::Unmark(unmark) => unmark.run(Desk::open(environment).telling(), out),
        Command::Import(import) => import.run(Desk::open(environment).telling(), out),
        Command::Refresh(refresh) => refresh.run(Desk::open(environment).telling(), out),
        Command::Forget(forget) => forget.run(&Desk::open(environment).telling(), out),
        Command::Open(open) => {
            let keys = if open.takes_standard_input() { has_terminal() } else { io::stdin().is_terminal() };
            if !(keys && out.is_terminal()) {
                return open.run(Desk::open(environment).telling(), out);
            }
            match open.load_with_keys(Desk::open_with_keys(environment)) {
                Ok(desk) => full_screen(desk),
                Err(exit) => Ok(exit),
            }
        }
        Command::Check(check) => check.run(&Desk::open(environment), out),
        Command::Completions(completions) => completions.run(out),
        Command::Man(man) => man.run(out),
    }
}

fn full_screen((desk, keymap): (Desk, Keymap)) -> io::Result<Exit> {
    let start = Start {
        programme: desk.programme,
        opened: desk.opened,
        config: desk.config,
        keymap,
        favourites: desk.favourites,
        friends: desk.friends,
        store: desk.store,
        event_store: desk.event_store,
        kept: desk.kept,
        left_out: desk.left_out,
        network: desk.network,
        problems: desk.problems,
        at: desk.at,
    };
    let ending = run(start)?;
    if let Some(farewell) = ending.farewell {
        complain(farewell);
    }
    Ok(Exit::Code(ending.code))
}

/// One line for standard error. If that is closed too there is nobody left to tell.
fn complain(line: impl Display) {
    let _ = writeln!(io::stderr(), "{line}");
}
