//! My days: what I go to, where it clashes, what fits the gaps.

use crate::action::Action;
use crate::agenda::{Agenda, Conflict, Gap, Watch, agenda, left_to_watch};
use crate::measure::width;
use crate::model::SessionIx;
use crate::tui::ask::{Ask, Asks, Chosen, Opening, Page, open_recording, say, warn};
use crate::tui::contract::{Hints, Screen, plain};
use crate::tui::derived::Derived;
use crate::tui::layout::{beside_reader, inside};
use crate::tui::screens::agenda::{
    columns::Columns, lines::Choice, lines::Line, lines::LineKind, lines::LineWriter, lines::day_text,
};
use crate::tui::widgets::{Cursor, motion, nearest};
use crate::tui::world::preferences::{Planning, WatchWish};
use crate::tui::world::{FactStamp, World, remap::Remap, times::is_conference_day};
use ratatui::layout::{Position, Rect};
use std::collections::HashSet;

/// In a narrower pane rooms and people stand on lines of their own.
const WIDE: u16 = 62;
/// In a lower one they do not: there is no line to spare.
const HIGH: u16 = 5;

#[derive(Debug, Clone, Default)]
pub struct AgendaScreen {
    /// Everything there is to show, in a body of a size.
    pub(super) shown: Derived<(FactStamp, Rect, bool), Shown>,
    pub cursor: Cursor,
    /// Whether no page stands beside it.
    alone: bool,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Shown {
    pub(super) lines: Vec<Line>,
    /// Whether there is nothing to show but how to begin, which has the whole body.
    pub(super) empty: bool,
    pub(super) days: usize,
    /// Sessions one goes to, whether they have a time or not.
    pub(super) sessions: usize,
    /// Pairs that overlap.
    pub(super) clashes: usize,
    /// Pairs with too little time to change rooms.
    pub(super) tight: usize,
    /// Cells of the column of rooms; none where they stand on lines of their own, or nowhere.
    pub(super) room_cells: usize,
}

impl Shown {
    fn new(world: &World, body: Rect, alone: bool) -> Self {
        let programme = world.programme();
        let mut agenda = agenda(&world.agenda_context(), None, world.now(), world.preferences().least_gap);
        agenda.watch.iter_mut().for_each(|watch| reorder(world, watch));
        let kept = world.marks().unmatched.len();
        let empty = agenda == Agenda::default() && kept == 0;
        let area = inside(if empty || alone { body } else { beside_reader(body).0 });
        let narrow = area.width < WIDE && area.height >= HIGH;
        let lines = LineWriter { programme, now: world.now(), narrow }.lines(&agenda, kept);
        let conflicts: HashSet<Conflict> = lines.iter().filter_map(Line::conflict).collect();
        let clashes = conflicts.iter().filter(|conflict| conflict.kind.is_clash()).count();
        let (sessions, _) = world.marks().counts();
        let (days, tight) = (agenda.days.len(), conflicts.len() - clashes);
        let rooms = lines.iter().filter_map(|line| match line.kind {
            LineKind::Session { ix, .. } | LineKind::Candidate { ix, .. } => programme.room_name(programme.session(ix)),
            _ => None,
        });
        let widest = rooms.map(width).max().unwrap_or(0);
        let room_cells = if area.width < WIDE { 0 } else { widest.min(usize::from(area.width) / 4) };
        Self { lines, empty, days, sessions, clashes, tight, room_cells }
    }
}

impl AgendaScreen {
    pub(super) fn areas(&self, body: Rect) -> (Rect, Option<Rect>) {
        if self.shown.get().empty || self.alone { (body, None) } else { beside_reader(body) }
    }

    pub fn choice(&self) -> Option<Choice> {
        self.lines().get(self.cursor.at)?.choice()
    }

    pub fn lines(&self) -> &[Line] {
        &self.shown.get().lines
    }

    fn choose_line(&mut self, at: usize, forward: bool) -> Asks {
        self.cursor.at = nearest(&choices(self.lines()), at, forward).unwrap_or(0);
        Asks::new()
    }

