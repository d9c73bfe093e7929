//! Times: from what all events of a file say together to a slot and a day for each.

use crate::model::{Session, Slot, Zone};
use crate::source::builder::Builder;
use crate::source::days;
use crate::source::tally::{Tally, Words, note, warning};
use crate::source::text::Person;
use crate::source::time::{self, DAY, LONGEST, Stamp, minute, minutes_until};
use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use std::collections::BTreeMap;

#[derive(Debug)]
pub(super) struct Entry {
    pub(super) session: Session,
    pub(super) people: Vec<Person>,
    pub(super) when: When,
}

#[derive(Debug, Clone, Default)]
pub(super) struct When {
    pub(super) at: usize,
    /// The day that it is filed under.
    pub(super) day: Option<NaiveDate>,
    /// Its date with the time of day.
    pub(super) stamp: Option<Stamp>,
    /// Its date where that has no time of day.
    pub(super) date: Option<NaiveDate>,
    /// The clock at its start, in minutes after midnight.
    pub(super) clock: Option<u32>,
    pub(super) end: Option<u32>,
    pub(super) minutes: Option<u32>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    pub(super) zone: Option<String>,
    /// When its days change, in minutes after midnight.
    pub(super) day_change: Option<u16>,
    pub(super) day_starts: Vec<Stamp>,
}

/// Gives every session its slot and its day, and the event its zone and the hour at which its days change.
pub(super) fn assign(builder: &mut Builder, said: &Said, entries: &mut [Entry]) {
    let stamps = || entries.iter().filter_map(|entry| entry.when.stamp);
    let offsets = stamps().filter_map(|stamp| stamp.offset);
    let zone = builder.choose_zone(said.zone.as_deref(), offsets);
    let clocks = Clocks::of(entries, zone);
    if clocks.reading == Reading::Walls {
        builder.warn(format!("the offsets of the times are wrong; the times were read as clocks of {zone}"));
    }
    let day_change = said.day_change.or_else(|| usual_start(said, zone)).unwrap_or(days::USUAL_CHANGE);
    for entry in &mut *entries {
        let when = &entry.when;
        entry.session.minutes = when.minutes;
        let Some(start) = clocks.start(when, day_change) else {
            entry.session.day = when.day.or(when.date);
            continue;
        };
        if clocks.is_wall(when) && clocks.reading == Reading::UtcAsWalls {
            builder.tally.add(UTC_MEANT, when.at, "");
        } else if clocks.reading != Reading::Walls
            && when.clock.is_some_and(|clock| minute(clocks.wall(start)) != clock % DAY)
        {
            let example = format!("it starts at {}", clocks.zone.local(start).format("%Y-%m-%d %H:%M %:z"));
            builder.tally.add(START_DIFFERS, when.at, &example);
        }
        let minutes = when.minutes.or_else(|| Some(minutes_until(clocks.wall(start), when.end?)));
        entry.session.slot = Some(Slot::new(start, minutes.unwrap_or(0).min(LONGEST)));
    }
    let rebuilt = file_under_days(&mut builder.tally, entries, zone);
    if rebuilt {
        builder.note("the days of the file are not those of its times; the sessions were filed anew");
    }
    let sessions = entries.iter().map(|entry| &entry.session);
    builder.schedule.event.day_change =
        if rebuilt { day_change } else { days::agreeable_change(sessions, zone, day_change) };
}

/// What the offsets behind times are good for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    Instants,
    /// The times are instants, but for those that claim to be UTC while the clock beside them shows the same hour.
    UtcAsWalls,
    /// The times are clocks of the zone in spite of the offsets behind them.
    Walls,
}

/// How the clocks of a file are to be understood.
struct Clocks {
    zone: Zone,
    reading: Reading,
}

