//! The Agenda screen: conference days line by line, brackets around what clashes, the present, what is left to watch.

use crate::action::{Action, Mode};
use crate::agenda::{ConflictKind, Gap, WatchOrder};
use crate::measure::{cut, whole_parts, width};
use crate::model::{EventIx, SessionIx};
use crate::tui::ask::ScreenId;
use crate::tui::contract::Draw;
use crate::tui::screens::agenda::columns::{Columns, SPAN, whole_title};
use crate::tui::screens::agenda::lines::{Bracket, Choice, Line, LineKind};
use crate::tui::screens::agenda::state::{AgendaScreen, Shown};
use crate::tui::widgets::{Canvas, Look, Titles};
use crate::tui::world::preferences::WatchWish;
use crate::tui::world::{World, times::shown, times::shown_zone, times::span};
use crate::words::{counted, day, hour, hours, left_to_watch, length, short_day, watch_order, zone};
use chrono::NaiveDate;
use ratatui::{layout::Rect, style::Style};

const FREE: &str = "you are free then";

impl Draw for AgendaScreen {
    fn draw(&self, world: &World, canvas: &mut Canvas<'_, '_>, body: Rect) {
        let (area, _) = self.areas(body);
        let focused = canvas.keyboard;
        let shown = self.shown.get();
        let (left, right) = (ScreenId::Agenda.title(), summary(shown, area));
        let inner = canvas.pane(area, &Titles { left, right: &right, below: &self.zone(world) }, focused);
        if shown.empty {
            return nothing(canvas, inner, world);
        }
        let sheet = Sheet { world, columns: Columns::new(inner, shown.room_cells) };
        let rows: Vec<(usize, Rect)> = self.cursor.rows(inner, 1).collect();
        let last = rows.iter().rev().find(|(at, _)| shown.lines[*at].choice().is_some()).map_or(0, |(at, _)| *at);
        for (at, row) in rows {
            let line = &shown.lines[at];
            // A heading says nothing without a row of its own below it.
            if at > last && line.begins() {
                break;
            }
            let over = match line.kind {
                LineKind::Below(_) => canvas.belonging(row, at == self.cursor.at + 1, focused),
                _ => canvas.ground(row, at == self.cursor.at && line.choice().is_some(), focused),
            };
            sheet.line(canvas, row, line, over);
        }
        canvas.scroll_bar(area, self.cursor.seen());
    }
}

impl AgendaScreen {
    /// The zone of the clock by which the chosen line tells the time; nothing where it tells none.
    fn zone(&self, world: &World) -> String {
        let programme = world.programme();
        let event = match self.choice() {
            Some(Choice::Session(ix)) if programme.brief(ix).slot.is_some() => programme.brief(ix).event,
            Some(Choice::Conflict(conflict)) => programme.brief(conflict.a).event,
            Some(Choice::Gap(gap)) => gap.event,
            _ => return String::new(),
        };
        zone(shown_zone(world, programme.event(event)))
    }
}

/// `3 days · 14 sessions · 2 clashes`, or the end of it where there is no room for more.
fn summary(shown: &Shown, area: Rect) -> String {
    let clashes = if shown.clashes == 1 { "1 clash".to_owned() } else { format!("{} clashes", shown.clashes) };
    let parts = [
        (shown.days, counted(shown.days, "day")),
        (shown.sessions, counted(shown.sessions, "session")),
        (shown.clashes, clashes),
        (shown.tight, format!("{} tight", shown.tight)),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, text)| text).collect();
    let room = usize::from(area.width).saturating_sub(width(ScreenId::Agenda.title()) + 10);
    let ends = (0..parts.len()).map(|from| parts[from..].join(" · "));
    ends.into_iter().find(|text| width(text) <= room).unwrap_or_default()
}

fn nothing(canvas: &mut Canvas, inner: Rect, world: &World) {
    let (text, dim, key) = (canvas.look.theme.text, canvas.look.theme.dim, canvas.look.theme.key);
    let cells = usize::from(inner.width).saturating_sub(3);
    canvas.text(inner.x + 2, inner.y.saturating_add(1), cells, "Nothing is on your agenda yet.", text);
    let advice = [
        (Action::Sessions, "the sessions: mark there what you go to"),
        (Action::Going, "marks a session as going ★"),
        (Action::Interested, "marks what interests you ☆"),
        (Action::Events, "the events: open the schedule of another"),
    ];
    let known = advice.into_iter().filter_map(|(action, said)| Some((world.key_for(Mode::Agenda, action)?, said)));
    for (y, (keys, said)) in (inner.y.saturating_add(3)..inner.bottom()).zip(known) {
        let said = whole_parts(said, ": ", cells.saturating_sub(7));
        canvas.texts(inner.x + 2, y, cells, &[(format!("{keys:>5}  "), key), (said, dim)]);
    }
}

/// How what is left to watch is listed: ` · shortest first · fits into 40 min`.
fn watch_wish((order, minutes): WatchWish) -> String {
    let order = match order {
        WatchOrder::Given => String::new(),
        order => format!(" · {}", watch_order(order == WatchOrder::Longest)),
    };
    let fits = if minutes > 0 { format!(" · fits into {}", length(minutes)) } else { String::new() };
    order + &fits
}

