//! What is said of the conference as a whole.

use super::schema::{ZONE, name_event};
use super::times::Said;
use crate::model::{Event, Schedule};
use crate::source::text::{line_of, resolve};
use crate::source::time;
use crate::source::xml::Fields;
use chrono::{NaiveDate, TimeDelta};
use roxmltree::Node;

/// How far from its sessions an event's first and last day are believed, in days.
const NEAR: i64 = 31;

#[derive(Debug, Clone, Default)]
pub(super) struct Conference {
    pub(super) event: Event,
    pub(super) said: Said,
    /// What relative addresses are relative to.
    pub(super) base: Option<String>,
}

impl Conference {
    pub(super) fn read(&mut self, node: Node<'_, '_>) {
        let fields = &Fields::of(node);
        let event = &mut self.event;
        name_event(event, fields);
        event.place = line_of(Some(&fields.text(&["city"]))).or_else(|| line_of(Some(&fields.text(&["venue"]))));
        let base = resolve(&fields.text(&["base_url"]), None);
        event.url = resolve(&fields.text(&["url"]), base.as_deref()).or_else(|| base.clone());
        event.first_day = time::date(&fields.text(&["start"]));
        event.last_day = time::date(&fields.text(&["end"]));
        self.said.day_change = time::day_change(&fields.text(&["day_change"]));
        self.said.zone = line_of(Some(&fields.text(ZONE)));
        self.base = base.or_else(|| self.base.take());
    }

    /// Names the event and its days, which are believed where they lie near those of the sessions.
    pub(super) fn describe(self, schedule: &mut Schedule) {
        let days = || schedule.sessions.iter().filter_map(|session| session.day);
        let near = |claimed: Option<NaiveDate>, found: Option<NaiveDate>| {
            claimed.filter(|claimed| found.is_none_or(|found| (*claimed - found).abs() <= TimeDelta::days(NEAR)))
        };
        let (first, last) = (days().min(), days().max());
        let Event { source, zone, day_change, .. } = std::mem::take(&mut schedule.event);
        let said = self.event;
        let first_day = near(said.first_day, first).into_iter().chain(first).min();
        let last_day = near(said.last_day, last).into_iter().chain(last).max();
        schedule.event = Event { source, zone, day_change, first_day, last_day, ..said };
    }
}
