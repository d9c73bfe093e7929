//! The screen Timetable: rooms across, time down.

use crate::action::{Action, Mode};
use crate::agenda::date_of;
use crate::measure::{width, wrap};
use crate::model::SessionIx;
use crate::search::Scratch;
use crate::tui::contract::Draw;
use crate::tui::layout::{TWO_COLUMNS, inside};
use crate::tui::screens::timetable::{
    block, block::BlockItem, block::SeenBlock, grid::Column, grid::Grid, place::today, room_name, rows::DayRows,
    state::TimetableScreen, viewport::Viewport, viewport::panes,
};
use crate::tui::widgets::{Canvas, Document, QueryShown, Role, Titles, document::rows, query_field, styles::SELECTED};
use crate::tui::world::{World, offering::teaching, times::shown, times::shown_zone};
use crate::words::{counted, hour, short_day, zone};
use ratatui::{layout::Rect, style::Style};

impl Draw for TimetableScreen {
    fn draw(&self, world: &World, canvas: &mut Canvas<'_, '_>, area: Rect) {
        let (area, focused) = (panes(area).0, canvas.keyboard);
        let Some(grid) = self.grid() else {
            canvas.pane(area, &Titles { left: "Timetable", ..Titles::default() }, focused);
            return nothing(canvas, area, world);
        };
        let (viewport, rows) = (self.viewport(), self.rows());
        let sheet = Sheet { world, grid, rows, viewport, first: self.first(), chosen: self.chosen };
        // In a narrow window the query has the line to itself.
        let alone = is_queried(world) && area.width < TWO_COLUMNS;
        let below = if alone { String::new() } else { zone(shown_zone(world, world.programme().event(grid.event))) };
        let (left, right) = (title(world, grid, self.only), sheet.rooms_in_sight(area.width));
        canvas.pane(area, &Titles { left: &left, right: &right, below: &below }, focused);
        sheet.draw(canvas, area);
        query(canvas, area, world, grid, width(&below) + 4);
    }
}

fn key(world: &World, action: Action) -> String {
    world.key_for(Mode::Timetable, action).unwrap_or_else(|| action.name().to_owned())
}

fn title(world: &World, grid: &Grid, only: bool) -> String {
    let (day, event) = (short_day(grid.date), &world.programme().event(grid.event).short);
    let hidden = Some(world.filter().hidden.len()).filter(|count| *count > 0);
    let hidden = hidden.map_or(String::new(), |count| format!("{count} hidden · "));
    let only = if only { "rooms with marks or matches · " } else { "" };
    format!("{day} · day {} of {} · {only}{hidden}{event}", grid.day(), grid.days.len())
}

struct Sheet<'a> {
    world: &'a World,
    grid: &'a Grid,
    rows: &'a DayRows,
    viewport: Viewport,
    first: (usize, usize),
    chosen: Option<SessionIx>,
}

