//! The screen Timetable: rooms across, time down.

use crate::action::{Action, Mode};
use crate::agenda::date_of;
use crate::measure::{width, wrap};
use crate::model::SessionIx;
use crate::search::Scratch;
use crate::tui::contract::Draw;
use crate::tui::layout::inside;
use crate::tui::screens::timetable::{
    block, block::BlockItem, block::SeenBlock, grid::Grid, place::today, state::TimetableScreen, viewport::Viewport,
    viewport::panes,
};
use crate::tui::widgets::{Canvas, Document, Role, Titles, document::rows, query_field, styles::SELECTED};
use crate::tui::world::{World, times::shown, times::shown_zone};
use crate::words::{counted, hour, short_day, zone};
use ratatui::{layout::Rect, style::Style};

impl Draw for TimetableScreen {
    fn draw(&self, world: &World, canvas: &mut Canvas<'_, '_>, area: Rect) {
        let (area, focused) = (panes(area).0, canvas.keyboard);
        let Some(grid) = self.grid() else {
            canvas.pane(area, &Titles { left: "Timetable", ..Titles::default() }, focused);
            return nothing(canvas, area, world);
        };
        let sheet = Sheet { world, grid, viewport: self.viewport(), first: self.first(), chosen: self.chosen };
        let below = zone(shown_zone(world, world.programme().event(grid.event)));
        let (left, right) = (title(world, grid), sheet.rooms_in_sight(area.width));
        canvas.pane(area, &Titles { left: &left, right: &right, below: &below }, focused);
        sheet.draw(canvas, area);
        query(canvas, area, world, grid);
    }
}

fn key(world: &World, action: Action) -> String {
    world.key_for(Mode::Timetable, action).unwrap_or_else(|| action.name().to_owned())
}

fn title(world: &World, grid: &Grid) -> String {
    let (day, event) = (short_day(grid.date), &world.programme().event(grid.event).short);
    let hidden = Some(world.filter().hidden.len()).filter(|count| *count > 0);
    let hidden = hidden.map_or(String::new(), |count| format!("{count} hidden · "));
    format!("{day} · day {} of {} · {hidden}{event}", grid.day(), grid.days.len())
}

struct Sheet<'a> {
    world: &'a World,
    grid: &'a Grid,
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
        if self.grid.rows() == 0 {
            let text =
                format!("Everything on this day is hidden. {} shows it again.", key(self.world, Action::ShowHidden));
            let (body, dim) = (viewport.body, canvas.look.theme.dim);
            canvas.text(body.x, body.y, usize::from(body.width), &text, dim);
        }
        let bar = Rect { height: viewport.body.height + 2, y: viewport.body.y - 1, ..area };
        canvas.scroll_bar(bar, (top, viewport.rows(), self.grid.rows()));
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
        let theme = &canvas.look.theme;
        for at in self.grid.rooms_in_sight(left, self.viewport.lanes) {
            let Some(column) = self.grid.rooms.get(at) else { continue };
            let Some(cells) = self.viewport.cells(self.first, &column.lanes, &(top..top + 1)) else { continue };
            let name = column.room.map_or("no room", |room| self.world.programme().room(room).name.as_str());
            let style = match (chosen == Some(at), column.room) {
                (true, _) => theme.title,
                (false, Some(_)) => theme.text,
                (false, None) => theme.dim,
            };
            let area = Rect { x: cells.x + 1, width: cells.width.saturating_sub(2), ..self.viewport.names };
            name_of_room(canvas, area, name, style, column.lanes.len() > 1);
        }
    }

    /// The times at the left of the rows in which something begins.
    fn times(&self, canvas: &mut Canvas, now: Option<usize>) {
        let (theme, world, grid) = (&canvas.look.theme, self.world, self.grid);
        let event = world.programme().event(grid.event);
        let chosen = self.chosen.and_then(|session| grid.rows_of(session)).map(|rows| rows.start);
        let all_day = grid.all_day.len();
        let starts = grid.axis.starts().map(|(row, time)| {
            let style = if chosen == Some(row + all_day) { theme.title } else { theme.dim };
            (row + all_day, hour(shown(world, event, time)), style)
        });
        let pauses = grid.axis.pauses().map(|row| (row + all_day, "  ┆".to_owned(), theme.dim));
        let mut labels: Vec<_> = starts.chain(pauses).collect();
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
        (today == self.grid.date).then(|| self.grid.row_at(self.world.now())).flatten()
    }

    fn blocks(&self, canvas: &mut Canvas, now: Option<usize>) {
        let (viewport, (left, top)) = (&self.viewport, self.first);
        let item = |session| BlockItem {
            world: self.world,
            session,
            matches: self.world.matches(session),
            chosen: self.chosen == Some(session),
        };
        let mut scratch = Scratch::default();
        for (row, session) in self.grid.all_day.iter().enumerate() {
            if let Some(cells) = viewport.cells(self.first, &(left..left + viewport.lanes), &(row..row + 1)) {
                item(*session).whole_day(canvas, cells);
            }
        }
        for block in &self.grid.blocks {
            if let Some(cells) = viewport.cells(self.first, &block.lanes, &block.rows) {
                let seen = SeenBlock {
                    cells,
                    cut_above: block.rows.start < top,
                    cut_below: block.rows.end > top + viewport.rows(),
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
fn query(canvas: &mut Canvas, area: Rect, world: &World, grid: &Grid) {
    let (filter, programme) = (world.filter(), world.programme());
    if !filter.typing && !filter.is_narrowed() {
        return;
    }
    let (y, mut x) = (area.bottom().saturating_sub(1), area.x + 2);
    let mut cells = usize::from(area.width).saturating_sub(4);
    let dim = canvas.look.theme.dim;
    if filter.typing || !filter.query.value().is_empty() {
        let used = query_field(canvas, (x, y), cells, &filter.query, (filter.typing, filter.fresh)).min(cells);
        x += u16::try_from(used).unwrap_or(0);
        cells -= used;
    }
    let track = filter.track.map(|track| programme.track(track).name.as_str());
    let speaker = filter.speaker.map(|speaker| programme.speaker(speaker).name.as_str());
    let (here, event) = count_matches(world, grid);
    let count = format!("{here} today, {event} in all");
    let told: Vec<&str> = track.into_iter().chain(speaker).chain([count.as_str()]).collect();
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
