//! The plan of a day as one looks through it: what is ticked of it becomes one change of the marks.

use crate::action::{Action, Mode};
use crate::agenda::{Lunch, changes_of, date_of};
use crate::model::{EventIx, Mark, Personal, Programme, SessionIx};
use crate::tui::ask::{Ask, Asks, Chosen, Status, say, warn};
use crate::tui::contract::{Hints, Overlay};
use crate::tui::derived::Derived;
use crate::tui::layout::{rows_high, text_inside, whole_or};
use crate::tui::overlays::plan::{
    lines::EventDay, lines::PlanLine, lines::PlannedMark, lines::Proposal, lines::choices, lines::wrapped,
    place::Columns, place::widest,
};
use crate::tui::widgets::{Cursor, motion, nearest, step};
use crate::tui::world::{
    FactStamp, World, planning::dated_events, preferences::Planning, preferences::Suggest, remap::Remap,
};
use crate::words::short_day;
use chrono::NaiveTime;
use ratatui::layout::{Position, Rect};

#[derive(Debug, Clone)]
pub struct PlanView {
    pub(super) day: EventDay,
    pub(super) proposal: Derived<(FactStamp, EventDay), Proposal>,
    /// Its lines, in so many cells.
    shown: Vec<PlanLine>,
    cells: u16,
    /// The changes that are not to be made.
    pub(super) left: Vec<SessionIx>,
    /// What the others would bring, in a few words each.
    pub(super) summary: Vec<String>,
    pub(super) cursor: Cursor,
    /// Whether the day has just come into sight, so that its first change is chosen.
    fresh: bool,
}

impl PlanView {
    /// A plan of a day, all of it ticked.
    pub fn new(world: &World, day: EventDay) -> Self {
        let mut view = Self {
            day,
            proposal: Derived::default(),
            shown: Vec::new(),
            cells: u16::MAX,
            left: Vec::new(),
            summary: Vec::new(),
            cursor: Cursor::default(),
            fresh: true,
        };
        view.propose(world);
        view
    }

    /// Where the summary stands, and where the lines do. Where there is little room the lines have it.
    pub(super) fn areas(&self, area: Rect) -> (Rect, Rect) {
        let inner = text_inside(area);
        let wanted = u16::try_from(self.summary.len()).unwrap_or(0).saturating_add(1);
        let least = u16::try_from(self.lines().len()).unwrap_or(u16::MAX).min(4);
        let above = if inner.height < wanted.saturating_add(least) { 0 } else { wanted };
        let summary = Rect { height: above.saturating_sub(1), ..inner };
        (summary, Rect { y: inner.y.saturating_add(above), height: inner.height - above, ..inner })
    }

    pub(super) fn lines(&self) -> &[PlanLine] {
        &self.shown
    }

    fn choice(&self) -> Option<(SessionIx, Option<Mark>)> {
        self.change_at(self.cursor.at)
    }

    fn change_at(&self, line: usize) -> Option<(SessionIx, Option<Mark>)> {
        match self.lines().get(line) {
            Some(PlanLine::Session(ix, change)) => Some((*ix, *change)),
            _ => None,
        }
    }

    fn ticked(&self) -> impl Iterator<Item = PlannedMark> {
        changes_of(&self.proposal.get().plan).filter(|(ix, _)| !self.left.contains(ix))
    }

    /// Proposes anew, where anything that a plan hangs on has changed.
    fn propose(&mut self, world: &World) {
        let chosen = self.choice().filter(|_| !self.fresh).map(|(ix, _)| ix);
        let day = self.day;
        let changed = self.proposal.refresh((world.stamp(), day), || Proposal::new(world, day));
        let reasons = usize::from(Columns::reasons(self.cells));
        let shown = wrapped(&self.proposal.get().lines, reasons);
        let moved = std::mem::replace(&mut self.shown, shown).len() != self.shown.len();
        if changed || moved {
            let proposal = self.proposal.get();
            self.left.retain(|ix| changes_of(&proposal.plan).any(|(change, _)| change == *ix));
            self.cursor.at = self.place(chosen);
            self.fresh = false;
        }
        let ticked: Vec<PlannedMark> = self.ticked().collect();
        self.summary = self.proposal.get().summary(world, day, &ticked);
    }

