//! `kubetalks import`: bringing events in, to be kept.

use super::marking::migrate;
use super::progress::Meter;
use super::report::{self, ProblemRecord, news_name, refuse, repairs};
use super::source_args::{SourceArgs, zone};
use super::table::painted;
use super::times::days;
use super::{Ending, Exit, Output, Startup, json};
use crate::catalogue::Conference;
use crate::importing::{Brought, ImportError, ImportRequest, News, import};
use crate::io::clock;
use crate::model::{Brief, Schedule, Zone};
use crate::sanitise::shown_address;
use crate::words::counted;
use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;
use std::collections::HashSet;
use std::io::{self, IsTerminal, Write};

/// Bring in a conference's schedule, and keep it
///
/// Reads the XML of Pentabarf, frab, pretalx and FOSDEM, the JSON of frab, pretalx, Sessionize, Symposion, Indico, cfp.dev
/// (Devoxx), OpenFeedback, Open Event (also as a ZIP), WordCamp, Hoverboard, KonOpas and ConClar, iCalendar, xCal, jCal, any
/// list of sessions in JSON or CSV, the linked data of a page, and kubetalks' own TOML, packed with gzip or ZIP or not; what it
/// is, is seen from the content. A page that links to its schedule leads to it, and so does an entry of Giggity's menu. What is wrong in a schedule is repaired or left out, and told with --report. The same file or address
/// again is a newer version of the same event, and so is what is imported with the --id of a kept one.
#[derive(Debug, Args)]
pub(super) struct Import {
    #[command(flatten)]
    source_args: SourceArgs,
    /// Tell everything that was repaired, guessed or left out
    #[arg(long)]
    report: bool,
    /// For scripts: an array of objects
    #[arg(long)]
    json: bool,
}

impl Import {
    /// A conference that was found by its name, with its zone and its name.
    pub(super) fn of(conference: &Conference) -> Self {
        Self { source_args: SourceArgs::of(conference), report: false, json: false }
    }

    pub(super) fn run(&self, mut startup: Startup, out: &mut Output) -> Ending {
        self.source_args.check()?;
        let event_store = startup.event_store("nothing was imported")?;
        let requests = self.source_args.requests();
        let mut exit = Exit::FINE;
        let mut results = Vec::new();
        for (source, request) in requests {
            let bring = |request: &ImportRequest| {
                let (shipped, rules) = (&startup.shipped, &startup.network);
                Meter::start().during(source, |show| import(&event_store, shipped, request, rules, clock::now(), show))
            };
            let mut brought = request.and_then(|mut request| {
                request.refuse_unsure = true;
                match bring(&request) {
                    Err(ImportError::WhichZone { doubt, .. }) if can_ask() => {
                        request.overrides.zone = ask_zone(&startup, &doubt);
                        bring(&request)
                    }
                    brought => brought,
                }
            });
            match &mut brought {
                Ok(brought) => {
                    migrate(&mut startup, brought);
                    if !self.json {
                        self.write(&startup, brought, out)?;
                    }
                }
                Err(error) => {
                    exit = refuse(&startup, source, "cancelled; nothing of it was kept", error);
                    if exit == Exit::CANCELLED {
                        return Ok(exit);
                    }
                }
            }
            results.push((source, brought));
        }
        if self.json {
            json::array(results.iter().map(|(source, brought)| Record::of(source, brought)), out)?;
        }
        Ok(exit)
    }

    fn write(&self, startup: &Startup, brought: &Brought, out: &mut Output) -> io::Result<()> {
        let Some(reading) = &brought.reading else { return Ok(()) };
        let id = painted(&format!("({})", brought.kept.id), startup.config.theme.dim, out);
        writeln!(out, "{} {id}", brought.kept.name)?;
        writeln!(out, "  {}", contents(&reading.schedule))?;
        if let Some(advice) = without_zone(&reading.schedule) {
            writeln!(out, "  {advice}")?;
        }
        for note in &brought.notes {
            writeln!(out, "  {note}")?;
        }
        if let Some(line) = repairs(&reading.problems) {
            let more = if self.report { ":" } else { "; --report tells which" };
            writeln!(out, "  {line}{more}")?;
        }
        if self.report {
            reading.problems.iter().try_for_each(|problem| writeln!(out, "    {problem}"))?;
        }
        match &brought.news {
            News::New | News::NotModified => Ok(()),
            News::Unchanged => writeln!(out, "  nothing changed since it was last brought in"),
            News::Changed(report) => report::write(report, &startup.favourites, &startup.config.theme, out),
        }
    }
}

