//! Where the panes of the screen stand.

use crate::measure::{fitting, wrap};
use crate::tui::layout::{TWO_COLUMNS, above, inside, left_of};
use crate::tui::world::World;
use ratatui::layout::Rect;

/// From this width on three columns stand side by side.
const THREE_COLUMNS: u16 = 118;

/// The most lines that the list gives to what is said of its event, and the height from which on it gives any.
const ABOUT: usize = 2;
const LEAST_WITH_ABOUT: u16 = 14;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Pane {
    Tracks,
    Speakers,
    #[default]
    List,
    Reader,
}

/// How wide the pane is that has the keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Zoom {
    #[default]
    Normal,
    /// Half of the window, or more where it is so wide already.
    Half,
    /// The whole window.
    Whole,
}

impl Zoom {
    const ALL: [Self; 3] = [Self::Normal, Self::Half, Self::Whole];

    /// The one of so many steps.
    pub fn of(steps: u16) -> Self {
        Self::ALL.get(usize::from(steps)).copied().unwrap_or_default()
    }

    /// The next wider one, or the next narrower; nothing where there is none.
    pub fn step(self, wider: bool) -> Option<Self> {
        let at = self as usize;
        Self::ALL.get(if wider { at + 1 } else { at.checked_sub(1)? }).copied()
    }
}

/// The panes with their frames, by [`Pane`]. What is absent is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Panes([Option<Rect>; 4]);

impl Panes {
    /// The panes in the body of a window, with the keyboard in one of them, which is so wide, and so many tracks.
    pub fn new(body: Rect, focus: Pane, zoom: Zoom, tracks: usize) -> Self {
        let mut panes = Self::default();
        let mut filters = Rect::default();
        if body.width < TWO_COLUMNS || zoom == Zoom::Whole {
            panes.set(focus, body);
        } else if body.width >= THREE_COLUMNS {
            let mut left = (body.width / 6).clamp(28, 34);
            let mut right = (body.width * 3 / 8).min(84);
            match focus {
                _ if zoom == Zoom::Normal => {}
                Pane::Tracks | Pane::Speakers => (left, right) = (body.width / 2, body.width / 4),
                Pane::Reader => right = body.width / 2,
                Pane::List => right = (body.width / 2).saturating_sub(left),
            }
            let (left, rest) = left_of(body, left);
            let (list, reader) = left_of(rest, rest.width.saturating_sub(right));
            filters = left;
            panes.set(Pane::List, list);
            panes.set(Pane::Reader, reader);
        } else if matches!(focus, Pane::Tracks | Pane::Speakers) {
            let left = if zoom == Zoom::Normal { 28 } else { body.width / 2 };
            let (left, list) = left_of(body, left);
            filters = left;
            panes.set(Pane::List, list);
        } else {
            let third = (body.width + 1) / 3;
            let left = match (zoom, focus) {
                (Zoom::Normal, _) => body.width.div_ceil(2),
                (_, Pane::Reader) => third,
                _ => body.width - third,
            };
            let (list, reader) = left_of(body, left);
            panes.set(Pane::List, list);
            panes.set(Pane::Reader, reader);
        }
        if !filters.is_empty() {
            // Tracks get the room they need, but never so much that there is none for the speakers.
            let wanted = u16::try_from(tracks).unwrap_or(u16::MAX).saturating_add(3);
            let height = wanted.min(filters.height * 3 / 5).max(filters.height.min(4));
            let (tracks, speakers) = above(filters, height);
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

/// What there is to know of the one event that the list is about, in the lines it takes below the search box; none where
/// the list needs the room itself.
pub fn about_lines(world: &World, area: Rect) -> Vec<String> {
    let inner = inside(area);
    let about = world.filter().scope.map_or("", |event| world.programme().event(event).about.as_str());
    if about.is_empty() || inner.height < LEAST_WITH_ABOUT {
        return Vec::new();
    }
    let cells = usize::from(inner.width.saturating_sub(3));
    let text = about.lines().next().unwrap_or_default();
    let wrapped = wrap(text, cells, 0);
    let mut lines: Vec<String> = wrapped.iter().take(ABOUT).map(|range| text[range.clone()].to_owned()).collect();
    if let (true, Some(last)) = (wrapped.len() > ABOUT || about.contains('\n'), lines.last_mut()) {
        let (kept, _) = fitting(last, cells.saturating_sub(1));
        *last = format!("{}…", kept.trim_end_matches([' ', ',', ';', '.']));
    }
    lines
}

/// The rows of the list: what is inside the border, below the search box and what is said of the event.
pub fn list_rows(world: &World, area: Rect) -> Rect {
    let inner = inside(area);
    let above = 1 + u16::try_from(about_lines(world, area).len()).unwrap_or(0);
    Rect { y: inner.y.saturating_add(above), height: inner.height.saturating_sub(above), ..inner }
}

pub fn lines_per_session(height: u16) -> u16 {
    if height < 9 { 1 } else { 2 }
}

/// Of the chosen one time and room stand below its title wherever there is a line for them.
pub fn lines_per_chosen(height: u16) -> u16 {
    if height < 3 { 1 } else { 2 }
}
