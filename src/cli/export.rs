//! `kubetalks export`: sessions taken along, to standard output or into a file.

use super::{Ending, Exit, MarkedSessions, Output, Startup, failed, list};
use crate::export::{ExportFormat, ExportOptions, Exported, UidRegistry, export};
use crate::model::{Mark, SessionIx};
use crate::problem::{Problem, one_of};
use crate::store::{ExportStore, Places};
use crate::words::{counted, first_few};
use clap::Args;
use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What else can be done where a file is in the way.
const OTHERWISE: &str = "choose another name, or replace it with --force";

/// Take my sessions along: a calendar, a text to send, a table
#[derive(Debug, Args)]
pub(super) struct Export {
    /// Everything that matches, in place of what I go to
    query: Vec<String>,
    /// ics, markdown, json, csv, org or html; not needed where the file's ending says it
    #[arg(long, short, value_name = "FORMAT", value_parser = format)]
    format: Option<ExportFormat>,
    /// Only sessions of this event
    #[arg(long, value_name = "ID")]
    event: Option<String>,
    /// Into this file, which is replaced only if it is an earlier export that nobody has changed
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace the file whatever it is
    #[arg(long, requires = "output")]
    force: bool,
    /// With my notes and ratings
    #[arg(long)]
    notes: bool,
    /// In a calendar: remind so many minutes before
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u32).range(0..=10_080))]
    alarm: Option<u32>,
}

impl Export {
    pub(super) fn run(&self, startup: &Startup, out: &mut Output) -> Ending {
        let (format, found) = (self.format()?, self.find(startup)?);
        if found.is_empty() {
            startup.note("there is nothing to export; without a query it is what you go to: 'kubetalks mark ID'");
            return Ok(Exit::NOTHING);
        }
        let open = |places: &Places| ExportStore::open(&places.data);
        let (mut earlier, lost) = startup.places.as_ref().map(open).unwrap_or_default();
        startup.complain_of(lost.as_slice());
        let exported = self.write(startup, format, &found, &mut earlier.uid_registry);
        let count = found.len() - exported.left_out.len();
        if count == 0 {
            startup
                .complain(left_out(startup, &exported.left_out).advise("markdown, html, org, csv and json take them"));
            return Ok(Exit::NOTHING);
        }
        match self.output.as_deref().filter(|path| *path != Path::new("-")) {
            Some(path) => {
                let durability = earlier.replace(path, exported.text.as_bytes(), self.force, OTHERWISE)?;
                startup.complain_of(durability.warning(&path.display().to_string()).as_slice());
                writeln!(out, "{} written to {}", counted(count, "session"), path.display())?;
            }
            None => out.write_exact(&exported.text)?,
        }
        if !exported.left_out.is_empty() {
            startup.complain(left_out(startup, &exported.left_out));
        }
        startup.complain_of(earlier.store().as_slice());
        Ok(Exit::FINE)
    }

    fn format(&self) -> Result<ExportFormat, Problem> {
        let ending = || self.output.as_ref()?.extension()?.to_str().and_then(ExportFormat::from_name);
        self.format.or_else(ending).ok_or_else(|| {
            let names: Vec<&str> = ExportFormat::ALL.iter().map(|format| format.name()).collect();
            let problem = failed("which format?");
            problem.advise(format!("write --format and one of {}", names.join(", ")))
        })
    }

    fn find(&self, startup: &Startup) -> Result<Vec<SessionIx>, Problem> {
        let event = self.event.as_deref().map(|id| startup.event(id)).transpose()?;
        let marked = MarkedSessions::of(startup);
        let wanted = |ix: SessionIx| {
            event.is_none_or(|event| startup.programme.brief(ix).event == event)
                && (!self.query.is_empty() || marked.mark(ix) == Some(Mark::Going))
        };
        Ok(marked.find(&list::read(startup, &self.query)?, wanted))
    }

    fn write(
        &self,
        startup: &Startup,
        format: ExportFormat,
        found: &[SessionIx],
        uid_registry: &mut UidRegistry,
    ) -> Exported {
        let mut versions = HashMap::new();
        if format == ExportFormat::Ics {
            let timed = found.iter().copied().filter(|ix| startup.programme.brief(*ix).slot.is_some());
            versions = uid_registry.register(&startup.programme, &timed.collect::<Vec<_>>());
        }
        let title = if self.query.is_empty() { "My agenda".to_owned() } else { self.query.join(" ") };
        let options =
            ExportOptions { title, now: startup.now(), notes: self.notes, alarm_minutes: self.alarm, versions };
        let exported = export(format, &startup.programme, found, &startup.personal(), &options);
        if startup.config.ascii { exported.in_ascii(format) } else { exported }
    }
}

fn format(name: &str) -> Result<ExportFormat, String> {
    let names = ExportFormat::ALL.iter().map(|format| format.name());
    ExportFormat::from_name(name).ok_or_else(|| one_of("formats", name, names))
}

fn left_out(startup: &Startup, sessions: &[SessionIx]) -> Problem {
    let named = first_few(sessions.iter().map(|ix| startup.programme.session(*ix).title.as_str()));
    Problem::warning("kubetalks", format!("without a time, and so not in the calendar: {named}"))
}
