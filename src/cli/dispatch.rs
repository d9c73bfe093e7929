//! From the arguments to the command that they ask for, and who gets the terminal when there is none.

use super::arguments::{Arguments, Command, insert_open};
use super::{Ending, Exit, Output, Startup, complain, complete, help, list};
use crate::io::ability::is_dumb;
use crate::io::clock;
use crate::io::durable::survive_size_limits;
use crate::io::input::has_terminal;
use crate::io::output::Colour;
use crate::io::zone_files;
use crate::keymap::Keymap;
use crate::model::{Tz, ZoneFiles};
use crate::run::{Environment, damage, run};
use crate::words::to_ascii;
use clap::FromArgMatches;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Arc;

/// Does what the arguments ask for; the first of them is the program's name.
pub fn main(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    if let Some(version) = zone_files::version() {
        Tz::prefer(ZoneFiles { version, read: zone_files::read });
    }
    let shell = std::env::var_os(complete::VARIABLE).filter(|shell| !shell.is_empty());
    let arguments: Vec<OsString> = arguments.collect();
    if shell.is_none() && arguments.len() <= 1 {
        // Most starts: they are not kept waiting for the table of all commands.
        return begin(Arguments::default());
    }
    let command = help::command();
    if let Some(shell) = shell {
        let mut out = Output::stdout(Colour::Never);
        let ended = complete::answer(&shell, arguments.into_iter(), command, &mut out);
        return closed(ended, &mut out).0.into();
    }
    let commands: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
    let arguments = insert_open(arguments, &commands);
    let matches = command.try_get_matches_from(arguments);
    match matches.and_then(|matches| Arguments::from_arg_matches(&matches)) {
        Ok(arguments) => begin(arguments),
        Err(error) => refused(&error).0.into(),
    }
}

fn begin(arguments: Arguments) -> ExitCode {
    let colour = Colour::wanted(arguments.color);
    let mut out = Output::stdout(colour);
    let ended = dispatch(arguments, colour, &mut out);
    closed(ended, &mut out).0.into()
}

/// How a command ended, once everything is written and told.
fn closed(ended: Ending, out: &mut Output) -> Exit {
    let ended = ended.and_then(|exit| Ok(out.flush().map(|()| exit)?));
    let told = |problem| complain(problem, out.is_rewritten());
    ended.or_else(|stop| stop.told(told)).unwrap_or_else(|error| {
        complain(format_args!("kubetalks: {error}"), false);
        Exit::FAILED
    })
}

/// Says what clap has to say: help to standard output, where a reader who has left is no error, mistakes, which hold what
/// was typed, to standard error.
fn refused(error: &clap::Error) -> Exit {
    if error.use_stderr() {
        complain(error.render().to_string().trim_end(), false);
        return Exit::FAILED;
    }
    match error.print().and_then(|()| io::stdout().flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            complain(format_args!("kubetalks: standard output: {error}"), false);
            Exit::FAILED
        }
        _ => Exit::FINE,
    }
}

fn dispatch(arguments: Arguments, colour: Colour, out: &mut Output) -> Ending {
    survive_size_limits()?;
    let environment = Environment::of_this_process(arguments.at, colour == Colour::Never, out.is_terminal());
    let mut answered = None;
    let mut prepared = |environment, out: &mut Output| {
        let startup = prepared(environment, out);
        answered = Some((Arc::clone(&startup.programme), startup.event_store.clone()));
        startup
    };
    let ending = match arguments.command {
        None if has_screen(io::stdin().is_terminal(), out) => full_screen(Startup::load_with_keys(environment)),
        None => list::List::default().run(&prepared(environment, out), out),
        Some(command @ (Command::Open(_) | Command::Demo(_) | Command::Triage(_))) => {
            return on_screen(command, environment, out);
        }
        Some(Command::Now(now)) if now.follows() => {
            prepared(environment.clone(), out);
            let (at, started) = (environment.at, clock::now());
            let time = || at.map(|at| at + (clock::now() - started));
            return now.follow(|| Startup::load(Environment { at: time(), ..environment.clone() }), out);
        }
        // Its problems are what it is asked for.
        Some(Command::Check(check)) => check.run(&loaded(environment, out), out),
        // These need nothing that is loaded.
        Some(Command::Keys(keys)) => keys.run(out),
        Some(Command::Config(settings)) => settings.run(out),
        Some(Command::Completions(completions)) => completions.run(out),
        Some(Command::Man(man)) => man.run(help::command(), out),
        Some(command) => answer(command, prepared(environment, out), out),
    };
    let Some((programme, Some(event_store))) = answered else { return ending };
    whole(ending, &damage(&programme, &event_store), out)
}

