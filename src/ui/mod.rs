//! Draws the state: the same state and the same look give the same cells, and nothing is changed.
//!
//! Where things stand is decided by `app`'s layout, what they say by its documents; this room adds styles, glyphs and
//! borders. It knows no terminal. Start with [`draw`].

mod agenda;
mod bars;
mod choices;
mod detail;
mod events;
mod filters;
mod friends;
mod look;
mod now;
mod overlay;
mod paint;
mod plan;
mod sessions;
mod timetable;

pub use look::{Glyphs, Look};

use crate::app::{SMALLEST, Screen, State, areas};
use paint::Canvas;
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
        filters::tracks(canvas, tracks, state);
    }
    if let Some(speakers) = areas.speakers {
        filters::speakers(canvas, speakers, state);
    }
    if let Some(list) = areas.list {
        match state.screen {
            Screen::Sessions => sessions::list(canvas, list, state),
            Screen::Agenda => agenda::draw(canvas, list, state),
            Screen::Timetable => timetable::draw(canvas, list, state),
            Screen::Now => now::draw(canvas, list, state),
            Screen::Events => events::draw(canvas, list, state),
        }
    }
    if let Some(detail) = areas.detail {
        detail::page(canvas, detail, state);
    }
    if let Some(event) = areas.event {
        events::about(canvas, event, state);
    }
    if let Some(overlay) = areas.overlay {
        overlay::draw(canvas, overlay, state);
    }
    if let Some(footer) = areas.footer {
        bars::footer(canvas, footer, state);
    }
}
