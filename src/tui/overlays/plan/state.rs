//! A plan of a day, shown as what it would change in the agenda, and taken whole, in part or not.
//!
//! The plan itself is made by `agenda`; here it is asked for with the user's wishes, put into lines, and what is ticked of
//! it becomes one change of the marks. What is said of it stands in `words`.

use crate::action::Action;
use crate::agenda::{self, Lunch, Plan, PlanOptions, changes_of, date_of, done, suggestion_score};
use crate::model::{EventIx, Mark, Personal, SessionIx};
use crate::tui::app::{Cursor, Overlay, State};
use crate::tui::layout::{areas, text_inside};
use crate::tui::message::Effect;
use crate::tui::update::motion;
use crate::words::short_day;
use chrono::{NaiveDate, NaiveTime};
use ratatui::layout::Rect;
use std::collections::HashSet;

/// What is less like anything marked than this is no suggestion.
const ALIKE: f32 = 0.1;

/// Which unmarked sessions a plan may fill free time with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Suggest {
    /// None.
    #[default]
    Nothing,
    /// Those that are like what one marked.
    Similar,
    /// Those in the list of the Sessions screen, which a query or a filter narrows.
    Listed,
}

/// What the user wishes of plans, as long as the program runs.
#[derive(Debug, Clone, Default)]
pub struct Planning {
    /// A meal to keep free.
    pub lunch: Option<Lunch>,
    /// What free time may be filled with.
    pub suggest: Suggest,
    /// What stays in the plan, whatever it clashes with.
    pub fixed: Vec<SessionIx>,
}

/// The plan of a day.
#[derive(Debug, Clone)]
pub struct PlanView {
    /// Of which event.
    pub event: EventIx,
    /// The day.
    pub date: NaiveDate,
    /// What is proposed.
    pub plan: Plan,
    /// The changes that are not to be made.
    pub left: Vec<SessionIx>,
    /// What it would bring, in a few words each.
    pub summary: Vec<String>,
    /// The day as it would be, with what is given up.
    pub lines: Vec<PlanLine>,
    /// The chosen line.
    pub cursor: Cursor,
}

/// A line of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlanLine {
    /// A session, and what becomes of it.
    Session(SessionIx, Change),
    /// Why it is added or given up; below its session.
    Why(String),
    /// Lunch.
    Lunch(String),
}

/// What becomes of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// One goes there, and did not before.
    Add,
    /// One goes there no longer.
    GiveUp,
    /// One goes there as before.
    Keep,
}

impl PlanView {
    /// The chosen session.
    pub fn chosen(&self) -> Option<(SessionIx, Change)> {
        match self.lines.get(self.cursor.at) {
            Some(PlanLine::Session(ix, change)) => Some((*ix, *change)),
            _ => None,
        }
    }

    /// Every change, whether it is ticked or not.
    pub fn changes(&self) -> impl Iterator<Item = (SessionIx, Change)> {
        let change = |mark| if mark == Mark::Going { Change::Add } else { Change::GiveUp };
        changes_of(&self.plan).map(move |(ix, mark)| (ix, change(mark)))
    }

    /// The changes that are ticked.
    pub fn ticked(&self) -> impl Iterator<Item = (SessionIx, Change)> {
        self.changes().filter(|(ix, _)| !self.left.contains(ix))
    }

    fn choices(&self) -> Vec<usize> {
        let sessions = self.lines.iter().enumerate().filter(|(_, line)| matches!(line, PlanLine::Session(..)));
        sessions.map(|(at, _)| at).collect()
    }

    /// Scrolls so that the chosen session is in sight with its reason.
    fn show(&mut self, height: usize) {
        let last = self.cursor.at + usize::from(matches!(self.lines.get(self.cursor.at + 1), Some(PlanLine::Why(_))));
        let top = self.cursor.top.max((last + 1).saturating_sub(height)).min(self.cursor.at);
        self.cursor.top = top.min(self.lines.len().saturating_sub(height.max(1)));
    }
}

/// Where the summary of a plan stands in its window, and where its lines do. Where there is little room the lines have it.
pub fn plan_areas(area: Rect, view: &PlanView) -> (Rect, Rect) {
    let inner = text_inside(area);
    let wanted = u16::try_from(view.summary.len()).unwrap_or(0).saturating_add(1);
    let least = u16::try_from(view.lines.len()).unwrap_or(u16::MAX).min(4);
    let above = if inner.height < wanted.saturating_add(least) { 0 } else { wanted };
    let summary = Rect { height: above.saturating_sub(1), ..inner };
    (summary, Rect { y: inner.y.saturating_add(above), height: inner.height - above, ..inner })
}

impl State {
    /// Proposes a plan for the day at hand.
    pub(in crate::tui) fn open_plan(&mut self) {
        match self.day_at_hand() {
            Ok((event, date)) => self.propose(event, date, Vec::new(), None),
            Err(why) => self.warn(why),
        }
    }