    /// The day that is chosen, as one would send it.
    pub fn text(&self, world: &World) -> Option<String> {
        day_text(world, self.lines(), self.cursor.at)
    }

    fn choose_present(&mut self, world: &World) {
        let lines = self.lines();
        let slot = |line: &Line| match line.kind {
            LineKind::Session { ix, .. } => world.programme().brief(ix).slot.filter(|slot| !slot.all_day),
            _ => None,
        };
        let is_today = |line: &Line| matches!(line.kind, LineKind::Day { today: true, .. });
        let Some(today) = lines.iter().position(is_today) else { return };
        let ahead = |at: &usize| slot(&lines[*at]).is_some_and(|slot| slot.end > world.now());
        let of_today = (today..lines.len()).take_while(|at| *at == today || !lines[*at].begins());
        let at = of_today.clone().find(ahead).or(of_today.last()).unwrap_or(today);
        // What comes matters more than what is over.
        self.cursor.top = at.saturating_sub(self.cursor.page() / 3).max(today);
        self.choose_line(at, false);
    }

    /// Reads a session, solves a conflict, fills a gap: whatever is chosen.
    fn open(&self) -> Asks {
        match self.choice() {
            Some(Choice::Session(ix)) => vec![Ask::Read(Page::Session(ix))],
            Some(Choice::Conflict(conflict)) => vec![Ask::Open(Opening::Solve(conflict))],
            Some(Choice::Gap(gap)) => vec![Ask::Open(Opening::Fill(gap))],
            Some(Choice::Kept(_)) => say("the mark is kept until its session is found again"),
            None => Asks::new(),
        }
    }

    fn step(&mut self, forward: bool) -> Asks {
        let (lines, at) = (self.lines(), self.cursor.at);
        let session = |at: &usize| matches!(lines[*at].choice(), Some(Choice::Session(_)));
        let found =
            if forward { (at + 1..lines.len()).find(session) } else { (0..at.min(lines.len())).rev().find(session) };
        match found {
            Some(found) => self.choose_line(found, forward),
            None => say(if forward { "the last one" } else { "the first one" }),
        }
    }

    /// To the first session of those that begin next, or that began before.
    fn change_start(&mut self, world: &World, forward: bool) -> Asks {
        let (lines, at) = (self.lines(), self.cursor.at);
        let start = |line: &Line| match line.choice()? {
            Choice::Session(ix) => world.programme().brief(ix).slot.map(|slot| slot.start),
            Choice::Conflict(_) | Choice::Gap(_) | Choice::Kept(_) => None,
        };
        let here = lines.get(at).and_then(start);
        let other = |line: &usize| start(&lines[*line]).is_some_and(|start| Some(start) != here);
        let found = if forward {
            (at + 1..lines.len()).find(other)
        } else {
            let last = (0..at.min(lines.len())).rev().find(other);
            let begin = last.and_then(|line| start(&lines[line]));
            (0..at.min(lines.len())).find(|line| begin.is_some() && start(&lines[*line]) == begin)
        };
        match found {
            Some(found) => self.choose_line(found, forward),
            None => say(if forward { "the last start" } else { "the first start" }),
        }
    }

    /// To the first line of the next day or list, or of the one before.
    fn turn_the_page(&mut self, forward: bool) -> Asks {
        let (lines, at) = (self.lines(), self.cursor.at);
        let mut starts: Vec<usize> = (0..lines.len()).filter(|line| lines[*line].begins()).collect();
        if !forward {
            // The first one above is that of the day one is on.
            starts.retain(|start| *start < at);
            starts.pop();
        }
        let start = if forward { starts.into_iter().find(|start| *start > at) } else { starts.pop() };
        let Some(start) = start else { return say(if forward { "the last day" } else { "the first day" }) };
        self.cursor.top = start.min(lines.len().saturating_sub(self.cursor.page()));
        self.choose_line(start, true)
    }