impl Clocks {
    /// Decides by the events that say when they start twice: as a time with an offset and by the clock.
    fn of(entries: &[Entry], zone: Zone) -> Self {
        let clocks = Self { zone, reading: Reading::Instants };
        let (mut all, mut as_instants, mut as_walls) = (0_usize, 0_usize, 0_usize);
        for when in entries.iter().map(|entry| &entry.when) {
            let (Some(stamp), Some(clock)) = (when.stamp.filter(|stamp| stamp.offset.is_some()), when.clock) else {
                continue;
            };
            all += 1;
            as_instants += usize::from(minute(clocks.wall(stamp.instant(zone))) == clock % DAY);
            as_walls += usize::from(minute(stamp.wall) == clock % DAY);
        }
        let reading = match () {
            () if as_walls > 2 * as_instants => Reading::Walls,
            () if as_instants * 3 > all * 2 => Reading::UtcAsWalls,
            () => Reading::Instants,
        };
        Self { zone, reading }
    }

    /// Whether a time is a clock of the zone in spite of its offset.
    fn is_wall(&self, when: &When) -> bool {
        let (Some(stamp), Some(clock)) = (when.stamp, when.clock) else { return self.reading == Reading::Walls };
        let shows = |wall: NaiveDateTime| minute(wall) == clock % DAY;
        match self.reading {
            Reading::Instants => false,
            Reading::UtcAsWalls => {
                stamp.offset == Some(0) && shows(stamp.wall) && !shows(self.wall(stamp.instant(self.zone)))
            }
            Reading::Walls => true,
        }
    }

    fn wall(&self, instant: DateTime<Utc>) -> NaiveDateTime {
        self.zone.local(instant).naive_local()
    }

    fn start(&self, when: &When, day_change: u16) -> Option<DateTime<Utc>> {
        if let Some(stamp) = when.stamp {
            return Some(if self.is_wall(when) { self.zone.instant(stamp.wall) } else { stamp.instant(self.zone) });
        }
        let clock = when.clock?;
        let wall = match (when.date, when.day) {
            // A date of its own is that of the calendar, unless it is only the day's once more.
            (Some(date), day) if day != Some(date) => time::wall(date, clock),
            (Some(day), _) | (None, Some(day)) => time::wall_on(day, clock, day_change),
            (None, None) => None,
        };
        wall.map(|wall| self.zone.instant(wall))
    }
}

fn usual_start(said: &Said, zone: Zone) -> Option<u16> {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for start in &said.day_starts {
        *counts.entry(minute(zone.local(start.instant(zone)).naive_local())).or_default() += 1;
    }
    let (start, _) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    u16::try_from(start).ok().filter(|start| *start <= 12 * 60)
}

/// Files every session under the day that the file puts it in, if its time can lie there; true where so few can that
/// the days of the file are taken for wrong altogether.
fn file_under_days(tally: &mut Tally, entries: &mut [Entry], zone: Zone) -> bool {
    let is_stray = |entry: &Entry| {
        let (day, slot) = entry.when.day.zip(entry.session.slot)?;
        let into = zone.local(slot.start).naive_local() - day.and_time(chrono::NaiveTime::MIN);
        Some(into < TimeDelta::zero() || into >= TimeDelta::hours(36))
    };
    let strays: Vec<Option<bool>> = entries.iter().map(is_stray).collect();
    let rebuilt = strays.iter().filter(|stray| **stray == Some(true)).count() * 3 > strays.iter().flatten().count();
    for (entry, stray) in entries.iter_mut().zip(strays).filter(|(entry, _)| entry.session.slot.is_some()) {
        let is_stray = stray == Some(true) && !rebuilt;
        entry.session.day = entry.when.day.filter(|_| !rebuilt && !is_stray);
        if is_stray {
            tally.add(OTHER_DAY, entry.when.at, "");
        }
    }
    rebuilt
}

const UTC_MEANT: Words = warning(
    "[date claims|dates claim] to be UTC, but [is the clock|are clocks] at the conference, like [its start|their starts]; [it was|they were] read so",
);
const START_DIFFERS: Words = warning(
    "[session has a date|sessions have dates] and [a start|starts] that contradict each other; the [date was|dates were] followed",
);
const OTHER_DAY: Words = note(
    "[session stands|sessions stand] under [another day|other days] than [that|those] of [its time|their times] and [was|were] filed anew",
);
