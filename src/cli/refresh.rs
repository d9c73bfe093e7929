//! `kubetalks refresh`: fetching kept events again, and what changed.

use super::follow::{Mine, follow};
use super::import::refuse;
use super::progress::Meter;
use super::table::painted;
use super::{Desk, Exit, complain, json};
use crate::changes::{Changed, FieldChange, Item, Report};
use crate::importing::{Brought, ImportError, News, refresh};
use crate::io::clock;
use crate::io::output::Output;
use crate::model::Source;
use crate::problem::Problem;
use crate::store::{EventStore, StoredEvent};
use chrono::{DateTime, TimeDelta, Utc};
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
    mine: Mine,
}

impl Refresh {
    pub(super) fn run(&self, mut desk: Desk, out: &mut Output) -> io::Result<Exit> {
        let Some(event_store) = desk.event_store.clone() else {
            complain(Problem::error("kubetalks", "no event is kept, for there is nowhere to keep it"));
            return Ok(Exit::Failed);
        };
        let (kept, mut exit) = chosen(&desk, &self.events);
        if kept.is_empty() {
            if self.events.is_empty() {
                let problem = Problem::note("kubetalks", "no event is kept that could be fetched again");
                complain(problem.advise("'kubetalks import' keeps one"));
            }
            if self.json {
                json::array::<Record<'_>>([], out)?;
            }
            return Ok(if self.events.is_empty() { Exit::Nothing } else { exit });
        }
        if self.last {
            return self.tell_last(&desk, &event_store, &kept, out);
        }
        let mut meter = Meter::start();
        let mut outcomes = Vec::new();
        for kept in kept {
            let place = kept.source().to_string();
            let mut tell = |progress| meter.tell(&place, progress);
            let mut result = refresh(&event_store, &kept.id, &desk.network, clock::now(), &mut tell);
            meter.clear();
            let mine = result.as_mut().map(|brought| follow(&mut desk, brought)).unwrap_or_default();
            if let Err(error) = &result {
                if error.is_cancelled() {
                    complain(Problem::note(&kept.id, "cancelled; the copy on disk stays as it was"));
                    return Ok(Exit::Code(130));
                }
                refuse(error);
                let age = age(clock::now() - kept.fetched);
                complain(Problem::note(&kept.id, format!("the copy on disk stays in use, fetched {age}")));
                exit = Exit::Failed;
            }
            let outcome = Outcome { kept, result, mine };
            if !self.json {
                outcome.tell(&desk, out)?;
            }
            outcomes.push(outcome);
        }
        if self.json {
            json::array(outcomes.iter().map(Outcome::record), out)?;
        }
        Ok(exit)
    }

    fn tell_last(
        &self,
        desk: &Desk,
        event_store: &EventStore,
        kept: &[StoredEvent],
        out: &mut Output,
    ) -> io::Result<Exit> {
        let mut found = Vec::new();
        for kept in kept {
            let (mut reports, problems) = event_store.changes(&kept.id);
            problems.iter().for_each(complain);
            if !reports.is_empty() {
                let mut report = reports.swap_remove(0);
                let mine = Mine::of(&report, &desk.favourites);
                report.mine_first(|item| mine.has(item));
                found.push((kept, report, mine));
            }
        }
        if self.json {
            let record = |(kept, report, mine)| Record::new(kept, "changed", Some(report), mine, None);
            json::array(found.iter().map(|(kept, report, mine)| record((kept, report, mine))), out)?;
        } else {
            for (_, report, mine) in &found {
                writeln!(out, "{}, {}", report.at.format("%Y-%m-%d %H:%M UTC"), age(clock::now() - report.at))?;
                write(report, mine, desk, out)?;
            }
            if found.is_empty() {
                complain(Problem::note("kubetalks", "nothing has changed since it was imported"));
            }
        }
        Ok(if found.is_empty() { Exit::Nothing } else { Exit::Fine })
    }
}

/// The kept events that are meant; the exit is for those that do not exist.
fn chosen(desk: &Desk, ids: &[String]) -> (Vec<StoredEvent>, Exit) {
    if ids.is_empty() {
        let again = |kept: &&StoredEvent| kept.source() != Source::Input;
        return (desk.kept.iter().filter(again).cloned().collect(), Exit::Fine);
    }
    let mut chosen = Vec::new();
    let mut exit = Exit::Fine;
    for id in ids {
        match kept(desk, id) {
            Ok(kept) => chosen.push(kept.clone()),
            Err(problem) => {
                complain(problem);
                exit = Exit::Nothing;
            }
        }
    }
    (chosen, exit)
}

