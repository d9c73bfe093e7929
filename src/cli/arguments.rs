//! What can be asked for on the command line.

use super::instant::instant;
use super::{
    agenda, brief, check, demo, events, export, find, forget, friends, gaps, import, insights, list, manual, mark, now,
    open, plan, refresh, share, shell, show, speakers, triage, watch,
};
use crate::io::output::Colour;
use crate::model::Tz;
use chrono::{DateTime, Utc};
use clap::{Parser, Subcommand};
use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::sync::LazyLock;

/// What `--version` tells: of which year the time zones are matters to whoever is told a time.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let (version, of_system) = Tz::database();
    let whose = if of_system { ", from the system" } else { "" };
    format!("{}, time zones of IANA {version}{whose}", env!("CARGO_PKG_VERSION"))
});

/// Browse a conference programme in the terminal: search, mark, and leave with an agenda that works
///
/// Seven events ship with the program; 'kubetalks import' brings in any other conference's schedule, and a file or an
/// address in place of a command shows one without keeping it. Without a command the program fills the screen (press ?
/// there for the keys); without a terminal it prints the list.
#[derive(Debug, Default, Parser)]
#[command(name = "kubetalks", version, long_version = VERSION.as_str())]
pub(super) struct Arguments {
    /// Pretend that it is this time
    ///
    /// On your own clock "2026-03-24 10:30", 10:30, "tue 10:30", "tomorrow 9:00" or 2026-03-24; elsewhere with the offset
    /// of its clocks, "2026-03-24 10:30 +01:00" or 2026-03-24T10:30:00+01:00. The pretended clock stands still, but for
    /// 'now --follow'.
    #[arg(long, global = true, value_name = "TIME", value_parser = instant)]
    pub at: Option<DateTime<Utc>>,
    /// Colours: where a terminal shows the answer, always, or never
    ///
    /// Without it, NO_COLOR takes colours away, and CLICOLOR_FORCE gives them to pipes and files too.
    #[arg(long, global = true, value_name = "WHEN", value_enum)]
    pub color: Option<Colour>,

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
    Brief(brief::Brief),
    Now(now::Now),
    Gaps(gaps::Gaps),
    Insights(insights::Insights),
    Plan(plan::Plan),
    Triage(triage::Triage),
    Watch(watch::Watch),
    Find(find::Find),
    Import(import::Import),
    Refresh(refresh::Refresh),
    Forget(forget::Forget),
    Open(open::Open),
    Demo(demo::Demo),
    Export(export::Export),
    Share(share::Share),
    Friends(friends::Friends),
    Mark(mark::Mark),
    Unmark(mark::Unmark),
    Check(check::Check),
    Keys(shell::Keys),
    Config(shell::Settings),
    Completions(shell::Completions),
    Man(manual::Man),
}

/// The arguments with `open` before a file or an address that stands in the place of a command. A mistyped command is
/// neither, and is left for the parser to tell.
pub(super) fn insert_open(mut arguments: Vec<OsString>, commands: &[&str]) -> Vec<OsString> {
    let mut words = arguments.iter().enumerate().skip(1);
    while let Some((at, word)) = words.next() {
        match word.to_str() {
            // Its value is no command.
            Some("--at" | "--color") => drop(words.next()),
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
            let words = insert_open(typed.split(' ').map(OsString::from).collect(), &["list", "open"]);
            assert_eq!(words.join(OsStr::new(" ")), OsString::from(expected));
        }
    }
}