    /// Does what belongs to a plan; nothing where it is none of its business.
    pub(in crate::tui) fn act_in_plan(&mut self, action: Action) -> Option<Vec<Effect>> {
        let Some(Overlay::Plan(view)) = &mut self.overlay else { return None };
        let chosen = view.chosen();
        match (action, chosen) {
            (Action::Tick, Some((ix, Change::Add | Change::GiveUp))) => {
                toggle(&mut view.left, ix);
                self.settle_plan();
            }
            (Action::Tick, _) => self.warn("that stays as it is: nothing to take or to leave"),
            (Action::TickAll, _) => {
                let none_left = view.left.is_empty();
                view.left = if none_left { view.changes().map(|(ix, _)| ix).collect() } else { Vec::new() };
                self.settle_plan();
            }
            (Action::Fix, Some((ix, _))) => {
                let fixed = toggle(&mut self.planning.fixed, ix);
                self.settle_plan();
                let title = &self.programme.session(ix).title;
                self.say(format!(
                    "{}: {title}",
                    if fixed { "fixed, whatever it clashes with" } else { "no longer fixed" }
                ));
            }
            (Action::Lunch, _) => self.toggle_lunch(),
            (Action::Suggest, _) => self.next_suggestions(),
            (Action::NextDay | Action::PreviousDay, _) => self.plan_other_day(action == Action::NextDay),
            (Action::Enter, _) => return Some(self.take_plan()),
            (Action::Plan, _) => self.overlay = None,
            (
                Action::Next
                | Action::Previous
                | Action::HalfPageDown
                | Action::HalfPageUp
                | Action::PageDown
                | Action::PageUp
                | Action::First
                | Action::Last,
                _,
            ) => self.move_in_plan(action),
            _ => return None,
        }
        Some(Vec::new())
    }

    /// Proposes anew, after the marks, the wishes, the window or the time have changed.
    pub(in crate::tui) fn settle_plan(&mut self) {
        if let Some(Overlay::Plan(view)) = &self.overlay {
            let (event, date, left, chosen) = (view.event, view.date, view.left.clone(), view.chosen());
            self.propose(event, date, left, chosen.map(|(ix, _)| ix));
        }
    }

    fn propose(&mut self, event: EventIx, date: NaiveDate, left: Vec<SessionIx>, chosen: Option<SessionIx>) {
        let plan = self.plan_of(event, date);
        let (at, fresh) = match &self.overlay {
            Some(Overlay::Plan(view)) if (view.event, view.date) == (event, date) => (view.cursor, false),
            _ => (Cursor::default(), true),
        };
        let mut view = PlanView { event, date, plan, left, summary: Vec::new(), lines: Vec::new(), cursor: at };
        let changes: Vec<SessionIx> = view.changes().map(|(ix, _)| ix).collect();
        view.left.retain(|ix| changes.contains(ix));
        view.lines = self.plan_lines(&view);
        view.summary = self.plan_summary(&view);
        let choices = view.choices();
        let is_chosen = |at: &&usize| {
            chosen.is_some() && matches!(view.lines.get(**at), Some(PlanLine::Session(ix, _)) if Some(*ix) == chosen)
        };
        let is_change =
            |at: &&usize| matches!(view.lines.get(**at), Some(PlanLine::Session(_, change)) if *change != Change::Keep);
        let first = choices.iter().find(is_change).filter(|_| fresh);
        let place =
            choices.iter().find(is_chosen).or(first).or(choices.iter().find(|line| **line >= at.at)).or(choices.last());
        view.cursor.at = place.copied().unwrap_or(0);
        self.overlay = Some(Overlay::Plan(view));
        self.show_in_plan();
    }

    fn show_in_plan(&mut self) {
        let area = areas(self.size, self).overlay;
        if let Some(Overlay::Plan(view)) = &mut self.overlay {
            let height = area.map_or(1, |area| usize::from(plan_areas(area, view).1.height));
            view.show(height);
        }
    }

    fn move_in_plan(&mut self, action: Action) {
        let area = areas(self.size, self).overlay;
        let Some(Overlay::Plan(view)) = &mut self.overlay else { return };
        let height = area.map_or(1, |area| usize::from(plan_areas(area, view).1.height));
        let choices = view.choices();
        let at = choices.iter().position(|at| *at == view.cursor.at).unwrap_or(0);
        let at = motion(action, height / 2)(at).min(choices.len().saturating_sub(1));
        view.cursor.at = choices.get(at).copied().unwrap_or(0);
        view.show(height);
    }

    /// The best plan of a day under the user's wishes.
    fn plan_of(&self, event: EventIx, date: NaiveDate) -> Plan {
        let context = self.agenda_context();
        let done = done(&context);
        let suggested = |ix| self.suggestion(ix, &done).map_or(0.0, |(score, _)| score);
        let Planning { lunch, fixed, .. } = &self.planning;
        let options = PlanOptions { fixed, suggested: &suggested, lunch: *lunch, now: Some(self.now) };
        agenda::plan(&context, event, date, &options)
    }

