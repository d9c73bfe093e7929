//! The best conference day: the sessions without conflicts that are worth most.

use super::context::sessions_on;
use super::max_weight_set::{Positions, Worth, max_weight_set};
use super::solution::{letters, people, showings_that_fit};
use super::transfer::timed;
use super::{Context, Lunch, date_of};
use crate::model::{EventIx, Kind, Mark, SessionIx, Slot};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use std::collections::{BTreeSet, HashSet};

/// Scores of suggestions are compared in steps of a millionth, so that sums are exact.
const STEPS: f32 = 1_000_000.0;

/// What a plan has to respect besides the marks.
#[derive(Clone, Copy)]
pub struct PlanOptions<'a> {
    /// Sessions that stay, whatever they clash with.
    pub fixed: &'a [SessionIx],
    /// What plans of other days have added already.
    pub taken: &'a [SessionIx],
    /// How welcome a session is that is not marked, from 0 (not at all) to 1.
    pub suggested: &'a dyn Fn(SessionIx) -> f32,
    /// A meal, if it is to be kept free.
    pub lunch: Option<Lunch>,
    /// The present, where it matters: what is over on its day stays as it is.
    pub now: Option<DateTime<Utc>>,
}

/// A proposal for one conference day. All-day items and sessions without a time are left as they are and not named.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// What to go to, in time.
    pub chosen: Vec<SessionIx>,
    /// Those of the chosen that one does not go to yet, in time.
    pub added: Vec<SessionIx>,
    /// What one goes to now and would leave out, in time.
    pub dropped: Vec<Dropped>,
    /// When there is time for lunch; none where none was wished for or the fixed sessions leave no time for it.
    pub lunch: Option<(DateTime<Utc>, DateTime<Utc>)>,
}

/// A session that a plan leaves out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dropped {
    /// Which.
    pub session: SessionIx,
    /// What it gives way to.
    pub by: By,
    /// Other showings of it that the plan has room for, on any day, in time.
    pub instead: Vec<SessionIx>,
}

/// What a session gives way to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// A session that conflicts with it, one that one goes to already where there is one.
    Session(SessionIx),
    /// Lunch.
    Lunch,
    /// It has been cancelled.
    Cancelled,
}

/// The best plan for one conference day. Fixed sessions stay; lunch, where wished for and possible, comes next; then as
/// many sessions one goes to as can be, then as many one is interested in, then suggestions by the sum of their scores.
/// It is exact: no other choice is better. See the module `max_weight_set` for how. Nothing is added twice: no other showing
/// of what one goes to on any day, of what is fixed, or of what is added itself.
pub fn plan(context: &Context<'_>, event: EventIx, date: NaiveDate, options: &PlanOptions<'_>) -> Plan {
    let mut twice: HashSet<SessionIx> = HashSet::new();
    loop {
        let plan = best(context, (event, date), options, &twice);
        let before = twice.len();
        twice.extend(second_showings(context, event, &plan, options));
        if twice.len() == before {
            return plan;
        }
    }
}

/// What is added though it is another showing of what one goes to or of what is added before it.
fn second_showings(context: &Context<'_>, event: EventIx, plan: &Plan, options: &PlanOptions<'_>) -> Vec<SessionIx> {
    let programme = context.programme;
    let stays = |ix: SessionIx| context.mark(ix) == Some(Mark::Going) || options.fixed.contains(&ix);
    let given_up: HashSet<SessionIx> = plan.dropped.iter().map(|dropped| dropped.session).collect();
    let of_event = |ix: &SessionIx| programme.brief(*ix).event == event && !given_up.contains(ix);
    let own = context.marked(Mark::Going).into_iter().filter(of_event);
    let own = own.chain(options.fixed.iter().copied()).chain(options.taken.iter().copied().filter(of_event));
    let key = |ix: SessionIx| (letters(programme.title_key(ix)), people(programme, ix));
    let mut known: HashSet<_> = own.map(key).collect();
    let added = plan.chosen.iter().copied().filter(|ix| !stays(*ix));
    added.filter(|ix| !programme.title_key(*ix).is_empty() && !known.insert(key(*ix))).collect()
}

fn best(
    context: &Context<'_>,
    (event, date): (EventIx, NaiveDate),
    options: &PlanOptions<'_>,
    twice: &HashSet<SessionIx>,
) -> Plan {
    let day = sessions_on(context.programme, event, date);
    let past = options.now.filter(|now| context.day_at(event, *now) == date);
    let is_over = |slot: &Slot| past.is_some_and(|now| slot.end <= now);
    let stays = |ix: &SessionIx, slot: &Slot| {
        options.fixed.contains(ix) || is_over(slot) && context.mark(*ix) == Some(Mark::Going)
    };
    let fixed: Vec<(SessionIx, Slot)> = day.iter().copied().filter(|(ix, slot)| stays(ix, slot)).collect();
    let mut items: Vec<Item> = day
        .into_iter()
        .filter(|(ix, slot)| !stays(ix, slot) && !is_over(slot) && !twice.contains(ix))
        .filter_map(|(ix, slot)| Some(Item { session: Some(ix), slot, worth: worth(context, ix, options)? }))
        .collect();
    if let Some(lunch) = options.lunch {
        let ends = items.iter().map(|item| item.slot.end).chain(fixed.iter().map(|(_, slot)| slot.end));
        items.extend(lunches(context, event, date, lunch, ends.collect()));
    }
    items.retain(|item| {
        fixed
            .iter()
            .all(|(ix, slot)| !item.excludes(context, &Item { session: Some(*ix), slot: *slot, worth: item.worth }))
    });
    items.sort_by_key(|item| (item.slot.start, item.slot.end));
    let chosen = max_weight_set(&exclusions(context, &items)).into_iter().filter_map(|at| items.get(at));
    let mut plan = Plan::default();
    let mut sessions = fixed;
    for item in chosen {
        match item.session {
            Some(ix) => sessions.push((ix, item.slot)),
            None => plan.lunch = Some((item.slot.start, item.slot.end)),
        }
    }
    sessions.sort_by_key(|(ix, slot)| (slot.start, slot.end, context.programme.rank(*ix)));
    plan.chosen = sessions.into_iter().map(|(ix, _)| ix).collect();
    plan.added = plan.chosen.iter().copied().filter(|ix| context.mark(*ix) != Some(Mark::Going)).collect();
    plan.dropped = dropped(context, event, date, &plan);
    plan
}

