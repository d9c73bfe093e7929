//! How many cells the parts of a line of the plan have.

use crate::measure::{width, wrap};
use crate::model::SessionIx;
use crate::tui::overlays::plan::lines::PlanLine;
use crate::tui::world::{World, times::span};

/// Tick and sign before the hours.
const LEAD: u16 = 7;
/// Cells of `10:30–11:15`, and of `10:30`, all there is in a narrow window.
const SPAN: u16 = 11;
const START: u16 = 5;
/// From this width on both times stand there, and from this one on the room.
const BOTH_TIMES: u16 = 48;
const WITH_ROOM: u16 = 60;
/// What is left of the title where a room has a long name.
const TITLE: u16 = 40;

#[derive(Debug, Clone, Copy)]
pub struct Columns {
    pub hours: u16,
    /// Where the title begins, and how many cells it has.
    pub title: (u16, u16),
    /// The name of the room at the right edge; none where it has no room.
    pub room: u16,
}

impl Columns {
    /// For a session in a line so wide.
    pub fn new(world: &World, cells: u16, ix: SessionIx) -> Self {
        let hours = if cells < BOTH_TIMES { START } else { SPAN };
        let from = LEAD + hours + 2;
        let room = if cells < WITH_ROOM { 0 } else { room_cells(world, ix).min(cells.saturating_sub(from + TITLE)) };
        let room = if room > 0 { room.max(20.min(room_cells(world, ix))) } else { 0 };
        let taken = from + if room > 0 { room + 3 } else { 1 };
        Self { hours, title: (from, cells.saturating_sub(taken)), room }
    }

    /// How many lines a title takes whole.
    pub fn title_lines(&self, world: &World, ix: SessionIx) -> usize {
        wrap(&world.programme().session(ix).title, usize::from(self.title.1), 0).len()
    }

    /// Where a reason begins, below its session.
    pub const REASON: u16 = LEAD;

    /// How many cells a reason has.
    pub fn reasons(cells: u16) -> u16 {
        cells.saturating_sub(LEAD + 1)
    }
}

fn room_cells(world: &World, ix: SessionIx) -> u16 {
    let programme = world.programme();
    let name = programme.room_name(programme.session(ix)).map_or(0, width);
    let fixed = if world.planning().fixed.contains(&ix) { 7 } else { 0 };
    u16::try_from(name + fixed).unwrap_or(u16::MAX)
}

/// The cells that every line needs to be whole.
pub fn widest(world: &World, lines: &[PlanLine]) -> u16 {
    let cells = |line: &PlanLine| match line {
        PlanLine::Session(ix, _) => {
            let title = u16::try_from(width(&world.programme().session(*ix).title)).unwrap_or(u16::MAX);
            let hours = if span(world, *ix).is_some() { SPAN } else { 0 };
            (LEAD + hours + 5).saturating_add(title).saturating_add(room_cells(world, *ix))
        }
        PlanLine::Why(text) => u16::try_from(width(text)).unwrap_or(u16::MAX).saturating_add(LEAD + 1),
        PlanLine::Lunch(_) => 0,
    };
    lines.iter().map(cells).max().unwrap_or(0)
}
