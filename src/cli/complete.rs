//! What a shell offers behind tab. The scripts of `completions` ask for it, by running the program with
//! [`VARIABLE`] and the words so far.
//!
//! Commands and options are those that clap knows; what is offered for a value is told here, of what is loaded.

use super::{Ending, Exit, Output, Startup, failed};
use crate::export::ExportFormat;
use crate::model::{Mark, Personal, SessionIx};
use crate::run::Environment;
use crate::search::{FIELDS, Loaded, QueryField, as_written, beginning_with, being_typed};
use clap_complete::engine::{CompletionCandidate, complete};
use clap_complete::env::Shells;
use std::ffi::{OsStr, OsString};
use std::io::Write;

/// Which shell asks; with the value `lines` one of those whose script is ours.
pub(super) const VARIABLE: &str = "KUBETALKS_COMPLETE";

const SCRIPTS: [(&str, &str); 3] = [
    ("bash", include_str!("complete/bash.sh")),
    ("zsh", include_str!("complete/zsh.zsh")),
    ("fish", include_str!("complete/fish.fish")),
];

/// The script that makes a shell ask.
pub(super) fn script(shell: &str) -> Vec<u8> {
    if let Some((_, script)) = SCRIPTS.iter().find(|(name, _)| *name == shell) {
        return script.as_bytes().to_vec();
    }
    let (shells, mut script) = (Shells::builtins(), Vec::new());
    // Writing into memory cannot fail.
    let written = shells
        .completer(shell)
        .map(|shell| shell.write_registration(VARIABLE, "kubetalks", "kubetalks", "kubetalks", &mut script));
    drop(written);
    script
}

/// Prints what may follow. The arguments are those of the program, with the words behind `--`; the last one is begun.
pub(super) fn answer(
    shell: &OsStr,
    arguments: impl Iterator<Item = OsString>,
    mut program: clap::Command,
    out: &mut Output,
) -> Ending {
    let words: Vec<OsString> = arguments.skip_while(|word| word != "--").skip(1).collect();
    let folder = std::env::current_dir().ok();
    if shell != "lines" {
        let (shells, mut offered) = (Shells::builtins(), Vec::new());
        let unknown = || failed(format!("{VARIABLE} names no shell: '{}'", shell.display()));
        let shell = shell.to_str().and_then(|shell| shells.completer(shell)).ok_or_else(unknown)?;
        shell.write_complete(&mut program, words, folder.as_deref(), &mut offered)?;
        out.write_exact(&String::from_utf8_lossy(&offered))?;
        return Ok(Exit::FINE);
    }
    let last = words.len().saturating_sub(1);
    for candidate in complete(&mut program, words, last, folder.as_deref())? {
        let help = candidate.get_help().map(ToString::to_string).unwrap_or_default();
        let value = candidate.get_value().to_string_lossy();
        match help.lines().next() {
            Some(help) => writeln!(out, "{value}\t{help}")?,
            None => writeln!(out, "{value}")?,
        }
    }
    Ok(Exit::FINE)
}

fn loaded() -> Startup {
    Startup::load(Environment::of_this_process(None, true, false))
}

fn candidate(value: &str, help: &str) -> CompletionCandidate {
    let help = Some(help).filter(|help| !help.is_empty()).map(|help| help.to_owned().into());
    CompletionCandidate::new(value).help(help)
}

/// Those of some values, each with what it is, that begin as was typed.
fn beginning<'a>(typed: &OsStr, values: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<CompletionCandidate> {
    let Some(typed) = typed.to_str() else { return Vec::new() };
    values.filter(|(value, _)| value.starts_with(typed)).map(|(value, help)| candidate(value, help)).collect()
}

/// The ids of events that take part.
pub(super) fn events(typed: &OsStr) -> Vec<CompletionCandidate> {
    let startup = loaded();
    beginning(typed, startup.programme.events().iter().map(|event| (event.id.as_str(), event.name.as_str())))
}

/// The ids of events that were imported.
pub(super) fn kept_events(typed: &OsStr) -> Vec<CompletionCandidate> {
    beginning(typed, loaded().kept.iter().map(|kept| (kept.id.as_str(), kept.name.as_str())))
}

/// The ids of all events, whether they take part or not.
pub(super) fn all_events(typed: &OsStr) -> Vec<CompletionCandidate> {
    let startup = loaded();
    let kept = startup.kept.iter().map(|kept| (kept.id.as_str(), kept.name.as_str()));
    let shipped = startup.shipped.iter().map(|event| (event.id.as_str(), event.name.as_str()));
    beginning(typed, kept.chain(shipped))
}

