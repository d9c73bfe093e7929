//! The times of an event of a calendar.
//!
//! They are written on the wall clock of the event, with the rules of its zone, so that they stay right if a government
//! changes those rules; in UTC where the source gives no more than an offset; and without any zone ("floating") where it
//! gives nothing.

use crate::model::{Slot, Tz, Zone};
use chrono::{DateTime, TimeDelta, Utc};

pub(super) const UTC_TIME: &str = "%Y%m%dT%H%M%SZ";
const WALL_TIME: &str = "%Y%m%dT%H%M%S";

pub(super) fn is_utc(zone: Tz) -> bool {
    matches!(zone.name(), "UTC" | "Etc/UTC")
}

/// `DTSTART` and `DTEND`. The end is left out where it would equal the beginning, which the standard forbids; what has
/// no end takes no time.
pub(super) fn times(line: &mut impl FnMut(&str), slot: Slot, zone: Zone) {
    if slot.all_day {
        let first = zone.local(slot.start).date_naive();
        // The end is not part of the slot: midnight belongs to the day before.
        let last = zone.local(slot.end).naive_local().checked_sub_signed(TimeDelta::seconds(1));
        let last = last.map_or(first, |last| last.date().max(first));
        line(&format!("DTSTART;VALUE=DATE:{}", first.format("%Y%m%d")));
        if let Some(after) = last.succ_opt() {
            line(&format!("DTEND;VALUE=DATE:{}", after.format("%Y%m%d")));
        }
        return;
    }
    line(&format!("DTSTART{}", time(slot.start, zone)));
    if slot.end > slot.start {
        line(&format!("DTEND{}", time(slot.end, zone)));
    }
}

/// The value of a time with the parameter it needs. Of an hour that happens twice a wall clock can say the first only;
/// the second is written in UTC.
fn time(instant: DateTime<Utc>, zone: Zone) -> String {
    let wall = zone.local(instant).naive_local();
    match zone {
        Zone::Named(tz) if !is_utc(tz) && zone.instant(wall) == instant => {
            format!(";TZID={}:{}", tz.name(), wall.format(WALL_TIME))
        }
        Zone::Named(_) | Zone::Offset(_) => format!(":{}", instant.format(UTC_TIME)),
        Zone::Unknown => format!(":{}", wall.format(WALL_TIME)),
    }
}
