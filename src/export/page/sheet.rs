//! What is put on a sheet: texts, lines and boxes, as the elements of a picture.

use super::lettering::lines;
use crate::export::html::escape;
use std::fmt::Write as _;

/// A4, the long side across.
pub(super) const WIDTH: f32 = 297.0;
pub(super) const HEIGHT: f32 = 210.0;
/// What printers do not reach.
pub(super) const MARGIN: f32 = 10.0;
/// From line to line, in sizes of the font.
pub(super) const LEADING: f32 = 1.22;
/// Bold letters are so much wider.
pub(super) const HEAVY: f32 = 1.12;

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Area {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
}

impl Area {
    pub(super) fn bottom(self) -> f32 {
        self.y + self.height
    }
}

/// How a text looks: the size of its font, and the classes that give it that.
pub(super) type Hand = (f32, &'static str);

pub(super) const PLAIN: Hand = (2.8, "");
pub(super) const BOLD: Hand = (2.8, "b");
pub(super) const SMALL: Hand = (2.4, "s d");
pub(super) const ALARM: Hand = (2.8, "r");

pub(super) struct Sheet {
    svg: String,
}

impl Default for Sheet {
    fn default() -> Self {
        let svg = format!("<rect class=\"paper\" width=\"{WIDTH}\" height=\"{HEIGHT}\"/>\n");
        Self { svg }
    }
}

impl Sheet {
    pub(super) fn into_text(self) -> String {
        self.svg
    }

    /// A text whose first letter stands on a point.
    pub(super) fn text(&mut self, (x, y): (f32, f32), class: &str, text: &str) {
        if !text.is_empty() {
            _ = writeln!(self.svg, "<text x=\"{x:.2}\" y=\"{y:.2}\" class=\"{class}\">{}</text>", escape(text));
        }
    }

    /// A text in as many lines of an area as it takes, and at most so many; returns where the next one would begin.
    pub(super) fn lines(&mut self, area: Area, (size, class): Hand, text: &str, most: usize) -> f32 {
        let room = ((area.height / (size * LEADING)) as usize).min(most);
        if room == 0 {
            return area.y;
        }
        let mut y = area.y;
        let weight = if class.starts_with('b') { HEAVY } else { 1.0 };
        for line in lines(text, size * weight, area.width, room) {
            if !line.is_empty() {
                let (x, y, line) = (area.x, y + size, escape(&line));
                let style = format!("class=\"{class}\" style=\"font-size:{size}px\"");
                _ = writeln!(self.svg, "<text x=\"{x:.2}\" y=\"{y:.2}\" {style}>{line}</text>");
            }
            y += size * LEADING;
        }
        y
    }

    pub(super) fn rect(&mut self, Area { x, y, width, height }: Area, class: &str) {
        _ = writeln!(
            self.svg,
            "<rect class=\"{class}\" x=\"{x:.2}\" y=\"{y:.2}\" width=\"{width:.2}\" height=\"{height:.2}\"/>"
        );
    }

    /// A box of a colour, given as red, green and blue.
    pub(super) fn tint(&mut self, Area { x, y, width, height }: Area, [red, green, blue]: [u8; 3]) {
        _ = writeln!(
            self.svg,
            "<rect fill=\"#{red:02x}{green:02x}{blue:02x}\" x=\"{x:.2}\" y=\"{y:.2}\" width=\"{width:.2}\" \
             height=\"{height:.2}\"/>"
        );
    }

    /// A horizontal line.
    pub(super) fn rule(&mut self, x: f32, y: f32, to: f32, class: &str) {
        _ = writeln!(self.svg, "<path class=\"{class}\" d=\"M{x:.2} {y:.2}H{to:.2}\"/>");
    }

    /// Squares of a size, given as rows of runs: whether they have ink, and how many there are.
    pub(super) fn squares(&mut self, (x, y): (f32, f32), size: f32, rows: &[Vec<(bool, usize)>]) {
        let mut path = String::new();
        for (down, row) in rows.iter().enumerate() {
            let mut across = 0;
            for (ink, count) in row {
                if *ink {
                    _ = write!(path, "M{across} {down}h{count}v1h-{count}z");
                }
                across += count;
            }
        }
        _ = writeln!(
            self.svg,
            "<path class=\"ink\" transform=\"translate({x:.2} {y:.2}) scale({size:.4})\" d=\"{path}\"/>"
        );
    }
}