/// The kept event with this id.
///
/// # Errors
/// The sentence to tell the user, with the nearest id.
pub(super) fn kept<'a>(desk: &'a Desk, id: &str) -> Result<&'a StoredEvent, Problem> {
    desk.kept.iter().find(|kept| kept.id == id).ok_or_else(|| {
        let problem = Problem::error("kubetalks", format!("no event '{id}' is kept"));
        if desk.programme.event_by_id(id).is_some() || desk.left_out.iter().any(|left_out| left_out == id) {
            return problem.advise("it ships with the program: 'kubetalks events --without' leaves it out");
        }
        let ids = desk.kept.iter().map(|kept| kept.id.as_str());
        problem.advise("'kubetalks events' lists those that are").suggest(id, ids)
    })
}

impl Outcome {
    fn tell(&self, desk: &Desk, out: &mut Output) -> io::Result<()> {
        let Ok(brought) = &self.result else { return Ok(()) };
        brought.notes.iter().for_each(complain);
        let name = &brought.kept.name;
        match &brought.news {
            News::New => writeln!(out, "{name}: fetched anew; the copy on disk could not be compared"),
            News::NotModified => writeln!(out, "{name}: nothing changed, says the server"),
            News::Unchanged => writeln!(out, "{name}: nothing changed"),
            News::Changed(report) => write(report, &self.mine, desk, out),
        }
    }

    fn record(&self) -> Record<'_> {
        match &self.result {
            Ok(brought) => {
                let report = match &brought.news {
                    News::Changed(report) => Some(&**report),
                    _ => None,
                };
                Record::new(&brought.kept, word(&brought.news), report, &self.mine, None)
            }
            Err(error) => Record::new(&self.kept, "failed", None, &self.mine, Some(error.to_string())),
        }
    }
}

/// The word for what is new, for scripts.
pub(super) fn word(news: &News) -> &'static str {
    match news {
        News::New => "new",
        News::NotModified | News::Unchanged => "unchanged",
        News::Changed(_) => "changed",
    }
}

/// Writes what changed; the user's own sessions stand out.
pub(super) fn write(report: &Report, mine: &Mine, desk: &Desk, out: &mut Output) -> io::Result<()> {
    let theme = &desk.config.theme;
    for (at, line) in report.lines(|item| mine.has(item)).iter().enumerate() {
        let text = match line {
            line if line.starts_with('★') => painted(line, theme.going, out),
            line if line.starts_with("    ") => painted(line, theme.dim, out),
            line => line.clone(),
        };
        let count = mine.count();
        match at {
            0 if count > 0 => writeln!(out, "{text}; {count} of them yours")?,
            _ => writeln!(out, "{text}")?,
        }
    }
    Ok(())
}

/// How long ago something was: `3 hours ago`.
pub(super) fn age(age: TimeDelta) -> String {
    let minutes = age.num_minutes();
    let (count, one) = match minutes {
        ..1 => return "just now".to_owned(),
        1..60 => (minutes, "minute"),
        60..2_880 => (minutes / 60, "hour"),
        _ => (minutes / 1_440, "day"),
    };
    format!("{count} {one}{} ago", if count == 1 { "" } else { "s" })
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
        mine: &'a Mine,
        error: Option<String>,
    ) -> Self {
        let item = |item: &'a Item| ItemRecord {
            id: format!("{}/{}", kept.id, item.id),
            title: &item.title,
            speakers: &item.speakers,
            when: Some(item.when.as_str()).filter(|when| !when.is_empty()),
            room: Some(item.room.as_str()).filter(|room| !room.is_empty()),
            mine: mine.has(item),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_told_in_the_largest_unit_that_fits() {
        for (minutes, expected) in [
            (-5, "just now"),
            (0, "just now"),
            (1, "1 minute ago"),
            (59, "59 minutes ago"),
            (60, "1 hour ago"),
            (2_879, "47 hours ago"),
            (2_880, "2 days ago"),
            (60_000, "41 days ago"),
        ] {
            assert_eq!(age(TimeDelta::minutes(minutes)), expected);
        }
    }
}
