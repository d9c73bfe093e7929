//! `kubetalks refresh`: fetching kept events again, and what changed.

use super::migrate::migrate;
use super::progress::Meter;
use super::report::{self, news_name, refuse};
use super::{Ending, Exit, Startup, json};
use crate::changes::{Changed, ChangedField, Item, Report};
use crate::favourites::Favourites;
use crate::importing::{Brought, ImportError, News, refresh};
use crate::io::clock;
use crate::io::output::Output;
use crate::model::Source;
use crate::problem::Problem;
use crate::store::{EventStore, StoredEvent};
use crate::words::age;
use chrono::{DateTime, Utc};
use clap::Args;
use serde::Serialize;
use std::io::{self, Write};

/// Fetch kept events again, and tell what changed
///
/// What is new, moved, renamed, changed, cancelled and gone is told field by field, the sessions that you marked first. Marks
/// follow sessions whose ids have changed. Where nothing can be fetched, the copy on disk stays in use.
#[derive(Debug, Args)]
pub(super) struct Refresh {
    /// The events' ids; without any, every kept one
    #[arg(value_name = "EVENT")]
    events: Vec<String>,
    /// Fetch nothing: tell once more what changed last
    #[arg(long)]
    last: bool,
    /// For scripts: an array of objects
    #[arg(long)]
    json: bool,
}

/// What became of one event.
struct Outcome {
    kept: StoredEvent,
    result: Result<Brought, ImportError>,
}

impl Refresh {
    pub(super) fn run(&self, mut startup: Startup, out: &mut Output) -> Ending {
        let event_store = startup
            .event_store
            .clone()
            .ok_or_else(|| Problem::error("kubetalks", "no event is kept, for there is nowhere to keep it"))?;
        let (kept, mut exit) = chosen(&startup, &self.events);
        if kept.is_empty() {
            if self.events.is_empty() {
                let problem = Problem::note("kubetalks", "no event is kept that could be fetched again");
                startup.complain(problem.advise("'kubetalks import' keeps one"));
            }
            if self.json {
                json::array::<Record<'_>>([], out)?;
            }
            return Ok(if self.events.is_empty() { Exit::NOTHING } else { exit });
        }
        if self.last {
            return self.write_last(&startup, &event_store, &kept, out);
        }
        let mut meter = Meter::start();
        let mut outcomes = Vec::new();
        for kept in kept {
            let place = kept.source().to_string();
            let network = &startup.network;
            let mut result = meter.during(&place, |show| refresh(&event_store, &kept.id, network, clock::now(), show));
            if let Ok(brought) = &mut result {
                migrate(&mut startup, brought);
            }
            if let Err(error) = &result {
                exit = refuse(&startup, &kept.id, "cancelled; the copy on disk stays as it was", error);
                if exit == Exit::CANCELLED {
                    return Ok(exit);
                }
                let age = age(clock::now(), kept.fetched);
                startup.complain(Problem::note(&kept.id, format!("the copy on disk stays in use, fetched {age}")));
            }
            let outcome = Outcome { kept, result };
            if !self.json {
                outcome.write(&startup, out)?;
            }
            outcomes.push(outcome);
        }
        if self.json {
            json::array(outcomes.iter().map(|outcome| outcome.record(&startup.favourites)), out)?;
        }
        Ok(exit)
    }

    fn write_last(
        &self,
        startup: &Startup,
        event_store: &EventStore,
        kept: &[StoredEvent],
        out: &mut Output,
    ) -> Ending {
        let mut found = Vec::new();
        for kept in kept {
            let (mut reports, problems) = event_store.changes(&kept.id);
            problems.iter().for_each(|problem| startup.complain(problem));
            if !reports.is_empty() {
                let mut report = reports.swap_remove(0);
                report.own_first(&startup.favourites);
                found.push((kept, report));
            }
        }
        if self.json {
            let record = |(kept, report)| Record::new(kept, "changed", Some(report), &startup.favourites, None);
            json::array(found.iter().map(|(kept, report)| record((*kept, report))), out)?;
        } else {
            for (_, report) in &found {
                writeln!(out, "{}, {}", report.at.format("%Y-%m-%d %H:%M UTC"), age(clock::now(), report.at))?;
                report::write(report, &startup.favourites, &startup.config.theme, out)?;
            }
            if found.is_empty() {
                startup.complain(Problem::note("kubetalks", "nothing has changed since it was imported"));
            }
        }
        Ok(Exit::unless(found.is_empty()))
    }
}

