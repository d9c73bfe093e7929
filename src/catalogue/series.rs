//! Our own list: series of conferences and the rule for their addresses.

use super::conference::Conference;
use crate::model::RoomSpot;
use crate::places::zone_of;
use chrono::{Datelike, Months, NaiveDate};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What credits our own list.
const OURS: &str = "kubetalks";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    series: Vec<Series>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Series {
    name: String,
    #[serde(default)]
    also: Vec<String>,
    place: Option<String>,
    month: u32,
    #[serde(default = "one")]
    every: i32,
    #[serde(default)]
    from: i32,
    #[serde(default)]
    zero: i32,
    /// First and last day of an edition, by its year.
    #[serde(default)]
    days: BTreeMap<String, String>,
    address: String,
    #[serde(default)]
    rooms: Vec<RoomSpot>,
}

fn one() -> i32 {
    1
}

fn list() -> Vec<Series> {
    // What is in the list is tested; a list that cannot be read is an empty one.
    let list: Result<List, _> = toml::from_str(include_str!("../../catalogue.toml"));
    list.map(|list| list.series).unwrap_or_default()
}

/// The place that an address tells of: that of the series whose addresses begin so, where it stays at one, or the city of a
/// WordCamp.
pub fn place_of(address: &str) -> Option<String> {
    let city = || Some(address.split_once("://")?.1.split_once(".wordcamp.org/")?.0.to_owned());
    series_at(address).and_then(|series| series.place).or_else(city)
}

/// Where the rooms of the series are whose addresses begin so.
pub fn rooms_of(address: &str) -> Vec<RoomSpot> {
    series_at(address).map(|series| series.rooms).unwrap_or_default()
}

fn series_at(address: &str) -> Option<Series> {
    let begins = |series: &Series| series.address.split('{').next().is_some_and(|begin| address.starts_with(begin));
    list().into_iter().find(begins)
}

/// The editions of every series in a year or, without one, the last that has begun and the next.
pub fn series(year: Option<i32>, today: NaiveDate) -> Vec<Conference> {
    list().iter().flat_map(|series| series.years(year, today).into_iter().filter_map(|at| series.edition(at))).collect()
}

impl Series {
    fn years(&self, year: Option<i32>, today: NaiveDate) -> Vec<i32> {
        let held = |year: &i32| (year - self.from) % self.every.max(1) == 0;
        if let Some(year) = year {
            return Some(year).filter(held).into_iter().collect();
        }
        let this = today.year() - i32::from(today.month() < self.month);
        let last = (this - self.every..=this).rev().find(held);
        let next = (this + 1..=this + self.every).find(held);
        last.into_iter().chain(next).collect()
    }

    fn edition(&self, year: i32) -> Option<Conference> {
        let filled = |text: &str| {
            text.replace("{year}", &year.to_string())
                .replace("{yy}", &format!("{:02}", year.rem_euclid(100)))
                .replace("{number}", &(year - self.zero).to_string())
        };
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        let announced = self.days.get(&year.to_string()).and_then(|days| days.split_once('/'));
        let announced = announced.and_then(|(first, last)| Some((day(first)?, day(last)?)));
        let first = NaiveDate::from_ymd_opt(year, self.month, 1)?;
        let month = (first, first.checked_add_months(Months::new(1))?.pred_opt()?);
        Some(Conference {
            name: format!("{} {year}", self.name),
            also: self.also.iter().map(|name| filled(name)).collect(),
            address: filled(&self.address),
            days: Some(announced.unwrap_or(month)),
            exact: announced.is_some(),
            place: self.place.clone(),
            zone: self.place.as_deref().and_then(zone_of).map(|placed| placed.zone),
            rooms: self.rooms.clone(),
            from: OURS.to_owned(),
        })
    }
}
