//! Rooms across, time down, for one day of an event.
//!
//! A [`Grid`] says what stands beside what, a [`Viewport`] which part of it is on the screen, and [`DayRows`] what stands
//! below what among the rooms in sight; all follow from the programme and the window. What is remembered is the chosen session, by its id, so that a programme that was
//! fetched anew does not lose the place.

#[cfg(test)]
mod tests;

use crate::action::Action;
use crate::model::SessionIx;
use crate::tui::ask::{Ask, Asks, Chosen, Opening, say};
use crate::tui::contract::{Hints, Screen};
use crate::tui::derived::Derived;
use crate::tui::screens::timetable::{
    grid::Grid, hints::hints, moves::next_in_time, place::Place, place::There, place::day_beside, place::event_beside,
    place::first_place, place::grid_of, place::last_day, place::last_here, place::place_of, rows::DayRows,
    viewport::Viewport, viewport::WIDTHS, viewport::panes, viewport::scrolled, viewport::upper_third,
};
use crate::tui::world::{FactStamp, World, filter::FilterChange, remap::Remap, times::is_conference_day};
use chrono::{DateTime, NaiveDate, Utc};
use ratatui::layout::{Position, Rect};
use std::ops::Range;

#[derive(Debug, Clone, Default)]
pub struct TimetableScreen {
    /// The day; none where no event has times.
    day: Derived<DayKey, Option<Grid>>,
    /// Its rows, for the rooms in sight.
    rows: Derived<RowsKey, DayRows>,
    /// Whether rooms are left out in which nothing is marked and nothing matches.
    pub only: bool,
    /// How wide the user wants the columns.
    wanted: Option<u16>,
    /// Whether one has just come to this day.
    arrived: bool,
    /// The area that the screen has, or had last.
    body: Rect,
    left: usize,
    top: usize,
    pub chosen: Option<SessionIx>,
    /// Where one is between rooms: going across, one comes back to this time and not to the start of a long session.
    time: DateTime<Utc>,
    /// The room one is in, also while an item for the whole day is chosen.
    room: usize,
    /// The same in words that hold in every programme.
    place: Option<Place>,
    /// What one was about when this one was entered.
    list: Option<SessionIx>,
    /// Whether it was ever entered; before, there is no place to lay out.
    entered: bool,
    /// The query for which a match was sought.
    sought: String,
}

/// What a grid is made of: the programme, what is hidden, the day of an event, and the marks where they count.
type DayKey = (u32, u32, Option<(String, NaiveDate)>, Option<FactStamp>);

/// What rows are made of: the same, the rooms in sight, how many items the strip has side by side, the rows there are.
type RowsKey = (DayKey, Range<usize>, usize, usize);

impl TimetableScreen {
    pub fn grid(&self) -> Option<&Grid> {
        self.day.get().as_ref()
    }

    pub fn first(&self) -> (usize, usize) {
        (self.left, self.top)
    }

    pub fn rows(&self) -> &DayRows {
        self.rows.get()
    }

    pub fn viewport(&self) -> Viewport {
        let (pane, reader) = panes(self.body);
        let (lanes, widest) = self.grid().map_or((0, 0), |grid| (grid.lanes(), grid.widest_name));
        Viewport::new(pane, lanes, widest, reader.is_none(), self.wanted)
    }

    fn day_key(&self, world: &World) -> DayKey {
        let (place, revision) = (self.place.as_ref(), world.revision());
        let day = place.map(Place::day).map(|(event, date)| (event.to_owned(), date));
        (revision.programme, revision.filter, day, self.only.then(|| world.stamp()))
    }

    /// Lays out the day of the place anew if need be, and chooses its session or what is nearest to where one was.
    fn lay_out(&mut self, world: &World) {
        let (programme, key, only) = (world.programme(), self.day_key(world), self.only);
        let before = self.grid().map(|grid| (grid.event, grid.date));
        let (place, list, entered, mut wanted) = (self.place.as_ref(), self.list, self.entered, None);
        let made = self.day.refresh(key, || {
            let there = place.and_then(|place| place.find(programme));
            let (event, date, session) = there.or_else(|| first_place(world, list).filter(|_| entered))?;
            wanted = session;
            Some(grid_of(world, event, date, only))
        });
        if !made {
            return;
        }
        let Some(grid) = self.day.get() else {
            (self.left, self.top, self.room, self.time) = (0, 0, 0, DateTime::default());
            (self.chosen, self.place) = (None, None);
            return;
        };
        let room = self.room.min(grid.rooms.len().saturating_sub(1));
        let session = wanted.filter(|session| grid.holds(*session));
        let session = session.or_else(|| grid.nearest(room, self.time, true)).or(grid.strip.first().copied());
        let other = before != Some((grid.event, grid.date));
        self.arrived |= other;
        self.chosen = None;
        self.place = Some(Place::new(programme, (grid.event, grid.date, wanted)));
        if let Some(session) = session {
            self.choose_on_day(world, session, other);
        }
    }

