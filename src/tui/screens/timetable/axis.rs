//! The axis of time: which row of the timetable an instant stands in.
//!
//! A row is not a number of minutes. Every start has a row of its own, so that a label tells exactly when what stands
//! beside it begins; in between there are about as many rows as time passes, but never many, and a session always has
//! its line. So five-minute talks can be read, a night of hacking does not fill the screen, and an empty afternoon
//! takes one row.

use crate::model::Slot;
use chrono::{DateTime, TimeDelta, Utc};
use std::ops::Range;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Scale {
    /// The minutes that go by in a row.
    minutes: i64,
    /// The rows that a session has at least.
    least: usize,
}

const fn scale(minutes: i64, least: usize) -> Scale {
    Scale { minutes, least }
}

/// From roomy to tight.
const SCALES: [Scale; 6] = [scale(10, 4), scale(10, 3), scale(15, 3), scale(15, 2), scale(20, 2), scale(30, 2)];
/// Where one has to scroll anyway.
const SCROLLED: Scale = scale(15, 2);
/// Nothing begins or ends for hours: more rows than this would say no more.
const MOST: i64 = 5;
/// What begins together with so many others has the rows that are left over, at most so many.
const TOGETHER: usize = 4;
const MORE: usize = 2;

/// An instant at which something begins or ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Tick {
    time: DateTime<Utc>,
    row: usize,
    starts: bool,
    /// Nothing takes place from then until the next one.
    quiet: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Axis {
    ticks: Vec<Tick>,
}

impl Axis {
    /// The roomiest axis for some slots that has no more than so many rows; where none has, one to scroll.
    pub fn fitting(slots: &[Slot], rows: usize) -> Self {
        let moments = Moments::new(slots);
        let more = (0..=MORE).rev();
        let mut axes = SCALES.iter().flat_map(|scale| more.clone().map(|more| moments.axis(*scale, more)));
        axes.find(|axis| axis.rows() <= rows).unwrap_or_else(|| moments.axis(SCROLLED, 0))
    }

    pub fn rows(&self) -> usize {
        self.ticks.last().map_or(0, |last| last.row + usize::from(last.starts))
    }

    /// The row of an instant between the first start and the last end.
    pub fn row_at(&self, time: DateTime<Utc>) -> Option<usize> {
        let next = self.ticks.partition_point(|tick| tick.time <= time);
        let before = self.ticks.get(next.checked_sub(1)?)?;
        let Some(after) = self.ticks.get(next) else {
            return (before.time == time).then_some(before.row);
        };
        let (rows, passed) = (after.row - before.row, minutes(time - before.time));
        let all = minutes(after.time - before.time).max(1);
        let further = usize::try_from(passed.saturating_mul(i64::try_from(rows).unwrap_or(0)) / all).unwrap_or(0);
        Some(before.row + further.min(rows.saturating_sub(1)))
    }

    /// The rows in which something begins, with their times.
    pub fn starts(&self) -> impl Iterator<Item = (usize, DateTime<Utc>)> {
        self.ticks.iter().filter(|tick| tick.starts).map(|tick| (tick.row, tick.time))
    }

    /// The rows that stand for time in which nothing takes place.
    pub fn pauses(&self) -> impl Iterator<Item = usize> {
        let followed = self.ticks.iter().zip(self.ticks.iter().skip(1));
        followed.filter(|(tick, next)| tick.quiet && next.row > tick.row).map(|(tick, _)| tick.row)
    }

    /// About the rows of a slot that this axis was not made for.
    pub fn rows_about(&self, slot: &Slot) -> Range<usize> {
        let row = |time| match self.ticks.first() {
            Some(first) if time >= first.time => self.row_at(time).unwrap_or(self.rows().saturating_sub(1)),
            _ => 0,
        };
        let start = row(slot.start);
        start..row(slot.end).max(start + 1)
    }

    /// The row from the start of a slot to its end; what takes no time has one row all the same.
    pub fn rows_of(&self, slot: &Slot) -> Range<usize> {
        let row = |time| {
            let at = self.ticks.binary_search_by_key(&time, |tick| tick.time);
            at.ok().and_then(|at| self.ticks.get(at)).map_or(0, |tick| tick.row)
        };
        let start = row(slot.start);
        start..row(slot.end).max(start + 1)
    }
}

fn minutes(time: TimeDelta) -> i64 {
    time.num_minutes()
}

/// When things begin and end, before rows are given to it.
struct Moments {
    /// Each instant, and whether something begins then.
    times: Vec<(DateTime<Utc>, bool)>,
    /// From which instant to which each slot lasts, by the latter.
    spans: Vec<(usize, usize)>,
}

impl Moments {
    fn new(slots: &[Slot]) -> Self {
        let mut times: Vec<(DateTime<Utc>, bool)> =
            slots.iter().flat_map(|slot| [(slot.start, true), (slot.end, false)]).collect();
        times.sort_by_key(|(time, starts)| (*time, !starts));
        times.dedup_by_key(|(time, _)| *time);
        let at = |time| times.partition_point(|(other, _)| *other < time);
        let mut spans: Vec<(usize, usize)> = slots.iter().map(|slot| (at(slot.start), at(slot.end))).collect();
        spans.sort_by_key(|(start, end)| (*end, *start));
        Self { times, spans }
    }

