//! `kubetalks export`: sessions taken along, to standard output or into a file.

use super::{Ending, Exit, MarkedSessions, Output, Startup, complete, failed, list};
use crate::export::{ExportFormat, ExportOptions, Exported, export};
use crate::model::{Mark, SessionIx};
use crate::problem::{Problem, one_of};
use crate::store::{ExportStore, FavouritesStore, Legible};
use crate::words::{counted, first_few};
use clap::{Args, ValueHint};
use clap_complete::engine::ArgValueCompleter as Offer;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What else can be done where a file is in the way.
const OTHERWISE: &str = "choose another name, or replace it with --force";

/// Take my sessions along: a calendar, a text to send, a table
#[derive(Debug, Args)]
pub(super) struct Export {
    /// Everything that matches, in place of what I go to
    #[arg(add = Offer::new(complete::query))]
    query: Vec<String>,
    /// ics, markdown, json, csv, org or html; svg or page for my day on one sheet of A4, to look at or to print; not needed
    /// where the file's ending says it
    #[arg(long, short, value_name = "FORMAT", value_parser = format, add = Offer::new(complete::formats))]
    format: Option<ExportFormat>,
    /// Only sessions of this event
    #[arg(long, value_name = "ID", add = Offer::new(complete::events))]
    event: Option<String>,
    /// Into this file, which is replaced only if it is an earlier export that nobody has changed
    #[arg(long, short, value_name = "FILE", group = "target", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,
    /// Keep a calendar up to date for those that subscribe to it: written only when something has changed, without a word
    /// where nothing has
    #[arg(long, value_name = "FILE", group = "target", conflicts_with = "format", value_hint = ValueHint::FilePath)]
    publish: Option<PathBuf>,
    /// Replace the file whatever it is
    #[arg(long, requires = "target")]
    force: bool,
    /// With my notes and ratings
    #[arg(long)]
    notes: bool,
    /// In a calendar: remind so many minutes before, but not of what only interests me
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u32).range(0..=10_080))]
    alarm: Option<u32>,
    /// Remind of what only interests me, too
    #[arg(long, requires = "alarm")]
    alarm_interested: bool,
    /// In CSV: begin with the mark by which Excel knows UTF-8
    #[arg(long)]
    bom: bool,
}

impl Export {
    pub(super) fn run(&self, startup: &Startup, out: &mut Output) -> Ending {
        if self.query.is_empty() {
            startup.marks_known()?;
        }
        let format = self.format()?;
        let found = self.find(startup, format)?;
        let data = startup.places.as_ref().ok().map(|places| places.data.as_path());
        let (mut exports, problem) = data.map(ExportStore::open).unwrap_or_default();
        problem.iter().for_each(|problem| startup.complain(problem));
        let exported = self.write(startup, format, &found, &mut exports)?;
        let legible = startup.store.as_ref().map_or(Legible::Whole, FavouritesStore::legible);
        exported.refuse_unknown(legible == Legible::Whole)?;
        let count = found.len() - exported.left_out.len();
        if count == 0 && exported.withdrawn.is_empty() {
            if found.is_empty() {
                startup.note("there is nothing to export; without a query it is what you go to: 'kubetalks mark ID'");
            } else {
                let left_out = left_out(startup, &exported.left_out);
                startup.complain(left_out.advise("markdown, html, org, csv and json take them"));
            }
            return Ok(Exit::NOTHING);
        }
        match self.path() {
            Some(path) => {
                let written = exports.replace(path, exported.text.as_bytes(), self.force, OTHERWISE)?;
                if self.publish.is_none() || written.is_some() {
                    writeln!(out, "{} written to {}", counted(count, "session"), path.display())?;
                    exported.kept_waiting().into_iter().for_each(|told| startup.note(told));
                }
                let warning = written.and_then(|durability| durability.warning(&path.display().to_string()));
                startup.complain_of(warning.as_slice());
            }
            None => out.write_exact(&exported.text)?,
        }
        if !exported.left_out.is_empty() {
            startup.complain(left_out(startup, &exported.left_out));
        }
        exported.taken_back(!self.query.is_empty()).into_iter().for_each(|told| startup.note(told));
        exports.store().iter().for_each(|problem| startup.complain(problem));
        Ok(Exit::FINE)
    }

    /// The file that it goes to, if not to standard output.
    fn path(&self) -> Option<&Path> {
        let path = self.output.as_deref().or(self.publish.as_deref());
        path.filter(|path| *path != Path::new("-"))
    }

    fn format(&self) -> Result<ExportFormat, Problem> {
        let ending = || self.path()?.extension()?.to_str().and_then(ExportFormat::from_name);
        let published = self.publish.as_ref().map(|_| ExportFormat::Ics);
        self.format.or(published).or_else(ending).ok_or_else(|| {
            let names: Vec<&str> = ExportFormat::ALL.iter().map(|format| format.name()).collect();
            let problem = failed("which format?");
            problem.advise(format!("write --format and one of {}", names.join(", ")))
        })
    }

    fn find(&self, startup: &Startup, format: ExportFormat) -> Result<Vec<SessionIx>, Problem> {
        let event = self.event.as_deref().map(|id| startup.event(id)).transpose()?;
        let marked = MarkedSessions::of(startup);
        let wanted = |ix: SessionIx| {
            event.is_none_or(|event| startup.programme.brief(ix).event == event)
                && match self.query.is_empty() {
                    true => marked.mark(ix) == Some(Mark::Going),
                    false => !format.is_of_marks() || matches!(marked.mark(ix), Some(Mark::Going | Mark::Interested)),
                }
        };
        Ok(marked.find_for_me(&list::read(startup, &self.query)?, wanted))
    }

    fn write(
        &self,
        startup: &Startup,
        format: ExportFormat,
        found: &[SessionIx],
        exports: &mut ExportStore,
    ) -> Result<Exported, Problem> {
        let selection = self.event.iter().chain(&self.query).cloned().collect::<Vec<_>>().join(" ");
        let place = match self.path() {
            Some(path) => exports.take_up(path)?,
            None => format!("- {selection}"),
        };
        let options = ExportOptions {
            selection,
            place,
            now: startup.now(),
            notes: self.notes,
            alarm_minutes: self.alarm,
            alarm_for_interesting: self.alarm_interested,
            bom: self.bom,
            events: startup.event_ids(),
            rules: startup.config.day.rules.clone(),
        };
        let registry = &mut exports.uid_registry;
        let exported = export(format, &startup.programme, found, &startup.personal(), &options, registry);
        Ok(if startup.in_ascii() { exported.in_ascii(format) } else { exported })
    }
}

fn format(name: &str) -> Result<ExportFormat, String> {
    let names = ExportFormat::ALL.iter().map(|format| format.name());
    ExportFormat::from_name(name).ok_or_else(|| one_of("formats", name, names))
}

fn left_out(startup: &Startup, sessions: &[SessionIx]) -> Problem {
    let named = first_few(sessions.iter().map(|ix| startup.programme.session(*ix).title.as_str()));
    Problem::warning("kubetalks", format!("without a time, and so left out: {named}"))
}
