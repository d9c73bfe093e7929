//! Rooms across, time down.

use super::day::{Block, DaySheet};
use super::sheet::{Area, BOLD, MARGIN, PLAIN, SMALL, Sheet};

/// Where the grid stands, beside and below what is told in words.
const GRID: Area = Area { x: MARGIN + 11.0, y: 36.0, width: 193.0, height: 164.0 };
const HOUR: i64 = 60;

/// At least so much room as for so many minutes is what any session has, be it ever so short.
const LEAST: i64 = 15;
/// Time in which nothing is on takes no more room than so many minutes.
const IDLE: i64 = 30;
/// A minute is no higher than that, however few sessions there are.
const MINUTE: f32 = 0.9;

/// Minutes of a day as millimetres: times at which something begins or ends, each with its place, in order.
struct Scale(Vec<(i64, f32)>);

impl Scale {
    /// From the hour in which the first session begins to that in which the last one ends.
    fn of(day: &DaySheet) -> Self {
        let from = day.blocks.iter().map(|block| block.start.div_euclid(HOUR)).min().unwrap_or(9) * HOUR;
        let to = day.blocks.iter().map(|block| (block.end + HOUR - 1).div_euclid(HOUR)).max().unwrap_or(18) * HOUR;
        let mut times: Vec<i64> = day.blocks.iter().flat_map(|block| [block.start, block.end]).collect();
        times.extend([from, to.max(from + HOUR)]);
        times.sort_unstable();
        times.dedup();
        let is_on = |begin: i64, end: i64| day.blocks.iter().any(|block| block.start < end && block.end > begin);
        let weight = |pair: &[i64]| match (pair[1] - pair[0], is_on(pair[0], pair[1])) {
            (minutes, true) => minutes.max(LEAST) as f32,
            (minutes, false) => minutes.min(IDLE) as f32,
        };
        let weights: Vec<f32> = times.windows(2).map(weight).collect();
        let minute = (GRID.height / weights.iter().sum::<f32>()).min(MINUTE);
        let mut y = GRID.y;
        let mut places = vec![(from, y)];
        for (time, weight) in times.iter().skip(1).zip(&weights) {
            y += weight * minute;
            places.push((*time, y));
        }
        Self(places)
    }

    fn y(&self, minutes: i64) -> f32 {
        let after = self.0.iter().position(|(time, _)| *time >= minutes).unwrap_or(self.0.len() - 1);
        let ((begin, top), (end, bottom)) = (self.0[after.saturating_sub(1)], self.0[after]);
        let whole = (end - begin).max(1) as f32;
        top + (bottom - top) * (minutes - begin).clamp(0, end - begin) as f32 / whole
    }

    /// The hours, with their places.
    fn hours(&self) -> impl Iterator<Item = (i64, f32)> {
        let (first, last) = (self.0[0].0, self.0[self.0.len() - 1].0);
        (first..=last).step_by(HOUR as usize).map(|minutes| (minutes, self.y(minutes)))
    }
}

pub(super) fn draw(sheet: &mut Sheet, day: &DaySheet) {
    sheet.text((MARGIN, 16.0), "h", &day.heading);
    let about = Area { x: MARGIN, y: 18.0, width: 204.0, height: 4.0 };
    sheet.lines(about, (2.8, "d"), &day.about, 1);
    if !day.all_day.is_empty() {
        let all_day = format!("All day: {}", day.all_day.join(" · "));
        sheet.lines(Area { y: 22.5, height: 4.0, ..about }, PLAIN, &all_day, 1);
    }
    let scale = Scale::of(day);
    let mut told = f32::NEG_INFINITY;
    for (minutes, y) in scale.hours() {
        // Hours in which nothing is on may lie too close to be told one by one.
        if y - told >= 3.5 {
            sheet.rule(GRID.x, y, GRID.x + GRID.width, "hour");
            sheet.text((MARGIN, y + 1.0), "d", &format!("{:02}:00", minutes.div_euclid(HOUR).rem_euclid(24)));
            told = y;
        }
    }
    let across = GRID.width / day.rooms.len().max(1) as f32;
    for (at, room) in day.rooms.iter().enumerate() {
        let head = Area { x: GRID.x + across * at as f32 + 0.5, y: 28.0, width: across - 1.0, height: 7.5 };
        sheet.lines(head, BOLD, room, 2);
    }
    day.blocks.iter().for_each(|block| draw_block(sheet, &scale, across, block));
}

fn draw_block(sheet: &mut Sheet, scale: &Scale, across: f32, block: &Block) {
    let (lane, lanes) = block.lane;
    let width = (across - 1.0) / lanes as f32;
    let (top, bottom) = (scale.y(block.start) + 0.2, scale.y(block.end) - 0.2);
    let x = GRID.x + across * block.room as f32 + 0.5 + width * lane as f32;
    let area = Area { x, y: top, width: width - 0.3, height: (bottom - top).max(1.0) };
    sheet.rect(area, if block.clashes { "clash" } else { "box" });
    if let Some(colour) = block.colour {
        sheet.tint(Area { width: 0.9, ..area }, colour);
    }
    let inside = Area { x: area.x + 1.5, y: area.y + 0.5, width: area.width - 2.0, height: area.height - 0.6 };
    let rest = |y: f32| Area { y, height: inside.bottom() - y, ..inside };
    let title = if block.cancelled { (2.8, "b x") } else { BOLD };
    // Where there is one line only it is for the title: the hours can be seen.
    let y = if inside.height < 6.0 { inside.y } else { sheet.lines(inside, SMALL, &block.hours, 1) };
    let y = sheet.lines(rest(y), title, &block.title, 5);
    sheet.lines(rest(y), SMALL, &block.people, 2);
}
