//! My days: what I go to, where it clashes, what fits the gaps.

#[cfg(test)]
mod tests;

use crate::tui::screens::agenda::lines::{Choice, Line, What};

use crate::action::Action;
use crate::agenda::{Agenda, Conflict, Gap, Solution, Suggestion, agenda, solutions};
use crate::measure::width;
use crate::model::SessionIx;
use crate::tui::app::{Cursor, Screen, State};
use crate::tui::layout::{areas, inside};
use crate::tui::message::Effect;
use crate::tui::reader::page::Page;
use crate::tui::screens::agenda::lines::Writer;
use crate::tui::update::motion;
use std::collections::HashSet;

/// In a narrower pane rooms and people stand on lines of their own.
const WIDE: u16 = 62;
/// In a lower one they do not: there is no line to spare.
const HIGH: u16 = 5;

/// My days: what I go to, where it clashes, what fits the gaps.
#[derive(Debug, Clone, Default)]
pub struct AgendaScreen {
    /// Everything there is to show.
    pub lines: Vec<Line>,
    /// The chosen line.
    pub cursor: Cursor,
    /// Whether there is nothing to show but how to begin, which has the whole window.
    pub empty: bool,
    /// How many conference days there are, and how much on them.
    pub count: Count,
    /// Cells of the column of rooms; none where they stand on lines of their own, or nowhere.
    pub room_cells: usize,
    /// What fits the chosen gap, the best first.
    pub fits: Vec<Suggestion>,
    /// What can be done about the chosen conflict.
    pub solutions: Vec<Solution>,
}

/// How much there is on the agenda.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// Conference days.
    pub days: usize,
    /// Sessions one goes to, whether they have a time or not.
    pub sessions: usize,
    /// Pairs that overlap.
    pub clashes: usize,
    /// Pairs with too little time to change rooms.
    pub tight: usize,
}

impl AgendaScreen {
    /// What is chosen.
    pub fn choice(&self) -> Option<Choice> {
        self.lines.get(self.cursor.at)?.choice()
    }

    /// What it shows is of another programme; it stays about where it was.
    pub(in crate::tui) fn bring_over(&mut self) {
        *self = Self { cursor: self.cursor, ..Self::default() };
    }

    /// The line nearest to a place that can be chosen, looking forward first or backward first.
    fn nearest(&self, place: usize, forward: bool) -> Option<usize> {
        let chosen = |at: &usize| self.lines.get(*at).is_some_and(|line| line.choice().is_some());
        let last = self.lines.len().checked_sub(1)?;
        let place = place.min(last);
        let (mut after, mut before) = (place..=last, (0..=place).rev());
        if forward {
            after.find(chosen).or_else(|| before.find(chosen))
        } else {
            before.find(chosen).or_else(|| after.find(chosen))
        }
    }

    /// Scrolls so that the chosen line is in sight with what belongs to it: the headings right above, the line below.
    fn show(&mut self, page: usize) {
        let only_read = |line: Option<&Line>| line.is_some_and(|line| line.choice().is_none());
        self.cursor.show(self.lines.len(), page);
        let below = self.lines.get(self.cursor.at + 1).is_some_and(|line| matches!(line.what, What::Below(_)));
        if below && self.cursor.at + 1 == self.cursor.top + page && page > 1 {
            self.cursor.top += 1;
        }
        while self.cursor.top > 0
            && self.cursor.at - self.cursor.top + 2 < page
            && only_read(self.lines.get(self.cursor.top - 1))
            && (self.cursor.top..self.cursor.at).all(|at| only_read(self.lines.get(at)))
        {
            self.cursor.top -= 1;
        }
    }
}

