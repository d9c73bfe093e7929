//! A day on one sheet of A4: rooms across, time down, for what one goes to; clashes and alternatives beside it, and in the
//! corner the code by which somebody else takes it over. As a picture, and as a page to print that holds the same picture.
//!
//! Lengths are millimetres. Nothing is known of the fonts there will be: widths of letters are guessed, on the safe side.

mod beside;
mod day;
mod grid;
mod layout;
mod lettering;
mod scale;
mod sheet;

use super::html::escape;
use super::selection::{Exported, Selection};
use day::{DaySheet, sheets};
use sheet::{HEIGHT, Sheet, WIDTH};
use std::fmt::Write as _;

const STYLE: &str = include_str!("style.css");

/// One picture, with the sheets of several days below one another.
pub(super) fn svg(selection: &Selection<'_>) -> Exported {
    let (days, left_out) = sheets(selection);
    let height = HEIGHT * days.len() as f32;
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}mm\" height=\"{height}mm\" \
         viewBox=\"0 0 {WIDTH} {height}\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n",
        escape(selection.title())
    );
    for (at, day) in days.iter().enumerate() {
        _ = writeln!(text, "<g transform=\"translate(0 {})\">\n{}</g>", HEIGHT * at as f32, drawn(selection, day));
    }
    text.push_str("</svg>\n");
    Exported { left_out, ..Exported::from(text) }
}

/// A page that prints each day on a sheet of its own.
pub(super) fn page(selection: &Selection<'_>) -> Exported {
    let (days, left_out) = sheets(selection);
    let title = escape(selection.title());
    let print = "@page { size: A4 landscape; margin: 0; }\nhtml, body { margin: 0; background: #fff; }\n\
         svg { display: block; width: 297mm; height: 209.5mm; max-width: 100%; break-inside: avoid; }\n\
         svg + svg { break-before: page; }\n@media screen { svg { height: auto; } }\n";
    let mut text = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>\n{print}{STYLE}</style>\n</head>\n<body>\n"
    );
    for day in &days {
        let (name, drawn) = (escape(&day.heading), drawn(selection, day));
        _ = writeln!(text, "<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{name}\">\n{drawn}</svg>");
    }
    text.push_str("</body>\n</html>\n");
    Exported { left_out, ..Exported::from(text) }
}

fn drawn(selection: &Selection<'_>, day: &DaySheet) -> String {
    let mut sheet = Sheet::default();
    grid::draw(&mut sheet, day);
    beside::draw(&mut sheet, day);
    let written = selection.options.now.format("%-d %B %Y");
    sheet.text((10.0, 206.0), "s d", &format!("{} · written by kubetalks on {written}", day.zone));
    sheet.into_text()
}
