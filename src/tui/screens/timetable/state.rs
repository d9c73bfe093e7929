//! Rooms across, time down, for one day of an event.
//!
//! A [`Grid`] says what stands beside and below what, a [`Sight`] which part of it is on the screen; both follow from the
//! programme and the window. What is remembered is the chosen session, by its id, so that a programme that was fetched
//! anew does not lose the place.

#[cfg(test)]
mod tests;

use crate::tui::screens::timetable::grid::Grid;
use crate::tui::screens::timetable::viewport::Sight;

use crate::action::Action;
use crate::measure::width;
use crate::model::{EventIx, SessionIx};
use crate::tui::app::State;
use crate::tui::layout::areas;
use crate::tui::message::Effect;
use crate::tui::screens::timetable::place::Place;
use crate::tui::screens::timetable::viewport::reveal;
use chrono::{DateTime, NaiveDate, Utc};
use ratatui::layout::Position;

/// Rooms across, time down, for one day of an event.
#[derive(Debug, Clone, Default)]
pub struct TimetableScreen {
    /// The day; none where no event has times.
    pub grid: Option<Grid>,
    /// The first lane in sight.
    pub left: usize,
    /// The first row in sight.
    pub top: usize,
    /// The chosen session; it stands in the grid.
    pub(in crate::tui) chosen: Option<SessionIx>,
    /// Where one is between rooms: going across, one comes back to this time and not to the start of a long session.
    pub(in crate::tui) time: DateTime<Utc>,
    /// The room one is in, also while an item for the whole day is chosen.
    pub(in crate::tui) room: usize,
    /// The same in words that hold in every programme.
    pub(in crate::tui) place: Option<Place>,
    /// What the list had chosen when the screen was left.
    pub(in crate::tui) list_had: Option<SessionIx>,
    /// How many rows there is room for, whatever the names of the rooms.
    pub(in crate::tui) rows: usize,
    /// The cells that the longest name of a room takes.
    widest_name: usize,
}

impl State {
    /// Where the parts of the timetable stand; nothing while a page covers it.
    pub fn timetable_sight(&self) -> Option<Sight> {
        let screen = &self.screens.timetable;
        self.sight(screen.grid.as_ref().map_or(0, Grid::lanes), screen.widest_name)
    }

    fn sight(&self, lanes: usize, widest_name: usize) -> Option<Sight> {
        let areas = areas(self.size, self);
        Some(Sight::new(areas.list?, lanes, widest_name, areas.detail.is_none()))
    }

    pub(in crate::tui) fn session_in_timetable(&self) -> Option<SessionIx> {
        self.screens.timetable.chosen
    }

    /// Shows the day anew: the programme or the window may have changed.
    pub(in crate::tui) fn settle_timetable(&mut self) {
        self.measure_timetable();
        match self.remembered_place() {
            Some((event, date, session)) => self.show_day(event, date, session),
            None => self.screens.timetable = TimetableScreen::default(),
        }
        self.reveal_in_timetable();
    }

    /// Finds out how many rows there is room for. While a page covers the timetable it stays as it was.
    pub(in crate::tui) fn measure_timetable(&mut self) {
        if let Some(sight) = self.sight(0, usize::MAX / 2) {
            self.screens.timetable.rows = sight.rows();
        }
    }

    /// Lays out a day, and chooses a session on it or else what is nearest to where one was.
    pub(in crate::tui) fn show_day(&mut self, event: EventIx, date: NaiveDate, session: Option<SessionIx>) {
        let screen = &mut self.screens.timetable;
        let same = screen.grid.as_ref().is_some_and(|grid| grid.event == event && grid.date == date);
        let grid = Grid::new(&self.programme, &self.browse.hidden, event, date, screen.rows);
        let room = screen.room.min(grid.rooms.len().saturating_sub(1));
        let session = session.filter(|session| grid.holds(*session));
        let session = session.or_else(|| grid.nearest(room, screen.time, true)).or(grid.all_day.first().copied());
        if !same {
            let row = session.and_then(|session| grid.rows_of(session)).map_or(0, |rows| rows.start);
            screen.top = row.saturating_sub(screen.rows / 3);
        }
        let names = grid.rooms.iter().filter_map(|column| Some(&self.programme.room(column.room?).name));
        screen.widest_name = names.map(|name| width(name)).max().unwrap_or(0);
        screen.grid = Some(grid);
        screen.chosen = None;
        if let Some(session) = session {
            self.choose_in_timetable(session, !same);
        }
    }

    /// Chooses a session of the day; `anew` where one has not come from beside it.
    pub(in crate::tui) fn choose_in_timetable(&mut self, session: SessionIx, anew: bool) {
        let screen = &mut self.screens.timetable;
        let Some(grid) = &screen.grid else { return };
        screen.chosen = Some(session);
        screen.place = Some(Place::of(&self.programme, grid, session));
        if let Some(block) = grid.block(session) {
            screen.room = block.room;
            if anew {
                screen.time = block.slot.start;
            }
        }
    }

