//! What is reported of schedules that were brought in: what was wrong in them, and what changed.

use super::table::painted;
use super::{Exit, Output, Startup};
use crate::changes::{Report, ReportLine};
use crate::favourites::Favourites;
use crate::importing::{ImportError, News};
use crate::problem::{Problem, Severity};
use crate::theme::Theme;
use crate::words::counted;
use ratatui::style::Style;
use serde::Serialize;
use std::io::{self, Write};

/// Says why nothing was brought in, with the exit code for it: of a refused schedule everything that was found on the way,
/// and `cancelled` of what the user called off.
pub(super) fn refuse(startup: &Startup, name: &str, cancelled: &str, error: &ImportError) -> Exit {
    match error {
        ImportError::Refused(problems) => startup.complain_of(problems),
        error if error.is_cancelled() => {
            startup.complain(Problem::note(name, cancelled));
            return Exit::CANCELLED;
        }
        error => startup.complain(error),
    }
    Exit::FAILED
}

/// How much was mended, in one line; nothing where all was well.
pub(super) fn repairs(problems: &[Problem]) -> Option<String> {
    let notes = problems.iter().filter(|problem| problem.severity == Severity::Note).count();
    let losses = problems.iter().filter(|problem| problem.severity > Severity::Note).count();
    match (notes, losses) {
        (0, 0) => None,
        (notes, 0) => Some(format!("{} repaired", counted(notes, "thing"))),
        (0, losses) => Some(format!("{} guessed or left out", counted(losses, "thing"))),
        (notes, losses) => Some(format!("{} repaired, {losses} guessed or left out", counted(notes, "thing"))),
    }
}

/// The word for what is new, for scripts.
pub(super) fn news_name(news: &News) -> &'static str {
    match news {
        News::New => "new",
        News::NotModified | News::Unchanged => "unchanged",
        News::Changed(_) => "changed",
    }
}

/// Writes what changed of the user's own sessions; nothing where nothing did.
pub(super) fn write_own(report: &Report, favourites: &Favourites, theme: &Theme, out: &mut Output) -> io::Result<()> {
    let count = report.count_own(favourites);
    if count == 0 {
        return Ok(());
    }
    writeln!(out, "{}: {count} of yours changed", report.name)?;
    let lines = report.own_lines(favourites);
    lines
        .iter()
        .filter(|line| !matches!(line, ReportLine::Heading(..)))
        .try_for_each(|line| write_line(line, theme, out))
}

/// Writes what changed; the user's own sessions stand out.
pub(super) fn write(report: &Report, favourites: &Favourites, theme: &Theme, out: &mut Output) -> io::Result<()> {
    let yours = match report.count_own(favourites) {
        0 => String::new(),
        count => format!("; {count} of them yours"),
    };
    writeln!(out, "{}{yours}", report.summary())?;
    report.lines(favourites).iter().try_for_each(|line| write_line(line, theme, out))
}

fn write_line(line: &ReportLine<'_>, theme: &Theme, out: &mut Output) -> io::Result<()> {
    let style = match line {
        ReportLine::Heading(..) => {
            writeln!(out)?;
            Style::new()
        }
        ReportLine::Session(_, None) => Style::new(),
        ReportLine::Session(_, Some(_)) => theme.going,
        ReportLine::Field(_) | ReportLine::New | ReportLine::Gone => theme.dim,
    };
    writeln!(out, "{}", painted(&line.text(), style, out))
}

/// One problem; line and column are counted from 1.
#[derive(Serialize)]
pub(super) struct ProblemRecord<'a> {
    severity: Severity,
    file: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    message: &'a str,
    advice: Option<&'a str>,
}

impl<'a> From<&'a Problem> for ProblemRecord<'a> {
    fn from(problem: &'a Problem) -> Self {
        Self {
            severity: problem.severity,
            file: &problem.file,
            line: problem.place.map(|(line, _)| line),
            column: problem.place.map(|(_, column)| column),
            message: &problem.message,
            advice: problem.advice.as_deref(),
        }
    }
}
