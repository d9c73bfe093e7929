//! `kubetalks check`: every problem of the user's files.

use super::{Ending, Exit, Output, Startup, json, report};
use crate::importing::anew;
use crate::problem::Problem;
use clap::Args;
use std::io::Write;

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
    pub(super) fn run(&self, startup: &Startup, out: &mut Output) -> Ending {
        let mut problems = startup.keymap_problems();
        problems.extend(startup.problems.iter().cloned());
        let mut read = Vec::new();
        for kept in &startup.kept {
            match startup.event_store.as_ref().map(|event_store| anew(event_store, kept)) {
                Some(Ok(reading)) => read.extend(self.repairs(&kept.id, reading.problems)),
                Some(Err(found)) => {
                    problems.extend(found.into_iter().filter(|problem| !startup.problems.contains(problem)))
                }
                None => {}
            }
        }
        let exit = Exit::unless(!problems.is_empty());
        if self.json {
            json::array(problems.iter().chain(&read).map(report::ProblemRecord::from), out)?;
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
        report::repairs(&problems).map(|line| Problem::note(id, line).advise(advice)).into_iter().collect()
    }
}
