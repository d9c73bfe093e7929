//! A plan of a day under the user's wishes, and what is said of it: the day line by line, why, and what it would bring.

use crate::action::{Action, Mode};
use crate::agenda::{
    self, By, ConflictKind, Dropped, Plan, PlanOptions, conflicts, dates_of, done, is_suggestible, suggestion_score,
};
use crate::measure::wrap;
use crate::model::{EventIx, Mark, SessionIx};
use crate::tui::world::{
    World, planning::also_at, planning::shared_words, preferences::Planning, preferences::Suggest, times,
};
use crate::words;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::HashSet;

/// What is less like anything marked than this is no suggestion.
const ALIKE: f32 = 0.1;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlanLine {
    /// A session, and the mark it is to get: going if added, interested if given up, none where it stays as it is.
    Session(SessionIx, Option<Mark>),
    /// Why it is added or given up; below its session.
    Why(String),
    Lunch(String),
}

/// Where sessions stand among some lines.
pub fn choices(lines: &[PlanLine]) -> Vec<usize> {
    let sessions = lines.iter().enumerate().filter(|(_, line)| matches!(line, PlanLine::Session(..)));
    sessions.map(|(at, _)| at).collect()
}

/// The lines with every reason on as many as it takes in so many cells.
pub fn wrapped(lines: &[PlanLine], cells: usize) -> Vec<PlanLine> {
    let whole = |line: &PlanLine| match line {
        PlanLine::Why(text) => {
            wrap(text, cells, 0).into_iter().map(|part| PlanLine::Why(text[part].to_owned())).collect()
        }
        other => vec![other.clone()],
    };
    lines.iter().flat_map(whole).collect()
}

/// A day of an event.
pub type EventDay = (EventIx, NaiveDate);

/// A session with the mark it is to get.
pub type PlannedMark = (SessionIx, Mark);

/// The best plan of a day, with the day as it would be.
#[derive(Debug, Clone, Default)]
pub struct Proposal {
    pub plan: Plan,
    /// The day as it would be, with what is given up.
    pub lines: Vec<PlanLine>,
}

impl Proposal {
    pub fn new(world: &World, (event, date): EventDay) -> Self {
        let context = world.agenda_context();
        let done = done(&context);
        let suggested = |ix| suggestion(world, ix, &done).map_or(0.0, |(score, _)| score);
        let Planning { lunch, fixed, .. } = world.planning();
        let options = PlanOptions { fixed, taken: &[], suggested: &suggested, lunch: *lunch, now: Some(world.now()) };
        let plan = agenda::plan(&context, event, date, &options);
        Self { lines: lines(world, event, &plan, &done), plan }
    }

    /// What the changes that are `ticked` would bring to the day, in a few words each.
    pub fn summary(&self, world: &World, day: EventDay, ticked: &[PlannedMark]) -> Vec<String> {
        if self.lines.is_empty() {
            let mut said = vec!["Nothing of this day is marked: there is nothing to plan from.".to_owned()];
            let key = world.key_for(Mode::Plan, Action::Suggest);
            if let Some(key) = key.filter(|_| world.planning().suggest == Suggest::Nothing) {
                said.push(format!("{key} suggests what is like your marks on other days."));
            }
            return said;
        }
        let lunch = match (world.planning().lunch, self.plan.lunch) {
            (None, _) => "lunch not kept free".to_owned(),
            (Some(lunch), None) => format!("no room for lunch, {lunch}"),
            (Some(_), Some(_)) => "lunch kept free".to_owned(),
        };
        let suggested = match world.planning().suggest {
            Suggest::Nothing => "nothing suggested",
            Suggest::Similar => "suggesting what is like your marks",
            Suggest::Listed => "suggesting from the list of sessions",
        };
        let clashes = clashes(world, day, ticked);
        vec![self.figures(ticked.len()), format!("{clashes} · {lunch} · {suggested}")]
    }

    fn figures(&self, ticked: usize) -> String {
        let (to_add, to_give_up) = (self.plan.added.len(), self.plan.dropped.len());
        let kept = self.plan.chosen.len() - to_add;
        let mut said = match to_add + to_give_up {
            0 => format!("It is the best already: {kept} kept"),
            _ => format!("{to_add} to add, {to_give_up} to give up, {kept} kept"),
        };
        if ticked < to_add + to_give_up {
            said.push_str(&format!(" · {ticked} of {} ticked", to_add + to_give_up));
        }
        said
    }
}

/// How much overlaps on a day now, and when the ticked changes are made.
fn clashes(world: &World, (event, date): EventDay, ticked: &[PlannedMark]) -> String {
    let programme = world.programme();
    let minutes = |sessions: &[SessionIx]| -> u32 {
        conflicts(programme, sessions, world.transfer()).iter().map(|one| one.kind.minutes()).sum()
    };
    let of_day =
        |ix: &SessionIx| programme.brief(*ix).event == event && dates_of(programme, *ix).any(|day| day == date);
    let going: Vec<SessionIx> = world.agenda_context().marked(Mark::Going).into_iter().filter(of_day).collect();
    let added = ticked.iter().filter(|(_, mark)| *mark == Mark::Going).map(|(ix, _)| ix);
    let stays = going.iter().filter(|ix| !ticked.contains(&(**ix, Mark::Interested)));
    let then: Vec<SessionIx> = stays.chain(added).copied().collect();
    match (minutes(&going), minutes(&then)) {
        (0, 0) => "Nothing clashes".to_owned(),
        (before, 0) => format!("{} of clashes solved", words::length(before)),
        (before, after) => format!("{} of clashes left of {}", words::length(after), words::length(before)),
    }
}

