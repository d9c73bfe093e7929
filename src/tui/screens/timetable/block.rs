//! A session in the timetable: an edge as long as it lasts, its marks, as much of its title as there is room for; and in
//! full below, since a lane cuts titles, the one that is chosen.

use crate::measure::{cut, width, wrap};
use crate::model::{Mark, SessionIx, Slot};
use crate::search::{Field, Scratch};
use crate::tui::widgets::styles::{CANCELLED, CLASH, SELECTED, UNSTORED};
use crate::tui::widgets::{Canvas, Look, highlighted};
use crate::tui::world::{World, times::shown, times::span};
use crate::words::CHANGED;
use ratatui::{layout::Rect, style::Style};

pub struct BlockItem<'a> {
    pub world: &'a World,
    pub session: SessionIx,
    /// Whether the query leaves it.
    pub matches: bool,
    pub chosen: bool,
}

/// What of a block is in sight.
pub struct SeenBlock {
    pub cells: Rect,
    pub cut_above: bool,
    pub cut_below: bool,
    pub now: Option<u16>,
}

struct Styles {
    edge: Style,
    title: Style,
    dim: Style,
    over: Style,
}

impl BlockItem<'_> {
    /// An item above the rooms in one line: what takes the whole day, has no time, or is a service.
    pub fn in_strip(&self, canvas: &mut Canvas, cells: Rect) {
        let styles = self.styles(canvas.look);
        let edge = if self.chosen { SELECTED } else { "╶" };
        let cells = Rect { width: cells.width.saturating_sub(1), ..cells };
        let room = usize::from(cells.width.saturating_sub(1));
        canvas.fill(cells, styles.over);
        canvas.text(cells.x, cells.y, 1, edge, styles.edge);
        let lead = self.glyphs(canvas, (cells.x + 1, cells.y), room, styles.over);
        let programme = self.world.programme();
        let one = programme.session(self.session);
        let place: String = programme.room_name(one).map(|room| format!(" · {room}")).unwrap_or_default();
        let (before, after) = match one.slot {
            Some(slot) if slot.all_day => (String::new(), format!(" · all day{place}")),
            Some(_) => (span(self.world, self.session).unwrap_or_default() + " ", place),
            None => (String::new(), format!(" · no time told{place}")),
        };
        let (x, room) = (cells.x + 1 + u16::try_from(lead).unwrap_or(0), room.saturating_sub(lead));
        let fits = width(&before) + width(&one.title) < room;
        let after = if fits { after.as_str() } else { "" };
        let texts = [(before.as_str(), styles.dim), (one.title.as_str(), styles.title), (after, styles.dim)];
        canvas.texts(x, cells.y, room, &texts);
    }

    pub fn block(&self, canvas: &mut Canvas, seen: &SeenBlock, slot: &Slot, scratch: &mut Scratch) {
        let styles = self.styles(canvas.look);
        let cells = Rect { width: seen.cells.width.saturating_sub(1), ..seen.cells };
        // The line of the present lies below: what it has coloured must not shine through.
        canvas.clear(if self.chosen { cells } else { Rect { width: 1, ..cells } });
        canvas.fill(cells, styles.over);
        edge(canvas, seen, styles.edge, self.chosen);
        let text = Rect { x: cells.x.saturating_add(1), width: cells.width.saturating_sub(1), ..cells };
        let used = self.title(canvas, text, seen, &styles, scratch);
        let below = Rect { y: text.y.saturating_add(used), height: text.height - used, ..text };
        self.rest(canvas, below, seen, slot, &styles);
    }

    fn styles(&self, look: &Look) -> Styles {
        let (theme, world) = (&look.theme, self.world);
        let over = if self.chosen { theme.selected } else { Style::default() };
        let one = world.programme().session(self.session);
        let runs = one.slot.is_some_and(|slot| !slot.all_day && slot.contains(world.now())) && !one.cancelled;
        let mark = world.personal(self.session).mark;
        let dims = !self.matches || mark == Some(Mark::Dismissed);
        let edge = match mark {
            _ if dims => theme.dim,
            _ if self.clashes() => theme.clash,
            Some(Mark::Going) => theme.going,
            _ if runs => theme.now,
            _ => {
                let colour = one.track.and_then(|track| world.programme().track(track).colour);
                colour.and_then(|colour| theme.tint(colour)).unwrap_or(theme.dim)
            }
        };
        let title = match mark {
            _ if dims || one.cancelled => theme.dim,
            Some(Mark::Going) => theme.title,
            _ => theme.text,
        };
        let over_all = |style| Look::over(style, over);
        Styles { edge: over_all(edge), title: over_all(title), dim: over_all(theme.dim), over }
    }

    fn clashes(&self) -> bool {
        self.world.marks().clashing.contains(&self.session)
    }

    /// Glyphs, then letters of friends, with a blank after the last; returns how many cells they took.
    fn glyphs(&self, canvas: &mut Canvas, (x, y): (u16, u16), cells: usize, over: Style) -> usize {
        let (look, world) = (canvas.look, self.world);
        let (personal, theme) = (world.personal(self.session), &look.theme);
        let cancelled = world.programme().brief(self.session).cancelled;
        let mut texts: Vec<(&str, Style)> = personal.mark.map(|mark| look.mark(mark)).into_iter().collect();
        texts.extend(world.unstored(self.session).map(|_| (UNSTORED, theme.dim)));
        texts.extend(self.clashes().then_some((CLASH, theme.clash)));
        texts.extend(cancelled.then_some((CANCELLED, theme.warning)));
        texts.extend(world.news().told(self.session).map(|_| (CHANGED, theme.accent)));
        texts.extend(look.attached(personal));
        let friends = world.friend_marks().letters(self.session);
        // Nothing but brackets would tell letters from the title where there is no colour.
        let friends = if friends.is_empty() { friends } else { format!("[{friends}]") };
        texts.extend((!friends.is_empty()).then_some((friends.as_str(), theme.accent)));
        texts.iter_mut().for_each(|(_, style)| *style = Look::over(*style, over));
        if !texts.is_empty() {
            texts.push((" ", over));
        }
        canvas.texts(x, y, cells, &texts)
    }

    /// Marks and title; returns how many lines they took.
    fn title(&self, canvas: &mut Canvas, area: Rect, seen: &SeenBlock, styles: &Styles, scratch: &mut Scratch) -> u16 {
        let room = usize::from(area.width);
        make_room(canvas, area, area.y, seen, styles.over);
        let lead = self.glyphs(canvas, (area.x, area.y), room, styles.over);
        let title = &self.world.programme().session(self.session).title;
        let found = if self.matches { self.world.filter().matched(Field::Title, title, scratch) } else { Vec::new() };
        let lines = wrap(title, room, lead);
        let height = lines.len().min(usize::from(area.height));
        for (at, line) in lines.iter().enumerate().take(height) {
            let y = area.y + u16::try_from(at).unwrap_or(0);
            let before = if at == 0 { lead } else { 0 };
            // The last line that is shown is cut where more would follow.
            let end = if at + 1 == height { title.len() } else { line.end };
            let within = found.iter().filter(|range| range.start < end && range.end > line.start);
            let within: Vec<_> =
                within.map(|range| range.start.max(line.start) - line.start..range.end.min(end) - line.start).collect();
            if at > 0 {
                make_room(canvas, area, y, seen, styles.over);
            }
            let x = area.x.saturating_add(u16::try_from(before).unwrap_or(0));
            let text = title.get(line.start..end).unwrap_or_default();
            highlighted(canvas, (x, y), room.saturating_sub(before), text, &within, styles.title);
        }
        u16::try_from(height).unwrap_or(u16::MAX)
    }

    fn rest(&self, canvas: &mut Canvas, area: Rect, seen: &SeenBlock, slot: &Slot, styles: &Styles) {
        let programme = self.world.programme();
        let session = programme.session(self.session);
        let end = shown(self.world, programme.event(session.event), slot.end).format("until %H:%M").to_string();
        let texts = [programme.people(self.session), end].into_iter().filter(|text| !text.is_empty());
        for (y, text) in (area.top()..area.bottom()).zip(texts) {
            make_room(canvas, area, y, seen, styles.over);
            canvas.text(area.x, y, usize::from(area.width), &text, styles.dim);
        }
    }
}

