//! What is on and what comes next, in words.

use crate::action::{Action, Mode};
use crate::agenda::{self, Due, Reason, instead, stands_back, upcoming};
use crate::measure::wrap;
use crate::model::{EventIx, SessionIx};
use crate::tui::world::{World, planning::also_at, planning::shared_words, times};
use crate::words;
use chrono::NaiveDate;
use std::collections::{BTreeSet, HashSet};

const INSTEAD: usize = 5;

/// So many of those that one goes to next are told.
const AHEAD: usize = 2;

/// Where to go if a room is full is told so many minutes before.
const SOON: u32 = 30;

/// What begins in so many minutes or more is told by its day.
const FAR: u32 = 12 * 60;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NowLine {
    Heading(String),
    /// The first line of a session: how long it lasts still, or when it begins.
    Session(SessionIx, String),
    /// The second line of a session: its room, its hours, and who gives it or why it is named.
    Below(String),
    Text(String),
    Gap,
}

#[derive(Debug, Clone, Default)]
pub struct Written {
    pub lines: Vec<NowLine>,
    /// The time in words, the longer ones first; none where nothing that is said depends on it.
    pub clock: Vec<String>,
}

/// What is on and what comes next, mine first, with sentences of so many cells at most.
pub fn write(world: &World, cells: usize) -> Written {
    let mut writer = Writer { world, lines: Vec::new(), written: HashSet::new(), cells, events: Vec::new() };
    writer.write();
    Written { clock: writer.clock(), lines: writer.lines }
}

/// A session, and how long it lasts still or when it begins.
type Told = (SessionIx, String);

struct Writer<'a> {
    world: &'a World,
    lines: Vec<NowLine>,
    written: HashSet<SessionIx>,
    /// How wide a sentence may be.
    cells: usize,
    /// The events that have something on or to come.
    events: Vec<EventIx>,
}

