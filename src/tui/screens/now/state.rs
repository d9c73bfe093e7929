//! What is on and what comes next, mine first.

use crate::action::Action;
use crate::agenda::{self, Coming, Reason, Running, instead, upcoming};
use crate::measure::wrap;
use crate::model::{EventIx, Mark, SessionIx};
use crate::tui::app::{Cursor, State};
use crate::tui::layout::{areas, inside, text_inside};
use crate::tui::update::motion;
use crate::tui::world::clock;
use crate::tui::world::remap::Heirs;
use crate::words;
use chrono::NaiveDate;
use std::collections::HashSet;

/// How many sessions are named in place of a full one.
const INSTEAD: usize = 5;

/// Where to go if a room is full is told so many minutes before.
const SOON: u32 = 30;

/// What begins in so many minutes or more is told by its day.
const FAR: u32 = 12 * 60;

/// What is on and what comes next, mine first.
#[derive(Debug, Clone, Default)]
pub struct NowScreen {
    /// What the screen says.
    pub lines: Vec<NowLine>,
    /// The chosen line, which is the first of a session.
    pub cursor: Cursor,
    /// The time in words, the longer ones first; none where nothing that is said depends on it.
    pub clock: Vec<String>,
}

/// A line of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NowLine {
    /// Begins a part.
    Heading(String),
    /// The first line of a session: how long it lasts still, or when it begins.
    Session(SessionIx, String),
    /// The second line of a session: its hours, its room, and who gives it or why it is named.
    Below(String),
    /// A sentence.
    Text(String),
    /// Nothing.
    Gap,
}

impl NowScreen {
    /// The session that is chosen.
    fn chosen(&self) -> Option<SessionIx> {
        match self.lines.get(self.cursor.at) {
            Some(NowLine::Session(ix, _)) => Some(*ix),
            _ => None,
        }
    }

    /// Keeps the chosen session until everything is said anew for another programme.
    pub(in crate::tui) fn bring_over(&mut self, heirs: &Heirs<'_>) {
        for line in &mut self.lines {
            if let NowLine::Session(ix, text) = line {
                *line = heirs.session(*ix).map_or(NowLine::Gap, |ix| NowLine::Session(ix, std::mem::take(text)));
            }
        }
    }

    /// The lines that can be chosen.
    fn choices(&self) -> Vec<usize> {
        let sessions = self.lines.iter().enumerate().filter(|(_, line)| matches!(line, NowLine::Session(..)));
        sessions.map(|(at, _)| at).collect()
    }

    /// Scrolls so that the chosen session is in sight, and with it the heading that it stands right below.
    fn show(&mut self, height: usize) {
        let is_session = |line: &NowLine| matches!(line, NowLine::Session(..) | NowLine::Below(_));
        let above = self.lines.iter().take(self.cursor.at).rev().take_while(|line| !is_session(line)).count();
        let (first, last) = (self.cursor.at - above.min(self.cursor.at), self.cursor.at + 1);
        let top = self.cursor.top.min(first).max((last + 1).saturating_sub(height));
        self.cursor.top = top.min(self.cursor.at).min(self.lines.len().saturating_sub(height.max(1)));
    }
}

impl State {
    /// Says everything anew and stays on the chosen session, or else on the line where it stood.
    pub(in crate::tui) fn settle_now(&mut self) {
        let (lines, clock) = {
            let cells = areas(self.size, self).list.map_or(usize::MAX, |area| usize::from(text_inside(area).width));
            let (lines, told, events) = (Vec::new(), HashSet::new(), Vec::new());
            let mut teller = Teller { state: self, lines, told, cells, events };
            teller.tell();
            let clock = teller.clock();
            (teller.lines, clock)
        };
        let screen = &mut self.screens.now;
        let chosen = screen.chosen();
        (screen.lines, screen.clock) = (lines, clock);
        let choices = screen.choices();
        let same = choices.iter().find(|at| chosen.is_some_and(|ix| screen.lines[**at].is_of(ix)));
        let near = choices.iter().find(|at| **at >= screen.cursor.at).or(choices.last());
        screen.cursor.at = same.or(near).copied().unwrap_or(0);
        self.show_now();
        if !self.detail.full {
            self.follow_selection();
        }
    }

    pub(in crate::tui) fn move_on_now(&mut self, action: Action) {
        let height = self.now_height();
        let screen = &mut self.screens.now;
        let choices = screen.choices();
        let at = choices.iter().position(|at| *at == screen.cursor.at).unwrap_or(0);
        let at = motion(action, height / 2)(at).min(choices.len().saturating_sub(1));
        screen.cursor.at = choices.get(at).copied().unwrap_or(0);
        self.show_now();
    }

    /// To the next session or the one before, also while reading.
    pub(in crate::tui) fn step_on_now(&mut self, forward: bool) {
        let before = self.screens.now.cursor.at;
        self.move_on_now(if forward { Action::Next } else { Action::Previous });
        if self.screens.now.cursor.at == before {
            return self.say(if forward { "the last one" } else { "the first one" });
        }
        self.detail.way.clear();
        self.follow_selection();
    }

