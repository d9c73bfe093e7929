//! Events that repeat: which times each stands for, and which of those have an event of their own.

use super::component::Component;
use super::identity;
use super::rule::{Rule, Until};
use super::when::{self, Moment};
use super::zones::Zones;
use crate::model::{Kind, Session, Slot};
use crate::source::tally::{Tally, Words, note, warning};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use std::collections::{BTreeSet, HashMap, HashSet};

const MOST: usize = 366;

/// The most bytes of events that are copied for the further occurrences of all of them, and the least that one copy and
/// one rule count for: a long event that repeats would fill the memory, and following a rule takes time.
pub(super) const MOST_COPIED: usize = 16 * 1024 * 1024;
pub(super) const LEAST_COPIED: usize = 1024;

/// From this length on, in minutes, something is no talk: registration, a hall that is open, a whole event beside.
const LONG: u32 = 6 * 60;

const UNKNOWN: Words =
    warning("[RRULE is|RRULEs are] of no kind that is understood; only [its|their] first [time was|times were] read");
const ENDLESS: Words = warning("[RRULE has|RRULEs have] no end; only [its|their] first [time was|times were] read");
const BY_A_DAY: Words =
    note("[RRULE ends|RRULEs end] by a day, and [was|were] read up to the midnight with which that begins");
const TOO_LONG: Words =
    warning("[RRULE makes|RRULEs make] more than 366 [times,|times each,] of which the first were read");
const BEYOND: Words =
    warning("[event was|events were] not repeated to [its end,|their ends,] because there is too much of [it|them]");

/// The property with the time that a changed occurrence would have had.
const ORIGINAL: &str = "RECURRENCE-ID";

/// Times of which an event has none of its own: single instants, and whole days.
#[derive(Default)]
struct Times {
    instants: HashSet<DateTime<Utc>>,
    days: HashSet<NaiveDate>,
}

impl Times {
    fn add(&mut self, moment: Moment, zones: &Zones) {
        if moment.whole_day {
            self.days.insert(moment.wall.date());
        } else {
            self.instants.insert(moment.instant(zones));
        }
    }

    /// A whole day takes every time of that day, by the clock of these.
    fn has(&self, moment: Moment, zones: &Zones) -> bool {
        self.instants.contains(&moment.instant(zones)) || self.days.contains(&moment.wall.date())
    }
}

/// What is known of a UID beside the event that repeats.
#[derive(Default)]
struct Changes {
    /// The occurrences that have a VEVENT of their own.
    single: Times,
    /// Those from which on everything is as in their VEVENT.
    onwards: BTreeSet<DateTime<Utc>>,
    /// All times of the event itself, where some are changed from one on.
    times: Vec<(Moment, Slot)>,
}

/// Makes of each event the sessions that it stands for.
pub(super) struct Repeats {
    zones: Zones,
    changes: HashMap<String, Changes>,
    /// How many bytes may still be copied.
    left: usize,
}