impl Writer<'_> {
    fn write(&mut self) {
        let context = self.world.agenda_context();
        let now = agenda::now(&context, self.world.now());
        let mut next = now.next;
        let today = !next.is_empty();
        if !today {
            next = upcoming(&context, self.world.now());
        }
        if now.running.is_empty() && next.is_empty() {
            return self.nothing();
        }
        let world = self.world;
        let left = |one: &Due| (one.ix, format!("{} left", words::length(one.minutes)));
        let running: Vec<Told> = now.running.iter().map(left).collect();
        let coming: Vec<Told> = next.iter().map(|one| (one.ix, self.begins(one))).collect();
        let here: Vec<Told> = self.by_place(&running);
        let events = running.iter().chain(&coming).map(|(ix, _)| world.programme().brief(*ix).event);
        self.events = events.collect::<BTreeSet<_>>().into_iter().collect();
        if running.is_empty() {
            self.sentence("Nothing is on at the moment.");
        }
        let mine = |ix| world.marks().goes(ix);
        self.part("Mine", None);
        self.sessions(&running, mine);
        if today {
            self.next_of_mine(&coming);
        }
        let soon = next.iter().filter(|one| one.minutes <= SOON).map(|one| one.ix);
        if let Some(full) = now.running.iter().map(|one| one.ix).chain(soon).find(|ix| mine(*ix)) {
            self.if_full(full, &running);
        }
        for event in self.events.clone() {
            let of_event = |ix: SessionIx| world.programme().brief(ix).event == event;
            self.part("On now", Some(event));
            self.sessions(&here, of_event);
            let first = coming.iter().find(|(ix, _)| of_event(*ix)).map(|(ix, _)| *ix);
            let day = first.filter(|_| !today).and_then(|ix| self.day_of(ix));
            self.part(&day.map_or("Next".to_owned(), |day| format!("Next, on {}", words::day(day))), Some(event));
            let start = |ix: SessionIx| world.programme().brief(ix).slot.map(|slot| slot.start);
            let soonest = first.and_then(start);
            let begins_first = |told: &&Told| of_event(told.0) && (!today || start(told.0) == soonest);
            let next: Vec<Told> = coming.iter().filter(begins_first).cloned().collect();
            self.sessions(&self.by_place(&next), of_event);
        }
        self.drop_empty_parts();
        self.without_zone();
    }

    /// By room, as the event names them; what stands back comes last.
    fn by_place(&self, told: &[Told]) -> Vec<Told> {
        let programme = self.world.programme();
        let place = |(ix, _): &Told| {
            let room = programme.brief(*ix).room;
            (stands_back(programme, *ix), room.is_none(), room, programme.rank(*ix))
        };
        let mut told = told.to_vec();
        told.sort_by_cached_key(place);
        told
    }

    /// What one goes to next today, and how much there is after that.
    fn next_of_mine(&mut self, coming: &[Told]) {
        let mine: Vec<Told> = coming.iter().filter(|(ix, _)| self.world.marks().goes(*ix)).cloned().collect();
        let (next, later) = mine.split_at(mine.len().min(AHEAD));
        self.sessions(next, |_| true);
        if !later.is_empty() {
            let key = self.world.key_for(Mode::Now, Action::Agenda).map(|key| format!(" · {key} shows them"));
            self.lines.push(NowLine::Text(format!("{} more today{}", later.len(), key.unwrap_or_default())));
        }
    }

    /// Where to go if there is no seat left in the session one goes to now or soon.
    fn if_full(&mut self, full: SessionIx, running: &[Told]) {
        let world = self.world;
        let nearest = |ix: SessionIx, others: &[SessionIx]| world.likeness()?.nearest(world.programme(), ix, others);
        let session = world.programme().session(full);
        let room = world.programme().room_name(session).unwrap_or(&session.title);
        self.part(&format!("If {room} is full"), None);
        let mut suggestions = instead(&world.agenda_context(), full, world.now(), &nearest, INSTEAD);
        if suggestions.iter().any(|one| !one.reasons.is_empty()) {
            suggestions.retain(|one| !one.reasons.is_empty());
        }
        for suggestion in suggestions {
            let ix = suggestion.session;
            let reasons = suggestion.reasons.iter().map(|why| reason(world, ix, why));
            let reasons: Vec<String> = reasons.chain(also_at(world, ix)).collect();
            let time = running.iter().find(|(other, _)| *other == ix).map(|(_, time)| time.clone());
            let time = time.unwrap_or_else(|| self.to_go(ix));
            self.session(ix, time, reasons.join(", "));
        }
    }

    /// Those of some sessions that are wanted here.
    fn sessions(&mut self, told: &[Told], wanted: impl Fn(SessionIx) -> bool) {
        for (ix, time) in told.iter().filter(|(ix, _)| wanted(*ix)) {
            self.session(*ix, time.clone(), self.world.programme().people(*ix));
        }
    }

    fn begins(&self, one: &Due) -> String {
        let day = self.day_of(one.ix).filter(|_| one.minutes >= FAR).map(words::short_day);
        day.unwrap_or_else(|| format!("in {}", words::length(one.minutes)))
    }

    fn to_go(&self, ix: SessionIx) -> String {
        let start = self.world.programme().brief(ix).slot.map(|slot| slot.start);
        let seconds = start.map_or(0, |start| (start - self.world.now()).num_seconds());
        format!("in {}", words::length(u32::try_from((seconds + 59) / 60).unwrap_or(0)))
    }

    fn session(&mut self, ix: SessionIx, time: String, about: String) {
        if !self.written.insert(ix) {
            return;
        }
        let programme = self.world.programme();
        let session = programme.session(ix);
        let room = programme.room_name(session).map(str::to_owned);
        let parts = [room, times::span(self.world, ix), (!about.is_empty()).then_some(about)];
        self.lines.push(NowLine::Session(ix, time));
        self.lines.push(NowLine::Below(parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")));
    }

    /// Begins a part, of one event where several are told about.
    fn part(&mut self, title: &str, event: Option<EventIx>) {
        self.drop_empty_parts();
        if !self.lines.is_empty() {
            self.lines.push(NowLine::Gap);
        }
        let event = event.filter(|_| self.events.len() > 1).map(|event| &self.world.programme().event(event).short);
        self.lines.push(NowLine::Heading(event.map_or(title.to_owned(), |event| format!("{title} · {event}"))));
    }

    fn drop_empty_parts(&mut self) {
        while matches!(self.lines.last(), Some(NowLine::Heading(_) | NowLine::Gap)) {
            self.lines.pop();
        }
    }

    /// When no event has anything on or to come.
    fn nothing(&mut self) {
        let programme = self.world.programme();
        let ends = programme
            .positions()
            .map(|ix| programme.brief(ix))
            .filter_map(|brief| Some((brief.slot?.end, brief.event)));
        let text = match ends.max() {
            None => "No event that is loaded says when its sessions take place.".to_owned(),
            Some((_, event)) => {
                let event = programme.event(event);
                let day = event.last_day.map_or(String::new(), |day| format!(", on {}", words::day(day)));
                format!("Nothing is on, and nothing is to come: the last event to end was {}{day}.", event.short)
            }
        };
        self.sentence(&text);
        self.lines.push(NowLine::Gap);
        let key = |mode, action| self.world.key_for(mode, action);
        let ways = [
            key(Mode::Now, Action::Events).map(|key| format!("{key} opens the schedule of another event.")),
            key(Mode::Now, Action::Timetable).map(|key| format!("{key} shows the days of those that are loaded.")),
        ];
        ways.into_iter().flatten().for_each(|way| self.sentence(&way));
    }

    /// Times that nobody can compare with a clock are no help without a warning.
    fn without_zone(&mut self) {
        let world = self.world;
        for event in self.events.clone().into_iter().map(|event| world.programme().event(event)) {
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
        let Some(event) = self.events.first().map(|event| self.world.programme().event(*event)) else {
            return Vec::new();
        };
        let (zone, time) = (times::shown_zone(self.world, event), times::shown(self.world, event, self.world.now()));
        let (hour, date) = (words::hour(time), time.date_naive());
        let zone = if zone.is_known() { zone.to_string() } else { "UTC".to_owned() };
        let long = format!("{}, {hour} ({zone})", words::day(date));
        vec![long, format!("{}, {hour}", words::short_day(date)), hour]
    }

    fn day_of(&self, ix: SessionIx) -> Option<NaiveDate> {
        let session = self.world.programme().session(ix);
        let event = self.world.programme().event(session.event);
        Some(times::shown(self.world, event, session.slot?.start).date_naive())
    }
}

fn reason(world: &World, ix: SessionIx, why: &Reason) -> String {
    match why {
        Reason::Like(other) => match shared_words(world, ix, *other) {
            shared if shared.is_empty() => "similar".to_owned(),
            shared => format!("similar: {shared}"),
        },
        Reason::Track(_) => "same track".to_owned(),
        other => other.text(world.programme()),
    }
}