/// The kept events that are meant; the exit is for those that do not exist.
fn chosen(startup: &Startup, ids: &[String]) -> (Vec<StoredEvent>, Exit) {
    if ids.is_empty() {
        let again = |kept: &&StoredEvent| kept.source() != Source::Input;
        return (startup.kept.iter().filter(again).cloned().collect(), Exit::FINE);
    }
    let (chosen, exit) = startup.each(ids, |id| startup.kept_event(id));
    (chosen.into_iter().cloned().collect(), exit)
}

impl Outcome {
    fn write(&self, startup: &Startup, out: &mut Output) -> io::Result<()> {
        let Ok(brought) = &self.result else { return Ok(()) };
        brought.notes.iter().for_each(|problem| startup.complain(problem));
        let name = &brought.kept.name;
        match &brought.news {
            News::New => writeln!(out, "{name}: fetched anew; the copy on disk could not be compared"),
            News::NotModified => writeln!(out, "{name}: nothing changed, says the server"),
            News::Unchanged => writeln!(out, "{name}: nothing changed"),
            News::Changed(report) => report::write(report, &startup.favourites, &startup.config.theme, out),
        }
    }

    fn record<'a>(&'a self, favourites: &Favourites) -> Record<'a> {
        match &self.result {
            Ok(brought) => {
                let report = match &brought.news {
                    News::Changed(report) => Some(&**report),
                    _ => None,
                };
                Record::new(&brought.kept, news_name(&brought.news), report, favourites, None)
            }
            Err(error) => Record::new(&self.kept, "failed", None, favourites, Some(error.to_string())),
        }
    }
}

/// What became of one event.
#[derive(Serialize)]
struct Record<'a> {
    id: &'a str,
    name: &'a str,
    source: String,
    /// When the source was last asked with success.
    fetched: DateTime<Utc>,
    /// `changed`, `unchanged`, `new` where nothing could be compared, or `failed`.
    news: &'static str,
    error: Option<String>,
    /// When the versions were compared.
    at: Option<DateTime<Utc>>,
    added: Vec<ItemRecord<'a>>,
    changed: Vec<ChangedRecord<'a>>,
    gone: Vec<ItemRecord<'a>>,
}

/// A session of a report.
#[derive(Serialize)]
struct ItemRecord<'a> {
    /// `event/session`.
    id: String,
    title: &'a str,
    speakers: &'a [String],
    /// As people read it.
    when: Option<String>,
    room: Option<&'a str>,
    /// Whether something of the user's is attached to it.
    mine: bool,
}

/// A session of a report that differs from what it was.
#[derive(Serialize)]
struct ChangedRecord<'a> {
    #[serde(flatten)]
    item: ItemRecord<'a>,
    /// What it was called before, where that was something else.
    old_id: Option<String>,
    fields: Vec<FieldRecord>,
}

/// One thing that differs, as people read it; empty for nothing.
#[derive(Serialize)]
struct FieldRecord {
    field: ChangedField,
    old: String,
    new: String,
}

impl<'a> Record<'a> {
    fn new(
        kept: &'a StoredEvent,
        news: &'static str,
        report: Option<&'a Report>,
        favourites: &Favourites,
        error: Option<String>,
    ) -> Self {
        let item = |item: &'a Item, mine: bool| ItemRecord {
            id: format!("{}/{}", kept.id, item.id),
            title: &item.title,
            speakers: &item.speakers,
            when: Some(item.when.words()).filter(|when| !when.is_empty()),
            room: Some(item.room.as_str()).filter(|room| !room.is_empty()),
            mine,
        };
        let differs = |report: &Report, changed: &'a Changed| ChangedRecord {
            item: item(&changed.item, report.entry_of(&changed.item, favourites).is_some()),
            old_id: changed.old_id.as_ref().map(|id| format!("{}/{id}", kept.id)),
            fields: (changed.fields.iter())
                .map(|change| FieldRecord { field: change.field, old: change.old.words(), new: change.new.words() })
                .collect(),
        };
        let (mut added, mut changed, mut gone) = (Vec::new(), Vec::new(), Vec::new());
        if let Some(report) = report {
            let own = |it| report.entry_of(it, favourites).is_some();
            added.extend(report.added.iter().map(|it| item(it, own(it))));
            changed.extend(report.changed.iter().map(|it| differs(report, it)));
            gone.extend(report.gone.iter().map(|it| item(it, report.entry_of_gone(it, favourites).is_some())));
        }
        Self {
            id: &kept.id,
            name: &kept.name,
            source: kept.source().to_string(),
            fetched: kept.fetched,
            news,
            error,
            at: report.map(|report| report.at),
            added,
            changed,
            gone,
        }
    }
}