/// The names of friends.
pub(super) fn friends(typed: &OsStr) -> Vec<CompletionCandidate> {
    beginning(typed, loaded().friends.all().iter().map(|friend| (friend.name.as_str(), "")))
}

pub(super) fn formats(typed: &OsStr) -> Vec<CompletionCandidate> {
    beginning(typed, ExportFormat::ALL.iter().map(|format| (format.name(), "")))
}

/// Sessions by what was typed of their ids; where nothing was, those of the user.
pub(super) fn sessions(typed: &OsStr) -> Vec<CompletionCandidate> {
    let Some(typed) = typed.to_str().filter(|typed| !typed.is_empty()) else { return marked(typed) };
    let startup = loaded();
    let found = startup.programme.sessions_beginning(typed);
    let mut offered = named(&startup, typed, found);
    // What is no id yet may become one.
    let events: Vec<_> =
        startup.programme.events().iter().map(|event| (format!("{}/", event.id), &event.name)).collect();
    let events = events.iter().map(|(start, name)| (start.as_str(), name.as_str()));
    offered.extend(beginning(typed.as_ref(), events.filter(|(start, _)| !typed.starts_with(start))));
    offered
}

/// The sessions that the user attached something to.
pub(super) fn marked(typed: &OsStr) -> Vec<CompletionCandidate> {
    let Some(typed) = typed.to_str() else { return Vec::new() };
    let startup = loaded();
    let (programme, personal) = (&startup.programme, startup.personal());
    let is_mine = |ix: &SessionIx| *Personal::of(&personal, *ix) != Personal::default();
    let begins = |ix: &SessionIx| programme.id(*ix).starts_with(typed) || programme.full_id(*ix).starts_with(typed);
    let mut mine: Vec<SessionIx> = programme.order().iter().copied().filter(is_mine).filter(begins).collect();
    mine.sort_by_key(|ix| Personal::of(&personal, *ix).mark != Some(Mark::Going));
    named(&startup, typed, mine)
}

/// Sessions by their ids, with their events where that was begun or has to be said.
fn named(startup: &Startup, typed: &str, sessions: Vec<SessionIx>) -> Vec<CompletionCandidate> {
    let programme = &startup.programme;
    let id = |ix: SessionIx| match programme.id(ix) {
        own if own.starts_with(typed) && programme.sessions_with_id(own).len() == 1 => own.to_owned(),
        _ => programme.full_id(ix),
    };
    sessions.into_iter().map(|ix| candidate(&id(ix), &programme.session(ix).title)).collect()
}

/// The days that there are.
pub(super) fn days(typed: &OsStr) -> Vec<CompletionCandidate> {
    let startup = loaded();
    let values = QueryField::named("day").map(|field| values(&startup, field)).unwrap_or_default();
    let known: Vec<String> = values.into_iter().chain(["today".to_owned(), "tomorrow".to_owned()]).collect();
    let mut found = beginning(typed, known.iter().map(|day| (day.as_str(), "")));
    found.dedup();
    found
}

fn values(startup: &Startup, field: &QueryField) -> Vec<String> {
    let programme = &startup.programme;
    let by_name = if field.name == "speaker" { programme.by_name() } else { Vec::new() };
    field.values(&Loaded { programme, by_name: &by_name, friends: &startup.friend_marks().names, only: None })
}

/// The word of a query that is being typed: the value of a field, the name of a query, or a field.
pub(super) fn query(typed: &OsStr) -> Vec<CompletionCandidate> {
    let Some(typed) = typed.to_str() else { return Vec::new() };
    let Some((name, value)) = being_typed(typed) else {
        let start = typed.len() - typed.trim_start_matches(['!', '-']).len();
        let (not, word) = typed.split_at(start);
        let begun = FIELDS.iter().filter(|field| field.name.starts_with(word));
        return begun.map(|field| candidate(&format!("{not}{}:", field.name), field.help)).collect();
    };
    let startup = loaded();
    let known = match name {
        Some(name) => QueryField::named(&name.to_ascii_lowercase()).map(|field| values(&startup, field)),
        None => Some(startup.config.queries.iter().map(|(name, _)| name.clone()).collect()),
    };
    let lead = &typed[..typed.len() - value.len()];
    let value = value.trim_start_matches('"');
    let found = beginning_with(value, known.unwrap_or_default());
    found.iter().map(|value| candidate(&format!("{lead}{}", as_written(value)), "")).collect()
}