    /// Chooses a session of the day; `anew` where one has not come from beside it.
    fn choose_on_day(&mut self, world: &World, session: SessionIx, anew: bool) -> Asks {
        let Some(grid) = self.day.get() else { return Asks::new() };
        self.chosen = Some(session);
        self.place = Some(Place::new(world.programme(), (grid.event, grid.date, Some(session))));
        if let Some(block) = grid.block(session) {
            self.room = block.room;
            if anew {
                self.time = block.slot.start;
            }
        }
        Asks::new()
    }

    /// While a query is typed: what is chosen matches, as soon as anything on the day does.
    fn seek_match(&mut self, world: &World) {
        let filter = world.filter();
        if self.sought == filter.query.value() {
            return;
        }
        filter.query.value().clone_into(&mut self.sought);
        let missed = self.chosen.is_some_and(|chosen| filter.typing && !world.matches(chosen));
        let found = self.grid().filter(|_| missed).and_then(|grid| grid.nearest_match(world, self.time));
        if let Some(session) = found {
            self.choose_on_day(world, session, false);
        }
    }

    /// Brings what is chosen in sight, and with it the rows of the rooms that are; where one was stays at its height.
    fn scroll(&mut self, world: &World) {
        let (viewport, key) = (self.viewport(), self.day_key(world));
        let Some(grid) = self.day.get() else { return };
        let (page, most) = (viewport.lanes, grid.lanes().saturating_sub(viewport.lanes));
        self.left = match self.chosen.and_then(|chosen| grid.block(chosen)).map(|block| &block.lanes) {
            Some(lanes) if self.arrived && !(self.left..self.left + page).contains(&lanes.start) => {
                lanes.start.saturating_sub(page / 3).min(most)
            }
            Some(lanes) => scrolled(self.left, page, grid.lanes(), lanes),
            None => self.left.min(most),
        };
        let height = self.rows.get().row_at(self.time).and_then(|row| row.checked_sub(self.top));
        let height = height.filter(|height| *height < viewport.rows());
        let (in_sight, across) = (grid.rooms_in_sight(self.left, page), viewport.across());
        let make = || DayRows::new(grid, &in_sight, across, viewport.rows());
        let made = self.rows.refresh((key, in_sight.clone(), across, viewport.rows()), make);
        let rows = self.rows.get();
        if let (true, Some(height), Some(row)) = (made, height, rows.row_at(self.time)) {
            self.top = row.saturating_sub(height);
        }
        if let Some(chosen) = self.chosen.and_then(|chosen| rows.rows_of(grid, chosen)) {
            let top = if self.arrived { usize::MAX } else { self.top };
            self.top = upper_third(top, viewport.rows(), rows.rows(), &chosen);
        }
        self.arrived = false;
    }

    fn move_by(&mut self, world: &World, action: Action) -> Asks {
        let page = self.viewport().rows().max(1);
        let (Some(grid), Some(from)) = (self.day.get(), self.chosen) else { return Asks::new() };
        let rows = if matches!(action, Action::PageDown | Action::PageUp) { page } else { (page / 2).max(1) };
        let down = matches!(action, Action::Next | Action::HalfPageDown | Action::PageDown);
        let to = match action {
            Action::Next | Action::Previous => grid.step(from, down, self.room),
            Action::First => grid.in_room(self.room).next().map(|block| block.session),
            Action::Last => grid.in_room(self.room).next_back().map(|block| block.session),
            _ => {
                self.top = if down { self.top.saturating_add(rows) } else { self.top.saturating_sub(rows) };
                self.rows.get().leap(grid, from, down, rows).or_else(|| grid.step(from, down, self.room))
            }
        };
        match to {
            Some(to) => self.choose_on_day(world, to, true),
            None if down => say(last_here(world, grid)),
            None => Asks::new(),
        }
    }

