//! What is to be exported, and what came of it.

use super::told::{Told, Withdrawn};
use crate::model::{Personal, Programme, SessionIx, Slot};
use chrono::{DateTime, Utc};

/// What stands above what the user goes to.
pub const MY_AGENDA: &str = "My agenda";

/// What an export is to hold beside the sessions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ExportOptions {
    /// What stands at the top: `My agenda`.
    pub title: String,
    /// What the user asked for, as they would ask again; empty for what they go to.
    pub selection: String,
    /// Where it goes to, so that a calendar can be told there what it no longer holds: the whole path of a file, or any
    /// other name.
    pub place: String,
    /// The time now.
    pub now: DateTime<Utc>,
    /// Whether the user's notes and ratings go along.
    pub notes: bool,
    /// Minutes before the beginning at which a calendar reminds; `None` for no reminder.
    pub alarm_minutes: Option<u32>,
    /// Whether it reminds of what only interests the user, too.
    pub alarm_for_interesting: bool,
    /// Whether a table begins with the mark by which some spreadsheets know UTF-8.
    pub bom: bool,
}

/// What came of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The text; in iCalendar and CSV its lines end with CR and LF, as these formats demand.
    pub text: String,
    /// The sessions that the format has no place for: in a calendar, those without a time.
    pub left_out: Vec<SessionIx>,
    /// What a calendar was told before and is to take for cancelled.
    pub withdrawn: Vec<Withdrawn>,
}

impl From<String> for Exported {
    fn from(text: String) -> Self {
        Self { text, left_out: Vec::new(), withdrawn: Vec::new() }
    }
}

pub(super) struct Selection<'a> {
    pub(super) programme: &'a Programme,
    pub(super) sessions: &'a [SessionIx],
    pub(super) personal: &'a [Personal],
    pub(super) options: &'a ExportOptions,
    pub(super) told: Told,
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

    /// The sessions with a time.
    pub(super) fn timed(&self) -> Vec<(SessionIx, Slot)> {
        self.sessions.iter().filter_map(|ix| Some((*ix, self.programme.brief(*ix).slot?))).collect()
    }
}