impl State {
    pub(in crate::tui) fn settle_agenda(&mut self) {
        let agenda = agenda(&self.agenda_context(), None, self.now, self.preferences.least_gap);
        self.screens.agenda.empty = agenda == Agenda::default() && self.unmatched.is_empty();
        let area = areas(self.size, self).list.map(inside).unwrap_or_default();
        let writer = Writer {
            programme: &self.programme,
            personal: &self.personal,
            now: self.now,
            narrow: area.width < WIDE && area.height >= HIGH,
        };
        let lines = writer.lines(&agenda, self.unmatched.len());
        let conflicts: HashSet<Conflict> = lines.iter().filter_map(Line::conflict).collect();
        let clashes = conflicts.iter().filter(|conflict| conflict.kind.is_clash()).count();
        let (sessions, _) = self.mark_counts();
        let count = Count { days: agenda.days.len(), sessions, clashes, tight: conflicts.len() - clashes };
        let rooms = lines.iter().filter_map(|line| match line.what {
            What::Session { ix, .. } | What::Candidate { ix, .. } => {
                self.programme.room_name(self.programme.session(ix))
            }
            _ => None,
        });
        let widest = rooms.map(width).max().unwrap_or(0);
        let room_cells = if area.width < WIDE { 0 } else { widest.min(usize::from(area.width) / 4) };
        let screen = &mut self.screens.agenda;
        let choice = screen.choice();
        (screen.lines, screen.count, screen.room_cells) = (lines, count, room_cells);
        let at = screen.cursor.at;
        let found = (0..screen.lines.len()).filter(|line| screen.lines[*line].choice() == choice);
        let kept = choice.and_then(|_| found.min_by_key(|line| line.abs_diff(at)));
        self.choose_line(kept.unwrap_or(at), true);
    }

    /// Chooses a line, or the nearest one that can be chosen, and shows what goes with it.
    fn choose_line(&mut self, at: usize, forward: bool) {
        let page = self.agenda_page();
        let screen = &mut self.screens.agenda;
        screen.cursor.at = screen.nearest(at, forward).unwrap_or(0);
        screen.show(page);
        let (fits, solutions) = match screen.choice() {
            Some(Choice::Gap(gap)) => (self.suggestions(&gap), Vec::new()),
            Some(Choice::Conflict(conflict)) => (Vec::new(), solutions(&self.agenda_context(), &conflict)),
            _ => (Vec::new(), Vec::new()),
        };
        let screen = &mut self.screens.agenda;
        (screen.fits, screen.solutions) = (fits, solutions);
        if self.screen == Screen::Agenda {
            self.follow_selection();
        }
    }

    /// Chooses the line of a session, if it has one.
    pub(in crate::tui) fn choose_session_in_agenda(&mut self, ix: SessionIx) {
        let of_session = |line: &Line| line.choice() == Some(Choice::Session(ix));
        if let Some(at) = self.screens.agenda.lines.iter().position(of_session) {
            self.choose_line(at, true);
        }
    }

    /// Chooses what is on now, or else what comes next today.
    pub(in crate::tui) fn choose_present(&mut self) {
        let lines = &self.screens.agenda.lines;
        let slot = |line: &Line| match line.what {
            What::Session { ix, .. } => self.programme.session(ix).slot.filter(|slot| !slot.all_day),
            _ => None,
        };
        let Some(today) = lines.iter().position(|line| matches!(line.what, What::Day { today: true, .. })) else {
            return;
        };
        let ahead = |at: &usize| slot(&lines[*at]).is_some_and(|slot| slot.end > self.now);
        let of_today = (today..lines.len()).take_while(|at| *at == today || !lines[*at].begins());
        let at = of_today.clone().find(ahead).or(of_today.last()).unwrap_or(today);
        // What comes matters more than what is over.
        self.screens.agenda.cursor.top = at.saturating_sub(self.agenda_page() / 3).max(today);
        self.choose_line(at, false);
    }

    fn agenda_page(&self) -> usize {
        areas(self.size, self).list.map_or(1, |area| usize::from(inside(area).height)).max(1)
    }

    pub(in crate::tui) fn move_in_agenda(&mut self, action: Action) {
        let at = self.screens.agenda.cursor.at;
        let to = motion(action, self.agenda_page())(at);
        self.choose_line(to, to > at);
    }

    pub(in crate::tui) fn session_in_agenda(&self) -> Option<SessionIx> {
        match self.screens.agenda.choice()? {
            Choice::Session(ix) => Some(ix),
            Choice::Conflict(_) | Choice::Gap(_) | Choice::Kept(_) => None,
        }
    }

    /// The page that goes with what is chosen.
    pub(in crate::tui) fn page_in_agenda(&self) -> Option<Page> {
        match self.screens.agenda.choice()? {
            Choice::Session(ix) => Some(Page::Session(ix)),
            Choice::Conflict(conflict) => Some(Page::Conflict(conflict)),
            Choice::Gap(gap) => Some(Page::Gap(gap)),
            Choice::Kept(_) => None,
        }
    }

