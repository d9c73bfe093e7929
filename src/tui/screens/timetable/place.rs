//! Which day of which event: where one comes in, where one was, and the ways to other days.

use crate::agenda::{date_of, days};
use crate::model::{EventIx, Programme, SessionIx, Slot};
use crate::tui::app::{Screen, State};
use crate::tui::screens::timetable::grid::Grid;
use crate::tui::screens::timetable::state::TimetableScreen;
use crate::tui::world::remap::Heirs;
use chrono::{NaiveDate, TimeDelta};
use std::cmp::Reverse;

/// A place in words that hold in every programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    event: String,
    date: NaiveDate,
    session: String,
}

impl Place {
    /// The place of a session in a grid.
    pub fn of(programme: &Programme, grid: &Grid, session: SessionIx) -> Self {
        Self {
            event: programme.event(grid.event).id.clone(),
            date: grid.date,
            session: programme.session(session).id.clone(),
        }
    }
}

impl TimetableScreen {
    /// Leads to the same session in another programme; the day is laid out anew when it is shown.
    pub(in crate::tui) fn bring_over(&mut self, heirs: &Heirs<'_>) {
        self.grid = None;
        self.list_had = self.list_had.and_then(|session| heirs.session(session));
        self.chosen = self.chosen.and_then(|session| heirs.session(session));
        if let (Some(place), Some(session)) = (&mut self.place, self.chosen) {
            heirs.today.session(session).id.clone_into(&mut place.session);
        }
    }
}

/// A day of an event, and perhaps what is to be chosen there.
type There = (EventIx, NaiveDate, Option<SessionIx>);

impl State {
    /// Comes to the screen: at first where the present is, later where one was, unless another session was chosen in the
    /// list meanwhile.
    pub(in crate::tui) fn enter_timetable(&mut self) {
        self.measure_timetable();
        let selected = self.browse.selected();
        let screen = &self.screens.timetable;
        let place = if screen.place.is_none() {
            self.first_place()
        } else if selected != screen.list_had {
            selected.and_then(|session| self.place_of(session))
        } else {
            None
        };
        if let Some((event, date, session)) = place {
            let other = selected.map(|session| self.programme.session(session).event).filter(|other| *other != event);
            self.show_day(event, date, session);
            if let Some(other) = other.filter(|other| days(&self.programme, *other).is_empty()) {
                let (this, other) = (self.programme.event(event), self.programme.event(other));
                self.say(format!("{} gives no times; this is {}", other.short, this.short));
            }
        }
    }

    /// Goes to another screen.
    pub(in crate::tui) fn leave_timetable(&mut self) {
        self.screens.timetable.list_had = self.browse.selected();
    }

    /// Where one was, as far as it is still there.
    pub(in crate::tui) fn remembered_place(&self) -> Option<There> {
        let Some(place) = &self.screens.timetable.place else { return self.first_place() };
        let Some(event) = self.programme.event_by_id(&place.event) else { return self.first_place() };
        let session = self.programme.session_by_id(&place.event, &place.session);
        let days = days(&self.programme, event);
        let date = days.iter().min_by_key(|day| (**day - place.date).abs());
        date.map_or_else(|| self.first_place(), |date| Some((event, *date, session)))
    }

    fn place_of(&self, session: SessionIx) -> Option<There> {
        self.programme.session(session).slot?;
        Some((self.programme.session(session).event, date_of(&self.programme, session)?, Some(session)))
    }

    /// The event that takes place now, else that of the session chosen in the list, else the next to come, else the last.
    fn first_place(&self) -> Option<There> {
        let dated = self.dated_events();
        let today = |event: EventIx| {
            let moment = Slot { start: self.now, end: self.now, all_day: false };
            self.programme.event(event).day_of(&moment)
        };
        let present = dated.iter().find(|(event, days)| {
            days.first().zip(days.last()).is_some_and(|(first, last)| (*first..=*last).contains(&today(*event)))
        });
        if let Some((event, days)) = present {
            let today = today(*event);
            let date = days.iter().copied().min_by_key(|day| (*day - today).abs()).unwrap_or(today);
            return Some((*event, date, self.on_now(*event, date)));
        }
        let selected = self.browse.selected().filter(|_| self.screen != Screen::Events);
        if let Some(there) = selected.and_then(|session| self.place_of(session)) {
            return Some(there);
        }
        let to_come = dated.iter().find(|(event, days)| days.first().is_some_and(|first| *first >= today(*event)));
        let (event, days) = to_come.or(dated.last())?;
        Some((*event, *days.first()?, None))
    }