    pub(in crate::tui) fn session_on_now(&self) -> Option<SessionIx> {
        self.screens.now.chosen()
    }

    /// Chooses the session under a click, so many lines below the frame.
    pub(in crate::tui) fn click_on_now(&mut self, line: usize) {
        let screen = &mut self.screens.now;
        let clicked = screen.cursor.top + line;
        let on = [Some(clicked), clicked.checked_sub(1)].into_iter().flatten();
        let hit = on.zip([false, true]).find(|(at, below)| match screen.lines.get(*at) {
            Some(NowLine::Session(..)) => !*below || matches!(screen.lines.get(clicked), Some(NowLine::Below(_))),
            _ => false,
        });
        if let Some((at, _)) = hit {
            screen.cursor.at = at;
            self.show_now();
            self.follow_selection();
        }
    }

    /// How many lines are in sight, or will be when the page that is read over them is left: all but header, footer and
    /// frame.
    fn now_height(&self) -> usize {
        let behind = usize::from(self.size.1.saturating_sub(4));
        areas(self.size, self).list.map_or(behind, |area| usize::from(inside(area).height))
    }

    fn show_now(&mut self) {
        let height = self.now_height();
        self.screens.now.show(height);
    }
}

impl NowLine {
    fn is_of(&self, ix: SessionIx) -> bool {
        matches!(self, Self::Session(other, _) if *other == ix)
    }
}

/// Puts into words what is on.
struct Teller<'a> {
    state: &'a State,
    lines: Vec<NowLine>,
    told: HashSet<SessionIx>,
    /// How wide a sentence may be.
    cells: usize,
    /// The events that have something on or to come.
    events: Vec<EventIx>,
}

