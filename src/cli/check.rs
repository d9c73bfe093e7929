//! `kubetalks check`: every problem of the user's files.

use super::{Desk, Exit, import, json};
use crate::importing::anew;
use crate::io::output::Output;
use crate::problem::{Problem, Severity};
use clap::Args;
use serde::Serialize;
use std::io::{self, Write};

/// Check keymap, settings, favourites and imported events: every problem, one a line
///
/// What was repaired or left out in imported schedules is counted only: that is no mistake of yours.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// Tell also everything that was repaired, guessed or left out in imported schedules
    #[arg(long)]
    report: bool,
    /// For scripts: an array of objects
    #[arg(long)]
    json: bool,
}

impl Check {
    pub(super) fn run(&self, desk: &Desk, out: &mut Output) -> io::Result<Exit> {
        let mut problems = desk.keymap_problems();
        problems.extend(desk.problems.iter().cloned());
        let mut read = Vec::new();
        for kept in &desk.kept {
            match desk.event_store.as_ref().map(|event_store| anew(event_store, kept)) {
                Some(Ok(reading)) => read.extend(self.repairs(&kept.id, reading.problems)),
                Some(Err(found)) => {
                    problems.extend(found.into_iter().filter(|problem| !desk.problems.contains(problem)))
                }
                None => {}
            }
        }
        let exit = if problems.is_empty() { Exit::Fine } else { Exit::Nothing };
        if self.json {
            json::array(problems.iter().chain(&read).map(ProblemRecord::from), out)?;
            return Ok(exit);
        }
        if problems.is_empty() {
            writeln!(out, "nothing wrong")?;
        }
        problems.iter().chain(&read).try_for_each(|problem| writeln!(out, "{problem}"))?;
        Ok(exit)
    }

    /// What was mended in a kept event's schedule: all of it, or how much.
    fn repairs(&self, id: &str, problems: Vec<Problem>) -> Vec<Problem> {
        if self.report {
            return problems;
        }
        let advice = "'kubetalks check --report' tells which";
        import::repairs(&problems).map(|line| Problem::note(id, line).advise(advice)).into_iter().collect()
    }
}

/// One problem; line and column are counted from 1.
#[derive(Serialize)]
pub(super) struct ProblemRecord<'a> {
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
