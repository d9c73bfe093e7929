//! `kubetalks refresh`: fetching kept events again, and what changed.

use super::marking::migrate;
use super::progress::Meter;
use super::report::{self, news_name, refuse};
use super::{Ending, Exit, Output, Startup, complete, json};
use crate::changes::{Changed, ChangedField, Item, Report};
use crate::favourites::{Entry, Favourites};
use crate::importing::{Brought, News, TransferProgress, refresh};
use crate::io::clock;
use crate::model::Source;
use crate::problem::Problem;
use crate::store::{EventStore, StoredEvent};
use crate::words::age;
use chrono::{DateTime, Utc};
use clap::Args;
use clap_complete::engine::ArgValueCompleter as Offer;
use serde::Serialize;
use std::io::{self, Write};

/// Fetch kept events again, and tell what changed
///
/// What is new, moved, renamed, changed, cancelled and gone is told field by field, the sessions that you marked first. Marks
/// follow sessions whose ids have changed. Where nothing can be fetched, the copy on disk stays in use.
#[derive(Debug, Args)]
pub(super) struct Refresh {
    /// The events' ids; without any, every kept one
    #[arg(value_name = "EVENT", add = Offer::new(complete::kept_events))]
    events: Vec<String>,
    /// Fetch nothing: tell once more what changed last
    #[arg(long)]
    last: bool,
    /// For cron: say nothing but what has changed of what you marked
    ///
    /// Without such changes nothing is printed and the exit code is 0, so that 'kubetalks refresh --quiet | mail -E' works.
    #[arg(long, short, conflicts_with = "json")]
    quiet: bool,
    /// For scripts: an array of objects
    #[arg(long)]
    json: bool,
}

impl Refresh {
    pub(super) fn run(&self, mut startup: Startup, out: &mut Output) -> Ending {
        let event_store = startup.event_store("no event is kept")?;
        let (kept, mut exit) = chosen(&startup, &self.events);
        if self.quiet && kept.is_empty() && self.events.is_empty() {
            return Ok(Exit::FINE);
        }
        if kept.is_empty() && self.events.is_empty() {
            startup.note("no event is kept that could be fetched again; 'kubetalks import' keeps one");
        }
        if self.last && !kept.is_empty() {
            return self.write_last(&startup, &event_store, &kept, out);
        }
        let mut meter = Meter::start();
        let mut records = Vec::new();
        let network = startup.network.clone();
        let fetch = |kept: &StoredEvent, show: &mut dyn FnMut(TransferProgress) -> bool| {
            refresh(&event_store, &kept.id, &network, clock::now(), show)
        };
        let place = |kept: &StoredEvent| kept.source().to_string();
        let ended = meter.several(&kept, place, fetch, |kept, result| {
            match result {
                Ok(mut brought) => {
                    migrate(&mut startup, &mut brought);
                    let Brought { kept, news, .. } = &brought;
                    let report = if let News::Changed(report) = news { Some(&**report) } else { None };
                    records.push(Record::new(kept, news_name(news), report, &startup.favourites, None));
                    match (self.quiet, report) {
                        (true, Some(report)) => {
                            report::write_own(report, &startup.favourites, &startup.config.theme, out)?;
                        }
                        (true, None) => {}
                        (false, _) if self.json => {}
                        (false, _) => write(&startup, &brought, out)?,
                    }
                    out.flush()?;
                }
                Err(error) => {
                    exit = refuse(&startup, &kept.id, "cancelled; the copy on disk stays as it was", &error);
                    if exit != Exit::CANCELLED {
                        let age = age(clock::now(), kept.fetched);
                        startup
                            .complain(Problem::note(&kept.id, format!("the copy on disk stays in use, fetched {age}")));
                        records.push(Record::new(kept, "failed", None, &startup.favourites, Some(error.to_string())));
                    }
                }
            }
            Ok(exit != Exit::CANCELLED)
        });
        ended?;
        if exit == Exit::CANCELLED {
            return Ok(exit);
        }
        if self.json {
            json::array(records, out)?;
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
            json::array(found.iter().map(|(kept, report)| record((kept, report))), out)?;
        } else {
            for (_, report) in &found {
                writeln!(out, "{}, {}", report.at.format("%Y-%m-%d %H:%M UTC"), age(clock::now(), report.at))?;
                report::write(report, &startup.favourites, &startup.config.theme, out)?;
            }
            if found.is_empty() {
                startup.note("nothing has changed since it was imported");
            }
        }
        Ok(Exit::unless(found.is_empty()))
    }
}

