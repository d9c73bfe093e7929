//! `kubetalks check`: every problem of the user's files.

use super::{Desk, Exit, json};
use crate::io::output::Output;
use crate::problem::{Problem, Severity};
use clap::Args;
use serde::Serialize;
use std::io::{self, Write};

/// Check keymap, settings and favourites: every problem, one a line
#[derive(Debug, Args)]
pub(super) struct Check {
    /// For scripts: an array of objects
    #[arg(long)]
    json: bool,
}

impl Check {
    pub(super) fn run(&self, desk: &Desk, out: &mut Output) -> io::Result<Exit> {
        let of_keymap = desk.keymap_problems();
        let problems: Vec<_> = of_keymap.iter().chain(&desk.problems).collect();
        if self.json {
            json::array(problems.iter().map(|problem| ProblemRecord::from(*problem)), out)?;
        } else if problems.is_empty() {
            writeln!(out, "nothing wrong")?;
        } else {
            problems.iter().try_for_each(|problem| writeln!(out, "{problem}"))?;
        }
        Ok(if problems.is_empty() { Exit::Fine } else { Exit::Nothing })
    }
}

/// One problem; line and column are counted from 1.
#[derive(Serialize)]
struct ProblemRecord<'a> {
    severity: &'static str,
    file: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    message: &'a str,
    advice: Option<&'a str>,
}

impl<'a> From<&'a Problem> for ProblemRecord<'a> {
    fn from(problem: &'a Problem) -> Self {
        Self {
            severity: match problem.severity {
                Severity::Note => "note",
                Severity::Warning => "warning",
                Severity::Error => "error",
            },
            file: &problem.file,
            line: problem.place.map(|(line, _)| line),
            column: problem.place.map(|(_, column)| column),
            message: &problem.message,
            advice: problem.advice.as_deref(),
        }
    }
}
