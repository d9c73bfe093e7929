//! Draws the state: the same state and the same look give the same cells, and nothing is changed.
//!
//! Where things stand is decided by `app`'s layout, what they say by its documents; this room adds styles, glyphs and
//! borders. It knows no terminal. Start with [`draw`].

use crate::tui::app::{Screen, State};
use crate::tui::bars;
use crate::tui::layout::{SMALLEST, areas};
use crate::tui::screens::{agenda, events, now, sessions, timetable};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::styles::Look;
use crate::tui::{overlays, reader};
use ratatui::Frame;
use ratatui::layout::Rect;

/// Draws the whole window.
pub fn draw(frame: &mut Frame, state: &State, look: &Look) {
    let area = frame.area();
    let mut canvas = Canvas::new(frame, look);
    canvas.fill(area, look.theme.text);
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        bars::one_line(&mut canvas, area, state);
    } else {
        parts(&mut canvas, area, state);
    }
    canvas.keep_to_ascii();
}

fn parts(canvas: &mut Canvas, area: Rect, state: &State) {
    let areas = areas((area.width, area.height), state);
    if let Some(header) = areas.header {
        bars::header(canvas, header, state);
    }
    if let Some(tracks) = areas.tracks {
        sessions::filters::tracks(canvas, tracks, state);
    }
    if let Some(speakers) = areas.speakers {
        sessions::filters::speakers(canvas, speakers, state);
    }
    if let Some(list) = areas.list {
        match state.screen {
            Screen::Sessions => sessions::view::list(canvas, list, state),
            Screen::Agenda => agenda::view::draw(canvas, list, state),
            Screen::Timetable => timetable::view::draw(canvas, list, state),
            Screen::Now => now::view::draw(canvas, list, state),
            Screen::Events => events::view::draw(canvas, list, state),
        }
    }
    if let Some(detail) = areas.detail {
        reader::view::page(canvas, detail, state);
    }
    if let Some(event) = areas.event {
        events::view::about(canvas, event, state);
    }
    if let Some(overlay) = areas.overlay {
        overlays::view::draw(canvas, overlay, state);
    }
    if let Some(footer) = areas.footer {
        bars::footer(canvas, footer, state);
    }
}