/// Where lines stand in the day: by start and end, what is given up after what is chosen.
type Place = (Option<(DateTime<Utc>, DateTime<Utc>)>, bool);

fn lines(world: &World, event: EventIx, plan: &Plan, done: &HashSet<SessionIx>) -> Vec<PlanLine> {
    let programme = world.programme();
    let start = |ix: SessionIx| programme.brief(ix).slot.map(|slot| (slot.start, slot.end));
    let mut rows: Vec<(Place, Vec<PlanLine>)> = Vec::new();
    for ix in &plan.chosen {
        rows.push((
            (start(*ix), false),
            match plan.added.contains(ix) {
                true => vec![PlanLine::Session(*ix, Some(Mark::Going)), PlanLine::Why(why_added(world, *ix, done))],
                false => vec![PlanLine::Session(*ix, None)],
            },
        ));
    }
    for dropped in &plan.dropped {
        let line = PlanLine::Session(dropped.session, Some(Mark::Interested));
        rows.push(((start(dropped.session), true), vec![line, PlanLine::Why(why_given_up(world, dropped))]));
    }
    if let Some((from, to)) = plan.lunch {
        let event = programme.event(event);
        let hours = words::hours(times::shown(world, event, from), times::shown(world, event, to));
        rows.push(((Some((from, to)), true), vec![PlanLine::Lunch(hours)]));
    }
    rows.sort_by_key(|(place, _)| *place);
    rows.into_iter().flat_map(|(_, lines)| lines).collect()
}

fn why_added(world: &World, ix: SessionIx, done: &HashSet<SessionIx>) -> String {
    let why = match world.personal(ix).mark {
        Some(Mark::Interested) => "you are interested".to_owned(),
        _ => suggestion(world, ix, done)
            .map_or_else(|| "fixed".to_owned(), |(_, like)| format!("suggested: {}", because(world, ix, like))),
    };
    also_at(world, ix).map_or(why.clone(), |also| format!("{why} · {also}"))
}

fn why_given_up(world: &World, dropped: &Dropped) -> String {
    let programme = world.programme();
    let why = match dropped.by {
        By::Lunch => "makes room for lunch".to_owned(),
        By::Cancelled => "is cancelled".to_owned(),
        By::Session(other) => {
            let start = |ix| programme.brief(ix).slot.map(|slot| slot.start);
            let way = if start(other) < start(dropped.session) { "from" } else { "to" };
            let kind = world.transfer().conflict(programme, dropped.session, other);
            let kind = kind.map_or(String::new(), |kind| match kind {
                ConflictKind::Clash { minutes } => format!("{} at the same time as ", words::length(minutes)),
                ConflictKind::Tight { needed, have } => format!("{have} min for a way of {needed} min {way} "),
            });
            format!("{kind}'{}'", programme.session(other).title)
        }
    };
    match dropped.instead.first().and_then(|ix| times::brief(world, *ix)) {
        Some(time) => format!("{why}; shown again {time}"),
        None => why,
    }
}

/// Why a session is suggested: for what it is like, or because the list has it.
fn because(world: &World, ix: SessionIx, like: Option<SessionIx>) -> String {
    let Some(like) = like else { return "in the list of sessions".to_owned() };
    let shared = shared_words(world, ix, like);
    let shared = if shared.is_empty() { shared } else { format!(" ({shared})") };
    format!("like '{}'{shared}", world.programme().session(like).title)
}

/// What an unmarked session counts for, and what it is like; nothing where none is asked for, or one is done with it
/// already.
fn suggestion(world: &World, ix: SessionIx, done: &HashSet<SessionIx>) -> Option<(f32, Option<SessionIx>)> {
    if done.contains(&ix) {
        return None;
    }
    match world.planning().suggest {
        Suggest::Nothing => None,
        Suggest::Similar => {
            world.programme().brief(ix).slot.filter(|slot| slot.start < slot.end)?;
            let context = world.agenda_context();
            if !is_suggestible(&context, ix) {
                return None;
            }
            let marked = [Mark::Going, Mark::Interested].map(|mark| context.marked(mark)).concat();
            let nearest = world.likeness()?.nearest(world.programme(), ix, &marked);
            let (to, score) = nearest.filter(|(_, score)| *score >= ALIKE)?;
            Some((score, Some(to)))
        }
        Suggest::Listed => {
            let hits = &world.found().hits;
            let place = hits.iter().position(|hit| *hit == ix)?;
            Some((suggestion_score(place, hits.len()), None))
        }
    }
}
