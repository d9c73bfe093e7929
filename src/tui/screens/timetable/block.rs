//! A session in the timetable: an edge as long as it lasts, its marks, as much of its title as there is room for.

use crate::measure::wrap;
use crate::model::{Mark, SessionIx};
use crate::search::{Field, Scratch};
use crate::tui::app::State;
use crate::tui::screens::sessions::view::{highlighted, matched};
use crate::tui::screens::timetable::grid::Block;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::styles::Look;
use crate::tui::world::clock::shown;
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
    let mark = state.personal(session).mark;
    let edge = match mark {
        _ if !matches => theme.dim,
        _ if state.clashing.contains(&session) => theme.clash,
        Some(Mark::Going) => theme.going,
        _ if runs => theme.now,
        _ => theme.dim,
    };
    let title = match mark {
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

/// The glyphs and the letters of friends one after the other, with a blank after the last; returns how many cells they took.
fn draw_glyphs(
    canvas: &mut Canvas,
    (x, y): (u16, u16),
    cells: usize,
    state: &State,
    session: SessionIx,
    over: Style,
) -> usize {
    let glyphs = glyphs(canvas.look, state, session);
    let friends = state.friends_letters(session);
    // Nothing but brackets would tell letters from the title where there is no colour.
    let friends = if friends.is_empty() { friends } else { format!("[{friends}]") };
    let mut texts: Vec<(&str, Style)> =
        glyphs.into_iter().map(|(glyph, style)| (glyph, Look::over(style, over))).collect();
    if !friends.is_empty() {
        texts.push((&friends, Look::over(canvas.look.theme.accent, over)));
    }
    if !texts.is_empty() {
        texts.push((" ", over));
    }
    canvas.texts(x, y, cells, &texts)
}

/// An item that takes the whole day, or whose time is not told, in one line.
pub fn whole_day(canvas: &mut Canvas, cells: Rect, state: &State, session: SessionIx, matches: bool) {
    let styles = styles(canvas.look, state, session, matches);
    let chosen = state.chosen_session() == Some(session);
    let edge = if chosen { canvas.look.glyphs.selected } else { "╶" };
    let room = usize::from(cells.width.saturating_sub(1));
    canvas.fill(cells, styles.over);
    canvas.text(cells.x, cells.y, 1, edge, styles.edge);
    let lead = draw_glyphs(canvas, (cells.x + 1, cells.y), room, state, session, styles.over);
    let one = state.programme.session(session);
    let time = if one.slot.is_some() { "all day" } else { "no time told" };
    let place: String = state.programme.room_name(one).map(|room| format!(" · {room}")).unwrap_or_default();
    let told = format!(" · {time}{place}");
    let texts = [(one.title.as_str(), styles.title), (told.as_str(), styles.dim)];
    canvas.texts(cells.x + 1 + u16::try_from(lead).unwrap_or(0), cells.y, room.saturating_sub(lead), &texts);
}

/// A session in its lane.
pub fn draw(canvas: &mut Canvas, seen: &Seen, state: &State, block: &Block, scratch: &mut Scratch) {
    let styles = styles(canvas.look, state, block.session, seen.matches);
    let cells = Rect { width: seen.cells.width.saturating_sub(1), ..seen.cells };
    let chosen = state.chosen_session() == Some(block.session);
    // The line of the present lies below: what it has coloured must not shine through.
    canvas.clear(if chosen { cells } else { Rect { width: 1, ..cells } });
    canvas.fill(cells, styles.over);
    edge(canvas, seen, styles.edge, chosen);
    let text = Rect { x: cells.x.saturating_add(1), width: cells.width.saturating_sub(1), ..cells };
    let used = title(canvas, text, seen, state, block, &styles, scratch);
    let below = Rect { y: text.y.saturating_add(used), height: text.height - used, ..text };
    rest(canvas, below, seen, state, block, &styles);
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

/// Makes room for a line of text where the line of the present would run through it.
fn make_room(canvas: &mut Canvas, area: Rect, y: u16, seen: &Seen, over: Style) {
    if seen.now == Some(y) {
        let line = Rect { y, height: 1, ..area };
        canvas.clear(line);
        canvas.fill(line, over);
    }
}

/// Marks and title; returns how many lines they took.
fn title(
    canvas: &mut Canvas,
    area: Rect,
    seen: &Seen,
    state: &State,
    block: &Block,
    styles: &Styles,
    scratch: &mut Scratch,
) -> u16 {
    let room = usize::from(area.width);
    make_room(canvas, area, area.y, seen, styles.over);
    let lead = draw_glyphs(canvas, (area.x, area.y), room, state, block.session, styles.over);
    let title = &state.programme.session(block.session).title;
    let found = if seen.matches { matched(state, Field::Title, title, scratch) } else { Vec::new() };
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

/// Below the title: the people, and when it ends.
fn rest(canvas: &mut Canvas, area: Rect, seen: &Seen, state: &State, block: &Block, styles: &Styles) {
    let session = state.programme.session(block.session);
    let people: Vec<&str> =
        session.credits.iter().map(|credit| state.programme.speaker(credit.speaker).name.as_str()).collect();
    let event = state.programme.event(session.event);
    let end = shown(state, event, block.slot.end).format("until %H:%M").to_string();
    let texts = [people.join(", "), end].into_iter().filter(|text| !text.is_empty());
    for (y, text) in (area.top()..area.bottom()).zip(texts) {
        make_room(canvas, area, y, seen, styles.over);
        canvas.text(area.x, y, usize::from(area.width), &text, styles.dim);
    }
}
