//! Which column each session stands in, and how large its letters are.

use super::day::{Block, DaySheet};
use super::lettering::{lines, wide};
use super::scale::Scale;
use super::sheet::{Area, HEAVY, LEADING};

/// More columns would be too narrow to read a title in.
const COLUMNS: usize = 6;
/// Sizes of titles, and of what is small, that are tried in turn.
const SIZES: [(f32, f32); 3] = [(2.8, 2.4), (2.5, 2.2), (2.2, 2.0)];
/// What a block has around its text, across and down.
pub(super) const AROUND: (f32, f32) = (2.3, 1.6);

pub(super) struct Layout<'d> {
    pub(super) size: f32,
    pub(super) small: f32,
    /// How wide a column is.
    pub(super) across: f32,
    /// The rooms in each column.
    pub(super) columns: Vec<Vec<&'d str>>,
    pub(super) placed: Vec<Placed<'d>>,
    pub(super) scale: Scale,
}

/// A session in its column.
pub(super) struct Placed<'d> {
    pub(super) block: &'d Block,
    column: usize,
    /// Which of so many beside one another in the column.
    lane: (usize, usize),
    /// When it is, and where if its column has several rooms.
    pub(super) head: String,
}

impl<'d> Layout<'d> {
    /// The largest letters in the most columns in which every title is whole, or else those that come nearest to that.
    pub(super) fn of(day: &'d DaySheet, grid: Area) -> Self {
        let most = day.rooms.len().clamp(1, COLUMNS);
        let tries = SIZES.iter().flat_map(|sizes| (1..=most).rev().map(move |columns| (*sizes, columns)));
        let mut best: Option<Self> = None;
        for (sizes, columns) in tries {
            let layout = Self::tried(day, grid, sizes, columns);
            if best.as_ref().is_none_or(|best| layout.scale.missing < best.scale.missing) {
                best = Some(layout);
            }
            if best.as_ref().is_some_and(|best| best.scale.missing == 0.0) {
                break;
            }
        }
        best.unwrap_or_else(|| Self::tried(day, grid, SIZES[0], most))
    }

    fn tried(day: &'d DaySheet, grid: Area, (size, small): (f32, f32), count: usize) -> Self {
        let column_of = columns(day, count);
        let mut columns = vec![Vec::new(); count];
        column_of.iter().zip(&day.rooms).for_each(|(column, room)| columns[*column].push(room.as_str()));
        let place = |block: &'d Block| {
            let column = column_of.get(block.room).copied().unwrap_or(0);
            let room = day.rooms.get(block.room).filter(|_| columns[column].len() > 1);
            let head = room.map_or(block.hours.clone(), |room| format!("{} · {room}", block.hours));
            Placed { block, column, lane: (0, 1), head }
        };
        let mut placed: Vec<Placed<'d>> = day.blocks.iter().map(place).collect();
        put_side_by_side(&mut placed);
        let across = grid.width / count as f32;
        let mut layout = Self { size, small, across, columns, placed, scale: Scale::of(&[], grid.y, grid.height) };
        let needs: Vec<_> = layout.placed.iter().map(|one| (one.block, layout.needed(one))).collect();
        layout.scale = Scale::of(&needs, grid.y, grid.height);
        layout
    }

    /// Where it begins from the left of the grid, and how wide it is.
    pub(super) fn span(&self, placed: &Placed<'_>) -> (f32, f32) {
        let (lane, lanes) = placed.lane;
        let width = (self.across - 1.0) / lanes as f32;
        (self.across * placed.column as f32 + 0.5 + width * lane as f32, width - 0.3)
    }

    /// How far to the right the title begins where it has room beside the hours in one line.
    pub(super) fn beside(&self, placed: &Placed<'_>) -> Option<f32> {
        let head = wide(&placed.head) * self.small + 1.5;
        let title = wide(&placed.block.title) * self.size * HEAVY;
        (head + title <= self.span(placed).1 - AROUND.0).then_some(head)
    }

    /// How high its title is in as many lines as it takes.
    pub(super) fn title(&self, placed: &Placed<'_>) -> f32 {
        self.high(placed, &placed.block.title, (self.size, HEAVY))
    }

    /// How high it has to be for its title, and when and where it is.
    fn needed(&self, placed: &Placed<'_>) -> f32 {
        let head = self.beside(placed).map_or_else(|| self.high(placed, &placed.head, (self.small, 1.0)), |_| 0.0);
        head + self.title(placed) + AROUND.1
    }

    fn high(&self, placed: &Placed<'_>, text: &str, (size, heavy): (f32, f32)) -> f32 {
        let width = self.span(placed).1 - AROUND.0;
        lines(text, size * heavy, width, usize::MAX).len() as f32 * size * LEADING
    }
}

/// The column of each room. Where there are fewer than rooms, those share one in which least is on at the same time.
fn columns(day: &DaySheet, count: usize) -> Vec<usize> {
    let mut columns: Vec<Vec<&Block>> = vec![Vec::new(); count];
    let place = |room: usize| {
        let blocks: Vec<&Block> = day.blocks.iter().filter(|block| block.room == room).collect();
        let overlaps = |column: &[&Block]| {
            let meets = |one: &&&Block| column.iter().any(|other| one.start < other.end && other.start < one.end);
            blocks.iter().filter(meets).count()
        };
        let best = (0..count).min_by_key(|at| (overlaps(&columns[*at]), columns[*at].len())).unwrap_or(0);
        columns[best].extend(blocks);
        best
    };
    (0..day.rooms.len()).map(place).collect()
}

/// Gives what overlaps in a column lanes beside one another.
fn put_side_by_side(placed: &mut [Placed<'_>]) {
    placed.sort_by_key(|one| (one.column, one.block.start, one.block.end));
    let mut from = 0;
    while from < placed.len() {
        let (column, mut end) = (placed[from].column, placed[from].block.end);
        let mut ends: Vec<i64> = Vec::new();
        let mut to = from;
        while let Some(one) =
            placed.get_mut(to).filter(|one| one.column == column && (to == from || one.block.start < end))
        {
            let free = ends.iter().position(|end| *end <= one.block.start).unwrap_or(ends.len());
            ends.resize(ends.len().max(free + 1), 0);
            ends[free] = one.block.end;
            one.lane.0 = free;
            end = end.max(one.block.end);
            to += 1;
        }
        placed[from..to].iter_mut().for_each(|one| one.lane.1 = ends.len());
        from = to;
    }
}
