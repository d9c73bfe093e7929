//! How far one has come, and how long the rest will take.

use crate::measure::width;
use crate::model::Mark;
use crate::words::{sign, thousands};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::VecDeque;

/// Of so many decisions before the last the length is known.
const KNOWN: usize = 31;
/// Fewer say nothing of how long the rest will take.
const LEAST: usize = 5;
/// Who looks at one for longer has done something else meanwhile.
const LONGEST: TimeDelta = TimeDelta::seconds(90);

/// How fast somebody decides.
#[derive(Debug, Clone, Default)]
pub struct Pace {
    last: Option<DateTime<Utc>>,
    /// The milliseconds that the last decisions took.
    took: VecDeque<i64>,
}

impl Pace {
    /// Somebody comes to decide, or comes back to it: what they do first takes as long as it takes.
    pub fn begin(&mut self) {
        self.last = None;
    }

    /// One more is decided. A clock that stands still says nothing, and what was left lying is no decision.
    pub fn step(&mut self, now: DateTime<Utc>) {
        let took = self.last.replace(now).map(|last| now - last);
        let Some(took) = took.filter(|took| TimeDelta::zero() < *took && *took <= LONGEST) else { return };
        self.took.push_back(took.num_milliseconds());
        if self.took.len() > KNOWN {
            self.took.pop_front();
        }
    }

    /// How many minutes so many sessions will take; nothing before it is known how long one does.
    pub fn minutes(&self, sessions: usize) -> Option<usize> {
        let mut took: Vec<i64> = self.took.iter().copied().collect();
        took.sort_unstable();
        let median = took.get(took.len() / 2).filter(|_| took.len() >= LEAST)?;
        let seconds = *median as f64 / 1000.0 * sessions as f64;
        Some(((seconds / 60.0).ceil() as usize).max(1))
    }
}

/// How far one has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// The place of the one in sight, from 1 on; past the end where none is.
    pub number: usize,
    pub of: usize,
    pub going: usize,
    pub interested: usize,
    /// How many minutes are left, as far as that is known.
    pub minutes: Option<usize>,
}

impl Progress {
    /// `37 of 596 · 12 ★ 31 ☆ · about 14 min left`, or less of it in so few cells.
    pub fn line(&self, cells: usize) -> String {
        let Self { number, of, going, interested, minutes } = *self;
        let place = format!("{} of {}", thousands(number.min(of)), thousands(of));
        let marks = format!("{going} {} {interested} {}", sign(Mark::Going), sign(Mark::Interested));
        let left = minutes.filter(|_| number <= of);
        let left = left.map_or(String::new(), |minutes| format!(" · about {} min left", thousands(minutes)));
        let forms = [format!("{place} · {marks}{left}"), format!("{place} · {marks}"), place];
        let fits = forms.iter().find(|form| width(form) <= cells);
        fits.or(forms.last()).cloned().unwrap_or_default()
    }

    /// The part that is behind one, from 0 to 1.
    pub fn ratio(&self) -> f64 {
        let done = self.number.saturating_sub(1).min(self.of);
        if self.of == 0 { 1.0 } else { done as f64 / self.of as f64 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_gives_up_what_there_is_no_room_for() {
        let progress = Progress { number: 37, of: 596, going: 12, interested: 31, minutes: Some(14) };
        let whole = "37 of 596 · 12 ★ 31 ☆ · about 14 min left";
        for (cells, expected) in
            [(80, whole), (width(whole), whole), (40, "37 of 596 · 12 ★ 31 ☆"), (12, "37 of 596"), (3, "37 of 596")]
        {
            assert_eq!(progress.line(cells), expected);
        }
        let end = Progress { number: 597, minutes: None, ..progress };
        assert_eq!((end.line(80), end.ratio()), ("596 of 596 · 12 ★ 31 ☆".to_owned(), 1.0));
        assert_eq!(Progress::default().ratio(), 1.0);
    }

    #[test]
    fn the_pace_is_that_of_most_decisions_and_not_of_what_was_left_lying() {
        let at = |seconds: i64| DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds);
        let mut pace = Pace::default();
        pace.begin();
        (0..=4).for_each(|step| pace.step(at(step * 6)));
        assert_eq!(pace.minutes(596), None, "four decisions say nothing");
        pace.step(at(30));
        assert_eq!(pace.minutes(100), Some(10));
        pace.step(at(30));
        pace.step(at(90_000));
        assert_eq!(pace.minutes(100), Some(10), "the clock stands still, and the user was away");
        pace.begin();
        pace.step(at(90_060));
        assert_eq!(pace.minutes(100), Some(10), "merely to open it decides nothing");
        (1..=31).for_each(|step| pace.step(at(90_060 + step * 3)));
        assert_eq!((pace.minutes(100), pace.minutes(1)), (Some(5), Some(1)));
    }
}
