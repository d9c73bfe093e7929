//! When a session takes place: from what its entry says to a slot and a day.

use super::entry::{End, Entry};
use crate::model::{Slot, Zone};
use crate::source::tally::Tally;
use crate::source::time::{self, DAY, Stamp, minute, minutes_until};
use chrono::{NaiveDate, TimeDelta};

/// Until when, in minutes after midnight, a session may belong to the day before, whatever the file says of its nights.
const LATEST_NIGHT: u16 = 9 * 60;

/// How the clocks of a file are to be understood.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Clocks {
    pub(crate) zone: Zone,
    /// Whether the zone is known by its name, and so for sure.
    pub(crate) is_named: bool,
    /// When days change, in minutes after midnight.
    pub(crate) day_change: u16,
}

impl Clocks {
    /// The slot of an entry, or its length where it has no time.
    pub(crate) fn slot(self, entry: &Entry<'_>, tally: &mut Tally) -> (Option<Slot>, Option<u32>) {
        let said = entry.end();
        let Some(stamp) = entry.start(self.day_change) else {
            let text = entry.start_text();
            if !text.is_empty() && time::date(&text).is_none() {
                tally.warn("this is no time; the session is listed without one", entry.place(&text));
            }
            return (None, if let End::After(length) = said { Some(length.minutes) } else { None });
        };
        // Where UTC is meant for the wall clock at the start, it is so at the end.
        let as_wall = self.is_wall(stamp, entry, tally);
        let instant = |stamp: Stamp| match stamp.offset {
            Some(0) if as_wall => self.zone.instant(stamp.wall),
            _ => stamp.instant(self.zone),
        };
        let start = instant(stamp);
        let end = match said {
            End::At(stamp) => instant(stamp),
            End::After(length) => {
                if length.doubtful {
                    tally.note("the duration was read as days, hours and minutes", &entry.path);
                }
                Slot::new(start, length.minutes).end
            }
            End::Clock(clock) => Slot::new(start, minutes_until(self.zone.local(start).naive_local(), clock)).end,
            End::Unsaid => {
                tally.note("no end and no duration are given", &entry.path);
                start
            }
            End::Unclear(text) => {
                tally.warn("this is no length of time; the session has no end", entry.place(&text));
                start
            }
        };
        (Some(Slot { start, end, all_day: false }), None)
    }

    /// Whether a time that claims to be UTC is one of the wall clock. It is where the clock beside it shows the same
    /// hour and the zone is known for sure to be another; else the time is believed, and the contradiction told.
    fn is_wall(self, stamp: Stamp, entry: &Entry<'_>, tally: &mut Tally) -> bool {
        let Some(clock) = entry.clock().map(|clock| clock % DAY) else { return false };
        let local = self.zone.local(stamp.instant(self.zone)).naive_local();
        if minute(local) == clock {
            return false;
        }
        let place = entry.place(&entry.start_text());
        if stamp.offset != Some(0) || minute(stamp.wall) != clock || self.zone == Zone::Unknown {
            tally.warn("date and start name different times; the date was believed", place);
            return false;
        }
        if self.is_named {
            tally.warn("the date claims to be UTC, but is the clock at the conference; it was read so", place);
        } else {
            tally.warn("date and start show the same hour, but in UTC; with --zone it is read as local time", place);
        }
        self.is_named
    }

    /// The day an entry stands under, where that can be: its date, or the day before while the night lasts.
    pub(crate) fn day(self, entry: &Entry<'_>, slot: Option<Slot>, tally: &mut Tally) -> Option<NaiveDate> {
        let Some(slot) = slot else { return entry.day.or_else(|| time::date(&entry.start_text())) };
        let day = entry.day?;
        let wall = self.zone.local(slot.start).naive_local();
        let night = self.day_change.max(LATEST_NIGHT);
        if day == wall.date() || day == (wall - TimeDelta::minutes(i64::from(night))).date() {
            return Some(day);
        }
        tally.note("this stands under another day than its date; the date was believed", &entry.path);
        None
    }
}
