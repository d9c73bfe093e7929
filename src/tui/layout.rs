//! Where everything stands for a window of a size: pure, and the same for paging and for drawing.

use crate::tui::app::{Overlay, Pane, Screen, State};
use ratatui::layout::{Constraint, Layout, Rect};

/// The smallest window that is laid out; below it one line of text is shown.
pub const SMALLEST: (u16, u16) = (20, 5);
/// From this width on three columns stand side by side.
const THREE_COLUMNS: u16 = 118;
/// From this width on two columns do.
const TWO_COLUMNS: u16 = 78;
/// From this width on a session stands in detail beside the timetable.
const TIMETABLE_WITH_DETAIL: u16 = 160;
/// From this width on a list of events and one of them stand side by side.
const WIDE_ENOUGH_FOR_EVENTS: u16 = 104;

/// The parts of the window. What is absent is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Areas {
    /// The name of the program, the screens, the counts.
    pub header: Option<Rect>,
    /// Tracks, with border.
    pub tracks: Option<Rect>,
    /// Speakers, with border.
    pub speakers: Option<Rect>,
    /// The list of the screen, with border.
    pub list: Option<Rect>,
    /// The session or person in detail, with border.
    pub detail: Option<Rect>,
    /// What is known of an event, with border.
    pub event: Option<Rect>,
    /// What just happened, or what can be done.
    pub footer: Option<Rect>,
    /// The window over everything else, with border.
    pub overlay: Option<Rect>,
}

/// The area inside a border.
pub fn inside(area: Rect) -> Rect {
    Rect {
        x: area.x.saturating_add(1),
        y: area.y.saturating_add(1),
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(2),
    }
}

/// The area inside a border that holds text, with a blank at either side.
pub fn text_inside(area: Rect) -> Rect {
    let inner = inside(area);
    Rect { x: inner.x.saturating_add(1), width: inner.width.saturating_sub(2), ..inner }
}

/// The rows of the session list: what is inside the border, below the search box.
pub fn list_rows(area: Rect) -> Rect {
    let inner = inside(area);
    Rect { y: inner.y.saturating_add(1), height: inner.height.saturating_sub(1), ..inner }
}

/// How many lines a session takes in a list of this height.
pub fn lines_per_session(height: u16) -> u16 {
    if height < 9 { 1 } else { 2 }
}

/// How many lines an event takes in a list of this height.
pub fn lines_per_event(height: u16) -> u16 {
    if height < 6 { 1 } else { 2 }
}

/// Where everything stands.
pub fn areas(size: (u16, u16), state: &State) -> Areas {
    let (width, height) = size;
    if width < SMALLEST.0 || height < SMALLEST.1 {
        return Areas::default();
    }
    let window = Rect { x: 0, y: 0, width, height };
    let [header, body, footer] =
        Layout::vertical([Constraint::Length(u16::from(height > 7)), Constraint::Min(0), Constraint::Length(1)])
            .areas(window);
    let mut areas = Areas {
        header: (header.height > 0).then_some(header),
        footer: Some(footer),
        overlay: state.overlay.as_ref().map(|overlay| overlay_area(body, overlay)),
        ..Areas::default()
    };
    if state.detail.full {
        areas.detail = Some(reading_width(body));
    } else {
        match state.screen {
            Screen::Sessions => sessions(&mut areas, body, state.browse.focus, state.programme.tracks().len()),
            Screen::Agenda if state.screens.agenda.empty => areas.list = Some(body),
            Screen::Agenda | Screen::Now => beside_detail(&mut areas, body),
            Screen::Timetable if body.width >= TIMETABLE_WITH_DETAIL => {
                let right = (body.width * 3 / 10).min(72);
                let [list, detail] = Layout::horizontal([Constraint::Min(0), Constraint::Length(right)]).areas(body);
                (areas.list, areas.detail) = (Some(list), Some(detail));
            }
            Screen::Timetable => areas.list = Some(body),
            Screen::Events => events(&mut areas, body, state.screens.events.rows().len()),
        }
    }
    areas
}

/// Long lines are hard to read: a page is never wider than this.
fn reading_width(body: Rect) -> Rect {
    let width = body.width.min(104);
    Rect { x: body.x + (body.width - width) / 2, width, ..body }
}

