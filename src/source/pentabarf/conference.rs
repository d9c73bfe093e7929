//! What is said of the conference as a whole.

use super::Reader;
use crate::model::Schedule;
use crate::source::text::{line, line_of, resolve};
use crate::source::time::{self, Stamp};
use crate::source::xml::{self, attribute, field};
use chrono::{NaiveDate, TimeDelta};
use roxmltree::Node;

/// How far from its sessions an event's first and last day are believed, in days.
const NEAR: i64 = 31;

/// The conference as its element describes it.
#[derive(Debug, Clone, Default)]
pub(super) struct Conference {
    acronym: String,
    title: String,
    place: Option<String>,
    url: Option<String>,
    first_day: Option<NaiveDate>,
    last_day: Option<NaiveDate>,
    /// The name of the zone.
    pub(super) zone: Option<String>,
    /// Minutes after midnight.
    pub(super) day_change: Option<u16>,
    /// When its days begin.
    pub(super) day_starts: Vec<Stamp>,
}

impl Reader<'_> {
    pub(super) fn conference(&mut self, node: Node<'_, '_>) {
        let conference = &mut self.conference;
        conference.acronym = line(&field(node, &["acronym"]));
        conference.title = line(&field(node, &["title"]));
        conference.place = line_of(Some(&field(node, &["city"]))).or_else(|| line_of(Some(&field(node, &["venue"]))));
        let base = resolve(&field(node, &["base_url"]), None);
        conference.url = resolve(&field(node, &["url"]), base.as_deref()).or_else(|| base.clone());
        conference.first_day = time::date(&field(node, &["start"]));
        conference.last_day = time::date(&field(node, &["end"]));
        conference.day_change = time::day_change(&field(node, &["day_change"]));
        conference.zone = line_of(Some(&field(node, &["time_zone_name", "timezone", "time_zone"])));
        self.base = base.or_else(|| self.base.take());
        self.tracks(node);
    }

    /// The tracks that a list declares, in its order.
    pub(super) fn tracks(&mut self, list: Node<'_, '_>) {
        for track in xml::elements(list).filter(|child| child.tag_name().name() == "track") {
            let text = xml::text(track);
            let name = attribute(track, &["name"]).unwrap_or(&text).to_owned();
            self.builder.track(&name);
            if let Some(slug) = attribute(track, &["slug"]) {
                self.track_names.insert(slug.to_owned(), name);
            }
        }
    }
}

impl Conference {
    /// Names the event and its days, which are believed where they lie near those of the sessions.
    pub(super) fn describe(self, schedule: &mut Schedule) {
        let days = || schedule.sessions.iter().filter_map(|session| session.day);
        let near = |claimed: Option<NaiveDate>, found: Option<NaiveDate>| {
            claimed.filter(|claimed| found.is_none_or(|found| (*claimed - found).abs() <= TimeDelta::days(NEAR)))
        };
        let (first, last) = (days().min(), days().max());
        let event = &mut schedule.event;
        event.first_day = near(self.first_day, first).into_iter().chain(first).min();
        event.last_day = near(self.last_day, last).into_iter().chain(last).max();
        let shorter = !self.acronym.is_empty() && self.acronym.chars().count() < self.title.chars().count();
        event.short = if shorter { self.acronym.clone() } else { self.title.clone() };
        event.id = self.acronym;
        event.name = self.title;
        event.place = self.place;
        event.url = self.url;
    }
}