impl Teller<'_> {
    fn tell(&mut self) {
        let context = self.state.agenda_context();
        let now = agenda::now(&context, self.state.now);
        let mut next = now.next;
        let today = !next.is_empty();
        if !today {
            next = upcoming(&context, self.state.now);
        }
        if now.running.is_empty() && next.is_empty() {
            return self.nothing();
        }
        let sessions = now.running.iter().map(|one| one.ix).chain(next.iter().map(|one| one.ix));
        self.events = sessions.map(|ix| self.state.programme.session(ix).event).collect();
        self.events.sort_unstable();
        self.events.dedup();
        if now.running.is_empty() {
            self.sentence("Nothing is on at the moment.");
        }
        self.mine(&now.running, if today { &next } else { &[] });
        self.if_full(&now.running, &next);
        for event in self.events.clone() {
            let of_event = |ix: SessionIx| self.state.programme.session(ix).event == event;
            let running: Vec<Running> = now.running.iter().copied().filter(|one| of_event(one.ix)).collect();
            let coming: Vec<Coming> = next.iter().copied().filter(|one| of_event(one.ix)).collect();
            self.part("On now", Some(event));
            running.iter().for_each(|one| self.running(one));
            let day = coming.first().filter(|_| !today).and_then(|one| self.day_of(one.ix));
            self.part(&day.map_or("Next".to_owned(), |day| format!("Next, on {}", words::day(day))), Some(event));
            coming.iter().for_each(|one| self.coming(one));
        }
        self.drop_empty_parts();
        self.without_zone();
    }

    /// What one goes to: now, and later today.
    fn mine(&mut self, running: &[Running], next: &[Coming]) {
        self.part("Mine", None);
        let state = self.state;
        let is_mine = |ix| state.personal(ix).mark == Some(Mark::Going);
        running.iter().filter(|one| is_mine(one.ix)).for_each(|one| self.running(one));
        next.iter().filter(|one| is_mine(one.ix)).for_each(|one| self.coming(one));
    }

    /// Where to go if there is no seat left in the session one goes to now or soon.
    fn if_full(&mut self, running: &[Running], next: &[Coming]) {
        let soon = next.iter().filter(|one| one.minutes_to_go <= SOON).map(|one| one.ix);
        let state = self.state;
        let Some(full) = running.iter().map(|one| one.ix).chain(soon).find(|ix| self.is_mine(*ix)) else { return };
        let nearest = |ix: SessionIx, others: &[SessionIx]| state.likeness.as_ref()?.nearest(ix, others);
        let session = state.programme.session(full);
        let room = state.programme.room_name(session).unwrap_or(&session.title);
        self.part(&format!("If {room} is full"), None);
        let mut suggestions = instead(&state.agenda_context(), full, state.now, &nearest, INSTEAD);
        if suggestions.iter().any(|one| !one.reasons.is_empty()) {
            suggestions.retain(|one| !one.reasons.is_empty());
        }
        for suggestion in suggestions {
            let reasons: Vec<String> = suggestion.reasons.iter().map(|why| reason(why, state)).collect();
            let ix = suggestion.session;
            let time = match running.iter().find(|one| one.ix == ix) {
                Some(one) => left(one),
                None => self.to_go(ix),
            };
            self.session(ix, time, reasons.join(", "));
        }
    }

    fn running(&mut self, one: &Running) {
        self.session(one.ix, left(one), self.people(one.ix));
    }

    fn coming(&mut self, one: &Coming) {
        let far = one.minutes_to_go >= FAR;
        let day = self.day_of(one.ix).filter(|_| far).map(words::short_day);
        let time = day.unwrap_or_else(|| format!("in {}", words::length(one.minutes_to_go)));
        self.session(one.ix, time, self.people(one.ix));
    }

    /// How long until a session begins.
    fn to_go(&self, ix: SessionIx) -> String {
        let start = self.state.programme.session(ix).slot.map(|slot| slot.start);
        let seconds = start.map_or(0, |start| (start - self.state.now).num_seconds());
        format!("in {}", words::length(u32::try_from((seconds + 59) / 60).unwrap_or(0)))
    }

    /// The two lines of a session, once.
    fn session(&mut self, ix: SessionIx, time: String, about: String) {
        if !self.told.insert(ix) {
            return;
        }
        let programme = &self.state.programme;
        let session = programme.session(ix);
        let hours = session.slot.map(|slot| clock::span(self.state, programme.event(session.event), &slot));
        let room = programme.room_name(session).map(str::to_owned);
        let parts = [hours, room, (!about.is_empty()).then_some(about)];
        self.lines.push(NowLine::Session(ix, time));
        self.lines.push(NowLine::Below(parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")));
    }

    /// Begins a part, of one event where several are told about.
    fn part(&mut self, title: &str, event: Option<EventIx>) {
        self.drop_empty_parts();
        if !self.lines.is_empty() {
            self.lines.push(NowLine::Gap);
        }
        let event = event.filter(|_| self.events.len() > 1).map(|event| &self.state.programme.event(event).short);
        self.lines.push(NowLine::Heading(event.map_or(title.to_owned(), |event| format!("{title} · {event}"))));
    }

    fn drop_empty_parts(&mut self) {
        while matches!(self.lines.last(), Some(NowLine::Heading(_) | NowLine::Gap)) {
            self.lines.pop();
        }
    }

    /// When no event has anything on or to come.
    fn nothing(&mut self) {
        let programme = &self.state.programme;
        let ends = programme.sessions().iter().filter_map(|session| Some((session.slot?.end, session.event)));
        let text = match ends.max() {
            None => "No event that is loaded says when its sessions take place.".to_owned(),
            Some((_, event)) => {
                let event = programme.event(event);
                let day = event.last_day.map_or(String::new(), |day| format!(", on {}", words::day(day)));
                format!("Nothing is on, and nothing is to come: the last event to end was {}{day}.", event.short)
            }
        };
        self.sentence(&text);
    }

    /// Times that nobody can compare with a clock are no help without a warning.
    fn without_zone(&mut self) {
        let state = self.state;
        for event in self.events.clone().into_iter().map(|event| state.programme.event(event)) {
            if !event.zone.is_known() {
                let text = format!("{} gives times without a zone: they are taken for UTC.", event.short);
                self.lines.push(NowLine::Gap);
                self.sentence(&text);
            }
        }
    }

    fn sentence(&mut self, text: &str) {
        let lines = wrap(text, self.cells, 0).into_iter();
        self.lines.extend(lines.map(|range| NowLine::Text(text.get(range).unwrap_or_default().to_owned())));
    }

    fn clock(&self) -> Vec<String> {
        let Some(event) = self.events.first().map(|event| self.state.programme.event(*event)) else {
            return Vec::new();
        };
        let (zone, time) = (clock::shown_zone(self.state, event), clock::shown(self.state, event, self.state.now));
        let hour = words::hour(time);
        let day = words::day(time.date_naive());
        let zone = if zone.is_known() { zone.to_string() } else { "UTC".to_owned() };
        vec![
            format!("{day}, {hour} ({zone})"),
            format!("{}, {hour}", words::short_day(time.date_naive())),
            hour.to_string(),
        ]
    }

    fn people(&self, ix: SessionIx) -> String {
        let programme = &self.state.programme;
        let credits = &programme.session(ix).credits;
        let names: Vec<&str> = credits.iter().map(|credit| programme.speaker(credit.speaker).name.as_str()).collect();
        names.join(", ")
    }

    fn day_of(&self, ix: SessionIx) -> Option<NaiveDate> {
        let session = self.state.programme.session(ix);
        let event = self.state.programme.event(session.event);
        Some(clock::shown(self.state, event, session.slot?.start).date_naive())
    }

    fn is_mine(&self, ix: SessionIx) -> bool {
        self.state.personal(ix).mark == Some(Mark::Going)
    }
}

/// Why a session is named in place of a full one.
fn reason(why: &Reason, state: &State) -> String {
    match why {
        Reason::Like(_) => "similar".to_owned(),
        Reason::Track(_) => "same track".to_owned(),
        other => other.text(&state.programme),
    }
}

fn left(one: &Running) -> String {
    format!("{} left", words::length(one.minutes_left))
}
