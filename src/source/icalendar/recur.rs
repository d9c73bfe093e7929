//! Events that repeat: every day, or on days of the week, a number of times or until a date. A conference needs no more.

use super::component::{Calendar, Component};
use super::identity;
use super::line::Property;
use super::when::{self, Moment};
use super::zones::{Zones, weekday};
use crate::model::{Kind, Session, Slot, Zone};
use crate::source::tally::{Tally, Words, warning};
use crate::source::time::{date, stamp};
use chrono::{DateTime, Datelike, Utc};
use std::collections::HashSet;

const MOST: usize = 366;

/// The most bytes of events that are copied for the further occurrences of all of them, and the least that one copy
/// counts for: a long event that repeats would fill the memory.
pub(super) const MOST_COPIED: usize = 16 * 1024 * 1024;
pub(super) const LEAST_COPIED: usize = 1024;

/// From this length on, in minutes, something is no talk: registration, a hall that is open, a whole event beside.
const LONG: u32 = 6 * 60;

/// The most days over which an event repeats.
const LONGEST: i64 = 5 * 366;

const UNKNOWN: Words =
    warning("[RRULE is|RRULEs are] of no kind that is understood; only [its|their] first [time was|times were] read");
const TOO_LONG: Words =
    warning("[RRULE makes|RRULEs make] more than 366 [times,|times each,] of which the first were read");
const BEYOND: Words =
    warning("[event was|events were] not repeated to [its end,|their ends,] because there is too much of [it|them]");

/// The property with the time that a changed occurrence would have had.
const ORIGINAL: &str = "RECURRENCE-ID";

/// Makes of each event the sessions that it stands for.
pub(super) struct Repeats {
    zones: Zones,
    /// The occurrences that have a VEVENT of their own, by UID and the time that they were moved from.
    changed: HashSet<(String, DateTime<Utc>)>,
    /// How many bytes may still be copied.
    left: usize,
}

impl Repeats {
    pub(super) fn new(calendar: &Calendar<'_>, mut zones: Zones) -> Self {
        // What cannot be read of them is told when the turn of each comes.
        let mut untold = Tally::default();
        let originals = calendar.events.iter().filter_map(|event| {
            let moment = when::moment(event, ORIGINAL, &mut zones, &mut untold)?;
            Some((event.text("UID"), moment.instant(&zones)))
        });
        let changed = originals.collect();
        Self { zones, changed, left: MOST_COPIED }
    }

    /// The sessions of an event, each with its time; of those that repeat, the id has the time as well.
    pub(super) fn of(
        &mut self,
        mut session: Session,
        event: &Component<'_>,
        span: (Moment, Moment),
        tally: &mut Tally,
    ) -> Vec<Session> {
        if let Some(original) = when::moment(event, ORIGINAL, &mut self.zones, tally) {
            let original = when::slot((original, original), &self.zones);
            self.give_time_to_id(&mut session, original);
            place(&mut session, when::slot(span, &self.zones));
            return vec![session];
        }
        let uid = event.text("UID");
        let rule = event.get("RRULE");
        let cost = event.length().max(LEAST_COPIED);
        let times = match rule {
            Some(rule) if self.left >= cost => self.occurrences(event, rule, span.0, tally),
            Some(_) => {
                tally.add(BEYOND, event.at, "");
                vec![0]
            }
            None => vec![0],
        };
        let mut sessions = Vec::new();
        for days in times {
            let (Some(start), Some(end)) = (span.0.later(days), span.1.later(days)) else { continue };
            let slot = when::slot((start, end), &self.zones);
            if self.changed.contains(&(uid.clone(), slot.start)) {
                continue;
            }
            if days > 0 {
                let Some(left) = self.left.checked_sub(cost) else {
                    tally.add(BEYOND, event.at, "");
                    break;
                };
                self.left = left;
            }
            let mut again = session.clone();
            if rule.is_some() {
                self.give_time_to_id(&mut again, slot);
            }
            place(&mut again, slot);
            sessions.push(again);
        }
        sessions
    }

