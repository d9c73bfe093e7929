//! `kubetalks friends`: whom the user goes with, and what they go to.

mod split;
mod summary;

use super::progress::Meter;
use super::source_args::{fetch, selection};
use super::{Ending, Exit, Output, Startup, Stop, complete, failed};
use crate::friends::{Friend, Friends as Circle, Refused};
use crate::importing::{ImportError, Origin};
use crate::io::clock;
use crate::problem::Problem;
use crate::store::FriendsStore;
use chrono::Timelike;
use clap::{Args, Subcommand, ValueHint};
use clap_complete::engine::ArgValueCompleter as Offer;
use split::Splitting;
use std::io::Write;
use summary::{changes, list, missing, nobody, summary};

/// Show who else goes to what, from the files friends sent
///
/// A friend is a name for a code ('kubetalks share' makes one), a file or an address: their favourites.toml, an export of kubetalks (ics, json or csv), the favourites
/// of pretalx, Sched, FOSDEM Companion, EventFahrplan, Giggity or Sojourner, or a plain list of ids and addresses. What it is,
/// is seen from the content. It is only ever read: there is no account and no server. Without a word the friends are listed.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Friends {
    #[command(subcommand)]
    operation: Option<Operation>,
    /// For scripts: an array of objects
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum Operation {
    Add(Add),
    Remove(Remove),
    Refresh(Refresh),
    Split(Splitting),
}

/// Take a friend's favourites from a code, a file, an address or standard input
///
/// The name of a friend who is known already takes the new favourites in place of the old ones.
#[derive(Debug, Args)]
struct Add {
    /// What you call them
    name: String,
    /// The code that they read out or sent (kt1:...), the file or address, or - for standard input
    #[arg(value_name = "CODE|FILE|URL|-", value_hint = ValueHint::FilePath)]
    source: String,
    /// What stands for them beside a session, in place of the first free letter of the name
    #[arg(long, value_name = "LETTER")]
    letter: Option<String>,
}

/// Take friends away; their files stay
#[derive(Debug, Args)]
struct Remove {
    /// Their names
    #[arg(required = true, value_name = "NAME", add = Offer::new(complete::friends))]
    names: Vec<String>,
}

/// Read friends' files and addresses again, and tell what changed
#[derive(Debug, Args)]
struct Refresh {
    /// Their names; without any, everybody who has a file or an address
    #[arg(value_name = "NAME", add = Offer::new(complete::friends))]
    names: Vec<String>,
}

impl Friends {
    pub(super) fn run(&self, startup: &Startup, out: &mut Output) -> Ending {
        let nowhere = || failed("there is nowhere to keep friends");
        let file = || startup.friends_file.as_ref().ok_or_else(nowhere);
        match &self.operation {
            None => list(startup, self.json, out),
            Some(Operation::Split(splitting)) => splitting.run(startup, out),
            Some(Operation::Add(add)) => add.run(startup, file()?, out),
            Some(Operation::Remove(remove)) => remove.run(startup, file()?, out),
            Some(Operation::Refresh(refresh)) => refresh.run(startup, file()?, out),
        }
    }
}

/// The friend of this name, or what to say, with the nearest name.
fn friend<'a>(friends: &'a Circle, name: &str) -> Result<&'a Friend, Problem> {
    friends.get(name).ok_or_else(|| {
        let problem = failed(format!("there is no friend '{name}'"));
        let names = friends.all().iter().map(|friend| friend.name.as_str());
        problem.advise("'kubetalks friends' lists them").suggest(name, names)
    })
}

impl Add {
    fn run(&self, startup: &Startup, file: &FriendsStore, out: &mut Output) -> Ending {
        let friend = take(startup, &self.name, selection(&self.source), &mut Meter::start())?;
        let friend = store(startup, file, friend, self.letter.as_deref())?;
        writeln!(out, "{}", summary(startup, &friend))?;
        missing(startup, &friend).iter().for_each(|problem| startup.complain(problem));
        Ok(Exit::unless(friend.marks.entries().next().is_none()))
    }
}

impl Remove {
    fn run(&self, startup: &Startup, file: &FriendsStore, out: &mut Output) -> Ending {
        let (known, exit) = startup.each(&self.names, |name| friend(&startup.friends, name));
        if known.is_empty() {
            return Ok(exit);
        }
        let remove = |friends: &mut Circle| -> Vec<Friend> {
            known.iter().filter_map(|friend| friends.remove(&friend.name)).collect()
        };
        let (removed, warnings) = file.change(remove).map_err(failed)?;
        startup.complain_of(&warnings);
        removed.iter().try_for_each(|friend| writeln!(out, "no longer a friend here: {}", friend.name))?;
        Ok(exit)
    }
}

impl Refresh {
    fn run(&self, startup: &Startup, file: &FriendsStore, out: &mut Output) -> Ending {
        let (mut chosen, mut exit) = startup.each(&self.names, |name| friend(&startup.friends, name));
        if self.names.is_empty() {
            chosen.extend(startup.friends.all().iter().filter(|friend| friend.origin.is_some()));
            if chosen.is_empty() {
                startup.complain(nobody("there is no friend whose file could be read again"));
                return Ok(Exit::NOTHING);
            }
        }
        let mut meter = Meter::start();
        for before in chosen {
            let Some(origin) = before.origin.as_deref().map(Origin::named) else {
                let problem =
                    Problem::error(&before.name, "came from a code or standard input and cannot be read again");
                startup.complain(
                    problem.advise(format!("'kubetalks friends add {} CODE|FILE' reads another", before.name)),
                );
                exit = Exit::FAILED;
                continue;
            };
            let taken = take(startup, &before.name, Ok(origin), &mut meter);
            match taken.and_then(|after| store(startup, file, after, None)) {
                Ok(after) => {
                    writeln!(out, "{}", summary(startup, &after))?;
                    changes(before, &after, out)?;
                    missing(startup, &after).iter().for_each(|problem| startup.complain(problem));
                }
                Err(stop) => {
                    exit = stop.told(|problem| startup.complain(problem))?;
                    startup.complain(Problem::note(&before.name, "what was read before stays in use"));
                }
            }
        }
        Ok(exit)
    }
}

/// Reads a friend's file or address; what was wrong in it is told.
fn take(startup: &Startup, name: &str, origin: Result<Origin, ImportError>, meter: &mut Meter) -> Result<Friend, Stop> {
    let known = Friend::new(name).map_err(failed)?;
    let (bytes, source) = fetch(startup, name, origin, meter)?;
    let (friend, problems) =
        known.with_favourites(&bytes, &source, clock::now().with_nanosecond(0), &startup.programme)?;
    startup.complain_of(&problems);
    Ok(friend)
}

/// Puts a friend among the others, and returns what is stored now.
fn store(startup: &Startup, file: &FriendsStore, mut friend: Friend, letter: Option<&str>) -> Result<Friend, Stop> {
    let stored = file.change(|friends| {
        friends.put(friend.clone(), letter)?;
        friend.letter = friends.get(&friend.name).map_or(friend.letter, |stored| stored.letter);
        Ok::<_, Refused>(friend)
    });
    let (stored, warnings) = stored.map_err(failed)?;
    startup.complain_of(&warnings);
    Ok(stored.map_err(failed)?)
}
