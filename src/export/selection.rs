//! What is to be exported, and what came of it.

use super::told::{Told, WithdrawalReason, Withdrawn};
use crate::agenda::TransferRules;
use crate::model::{Event, Personal, Programme, SessionIx, Slot};
use crate::problem::Problem;
use crate::words::{counted, first_few};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// What stands above what the user goes to.
const MY_AGENDA: &str = "My agenda";

/// What an export is to hold beside the sessions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ExportOptions {
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
    /// How long changes of rooms take.
    pub rules: TransferRules,
    /// Whether a table begins with the mark by which some spreadsheets know UTF-8.
    pub bom: bool,
    /// The ids of the events there are, whether they take part or not; `None` where nobody could list them.
    pub events: Option<BTreeSet<String>>,
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
    /// The titles of what it was told before and keeps, as their events do not take part now.
    pub waiting: Vec<String>,
}

impl Exported {
    /// What to say of sessions that are cancelled in a calendar from now on; `asked` is whether it holds what was asked
    /// for, and not what the user goes to.
    pub fn taken_back(&self, asked: bool) -> Vec<String> {
        let mut by_reason: BTreeMap<WithdrawalReason, Vec<&str>> = BTreeMap::new();
        for (reason, withdrawn) in self.withdrawn.iter().filter_map(|withdrawn| Some((withdrawn.reason?, withdrawn))) {
            by_reason.entry(reason).or_default().push(&withdrawn.title);
        }
        let told = |(reason, titles): (WithdrawalReason, Vec<&str>)| {
            let (one, more) = match reason {
                WithdrawalReason::Gone => ("is no longer in the programme", "are no longer in the programme"),
                WithdrawalReason::Forgotten => ("is of an event that is forgotten", "are of events that are forgotten"),
                WithdrawalReason::NotChosen if asked => ("no longer matches", "no longer match"),
                WithdrawalReason::NotChosen => ("is no longer marked", "are no longer marked"),
                WithdrawalReason::WithoutTime => ("has no time any more", "have no time any more"),
            };
            let (count, what) = (titles.len(), if titles.len() == 1 { one } else { more });
            format!("{count} {what}: cancelled in the calendar: {}", first_few(titles.into_iter()))
        };
        by_reason.into_iter().map(told).collect()
    }

    /// What to say of sessions that calendars keep, though they are not written here: their events are left out.
    pub fn kept_waiting(&self) -> Option<String> {
        let titles = || self.waiting.iter().map(String::as_str);
        let what = match self.waiting.len() {
            0 => return None,
            1 => "1 is of an event that takes no part now".to_owned(),
            count => format!("{count} are of events that take no part now"),
        };
        Some(format!("{what}: not written, and not cancelled in the calendar: {}", first_few(titles())))
    }

    /// Whether what a calendar is to take back is truly no longer chosen, or what to say: where it is not `known` what the
    /// user marked, nobody can tell.
    ///
    /// # Errors
    /// Nothing may be written then.
    pub fn refuse_unknown(&self, known: bool) -> Result<(), Problem> {
        let doubtful = self.withdrawn.iter().filter(|gone| gone.reason == Some(WithdrawalReason::NotChosen)).count();
        if known || doubtful == 0 {
            return Ok(());
        }
        let sessions = counted(doubtful, "session");
        let message = format!(
            "nothing was exported: {sessions} would be cancelled in the calendar, but not all is known that you marked"
        );
        Err(Problem::error("kubetalks", message)
            .advise("mend the file of your marks, or move it away, and start again"))
    }
}

impl From<String> for Exported {
    fn from(text: String) -> Self {
        Self { text, left_out: Vec::new(), withdrawn: Vec::new(), waiting: Vec::new() }
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

    /// The only event that it is of, if it is of one.
    pub(super) fn only_event(&self) -> Option<&Event> {
        let event_of = |ix: &SessionIx| self.programme.brief(*ix).event;
        let first = event_of(self.sessions.first()?);
        let single = self.sessions.iter().all(|ix| event_of(ix) == first);
        single.then(|| self.programme.event(first))
    }

    /// What stands at the top: what the user goes to is their agenda, whatever it is of.
    pub(super) fn title(&self) -> &str {
        let asked = self.only_event().filter(|event| !self.options.selection.is_empty() && !event.name.is_empty());
        asked.map_or(MY_AGENDA, |event| &event.name)
    }

    /// The sessions with a time.
    pub(super) fn timed(&self) -> Vec<(SessionIx, Slot)> {
        self.sessions.iter().filter_map(|ix| Some((*ix, self.programme.brief(*ix).slot?))).collect()
    }
}
