//! Spreadsheets as text: a header that names the columns, and a line for each session.

use super::text::Json;
use crate::problem::Problem;
use csv::{ReaderBuilder, StringRecord, Trim};
use serde_json::{Map, Value};

/// The key under which the lines of a table stand.
pub(crate) const KEY: &str = "table";

/// The longest name of a column: what is longer is a sentence with commas.
const LONGEST: usize = 40;

/// The lines of a table as objects with the names of its columns; none for a text that is no table.
pub(crate) fn read(text: &str) -> Option<Json> {
    let comma = parting(text)?;
    let mut reader = ReaderBuilder::new().delimiter(comma).flexible(true).trim(Trim::All).from_reader(text.as_bytes());
    let names = reader.headers().ok().filter(|names| names.iter().all(|name| name.chars().count() <= LONGEST))?.clone();
    let mut longer = None;
    let mut row = |line: StringRecord| {
        if line.len() > names.len() && longer.is_none() {
            longer = line.position().map(csv::Position::line);
        }
        // A cell beyond the last column has the column's number for a name.
        let name = |at: usize| {
            names.get(at).filter(|name| !name.is_empty()).map_or_else(|| format!("column {}", at + 1), str::to_owned)
        };
        let cells = line.iter().enumerate().map(|(at, cell)| (name(at), Value::String(cell.to_owned())));
        Value::Object(cells.collect::<Map<_, _>>())
    };
    let rows: Vec<Value> = reader.records().filter_map(Result::ok).map(&mut row).collect();
    let broken = longer.and_then(|line| usize::try_from(line).ok()).map(|line| {
        Problem::warning("", "this line, the first of its kind, has more cells than there are columns").on_line(line)
    });
    Some(Json { value: Value::Object(Map::from_iter([(KEY.to_owned(), Value::Array(rows))])), broken })
}

/// What parts the cells: both of the first two lines have it.
fn parting(text: &str) -> Option<u8> {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let (first, second) = (lines.next()?, lines.next()?);
    let cells = |comma: &u8| first.bytes().filter(|byte| byte == comma).count();
    let is_there = |comma: &u8| {
        let found = second.bytes().filter(|byte| byte == comma).count();
        // A line may end within a cell.
        cells(comma) > 0 && (found >= cells(comma) || second.contains('"'))
    };
    [b',', b';', b'\t', b'|'].into_iter().filter(is_there).max_by_key(cells)
}
