//! `kubetalks man`: the manual pages, made of what clap knows of the commands, and of the tables of keys and settings.

use super::groups::GROUPS;
use super::{Ending, Exit, Output, complain, failed};
use crate::action::{Action, Group};
use crate::config::Config;
use crate::io::clock;
use crate::io::durable::publish_durably;
use crate::keymap::Keymap;
use crate::problem::Problem;
use crate::words::counted;
use chrono::DateTime;
use clap::{Args, Command};
use clap_mangen::{Man as Page, roff::Roff, roff::bold, roff::roman};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Print the manual page, of the program or of one command; or write one for each
#[derive(Debug, Args)]
pub(super) struct Man {
    /// The command
    command: Option<String>,
    /// Write the pages of all commands into this folder, as kubetalks-list.1
    ///
    /// They are dated by SOURCE_DATE_EPOCH where that is set, in seconds since 1970.
    #[arg(long, value_name = "FOLDER", conflicts_with = "command")]
    dir: Option<PathBuf>,
}

impl Man {
    pub(super) fn run(&self, program: Command, out: &mut Output) -> Ending {
        // A page for 'help' would say what every page says.
        let mut program = program.disable_help_subcommand(true);
        program.build();
        if let Some(folder) = &self.dir {
            return write_pages(&program, folder, out);
        }
        let command = match &self.command {
            None => &program,
            Some(name) => {
                let names = program.get_subcommands().map(Command::get_name);
                let unknown = || failed(format!("there is no command '{name}'")).suggest(name, names);
                program.find_subcommand(name).ok_or_else(unknown)?
            }
        };
        out.write_all(&rendered(command)?)?;
        Ok(Exit::FINE)
    }
}

fn write_pages(program: &Command, folder: &Path, out: &mut Output) -> Ending {
    let mut open = vec![program];
    let mut count = 0;
    while let Some(command) = open.pop() {
        open.extend(command.get_subcommands().filter(|command| !command.is_hide_set()));
        let path = folder.join(format!("{}.1", whole_name(command)));
        let unwritten = |error| Problem::error(path.display().to_string(), format!("cannot be written: {error}"));
        let durability = publish_durably(&path, &rendered(command)?).map_err(unwritten)?;
        if let Some(problem) = durability.warning(&path.display().to_string()) {
            complain(problem, false);
        }
        count += 1;
    }
    writeln!(out, "{} written to {}", counted(count, "page"), folder.display())?;
    Ok(Exit::FINE)
}

/// The page of a command.
fn rendered(command: &Command) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    let page = dated(command);
    page.render_title(&mut text)?;
    page.render_name_section(&mut text)?;
    page.render_synopsis_section(&mut text)?;
    page.render_description_section(&mut text)?;
    page.render_options_section(&mut text)?;
    let is_program = !whole_name(command).contains('-');
    let mut own = vec![commands(command, is_program), more(command)];
    own.push(if is_program { keys_and_settings() } else { see_also(whole_name(command)) });
    own.iter().for_each(|part| text.extend(part.to_roff().into_bytes()));
    Ok(text)
}

/// With the date, and what stands in the first and the last line of every page.
fn dated(command: &Command) -> Page {
    let given = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok());
    let date = given.and_then(|seconds| DateTime::from_timestamp(seconds, 0)).unwrap_or_else(clock::now);
    let page = Page::new(command.clone()).date(date.format("%Y-%m-%d").to_string());
    page.source(concat!("kubetalks ", env!("CARGO_PKG_VERSION"))).manual("User Commands")
}

/// `kubetalks-friends-add`.
fn whole_name(command: &Command) -> &str {
    command.get_display_name().unwrap_or_else(|| command.get_name())
}

/// The commands of a command, each by the name of its page; those of the program by what they are for.
fn commands(command: &Command, is_program: bool) -> Roff {
    let mut page = Roff::new();
    let shown = |command: &&Command| !command.is_hide_set();
    if command.get_subcommands().any(|command| shown(&command)) {
        page.control("SH", ["COMMANDS"]);
    }
    let tell = |page: &mut Roff, command: &Command| {
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        page.control("TP", []).text([bold(format!("{}(1)", whole_name(command)))]).text([roman(about)]);
    };
    if is_program {
        for (title, names) in GROUPS {
            page.control("SS", [*title]);
            names.iter().filter_map(|name| command.find_subcommand(name)).for_each(|command| tell(&mut page, command));
        }
    } else {
        command.get_subcommands().filter(shown).for_each(|command| tell(&mut page, command));
    }
    page
}

/// What stands below the help of a command, with a section for each of its headings and its lines as they are.
fn more(command: &Command) -> Roff {
    let mut page = Roff::new();
    let text = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
    for line in text.lines() {
        match line.strip_suffix(':').filter(|title| !title.starts_with(' ')) {
            Some(title) => {
                page.control("fi", []).control("SH", [title.to_uppercase().as_str()]).control("nf", []);
            }
            None => _ = page.text([roman(line.strip_prefix("  ").unwrap_or(line))]),
        }
    }
    page.control("fi", []);
    page
}

/// What the documentation has in tables.
fn keys_and_settings() -> Roff {
    let (keymap, mut page) = (Keymap::default(), Roff::new());
    page.control("SH", ["KEYS"]);
    let told = |(modes, keys): (Vec<&str>, Vec<String>)| match modes.is_empty() {
        true => keys.join(" "),
        false => format!("{}: {}", modes.join(", "), keys.join(" ")),
    };
    for group in Group::ALL {
        page.control("SS", [group.title()]);
        for action in Action::ALL.iter().filter(|action| action.group() == *group) {
            let places: Vec<String> = keymap.places(*action).into_iter().map(told).collect();
            let what = format!("{} ({})", action.help(), action.name());
            page.control("TP", []).text([bold(places.join("; "))]).text([roman(what)]);
        }
    }
    page.control("SH", ["SETTINGS"]);
    for setting in Config::default().in_force() {
        page.control("TP", []).text([bold(setting.line())]).text([roman(setting.help)]);
    }
    page
}

/// The pages of the commands that a command belongs to.
fn see_also(name: &str) -> Roff {
    let mut page = Roff::new();
    page.control("SH", ["SEE ALSO"]);
    let above = std::iter::successors(name.rsplit_once('-'), |(above, _)| above.rsplit_once('-'));
    let above: Vec<String> = above.map(|(above, _)| format!("{above}(1)")).collect();
    page.text([roman(above.join(", "))]);
    page
}