impl Sheet<'_> {
    fn draw(&self, canvas: &mut Canvas, area: Rect) {
        let (viewport, top) = (&self.viewport, self.first.1);
        let now = self.row_of_now().filter(|row| (top..top + viewport.rows()).contains(row));
        self.names(canvas);
        self.times(canvas, now);
        if let Some(row) = now {
            // A line through what is free.
            let (body, style) = (viewport.body, canvas.look.theme.now);
            let y = body.y + u16::try_from(row - top).unwrap_or(0);
            canvas.text(body.x.saturating_sub(1), y, 1, SELECTED, style);
            canvas.rule(body.x, y, body.right(), style);
        }
        self.blocks(canvas, now);
        if self.rows.rows() == 0 {
            let (why, way, what) = match self.world.filter().hidden.is_empty() {
                true => ("Nothing on this day is marked or matches.", Action::OnlyRooms, "every room"),
                false => ("Everything on this day is hidden.", Action::ShowHidden, "it again"),
            };
            let text = format!("{why} {} shows {what}.", key(self.world, way));
            let (body, dim) = (viewport.body, canvas.look.theme.dim);
            canvas.text(body.x, body.y, usize::from(body.width), &text, dim);
        }
        let bar = Rect { height: viewport.body.height + 2, y: viewport.body.y - 1, ..area };
        canvas.scroll_bar(bar, (top, viewport.rows(), self.rows.rows()));
        if let Some(strip) = viewport.strip {
            block::strip(canvas, strip, self.world, self.chosen);
        }
    }

    /// Which rooms are in sight, and how many there are at either side.
    fn rooms_in_sight(&self, cells: u16) -> String {
        let seen = self.grid.rooms_in_sight(self.first.0, self.viewport.lanes);
        let all = self.grid.rooms.len();
        let (before, after) = (seen.start, all - seen.end);
        let here = match (before + after, seen.len()) {
            (0, _) => counted(all, "room"),
            (_, 1) => format!("room {} of {all}", seen.end),
            _ => format!("rooms {}–{} of {all}", seen.start + 1, seen.end),
        };
        let here = (cells >= 60).then_some(here);
        let (left, right) = ((before > 0).then(|| format!("‹ {before}")), (after > 0).then(|| format!("{after} ›")));
        [left, here, right].into_iter().flatten().collect::<Vec<_>>().join("  ")
    }

    fn names(&self, canvas: &mut Canvas) {
        let (left, top) = self.first;
        let chosen = self.chosen.and_then(|session| self.grid.block(session)).map(|block| block.room);
        let (theme, programme) = (&canvas.look.theme, self.world.programme());
        let others = programme.rooms().iter().filter(|room| room.event == self.grid.event);
        let others = others.map(|room| room.name.as_str());
        for at in self.grid.rooms_in_sight(left, self.viewport.lanes) {
            let Some(column) = self.grid.rooms.get(at) else { continue };
            let Some(cells) = self.viewport.cells(self.first, &column.lanes, &(top..top + 1)) else { continue };
            let name = |column: &Column| column.room.map_or("no room", |room| programme.room(room).name.as_str());
            let style = match (chosen == Some(at), column.room) {
                (true, _) => theme.title,
                (false, Some(_)) => theme.text,
                (false, None) => theme.dim,
            };
            let area = Rect { x: cells.x + 1, width: cells.width.saturating_sub(2), ..self.viewport.names };
            let (cells, lines) = (usize::from(area.width), usize::from(area.height));
            let name = room_name::fitting(name(column), others.clone(), cells, lines);
            name_of_room(canvas, area, &name, style, column.lanes.len() > 1);
        }
    }

    /// The times at the left of the rows in which something begins.
    fn times(&self, canvas: &mut Canvas, now: Option<usize>) {
        let (theme, world, rows) = (&canvas.look.theme, self.world, self.rows);
        let event = world.programme().event(self.grid.event);
        let chosen = self.chosen.and_then(|session| rows.rows_of(self.grid, session)).map(|rows| rows.start);
        let starts = rows.axis.starts().map(|(row, time)| {
            let style = if chosen == Some(row + rows.strip) { theme.title } else { theme.dim };
            (row + rows.strip, hour(shown(world, event, time)), style)
        });
        let pauses = rows.axis.pauses().map(|row| (row + rows.strip, "  ┆".to_owned(), theme.dim));
        let mut labels: Vec<_> = starts.chain(pauses).collect();
        // What begins in rooms out of sight has no time here, and is told all the same.
        let ticks = rows.elsewhere.iter().filter(|row| !labels.iter().any(|(labelled, ..)| labelled == *row));
        labels.extend(ticks.map(|row| (*row, "    ╶".to_owned(), theme.dim)).collect::<Vec<_>>());
        if let Some(row) = now {
            match labels.iter_mut().find(|(other, ..)| *other == row) {
                Some((_, _, style)) => *style = theme.now,
                None => labels.push((row, hour(shown(world, event, world.now())), theme.now)),
            }
        }
        let times = self.viewport.times;
        for (row, label, style) in labels {
            let line = row.checked_sub(self.first.1).filter(|line| *line < self.viewport.rows());
            let Some(line) = line else { continue };
            let y = times.y + u16::try_from(line).unwrap_or(0);
            canvas.text(times.x, y, usize::from(times.width), &label, style);
        }
    }

    /// The row of the present, on the day that it belongs to.
    fn row_of_now(&self) -> Option<usize> {
        let today = today(self.world, self.grid.event);
        (today == self.grid.date).then(|| self.rows.row_at(self.world.now())).flatten()
    }

    fn blocks(&self, canvas: &mut Canvas, now: Option<usize>) {
        let (viewport, top) = (&self.viewport, self.first.1);
        let item = |session| BlockItem {
            world: self.world,
            session,
            matches: self.world.matches(session),
            chosen: self.chosen == Some(session),
        };
        let mut scratch = Scratch::default();
        for (at, session) in self.grid.strip.iter().enumerate() {
            let (row, at, across) = self.rows.place_in_strip(at);
            if let Some(cells) = viewport.strip_cells(top, row, at, across) {
                item(*session).in_strip(canvas, cells);
            }
        }
        for (at, block) in self.grid.blocks.iter().enumerate() {
            let rows = self.rows.of_block(at);
            if let Some(cells) = viewport.cells(self.first, &block.lanes, &rows) {
                let seen = SeenBlock {
                    cells,
                    cut_above: rows.start < top,
                    cut_below: rows.end > top + viewport.rows(),
                    now: now.map(|row| u16::try_from(row - top).unwrap_or(0) + viewport.body.y),
                };
                item(block.session).block(canvas, &seen, &block.slot, &mut scratch);
            }
        }
    }
}