/// Commands that fill the screen where there is one.
fn on_screen(command: Command, environment: Environment, out: &mut Output) -> Ending {
    let keys = match &command {
        Command::Open(open) if open.takes_standard_input() => has_terminal(),
        Command::Triage(triage) if !triage.fills_screen() => false,
        _ => io::stdin().is_terminal(),
    };
    if !has_screen(keys, out) {
        let startup = prepared(environment, out);
        return answer(command, startup, out);
    }
    let (startup, keymap) = Startup::load_with_keys(environment);
    let startup = match command {
        Command::Open(open) => open.load(startup)?,
        Command::Demo(demo) => demo.load(startup)?,
        Command::Triage(triage) => triage.load(startup)?,
        _ => startup,
    };
    full_screen((startup, keymap))
}

/// The end of a command, unless what it answered from is damaged.
fn whole(ending: Ending, found: &[String], out: &Output) -> Ending {
    found.iter().for_each(|damage| complain(format_args!("kubetalks: {damage}"), out.is_rewritten()));
    if found.is_empty() { ending } else { ending.and(Ok(Exit::FAILED)) }
}

/// Does what a command asks for, with what is loaded.
fn answer(command: Command, startup: Startup, out: &mut Output) -> Ending {
    match command {
        Command::List(list) => list.run(&startup, out),
        Command::Show(show) => show.run(&startup, out),
        Command::Speakers(speakers) => speakers.run(&startup, out),
        Command::Events(events) => events.run(&startup, out),
        Command::Agenda(agenda) => agenda.run(&startup, out),
        Command::Brief(brief) => brief.run(&startup, out),
        Command::Now(now) => now.run(&startup, out),
        Command::Insights(insights) => insights.run(&startup, out),
        Command::Gaps(gaps) => gaps.run(&startup, out),
        Command::Plan(plan) => plan.run(startup, out),
        Command::Watch(watch) => watch.run(&startup, out),
        Command::Export(export) => export.run(&startup, out),
        Command::Share(share) => share.run(&startup, out),
        Command::Friends(friends) => friends.run(&startup, out),
        Command::Mark(mark) => mark.run(startup, out),
        Command::Unmark(unmark) => unmark.run(startup, out),
        Command::Find(find) => find.run(startup, out),
        Command::Import(import) => import.run(startup, out),
        Command::Refresh(refresh) => refresh.run(startup, out),
        Command::Forget(forget) => forget.run(&startup, out),
        Command::Open(open) => open.run(startup, out),
        Command::Demo(demo) => list::List::default().run(&demo.load(startup)?, out),
        Command::Triage(triage) => triage.run(&startup, out),
        Command::Check(check) => check.run(&startup, out),
        Command::Keys(keys) => keys.run(out),
        Command::Config(settings) => settings.run(out),
        Command::Completions(completions) => completions.run(out),
        Command::Man(man) => man.run(help::command(), out),
    }
}

/// What is loaded before a command runs; from here on everything is written as the user wants it.
fn loaded(environment: Environment, out: &mut Output) -> Startup {
    let startup = Startup::load(environment);
    if startup.in_ascii() {
        out.rewrite_by(to_ascii);
    }
    startup
}

/// The same, after its problems were reported.
fn prepared(environment: Environment, out: &mut Output) -> Startup {
    let startup = loaded(environment, out);
    startup.complain_of(&startup.problems);
    startup
}

/// Whether there is a terminal to fill, for somebody who has keys. Of one that cannot be filled is said why.
fn has_screen(keys: bool, out: &Output) -> bool {
    let there = keys && out.is_terminal();
    if there && is_dumb() {
        let why = "TERM does not say what this terminal can do, or that it is dumb: no full screen, but the list";
        complain(format_args!("kubetalks: {why}"), false);
    }
    there && !is_dumb()
}

fn full_screen((startup, keymap): (Startup, Keymap)) -> Ending {
    let ending = run(startup, keymap)?;
    if let Some(farewell) = ending.farewell {
        complain(farewell, false);
    }
    Ok(Exit(ending.code))
}