    /// With so many rows more for what begins together with others.
    fn axis(&self, scale: Scale, more: usize) -> Axis {
        let mut ticks: Vec<Tick> = Vec::with_capacity(self.times.len());
        let mut spans = self.spans.iter().peekable();
        let mut begun: Vec<usize> = self.spans.iter().map(|(start, _)| *start).collect();
        begun.sort_unstable();
        let mut ended = 0;
        for (at, (time, starts)) in self.times.iter().enumerate() {
            let mut row = ticks.last().map_or(0, |before| {
                let passed = minutes(*time - before.time).saturating_add(scale.minutes / 2) / scale.minutes;
                let wanted = passed.min(if before.quiet { 1 } else { MOST });
                before.row + usize::try_from(wanted).unwrap_or(0).max(usize::from(before.starts))
            });
            while let Some((start, _)) = spans.next_if(|(_, end)| *end == at) {
                ended += 1;
                if let Some(tick) = ticks.get(*start) {
                    let together = begun.partition_point(|at| at <= start) - begun.partition_point(|at| at < start);
                    let more = if together >= TOGETHER { more } else { 0 };
                    row = row.max(tick.row + scale.least + more);
                }
            }
            let quiet = begun.partition_point(|start| *start <= at) == ended;
            ticks.push(Tick { time: *time, row, starts: *starts, quiet });
        }
        Axis { ticks }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    fn slot(from: (u32, u32), minutes: u32) -> Slot {
        Slot::new(Utc.with_ymd_and_hms(2027, 3, 19, from.0, from.1, 0).unwrap(), minutes)
    }

    fn starts(axis: &Axis) -> Vec<String> {
        axis.starts().map(|(row, time)| format!("{row} {}", time.format("%H:%M"))).collect()
    }

    #[test]
    fn every_start_has_a_row_and_time_passes_in_between() {
        let slots = [slot((9, 0), 60), slot((9, 5), 5), slot((9, 10), 5), slot((10, 0), 30)];
        let axis = Moments::new(&slots).axis(scale(15, 1), 0);
        assert_eq!(starts(&axis), ["0 09:00", "1 09:05", "2 09:10", "6 10:00"]);
        assert_eq!(axis.rows(), 8);
        let rows: Vec<_> = slots.iter().map(|slot| axis.rows_of(slot)).collect();
        assert_eq!(rows, [0..6, 1..2, 2..3, 6..8]);
    }

    #[test]
    fn a_session_has_the_rows_it_needs_and_a_moment_has_one() {
        let slots = [slot((9, 0), 5), slot((9, 5), 5), slot((9, 10), 0), slot((9, 30), 5)];
        let axis = Moments::new(&slots).axis(scale(15, 3), 0);
        let rows: Vec<_> = slots.iter().map(|slot| axis.rows_of(slot)).collect();
        assert_eq!(rows, [0..3, 3..6, 6..7, 7..10]);
    }

    #[test]
    fn hours_without_a_change_take_few_rows_and_empty_ones_a_single_one() {
        let axis = Moments::new(&[slot((8, 0), 600), slot((22, 0), 30)]).axis(scale(15, 1), 0);
        assert_eq!(starts(&axis), ["0 08:00", "6 22:00"]);
        assert_eq!(axis.pauses().collect::<Vec<_>>(), [5]);
    }

    #[test]
    fn what_overlaps_by_a_minute_shares_a_row() {
        let slots = [slot((9, 0), 31), slot((9, 30), 30)];
        for scale in SCALES {
            let axis = Moments::new(&slots).axis(scale, 0);
            assert!(axis.rows_of(&slots[0]).end > axis.rows_of(&slots[1]).start, "{scale:?}");
        }
    }

    #[test]
    fn the_roomiest_scale_that_fits_is_taken() {
        let slots: Vec<Slot> = (9..17).map(|hour| slot((hour, 0), 60)).collect();
        let rows = |height| Axis::fitting(&slots, height).rows();
        assert_eq!([60, 40, 35, 20, 10].map(rows), [40, 40, 32, 16, 32]);
    }

    #[test]
    fn what_begins_together_has_the_rows_that_are_left_over() {
        let mut slots: Vec<Slot> = (0..6).map(|talk| slot((9, talk * 5), 5)).collect();
        slots.extend([slot((11, 0), 30); 4]);
        let together = |height| Axis::fitting(&slots, height).rows_of(&slots[9]).len();
        assert_eq!([40, 19, 16, 15, 14].map(together), [6, 4, 3, 2, 2]);
    }

    #[test]
    fn an_instant_has_a_row_while_the_day_lasts() {
        let slots = [slot((9, 0), 60), slot((12, 0), 60)];
        let axis = Moments::new(&slots).axis(scale(15, 1), 0);
        let at = |hour, minute| axis.row_at(slot((hour, minute), 0).start);
        let rows = [at(8, 59), at(9, 0), at(9, 14), at(9, 15), at(9, 59), at(11, 0), at(12, 0), at(13, 0), at(13, 1)];
        assert_eq!(rows, [None, Some(0), Some(0), Some(1), Some(3), Some(4), Some(5), Some(9), None]);
        assert_eq!(Axis::default().row_at(slot((9, 0), 0).start), None);
    }
}
