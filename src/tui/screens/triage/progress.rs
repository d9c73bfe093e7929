//! How far one has come, and how long the rest will take.

use crate::measure::width;
use crate::model::Mark;
use crate::words::{sign, thousands};
use chrono::{DateTime, TimeDelta, Utc};

/// What a session takes until something is known: six hundred in twenty minutes.
const PACE: f32 = 2.0;
/// Who looks at one for longer has done something else meanwhile.
const LONGEST: TimeDelta = TimeDelta::seconds(90);
/// How much the last one says of the next.
const WEIGHT: f32 = 0.15;

/// How fast somebody decides.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    last: Option<DateTime<Utc>>,
    /// Seconds for one session.
    seconds: f32,
}

impl Default for Pace {
    fn default() -> Self {
        Self { last: None, seconds: PACE }
    }
}

impl Pace {
    /// Begins to measure.
    pub fn begin(&mut self, now: DateTime<Utc>) {
        self.last = Some(now);
    }

    /// One more is decided. A clock that stands still says nothing.
    pub fn step(&mut self, now: DateTime<Utc>) {
        let took = self.last.replace(now).map(|last| (now - last).clamp(TimeDelta::zero(), LONGEST));
        if let Some(took) = took.filter(|took| !took.is_zero()) {
            let took = took.num_milliseconds() as f32 / 1000.0;
            self.seconds += WEIGHT * (took - self.seconds);
        }
    }

    /// How many minutes so many sessions will take.
    pub fn minutes(&self, sessions: usize) -> usize {
        (sessions as f32 * self.seconds / 60.0).ceil() as usize
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
    /// How many minutes are left.
    pub minutes: usize,
}

impl Progress {
    /// `37 of 596 · 12 ★ 31 ☆ · about 14 min left`, or less of it in so few cells.
    pub fn line(&self, cells: usize) -> String {
        let Self { number, of, going, interested, minutes } = *self;
        let place = format!("{} of {}", thousands(number.min(of)), thousands(of));
        let marks = format!("{going} {} {interested} {}", sign(Mark::Going), sign(Mark::Interested));
        let left =
            if number > of { String::new() } else { format!(" · about {} min left", thousands(minutes.max(1))) };
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
        let progress = Progress { number: 37, of: 596, going: 12, interested: 31, minutes: 14 };
        let whole = "37 of 596 · 12 ★ 31 ☆ · about 14 min left";
        for (cells, expected) in
            [(80, whole), (width(whole), whole), (40, "37 of 596 · 12 ★ 31 ☆"), (12, "37 of 596"), (3, "37 of 596")]
        {
            assert_eq!(progress.line(cells), expected);
        }
        let end = Progress { number: 597, minutes: 0, ..progress };
        assert_eq!((end.line(80), end.ratio()), ("596 of 596 · 12 ★ 31 ☆".to_owned(), 1.0));
        assert_eq!(Progress::default().ratio(), 1.0);
    }

    #[test]
    fn the_pace_follows_what_was_decided_and_not_what_was_left_lying() {
        let at = |seconds: i64| DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds);
        let mut pace = Pace::default();
        assert_eq!(pace.minutes(596), 20);
        pace.begin(at(0));
        (1..=40).for_each(|step| pace.step(at(step * 6)));
        assert_eq!(pace.minutes(100), 10);
        let before = pace.minutes(100);
        pace.step(at(240));
        assert_eq!(pace.minutes(100), before, "the clock stands still");
        pace.step(at(90_000));
        assert!(pace.minutes(100) < 32, "{}", pace.minutes(100));
    }
}
