//! What is to be exported, and what came of it.

use super::uid_registry::CalendarVersion;
use crate::model::{Personal, Programme, SessionIx};
use chrono::{DateTime, Utc};
use std::collections::HashMap;

/// What an export is to hold beside the sessions.
pub struct ExportOptions {
    /// What stands at the top: `My agenda`.
    pub title: String,
    /// The time now.
    pub now: DateTime<Utc>,
    /// Whether the user's notes and ratings go along.
    pub notes: bool,
    /// Minutes before the beginning at which a calendar reminds; `None` for no reminder.
    pub alarm_minutes: Option<u32>,
    /// How calendars know the sessions, as [`register`](super::UidRegistry::register) says; those that it leaves out are new to them.
    pub versions: HashMap<SessionIx, CalendarVersion>,
}

/// What came of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The text; in iCalendar and CSV its lines end with CR and LF, as these formats demand.
    pub text: String,
    /// The sessions that the format has no place for: in a calendar, those without a time.
    pub left_out: Vec<SessionIx>,
}

impl From<String> for Exported {
    fn from(text: String) -> Self {
        Self { text, left_out: Vec::new() }
    }
}

pub(super) struct Selection<'a> {
    pub(super) programme: &'a Programme,
    pub(super) sessions: &'a [SessionIx],
    pub(super) personal: &'a [Personal],
    pub(super) options: &'a ExportOptions,
}

impl Selection<'_> {
    /// What the user attached to a session, without the notes and the rating if they are to stay at home.
    pub(super) fn personal(&self, ix: SessionIx) -> Personal {
        let personal = self.personal.get(ix.index()).cloned().unwrap_or_default();
        if self.options.notes {
            return personal;
        }
        Personal { note: String::new(), rating: None, ..personal }
    }
}
