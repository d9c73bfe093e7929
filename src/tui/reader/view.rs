//! The page in detail.

use crate::tui::app::{Pane, Screen, State};
use crate::tui::layout::text_inside;
use crate::tui::reader::page::Page;
use crate::tui::widgets::canvas::{Canvas, Titles};
use ratatui::layout::Rect;

/// The page with its frame.
pub fn page(canvas: &mut Canvas, area: Rect, state: &State) {
    let focused = state.overlay.is_none() && (state.detail.full || state.browse.focus == Pane::Detail);
    let title = match state.detail.page() {
        Some(Page::Speaker(_)) => "Speaker",
        Some(Page::Gap(_)) => "Gap",
        Some(Page::Conflict(conflict)) if conflict.kind.is_clash() => "Clash",
        Some(Page::Conflict(_)) => "Tight",
        _ => "Session",
    };
    let depth = state.detail.way.len();
    let way = if depth > 1 { format!("{} back", depth - 1) } else { String::new() };
    let place =
        if state.detail.full && state.screen == Screen::Sessions { place_in_list(state) } else { String::new() };
    let laid = state.laid_out();
    let scroll = state.detail.way.last().map_or(0, |view| view.scroll);
    let below = match &laid {
        Some(laid) if laid.rows.len() > laid.height => {
            let end = (scroll + laid.height).min(laid.rows.len());
            format!("{}%", end * 100 / laid.rows.len())
        }
        _ => String::new(),
    };
    let right = if way.is_empty() { place } else { way };
    canvas.pane(area, &Titles { left: title, right: &right, below: &below }, focused);
    let (Some(laid), Some(view)) = (laid, state.detail.way.last()) else { return };
    let inner = text_inside(area);
    let chosen = view.target.filter(|_| focused);
    for (y, row) in (inner.y..inner.bottom()).zip(laid.rows.iter().skip(scroll)) {
        canvas.row(inner.x, y, usize::from(inner.width), row, chosen);
    }
    canvas.scroll_bar(area, scroll, laid.height, laid.rows.len());
}

fn place_in_list(state: &State) -> String {
    match state.browse.hits.len() {
        0 => String::new(),
        len => format!("{} of {len}", state.browse.list.at + 1),
    }
}
