//! `kubetalks completions` and `man`: what packagers put beside the program.

use super::{Ending, Exit, Output, failed};
use clap::Args;
use clap_complete::Shell;
use clap_mangen::Man as Page;
use std::io::Write;

/// Print a completion script for a shell
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub(super) fn run(&self, mut program: clap::Command, out: &mut Output) -> Ending {
        // Writing straight out would panic where the reader has left.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut program, "kubetalks", &mut script);
        out.write_all(&script)?;
        Ok(Exit::FINE)
    }
}

/// Print the manual page, of the program or of one command
#[derive(Debug, Args)]
pub(super) struct Man {
    /// The command
    command: Option<String>,
}

impl Man {
    pub(super) fn run(&self, mut program: clap::Command, out: &mut Output) -> Ending {
        program.build();
        let Some(name) = &self.command else {
            Page::new(program).render(out)?;
            return Ok(Exit::FINE);
        };
        let names = program.get_subcommands().map(clap::Command::get_name);
        let unknown = || failed(format!("there is no command '{name}'")).suggest(name, names);
        Page::new(program.find_subcommand(name).ok_or_else(unknown)?.clone()).render(out)?;
        Ok(Exit::FINE)
    }
}
