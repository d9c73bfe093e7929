//! `kubetalks export`: sessions taken along, to standard output or into a file.

use super::{Ending, Exit, MarkedSessions, Output, Startup, failed, list};
use crate::export::{ExportFormat, ExportOptions, Exported, UidRegistry, export};
use crate::io::disk;
use crate::io::durable::{Durability, Lock, publish_durably, write_durably};
use crate::model::packed::sum;
use crate::model::{Mark, SessionIx};
use crate::problem::{Problem, one_of};
use crate::words::{counted, first_few};
use clap::Args;
use std::collections::HashMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

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
        let mut earlier = Earlier::open(startup);
        let exported = self.write(startup, format, &found, &mut earlier.uid_registry);
        let count = found.len() - exported.left_out.len();
        if count == 0 {
            startup
                .complain(left_out(startup, &exported.left_out).advise("markdown, html, org, csv and json take them"));
            return Ok(Exit::NOTHING);
        }
        match self.output.as_deref().filter(|path| *path != Path::new("-")) {
            Some(path) => {
                let durability = earlier.replace(path, exported.text.as_bytes(), self.force)?;
                startup.complain_of(durability.warning(&path.display().to_string()).as_slice());
                writeln!(out, "{} written to {}", counted(count, "session"), path.display())?;
            }
            None => out.write_exact(&exported.text)?,
        }
        if !exported.left_out.is_empty() {
            startup.complain(left_out(startup, &exported.left_out));
        }
        earlier.store(startup);
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
        if startup.config.ascii && !matches!(format, ExportFormat::Json | ExportFormat::Csv) {
            // Only what the program itself puts between words: no other symbol could stand in any format.
            return Exported { text: exported.text.replace(['·', '•', '–'], "-"), ..exported };
        }
        exported
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

fn unwritten(error: &io::Error) -> String {
    format!("cannot be written: {error}")
}

/// What was exported before, and the file that remembers it.
struct Earlier {
    uid_registry: UidRegistry,
    /// Absent where nothing can be kept, or what is there cannot be read and is left alone.
    path: Option<PathBuf>,
    _lock: Option<Lock>,
}

impl Earlier {
    /// Whatever is wrong with the file prevents no export. It is told, for a calendar may then not follow a session
    /// that has moved.
    fn open(startup: &Startup) -> Self {
        let nothing = Self { uid_registry: UidRegistry::default(), path: None, _lock: None };
        let Ok(places) = &startup.places else { return nothing };
        let path = places.data.join("exported.json");
        let lock = Lock::take(&places.data.join(".exported.lock"));
        let told = |message: String| {
            let problem = Problem::warning(path.display().to_string(), message);
            let advice = "it remembers earlier exports, and calendars may miss what has moved; remove it to begin anew";
            startup.complain(problem.advise(advice));
        };
        let text = match disk::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok("{}".to_owned()),
            other => other.map_err(|error| format!("cannot be read: {error}")),
        };
        let registry =
            text.and_then(|text| serde_json::from_str(&text).map_err(|error| format!("is damaged: {error}")));
        match (registry, lock) {
            (Ok(uid_registry), Ok(lock)) => Self { uid_registry, path: Some(path), _lock: Some(lock) },
            (Ok(uid_registry), Err(error)) => {
                told(error.to_string());
                Self { uid_registry, ..nothing }
            }
            (Err(message), _) => {
                told(message);
                nothing
            }
        }
    }

    /// Puts an export where the user wants it.
    fn replace(&mut self, path: &Path, bytes: &[u8], force: bool) -> Result<Durability, Problem> {
        let file = path.display().to_string();
        let failed = |error: io::Error| Problem::error(&file, unwritten(&error));
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let name = path.file_name().ok_or_else(|| Problem::error(&file, "is not the name of a file"))?;
        let whole = fs::canonicalize(folder).map_err(failed)?.join(name).to_string_lossy().into_owned();
        match fs::metadata(path) {
            Ok(found) if !found.is_file() => return Err(Problem::error(&file, "is there already, and is no file")),
            Ok(_) if !force => {
                let old = fs::read(path).map_err(failed)?;
                if old != bytes && !self.uid_registry.wrote(&whole, sum(&old)) {
                    let problem = Problem::error(&file, "is there already, and is not what was last exported to it");
                    return Err(problem.advise("choose another name, or replace it with --force"));
                }
            }
            _ => {}
        }
        let durability = publish_durably(path, bytes).map_err(failed)?;
        self.uid_registry.written(&whole, sum(bytes));
        Ok(durability)
    }

    fn store(&self, startup: &Startup) {
        let Some(path) = &self.path else { return };
        let written = serde_json::to_vec_pretty(&self.uid_registry).map_err(io::Error::from);
        if let Err(error) = written.and_then(|bytes| write_durably(path, &bytes)) {
            let problem = Problem::warning(path.display().to_string(), unwritten(&error));
            startup.complain(problem.advise("the export is done, but a later one will not know of it"));
        }
    }
}