    /// Scrolls so that what is chosen is in sight.
    pub(in crate::tui) fn reveal_in_timetable(&mut self) {
        let Some(sight) = self.timetable_sight() else { return };
        let screen = &mut self.screens.timetable;
        let (Some(grid), Some(chosen)) = (&screen.grid, screen.chosen) else { return };
        if let Some(rows) = grid.rows_of(chosen) {
            screen.top = reveal(screen.top, sight.rows(), grid.rows(), &rows);
        }
        let lanes = grid.block(chosen).map_or(screen.left..screen.left + 1, |block| block.lanes.clone());
        screen.left = reveal(screen.left, sight.lanes, grid.lanes(), &lanes);
    }

    pub(in crate::tui) fn move_in_timetable(&mut self, action: Action) {
        let page = self.timetable_sight().map_or(1, |sight| sight.rows().max(1));
        let screen = &mut self.screens.timetable;
        let (Some(grid), Some(from)) = (&screen.grid, screen.chosen) else { return };
        let rows = match action {
            Action::PageDown | Action::PageUp => page,
            _ => (page / 2).max(1),
        };
        let down = matches!(action, Action::Next | Action::HalfPageDown | Action::PageDown);
        let to = match action {
            Action::Next | Action::Previous => grid.step(from, down, screen.room),
            Action::First => grid.in_room(screen.room).next().map(|block| block.session),
            Action::Last => grid.in_room(screen.room).next_back().map(|block| block.session),
            _ => grid.leap(from, down, rows).or_else(|| grid.step(from, down, screen.room)),
        };
        if matches!(action, Action::PageDown | Action::HalfPageDown) {
            screen.top = screen.top.saturating_add(rows);
        } else if matches!(action, Action::PageUp | Action::HalfPageUp) {
            screen.top = screen.top.saturating_sub(rows);
        }
        match to {
            Some(to) => self.choose_in_timetable(to, true),
            None if down => self.say_where_days_go(),
            None => {}
        }
        self.reveal_in_timetable();
    }

    /// Below the last session of a room there is the next day.
    fn say_where_days_go(&mut self) {
        let key = self.key_hint(Action::NextDay);
        let more = self.screens.timetable.grid.as_ref().is_some_and(|grid| grid.day() < grid.days.len());
        match key.filter(|_| more) {
            Some(key) => self.say(format!("the last one here today · {key} shows the next day")),
            None => self.say("the last one here"),
        }
    }

    pub(in crate::tui) fn act_in_timetable(&mut self, action: Action) -> Option<Vec<Effect>> {
        match action {
            Action::NextRoom | Action::PreviousRoom => self.change_room(action == Action::NextRoom),
            Action::NextRooms | Action::PreviousRooms => self.page_rooms(action == Action::NextRooms),
            Action::NextDay | Action::PreviousDay => self.change_day(action == Action::NextDay),
            Action::NextEvent | Action::PreviousEvent => self.change_event(action == Action::NextEvent),
            _ => return None,
        }
        self.reveal_in_timetable();
        self.follow_selection();
        Some(Vec::new())
    }

    fn change_room(&mut self, right: bool) {
        let screen = &self.screens.timetable;
        let (Some(grid), Some(from)) = (&screen.grid, screen.chosen) else { return };
        match grid.beside(from, right, screen.time) {
            Some(to) => self.choose_in_timetable(to, false),
            None if grid.block(from).is_none() => self.say("this is for every room"),
            None => self.say(if right { "the last room" } else { "the first room" }),
        }
    }

    /// Goes as many lanes further as are in sight.
    fn page_rooms(&mut self, right: bool) {
        let page = self.timetable_sight().map_or(1, |sight| sight.lanes);
        let screen = &mut self.screens.timetable;
        let Some(grid) = &screen.grid else { return };
        let Some(here) = grid.rooms.get(screen.room) else { return };
        let first = here.lanes.start;
        let lane = if right { first.saturating_add(page) } else { first.saturating_sub(page) };
        let room = grid.rooms.partition_point(|room| room.lanes.end <= lane).min(grid.rooms.len() - 1);
        let to = grid.nearest(room, screen.time, true).filter(|_| room != screen.room);
        screen.left = if right { screen.left.saturating_add(page) } else { screen.left.saturating_sub(page) };
        match to {
            Some(to) => self.choose_in_timetable(to, false),
            None => self.say(if right { "the last room" } else { "the first room" }),
        }
    }

    /// Chooses what lies under a click.
    pub(in crate::tui) fn click_in_timetable(&mut self, cell: Position) {
        let Some(sight) = self.timetable_sight() else { return };
        let screen = &self.screens.timetable;
        let Some(grid) = &screen.grid else { return };
        let hit = sight.place((screen.left, screen.top), cell).and_then(|(lane, row)| grid.session_at(lane, row));
        if let Some(session) = hit {
            self.choose_in_timetable(session, true);
            self.reveal_in_timetable();
            self.follow_selection();
        }
    }
}