/// The kept events that are meant; the exit is for those that do not exist.
fn chosen(startup: &Startup, ids: &[String]) -> (Vec<StoredEvent>, Exit) {
    if ids.is_empty() {
        let again = startup.kept.iter().filter(|kept| kept.source() != Source::Input);
        let again: Vec<StoredEvent> = again.cloned().collect();
        let exit = Exit::unless(again.is_empty());
        return (again, exit);
    }
    let (chosen, exit) = startup.each(ids, |id| startup.kept_event(id));
    (chosen.into_iter().cloned().collect(), exit)
}

fn write(startup: &Startup, brought: &Brought, out: &mut Output) -> io::Result<()> {
    brought.notes.iter().for_each(|problem| startup.complain(problem));
    let name = &brought.kept.name;
    match &brought.news {
        News::New => writeln!(out, "{name}: fetched anew; the copy on disk could not be compared"),
        News::NotModified => writeln!(out, "{name}: nothing changed, says the server"),
        News::Unchanged => writeln!(out, "{name}: nothing changed"),
        News::Changed(report) => report::write(report, &startup.favourites, &startup.config.theme, out),
    }
}

#[derive(Serialize)]
struct Record {
    id: String,
    name: String,
    source: String,
    /// When the source was last asked with success.
    fetched: DateTime<Utc>,
    /// `changed`, `unchanged`, `new` where nothing could be compared, or `failed`.
    news: &'static str,
    error: Option<String>,
    /// When the versions were compared.
    at: Option<DateTime<Utc>>,
    added: Vec<ItemRecord>,
    changed: Vec<ChangedRecord>,
    gone: Vec<ItemRecord>,
}

#[derive(Serialize)]
struct ItemRecord {
    /// `event/session`.
    id: String,
    title: String,
    speakers: Vec<String>,
    /// As people read it.
    when: Option<String>,
    room: Option<String>,
    /// Whether something of the user's is attached to it.
    mine: bool,
}

/// A session of a report that differs from what it was.
#[derive(Serialize)]
struct ChangedRecord {
    #[serde(flatten)]
    item: ItemRecord,
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

impl Record {
    fn new(
        kept: &StoredEvent,
        news: &'static str,
        report: Option<&Report>,
        favourites: &Favourites,
        error: Option<String>,
    ) -> Self {
        let item = |item: &Item, entry: Option<&Entry>| ItemRecord {
            id: format!("{}/{}", kept.id, item.id),
            title: item.title.clone(),
            speakers: item.speakers.clone(),
            when: Some(item.when.words()).filter(|when| !when.is_empty()),
            room: Some(item.room.clone()).filter(|room| !room.is_empty()),
            mine: entry.is_some(),
        };
        let differs = |report: &Report, changed: &Changed| ChangedRecord {
            item: item(&changed.item, report.entry_of(&changed.item, favourites)),
            old_id: changed.old_id.as_ref().map(|id| format!("{}/{id}", kept.id)),
            fields: (changed.fields.iter())
                .map(|change| FieldRecord { field: change.field, old: change.old.words(), new: change.new.words() })
                .collect(),
        };
        let (mut added, mut changed, mut gone) = (Vec::new(), Vec::new(), Vec::new());
        if let Some(report) = report {
            added.extend(report.added.iter().map(|it| item(it, report.entry_of(it, favourites))));
            changed.extend(report.changed.iter().map(|it| differs(report, it)));
            gone.extend(report.gone.iter().map(|it| item(it, report.entry_of_gone(it, favourites))));
        }
        Self {
            id: kept.id.clone(),
            name: kept.name.clone(),
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