struct Sheet<'a> {
    world: &'a World,
    columns: Columns,
}

impl Sheet<'_> {
    fn line(&self, canvas: &mut Canvas, row: Rect, line: &Line, over: Style) {
        if let Some(part) = line.bracket {
            let glyph = match part {
                Bracket::Begin => "╭",
                Bracket::Middle => "│",
                Bracket::End => "╰",
            };
            let style = Look::over(canvas.look.theme.clash, over);
            canvas.text(row.x + 1, row.y, 1, glyph, style);
            for y in row.y + 1..row.bottom() {
                canvas.text(row.x + 1, y, 1, if part == Bracket::End { " " } else { "│" }, style);
            }
        }
        match line.kind {
            LineKind::Blank => {}
            LineKind::Day { event, date, today } => self.day(canvas, row, event, date, today),
            LineKind::Session { ix, over: dim } => self.session(canvas, row, ix, (dim, false), over),
            LineKind::Candidate { ix, fits } => self.session(canvas, row, ix, (!fits, true), over),
            LineKind::Recording { ix, candidate } => {
                let dim = candidate || self.world.personal(ix).seen;
                self.session(canvas, row, ix, (dim, candidate), over);
            }
            LineKind::Below(ix) => self.below(canvas, row, ix, over),
            LineKind::Conflict { conflict, with, adjacent } => {
                self.conflict(canvas, row, conflict.kind, (with, adjacent), over)
            }
            LineKind::Gap(gap) => self.gap(canvas, row, &gap, over),
            LineKind::Now(event) => self.now(canvas, row, event),
            LineKind::Watch { event, totals } => {
                let event = &self.world.programme().event(event).short;
                let left = left_to_watch(totals.left, (totals.minutes_left, totals.minutes), totals.unknown);
                let wish = watch_wish(self.world.planning().watch);
                heading(canvas, row, &format!("To watch{wish} · {event}"), &left);
            }
            LineKind::Unmatched => heading(canvas, row, "Kept, though no session is found", ""),
            LineKind::Kept(at) => self.kept(canvas, row, at, over),
        }
    }

    fn day(&self, canvas: &mut Canvas, row: Rect, event: EventIx, date: NaiveDate, today: bool) {
        let event = &self.world.programme().event(event).short;
        let date = if row.width < 44 { short_day(date) } else { day(date) };
        heading(canvas, row, &format!("{date} · {event}"), if today { "today" } else { "" });
    }

    /// A session, dimmed or not; one that merely interests is indented, and says where one could go there.
    fn session(&self, canvas: &mut Canvas, row: Rect, ix: SessionIx, (dims, candidate): (bool, bool), over: Style) {
        let look = canvas.look;
        let theme = &look.theme;
        let programme = self.world.programme();
        let session = programme.session(ix);
        let personal = self.world.personal(ix);
        let dim = Look::over(theme.dim, over);
        let style = if dims || session.cancelled { dim } else { Look::over(theme.text, over) };
        canvas.text(row.x + 2, row.y, self.columns.time, &self.when(ix), style);
        let x = self.columns.mark(row, candidate);
        let title_at = canvas.marks(Rect { x, ..row }, personal.mark, self.world.friend_marks(), ix, over);
        let room = programme.room_name(session).filter(|_| self.columns.room > 0);
        let edge = self.columns.edge(row);
        canvas.text(edge, row.y, self.columns.room, room.unwrap_or_default(), dim);
        let signs = look.signs(personal, self.world.unstored(ix), session.cancelled);
        let from = canvas.signs(Rect { width: edge.saturating_sub(row.x), ..row }, &signs, over);
        if row.height > 1 {
            let area = Rect { x: title_at, width: edge.saturating_sub(title_at + 1), ..row };
            return canvas.whole(area, &whole_title(self.world, ix), usize::from(edge.saturating_sub(from)), style);
        }
        let cells = usize::from(from.saturating_sub(title_at + 1));
        let title = cut(&session.title, cells);
        let told = self.world.news().told(ix).map(|told| cut(&told, cells / 2));
        let cells_of_title = told.as_ref().map_or(cells, |told| cells.saturating_sub(width(told) + 2));
        let title = if told.is_some() { cut(&session.title, cells_of_title) } else { title };
        let used = canvas.text(title_at, row.y, cells, &title, style);
        if let Some(told) = told {
            let from = title_at + 2 + u16::try_from(used).unwrap_or(0);
            canvas.text(from, row.y, width(&told), &told, Look::over(theme.accent, over));
            return;
        }
        if candidate && !dims && used + 2 + width(FREE) <= cells {
            let from = title_at + 2 + u16::try_from(used).unwrap_or(0);
            canvas.text(from, row.y, width(FREE), FREE, dim);
        }
    }

    /// The hours of a session or, where it has none, its length.
    fn when(&self, ix: SessionIx) -> String {
        let session = self.world.programme().session(ix);
        let event = self.world.programme().event(session.event);
        match session.slot {
            Some(slot) if self.columns.time < SPAN && !slot.all_day => hour(shown(self.world, event, slot.start)),
            Some(_) => span(self.world, ix).unwrap_or_default(),
            None => format!("{:>cells$}", session.minutes.map(length).unwrap_or_default(), cells = self.columns.time),
        }
    }

    fn below(&self, canvas: &mut Canvas, row: Rect, ix: SessionIx, over: Style) {
        let programme = self.world.programme();
        let session = programme.session(ix);
        let people = Some(programme.people(ix)).filter(|people| !people.is_empty());
        let parts: Vec<String> = programme.room_name(session).map(str::to_owned).into_iter().chain(people).collect();
        let x = self.columns.marks(row) + 2;
        let dim = Look::over(canvas.look.theme.dim, over);
        canvas.text(x, row.y, usize::from(row.right().saturating_sub(x + 1)), &parts.join(" · "), dim);
    }

    fn conflict(&self, canvas: &mut Canvas, row: Rect, kind: ConflictKind, other: (SessionIx, bool), over: Style) {
        let (with, adjacent) = other;
        let theme = &canvas.look.theme;
        let other = &self.world.programme().session(with).title;
        let (said, style) = match kind {
            ConflictKind::Clash { minutes: 0 } => (format!("at the same time as {other}"), theme.clash),
            ConflictKind::Clash { minutes } => (format!("overlaps {} with {other}", length(minutes)), theme.clash),
            ConflictKind::Tight { needed, have } => {
                let from = if adjacent { String::new() } else { format!(", from {other}") };
                (format!("tight: {have} min to change rooms, {needed} needed{from}"), theme.warning)
            }
        };
        // Where there is no column of rooms, there is no room to waste either.
        let x = if self.columns.room > 0 { self.columns.marks(row) } else { row.x + 3 };
        canvas.text(x, row.y, usize::from(row.right().saturating_sub(x + 1)), &said, Look::over(style, over));
    }

    fn gap(&self, canvas: &mut Canvas, row: Rect, gap: &Gap, over: Style) {
        let event = self.world.programme().event(gap.event);
        let (from, to) = (shown(self.world, event, gap.from), shown(self.world, event, gap.to));
        let time = if self.columns.time < SPAN { hour(from) } else { hours(from, to) };
        let theme = &canvas.look.theme;
        let past = gap.to <= self.world.now();
        let (dim, style) = (Look::over(theme.dim, over), if past { theme.dim } else { theme.accent });
        canvas.text(row.x + 2, row.y, self.columns.time, &time, dim);
        let (x, said) = (self.columns.marks(row), format!("{} free", length(gap.minutes())));
        canvas.text(x, row.y, usize::from(row.right().saturating_sub(x + 1)), &said, Look::over(style, over));
    }

    fn now(&self, canvas: &mut Canvas, row: Rect, event: EventIx) {
        let style = canvas.look.theme.now;
        let event = self.world.programme().event(event);
        let time = shown(self.world, event, self.world.now()).format("%H:%M now ").to_string();
        let used = canvas.text(row.x + 2, row.y, usize::from(row.width.saturating_sub(2)), &time, style);
        canvas.rule(row.x + 2 + u16::try_from(used).unwrap_or(0), row.y, row.right(), style);
    }

    fn kept(&self, canvas: &mut Canvas, row: Rect, at: usize, over: Style) {
        let Some(entry) = self.world.marks().unmatched.get(at) else { return };
        let look = canvas.look;
        if let Some((glyph, style)) = entry.mark.map(|mark| look.mark(mark)) {
            canvas.text(row.x + 2, row.y, 1, glyph, Look::over(style, over));
        }
        let name = if entry.title.is_empty() { &entry.session } else { &entry.title };
        let (text, dim) = (Look::over(look.theme.text, over), Look::over(look.theme.dim, over));
        let cells = usize::from(row.width).saturating_sub(5);
        canvas.texts(row.x + 4, row.y, cells, &[(name.as_str(), text), ("  ", text), (&entry.event, dim)]);
    }
}

/// The heading of a day or list, with a line to the right edge that holds what else there is to say.
fn heading(canvas: &mut Canvas, row: Rect, left: &str, right: &str) {
    let (heading, border, accent) = (canvas.look.theme.heading, canvas.look.theme.border, canvas.look.theme.accent);
    let cells = usize::from(row.width).saturating_sub(2);
    let right_cells = if right.is_empty() { 0 } else { width(right) + 3 };
    let room = if width(left).min(20) + right_cells > cells { cells } else { cells - right_cells };
    let used = canvas.text(row.x + 1, row.y, room, &cut(left, room), heading);
    let mut end = row.right().saturating_sub(1);
    if room < cells {
        end = end.saturating_sub(u16::try_from(right_cells - 1).unwrap_or(0));
        canvas.text(end + 1, row.y, width(right), right, accent);
    }
    canvas.rule(row.x + 2 + u16::try_from(used).unwrap_or(0), row.y, end, border);
}