/// A name on as many lines as there are, and a line that shows how far the room goes where it has several lanes.
fn name_of_room(canvas: &mut Canvas, area: Rect, name: &str, style: Style, has_lanes: bool) {
    let cells = usize::from(area.width);
    let lines = wrap(name, cells, 0);
    let height = lines.len().min(usize::from(area.height));
    for (at, line) in lines.iter().enumerate().take(height) {
        let y = area.y + u16::try_from(at).unwrap_or(0);
        let end = if at + 1 == height { name.len() } else { line.end };
        let used = canvas.text(area.x, y, cells, name.get(line.start..end).unwrap_or_default(), style);
        if has_lanes && at == 0 {
            let border = canvas.look.theme.border;
            canvas.rule(area.x + 1 + u16::try_from(used).unwrap_or(0), y, area.right(), border);
        }
    }
}

/// In the lower frame: the query with its matches, and what else narrows the list.
fn is_queried(world: &World) -> bool {
    world.filter().typing || world.filter().is_narrowed()
}

/// The query in the lower frame, of which so many cells are taken.
fn query(canvas: &mut Canvas, area: Rect, world: &World, grid: &Grid, taken: usize) {
    if !is_queried(world) {
        return;
    }
    let (filter, programme) = (world.filter(), world.programme());
    let (y, mut x) = (area.bottom().saturating_sub(1), area.x + 2);
    let mut cells = usize::from(area.width).saturating_sub(taken);
    let dim = canvas.look.theme.dim;
    if filter.typing || !filter.query.value().is_empty() {
        let hint = teaching(world, cells / 2);
        let (typing, fresh, wrong) = (filter.typing, filter.fresh, filter.parsed.wrong());
        let shown = QueryShown { query: &filter.query, wrong, typing, fresh, hint: &hint };
        let used = query_field(canvas, (x, y), cells, &shown).min(cells);
        x += u16::try_from(used).unwrap_or(0);
        cells -= used;
    }
    let (here, event) = count_matches(world, grid);
    let count = format!("{here} today, {event} in all");
    let told: Vec<String> = filter.in_words(programme).into_iter().chain([count]).collect();
    let told = format!("  {} ", told.join(" · "));
    if width(&told) <= cells {
        canvas.text(x, y, cells, &told, dim);
    }
}

/// How many matches there are on the day, and how many at the event.
fn count_matches(world: &World, grid: &Grid) -> (usize, usize) {
    let timed = |ix: &&SessionIx| {
        let session = world.programme().session(**ix);
        session.event == grid.event && session.slot.is_some()
    };
    let at_event = world.found().hits.iter().filter(timed);
    let of_day = at_event.clone().filter(|ix| date_of(world.programme(), **ix) == Some(grid.date));
    (of_day.count(), at_event.count())
}

fn nothing(canvas: &mut Canvas, area: Rect, world: &World) {
    let mut document = Document::default();
    document.line("None of the events that are loaded says at which time its sessions take place.", Role::Dim);
    document.gap();
    let ways = [
        (Action::Sessions, "the sessions, by track and speaker"),
        (Action::Agenda, "my agenda, with what is left to watch"),
        (Action::Events, "the events: open the schedule of another one"),
    ];
    for (action, way) in ways {
        document.line(format!("{}  {way}", key(world, action)), Role::Dim);
    }
    let room = Rect { x: area.x + 3, width: area.width.saturating_sub(6), ..inside(area) };
    canvas.page(room, &rows(&document, usize::from(room.width)), 0, None);
}
