//! What can be asked for on the command line.

use super::{
    agenda, check, demo, events, export, find, forget, friends, gaps, import, list, mark, now, open, plan, refresh,
    shell, show, speakers,
};
use crate::io::clock;
use crate::model::{Tz, Zone};
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use clap::{Parser, Subcommand};
use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::sync::LazyLock;

/// What `--version` tells: of which year the time zones are matters to whoever is told a time.
static VERSION: LazyLock<String> =
    LazyLock::new(|| format!("{}, time zones of IANA {}", env!("CARGO_PKG_VERSION"), Tz::database()));

/// Browse a conference programme in the terminal: search, mark, and leave with an agenda that works
///
/// Seven events ship with the program; 'kubetalks import' brings in any other conference's schedule, and a file or an
/// address in place of a command shows one without keeping it. Without a command the program fills the screen (press ?
/// there for the keys); without a terminal it prints the list.
#[derive(Debug, Parser)]
#[command(name = "kubetalks", version, long_version = VERSION.as_str())]
pub(super) struct Arguments {
    /// Pretend that it is this time
    ///
    /// RFC 3339 (2019-11-18T14:00:00-08:00), or the time on your own clock: "2019-11-18 14:00".
    #[arg(long, global = true, value_name = "TIME", value_parser = instant)]
    pub at: Option<DateTime<Utc>>,

    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The commands; without one the full-screen program runs.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    List(list::List),
    Show(show::Show),
    Speakers(speakers::Speakers),
    Events(events::Events),
    Agenda(agenda::Agenda),
    Now(now::Now),
    Gaps(gaps::Gaps),
    Plan(plan::Plan),
    Find(find::Find),
    Import(import::Import),
    Refresh(refresh::Refresh),
    Forget(forget::Forget),
    Open(open::Open),
    Demo(demo::Demo),
    Export(export::Export),
    Friends(friends::Friends),
    Mark(mark::Mark),
    Unmark(mark::Unmark),
    Check(check::Check),
    Keys(shell::Keys),
    Config(shell::Settings),
    Completions(shell::Completions),
    Man(shell::Man),
}

/// The arguments with `open` before a file or an address that stands in the place of a command. A mistyped command is
/// neither, and is left for the parser to tell.
pub(super) fn insert_open(arguments: impl Iterator<Item = OsString>, commands: &[&str]) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = arguments.collect();
    let mut words = arguments.iter().enumerate().skip(1);
    while let Some((at, word)) = words.next() {
        match word.to_str() {
            // Its value is no command.
            Some("--at") => drop(words.next()),
            Some(option) if option.starts_with('-') && option != "-" => {}
            Some(command) if commands.contains(&command) => break,
            _ => {
                if is_source(word) {
                    arguments.insert(at, "open".into());
                }
                break;
            }
        }
    }
    arguments
}

fn is_source(word: &OsStr) -> bool {
    let text = word.to_string_lossy();
    text == "-" || text.contains(['/', '.']) || Path::new(word).is_file()
}

/// The instant that a text names: with its own offset, or on the user's clock.
fn instant(text: &str) -> Result<DateTime<Utc>, String> {
    instant_in(text, Zone::first_named(clock::zone_names()))
}

fn instant_in(text: &str, zone: Zone) -> Result<DateTime<Utc>, String> {
    let text = text.trim();
    if let Ok(instant) = DateTime::parse_from_rfc3339(text) {
        return Ok(instant.to_utc());
    }
    let formats = ["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S"];
    let wall = formats.iter().find_map(|format| NaiveDateTime::parse_from_str(text, format).ok());
    let midnight = || Some(NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?.and_time(NaiveTime::MIN));
    // Beyond these years a zone's offset could lead out of what chrono can hold.
    let wall = wall.or_else(midnight).filter(|wall| (1..=9999).contains(&wall.year()));
    wall.map(|wall| zone.instant(wall))
        .ok_or_else(|| "write 2019-11-18T14:00:00-08:00 or '2019-11-18 14:00'".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_or_an_address_is_opened_and_a_mistyped_command_is_not() {
        for (typed, expected) in [
            ("kubetalks a.xml", "kubetalks open a.xml"),
            ("kubetalks https://e.org/x --zone UTC", "kubetalks open https://e.org/x --zone UTC"),
            ("kubetalks --at 2025-02-01 -", "kubetalks --at 2025-02-01 open -"),
            ("kubetalks --at=2025-02-01 ./list", "kubetalks --at=2025-02-01 open ./list"),
            ("kubetalks list a.xml", "kubetalks list a.xml"),
            ("kubetalks lsit", "kubetalks lsit"),
            ("kubetalks --help", "kubetalks --help"),
            ("kubetalks", "kubetalks"),
        ] {
            let words = insert_open(typed.split(' ').map(OsString::from), &["list", "open"]);
            assert_eq!(words.join(OsStr::new(" ")), OsString::from(expected));
        }
    }

    #[test]
    fn times_have_an_offset_or_are_on_the_users_clock() {
        let zone = Zone::parse("America/Los_Angeles").unwrap();
        for text in ["2019-11-18T14:00:00-08:00", "2019-11-18 14:00", "2019-11-18T14:00", " 2019-11-18 14:00:00"] {
            assert_eq!(instant_in(text, zone).unwrap().to_rfc3339(), "2019-11-18T22:00:00+00:00", "{text}");
        }
        assert_eq!(instant_in("2019-11-18", zone).unwrap().to_rfc3339(), "2019-11-18T08:00:00+00:00");
        for text in ["", "14:00", "tomorrow", "2019-02-30 14:00", "+262142-12-31 23:59", "-262143-01-01 00:00"] {
            assert!(instant_in(text, zone).is_err(), "{text}");
        }
    }
}