    /// How many days after its first time an event takes place again, the first time, 0, included.
    fn occurrences(
        &mut self,
        event: &Component<'_>,
        property: &Property<'_>,
        start: Moment,
        tally: &mut Tally,
    ) -> Vec<i64> {
        let zones = &mut self.zones;
        let mut offsets = vec![0];
        let Some(rule) = Rule::read(property.value(), zones, start) else {
            tally.add(UNKNOWN, property.value_at(), property.value());
            return offsets;
        };
        let mut except = HashSet::new();
        for property in event.all("EXDATE") {
            let moments = when::moments(event, property, zones, tally);
            except.extend(moments.into_iter().map(|moment| moment.instant(zones)));
        }
        let count = rule.count.unwrap_or(usize::MAX);
        for days in rule.days_after(start) {
            let Some(again) = start.later(days) else { break };
            let past = match rule.until {
                Some(Until::Instant(until)) => again.instant(zones) > until,
                Some(Until::Day(day)) => again.wall.date() > day,
                None => false,
            };
            if past || offsets.len() >= count {
                break;
            }
            if offsets.len() >= MOST {
                tally.add(TOO_LONG, property.value_at(), property.value());
                break;
            }
            offsets.push(days);
        }
        offsets.retain(|days| start.later(*days).is_some_and(|again| !except.contains(&again.instant(zones))));
        offsets
    }

    fn give_time_to_id(&self, session: &mut Session, slot: Slot) {
        session.guid = None;
        session.id = format!("{}-{}", session.id, identity::time(slot, self.zones.own));
    }
}

/// Gives a session its time. What lasts for hours on end is no talk.
fn place(session: &mut Session, slot: Slot) {
    session.slot = Some(slot);
    if session.kind == Kind::Talk && (slot.all_day || slot.minutes() >= LONG) {
        session.kind = Kind::Other;
    }
}

struct Rule {
    weekly: bool,
    every: i64,
    count: Option<usize>,
    until: Option<Until>,
    /// Days of the week from Monday on.
    days: HashSet<i64>,
}

enum Until {
    Instant(DateTime<Utc>),
    Day(chrono::NaiveDate),
}

impl Rule {
    fn read(text: &str, zones: &Zones, start: Moment) -> Option<Self> {
        let mut rule = Self { weekly: false, every: 1, count: None, until: None, days: HashSet::new() };
        let mut known = false;
        for part in text.to_ascii_uppercase().split(';').filter(|part| !part.trim().is_empty()) {
            let (key, value) = part.split_once('=')?;
            match (key.trim(), value.trim()) {
                ("FREQ", "DAILY") => known = true,
                ("FREQ", "WEEKLY") => (known, rule.weekly) = (true, true),
                ("INTERVAL", number) => {
                    rule.every = number.parse().ok().filter(|every| (1..=LONGEST).contains(every))?
                }
                ("COUNT", number) => rule.count = Some(number.parse().ok()?),
                ("UNTIL", time) => rule.until = Some(until(time, zones, start)?),
                ("BYDAY", days) => {
                    let days = days.split(',').map(|day| Some(i64::from(weekday(day)?.num_days_from_monday())));
                    rule.days = days.collect::<Option<_>>()?;
                }
                ("WKST", "MO") => {}
                _ => return None,
            }
        }
        (known && (rule.weekly || rule.days.is_empty()) && (rule.count.is_some() || rule.until.is_some()))
            .then_some(rule)
    }

    /// The days after the first on which the event takes place as well.
    fn days_after(&self, start: Moment) -> impl Iterator<Item = i64> + '_ {
        let first = i64::from(start.wall.weekday().num_days_from_monday());
        (1..=LONGEST).filter(move |day| {
            let (week, weekday) = ((first + day) / 7, (first + day) % 7);
            let listed = self.days.contains(&weekday) || self.days.is_empty() && weekday == first;
            if self.weekly { listed && week % self.every == 0 } else { day % self.every == 0 }
        })
    }
}

fn until(text: &str, zones: &Zones, start: Moment) -> Option<Until> {
    match stamp(text) {
        Some(stamp) => {
            let zone = stamp.offset.map_or_else(|| zones.zone_at(start.clock, stamp.wall), Zone::Offset);
            Some(Until::Instant(zone.instant(stamp.wall)))
        }
        None => date(text).map(Until::Day),
    }
}
