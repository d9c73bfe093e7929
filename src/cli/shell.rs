//! `kubetalks completions` and `man`: what packagers put beside the program.

use super::exit::{Exit, complain};
use crate::io::output::Output;
use crate::problem::Problem;
use clap::Args;
use clap_complete::Shell;
use clap_mangen::Man as Page;
use std::io::{self, Write};

/// Print a completion script for a shell
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub(super) fn run(&self, mut program: clap::Command, out: &mut Output) -> io::Result<Exit> {
        // Writing straight out would panic where the reader has left.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut program, "kubetalks", &mut script);
        out.write_all(&script).map(|()| Exit::Fine)
    }
}

/// Print the manual page, of the program or of one command
#[derive(Debug, Args)]
pub(super) struct Man {
    /// The command
    command: Option<String>,
}

impl Man {
    pub(super) fn run(&self, mut program: clap::Command, out: &mut Output) -> io::Result<Exit> {
        program.build();
        let Some(name) = &self.command else { return Page::new(program).render(out).map(|()| Exit::Fine) };
        match program.find_subcommand(name) {
            Some(command) => Page::new(command.clone()).render(out).map(|()| Exit::Fine),
            None => {
                let names = program.get_subcommands().map(clap::Command::get_name);
                complain(Problem::error("kubetalks", format!("there is no command '{name}'")).suggest(name, names));
                Ok(Exit::Failed)
            }
        }
    }
}
