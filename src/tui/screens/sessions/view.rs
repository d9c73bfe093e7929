//! The list of sessions with its search box.

use crate::action::Action;
use crate::measure::{cut, width};
use crate::model::SessionIx;
use crate::search::{Field, Scratch};
use crate::tui::ask::ScreenId;
use crate::tui::contract::Draw;
use crate::tui::screens::sessions::grouping::{Heights, title_lines};
use crate::tui::screens::sessions::panes::{Pane, about_lines, lines_per_chosen, lines_per_session, list_rows};
use crate::tui::screens::sessions::state::SessionsScreen;
use crate::tui::widgets::{Canvas, Cursor, Look, QueryShown, Titles, highlighted, query_field};
use crate::tui::world::{World, filter::Facet, offering::teaching, times::brief, times::start};
use crate::words::{SEEN, counted};
use ratatui::{layout::Rect, style::Style};
use std::ops::Range;

impl Draw for SessionsScreen {
    fn draw(&self, world: &World, canvas: &mut Canvas<'_, '_>, area: Rect) {
        let focus = Some(self.focus).filter(|_| canvas.keyboard);
        let panes = self.panes_in(world, area);
        if let Some(tracks) = panes.at(Pane::Tracks) {
            draw_tracks(canvas, tracks, world, self.tracks, focus == Some(Pane::Tracks));
        }
        if let Some(speakers) = panes.at(Pane::Speakers) {
            draw_speakers(canvas, speakers, world, self.speakers, focus == Some(Pane::Speakers));
        }
        if let Some(list) = panes.at(Pane::List) {
            let selected = self.selected_rows(world);
            draw_list(canvas, list, world, (self.list, &selected), focus == Some(Pane::List));
        }
    }
}

fn draw_list(
    canvas: &mut Canvas<'_, '_>,
    area: Rect,
    world: &World,
    (cursor, selected): (Cursor, &Range<usize>),
    focused: bool,
) {
    let (hits, total) = (&world.found().hits, in_scope(world));
    let right = if hits.len() == total { total.to_string() } else { format!("{} of {total}", hits.len()) };
    let below = if selected.is_empty() { String::new() } else { format!("{} selected", selected.len()) };
    canvas.pane(area, &Titles { left: &title(world), right: &right, below: &below }, focused);
    search_box(canvas, area, world);
    let (rows, about) = (list_rows(world, area), about_lines(world, area));
    for (line, y) in about.iter().zip(area.y + 2..) {
        let dim = canvas.look.theme.dim;
        canvas.text(area.x + 2, y, usize::from(rows.width), line, dim);
    }
    if hits.is_empty() {
        return nothing(canvas, rows, world);
    }
    let lines = (lines_per_session(rows.height), lines_per_chosen(rows.height));
    let mut sheet = Sheet { world, focused, lines, scratch: Scratch::default() };
    let mut page = 0;
    for (at, heading, row) in Heights::new(world, cursor.at, rows).placed(cursor.top, rows) {
        if let Some(heading) = heading {
            // A line with a day or a time in it, between the sessions that begin at different ones.
            let (theme, y) = (&canvas.look.theme, row.y - 1);
            let (style, border, cells) = (theme.heading, theme.border, usize::from(rows.width).saturating_sub(1));
            let used = canvas.text(rows.x + 1, y, cells, &format!("{heading} "), style);
            canvas.rule(rows.x + 1 + u16::try_from(used).unwrap_or(0), y, rows.right().saturating_sub(1), border);
        }
        if selected.contains(&at) && at != cursor.at {
            canvas.belonging(row, true, false);
        }
        sheet.session(canvas, row, hits[at], at == cursor.at);
        page += 1;
    }
    canvas.scroll_bar(area, (cursor.top, page, hits.len()));
}

/// How many sessions there are to search in.
fn in_scope(world: &World) -> usize {
    let programme = world.programme();
    world.filter().scope.map_or(programme.sessions().len(), |event| programme.sessions_at(event).len())
}

