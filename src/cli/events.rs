//! `kubetalks events`: what there is, and what of it takes part.

use super::source_args::zone;
use super::startup::{left_out, no_event};
use super::table::Column::{Flexible, Number, Whole};
use super::table::{Cell, Columns, USUAL, WIDEST, painted, paragraphs, table};
use super::times::days;
use super::{Ending, Exit, Output, Startup, complete, failed, json};
use crate::importing::{Collection, describe};
use crate::io::clock;
use crate::listing::EventRecord;
use crate::model::packed::Packed;
use crate::model::{Description, Event, EventIx, Programme, Schedule, Zone};
use crate::problem::Problem;
use crate::store::{EventStore, SavedState, StoredEvent};
use crate::words::{age, counted};
use chrono::{DateTime, Utc};
use clap::Args;
use clap_complete::engine::ArgValueCompleter as Offer;
use serde::Serialize;
use std::io::{self, Write};
use std::sync::Arc;

/// List the events, with counts and sources, and choose which take part
///
/// Those that ship and those that were imported. An event that is left out stays where it is, but its sessions are in no
/// list and no search.
#[derive(Debug, Args)]
pub(super) struct Events {
    /// Let this event take part again
    #[arg(long, value_name = "EVENT", add = Offer::new(complete::all_events))]
    with: Vec<String>,
    /// Leave this event out of every list and search
    #[arg(long, value_name = "EVENT", add = Offer::new(complete::all_events))]
    without: Vec<String>,
    /// Begin the full-screen program with this event alone the next time; there o, on Events, does it
    #[arg(long, value_name = "EVENT", add = Offer::new(complete::all_events))]
    only: Option<String>,
    /// Say more of this imported event: --zone, --name, --short
    #[arg(long, value_name = "EVENT", add = Offer::new(complete::kept_events), requires = "said")]
    change: Option<String>,
    #[command(flatten)]
    said: Said,
    /// For scripts: an array of objects
    #[arg(long)]
    json: bool,
}

/// What is said of an event in place of its source. Without a value it is as the source says again.
#[derive(Debug, Args)]
#[group(id = "said", multiple = true, requires = "change")]
struct Said {
    /// With --change: the zone of its clocks; without a value that of the source or of its place
    #[arg(long, value_name = "ZONE", value_parser = zone, num_args = 0..=1)]
    zone: Option<Option<Zone>>,
    /// With --change: its name; without a value that of the source
    #[arg(long, value_name = "NAME", num_args = 0..=1, default_missing_value = "")]
    name: Option<String>,
    /// With --change: its name for narrow columns; without a value that of the source
    #[arg(long, value_name = "NAME", num_args = 0..=1, default_missing_value = "")]
    short: Option<String>,
}

/// Every event, whether it takes part or not.
struct All {
    programme: Arc<Programme>,
    kept: Vec<StoredEvent>,
    left_out: Vec<String>,
}

#[derive(Serialize)]
struct Record<'a> {
    #[serde(flatten)]
    event: EventRecord<'a>,
    kept: bool,
    /// Whether its sessions are in lists and searches.
    taking_part: bool,
    /// When its source was last asked.
    fetched: Option<DateTime<Utc>>,
}

impl Events {
    pub(super) fn run(&self, startup: &Startup, out: &mut Output) -> Ending {
        if let Some(id) = &self.change {
            return self.said.hold(startup, id, out);
        }
        let mut all = All::of(startup);
        if !(self.with.is_empty() && self.without.is_empty()) {
            let event_store = startup.event_store("nothing was changed")?;
            let wanted = self.with.iter().map(|id| (id, true)).chain(self.without.iter().map(|id| (id, false)));
            for (id, takes_part) in wanted {
                startup.complain_of(all.choose(&event_store, id, takes_part)?.as_slice());
            }
        }
        if let Some(id) = &self.only {
            let event = &all.programme.event(all.of_those_taking_part(id)?).id;
            let folder = &startup.places.as_ref().map_err(failed)?.state;
            let state = SavedState { event: Some(event.clone()), only: true, ..SavedState::load(folder).0 };
            state.save(folder).map_err(|error| failed(format!("the next start is as the last one was: {error}")))?;
            startup.note(format!("the next start is about '{event}' alone"));
        }
        let events = (0..all.programme.events().len()).map(EventIx::new);
        if self.json {
            json::array(events.map(|ix| all.record(ix)), out)?;
        } else {
            all.write(startup, out)?;
        }
        Ok(Exit::unless(all.programme.events().is_empty()))
    }
}

impl Said {
    /// Lets it hold, and tells how the event then stands.
    fn hold(&self, startup: &Startup, id: &str, out: &mut Output) -> Ending {
        let event_store = startup.event_store("nothing was changed")?;
        startup.kept_event(id)?;
        let said = Description { zone: self.zone, name: self.name.clone(), short: self.short.clone() };
        let event = describe(&event_store, id, &said).map_err(failed)?;
        let zone = if event.zone.is_known() { format!(", times in {}", event.zone) } else { String::new() };
        writeln!(out, "{} ({id}), {}{zone}", event.name, event.short)?;
        Ok(Exit::FINE)
    }
}

