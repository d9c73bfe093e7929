//! Text for people: tables whose columns share the width of the terminal, and paragraphs.

use crate::io::output::Output;
use crate::measure::{cut, fill, width, wrap};
use ratatui::backend::IntoCrossterm;
use ratatui::crossterm::style::ContentStyle;
use ratatui::style::Style;
use std::io::{self, Write};

/// The blanks between two columns.
const GAP: usize = 2;

/// Lines longer than this are hard to read, however wide the terminal is.
pub(super) const WIDEST: usize = 100;

/// Where nothing tells a width.
pub(super) const USUAL: usize = 80;

/// On a terminal a longer id takes its cells from what stands before it in its row.
const LONG_ID: usize = 12;

/// How a column is laid out.
#[derive(Debug, Clone, Copy)]
pub(super) enum Column {
    /// Shown whole or not at all.
    Whole,
    /// The same for numbers.
    Number,
    /// Cut to no less than so many cells.
    Flexible(usize),
    /// The last one, for what is typed again: never cut and never left out.
    Id,
}

/// The columns of a table, and which of them are left out where not all fit, one after the other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Columns<const N: usize>(pub(super) [Column; N], pub(super) &'static [usize]);

#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) style: Style,
    runs_on: bool,
}

impl Cell {
    pub(super) fn new(text: impl Into<String>, style: Style) -> Self {
        Self { text: text.into(), style, runs_on: false }
    }

    /// A remark: it makes its column no wider, and runs on over the cells behind it, of which nothing is shown.
    pub(super) fn remark(text: impl Into<String>, style: Style) -> Self {
        Self { runs_on: true, ..Self::new(text, style) }
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::new(text, Style::new())
    }
}

/// Writes rows of cells, one for each column. On a terminal they are cut to its width, elsewhere nothing is.
pub(super) fn table<const N: usize>(columns: Columns<N>, rows: &[[Cell; N]], out: &mut Output) -> io::Result<()> {
    let widest = |at: usize| rows.iter().filter(|row| !row[at].runs_on).map(|row| width(&row[at].text)).max();
    let natural = std::array::from_fn(|at| widest(at).unwrap_or(0));
    let available = out.columns();
    let widths = available.map_or(natural, |available| fit(columns, natural, available));
    for row in rows {
        write_row(columns, row, available.map_or(widths, |_| making_way(columns, row, widths)), out)?;
        if out.is_closed() {
            break;
        }
    }
    Ok(())
}

fn write_row<const N: usize>(
    Columns(columns, _): Columns<N>,
    row: &[Cell; N],
    widths: [usize; N],
    out: &mut Output,
) -> io::Result<()> {
    // Nobody wants blanks at the end of a line.
    let is_shown = |at: usize| widths[at] > 0 || row[at].runs_on;
    let last = (0..N).rev().find(|at| is_shown(*at) && !row[*at].text.is_empty());
    let shown = last.map_or(0, |last| last + 1);
    let mut used = 0;
    for (at, cell) in row.iter().enumerate().take(shown).filter(|(at, _)| is_shown(*at)) {
        if cell.runs_on {
            let rest = out.columns().map_or(usize::MAX, |columns| columns.saturating_sub(used));
            write!(out, "{}", painted(&cut(&cell.text, rest), cell.style, out))?;
            break;
        }
        used += widths[at] + GAP;
        let text = cut(&cell.text, widths[at]);
        let blank = widths[at].saturating_sub(width(&text));
        let before = if matches!(columns[at], Column::Number) { blank } else { 0 };
        let after = if Some(at) == last { 0 } else { blank - before + GAP };
        let text = painted(&text, cell.style, out);
        write!(out, "{:before$}{text}{:after$}", "", "")?;
    }
    writeln!(out)
}

/// The widths for a row whose id is longer than its column: what stands before it gives way, the last first.
fn making_way<const N: usize>(Columns(columns, _): Columns<N>, row: &[Cell; N], mut widths: [usize; N]) -> [usize; N] {
    let id = (0..N).find(|at| matches!(columns[*at], Column::Id) && !row[*at].text.is_empty());
    let Some(id) = id else { return widths };
    let wanted = width(&row[id].text);
    let mut missing = wanted.saturating_sub(widths[id]);
    widths[id] = widths[id].max(wanted);
    for at in (0..id).rev().filter(|at| matches!(columns[*at], Column::Flexible(_))) {
        let given = missing.min(widths[at].saturating_sub(1));
        widths[at] -= given;
        missing -= given;
    }
    widths
}

/// Writes tables below their headings, with a blank line between them.
pub(super) fn tables<const N: usize>(
    columns: Columns<N>,
    parts: impl IntoIterator<Item = (String, Vec<[Cell; N]>)>,
    out: &mut Output,
) -> io::Result<()> {
    let mut between = "";
    for (heading, rows) in parts {
        writeln!(out, "{between}{heading}")?;
        table(columns, &rows, out)?;
        between = "\n";
    }
    Ok(())
}

