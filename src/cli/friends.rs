//! `kubetalks friends`: whom the user goes with, and what they go to.

mod telling;

use super::progress::Meter;
use super::split::Splitting;
use super::wish::standard_input;
use super::{Desk, Exit, complain, import};
use crate::foreign;
use crate::friends::{Friend, Friends as Circle, Refused};
use crate::importing::{ImportError, Origin, bytes};
use crate::io::clock;
use crate::io::output::Output;
use crate::model::Source;
use crate::problem::{Problem, Severity};
use crate::store::FriendsStore;
use chrono::Timelike;
use clap::{Args, Subcommand};
use std::io::{self, Write};
use telling::{list, missing, nobody, summary, tell_changes};

/// Show who else goes to what, from the files friends sent
///
/// A friend is a name for a file or an address: their favourites.toml, an export of kubetalks (ics, json or csv), the favourites
/// of pretalx, Sched, FOSDEM Companion, EventFahrplan, Giggity or Sojourner, or a plain list of ids and addresses. What it is,
/// is seen from the content. It is only ever read: there is no account and no server. Without a word the friends are listed.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Friends {
    #[command(subcommand)]
    deed: Option<Deed>,
    /// For scripts: an array of objects
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum Deed {
    Add(Add),
    Remove(Remove),
    Refresh(Refresh),
    Split(Splitting),
}

/// Take a friend's favourites from a file, an address or standard input
///
/// The name of a friend who is known already takes the new favourites in place of the old ones.
#[derive(Debug, Args)]
struct Add {
    /// What you call them
    name: String,
    /// The file or address, or - for standard input
    #[arg(value_name = "FILE|URL|-")]
    source: String,
    /// What stands for them beside a session, in place of the first free letter of the name
    #[arg(long, value_name = "LETTER")]
    letter: Option<String>,
}

/// Take friends away; their files stay
#[derive(Debug, Args)]
struct Remove {
    /// Their names
    #[arg(required = true, value_name = "NAME")]
    names: Vec<String>,
}

/// Read friends' files and addresses again, and tell what changed
#[derive(Debug, Args)]
struct Refresh {
    /// Their names; without any, everybody who has a file or an address
    #[arg(value_name = "NAME")]
    names: Vec<String>,
}

impl Friends {
    pub(super) fn run(&self, desk: &Desk, out: &mut Output) -> io::Result<Exit> {
        match &self.deed {
            None => list(desk, self.json, out),
            Some(Deed::Split(splitting)) => splitting.run(desk, out),
            Some(deed) => {
                let Some(file) = &desk.friends_file else {
                    complain(Problem::error("kubetalks", "there is nowhere to keep friends"));
                    return Ok(Exit::Failed);
                };
                match deed {
                    Deed::Add(add) => add.run(desk, file, out),
                    Deed::Remove(remove) => remove.run(desk, file, out),
                    Deed::Refresh(refresh) => refresh.run(desk, file, out),
                    Deed::Split(splitting) => splitting.run(desk, out),
                }
            }
        }
    }
}

/// The friend of this name.
///
/// # Errors
/// The sentence to tell the user, with the nearest name.
fn friend<'a>(friends: &'a Circle, name: &str) -> Result<&'a Friend, Problem> {
    friends.get(name).ok_or_else(|| {
        let problem = Problem::error("kubetalks", format!("there is no friend '{name}'"));
        let names = friends.all().iter().map(|friend| friend.name.as_str());
        problem.advise("'kubetalks friends' lists them").suggest(name, names)
    })
}

impl Add {
    fn run(&self, desk: &Desk, file: &FriendsStore, out: &mut Output) -> io::Result<Exit> {
        let origin = match self.source.as_str() {
            "-" => standard_input().map(Origin::Input),
            source => Ok(Origin::named(source)),
        };
        let mut meter = Meter::start();
        let taken = origin.map_err(Failure::from).and_then(|origin| take(desk, &self.name, &origin, &mut meter));
        meter.clear();
        let friend = match taken {
            Ok(friend) => friend,
            Err(failure) => return Ok(failure.told()),
        };
        let friend = match store(file, friend, self.letter.as_deref()) {
            Ok(friend) => friend,
            Err(failure) => return Ok(failure.told()),
        };
        writeln!(out, "{}", summary(desk, &friend))?;
        missing(desk, &friend).iter().for_each(complain);
        Ok(if friend.marks.entries().next().is_none() { Exit::Nothing } else { Exit::Fine })
    }
}

