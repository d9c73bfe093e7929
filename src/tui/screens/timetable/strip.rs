//! What is chosen in the timetable, since a lane cuts titles.

use crate::measure::width;
use crate::model::SessionIx;
use crate::tui::widgets::{Canvas, Look, styles::CANCELLED, styles::CLASH};
use crate::tui::world::{World, times::span};
use ratatui::{layout::Rect, style::Style};

/// One line with title and time, or a rule and two lines with room and people too.
pub fn draw(canvas: &mut Canvas, area: Rect, world: &World, chosen: Option<SessionIx>) {
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
    lead.push((session.title.clone(), title));
    canvas.texts(area.x + 1, y, cells, &lead);
    if area.height == 1 {
        return;
    }
    let room = programme.room_name(session).unwrap_or("no room");
    let people: Vec<String> = session.credits.iter().map(|credit| programme.credit_line(credit)).collect();
    let people = people.join(" · ");
    let second = [time.as_str(), room, people.as_str()];
    let second: Vec<&str> = second.into_iter().filter(|text| width(text) > 0).collect();
    canvas.text(area.x + 1, y + 1, cells, &second.join("  "), dim);
}

/// What is attached to it, in glyphs and, where it matters, in words.
fn marks(look: &Look, world: &World, ix: SessionIx) -> Vec<(String, Style)> {
    let (theme, personal) = (&look.theme, world.personal(ix));
    let mut texts: Vec<(String, Style)> = Vec::new();
    texts.extend(personal.mark.map(|mark| look.mark(mark)).map(|(glyph, style)| (format!("{glyph} "), style)));
    let friends = world.friend_marks().letters(ix);
    texts.extend((!friends.is_empty()).then(|| (format!("[{friends}] "), theme.accent)));
    if world.marks().clashing().contains(&ix) {
        texts.push((format!("{CLASH} clash "), theme.clash));
    }
    if world.programme().session(ix).cancelled {
        texts.push((format!("{CANCELLED} cancelled "), theme.warning));
    }
    texts.extend(look.attached(personal).into_iter().map(|(glyph, style)| (format!("{glyph} "), style)));
    texts
}
