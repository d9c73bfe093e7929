//! Draws the program: the same facts, views and look give the same cells, and nothing is changed.

use crate::tui::app::App;
use crate::tui::ask::ScreenId;
use crate::tui::bars;
use crate::tui::layout::{centred, window};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::styles::Look;
use ratatui::Frame;
use ratatui::layout::Rect;

/// Draws the whole window, and returns the areas of links with where they lead.
pub fn draw(frame: &mut Frame<'_>, app: &App, look: &Look) -> Vec<(Rect, String)> {
    let area = frame.area();
    let mut canvas = Canvas::new(frame, look);
    canvas.fill(area, look.theme.text);
    let urgent = app.world().leave_line();
    match window((area.width, area.height), urgent.is_some()) {
        None => bars::one_line(&mut canvas, area, app),
        Some(window) => {
            if let Some(header) = window.header {
                bars::header(&mut canvas, header, app);
            }
            views(&mut canvas, app, window.body);
            if let (Some(area), Some(urgent)) = (window.notice, &urgent) {
                bars::urgent(&mut canvas, area, urgent);
            }
            match urgent.filter(|_| bars::leaves_in_footer(app, area.height)) {
                Some(urgent) => bars::urgent(&mut canvas, window.footer, &urgent),
                None => bars::footer(&mut canvas, window.footer, app),
            }
        }
    }
    canvas.keep_to_ascii();
    canvas.links
}

fn views(canvas: &mut Canvas<'_, '_>, app: &App, body: Rect) {
    let (world, view, reader) = (app.world(), app.view(), app.reader());
    let uncovered = app.top().is_none();
    if !reader.is_full() {
        canvas.keyboard = uncovered;
        view.draw(world, canvas, body);
    }
    if let Some(area) = app.reader_area() {
        canvas.keyboard = uncovered && (reader.is_full() || app.in_reader());
        let in_list = reader.is_full() && app.screen() == ScreenId::Sessions;
        let place = if in_list { app.screens().sessions.place(world) } else { String::new() };
        reader.draw(canvas, area, &place);
    }
    let layers = app.layers().count();
    for (number, layer) in app.layers().enumerate() {
        let area = centred(body, layer.size(world, body));
        canvas.keyboard = number + 1 == layers;
        canvas.clear(area);
        layer.draw(world, canvas, area);
    }
}
