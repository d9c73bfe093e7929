//! When a session takes place.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// From this length on, in minutes, what goes on after midnight is on the next day.
const DAYS: u32 = 12 * 60;

/// When a session takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Slot {
    /// When it begins.
    pub start: DateTime<Utc>,
    /// When it ends; never before it begins.
    pub end: DateTime<Utc>,
    /// Whether it stands for whole days instead of times.
    pub all_day: bool,
}

impl Slot {
    /// A slot of so many minutes.
    pub fn new(start: DateTime<Utc>, minutes: u32) -> Self {
        Self { start, end: start + TimeDelta::minutes(i64::from(minutes)), all_day: false }
    }

    /// Its length in minutes.
    pub fn minutes(&self) -> u32 {
        u32::try_from((self.end - self.start).num_minutes()).unwrap_or(0)
    }

    /// Whether it is so long that the days after the first are no night of it: an exhibition, a workshop of a week.
    pub fn takes_days(&self) -> bool {
        self.all_day || self.minutes() >= DAYS
    }

    /// Whether the instant lies within: the start does, the end does not.
    pub fn contains(&self, instant: DateTime<Utc>) -> bool {
        self.start <= instant && instant < self.end
    }

    /// The minutes that two slots share.
    pub fn overlap(&self, other: &Self) -> u32 {
        let shared = self.end.min(other.end) - self.start.max(other.start);
        u32::try_from(shared.num_minutes()).unwrap_or(0)
    }
}