fn edge(canvas: &mut Canvas, seen: &SeenBlock, style: Style, chosen: bool) {
    let cells = seen.cells;
    for y in cells.top()..cells.bottom() {
        let first = y == cells.top();
        let last = y + 1 == cells.bottom() && !seen.cut_below;
        let glyph = match (first && !seen.cut_above, last) {
            _ if first && chosen => SELECTED,
            (true, true) => "╶",
            (true, false) => "╭",
            (false, true) => "╰",
            (false, false) if seen.now == Some(y) => "├",
            (false, false) => "│",
        };
        canvas.text(cells.x, y, 1, glyph, style);
    }
}

/// Makes room for a line of text where the line of the present would run through it.
fn make_room(canvas: &mut Canvas, area: Rect, y: u16, seen: &SeenBlock, over: Style) {
    if seen.now == Some(y) {
        let line = Rect { y, height: 1, ..area };
        canvas.clear(line);
        canvas.fill(line, over);
    }
}

/// One line with title and time, or a rule and two lines with room and people too.
pub fn strip(canvas: &mut Canvas, area: Rect, world: &World, chosen: Option<SessionIx>) {
    let theme = &canvas.look.theme;
    let (title, dim, border) = (theme.title, theme.dim, theme.border);
    let mut y = area.y;
    if area.height > 1 {
        canvas.rule(area.x, y, area.right(), border);
        y += 1;
    }
    let Some(ix) = chosen else { return };
    let programme = world.programme();
    let session = programme.session(ix);
    let cells = usize::from(area.width.saturating_sub(2));
    let time = span(world, ix).unwrap_or_default();
    let mut lead = marks(canvas.look, world, ix);
    if area.height == 1 {
        lead.push((format!("{time}  "), dim));
    }
    if area.height == 1 {
        lead.push((session.title.clone(), title));
        canvas.texts(area.x + 1, y, cells, &lead);
        return;
    }
    // A long title goes on before what else there is to say.
    let taken = lead.iter().map(|(text, _)| width(text)).sum();
    let rest = wrap(&session.title, cells, taken).get(1).map_or(session.title.len(), |line| line.start);
    let (first, rest) = session.title.split_at(rest);
    lead.push((first.trim_end().to_owned(), title));
    canvas.texts(area.x + 1, y, cells, &lead);
    let room = programme.room_name(session).unwrap_or("no room");
    let people: Vec<String> = session.credits.iter().map(|credit| programme.credit_line(credit)).collect();
    let people = people.join(" · ");
    let second = [time.as_str(), room, people.as_str()];
    let second: Vec<&str> = second.into_iter().filter(|text| width(text) > 0).collect();
    let rest = if rest.is_empty() { String::new() } else { cut(rest, cells.saturating_sub(width(&time) + 2)) + "  " };
    canvas.texts(area.x + 1, y + 1, cells, &[(rest, title), (second.join("  "), dim)]);
}

/// What is attached to it, in glyphs and, where it matters, in words.
fn marks(look: &Look, world: &World, ix: SessionIx) -> Vec<(String, Style)> {
    let (theme, personal) = (&look.theme, world.personal(ix));
    let mut texts: Vec<(String, Style)> = Vec::new();
    texts.extend(personal.mark.map(|mark| look.mark(mark)).map(|(glyph, style)| (format!("{glyph} "), style)));
    texts.extend(world.unstored(ix).map(|word| (format!("{word} "), theme.dim)));
    let friends = world.friend_marks().letters(ix);
    texts.extend((!friends.is_empty()).then(|| (format!("[{friends}] "), theme.accent)));
    if world.marks().clashing.contains(&ix) {
        texts.push((format!("{CLASH} clash "), theme.clash));
    }
    if world.programme().brief(ix).cancelled {
        texts.push((format!("{CANCELLED} cancelled "), theme.warning));
    }
    texts.extend(world.news().told(ix).map(|told| (format!("{told} "), theme.accent)));
    texts.extend(look.attached(personal).into_iter().map(|(glyph, style)| (format!("{glyph} "), style)));
    texts
}