/// Whether somebody is there to answer.
fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// The zone that somebody names, asked until there is one; none where nothing is answered.
fn ask_zone(startup: &Startup, doubt: &str) -> Option<Zone> {
    startup.note(doubt);
    loop {
        startup.note("in which zone are its clocks? A city or a zone, or nothing to leave it out:");
        let mut answer = String::new();
        let answered = io::stdin().read_line(&mut answer).is_ok_and(|count| count > 0);
        let answer = answer.trim();
        if !answered || answer.is_empty() {
            return None;
        }
        match zone(answer) {
            Ok(zone) => return Some(zone),
            Err(problem) => startup.note(problem),
        }
    }
}

/// What is in a schedule, in one line.
fn contents(schedule: &Schedule) -> String {
    let held = held(schedule);
    let mut parts = vec![counted(schedule.sessions.len(), "session")];
    if !held.is_empty() {
        parts.push(format!("{} ({})", counted(held.len(), "day"), days(&schedule.event)));
    }
    for (count, one) in [(schedule.rooms.len(), "room"), (schedule.speakers.len(), "speaker")] {
        if count > 0 {
            parts.push(counted(count, one));
        }
    }
    if schedule.event.zone.is_known() {
        parts.push(format!("times in {}", schedule.event.zone));
    }
    parts.join(", ")
}

/// What to do about times of an unknown zone. Some services write every time in UTC, wherever the conference is.
fn without_zone(schedule: &Schedule) -> Option<&'static str> {
    let timed = schedule.sessions.iter().any(|session| session.slot.is_some());
    match schedule.event.zone {
        Zone::Unknown if timed => {
            Some("the source does not say its zone: import it again with --zone, such as --zone Europe/Brussels")
        }
        zone if timed && zone == Zone::utc() => {
            Some("if the conference is somewhere else, import it again with --zone, such as --zone Europe/Brussels")
        }
        _ => None,
    }
}

#[derive(Serialize)]
struct Record<'a> {
    source: String,
    id: Option<&'a str>,
    name: Option<&'a str>,
    /// `new`, `unchanged`, `changed` or `failed`.
    news: &'static str,
    format: Option<&'static str>,
    sessions: Option<usize>,
    days: Option<usize>,
    rooms: Option<usize>,
    speakers: Option<usize>,
    zone: Option<String>,
    problems: Vec<ProblemRecord<'a>>,
    error: Option<String>,
}

impl<'a> Record<'a> {
    fn of(source: &'a str, result: &'a Result<Brought, ImportError>) -> Self {
        let (brought, error) = (result.as_ref().ok(), result.as_ref().err());
        let reading = brought.and_then(|brought| brought.reading.as_ref());
        let schedule = reading.map(|reading| &reading.schedule);
        let problems = match error {
            Some(ImportError::Refused(problems)) => problems.as_slice(),
            Some(ImportError::Unreadable(problem)) => std::slice::from_ref(problem),
            _ => reading.map_or(&[][..], |reading| reading.problems.as_slice()),
        };
        let notes = brought.map_or(&[][..], |brought| brought.notes.as_slice());
        Self {
            source: shown_address(source),
            id: brought.map(|brought| brought.kept.id.as_str()),
            name: brought.map(|brought| brought.kept.name.as_str()),
            news: brought.map_or("failed", |brought| news_name(&brought.news)),
            format: reading.map(|reading| reading.format.name()),
            sessions: schedule.map(|schedule| schedule.sessions.len()),
            days: schedule.map(|schedule| held(schedule).len()),
            rooms: schedule.map(|schedule| schedule.rooms.len()),
            speakers: schedule.map(|schedule| schedule.speakers.len()),
            zone: schedule
                .map(|schedule| schedule.event.zone)
                .filter(|zone| zone.is_known())
                .map(|zone| zone.to_string()),
            problems: notes.iter().chain(problems).map(ProblemRecord::from).collect(),
            error: error.map(ToString::to_string),
        }
    }
}

/// The days on which there are sessions.
fn held(schedule: &Schedule) -> HashSet<NaiveDate> {
    schedule.sessions.iter().flat_map(|session| Brief::from(session).dates(&schedule.event)).collect()
}
