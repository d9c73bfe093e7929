//! A weekend in March on which the clocks change, and what the tests say about it.

use super::*;
use crate::model::{
    Credit, Event, EventIx, Kind, Link, LinkKind, Mark, Personal, Programme, RoomEntry, RoomSpot, Schedule, Session,
    SessionIx, Slot, Zone,
};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

mod days;
mod leaving;
mod plans;

/// A conference over the night in which Brussels goes to summer time: Saturday 29 and Sunday 30 March 2025, the day
/// changing at six.
struct Meeting {
    schedule: Schedule,
    marks: Vec<(&'static str, Personal)>,
}

/// A conference in memory with what somebody marked.
struct Loaded {
    programme: Programme,
    personal: Vec<Personal>,
    transfer: Transfer,
}

const SATURDAY: u32 = 29;
const SUNDAY: u32 = 30;

fn zone() -> Zone {
    Zone::parse("Europe/Brussels").unwrap()
}

fn wall(day: u32, time: &str) -> DateTime<Utc> {
    zone().instant(date(day).and_time(clock(time)))
}

fn date(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 3, day).unwrap()
}

fn clock(time: &str) -> NaiveTime {
    NaiveTime::parse_from_str(time, "%H:%M").unwrap()
}

impl Meeting {
    fn new() -> Self {
        let event = Event { id: "meeting".into(), zone: zone(), day_change: 360, ..Event::default() };
        Self { schedule: Schedule { event, ..Schedule::default() }, marks: Vec::new() }
    }

    /// Adds a session whose id is its title: `day`, `10:00`, minutes, room (none if empty).
    fn with(mut self, title: &str, day: u32, time: &str, minutes: u32, room: &str) -> Self {
        let mut session = Session::new(title, title);
        session.slot = Some(Slot::new(wall(day, time), minutes));
        session.minutes = Some(minutes);
        session.room = (!room.is_empty()).then(|| self.schedule.room(room));
        self.schedule.sessions.push(session);
        self
    }

    /// Adds a session without a time.
    fn untimed(mut self, title: &str, minutes: Option<u32>) -> Self {
        let mut session = Session::new(title, title);
        session.minutes = minutes;
        self.schedule.sessions.push(session);
        self
    }

    /// Changes the session added last.
    fn but(mut self, change: impl FnOnce(&mut Session)) -> Self {
        change(self.schedule.sessions.last_mut().unwrap());
        self
    }

    /// Names the speaker and the track of the session added last.
    fn by(mut self, speaker: &str, track: &str) -> Self {
        let speaker = self.schedule.speaker(speaker, speaker);
        let track = self.schedule.track(track, track);
        self.but(|session| {
            session.credits.push(Credit { speaker, organisation: None, title: None });
            session.track = Some(track);
        })
    }

    fn going(self, titles: &[&'static str]) -> Self {
        self.marked(titles, Personal { mark: Some(Mark::Going), ..Personal::default() })
    }

    fn interested(self, titles: &[&'static str]) -> Self {
        self.marked(titles, Personal { mark: Some(Mark::Interested), ..Personal::default() })
    }

    fn marked(mut self, titles: &[&'static str], personal: Personal) -> Self {
        self.marks.extend(titles.iter().map(|title| (*title, personal.clone())));
        self
    }

    fn load(self, rules: &TransferRules) -> Loaded {
        let programme = Programme::new(vec![self.schedule]);
        let mut personal = vec![Personal::default(); programme.sessions().len()];
        for (title, mark) in self.marks {
            personal[programme.session_by_id("meeting", title).unwrap().index()] = mark;
        }
        let transfer = Transfer::new(&programme, rules);
        Loaded { programme, personal, transfer }
    }
}

impl Loaded {
    fn context(&self) -> Context<'_> {
        Context { programme: &self.programme, personal: &self.personal, transfer: &self.transfer }
    }

    fn ix(&self, title: &str) -> SessionIx {
        self.programme.session_by_id("meeting", title).unwrap()
    }

    fn title(&self, ix: SessionIx) -> &str {
        &self.programme.session(ix).title
    }

    fn titles(&self, sessions: &[SessionIx]) -> Vec<&str> {
        sessions.iter().map(|ix| self.title(*ix)).collect()
    }

    fn conflicts(&self) -> Vec<String> {
        let going = self.context().marked(Mark::Going);
        let found = conflicts(&self.programme, &going, &self.transfer).into_iter();
        let told = found.map(|Conflict { a, b, kind }| match kind {
            ConflictKind::Clash { minutes } => format!("{} {} clash {minutes}", self.title(a), self.title(b)),
            ConflictKind::Tight { needed, have } => {
                format!("{} {} tight {have} of {needed}", self.title(a), self.title(b))
            }
        });
        told.collect()
    }

    /// The rows of a day, a line each; candidates are indented.
    fn rows(&self, now: DateTime<Utc>) -> Vec<String> {
        let agenda = agenda(&self.context(), None, now, LEAST_GAP);
        let mut lines = Vec::new();
        for day in agenda.days {
            lines.push(day.date.format("%a").to_string());
            lines.extend(self.titles(&day.all_day).iter().map(|title| format!("[{title}]")));
            lines.extend(day.rows.iter().map(|row| match row {
                DayRow::Session { ix, conflicts } if conflicts.is_empty() => self.title(*ix).to_owned(),
                DayRow::Session { ix, conflicts } => {
                    let others: Vec<SessionIx> = conflicts.iter().map(|(other, _)| *other).collect();
                    format!("{} x {}", self.title(*ix), self.titles(&others).join(" "))
                }
                DayRow::Candidate { ix, competes_with } => {
                    format!("  {} {}", self.title(*ix), self.titles(competes_with).join(" ")).trim_end().to_owned()
                }
                DayRow::Gap(gap) => format!("- {}", gap.minutes()),
                DayRow::Now => "=".to_owned(),
            }));
        }
        lines
    }
}

fn towns(distances: &[(&str, &str, u32)]) -> TransferRules {
    let distances = distances.iter().map(|(from, to, minutes)| Distance {
        from: (*from).into(),
        to: (*to).into(),
        minutes: *minutes,
    });
    TransferRules { distances: distances.collect(), ..TransferRules::default() }
}
