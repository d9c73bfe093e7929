//! Rooms across, time down.

use super::day::DaySheet;
use super::layout::{AROUND, Layout, Placed};
use super::lettering::wide;
use super::sheet::{Area, BOLD, HEAVY, LEADING, MARGIN, PLAIN, Sheet};
use crate::words::counted;

/// Where the grid stands, beside and below what is told in words.
const GRID: Area = Area { x: MARGIN + 11.0, y: 36.0, width: 193.0, height: 164.0 };

pub(super) fn draw(sheet: &mut Sheet, day: &DaySheet) {
    sheet.text((MARGIN, 16.0), "h", &day.heading);
    let about = Area { x: MARGIN, y: 18.0, width: 204.0, height: 4.0 };
    sheet.lines(about, (2.8, "d"), &day.about, 1);
    if !day.all_day.is_empty() {
        let all_day = format!("All day: {}", day.all_day.join(" · "));
        sheet.lines(Area { y: 22.5, height: 4.0, ..about }, PLAIN, &all_day, 1);
    }
    let layout = Layout::of(day, GRID);
    let mut told = f32::NEG_INFINITY;
    for (minutes, y) in layout.scale.hours() {
        // Hours in which nothing is on may lie too close to be told one by one.
        if y - told >= 3.5 {
            sheet.rule(GRID.x, y, GRID.x + GRID.width, "hour");
            sheet.text((MARGIN, y + 1.0), "d", &format!("{:02}:00", (minutes / 60).rem_euclid(24)));
            told = y;
        }
    }
    for (at, rooms) in layout.columns.iter().enumerate() {
        let head =
            Area { x: GRID.x + layout.across * at as f32 + 0.5, y: 28.0, width: layout.across - 1.0, height: 7.5 };
        let named = rooms.join(", ");
        // Where they are too many to be named the sessions tell where they are.
        let is_too_long = rooms.len() > 1 && wide(&named) * BOLD.0 * HEAVY > head.width * 1.8;
        sheet.lines(head, BOLD, &if is_too_long { counted(rooms.len(), "room") } else { named }, 2);
    }
    layout.placed.iter().for_each(|placed| draw_block(sheet, &layout, placed));
}

fn draw_block(sheet: &mut Sheet, layout: &Layout<'_>, placed: &Placed<'_>) {
    let (block, (left, width)) = (placed.block, layout.span(placed));
    let (top, bottom) = (layout.scale.y(block.start) + 0.2, layout.scale.y(block.end) - 0.2);
    let area = Area { x: GRID.x + left, y: top, width, height: (bottom - top).max(1.0) };
    sheet.rect(area, if block.clashes { "clash" } else { "box" });
    if let Some(colour) = block.colour {
        sheet.tint(Area { width: 0.9, ..area }, colour);
    }
    let inside = Area { x: area.x + 1.6, y: area.y + 0.5, width: area.width - AROUND.0, height: area.height - 1.0 };
    let rest = |y: f32| Area { y, height: inside.bottom() - y, ..inside };
    let title = (layout.size, if block.cancelled { "b x" } else { "b" });
    let small = (layout.small, "s d");
    let room = inside.height - layout.title(placed);
    let y = match layout.beside(placed).filter(|_| room < layout.small * LEADING) {
        Some(beside) => {
            sheet.lines(Area { y: inside.y + (layout.size - layout.small) * 0.9, ..inside }, small, &placed.head, 1);
            sheet.lines(Area { x: inside.x + beside, width: inside.width - beside, ..inside }, title, &block.title, 1)
        }
        None => {
            // Where there is one line only it is for the title: the hours can be seen.
            let has_two = inside.height >= (layout.size + layout.small) * LEADING;
            let most = ((room / (layout.small * LEADING)) as usize).max(usize::from(has_two));
            let y = sheet.lines(inside, small, &placed.head, most);
            sheet.lines(rest(y), title, &block.title, usize::MAX)
        }
    };
    sheet.lines(rest(y), small, &block.people, 2);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::page::day::Block;

    /// A day of so many sessions of half an hour in so many rooms, `beside` of them at a time.
    fn day(rooms: usize, sessions: usize, beside: usize) -> DaySheet {
        let block = |at: usize| Block {
            room: at % rooms,
            start: 9 * 60 + (at / beside) as i64 * 35,
            end: 9 * 60 + (at / beside) as i64 * 35 + 30,
            hours: "11:29–11:43".to_owned(),
            title: format!("Talk {at}: reflecting on the past, the present and the future of what carries the city"),
            people: "Ines Castro, Ole Brandt".to_owned(),
            clashes: beside > 1,
            cancelled: false,
            colour: None,
        };
        DaySheet {
            heading: "Friday, 19 March 2027".to_owned(),
            about: String::new(),
            zone: String::new(),
            rooms: (0..rooms).map(|at| format!("Warehouse {at} | Upper floor")).collect(),
            blocks: (0..sessions).map(block).collect(),
            all_day: Vec::new(),
            clashes: Vec::new(),
            alternatives: Vec::new(),
            code: None,
        }
    }

    #[test]
    fn titles_are_whole_in_however_many_rooms() {
        for (rooms, sessions, beside) in [(1, 7, 1), (5, 15, 1), (7, 14, 1), (12, 12, 1), (12, 24, 2), (18, 30, 3)] {
            let day = day(rooms, sessions, beside);
            let mut sheet = Sheet::default();
            draw(&mut sheet, &day);
            let drawn = sheet.into_text();
            let texts = drawn.split("<text ").filter_map(|text| text.split(['>', '<']).nth(1));
            let drawn = texts.collect::<Vec<_>>().join(" ");
            for block in &day.blocks {
                assert!(drawn.contains(&block.title), "{rooms} rooms: {}: {drawn}", block.title);
            }
            let told = drawn.matches("| Upper floor").count();
            assert!(told >= rooms, "{rooms} rooms, {told} of them told: {drawn}");
        }
    }
}