/// Something that may become part of the day: a session, or lunch at some time.
struct Item {
    session: Option<SessionIx>,
    slot: Slot,
    worth: Worth,
}

impl Item {
    fn excludes(&self, context: &Context<'_>, other: &Self) -> bool {
        match (self.session, other.session) {
            (Some(one), Some(other)) => context.transfer.conflict(context.programme, one, other).is_some(),
            (None, None) => true,
            _ => self.slot.start < other.slot.end && other.slot.start < self.slot.end,
        }
    }
}

fn worth(context: &Context<'_>, ix: SessionIx, options: &PlanOptions<'_>) -> Option<Worth> {
    match context.mark(ix) {
        Some(Mark::Going) => Some(Worth([0, 1, 0, 0])),
        Some(Mark::Interested) => Some(Worth([0, 0, 1, 0])),
        Some(Mark::Dismissed) => None,
        None if context.programme.brief(ix).kind == Kind::Break => None,
        None => {
            let score = ((options.suggested)(ix).clamp(0.0, 1.0) * STEPS) as u64;
            (score > 0).then_some(Worth([0, 0, 0, score]))
        }
    }
}

/// For each item the later ones that it excludes. Items stand by start, so the search ends where even the longest way
/// would be done; lunch keeps out every other lunch, however late.
fn exclusions(context: &Context<'_>, items: &[Item]) -> Vec<(Worth, Positions)> {
    let excluded_by = |at: usize, item: &Item| {
        let mut excluded = Positions::none(items.len());
        for (later, other) in items.iter().enumerate().skip(at + 1) {
            let is_out_of_reach = other.slot.start - item.slot.end > context.transfer.longest();
            if is_out_of_reach && item.session.is_some() {
                break;
            }
            if item.excludes(context, other) {
                excluded.insert(later);
            }
        }
        excluded
    };
    items.iter().enumerate().map(|(at, item)| (item.worth, excluded_by(at, item))).collect()
}

/// Every lunch worth considering: one that could begin earlier without meeting a session is as well begun earlier, so it
/// begins with its window or with the end of a session. None where lunch does not fit into its own window.
fn lunches(
    context: &Context<'_>,
    event: EventIx,
    date: NaiveDate,
    lunch: Lunch,
    ends: BTreeSet<DateTime<Utc>>,
) -> Vec<Item> {
    let at = |time| context.programme.event(event).zone.instant(date.and_time(time));
    let (from, length) = (at(lunch.from), TimeDelta::minutes(i64::from(lunch.minutes)));
    let latest = at(lunch.to).checked_sub_signed(length).filter(|latest| from <= *latest && lunch.minutes > 0);
    let Some(latest) = latest else { return Vec::new() };
    let starts = std::iter::once(from).chain(ends.into_iter().filter(|end| from < *end && *end <= latest));
    let slots = starts.map(|start| Slot { start, end: start + length, all_day: false });
    slots.map(|slot| Item { session: None, slot, worth: Worth([1, 0, 0, 0]) }).collect()
}

/// What one goes to on a day and a plan leaves out. A session is never left out for nothing: it would have been worth
/// something.
fn dropped(context: &Context<'_>, event: EventIx, date: NaiveDate, plan: &Plan) -> Vec<Dropped> {
    let programme = context.programme;
    let left_out = |ix: &SessionIx| {
        let of_day = date_of(programme, *ix) == Some(date) && programme.brief(*ix).slot.is_some_and(|s| !s.all_day);
        of_day && context.mark(*ix) == Some(Mark::Going) && !plan.chosen.contains(ix)
    };
    let elsewhere = context.marked(Mark::Going).into_iter().filter(|ix| date_of(programme, *ix) != Some(date));
    let kept: Vec<SessionIx> = plan.chosen.iter().copied().chain(elsewhere).collect();
    let out = programme.sessions_at(event).iter().copied().filter(left_out);
    out.map(|session| {
        let against = context.against(session, &plan.chosen);
        let own = against.iter().find(|ix| context.mark(**ix) == Some(Mark::Going));
        let by = match own.or(against.first()) {
            _ if timed(programme, session).is_none() => By::Cancelled,
            Some(other) => By::Session(*other),
            None => By::Lunch,
        };
        Dropped { session, by, instead: showings_that_fit(context, session, &kept) }
    })
    .collect()
}
