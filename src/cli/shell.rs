//! `kubetalks completions` and `man`, what packagers put beside the program; `keys` and `config`, what files begin with.

use super::{Ending, Exit, Output, complain, complete, failed};
use crate::action::{Action, Group};
use crate::config::Config;
use crate::io::clock;
use crate::io::durable::publish_durably;
use crate::keymap::Keymap;
use crate::problem::Problem;
use crate::theme::Theme;
use crate::words::counted;
use chrono::DateTime;
use clap::{Args, builder::PossibleValuesParser};
use clap_complete::Shell;
use clap_mangen::{Man as Page, roff::Roff, roff::bold, roff::roman};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Print the script by which a shell completes commands, options, events, sessions, friends and queries
///
/// bash: source <(kubetalks completions bash) in ~/.bashrc. zsh: the same in ~/.zshrc, behind compinit. fish: kubetalks
/// completions fish > ~/.config/fish/completions/kubetalks.fish. What a value can be is asked of the program each time.
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub(super) fn run(&self, out: &mut Output) -> Ending {
        out.write_all(&complete::script(&self.shell.to_string()))?;
        Ok(Exit::FINE)
    }
}

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
    pub(super) fn run(&self, program: clap::Command, out: &mut Output) -> Ending {
        // A page for 'help' would say what every page says.
        let mut program = program.disable_help_subcommand(true);
        program.build();
        if let Some(folder) = &self.dir {
            return write_pages(&program, folder, out);
        }
        let Some(name) = &self.command else {
            page(&program).render(out)?;
            keys_and_settings().to_writer(out)?;
            return Ok(Exit::FINE);
        };
        let names = program.get_subcommands().map(clap::Command::get_name);
        let unknown = || failed(format!("there is no command '{name}'")).suggest(name, names);
        page(program.find_subcommand(name).ok_or_else(unknown)?).render(out)?;
        Ok(Exit::FINE)
    }
}

/// The page of a command, with its date.
fn page(command: &clap::Command) -> Page {
    let given = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok());
    let date = given.and_then(|seconds| DateTime::from_timestamp(seconds, 0)).unwrap_or_else(clock::now);
    Page::new(command.clone()).date(date.format("%Y-%m-%d").to_string())
}

fn write_pages(program: &clap::Command, folder: &Path, out: &mut Output) -> Ending {
    let mut open = vec![program];
    let mut count = 0;
    while let Some(command) = open.pop() {
        open.extend(command.get_subcommands().filter(|command| !command.is_hide_set()));
        let (page, mut text) = (page(command), Vec::new());
        page.render(&mut text)?;
        if command.get_name() == program.get_name() {
            keys_and_settings().to_writer(&mut text)?;
        }
        let path = folder.join(page.get_filename());
        let unwritten = |error| Problem::error(path.display().to_string(), format!("cannot be written: {error}"));
        let durability = publish_durably(&path, &text).map_err(unwritten)?;
        if let Some(problem) = durability.warning(&path.display().to_string()) {
            complain(problem, false);
        }
        count += 1;
    }
    writeln!(out, "{} written to {}", counted(count, "page"), folder.display())?;
    Ok(Exit::FINE)
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

/// Print the built-in keys as a keymap.toml, every line a comment
#[derive(Debug, Args)]
pub(super) struct Keys {}

impl Keys {
    pub(super) fn run(&self, out: &mut Output) -> Ending {
        write!(out, "{}", Keymap::commented())?;
        Ok(Exit::FINE)
    }
}

/// Print the default settings as a config.toml, every line a comment
#[derive(Debug, Args)]
pub(super) struct Settings {
    /// Print a theme that ships instead, as a file to change
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(Theme::NAMES))]
    theme: Option<String>,
}

impl Settings {
    pub(super) fn run(&self, out: &mut Output) -> Ending {
        if let Some(file) = self.theme.as_deref().and_then(Theme::file) {
            write!(out, "{file}")?;
            return Ok(Exit::FINE);
        }
        writeln!(out, "# The settings of kubetalks. Take the first # of a line away to say something else.\n")?;
        for setting in Config::default().in_force() {
            writeln!(out, "# {}  # {}", setting.line(), setting.help)?;
        }
        writeln!(
            out,
            "\n# Words that mean the same, and names for queries: 'kubetalks list @helm' asks the one called helm."
        )?;
        writeln!(out, "# same.lb = \"load balancer\"\n# queries.helm = \"helm | charts -workshop\"")?;
        writeln!(
            out,
            "\n# Single styles: colour names, numbers or #rrggbb, and bold, dim, italic, underline, reverse."
        )?;
        for (role, meaning) in Theme::ROLES {
            writeln!(out, "# roles.{role} = \"bold\"  # {meaning}")?;
        }
        Ok(Exit::FINE)
    }
}
