//! Where a conference day ends: late at night, and not at midnight.

use crate::model::{Session, Zone};
use crate::source::time::{DAY, minute};

/// When a conference day begins where nothing says it, in minutes after midnight.
pub(super) const USUAL_CHANGE: u16 = 4 * 60;

/// The hour at which days change that agrees with the days of the sessions and is nearest to what the file says.
pub(super) fn agreeable_change<'s>(sessions: impl Iterator<Item = &'s Session>, zone: Zone, wanted: u16) -> u16 {
    let (mut after_night, mut before_morning) = (0, DAY);
    for session in sessions {
        let (Some(day), Some(slot)) = (session.day, session.slot) else { continue };
        let wall = zone.local(slot.start).naive_local();
        if wall.date() == day {
            before_morning = before_morning.min(minute(wall));
        } else if Some(wall.date()) == day.succ_opt() {
            after_night = after_night.max(minute(wall) + 1);
        }
    }
    // The full hour after the last session of a night, where the morning leaves room for it.
    let full_hour = after_night.div_ceil(60) * 60;
    let least = if full_hour <= before_morning { full_hour } else { after_night };
    let change = u32::from(wanted).min(before_morning).max(least);
    u16::try_from(change).unwrap_or(wanted)
}
