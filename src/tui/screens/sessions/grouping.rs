//! The list by day and time: what stands between its rows, and how many lines they take.

use crate::measure::wrap;
use crate::model::{EventIx, SessionIx};
use crate::tui::screens::sessions::panes::{lines_per_chosen, lines_per_session};
use crate::tui::widgets::{Cursor, canvas::friends_column, styles::sign_cells};
use crate::tui::world::{World, times::shown};
use crate::words::{day, hour, short_day};
use chrono::{DateTime, FixedOffset, NaiveDate};
use ratatui::layout::{Position, Rect};
use std::ops::Range;

/// Cells before a title: the sign of the chosen row, the mark, a blank.
const TITLE: u16 = 3;
/// Cells of the letter of a level, with the blank behind it.
const LEVEL: usize = 2;

/// What takes longer, in minutes, is no talk but a desk or a cloakroom.
const LONG: i64 = 240;

/// When a session of an event begins, as far as that is known: what stands under one heading has this in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Moment {
    event: EventIx,
    date: Option<NaiveDate>,
    start: Option<DateTime<FixedOffset>>,
    all_day: bool,
}

fn moment(world: &World, ix: SessionIx) -> Moment {
    let session = world.programme().brief(ix);
    let start = session.slot.map(|slot| shown(world, world.programme().event_of(ix), slot.start));
    let date = start.map(|start| start.date_naive()).or(session.day);
    Moment { event: session.event, date, start, all_day: session.slot.is_some_and(|slot| slot.all_day) }
}

/// The day and the time above a row if `top` is the first in sight, where the row before begins at another.
pub fn heading(world: &World, row: usize, top: usize) -> Option<String> {
    if !world.filter().grouped {
        return None;
    }
    let hits = &world.found().hits;
    let here = moment(world, *hits.get(row)?);
    let before = row.checked_sub(1).filter(|before| *before >= top);
    let before = before.and_then(|row| hits.get(row)).map(|ix| moment(world, *ix));
    if before == Some(here) {
        return None;
    }
    let same_day = before.is_some_and(|before| (before.event, before.date) == (here.event, here.date));
    let time = if here.all_day { Some("all day".to_owned()) } else { here.start.map(hour) };
    let several = world.programme().events().len() > 1 && world.filter().scope.is_none();
    let date = here.date.filter(|_| !same_day).map(if several { day } else { short_day });
    let event = (several && !same_day).then(|| world.programme().event(here.event).short.clone());
    let parts: Vec<String> = [date, time, event].into_iter().flatten().collect();
    Some(if parts.is_empty() { "no time".to_owned() } else { parts.join(" · ") })
}

/// How many lines the rows of the list take: all of them the same, but for the chosen one, whose title stands there whole.
pub struct Heights<'w> {
    world: &'w World,
    each: u16,
    chosen: (usize, u16),
}

impl<'w> Heights<'w> {
    /// In an area, with a row chosen.
    pub fn new(world: &'w World, chosen: usize, area: Rect) -> Self {
        let each = lines_per_session(area.height);
        let title = world.found().hits.get(chosen).map_or(1, |ix| title_lines(world, *ix, area.width).len());
        // In a low window a title leaves room for other rows.
        let low = if each < 2 { area.height / 2 } else { area.height.saturating_sub(each) };
        let more = u16::try_from(title).unwrap_or(u16::MAX).min(low.max(1)).saturating_sub(1);
        Self { world, each, chosen: (chosen, lines_per_chosen(area.height) + more) }
    }

    fn of(&self, row: usize) -> u16 {
        if row == self.chosen.0 { self.chosen.1 } else { self.each }
    }

    /// Scrolls the list so that the chosen row is in sight, in so many lines.
    pub fn show(&self, cursor: &mut Cursor, height: u16) {
        let (top, grouped) = (cursor.top, self.world.filter().grouped);
        let len = self.world.found().hits.len();
        cursor.fit(len, usize::from(height / self.each.max(1)));
        let at = cursor.at;
        // Seen from the chosen row upwards, the list begins where the window is full; its first row has a heading.
        let (mut room, mut first) = (height, at);
        for row in (0..=at).rev() {
            if self.of(row) + u16::from(grouped) > room {
                break;
            }
            first = row;
            let heading = heading(self.world, row, 0).is_some();
            room = room.saturating_sub(self.of(row) + u16::from(heading));
        }
        // By rank no room is wasted below; by time what was jumped to stands at the top.
        let top = if grouped { top } else { top.min(len.saturating_sub(cursor.page())) };
        cursor.top = top.min(at).max(first);
    }

    /// The rows in sight from `top` on, each with its heading and with its lines below that.
    pub fn placed(&self, top: usize, area: Rect) -> impl Iterator<Item = (usize, Option<String>, Rect)> {
        let mut end = area.y;
        (top..self.world.found().hits.len()).map_while(move |at| {
            let heading = heading(self.world, at, top);
            let y = end + u16::from(heading.is_some());
            end = y + self.of(at);
            (end <= area.bottom()).then_some((at, heading, Rect { y, height: self.of(at), ..area }))
        })
    }

    /// The row that a cell of the list belongs to.
    pub fn row_at(&self, top: usize, area: Rect, cell: Position) -> Option<usize> {
        let below = |row: &Rect| area.contains(cell) && cell.y < row.bottom();
        self.placed(top, area).find_map(|(at, _, row)| below(&row).then_some(at))
    }
}

/// The lines of a title that stands whole in a row of the list so wide; at the end of the first there are signs.
pub fn title_lines(world: &World, ix: SessionIx, cells: u16) -> Vec<Range<usize>> {
    let session = world.programme().session(ix);
    let room = cells.saturating_sub(TITLE + friends_column(cells, world.friend_marks()) + 1);
    let signs = sign_cells(world.personal(ix), world.unstored(ix), session.cancelled) + LEVEL;
    wrap(&session.title, usize::from(room), signs)
}

/// What parts of the list begin where something changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Start,
    Day,
    Event,
}

/// Where another start, day or event begins in the list; backwards first where this one does.
pub fn leap(world: &World, at: usize, forward: bool, part: Part) -> Option<usize> {
    let hits = &world.found().hits;
    let key = |row: usize| {
        let moment = moment(world, *hits.get(row)?);
        Some((moment.event, moment.date.filter(|_| part != Part::Event), moment.start.filter(|_| part == Part::Start)))
    };
    let begins = |row: &usize| row.checked_sub(1).is_none_or(|before| key(before) != key(*row));
    if forward { (at + 1..hits.len()).find(begins) } else { (0..at.min(hits.len())).rev().find(begins) }
}

/// The first session of the list of those that began last and still run or, where none does, of the next to begin.
pub fn present_session(world: &World) -> Option<SessionIx> {
    let (programme, now) = (world.programme(), world.now());
    let hits = &world.found().hits;
    let timed = || {
        hits.iter().filter_map(|ix| {
            let slot = programme.brief(*ix).slot.filter(|slot| !slot.all_day)?;
            let (start, end) = (slot.start, slot.end);
            ((end - start).num_minutes() <= LONG).then_some((start, end, *ix))
        })
    };
    let running = timed().filter(|(start, end, _)| *start <= now && now < *end).map(|(start, ..)| start).max();
    let next = || timed().filter(|(start, ..)| *start > now).map(|(start, ..)| start).min();
    let begin = running.or_else(next)?;
    hits.iter().copied().find(|ix| programme.brief(*ix).slot.is_some_and(|slot| slot.start == begin))
}
