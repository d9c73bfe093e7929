//! Where on the sheet a time of the day stands.

use super::day::Block;

const HOUR: i64 = 60;
/// Time in which nothing is on takes no more room than so many minutes.
const IDLE: i64 = 30;
/// A minute is no higher than that, however few sessions there are.
const MINUTE: f32 = 0.9;
/// Between one time and the next there is at least so much.
const LEAST: f32 = 1.2;

/// Minutes of a day as millimetres: times at which something begins or ends, each with its place, in order.
pub(super) struct Scale {
    times: Vec<(i64, f32)>,
    /// How much higher it would have to be for each block to have what it needs.
    pub(super) missing: f32,
}

impl Scale {
    /// From the hour in which the first session begins to that in which the last one ends. Each block comes with the height
    /// that it needs; what is left is for all of them, by their minutes.
    pub(super) fn of(blocks: &[(&Block, f32)], top: f32, height: f32) -> Self {
        let from = blocks.iter().map(|(block, _)| block.start.div_euclid(HOUR)).min().unwrap_or(9) * HOUR;
        let to = blocks.iter().map(|(block, _)| (block.end + HOUR - 1).div_euclid(HOUR)).max().unwrap_or(18) * HOUR;
        let mut times: Vec<i64> = blocks.iter().flat_map(|(block, _)| [block.start, block.end]).collect();
        times.extend([from, to.max(from + HOUR)]);
        times.sort_unstable();
        times.dedup();
        let least = least(blocks, &times);
        let is_on = |begin: i64, end: i64| blocks.iter().any(|(block, _)| block.start < end && block.end > begin);
        let minutes = |pair: &[i64]| match pair[1] - pair[0] {
            minutes if is_on(pair[0], pair[1]) => minutes as f32,
            minutes => minutes.min(IDLE) as f32,
        };
        let minutes: Vec<f32> = times.windows(2).map(minutes).collect();
        let heights = |minute: f32| least.iter().zip(&minutes).map(move |(least, minutes)| least.max(minutes * minute));
        let missing = (heights(0.0).sum::<f32>() - height).max(0.0);
        let (mut fits, mut too_high) = (0.0, MINUTE);
        for _ in 0..20 {
            let between = (fits + too_high) / 2.0;
            *if heights(between).sum::<f32>() <= height { &mut fits } else { &mut too_high } = between;
        }
        let shrunk = (height / heights(fits).sum::<f32>()).min(1.0);
        let mut y = top;
        let mut places = vec![(from, y)];
        for (time, height) in times.iter().skip(1).zip(heights(fits)) {
            y += height * shrunk;
            places.push((*time, y));
        }
        Self { times: places, missing }
    }

    pub(super) fn y(&self, minutes: i64) -> f32 {
        let after = self.times.iter().position(|(time, _)| *time >= minutes).unwrap_or(self.times.len() - 1);
        let ((begin, top), (end, bottom)) = (self.times[after.saturating_sub(1)], self.times[after]);
        let whole = (end - begin).max(1) as f32;
        top + (bottom - top) * (minutes - begin).clamp(0, end - begin) as f32 / whole
    }

    /// The hours, with their places.
    pub(super) fn hours(&self) -> impl Iterator<Item = (i64, f32)> {
        let (first, last) = (self.times[0].0, self.times[self.times.len() - 1].0);
        (first..=last).step_by(HOUR as usize).map(|minutes| (minutes, self.y(minutes)))
    }
}

/// How high the time between each two is at least. The shortest session is first to ask, so that a longer one finds what
/// it needs there already.
fn least(blocks: &[(&Block, f32)], times: &[i64]) -> Vec<f32> {
    let mut least = vec![LEAST; times.len() - 1];
    let mut blocks: Vec<&(&Block, f32)> = blocks.iter().collect();
    blocks.sort_by_key(|(block, _)| block.end - block.start);
    for (block, needed) in blocks {
        let within = times.partition_point(|time| *time < block.start)..times.partition_point(|time| *time < block.end);
        let missing = needed - least[within.clone()].iter().sum::<f32>();
        if missing > 0.0 {
            let whole = (block.end - block.start) as f32;
            within.for_each(|at| least[at] += missing * (times[at + 1] - times[at]) as f32 / whole);
        }
    }
    least
}
