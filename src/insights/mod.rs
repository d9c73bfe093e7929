//! What is counted of sessions, for pictures: topics, technologies over the events, people and firms, days of mine, the week.
//!
//! Pure functions of a programme, some of its sessions and what the user attached to them. Start with [`Insights`].

mod counts;
mod days;

pub use counts::{TrackCount, Trend, Who, topics, trends, who};
pub use days::{MyDay, WeekDay, my_days, week};

use crate::agenda::Context;
use crate::model::SessionIx;

/// Everything that is counted of some sessions.
#[derive(Debug, Clone, Default)]
pub struct Insights {
    /// The tracks with the most sessions first.
    pub topics: Vec<TrackCount>,
    /// The tags whose share changed most first.
    pub trends: Vec<Trend>,
    /// The firms with the most sessions first.
    pub firms: Vec<Who>,
    /// The speakers with the most sessions first.
    pub people: Vec<Who>,
    /// The days with something of mine.
    pub days: Vec<MyDay>,
    /// The days with times.
    pub week: Vec<WeekDay>,
}

impl Insights {
    /// Counts what there is to count.
    pub fn of(context: &Context<'_>, sessions: &[SessionIx]) -> Self {
        let (firms, people) = who(context.programme, sessions);
        Self {
            topics: topics(context, sessions),
            trends: trends(context.programme, sessions),
            firms,
            people,
            days: my_days(context, sessions),
            week: week(context, sessions),
        }
    }
}