    fn conflict(&self) -> Option<Conflict> {
        let mut conflicts = self.lines().iter().filter_map(Line::conflict);
        match self.choice()? {
            Choice::Conflict(conflict) => Some(conflict),
            Choice::Session(ix) => conflicts.find(|conflict| conflict.a == ix || conflict.b == ix),
            Choice::Gap(_) | Choice::Kept(_) => None,
        }
    }

    /// The next conflict on the day.
    fn next_conflict(&self) -> Option<Conflict> {
        let ahead = self.lines().iter().skip(self.cursor.at).take_while(|line| !line.begins());
        ahead.filter_map(Line::conflict).next()
    }

    /// What is chosen of what is left to watch.
    fn recording(&self) -> Option<SessionIx> {
        match self.lines().get(self.cursor.at)?.kind {
            LineKind::Recording { ix, .. } => Some(ix),
            _ => None,
        }
    }

    /// The gap that is chosen, or the next one of the day.
    fn gap(&self) -> Option<Gap> {
        let ahead = self.lines().iter().skip(self.cursor.at).take_while(|line| !line.begins());
        ahead.filter_map(|line| if let LineKind::Gap(gap) = line.kind { Some(gap) } else { None }).next()
    }
}

impl Screen for AgendaScreen {
    fn enter(&mut self, world: &World, _list: Chosen) -> Asks {
        self.choose_present(world);
        Asks::new()
    }

    fn refresh(&mut self, world: &World, body: Rect) {
        let choice = self.choice();
        let changed = self.shown.refresh((world.stamp(), body, self.alone), || Shown::new(world, body, self.alone));
        if changed {
            // What was chosen stays so where it stands now, or else what is where it was.
            let (lines, at) = (self.lines(), self.cursor.at);
            let found = (0..lines.len()).filter(|line| lines[*line].choice() == choice);
            let kept = choice.and_then(|_| found.min_by_key(|line| line.abs_diff(at)));
            self.choose_line(kept.unwrap_or(at), true);
        }
        let (inner, shown) = (inside(self.areas(body).0), self.shown.get());
        let chosen = shown.lines.get(self.cursor.at);
        let columns = Columns::new(inner, shown.room_cells);
        let more = chosen.map_or(0, |line| columns.more_lines(world, Rect { height: 1, ..inner }, line));
        // A title leaves room for what stands before and after it.
        let more = more.min(usize::from(inner.height / 3));
        show(&mut self.cursor, &shown.lines, usize::from(inner.height), more);
    }

    fn act(&mut self, world: &World, action: Action) -> Option<Asks> {
        Some(match action {
            Action::Enter => self.open(),
            Action::Present => {
                self.choose_present(world);
                Asks::new()
            }
            Action::NextSession | Action::NextMatch => self.step(true),
            Action::PreviousSession | Action::PreviousMatch => self.step(false),
            Action::NextStart | Action::PreviousStart => self.change_start(world, action == Action::NextStart),
            Action::NextDay => self.turn_the_page(true),
            Action::PreviousDay => self.turn_the_page(false),
            Action::Wider | Action::Narrower => {
                self.alone = action == Action::Wider;
                Asks::new()
            }
            Action::Solve => {
                let conflict = self.conflict().or_else(|| self.next_conflict());
                open_or("nothing clashes from here on", conflict.map(Opening::Solve))
            }
            Action::OpenLink => open_recording(world, self.recording()?)?,
            Action::WatchOrder => {
                let planning = world.planning();
                let (order, minutes) = planning.watch;
                vec![Ask::Planning(Planning { watch: (order.next(), minutes), ..planning.clone() })]
            }
            Action::Fill => open_or("no gap is chosen", self.gap().map(Opening::Fill)),
            _ => {
                let at = motion(action, self.cursor.at, self.cursor.page())?;
                self.choose_line(at, at > self.cursor.at)
            }
        })
    }

    fn claims(&self, world: &World, action: Action) -> bool {
        action == Action::OpenLink && self.recording().is_some_and(|ix| world.programme().brief(ix).has_video)
    }