    /// Reads a session, solves a conflict, fills a gap: whatever is chosen.
    pub(in crate::tui) fn enter_in_agenda(&mut self) {
        match self.screens.agenda.choice() {
            Some(Choice::Session(ix)) => self.read(ix),
            Some(Choice::Conflict(conflict)) => self.ask_to_solve(conflict),
            Some(Choice::Gap(gap)) => self.ask_to_fill(gap),
            Some(Choice::Kept(_)) => self.say("the mark is kept until its session is found again"),
            None => {}
        }
    }

    /// Opens a session over the whole window, from where one goes back to the agenda.
    pub(in crate::tui) fn read(&mut self, ix: SessionIx) {
        if self.detail.page() != Some(Page::Session(ix)) {
            self.detail.way.clear();
            self.show(Page::Session(ix));
        }
        self.detail.full = true;
    }

    /// To the next session of the agenda, or to the one before.
    pub(in crate::tui) fn step_in_agenda(&mut self, forward: bool) {
        let screen = &self.screens.agenda;
        let session = |at: &usize| matches!(screen.lines[*at].choice(), Some(Choice::Session(_)));
        let found = if forward {
            (screen.cursor.at + 1..screen.lines.len()).find(session)
        } else {
            (0..screen.cursor.at.min(screen.lines.len())).rev().find(session)
        };
        match found {
            Some(at) => {
                self.choose_line(at, forward);
                if self.detail.full {
                    self.detail.way.clear();
                    self.follow_selection();
                }
            }
            None => self.say(if forward { "the last one" } else { "the first one" }),
        }
    }

    /// Chooses the line under a click, so many lines below the first in sight.
    pub(in crate::tui) fn click_in_agenda(&mut self, line: usize) {
        let at = self.screens.agenda.cursor.top + line;
        if let Some(hit) = self.screens.agenda.lines.get(at) {
            let forward = !matches!(hit.what, What::Below(_));
            self.choose_line(at, forward);
        }
    }

    pub(in crate::tui) fn act_in_agenda(&mut self, action: Action) -> Option<Vec<Effect>> {
        match action {
            Action::NextDay => self.turn_the_page(true),
            Action::PreviousDay => self.turn_the_page(false),
            Action::Solve => match self.conflict_in_agenda() {
                Some(choice) => self.ask_to_solve(choice),
                None => self.warn("nothing clashes here"),
            },
            Action::Fill => match self.gap_in_agenda() {
                Some(gap) => self.ask_to_fill(gap),
                None => self.warn("no gap is chosen"),
            },
            _ => return None,
        }
        Some(Vec::new())
    }

    /// The conflict that is chosen, or the first one of the chosen session.
    fn conflict_in_agenda(&self) -> Option<Conflict> {
        let screen = &self.screens.agenda;
        let mut conflicts = screen.lines.iter().filter_map(Line::conflict);
        match screen.choice()? {
            Choice::Conflict(conflict) => Some(conflict),
            Choice::Session(ix) => conflicts.find(|conflict| conflict.a == ix || conflict.b == ix),
            Choice::Gap(_) | Choice::Kept(_) => None,
        }
    }

    /// The gap that is chosen, or the next one of the day.
    fn gap_in_agenda(&self) -> Option<Gap> {
        let screen = &self.screens.agenda;
        let ahead = screen.lines.iter().skip(screen.cursor.at).take_while(|line| !line.begins());
        ahead.filter_map(|line| if let What::Gap(gap) = line.what { Some(gap) } else { None }).next()
    }

    /// To the first line of the next day or list, or of the one before.
    fn turn_the_page(&mut self, forward: bool) {
        let page = self.agenda_page();
        let screen = &mut self.screens.agenda;
        let at = screen.cursor.at;
        let mut starts: Vec<usize> = (0..screen.lines.len()).filter(|line| screen.lines[*line].begins()).collect();
        if !forward {
            // The first one above is that of the day one is on.
            starts.retain(|start| *start < at);
            starts.pop();
        }
        let start = if forward { starts.into_iter().find(|start| *start > at) } else { starts.pop() };
        match start {
            Some(start) => {
                screen.cursor.top = start.min(screen.lines.len().saturating_sub(page));
                self.choose_line(start, true);
            }
            None => self.say(if forward { "the last day" } else { "the first day" }),
        }
    }
}
