//! Links that a terminal opens itself (OSC 8), so that one can be clicked where no desktop is: over ssh.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::Rect;
use std::num::NonZeroU16;
use supports_hyperlinks::Stream;
use unicode_width::UnicodeWidthStr;

/// Terminals take no longer address.
const LONGEST: usize = 2_000;

/// The version of tmux from which on it hands links to its own terminal, which may still not show them.
const TMUX: (u32, u32) = (3, 4);

/// What in an address would end the sequence or is no part of an address: beyond letters of ASCII nothing is left as it is.
const UNSAFE: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\').add(b'^').add(b'`');

/// Whether the terminal is known to show links. It is not asked: see the module of the terminal.
pub(super) fn are_shown() -> bool {
    let told = |name| std::env::var(name).unwrap_or_default();
    let tmux = told("TERM_PROGRAM") == "tmux" && passes_links(&told("TERM_PROGRAM_VERSION"));
    tmux || supports_hyperlinks::on(Stream::Stdout)
}

fn passes_links(version: &str) -> bool {
    let (major, minor) = version.split_once('.').unwrap_or((version, "0"));
    let number = |text: &str| text.trim_end_matches(|letter: char| !letter.is_ascii_digit()).parse().ok();
    number(major).zip(number(minor)).is_some_and(|version| version >= TMUX)
}

/// Makes the cells of an area a link. Every cell is one by itself: any of them may be sent alone.
pub(super) fn put(cells: &mut Buffer, area: Rect, url: &str) {
    let url: String = utf8_percent_encode(url, UNSAFE).collect();
    if url.len() > LONGEST || !url.contains("://") {
        return;
    }
    let id = url.bytes().fold(5381_u32, |sum, byte| sum.wrapping_mul(33) ^ u32::from(byte));
    for position in area.intersection(cells.area).positions() {
        let Some(cell) = cells.cell_mut(position) else { continue };
        let Some(width) = u16::try_from(cell.symbol().width()).ok().and_then(NonZeroU16::new) else { continue };
        cell.set_symbol(&format!("\x1b]8;id={id};{url}\x1b\\{}\x1b]8;;\x1b\\", cell.symbol()));
        cell.set_diff_option(CellDiffOption::ForcedWidth(width));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_cannot_break_out_of_its_sequence() {
        let mut cells = Buffer::with_lines(["ab"]);
        put(&mut cells, Rect::new(0, 0, 1, 1), "https://x.example/\x1b]52;c;\u{9c}\x07ä b");
        let symbol = cells.cell((0, 0)).unwrap().symbol();
        let inner = symbol.strip_prefix("\x1b]8;id=").unwrap().strip_suffix("\x1b\\a\x1b]8;;\x1b\\").unwrap();
        assert!(inner.ends_with(";https://x.example/%1B]52;c;%C2%9C%07%C3%A4%20b"), "{inner}");
        assert_eq!(cells.cell((1, 0)).unwrap().symbol(), "b");
        put(&mut cells, Rect::new(1, 0, 9, 9), "javascript:alert(1)");
        assert_eq!(cells.cell((1, 0)).unwrap().symbol(), "b", "what is no address is no link");
    }

    #[test]
    fn tmux_passes_links_from_3_4_on() {
        let table = ["3.3a", "3.4", "3.5a", "next-3.6", "", "4", "3.10"].map(passes_links);
        assert_eq!(table, [false, true, true, false, false, true, true]);
    }
}