    /// The line of a session or, where it is gone, one near; on a day that has just come into sight the first change.
    fn place(&self, chosen: Option<SessionIx>) -> usize {
        let choices = choices(self.lines());
        let is_chosen = |at: &&usize| self.change_at(**at).is_some_and(|(ix, _)| Some(ix) == chosen);
        let is_change = |at: &&usize| self.change_at(**at).is_some_and(|(_, mark)| mark.is_some());
        let first = choices.iter().find(is_change).filter(|_| self.fresh);
        let there = choices.iter().find(is_chosen).or(first).copied();
        there.or_else(|| nearest(&choices, self.cursor.at, true)).unwrap_or(0)
    }

    fn tick(&mut self) -> Asks {
        let Some((ix, Some(_))) = self.choice() else {
            return warn("that stays as it is: nothing to take or to leave");
        };
        toggle(&mut self.left, ix);
        Asks::new()
    }

    fn other_day(&mut self, world: &World, later: bool) -> Asks {
        let days = plan_days(world.programme());
        let at = days.iter().position(|day| *day == self.day).unwrap_or(0);
        let to = if later { Some(at + 1) } else { at.checked_sub(1) };
        let Some(day) = to.and_then(|to| days.get(to)) else {
            return say(if later { "the last day" } else { "the first day" });
        };
        *self = Self::new(world, *day);
        Asks::new()
    }

    /// Makes the ticked changes, as one. What is given up stays in sight as interesting.
    fn take(&self, world: &World) -> Asks {
        let marked = |(ix, mark)| (ix, Personal { mark: Some(mark), ..world.personal(ix).clone() });
        let marks: Vec<(SessionIx, Personal)> = self.ticked().map(marked).collect();
        if marks.is_empty() {
            return vec![Ask::Close, Ask::Say(Status::said("nothing changes"))];
        }
        let added = self.ticked().filter(|(_, mark)| *mark == Mark::Going).count();
        let given_up = marks.len() - added;
        let label = format!("{} planned: {added} added, {given_up} given up", short_day(self.day.1));
        vec![Ask::Close, Ask::Mark(marks, label)]
    }
}

impl Overlay for PlanView {
    fn refresh(&mut self, world: &World, area: Rect) {
        self.cells = text_inside(area).width;
        self.propose(world);
        self.cursor.at = nearest(&choices(self.lines()), self.cursor.at, false).unwrap_or(0);
        let list = self.areas(area).1;
        self.cursor.fit(self.lines().len(), usize::from(list.height));
        // The chosen session is in sight with its title whole and its reason.
        let title = self.choice().map_or(1, |(ix, _)| Columns::new(world, list.width, ix).title_lines(world, ix));
        let reason = self.lines().iter().skip(self.cursor.at + 1).take_while(|line| matches!(line, PlanLine::Why(_)));
        let (reason, page) = (reason.count(), usize::from(list.height));
        self.cursor.stretch(title.saturating_sub(1).min((page / 2).saturating_sub(1)));
        self.cursor.show(0, reason.min(page / 2));
    }

    fn act(&mut self, world: &World, action: Action) -> Option<Asks> {
        Some(match action {
            Action::Tick => self.tick(),
            Action::TickAll => {
                let all = changes_of(&self.proposal.get().plan).map(|(ix, _)| ix);
                self.left = if self.left.is_empty() { all.collect() } else { Vec::new() };
                Asks::new()
            }
            Action::Fix => fix(world, self.choice()?.0),
            Action::Lunch => vec![Ask::Planning(with_other_lunch(world))],
            Action::Suggest => vec![Ask::Planning(with_other_suggestions(world))],
            Action::NextDay | Action::PreviousDay => self.other_day(world, action == Action::NextDay),
            Action::Enter => self.take(world),
            Action::Plan => vec![Ask::Close],
            _ => {
                motion(action, 0, 1)?;
                let at = step(action, self.cursor.at, &choices(self.lines()), self.cursor.page() / 2);
                self.cursor.at = at.unwrap_or(0);
                Asks::new()
            }
        })
    }

    fn click(&mut self, area: Rect, at: Position) -> Asks {
        self.cursor.click(at, area, self.areas(area).1, 1);
        Asks::new()
    }

