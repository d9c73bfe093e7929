//! `kubetalks completions`, what packagers put beside the program; `keys` and `config`, what files begin with.

use super::{Ending, Exit, Output, complete};
use crate::config::Config;
use crate::keymap::Keymap;
use crate::theme::Theme;
use clap::{Args, builder::PossibleValuesParser};
use clap_complete::Shell;
use std::io::Write;

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