    /// What an unmarked session counts for, and why; nothing where none is asked for, or one is done with it already.
    pub(in crate::tui) fn suggestion(&self, ix: SessionIx, done: &HashSet<SessionIx>) -> Option<(f32, String)> {
        if done.contains(&ix) {
            return None;
        }
        match self.planning.suggest {
            Suggest::Nothing => None,
            Suggest::Similar => {
                self.programme.session(ix).slot.filter(|slot| slot.start < slot.end)?;
                let context = self.agenda_context();
                let marked = [Mark::Going, Mark::Interested].map(|mark| context.marked(mark)).concat();
                let nearest = self.likeness.as_ref()?.nearest(ix, &marked);
                let (to, score) = nearest.filter(|(_, score)| *score >= ALIKE)?;
                Some((score, format!("like '{}'", self.programme.session(to).title)))
            }
            Suggest::Listed => {
                let hits = &self.browse.hits;
                let place = hits.iter().position(|hit| *hit == ix)?;
                Some((suggestion_score(place, hits.len()), "in the list of sessions".to_owned()))
            }
        }
    }

    fn toggle_lunch(&mut self) {
        self.planning.lunch = match self.planning.lunch {
            Some(_) => None,
            None => self.preferences.lunch.or_else(usual_lunch),
        };
        self.settle_plan();
    }

    fn next_suggestions(&mut self) {
        self.planning.suggest = match self.planning.suggest {
            Suggest::Nothing => Suggest::Similar,
            Suggest::Similar if self.browse.is_narrowed() => Suggest::Listed,
            _ => Suggest::Nothing,
        };
        self.settle_plan();
    }

    fn plan_other_day(&mut self, later: bool) {
        let Some(Overlay::Plan(view)) = &self.overlay else { return };
        let days = self.plan_days();
        let at = days.iter().position(|day| *day == (view.event, view.date)).unwrap_or(0);
        let to = if later { Some(at + 1) } else { at.checked_sub(1) };
        match to.and_then(|to| days.get(to)) {
            Some((event, date)) => self.propose(*event, *date, Vec::new(), None),
            None => self.say(if later { "the last day" } else { "the first day" }),
        }
    }

    /// Makes the ticked changes, as one. What is given up stays in sight as interesting.
    fn take_plan(&mut self) -> Vec<Effect> {
        let Some(Overlay::Plan(view)) = self.overlay.take() else { return Vec::new() };
        let ticked = changes_of(&view.plan).filter(|(ix, _)| !view.left.contains(ix));
        let marks: Vec<(SessionIx, Personal)> =
            ticked.map(|(ix, mark)| (ix, Personal { mark: Some(mark), ..self.personal(ix).clone() })).collect();
        if marks.is_empty() {
            self.say("nothing changes");
            return Vec::new();
        }
        let count = |wanted: Change| view.ticked().filter(|(_, change)| *change == wanted).count();
        let (added, given_up) = (count(Change::Add), count(Change::GiveUp));
        self.attach_all(marks, format!("{} planned: {added} added, {given_up} given up", short_day(view.date)))
    }

    /// The days that can be planned, in time.
    pub(in crate::tui) fn plan_days(&self) -> Vec<(EventIx, NaiveDate)> {
        let events = (0..self.programme.events().len()).map(EventIx::new);
        let days =
            events.flat_map(|event| agenda::days(&self.programme, event).into_iter().map(move |day| (event, day)));
        let mut days: Vec<(EventIx, NaiveDate)> = days.collect();
        days.sort_by_key(|(event, day)| (*day, *event));
        days
    }

    /// The day of the chosen session; where none is chosen, today or the next day there is, or else the last one.
    fn day_at_hand(&self) -> Result<(EventIx, NaiveDate), String> {
        let days = self.plan_days();
        let chosen = self.current().map(|ix| (ix, self.programme.session(ix).event));
        if let Some((ix, event)) = chosen {
            let own = date_of(&self.programme, ix).map(|day| (event, day)).filter(|day| days.contains(day));
            let first = days.iter().find(|(of, _)| *of == event).copied();
            let name = &self.programme.event(event).short;
            return own
                .or(first)
                .ok_or_else(|| format!("{name} does not say when its sessions take place: no day to plan"));
        }
        let today = |event: EventIx| {
            let zone = self.programme.event(event).zone;
            zone.local(self.now).date_naive()
        };
        let next = days.iter().find(|(event, day)| *day >= today(*event)).or(days.last());
        next.copied()
            .ok_or_else(|| "no event that is loaded says when its sessions take place: no day to plan".to_owned())
    }
}

/// Adds what is missing or takes away what is there; whether it is there then.
fn toggle(list: &mut Vec<SessionIx>, ix: SessionIx) -> bool {
    let before = list.len();
    list.retain(|other| *other != ix);
    if list.len() == before {
        list.push(ix);
    }
    list.len() > before
}

/// What is kept free for lunch where the settings do not say.
fn usual_lunch() -> Option<Lunch> {
    let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0);
    Some(Lunch { from: hour(12)?, to: hour(14)?, minutes: 45 })
}