fn title(world: &World) -> String {
    let programme = world.programme();
    let scope = world.filter().scope.map(|event| programme.event(event).short.clone());
    let hidden = Some(world.filter().hidden.len()).filter(|count| *count > 0).map(|count| format!("{count} hidden"));
    let dismissed = Some(world.found().dismissed).filter(|count| *count > 0).map(|count| format!("{count} not for me"));
    let parts: Vec<String> = std::iter::once("Sessions".to_owned())
        .chain(scope)
        .chain(world.filter().in_words(programme))
        .chain(hidden)
        .chain(dismissed)
        .collect();
    parts.join(" · ")
}

fn search_box(canvas: &mut Canvas<'_, '_>, area: Rect, world: &World) {
    let dim = canvas.look.theme.dim;
    let query = &world.filter().query;
    let (x, y) = (area.x + 1, area.y + 1);
    let cells = usize::from(area.width.saturating_sub(2));
    if query.value().is_empty() && !world.filter().typing {
        let key = world.key_for(ScreenId::Sessions.mode(), Action::Search).unwrap_or_else(|| "/".to_owned());
        let text = format!(" {key} searches {}", counted(in_scope(world), "session"));
        canvas.text(x, y, cells, &text, dim);
        return;
    }
    let hint = teaching(world, cells.saturating_sub(5));
    let filter = world.filter();
    let (typing, fresh, wrong) = (filter.typing, filter.fresh, filter.parsed.wrong());
    query_field(canvas, (x, y), cells, &QueryShown { query, wrong, typing, fresh, hint: &hint });
}

fn nothing(canvas: &mut Canvas<'_, '_>, rows: Rect, world: &World) {
    let dim = canvas.look.theme.dim;
    let clear = world.key_for(ScreenId::Sessions.mode(), Action::ClearFilters);
    let text = match (world.programme().positions().len(), clear) {
        (0, _) => "No sessions are loaded.".to_owned(),
        (_, Some(key)) if !world.filter().typing => format!("No session matches. {key} shows all."),
        _ => "No session matches.".to_owned(),
    };
    let dismissed = world.found().dismissed;
    let shows = world.key_for(ScreenId::Sessions.mode(), Action::ShowHidden).filter(|_| dismissed > 0);
    let dismissed = shows.map(|key| format!("{dismissed} not for you: {key} shows more."));
    let blame = world.found().blame.as_ref().map(|(what, found)| format!("without {what}: {found}"));
    for (text, y) in [text].into_iter().chain(dismissed).chain(blame).zip(rows.y + 1..rows.bottom()) {
        canvas.text(rows.x + 2, y, usize::from(rows.width).saturating_sub(3), &text, dim);
    }
}

/// What the rows of the list are drawn with.
struct Sheet<'w> {
    world: &'w World,
    focused: bool,
    /// How many lines a row has of which the title takes one, and how many the chosen one.
    lines: (u16, u16),
    scratch: Scratch,
}

