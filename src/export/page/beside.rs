//! What stands beside the grid: the code, what clashes, what else there is.

use super::day::DaySheet;
use super::sheet::{ALARM, Area, BOLD, HEIGHT, Hand, MARGIN, PLAIN, SMALL, Sheet, WIDTH};
use crate::share::{QUIET, Qr};

const COLUMN: f32 = 66.0;
/// How wide and high the code is, with the light around it.
const CODE: f32 = 34.0;
const BOTTOM: f32 = HEIGHT - MARGIN;

pub(super) fn draw(sheet: &mut Sheet, day: &DaySheet) {
    let column = Area { x: WIDTH - MARGIN - COLUMN, y: 8.0, width: COLUMN, height: BOTTOM - 8.0 };
    if let Some((qr, code)) = day.code.as_ref().and_then(|code| Some((Qr::of(code)?, code))) {
        let place = (WIDTH - MARGIN - CODE, 6.0);
        sheet.squares(place, CODE / (qr.size() + 2 * QUIET) as f32, &qr.runs(QUIET));
        let told = Area { y: 12.0, width: COLUMN - CODE - 2.0, height: 26.0, ..column };
        let y = sheet.lines(told, BOLD, "My marks to scan", 2);
        let how = format!("kubetalks friends add NAME {}", code.split_at_checked(10).map_or("", |(start, _)| start));
        sheet.lines(Area { y: y + 0.5, ..told }, SMALL, &format!("Somebody else's kubetalks takes them: {how}…"), 6);
    }
    let whole = Area { y: 44.0, height: BOTTOM - 44.0, ..column };
    let mut list = List { sheet, area: whole };
    let clashes = day.clashes.iter().map(|(what, why)| (why.as_str(), what.as_str()));
    // However many clashes there are, the alternatives by which to solve some have their place.
    list.area.height *= if day.alternatives.is_empty() { 1.0 } else { 0.6 };
    list.write("Clashes", ALARM, clashes.collect());
    list.area.height = whole.bottom() - list.area.y;
    let alternatives = day.alternatives.iter().map(|(place, title)| (place.as_str(), title.as_str()));
    list.write("Alternatives", PLAIN, alternatives.collect());
}

/// Lists one below the other.
struct List<'s> {
    sheet: &'s mut Sheet,
    /// What is left of the column.
    area: Area,
}

impl List<'_> {
    /// Entries of a small line and what it is about, as many as there is room for; the rest is counted.
    fn write(&mut self, heading: &str, hand: Hand, entries: Vec<(&str, &str)>) {
        if entries.is_empty() || self.area.height < 12.0 {
            return;
        }
        self.line(BOLD, heading, 1);
        for (at, (small, text)) in entries.iter().enumerate() {
            if self.area.height < 21.0 && at + 1 < entries.len() {
                self.line(SMALL, &format!("and {} more", entries.len() - at), 1);
                break;
            }
            self.line(SMALL, small, 1);
            self.line(hand, text, 5);
            self.skip(1.0);
        }
        self.skip(3.0);
    }

    fn line(&mut self, hand: Hand, text: &str, most: usize) {
        let y = self.sheet.lines(self.area, hand, text, most);
        self.skip(y - self.area.y);
    }

    fn skip(&mut self, height: f32) {
        self.area = Area { y: self.area.y + height, height: self.area.height - height, ..self.area };
    }
}
