//! `kubetalks find`: conferences by their name.

use super::import::Import;
use super::progress::Meter;
use super::table::Column::{Flexible, Number, Whole};
use super::table::{Cell, Columns, table};
use super::{Ending, Exit, Output, Startup, failed, json};
use crate::catalogue::{Conference, find};
use crate::importing::ConferenceList;
use crate::sanitise::shown_address;
use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;
use std::io::Write;

/// Find a conference by its name, and bring it in
///
/// Looks in a list of series that ships and in those that '[[catalogue]]' in config.toml names: Giggity's menu, where it names
/// none. They are fetched when this command runs, at most once a day, and kept in the cache. What is on or to come stands
/// first.
#[derive(Debug, Args)]
pub(super) struct Find {
    /// Words of its name, in any spelling, and the year: fosdem 2027
    #[arg(required = true)]
    words: Vec<String>,
    /// Bring in the conference in this row; without a number that in the first one
    #[arg(long, value_name = "ROW", num_args = 0..=1, default_missing_value = "1")]
    import: Option<usize>,
    /// Fetch no list: look in what is here
    #[arg(long)]
    offline: bool,
    /// For scripts: an array of objects
    #[arg(long)]
    json: bool,
}

impl Find {
    pub(super) fn run(&self, startup: Startup, out: &mut Output) -> Ending {
        let words = self.words.join(" ");
        let found = find(&words, &self.lists(&startup), startup.now().date_naive());
        if let Some(row) = self.import {
            let Some(chosen) = row.checked_sub(1).and_then(|at| found.get(at)) else {
                return Err(failed(format!("{} found, so that there is no row {row}", found.len())).into());
            };
            return Import::of(chosen).run(startup, out);
        }
        if self.json {
            json::array(found.iter().map(Record::of), out)?;
            return Ok(Exit::unless(found.is_empty()));
        }
        if found.is_empty() {
            startup.note("no conference has these words; 'kubetalks import' takes the address of any");
            return Ok(Exit::NOTHING);
        }
        let dim = startup.config.theme.dim;
        let row = |(at, one): (usize, &Conference)| {
            let [address, from] = [shown_address(&one.address), one.from.clone()].map(|text| Cell::new(text, dim));
            [
                (at + 1).to_string().into(),
                one.name.as_str().into(),
                one.when().into(),
                one.whereabouts().into(),
                address,
                from,
            ]
        };
        let rows: Vec<[Cell; 6]> = found.iter().enumerate().map(row).collect();
        let columns = Columns([Number, Flexible(16), Whole, Flexible(12), Flexible(24), Whole], &[5, 4, 3, 2]);
        table(columns, &rows, out)?;
        writeln!(out, "\n--import brings in the first, --import 2 the second")?;
        Ok(Exit::FINE)
    }

    /// The conferences of every list. What has to be fetched is told, then fetched.
    fn lists(&self, startup: &Startup) -> Vec<Conference> {
        let cache = startup.places.as_ref().ok().map(|places| places.cache.as_path());
        let mut all = Vec::new();
        let mut meter = Meter::start();
        for source in &startup.config.catalogues.0 {
            let list = ConferenceList::new(&source.name, &source.place, cache);
            let fresh = (!self.offline && list.is_stale()).then(|| {
                startup.note(format!("fetching {} from {}, once a day", list.name, shown_address(&list.place)));
                meter.during(&list.place, |show| list.fetch(&startup.network, show))
            });
            let found = fresh.unwrap_or_else(|| list.known()).or_else(|problem| {
                startup.complain(problem);
                list.known()
            });
            all.extend(found.unwrap_or_default());
        }
        all
    }
}

#[derive(Serialize)]
struct Record<'a> {
    name: &'a str,
    address: &'a str,
    first_day: Option<NaiveDate>,
    last_day: Option<NaiveDate>,
    /// Whether the days are exact, or those of the month.
    exact: bool,
    place: Option<&'a str>,
    zone: Option<String>,
    /// Whose list it is from.
    from: &'a str,
}

impl<'a> Record<'a> {
    fn of(one: &'a Conference) -> Self {
        Self {
            name: &one.name,
            address: &one.address,
            first_day: one.days.map(|(first, _)| first),
            last_day: one.days.map(|(_, last)| last),
            exact: one.exact,
            place: one.place.as_deref(),
            zone: one.zone.map(|zone| zone.to_string()),
            from: &one.from,
        }
    }
}