impl Sheet<'_> {
    fn session(&mut self, canvas: &mut Canvas<'_, '_>, row: Rect, ix: SessionIx, chosen: bool) {
        let world = self.world;
        let look = canvas.look;
        let (theme, session) = (&look.theme, world.programme().session(ix));
        let over = canvas.ground(row, chosen, self.focused);
        let colour = session.track.and_then(|track| world.programme().track(track).colour);
        canvas.tint(row, colour, chosen, over);
        let personal = world.personal(ix);
        let at = Rect { x: row.x + 1, ..row };
        let title_at = canvas.marks(at, personal.mark, world.friend_marks(), ix, over);
        let mut signs = look.signs(personal, world.unstored(ix), session.cancelled);
        signs.push(session.level.map_or((" ", theme.dim), |level| look.level(level)));
        let edge = canvas.signs(row, &signs, over);
        let base = if session.cancelled || personal.is_dismissed() { theme.dim } else { theme.text };
        let matches = world.filter().matched(Field::Title, &session.title, &mut self.scratch);
        let style = Look::over(base, over);
        let lines = if chosen { self.lines.1 } else { self.lines.0 };
        let titles = if chosen { row.height.saturating_sub(lines - 1) } else { 1 };
        let title_at = if lines < 2 { title_at + self.time(canvas, (title_at, row), ix, over) } else { title_at };
        if titles < 2 {
            let cells = usize::from(edge.saturating_sub(title_at)).saturating_sub(1);
            highlighted(canvas, (title_at, row.y), cells, &session.title, &matches, style);
        } else {
            let lines = title_lines(world, ix, row.width);
            for (y, (number, line)) in (row.y..row.y + titles).zip(lines.iter().enumerate()) {
                // The last line there is room for tells that there is more.
                let shown =
                    if usize::from(titles) == number + 1 { line.start..session.title.len() } else { line.clone() };
                let within = |range: &Range<usize>| range.start.max(shown.start)..range.end.min(shown.end);
                let matches = matches.iter().map(within).filter(|range| range.start < range.end);
                let matches: Vec<_> = matches.map(|range| range.start - shown.start..range.end - shown.start).collect();
                let whole = row.right().saturating_sub(title_at);
                let cells =
                    usize::from(if number == 0 { edge.saturating_sub(title_at) } else { whole }).saturating_sub(1);
                highlighted(canvas, (title_at, y), cells, &session.title[shown], &matches, style);
            }
        }
        if lines > 1 {
            self.second_line(canvas, Rect { y: row.y + titles - 1, ..row }, ix, over);
        }
    }

    /// When it begins, where no heading tells that and no second line; returns how many cells that took.
    fn time(&self, canvas: &mut Canvas<'_, '_>, (x, row): (u16, Rect), ix: SessionIx, over: Style) -> u16 {
        let start = start(self.world, ix).filter(|_| !self.world.filter().grouped && row.width >= TIMED);
        let dim = Look::over(canvas.look.theme.dim, over);
        start.map_or(0, |start| u16::try_from(canvas.text(x, row.y, width(&start), &start, dim) + 1).unwrap_or(0))
    }

    /// Time, room, people and event: what tells one session from another when the title does not. Where little
    /// room is left the people are cut first, then the event goes.
    fn second_line(&mut self, canvas: &mut Canvas<'_, '_>, row: Rect, ix: SessionIx, over: Style) {
        let world = self.world;
        let dim = Look::over(canvas.look.theme.dim, over);
        let programme = world.programme();
        let session = programme.session(ix);
        let (mut x, y) = (row.x + 4, row.y + 1);
        let mut room = usize::from(row.width).saturating_sub(5);
        if let Some(told) = world.news().told(ix) {
            // How it was comes first, as long as it leaves something of how it is.
            let told = cut(&told, room / 2);
            let used = canvas.text(x, y, room, &told, Look::over(canvas.look.theme.accent, over)) + 2;
            (x, room) = (x + u16::try_from(used).unwrap_or(0), room.saturating_sub(used));
        }
        let time = brief(world, ix);
        let event = world.filter().scope.is_none() && (programme.events().len() > 1 || time.is_none());
        let mut tail = if event { programme.event(session.event).short.clone() } else { String::new() };
        let people = programme.people(ix);
        // A long name of a room leaves room for people.
        let place = programme.room_name(session).map(|name| {
            let rest = room.saturating_sub(time.as_ref().map_or(0, |time| width(time) + 2));
            let share = rest / 2;
            let kept = if share < LEAST + 3 || people.is_empty() { 0 } else { (width(&people) + 3).min(share) };
            cut(name, rest.saturating_sub(kept))
        });
        let lead: Vec<String> = time.into_iter().chain(place.filter(|name| width(name) > 2)).collect();
        let mut lead = lead.join("  ");
        if !(lead.is_empty() || people.is_empty() && tail.is_empty()) {
            if width(&lead) + LEAST > room {
                canvas.text(x, y, room, &lead, dim);
                return;
            }
            lead.push_str(" · ");
        }
        if !people.is_empty() && !tail.is_empty() {
            tail = format!(" · {tail}");
        }
        let lead_cells = canvas.text(x, y, room, &lead, dim);
        room = room.saturating_sub(lead_cells);
        // The event is named only where it leaves a name that can be read.
        let left = room.saturating_sub(width(&tail)).max(room / 2);
        let people_cells = if left < LEAST.min(width(&people)) { room } else { left };
        let people = cut(&people, people_cells);
        let matches = world.filter().matched(Field::Speaker, &people, &mut self.scratch);
        let from = x + u16::try_from(lead_cells).unwrap_or(0);
        let used = highlighted(canvas, (from, y), room, &people, &matches, dim);
        room = room.saturating_sub(used);
        if used == 0 || room >= LEAST {
            let from = from + u16::try_from(used).unwrap_or(0);
            canvas.text(from, y, room, &tail, dim);
        }
    }
}