impl Repeats {
    pub(super) fn new(events: &[Component<'_>], spans: &[Option<(Moment, Moment)>], mut zones: Zones) -> Self {
        // What cannot be read of them is told when the turn of each comes.
        let mut untold = Tally::default();
        let mut changes: HashMap<String, Changes> = HashMap::new();
        for event in events {
            let Some(moment) = when::moment(event, ORIGINAL, &mut zones, &mut untold) else { continue };
            let of_uid = changes.entry(event.text("UID")).or_default();
            of_uid.single.add(moment, &zones);
            if is_onwards(event) {
                of_uid.onwards.insert(moment.instant(&zones));
            }
        }
        let mut repeats = Self { zones, changes, left: MOST_COPIED };
        for (event, span) in events.iter().zip(spans) {
            let (uid, Some(span)) = (event.text("UID"), span) else { continue };
            let is_changed = repeats.changes.get(&uid).is_some_and(|changes| !changes.onwards.is_empty());
            if is_changed && event.get(ORIGINAL).is_none() {
                let times = repeats.occurrences(event, *span, &mut untold);
                repeats.changes.entry(uid).or_default().times.extend(times);
            }
        }
        repeats
    }

    /// The sessions of an event, each with its time; of those that repeat, the id has the time as well.
    pub(super) fn of(
        &mut self,
        session: &Session,
        event: &Component<'_>,
        span: (Moment, Moment),
        tally: &mut Tally,
    ) -> Vec<Session> {
        let cost = event.length().max(LEAST_COPIED);
        let mut sessions = Vec::new();
        for (of_id, slot) in self.slots(event, span, tally) {
            if !sessions.is_empty() {
                let Some(left) = self.left.checked_sub(cost) else {
                    tally.add(BEYOND, event.at, "");
                    break;
                };
                self.left = left;
            }
            let mut again = session.clone();
            if let Some(time) = of_id {
                again.guid = None;
                again.id = format!("{}-{}", again.id, identity::time(time, self.zones.own));
            }
            place(&mut again, slot);
            sessions.push(again);
        }
        sessions
    }

    /// The slots of an event; of one that repeats each with that by which it is known.
    fn slots(&mut self, event: &Component<'_>, span: (Moment, Moment), tally: &mut Tally) -> Vec<(Option<Slot>, Slot)> {
        let uid = event.text("UID");
        if let Some(original) = when::moment(event, ORIGINAL, &mut self.zones, tally) {
            return self.changed(event, &uid, original, span);
        }
        let repeats = ["RRULE", "RDATE", "EXDATE"].iter().any(|name| event.get(name).is_some());
        if !repeats {
            let slot = when::slot(span, &self.zones);
            let moved = self.changes.get(&uid).is_some_and(|changes| changes.single.has(span.0, &self.zones));
            return if moved { Vec::new() } else { vec![(None, slot)] };
        }
        let times = self.occurrences(event, span, tally);
        let changes = self.changes.get(&uid);
        let is_own = |(moment, slot): &(Moment, Slot)| {
            changes.is_none_or(|changes| {
                let later = changes.onwards.range(..=slot.start).next().is_some();
                !later && !changes.single.has(*moment, &self.zones)
            })
        };
        times.into_iter().filter(is_own).map(|(_, slot)| (Some(slot), slot)).collect()
    }

    /// The slot of a changed occurrence, and those of all later ones where it changes these too.
    fn changed(
        &self,
        event: &Component<'_>,
        uid: &str,
        original: Moment,
        span: (Moment, Moment),
    ) -> Vec<(Option<Slot>, Slot)> {
        let zones = &self.zones;
        let slot = when::slot(span, zones);
        let mut slots = vec![(Some(when::slot((original, original), zones)), slot)];
        let Some(changes) = self.changes.get(uid).filter(|_| is_onwards(event)) else { return slots };
        let from = original.instant(zones);
        let next = changes.onwards.range(from..).nth(1).copied();
        for (moment, time) in &changes.times {
            let within = time.start > from && next.is_none_or(|next| time.start < next);
            if !within || changes.single.has(*moment, zones) {
                continue;
            }
            let zone = if moment.whole_day { zones.own } else { zones.zone_at(moment.clock, moment.wall) };
            let wall = |instant| zone.local(instant).naive_local();
            let moved = moment.wall.checked_add_signed(wall(slot.start) - wall(from));
            let start = moved.map_or(time.start, |moved| zone.instant(moved));
            slots.push((Some(*time), Slot { start, end: start + (slot.end - slot.start), ..slot }));
        }
        slots
    }

    /// All times of an event but those that it excepts, in order, each once.
    fn occurrences(&mut self, event: &Component<'_>, span: (Moment, Moment), tally: &mut Tally) -> Vec<(Moment, Slot)> {
        let mut except = Times::default();
        for property in event.all("EXDATE") {
            let moments = when::moments(event, property, &mut self.zones, tally);
            moments.into_iter().for_each(|(moment, _)| except.add(moment, &self.zones));
        }
        let first = when::slot(span, &self.zones);
        let mut times = vec![(span.0, first)];
        for property in event.all("RRULE") {
            let Some(left) = self.left.checked_sub(LEAST_COPIED) else {
                tally.add(BEYOND, event.at, "");
                break;
            };
            self.left = left;
            let zones = &self.zones;
            let days = days(property.value(), zones, span.0);
            let days =
                days.map_err(|words| tally.add(words, property.value_at(), property.value())).unwrap_or_default();
            if Rule::ends_within_a_day(property.value()) && !span.0.whole_day {
                tally.add(BY_A_DAY, property.value_at(), property.value());
            }
            if days.len() >= MOST {
                tally.add(TOO_LONG, property.value_at(), property.value());
            }
            let spans =
                days.iter().take(MOST - 1).filter_map(|days| Some((span.0.later(*days)?, span.1.later(*days)?)));
            times.extend(spans.map(|span| (span.0, when::slot(span, zones))));
        }
        for property in event.all("RDATE") {
            for (moment, end) in when::moments(event, property, &mut self.zones, tally).into_iter().take(MOST) {
                // A day beside times means that day at the usual time.
                let as_first = moment.whole_day && !span.0.whole_day;
                let wall = moment.wall.date().and_time(span.0.wall.time());
                let moment = if as_first { Moment { wall, ..span.0 } } else { moment };
                let start = moment.instant(&self.zones);
                let length = end.and_then(|end| when::period(moment, end)).map(TimeDelta::minutes);
                let end = start + length.unwrap_or(first.end - first.start);
                times.push((moment, Slot { start, end, ..first }));
            }
        }
        times.sort_by_key(|(_, slot)| *slot);
        times.dedup_by_key(|(_, slot)| slot.start);
        times.retain(|(moment, _)| !except.has(*moment, &self.zones));
        times
    }
}

fn is_onwards(event: &Component<'_>) -> bool {
    let range = event.get(ORIGINAL).and_then(|property| property.parameter("RANGE"));
    range.is_some_and(|range| range.eq_ignore_ascii_case("THISANDFUTURE"))
}

/// How many days after its first time an event takes place again by a rule, one more than may be at most; or what is to
/// be said of the rule.
fn days(rule: &str, zones: &Zones, start: Moment) -> Result<Vec<i64>, Words> {
    let rule = Rule::read(rule, zones, start).ok_or(UNKNOWN)?;
    if !rule.ends() {
        return Err(ENDLESS);
    }
    let is_within = |days: &i64| {
        start.later(*days).is_some_and(|again| match rule.until {
            Until::Instant(until) => again.instant(zones) <= until,
            Until::Day(day) => again.wall <= day.and_time(NaiveTime::MIN),
            Until::Unsaid => true,
        })
    };
    let first = start.wall.date();
    // A first time that the rule does not mean is there all the same, and is none of those that it counts.
    let further = rule.count.map_or(MOST, |count| count.saturating_sub(usize::from(rule.means(first))).min(MOST));
    Ok(rule.days_after(first).take_while(is_within).take(further).collect())
}

/// Gives a session its time. What lasts for hours on end is no talk.
fn place(session: &mut Session, slot: Slot) {
    session.slot = Some(slot);
    if session.kind == Kind::Talk && (slot.all_day || slot.minutes() >= LONG) {
        session.kind = Kind::Other;
    }
}
