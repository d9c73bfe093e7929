//! Where the panes of the screen stand.

use crate::tui::layout::{TWO_COLUMNS, inside};
use ratatui::layout::{Constraint, Layout, Rect};

/// From this width on three columns stand side by side.
const THREE_COLUMNS: u16 = 118;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Pane {
    Tracks,
    Speakers,
    #[default]
    List,
    Reader,
}

/// The panes with their frames, by [`Pane`]. What is absent is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Panes([Option<Rect>; 4]);

impl Panes {
    /// The panes in the body of a window, with the keyboard in one of them and so many tracks.
    pub fn new(body: Rect, focus: Pane, tracks: usize) -> Self {
        let mut panes = Self::default();
        let mut filters = Rect::default();
        if body.width >= THREE_COLUMNS {
            let left = (body.width / 6).clamp(28, 34);
            let right = (body.width * 3 / 8).min(84);
            let columns = [Constraint::Length(left), Constraint::Min(0), Constraint::Length(right)];
            let [left, list, reader] = Layout::horizontal(columns).areas(body);
            filters = left;
            panes.set(Pane::List, list);
            panes.set(Pane::Reader, reader);
        } else if body.width < TWO_COLUMNS {
            panes.set(focus, body);
        } else if matches!(focus, Pane::Tracks | Pane::Speakers) {
            let [left, list] = Layout::horizontal([Constraint::Length(28), Constraint::Min(0)]).areas(body);
            filters = left;
            panes.set(Pane::List, list);
        } else {
            let [list, reader] = Layout::horizontal([Constraint::Fill(1), Constraint::Fill(1)]).areas(body);
            panes.set(Pane::List, list);
            panes.set(Pane::Reader, reader);
        }
        if !filters.is_empty() {
            // Tracks get the room they need, but never so much that there is none for the speakers.
            let wanted = u16::try_from(tracks).unwrap_or(u16::MAX).saturating_add(3);
            let height = wanted.min(filters.height * 3 / 5).max(filters.height.min(4));
            let [tracks, speakers] = Layout::vertical([Constraint::Length(height), Constraint::Min(0)]).areas(filters);
            panes.set(Pane::Tracks, tracks);
            panes.set(Pane::Speakers, speakers);
        }
        panes
    }

    fn set(&mut self, pane: Pane, area: Rect) {
        self.0[pane as usize] = Some(area);
    }

    pub fn at(&self, pane: Pane) -> Option<Rect> {
        self.0[pane as usize]
    }
}

/// The rows of the list: what is inside the border, below the search box.
pub fn list_rows(area: Rect) -> Rect {
    let inner = inside(area);
    Rect { y: inner.y.saturating_add(1), height: inner.height.saturating_sub(1), ..inner }
}

pub fn lines_per_session(height: u16) -> u16 {
    if height < 9 { 1 } else { 2 }
}
