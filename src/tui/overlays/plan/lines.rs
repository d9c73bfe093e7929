//! What is said of a plan: the day line by line, why, and what it would bring.

use crate::action::{Action, Mode};
use crate::agenda::{By, ConflictKind, Dropped, conflicts, date_of, done};
use crate::model::{Mark, SessionIx};
use crate::tui::app::State;
use crate::tui::overlays::plan::state::{Change, PlanLine, PlanView, Suggest};
use crate::tui::world::clock;
use crate::words;
use chrono::{DateTime, Utc};
use std::collections::HashSet;

/// Where lines stand in the day: by start and end, what is given up after what is chosen.
type Place = (Option<(DateTime<Utc>, DateTime<Utc>)>, bool);

impl State {
    pub(in crate::tui) fn plan_lines(&self, view: &PlanView) -> Vec<PlanLine> {
        let done = done(&self.agenda_context());
        let start = |ix: SessionIx| self.programme.session(ix).slot.map(|slot| (slot.start, slot.end));
        let mut rows: Vec<(Place, Vec<PlanLine>)> = Vec::new();
        for ix in &view.plan.chosen {
            let change = if view.plan.added.contains(ix) { Change::Add } else { Change::Keep };
            let why = (change == Change::Add).then(|| PlanLine::Why(self.why_added(*ix, &done)));
            rows.push(((start(*ix), false), std::iter::once(PlanLine::Session(*ix, change)).chain(why).collect()));
        }
        for dropped in &view.plan.dropped {
            let line = PlanLine::Session(dropped.session, Change::GiveUp);
            rows.push(((start(dropped.session), true), vec![line, PlanLine::Why(self.why_given_up(dropped))]));
        }
        if let Some((from, to)) = view.plan.lunch {
            let event = self.programme.event(view.event);
            let hours = words::hours(clock::shown(self, event, from), clock::shown(self, event, to));
            rows.push(((Some((from, to)), true), vec![PlanLine::Lunch(hours)]));
        }
        rows.sort_by_key(|(place, _)| *place);
        rows.into_iter().flat_map(|(_, lines)| lines).collect()
    }

    fn why_added(&self, ix: SessionIx, done: &HashSet<SessionIx>) -> String {
        match self.personal(ix).mark {
            Some(Mark::Interested) => "you are interested".to_owned(),
            _ => self.suggestion(ix, done).map_or_else(|| "fixed".to_owned(), |(_, why)| format!("suggested: {why}")),
        }
    }

    fn why_given_up(&self, dropped: &Dropped) -> String {
        let why = match dropped.by {
            By::Lunch => "makes room for lunch".to_owned(),
            By::Cancelled => "is cancelled".to_owned(),
            By::Session(other) => {
                let kind = self.transfer.conflict(&self.programme, dropped.session, other);
                let kind = kind.map_or(String::new(), |kind| match kind {
                    ConflictKind::Clash { minutes } => {
                        format!("{} at the same time as ", words::length(minutes))
                    }
                    ConflictKind::Tight { needed, have } => format!("{have} min for a way of {needed} min to "),
                });
                format!("{kind}'{}'", self.programme.session(other).title)
            }
        };
        match dropped.instead.first().and_then(|ix| clock::brief(self, *ix)) {
            Some(time) => format!("{why}; shown again {time}"),
            None => why,
        }
    }

    pub(in crate::tui) fn plan_summary(&self, view: &PlanView) -> Vec<String> {
        let (to_add, to_give_up) = (view.plan.added.len(), view.plan.dropped.len());
        let kept = view.plan.chosen.len() - to_add;
        if view.lines.is_empty() {
            let mut said = vec!["Nothing of this day is marked: there is nothing to plan from.".to_owned()];
            let key = self.keymap.keys_for(Mode::Plan, Action::Suggest).into_iter().next();
            if let Some(key) = key.filter(|_| self.planning.suggest == Suggest::Nothing) {
                said.push(format!("{key} suggests what is like your marks on other days."));
            }
            return said;
        }
        let ticked = view.ticked().count();
        let mut first = match to_add + to_give_up {
            0 => format!("Nothing better can be made of this day: {kept} kept"),
            _ => format!("{to_add} to add, {to_give_up} to give up, {kept} kept"),
        };
        if ticked < to_add + to_give_up {
            first.push_str(&format!(" · {ticked} of {} ticked", to_add + to_give_up));
        }
        let minutes = |sessions: &[SessionIx]| -> u32 {
            conflicts(&self.programme, sessions, &self.transfer).iter().map(|one| one.kind.minutes()).sum()
        };
        let of_day = |ix: &SessionIx| {
            self.programme.session(*ix).event == view.event && date_of(&self.programme, *ix) == Some(view.date)
        };
        let going: Vec<SessionIx> = self.agenda_context().marked(Mark::Going).into_iter().filter(of_day).collect();
        let taken = |ix: &SessionIx, wanted| view.ticked().any(|change| change == (*ix, wanted));
        let added = view.plan.added.iter().filter(|ix| taken(ix, Change::Add));
        let then: Vec<SessionIx> = going.iter().filter(|ix| !taken(ix, Change::GiveUp)).chain(added).copied().collect();
        let clashes = match (minutes(&going), minutes(&then)) {
            (0, 0) => "Nothing clashes".to_owned(),
            (before, 0) => format!("{} of clashes solved", words::length(before)),
            (before, after) => format!("{} of clashes left of {}", words::length(after), words::length(before)),
        };
        let lunch = match (self.planning.lunch, view.plan.lunch) {
            (None, _) => "lunch not kept free".to_owned(),
            (Some(lunch), None) => format!("no room for lunch, {lunch}"),
            (Some(_), Some(_)) => "lunch kept free".to_owned(),
        };
        let suggested = match self.planning.suggest {
            Suggest::Nothing => "nothing suggested",
            Suggest::Similar => "suggesting what is like your marks",
            Suggest::Listed => "suggesting from the list of sessions",
        };
        vec![first, format!("{clashes} · {lunch} · {suggested}")]
    }
}