    fn change_room(&mut self, world: &World, right: bool) -> Asks {
        let (Some(grid), Some(from)) = (self.grid(), self.chosen) else { return Asks::new() };
        let at = grid.strip.iter().position(|ix| *ix == from);
        let in_strip = at.and_then(|at| if right { at.checked_add(1) } else { at.checked_sub(1) });
        match in_strip.and_then(|to| grid.strip.get(to).copied()).or_else(|| grid.beside(from, right, self.time)) {
            Some(to) => self.choose_on_day(world, to, false),
            None if at.is_some() => say("the last one that stands above the rooms"),
            None => last_room(right),
        }
    }

    /// Goes as many lanes further as are in sight.
    fn page_rooms(&mut self, world: &World, right: bool) -> Asks {
        let page = self.viewport().lanes;
        let Some(grid) = self.day.get() else { return Asks::new() };
        let Some(here) = grid.rooms.get(self.room) else { return Asks::new() };
        let further = |lane: usize| if right { lane.saturating_add(page) } else { lane.saturating_sub(page) };
        let lane = further(here.lanes.start);
        let room = grid.rooms.partition_point(|room| room.lanes.end <= lane).min(grid.rooms.len() - 1);
        let to = grid.nearest(room, self.time, true).filter(|_| room != self.room);
        self.left = further(self.left);
        match to {
            Some(to) => self.choose_on_day(world, to, false),
            None => last_room(right),
        }
    }

    /// Goes to the day after or before, to the same room and the same time of day as far as there is something.
    fn change_day(&mut self, world: &World, later: bool) -> Asks {
        let Some(grid) = self.grid() else { return Asks::new() };
        let Some(date) = day_beside(grid, later) else { return say(last_day(world, later)) };
        let (event, room) = (grid.event, grid.rooms.get(self.room).and_then(|room| room.room));
        let time = self.time.checked_add_signed(date - grid.date).unwrap_or(self.time);
        let grid = grid_of(world, event, date, self.only);
        let room = grid.rooms.iter().position(|other| other.room == room).unwrap_or(0);
        self.go(world, (event, date, grid.nearest(room, time, true)))
    }

    fn change_event(&mut self, world: &World, later: bool) -> Asks {
        let Some(grid) = self.grid() else { return Asks::new() };
        match event_beside(world, grid.event, later) {
            Some(there) => self.go(world, there),
            None => say(format!("the {} event with times", if later { "last" } else { "first" })),
        }
    }

    /// To the next or the previous session in time that is left, on other days too.
    fn go_in_time(&mut self, world: &World, forward: bool, wanted: impl Fn(SessionIx) -> bool) -> Asks {
        let (Some(grid), Some(chosen)) = (self.grid(), self.chosen) else { return Asks::new() };
        let (event, today) = (grid.event, grid.date);
        match next_in_time(world, grid, chosen, forward, wanted) {
            Some((date, next)) if date != today => self.go(world, (event, date, Some(next))),
            Some((_, next)) => self.choose_on_day(world, next, true),
            None => say(if forward { "the last one" } else { "the first one" }),
        }
    }

    /// To what begins next, or began before: in the room one is in, or in the nearest.
    fn change_start(&mut self, world: &World, forward: bool) -> Asks {
        let programme = world.programme();
        let start = |ix: SessionIx| programme.brief(ix).slot.filter(|slot| !slot.all_day).map(|slot| slot.start);
        let (here, room) = (self.chosen.and_then(start).unwrap_or(self.time), self.room);
        let other = |ix| start(ix).is_some_and(|start| if forward { start > here } else { start < here });
        let asks = self.go_in_time(world, forward, other);
        let begin = self.chosen.and_then(start).filter(|start| *start != here);
        let blocks = self.grid().into_iter().flat_map(|grid| &grid.blocks);
        let together = blocks.filter(|block| Some(block.slot.start) == begin);
        if let Some(nearest) = together.min_by_key(|block| block.room.abs_diff(room)).map(|block| block.session) {
            self.choose_on_day(world, nearest, true);
        }
        asks
    }

    fn change_width(&mut self, wider: bool) -> Asks {
        match self.viewport().other_width(wider) {
            Some(width) => self.wanted = Some(width),
            None => return say(if wider { "the columns are as wide as they go" } else { "the columns are narrow" }),
        }
        Asks::new()
    }

    fn go(&mut self, world: &World, there: There) -> Asks {
        self.place = Some(Place::new(world.programme(), there));
        self.lay_out(world);
        Asks::new()
    }
}

