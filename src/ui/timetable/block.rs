//! A session in the timetable: an edge as long as it lasts, its marks, as much of its title as there is room for.

use crate::app::{Block, State, cut, shown, width, wrap};
use crate::model::{Mark, SessionIx};
use crate::search::{Field, Scratch};
use crate::ui::look::Look;
use crate::ui::paint::Canvas;
use crate::ui::sessions::{highlighted, matched};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// What of a block is in sight.
pub struct Seen {
    /// Its cells.
    pub cells: Rect,
    /// It begins above.
    pub cut_above: bool,
    /// It ends below.
    pub cut_below: bool,
    /// The line of the present.
    pub now: Option<u16>,
    /// Whether the query leaves it.
    pub matches: bool,
}

/// The styles of a session.
struct Styles {
    edge: Style,
    title: Style,
    dim: Style,
    over: Style,
}

fn styles(look: &Look, state: &State, session: SessionIx, matches: bool) -> Styles {
    let theme = &look.theme;
    let chosen = state.chosen_session() == Some(session);
    let over = if chosen { theme.selected } else { Style::default() };
    let one = state.programme.session(session);
    let runs = one.slot.is_some_and(|slot| !slot.all_day && slot.contains(state.now)) && !one.cancelled;
    let edge = match state.personal(session).mark {
        _ if !matches => theme.dim,
        _ if state.clashing.contains(&session) => theme.clash,
        Some(Mark::Going) => theme.going,
        _ if runs => theme.now,
        _ => theme.dim,
    };
    let title = match state.personal(session).mark {
        _ if !matches || one.cancelled => theme.dim,
        Some(Mark::Going) => theme.title,
        _ => theme.text,
    };
    let over_all = |style| Look::over(style, over);
    Styles { edge: over_all(edge), title: over_all(title), dim: over_all(theme.dim), over }
}

/// The glyphs before a title.
fn glyphs(look: &Look, state: &State, session: SessionIx) -> Vec<(&'static str, Style)> {
    let (personal, theme) = (state.personal(session), &look.theme);
    let mut glyphs: Vec<_> = personal.mark.map(|mark| look.mark(mark)).into_iter().collect();
    glyphs.extend(state.clashing.contains(&session).then_some((look.glyphs.clash, theme.clash)));
    glyphs.extend(state.programme.session(session).cancelled.then_some((look.glyphs.cancelled, theme.warning)));
    glyphs.extend(look.attached(personal));
    glyphs
}

/// An item that takes the whole day, in one line.
pub fn whole_day(canvas: &mut Canvas, cells: Rect, state: &State, session: SessionIx, matches: bool) {
    let look = canvas.look;
    let styles = styles(look, state, session, matches);
    let chosen = state.chosen_session() == Some(session);
    canvas.fill(cells, styles.over);
    let edge = if chosen { look.glyphs.selected } else { "╶" };
    canvas.text(cells.x, cells.y, 1, edge, styles.edge);
    let mut texts: Vec<(String, Style)> = Vec::new();
    for (glyph, style) in glyphs(look, state, session) {
        texts.push((format!("{glyph} "), Look::over(style, styles.over)));
    }
    texts.push((state.programme.session(session).title.clone(), styles.title));
    texts.push((" · all day ".to_owned(), styles.dim));
    let texts: Vec<(&str, Style)> = texts.iter().map(|(text, style)| (text.as_str(), *style)).collect();
    canvas.texts(cells.x + 1, cells.y, usize::from(cells.width.saturating_sub(1)), &texts);
}

/// A session in its lane.
pub fn draw(canvas: &mut Canvas, seen: &Seen, state: &State, block: &Block, scratch: &mut Scratch) {
    let look = canvas.look;
    let styles = styles(look, state, block.session, seen.matches);
    let cells = Rect { width: seen.cells.width.saturating_sub(1), ..seen.cells };
    canvas.fill(cells, styles.over);
    edge(canvas, seen, styles.edge, state.chosen_session() == Some(block.session));
    let lines = text(canvas, cells, state, block, (&styles, seen.matches), scratch);
    rest(canvas, cells, state, block, (&styles, lines));
}

/// The line down the left side.
fn edge(canvas: &mut Canvas, seen: &Seen, style: Style, chosen: bool) {
    let cells = seen.cells;
    for y in cells.top()..cells.bottom() {
        let first = y == cells.top();
        let last = y + 1 == cells.bottom() && !seen.cut_below;
        let glyph = match (first && !seen.cut_above, last) {
            _ if first && chosen => canvas.look.glyphs.selected,
            (true, true) => "╶",
            (true, false) => "╭",
            (false, true) => "╰",
            (false, false) if seen.now == Some(y) => "├",
            (false, false) => "│",
        };
        canvas.text(cells.x, y, 1, glyph, style);
    }
}

/// Marks and title; returns how many lines they took.
fn text(
    canvas: &mut Canvas,
    cells: Rect,
    state: &State,
    block: &Block,
    (styles, matches): (&Styles, bool),
    scratch: &mut Scratch,
) -> u16 {
    let session = state.programme.session(block.session);
    let room = usize::from(cells.width.saturating_sub(1));
    let mut lead = 0;
    for (glyph, style) in glyphs(canvas.look, state, block.session) {
        let x = cells.x + 1 + u16::try_from(lead).unwrap_or(0);
        lead += canvas.text(x, cells.y, room - lead.min(room), &format!("{glyph} "), Look::over(style, styles.over));
    }
    let title = &session.title;
    let lines = wrap(title, room, lead);
    let found = if matches { matched(state, Field::Title, title, scratch) } else { Vec::new() };
    let height = usize::from(cells.height).min(lines.len());
    for (at, line) in lines.iter().enumerate().take(height) {
        let y = cells.y + u16::try_from(at).unwrap_or(0);
        let before = if at == 0 { lead } else { 0 };
        let end = if at + 1 == height { title.len() } else { line.end };
        let text = title.get(line.start..end).unwrap_or_default();
        let inside = found.iter().filter(|range| range.start < end && range.end > line.start);
        let inside: Vec<_> =
            inside.map(|range| range.start.max(line.start) - line.start..range.end.min(end) - line.start).collect();
        let x = cells.x + 1 + u16::try_from(before).unwrap_or(0);
        let used = highlighted(canvas, (x, y), room - before.min(room), text, &inside, styles.title);
        let blank = " ".repeat(room.saturating_sub(before + used));
        canvas.text(x + u16::try_from(used).unwrap_or(0), y, room, &blank, styles.title);
    }
    u16::try_from(height).unwrap_or(u16::MAX)
}

/// Below the title: the people, and when it ends.
fn rest(canvas: &mut Canvas, cells: Rect, state: &State, block: &Block, (styles, used): (&Styles, u16)) {
    let session = state.programme.session(block.session);
    let people: Vec<&str> =
        session.credits.iter().map(|credit| state.programme.speaker(credit.speaker).name.as_str()).collect();
    let event = state.programme.event(session.event);
    let end = shown(state, event, block.slot.end).format("until %H:%M").to_string();
    let room = usize::from(cells.width.saturating_sub(1));
    let texts = [people.join(", "), end].into_iter().filter(|text| !text.is_empty());
    for (y, text) in (cells.y + used..cells.bottom()).zip(texts) {
        let text = cut(&text, room);
        let blank = " ".repeat(room.saturating_sub(width(&text)));
        canvas.text(cells.x + 1, y, room, &format!("{text}{blank}"), styles.dim);
    }
}