    fn chosen(&self) -> Option<Chosen> {
        Some(Chosen::session(self.choice().map(|(ix, _)| ix)))
    }

    fn mode(&self) -> Mode {
        Mode::Plan
    }

    fn size(&self, world: &World, body: Rect) -> (u16, u16) {
        // The lines of a day are as many as the facts of this moment make them.
        let mut now = self.clone();
        now.propose(world);
        let wanted = widest(world, &now.proposal.get().lines).saturating_add(4);
        let width = if wanted > body.width { body.width } else { whole_or(wanted.max(104), body) };
        now.cells = width.saturating_sub(4);
        now.propose(world);
        let (ix, cells) = (now.choice().map(|(ix, _)| ix), now.cells);
        let title = ix.map_or(1, |ix| Columns::new(world, cells, ix).title_lines(world, ix));
        (width, rows_high(now.lines().len() + now.summary.len() + title))
    }

    fn hints(&self, world: &World) -> Hints {
        use Action as A;
        let lunch = if world.planning().lunch.is_some() { "no lunch" } else { "keep lunch free" };
        let mut hints =
            vec![(A::Back, "leave it"), (A::Tick, A::Tick.short()), (A::Fix, "fix"), (A::NextDay, "next day")];
        hints.extend([(A::Suggest, "suggest"), (A::Lunch, lunch), (A::TickAll, "all or none"), (A::Help, "help")]);
        if self.ticked().next().is_some() {
            hints.insert(0, (A::Enter, "take what is ticked"));
        }
        hints
    }

    fn remap(&mut self, _remap: &Remap<'_>) -> bool {
        false
    }
}

/// What is kept fixed with or without a session.
fn fix(world: &World, ix: SessionIx) -> Asks {
    let mut planning = world.planning().clone();
    let fixed = toggle(&mut planning.fixed, ix);
    let said = if fixed { "fixed, whatever it clashes with" } else { "no longer fixed" };
    let said = format!("{said}: {}", world.programme().session(ix).title);
    vec![Ask::Planning(planning), Ask::Say(Status::said(said))]
}

fn with_other_lunch(world: &World) -> Planning {
    // What is kept free where the settings do not say.
    let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0);
    let usual = hour(12).zip(hour(14)).map(|(from, to)| Lunch { from, to, minutes: 45 });
    let lunch = world.planning().lunch.map_or(world.preferences().lunch.or(usual), |_| None);
    Planning { lunch, ..world.planning().clone() }
}

fn with_other_suggestions(world: &World) -> Planning {
    let suggest = match world.planning().suggest {
        Suggest::Nothing => Suggest::Similar,
        Suggest::Similar if world.filter().is_narrowed() => Suggest::Listed,
        _ => Suggest::Nothing,
    };
    Planning { suggest, ..world.planning().clone() }
}

/// The days that can be planned, in time.
fn plan_days(programme: &Programme) -> Vec<EventDay> {
    let events = dated_events(programme).into_iter();
    let mut days: Vec<_> = events.flat_map(|(event, days)| days.into_iter().map(move |day| (event, day))).collect();
    days.sort_by_key(|(event, day)| (*day, *event));
    days
}

/// The day of the chosen session; where none is chosen, today or the next day, or else the last; or why there is none.
pub fn day_at_hand(world: &World, chosen: Option<SessionIx>) -> Result<EventDay, String> {
    let (programme, days) = (world.programme(), plan_days(world.programme()));
    if let Some(ix) = chosen {
        let event = programme.brief(ix).event;
        let own = date_of(programme, ix).map(|day| (event, day)).filter(|day| days.contains(day));
        let first = days.iter().find(|(of, _)| *of == event).copied();
        let name = &programme.event(event).short;
        return own
            .or(first)
            .ok_or_else(|| format!("{name} does not say when its sessions take place: no day to plan"));
    }
    let today = |event: EventIx| programme.event(event).zone.local(world.now()).date_naive();
    let next = days.iter().find(|(event, day)| *day >= today(*event)).or(days.last());
    next.copied().ok_or_else(|| "no event that is loaded says when its sessions take place: no day to plan".to_owned())
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