/// The width of each column, 0 where it is left out: as wide as its widest cell, unless that is too much in all.
fn fit<const N: usize>(Columns(columns, optional): Columns<N>, natural: [usize; N], available: usize) -> [usize; N] {
    let total = |widths: &[usize; N]| {
        let shown = widths.iter().filter(|width| **width > 0).count();
        widths.iter().sum::<usize>() + GAP * shown.saturating_sub(1)
    };
    let mut widths = std::array::from_fn(|at| match columns[at] {
        Column::Id => natural[at].min(LONG_ID),
        _ => natural[at],
    });
    let mut least: [usize; N] = std::array::from_fn(|at| match columns[at] {
        Column::Flexible(least) => least.min(widths[at]),
        _ => widths[at],
    });
    for at in optional {
        if total(&least) > available {
            (least[*at], widths[*at]) = (0, 0);
        }
    }
    let barest = std::array::from_fn(|at| if matches!(columns[at], Column::Id) { least[at] } else { least[at].min(1) });
    for floor in [least, barest] {
        while total(&widths) > available {
            let spare = |at: &usize| widths[*at].saturating_sub(floor[*at]);
            let Some(at) = (0..N).filter(|at| spare(at) > 0).max_by_key(spare) else { break };
            widths[at] -= 1;
        }
    }
    widths
}

/// The text with the sequences that give it its look, where there may be any.
pub(super) fn painted(text: &str, style: Style, out: &Output) -> String {
    if !out.has_colour() || style == Style::new() || text.trim().is_empty() {
        return text.to_owned();
    }
    filled(text, style, out)
}

/// The same of a text whose blanks have a look too.
pub(super) fn filled(text: &str, style: Style, out: &Output) -> String {
    let style: ContentStyle = style.into_crossterm();
    out.styled(text, |text| style.apply(text))
}

/// Writes a text of several paragraphs wrapped to `cells`, each line after `indent` blanks; the lines of a list item
/// stand below its first word.
pub(super) fn paragraphs(text: &str, cells: usize, indent: usize, out: &mut Output) -> io::Result<()> {
    for line in text.lines() {
        let hang = if line.starts_with("• ") { 2 } else { 0 };
        for (number, range) in wrap(line, cells.saturating_sub(indent + hang), 0).into_iter().enumerate() {
            let piece = line.get(range).unwrap_or_default().trim();
            let before = if piece.is_empty() { 0 } else { indent + if number == 0 { 0 } else { hang } };
            writeln!(out, "{:before$}{piece}", "")?;
        }
    }
    Ok(())
}

/// A label that fills its column, before a value.
pub(super) fn label(name: &str, cells: usize, style: Style, out: &Output) -> String {
    painted(&fill(name, cells), style, out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KINDS: [Column; 4] = [Column::Whole, Column::Flexible(10), Column::Flexible(5), Column::Whole];
    const COLUMNS: Columns<4> = Columns(KINDS, &[3, 2]);

    #[test]
    fn columns_share_the_width_and_the_last_ones_give_way() {
        for (available, expected) in [
            (100, [1, 30, 20, 8]),
            (60, [1, 25, 20, 8]),
            (30, [1, 10, 5, 8]),
            (29, [1, 15, 9, 0]),
            (20, [1, 10, 5, 0]),
            (19, [1, 16, 0, 0]),
            (5, [1, 2, 0, 0]),
            (0, [1, 1, 0, 0]),
        ] {
            let widths = fit(COLUMNS, [1, 30, 20, 8], available);
            assert_eq!(widths, expected, "{available}");
        }
        assert_eq!(fit(COLUMNS, [0, 30, 0, 8], 40), [0, 30, 0, 8], "an empty column takes no gap");
    }

    #[test]
    fn an_id_is_never_cut_and_what_stands_before_it_gives_way() {
        let columns = Columns([Column::Flexible(10), Column::Flexible(5), Column::Id], &[1]);
        let widths = fit(columns, [30, 20, 40], 60);
        assert_eq!(widths, [25, 19, LONG_ID]);
        let row = |id: &str| ["Title".into(), "Speaker".into(), Cell::from(id)];
        assert_eq!(making_way(columns, &row("short"), widths), widths);
        assert_eq!(making_way(columns, &row(&"x".repeat(20)), widths), [25, 11, 20]);
        assert_eq!(making_way(columns, &row(&"x".repeat(40)), widths), [15, 1, 40]);
        assert_eq!(fit(columns, [30, 20, 40], 20), [6, 0, LONG_ID], "it is never left out");
    }

    #[test]
    fn a_remark_runs_on_and_no_line_ends_in_blanks() {
        let shared = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
        let mut out = Output::new(Box::new(Shared(shared.clone())), false, false);
        let rows = [
            ["★".into(), "Short".into(), "Aula".into()],
            ["".into(), Cell::remark("a remark that is longer", Style::new()), "".into()],
            ["".into(), "Short".into(), "".into()],
        ];
        table(Columns([Column::Whole, Column::Flexible(4), Column::Whole], &[]), &rows, &mut out).unwrap();
        out.flush().unwrap();
        let text = String::from_utf8(shared.lock().unwrap().clone()).unwrap();
        assert_eq!(text, "★  Short  Aula\n   a remark that is longer\n   Short\n");
    }

    #[test]
    fn a_remark_is_shown_where_nothing_else_stands_in_its_column() {
        let shared = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
        let mut out = Output::new(Box::new(Shared(shared.clone())), false, false);
        let columns = Columns([Column::Whole, Column::Whole], &[]);
        table(columns, &[["11:05".into(), Cell::remark("free", Style::new())]], &mut out).unwrap();
        out.flush().unwrap();
        assert_eq!(shared.lock().unwrap().as_slice(), b"11:05  free\n");
    }

    struct Shared(std::sync::Arc<std::sync::Mutex<Vec<u8>>>);

    impl Write for Shared {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
}
