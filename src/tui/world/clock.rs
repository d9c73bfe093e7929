//! What time it is.

use crate::model::Zone;
use chrono::{DateTime, Utc};

#[derive(Debug, Clone, Copy)]
pub struct LocalClock {
    /// The present, to the second.
    pub present: DateTime<Utc>,
    /// The zone of the machine.
    pub own_zone: Zone,
    /// Whether times are shown in the machine's zone instead of the event's.
    pub in_own_zone: bool,
}

impl LocalClock {
    pub fn minute(&self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.present.timestamp().div_euclid(60) * 60, 0).unwrap_or(self.present)
    }

    /// The beginning of the next minute: what is told in minutes stands until then.
    pub fn next_minute(&self) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp((self.present.timestamp().div_euclid(60) + 1) * 60, 0)
    }
}