impl All {
    fn of(startup: &Startup) -> Self {
        let (kept, left_out) = (startup.kept.clone(), startup.left_out.clone());
        let there = |id: &str| startup.programme.event_by_id(id).is_some();
        if left_out.is_empty() && kept.iter().all(|kept| there(&kept.id)) {
            return Self { programme: Arc::clone(&startup.programme), kept, left_out };
        }
        // What is wrong with those that take part was told already.
        let Collection { mut schedules, .. } = Collection::load(startup.event_store.as_ref(), |_, _| true);
        for kept in &kept {
            if !schedules.iter().any(|schedule| schedule.event().id == kept.id) {
                let (id, name, source) = (kept.id.clone(), kept.name.clone(), kept.source());
                let event = Event { id, short: name.clone(), name, source, ..Event::default() };
                schedules.extend(Packed::of(&Schedule { event, ..Schedule::default() }).map(Arc::new));
            }
        }
        Self { programme: Arc::new(Programme::of(schedules)), kept, left_out }
    }

    /// Lets an event take part, or not; with a warning where that may not last.
    fn choose(&mut self, event_store: &EventStore, id: &str, takes_part: bool) -> Result<Option<Problem>, Problem> {
        if let Some(kept) = self.kept.iter_mut().find(|kept| kept.id == id) {
            let (changed, warning) = event_store.set_taking_part(id, takes_part).map_err(failed)?;
            *kept = changed;
            return Ok(warning);
        }
        if self.programme.event_by_id(id).is_none() {
            let ids = self.programme.events().iter().map(|event| event.id.as_str());
            return Err(no_event(id).suggest(id, ids));
        }
        let warning = event_store.set_left_out(id, !takes_part).map_err(failed)?;
        self.left_out.retain(|left_out| left_out != id);
        if !takes_part {
            self.left_out.push(id.to_owned());
        }
        Ok(warning)
    }

    fn of_those_taking_part(&self, id: &str) -> Result<EventIx, Problem> {
        let taking_part = |ix: &EventIx| self.takes_part(self.programme.event(*ix));
        match self.programme.event_by_id(id) {
            Some(ix) if taking_part(&ix) => Ok(ix),
            Some(_) => Err(left_out(id)),
            None => Err(no_event(id).suggest(id, self.programme.events().iter().map(|event| event.id.as_str()))),
        }
    }

    fn kept(&self, event: &Event) -> Option<&StoredEvent> {
        self.kept.iter().find(|kept| kept.id == event.id)
    }

    fn takes_part(&self, event: &Event) -> bool {
        self.kept(event).map_or_else(|| !self.left_out.contains(&event.id), |kept| kept.taking_part)
    }

    fn record(&self, ix: EventIx) -> Record<'_> {
        let event = self.programme.event(ix);
        let kept = self.kept(event);
        Record {
            event: EventRecord::of(&self.programme, ix),
            kept: kept.is_some(),
            taking_part: self.takes_part(event),
            fetched: kept.map(|kept| kept.fetched),
        }
    }

    fn write(&self, startup: &Startup, out: &mut Output) -> io::Result<()> {
        let (programme, theme) = (&self.programme, &startup.config.theme);
        let row = |ix: EventIx| -> [Cell; 7] {
            let event = programme.event(ix);
            let fetched = self.kept(event).map(|kept| age(clock::now(), kept.fetched)).unwrap_or_default();
            let state = if self.takes_part(event) { fetched } else { "left out".to_owned() };
            [
                event.id.as_str().into(),
                event.name.as_str().into(),
                days(event).into(),
                counted(programme.sessions_at(ix).len(), "session").into(),
                Cell::new(state, theme.dim),
                Cell::new(event.place.clone().unwrap_or_default(), theme.dim),
                Cell::new(event.source.to_string(), theme.dim),
            ]
        };
        let columns = Columns([Whole, Flexible(16), Whole, Number, Whole, Flexible(20), Flexible(7)], &[6, 5, 4, 3, 2]);
        let rows: Vec<_> = (0..programme.events().len()).map(|at| row(EventIx::new(at))).collect();
        table(columns, &rows, out)?;
        for event in programme.events().iter().filter(|event| !event.about.is_empty()) {
            writeln!(out, "\n{}", painted(&event.id, theme.heading, out))?;
            paragraphs(&event.about, out.columns().unwrap_or(USUAL).min(WIDEST), 2, out)?;
        }
        if !self.left_out.is_empty() || self.kept.iter().any(|kept| !kept.taking_part) {
            startup.note("'kubetalks events --with EVENT' brings back what is left out");
        }
        Ok(())
    }
}