fn sessions(areas: &mut Areas, body: Rect, focus: Pane, tracks: usize) {
    if body.width >= THREE_COLUMNS {
        let left = (body.width / 6).clamp(28, 34);
        let right = (body.width * 3 / 8).min(84);
        let [filters, list, detail] =
            Layout::horizontal([Constraint::Length(left), Constraint::Min(0), Constraint::Length(right)]).areas(body);
        filter_panes(areas, filters, tracks);
        (areas.list, areas.detail) = (Some(list), Some(detail));
    } else if body.width >= TWO_COLUMNS {
        if matches!(focus, Pane::Tracks | Pane::Speakers) {
            let [filters, list] = Layout::horizontal([Constraint::Length(28), Constraint::Min(0)]).areas(body);
            filter_panes(areas, filters, tracks);
            areas.list = Some(list);
        } else {
            let [list, detail] = Layout::horizontal([Constraint::Fill(1), Constraint::Fill(1)]).areas(body);
            (areas.list, areas.detail) = (Some(list), Some(detail));
        }
    } else {
        match focus {
            Pane::Tracks => areas.tracks = Some(body),
            Pane::Speakers => areas.speakers = Some(body),
            Pane::List => areas.list = Some(body),
            Pane::Detail => areas.detail = Some(body),
        }
    }
}

/// What a screen shows, and the detail where there is room for it.
fn beside_detail(areas: &mut Areas, body: Rect) {
    if body.width < TWO_COLUMNS {
        areas.list = Some(body);
        return;
    }
    let right = (body.width * 2 / 5).min(84);
    let [list, detail] = Layout::horizontal([Constraint::Min(0), Constraint::Length(right)]).areas(body);
    (areas.list, areas.detail) = (Some(list), Some(detail));
}

/// The events, and what is known of the chosen one beside them or, where there is less room, below.
fn events(areas: &mut Areas, body: Rect, rows: usize) {
    if body.width >= WIDE_ENOUGH_FOR_EVENTS {
        let right = (body.width * 2 / 5).clamp(46, 72);
        let [list, event] = Layout::horizontal([Constraint::Min(0), Constraint::Length(right)]).areas(body);
        (areas.list, areas.event) = (Some(list), Some(event));
    } else if body.height >= 20 {
        let wanted = u16::try_from(rows).unwrap_or(u16::MAX).saturating_mul(2).saturating_add(2);
        let height = wanted.min(body.height * 2 / 5).max(4);
        let [list, event] = Layout::vertical([Constraint::Length(height), Constraint::Min(0)]).areas(body);
        (areas.list, areas.event) = (Some(list), Some(event));
    } else {
        areas.list = Some(body);
    }
}

/// Tracks get the room they need, but never so much that there is none for the speakers.
fn filter_panes(areas: &mut Areas, filters: Rect, tracks: usize) {
    let wanted = u16::try_from(tracks).unwrap_or(u16::MAX).saturating_add(3);
    let height = wanted.min(filters.height * 3 / 5).max(filters.height.min(4));
    let [tracks, speakers] = Layout::vertical([Constraint::Length(height), Constraint::Min(0)]).areas(filters);
    (areas.tracks, areas.speakers) = (Some(tracks), Some(speakers));
}

fn overlay_area(body: Rect, overlay: &Overlay) -> Rect {
    let rows = |count: usize| u16::try_from(count).unwrap_or(u16::MAX).saturating_add(2);
    let (width, height) = match overlay {
        Overlay::Help(_) => (whole_or(84, body), body.height),
        Overlay::Problems(_) => (whole_or(100, body), body.height),
        Overlay::Report(_) => (whole_or(112, body), body.height),
        Overlay::Note(_) => (72, 14),
        Overlay::Solve(view) => (84, rows(view.solutions.len().saturating_mul(2))),
        Overlay::Fill(view) => (96, rows(view.suggestions.len().saturating_mul(2))),
        Overlay::Links(links) => (76, rows(links.links.len())),
        Overlay::Hidden(view) => (60, rows(view.facets.len())),
        Overlay::Plan(plan) => (whole_or(104, body), rows(plan.lines.len() + plan.summary.len() + 1)),
        Overlay::Source(_) => (84, 6),
    };
    let (width, height) = (width.min(body.width), height.min(body.height));
    Rect { x: body.x + (body.width - width) / 2, y: body.y + (body.height - height) / 2, width, height }
}

/// A width, unless what it leaves at the sides would be mere shreds of text.
fn whole_or(width: u16, body: Rect) -> u16 {
    if body.width < width + 32 { body.width } else { width }
}