fn draw_tracks(canvas: &mut Canvas<'_, '_>, area: Rect, world: &World, cursor: Cursor, focused: bool) {
    let found = world.found();
    let row = |at: usize| {
        let Some(at) = at.checked_sub(1) else {
            return Line { name: "All", count: found.track_total.to_string(), ..Line::default() };
        };
        let (track, count) = found.tracks[at];
        let ticked = world.filter().ticked_tracks.contains(&track);
        let hidden = world.filter().hidden.contains(&Facet::Track(track));
        let count = if hidden { "hidden".to_owned() } else { count.to_string() };
        let track = world.programme().track(track);
        Line { name: &track.name, count, ticked, colour: track.colour }
    };
    draw_rows(canvas, area, "Tracks", (cursor, focused), row);
}

fn draw_speakers(canvas: &mut Canvas<'_, '_>, area: Rect, world: &World, cursor: Cursor, focused: bool) {
    let speakers = &world.found().speakers;
    let row = |at: usize| {
        let Some(at) = at.checked_sub(1) else {
            return Line { name: "All", count: speakers.len().to_string(), ..Line::default() };
        };
        let (speaker, count) = speakers[at];
        let ticked = world.filter().ticked_speakers.contains(&speaker);
        Line { name: &world.programme().speaker(speaker).name, count: count.to_string(), ticked, colour: None }
    };
    draw_rows(canvas, area, "Speakers", (cursor, focused), row);
}

/// A row of tracks or of speakers.
#[derive(Default)]
struct Line<'r> {
    name: &'r str,
    count: String,
    ticked: bool,
    colour: Option<[u8; 3]>,
}

fn draw_rows<'r>(
    canvas: &mut Canvas<'_, '_>,
    area: Rect,
    left: &str,
    (cursor, focused): (Cursor, bool),
    row_at: impl Fn(usize) -> Line<'r>,
) {
    let inner = canvas.pane(area, &Titles { left, ..Titles::default() }, focused);
    let look = canvas.look;
    let theme = &look.theme;
    for (at, row) in cursor.rows(inner, 1) {
        let (Line { name, count, ticked, colour }, chosen) = (row_at(at), at == cursor.at);
        let over = canvas.ground(row, chosen, focused);
        canvas.tint(row, colour, chosen, over);
        let (style, count_style) = match count.as_str() {
            _ if chosen => (over, over),
            "0" | "hidden" => (theme.dim, theme.dim),
            _ => (theme.text, theme.dim),
        };
        let room = usize::from(row.width).saturating_sub(2 + width(&count));
        let sign = if ticked { canvas.text(row.x + 1, row.y, room, SEEN, style) + 1 } else { 0 };
        let from = row.x + 1 + u16::try_from(sign).unwrap_or(0);
        canvas.text(from, row.y, room.saturating_sub(sign), name, style);
        canvas.right(row, row.y, &count, count_style);
    }
    canvas.scroll_bar(area, cursor.seen());
}

/// A narrower row has no cells for a time before its title.
const TIMED: u16 = 30;
/// In fewer cells the name of an event says nothing.
const LEAST: usize = 8;