    fn click(&mut self, _world: &World, body: Rect, at: Position) -> Asks {
        let pane = self.areas(body).0;
        if self.cursor.click(at, pane, inside(pane), 1) {
            let line = self.cursor.at;
            let below = self.lines().get(line).is_some_and(|line| matches!(line.kind, LineKind::Below(_)));
            self.choose_line(line, !below);
        }
        Asks::new()
    }

    fn choose(&mut self, _world: &World, session: SessionIx) {
        let of_session = |line: &Line| line.choice() == Some(Choice::Session(session));
        if let Some(at) = self.lines().iter().position(of_session) {
            self.choose_line(at, true);
        }
    }

    fn chosen(&self) -> Chosen {
        Chosen::page(match self.choice() {
            Some(Choice::Session(ix)) => Some(Page::Session(ix)),
            Some(Choice::Conflict(conflict)) => Some(Page::Conflict(conflict)),
            Some(Choice::Gap(gap)) => Some(Page::Gap(gap)),
            Some(Choice::Kept(_)) | None => None,
        })
    }

    fn width(&self) -> u16 {
        u16::from(self.alone)
    }

    fn widen(&mut self, width: u16) {
        self.alone = width > 0;
    }

    fn reader_area(&self, _world: &World, body: Rect) -> Option<Rect> {
        self.areas(body).1
    }

    fn remap(&mut self, _remap: &Remap<'_>) {
        // It stays about where it was.
        self.shown = Derived::default();
    }

    fn hints(&self, _world: &World) -> Hints {
        use Action as A;
        let mut hints = match self.choice() {
            Some(Choice::Conflict(_)) => plain(&[A::Solve]),
            Some(Choice::Gap(_)) => vec![(A::Fill, "what fits")],
            Some(Choice::Session(_)) if self.recording().is_some() => {
                vec![(A::OpenLink, "watch"), (A::Seen, "tick off"), (A::Watch, "what fits"), (A::WatchOrder, "order")]
            }
            Some(Choice::Session(_)) => plain(&[A::Going, A::Interested, A::Enter]),
            Some(Choice::Kept(_)) => Hints::new(),
            None => return plain(&[A::Sessions, A::Search, A::Events, A::Help, A::Quit]),
        };
        hints.extend(plain(&[A::Plan, A::NextDay, A::Export, A::Search, A::Help, A::Undo, A::Note, A::Seen, A::Copy]));
        hints
    }

    fn shows_time(&self, world: &World) -> bool {
        is_conference_day(world)
    }
}

/// Where an order or some time is asked for, one list of everything that is left, with the recordings of what is over.
fn reorder(world: &World, watch: &mut Watch) {
    let (order, minutes) = world.planning().watch;
    if (order, minutes) == WatchWish::default() {
        return;
    }
    let parts = [&mut watch.going, &mut watch.interested, &mut watch.recordings];
    let all: Vec<SessionIx> = parts.into_iter().flat_map(std::mem::take).collect();
    let at_most = (minutes > 0).then_some(minutes);
    watch.going = left_to_watch(&world.agenda_context(), &all, order, at_most);
}

fn open_or(missing: &str, opening: Option<Opening>) -> Asks {
    opening.map_or_else(|| warn(missing), |opening| vec![Ask::Open(opening)])
}

/// The lines that choose something.
fn choices(lines: &[Line]) -> Vec<usize> {
    (0..lines.len()).filter(|at| lines[*at].choice().is_some()).collect()
}

/// Scrolls so that the chosen line is in sight, which takes so many more lines than the others, with what belongs to it:
/// the headings right above, the line below.
fn show(cursor: &mut Cursor, lines: &[Line], page: usize, more: usize) {
    cursor.fit(lines.len(), page);
    cursor.stretch(more);
    let above = lines.iter().take(cursor.at).rev().take_while(|line| line.choice().is_none()).count();
    let below = lines.get(cursor.at + 1).is_some_and(|line| matches!(line.kind, LineKind::Below(_)));
    cursor.show(above, usize::from(below));
}

#[cfg(test)]
mod tests;