impl Remove {
    fn run(&self, desk: &Desk, file: &FriendsStore, out: &mut Output) -> io::Result<Exit> {
        let mut exit = Exit::Fine;
        let mut known = Vec::new();
        for name in &self.names {
            match friend(&desk.friends, name) {
                Ok(friend) => known.push(friend.name.clone()),
                Err(problem) => {
                    complain(problem);
                    exit = Exit::Nothing;
                }
            }
        }
        if known.is_empty() {
            return Ok(exit);
        }
        let removed = file.change(|friends| known.iter().filter_map(|name| friends.remove(name)).collect::<Vec<_>>());
        match removed {
            Ok(removed) => {
                removed.iter().try_for_each(|friend| writeln!(out, "no longer a friend here: {}", friend.name))?;
                Ok(exit)
            }
            Err(error) => {
                complain(Problem::error("kubetalks", error.to_string()));
                Ok(Exit::Failed)
            }
        }
    }
}

impl Refresh {
    fn run(&self, desk: &Desk, file: &FriendsStore, out: &mut Output) -> io::Result<Exit> {
        let mut exit = Exit::Fine;
        let mut chosen: Vec<&Friend> = Vec::new();
        for name in &self.names {
            match friend(&desk.friends, name) {
                Ok(friend) => chosen.push(friend),
                Err(problem) => {
                    complain(problem);
                    exit = Exit::Nothing;
                }
            }
        }
        if self.names.is_empty() {
            chosen.extend(desk.friends.all().iter().filter(|friend| friend.origin.is_some()));
            if chosen.is_empty() {
                complain(nobody("there is no friend whose file could be read again"));
                return Ok(Exit::Nothing);
            }
        }
        let mut meter = Meter::start();
        for before in chosen {
            let Some(origin) = before.origin.as_deref().map(Origin::named) else {
                let problem = Problem::error(&before.name, "came from standard input and cannot be read again");
                complain(problem.advise(format!("'kubetalks friends add {} FILE' reads a file", before.name)));
                exit = Exit::Failed;
                continue;
            };
            let taken = take(desk, &before.name, &origin, &mut meter);
            meter.clear();
            match taken.and_then(|after| store(file, after, None)) {
                Ok(after) => {
                    writeln!(out, "{}", summary(desk, &after))?;
                    tell_changes(before, &after, out)?;
                    missing(desk, &after).iter().for_each(complain);
                }
                Err(failure) => {
                    exit = failure.told();
                    complain(Problem::note(&before.name, "what was read before stays in use"));
                }
            }
        }
        Ok(exit)
    }
}

/// Why a friend's favourites were not taken.
enum Failure {
    Told(Problem),
    Import(ImportError),
}

impl From<ImportError> for Failure {
    fn from(error: ImportError) -> Self {
        Self::Import(error)
    }
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        Self::Told(Problem::error("kubetalks", refused.to_string()))
    }
}

impl Failure {
    fn told(&self) -> Exit {
        match self {
            Self::Told(problem) => complain(problem),
            Self::Import(error) if error.is_cancelled() => {
                complain(Problem::note("kubetalks", "cancelled"));
                return Exit::Code(130);
            }
            Self::Import(error) => import::refuse(error),
        }
        Exit::Failed
    }
}

/// Reads a friend's file or address; what was wrong in it is told.
fn take(desk: &Desk, name: &str, origin: &Origin, meter: &mut Meter) -> Result<Friend, Failure> {
    let known = Friend::new(name)?;
    let (bytes, source) = bytes(origin, &desk.network, &mut |progress| meter.tell(name, progress))?;
    meter.clear();
    let reading = foreign::read(&bytes, &source.to_string()).map_err(Failure::Told)?;
    reading.problems.iter().filter(|problem| problem.severity > Severity::Note).for_each(complain);
    let origin = match source {
        Source::File(place) | Source::Address(place) => Some(place),
        Source::Shipped | Source::Input => None,
    };
    let mut friend = Friend {
        origin,
        taken: clock::now().with_nanosecond(0),
        belongs_to: reading.origin,
        loose: reading.references,
        ..known
    };
    friend.resolve(&desk.programme);
    Ok(friend)
}

/// Puts a friend among the others, and returns what is stored now.
fn store(file: &FriendsStore, mut friend: Friend, letter: Option<&str>) -> Result<Friend, Failure> {
    let stored = file.change(|friends| {
        friends.put(friend.clone(), letter)?;
        friend.letter = friends.get(&friend.name).map_or(friend.letter, |stored| stored.letter);
        Ok(friend)
    });
    stored.map_err(|error| Failure::Told(Problem::error("kubetalks", error.to_string())))?
}
