//! `kubetalks refresh`: fetching kept events again, and what changed.

use super::migrate::{OwnItems, migrate};
use super::progress::Meter;
use super::report::{self, news_name, refuse};
use super::{Ending, Exit, Startup, json};
use crate::changes::{Changed, FieldChange, Item, Report};
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
    own: OwnItems,
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
            return Ok(if self.events.is_empty() { Exit::Nothing } else { exit });
        }
        if self.last {
            return self.write_last(&startup, &event_store, &kept, out);
        }
        let mut meter = Meter::start();
        let mut outcomes = Vec::new();
        for kept in kept {
            let place = kept.source().to_string();
            let mut show = |progress| meter.show(&place, progress);
            let mut result = refresh(&event_store, &kept.id, &startup.network, clock::now(), &mut show);
            meter.clear();
            let own = result.as_mut().map(|brought| migrate(&mut startup, brought)).unwrap_or_default();
            if let Err(error) = &result {
                if error.is_cancelled() {
                    startup.complain(Problem::note(&kept.id, "cancelled; the copy on disk stays as it was"));
                    return Ok(Exit::Code(130));
                }
                refuse(&startup, error);
                let age = age(clock::now(), kept.fetched);
                startup.complain(Problem::note(&kept.id, format!("the copy on disk stays in use, fetched {age}")));
                exit = Exit::Failed;
            }
            let outcome = Outcome { kept, result, own };
            if !self.json {
                outcome.write(&startup, out)?;
            }
            outcomes.push(outcome);
        }
        if self.json {
            json::array(outcomes.iter().map(Outcome::record), out)?;
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
                let own = OwnItems::of(&report, &startup.favourites);
                report.mine_first(|item| own.has(item));
                found.push((kept, report, own));
            }
        }
        if self.json {
            let record = |(kept, report, own)| Record::new(kept, "changed", Some(report), own, None);
            json::array(found.iter().map(|(kept, report, own)| record((kept, report, own))), out)?;
        } else {
            for (_, report, own) in &found {
                writeln!(out, "{}, {}", report.at.format("%Y-%m-%d %H:%M UTC"), age(clock::now(), report.at))?;
                report::write(report, own, &startup.config.theme, out)?;
            }
            if found.is_empty() {
                startup.complain(Problem::note("kubetalks", "nothing has changed since it was imported"));
            }
        }
        Ok(if found.is_empty() { Exit::Nothing } else { Exit::Fine })
    }
}

/// The kept events that are meant; the exit is for those that do not exist.
fn chosen(startup: &Startup, ids: &[String]) -> (Vec<StoredEvent>, Exit) {
    if ids.is_empty() {
        let again = |kept: &&StoredEvent| kept.source() != Source::Input;
        return (startup.kept.iter().filter(again).cloned().collect(), Exit::Fine);
    }
    let mut chosen = Vec::new();
    let mut exit = Exit::Fine;
    for id in ids {
        match startup.kept_event(id) {
            Ok(kept) => chosen.push(kept.clone()),
            Err(problem) => {
                startup.complain(problem);
                exit = Exit::Nothing;
            }
        }
    }
    (chosen, exit)
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
            News::Changed(report) => report::write(report, &self.own, &startup.config.theme, out),
        }
    }

    fn record(&self) -> Record<'_> {
        match &self.result {
            Ok(brought) => {
                let report = match &brought.news {
                    News::Changed(report) => Some(&**report),
                    _ => None,
                };
                Record::new(&brought.kept, news_name(&brought.news), report, &self.own, None)
            }
            Err(error) => Record::new(&self.kept, "failed", None, &self.own, Some(error.to_string())),
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
    when: Option<&'a str>,
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
    fields: &'a [FieldChange],
}

impl<'a> Record<'a> {
    fn new(
        kept: &'a StoredEvent,
        news: &'static str,
        report: Option<&'a Report>,
        own: &'a OwnItems,
        error: Option<String>,
    ) -> Self {
        let item = |item: &'a Item| ItemRecord {
            id: format!("{}/{}", kept.id, item.id),
            title: &item.title,
            speakers: &item.speakers,
            when: Some(item.when.as_str()).filter(|when| !when.is_empty()),
            room: Some(item.room.as_str()).filter(|room| !room.is_empty()),
            mine: own.has(item),
        };
        let changed = |changed: &'a Changed| ChangedRecord {
            item: item(&changed.item),
            old_id: changed.old_id.as_ref().map(|id| format!("{}/{id}", kept.id)),
            fields: &changed.fields,
        };
        Self {
            id: &kept.id,
            name: &kept.name,
            source: kept.source().to_string(),
            fetched: kept.fetched,
            news,
            error,
            at: report.map(|report| report.at),
            added: report.map_or(&[][..], |report| &report.added).iter().map(item).collect(),
            changed: report.map_or(&[][..], |report| &report.changed).iter().map(changed).collect(),
            gone: report.map_or(&[][..], |report| &report.gone).iter().map(item).collect(),
        }
    }
}