    /// What is on, or else begins next, on a day: what one marked before all else, then what began last.
    fn on_now(&self, event: EventIx, date: NaiveDate) -> Option<SessionIx> {
        let of_day = self.programme.sessions_at(event).iter().copied();
        let of_day = of_day.filter(|ix| date_of(&self.programme, *ix) == Some(date));
        let timed = of_day.filter_map(|ix| Some((ix, self.programme.session(ix).slot.filter(|slot| !slot.all_day)?)));
        let to_come = timed.filter(|(_, slot)| slot.end > self.now);
        let first = to_come.min_by_key(|(ix, slot)| {
            let wait = (slot.start - self.now).max(TimeDelta::zero());
            let session = self.programme.session(*ix);
            (wait, self.personal(*ix).mark.is_none(), Reverse(slot.start), session.room.is_none(), session.room)
        });
        first.map(|(ix, _)| ix)
    }

    /// The events that give times, with their days, in time.
    fn dated_events(&self) -> Vec<(EventIx, Vec<NaiveDate>)> {
        let events = (0..self.programme.events().len()).map(EventIx::new);
        let mut dated: Vec<_> = events.map(|event| (event, days(&self.programme, event))).collect();
        dated.retain(|(_, days)| !days.is_empty());
        dated.sort_by(|(_, a), (_, b)| a.first().cmp(&b.first()));
        dated
    }

    /// Goes to the day after or before, to the same room and the same time of day as far as there is something.
    pub(in crate::tui) fn change_day(&mut self, later: bool) {
        let screen = &self.screens.timetable;
        let Some(grid) = &screen.grid else { return };
        let at = grid.day() - 1;
        let to = if later { at.checked_add(1) } else { at.checked_sub(1) };
        let Some(date) = to.and_then(|to| grid.days.get(to)).copied() else {
            let way = if later {
                ("last", crate::action::Action::NextEvent)
            } else {
                ("first", crate::action::Action::PreviousEvent)
            };
            let others = self.dated_events().len() > 1;
            let key = self.key_hint(way.1).filter(|_| others);
            let key = key.map_or(String::new(), |key| format!(" · {key} goes to another event"));
            return self.say(format!("the {} day{key}", way.0));
        };
        let (event, room) = (grid.event, grid.rooms.get(screen.room).and_then(|room| room.room));
        let time = screen.time.checked_add_signed(date - grid.date).unwrap_or(screen.time);
        let rows = screen.rows;
        let grid = Grid::new(&self.programme, &self.browse.hidden, event, date, rows);
        let room = grid.rooms.iter().position(|other| other.room == room).unwrap_or(0);
        let session = grid.nearest(room, time, true);
        self.show_day(event, date, session);
    }

    /// Goes to the next or the previous event that gives times.
    pub(in crate::tui) fn change_event(&mut self, later: bool) {
        let Some(grid) = &self.screens.timetable.grid else { return };
        let dated = self.dated_events();
        let at = dated.iter().position(|(event, _)| *event == grid.event).unwrap_or(0);
        let to = if later { at.checked_add(1) } else { at.checked_sub(1) };
        let Some((event, days)) = to.and_then(|to| dated.get(to)) else {
            let end = if later { "last" } else { "first" };
            return self.say(format!("the {end} event with times"));
        };
        let moment = Slot { start: self.now, end: self.now, all_day: false };
        let today = self.programme.event(*event).day_of(&moment);
        let today = days.contains(&today).then_some(today);
        if let Some(date) = today.or(days.first().copied()) {
            let session = today.and_then(|date| self.on_now(*event, date));
            self.show_day(*event, date, session.or_else(|| self.first_of_day(*event, date)));
        }
    }

    fn first_of_day(&self, event: EventIx, date: NaiveDate) -> Option<SessionIx> {
        let mut of_day = self.programme.sessions_at(event).iter().copied();
        let timed = |ix: &SessionIx| self.programme.session(*ix).slot.is_some_and(|slot| !slot.all_day);
        of_day.find(|ix| timed(ix) && date_of(&self.programme, *ix) == Some(date))
    }
}
