//! The list by day and time: what stands between its rows, and how many lines they take.

use crate::model::{EventIx, SessionIx};
use crate::tui::widgets::{Cursor, page};
use crate::tui::world::{World, times::shown};
use crate::words::{day, hour, short_day};
use chrono::{DateTime, FixedOffset, NaiveDate};
use ratatui::layout::{Position, Rect};

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

/// Scrolls the list so that the chosen row is in sight, in so many lines of which a session takes `each`.
pub fn show(world: &World, cursor: &mut Cursor, height: usize, each: usize) {
    let top = cursor.top;
    cursor.fit(world.found().hits.len(), height / each);
    if !world.filter().grouped {
        return;
    }
    let at = cursor.at;
    // Seen from the chosen row upwards, the list begins where the window is full; its first row has a heading.
    let (mut room, mut first) = (height, at);
    for row in (0..=at).rev() {
        if each + 1 > room {
            break;
        }
        first = row;
        room = room.saturating_sub(each + usize::from(heading(world, row, 0).is_some()));
    }
    cursor.top = top.min(at).max(first);
}

/// The rows in sight from `top` on, each with its heading and with its lines, `each` of them below that.
pub fn placed(world: &World, top: usize, area: Rect, each: u16) -> impl Iterator<Item = (usize, Option<String>, Rect)> {
    let mut end = area.y;
    (top..world.found().hits.len()).map_while(move |at| {
        let heading = heading(world, at, top);
        let y = end + u16::from(heading.is_some());
        end = y + each;
        (end <= area.bottom()).then_some((at, heading, Rect { y, height: each, ..area }))
    })
}

/// How many rows are in sight from `top` on.
pub fn rows_in_sight(world: &World, top: usize, area: Rect, each: u16) -> usize {
    if world.filter().grouped { placed(world, top, area, each).count() } else { page(area, each) }
}

/// The row that a cell of the list belongs to.
pub fn row_at(world: &World, top: usize, area: Rect, each: u16, cell: Position) -> Option<usize> {
    let below = |row: &Rect| area.contains(cell) && cell.y < row.bottom();
    placed(world, top, area, each).find_map(|(at, _, row)| below(&row).then_some(at))
}

/// Where another day or event begins in the list; backwards first where this one does.
pub fn leap(world: &World, at: usize, forward: bool, by_day: bool) -> Option<usize> {
    let moments = world.found().hits.iter().map(|ix| moment(world, *ix));
    let groups: Vec<(EventIx, Option<NaiveDate>)> =
        moments.map(|moment| (moment.event, moment.date.filter(|_| by_day))).collect();
    let begins = |row: &usize| row.checked_sub(1).is_none_or(|before| groups.get(before) != groups.get(*row));
    if forward { (at + 1..groups.len()).find(begins) } else { (0..at).rev().find(begins) }
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