fn last_room(right: bool) -> Asks {
    say(if right { "the last room" } else { "the first room" })
}

impl Screen for TimetableScreen {
    /// Comes to the session that one is about; where that has no time, first to the present and later where one was.
    fn enter(&mut self, world: &World, current: Chosen) -> Asks {
        let programme = world.programme();
        self.list = current.session;
        self.entered = true;
        let first = || first_place(world, None).filter(|_| self.place.is_none());
        let there = self.list.and_then(|session| place_of(programme, session)).or_else(first);
        let Some(there) = there else { return Asks::new() };
        self.place = Some(Place::new(programme, there));
        self.day.forget();
        let other = self.list.map(|session| programme.brief(session).event).filter(|other| *other != there.0);
        match other.filter(|other| crate::agenda::days(programme, *other).is_empty()) {
            Some(other) => {
                let (this, other) = (programme.event(there.0), programme.event(other));
                say(format!("{} gives no times; this is {}", other.short, this.short))
            }
            None => Asks::new(),
        }
    }

    fn refresh(&mut self, world: &World, area: Rect) {
        // In a window too small for anything one stays where one was.
        if !area.is_empty() {
            self.body = area;
        }
        self.lay_out(world);
        self.seek_match(world);
        self.scroll(world);
    }

    fn act(&mut self, world: &World, action: Action) -> Option<Asks> {
        use Action as A;
        Some(match action {
            A::Next | A::Previous | A::HalfPageDown | A::HalfPageUp => self.move_by(world, action),
            A::PageDown | A::PageUp | A::First | A::Last => self.move_by(world, action),
            A::NextRoom | A::PreviousRoom => self.change_room(world, action == A::NextRoom),
            A::NextRooms | A::PreviousRooms => self.page_rooms(world, action == A::NextRooms),
            A::NextDay | A::PreviousDay => self.change_day(world, action == A::NextDay),
            A::NextStart | A::PreviousStart => self.change_start(world, action == A::NextStart),
            A::NextEvent | A::PreviousEvent => self.change_event(world, action == A::NextEvent),
            A::NextMatch | A::PreviousMatch => self.go_in_time(world, action == A::NextMatch, |ix| world.matches(ix)),
            A::NextSession | A::PreviousSession => self.go_in_time(world, action == A::NextSession, |_| true),
            // There is but one pane, and tab is no letter of a query.
            A::NextPane | A::PreviousPane => Asks::new(),
            A::Present => match first_place(world, self.chosen) {
                Some(there) => {
                    self.day.forget();
                    self.go(world, there)
                }
                None => Asks::new(),
            },
            A::Wider | A::Narrower => self.change_width(action == A::Wider),
            A::OnlyRooms => {
                self.only = !self.only;
                Asks::new()
            }
            A::Hide => vec![Ask::Open(Opening::Hidden(self.chosen))],
            A::ShowHidden => vec![Ask::Filter(FilterChange::ShowHidden)],
            // What dims all else goes first.
            A::Back if world.filter().is_narrowed() && !world.filter().typing => {
                vec![Ask::Filter(FilterChange::Nothing)]
            }
            _ => return None,
        })
    }

    fn click(&mut self, world: &World, _area: Rect, at: Position) -> Asks {
        self.session_under(at).map_or_else(Asks::new, |session| self.choose_on_day(world, session, true))
    }

    fn chosen(&self) -> Chosen {
        Chosen::session(self.chosen)
    }

    fn width(&self) -> u16 {
        self.wanted.unwrap_or(0)
    }

    fn widen(&mut self, width: u16) {
        self.wanted = Some(width).filter(|width| WIDTHS.contains(width));
    }

    fn reader_area(&self, _world: &World, body: Rect) -> Option<Rect> {
        panes(body).1
    }

    fn remap(&mut self, remap: &Remap<'_>) {
        (self.day, self.rows) = (Derived::default(), Derived::default());
        self.list = self.list.and_then(|session| remap.session(session));
        self.chosen = self.chosen.and_then(|session| remap.session(session));
        if let Some(place) = &mut self.place {
            place.remap(remap, self.chosen);
        }
    }

    fn hints(&self, _world: &World) -> Hints {
        hints(self.grid().is_some_and(|grid| grid.lanes() > self.viewport().lanes), self.only)
    }

    fn shows_time(&self, world: &World) -> bool {
        is_conference_day(world)
    }
}
