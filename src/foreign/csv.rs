//! Tables, RFC 4180, with a header: its words decide what a column is, for no two programs have the same columns.

use super::reading::{ForeignReading, Kind, Reference};
use super::spelling::{instant, keys_of, mark};
use crate::problem::Problem;

const KEYS: [&str; 8] = ["guid", "uuid", "id", "eventid", "sessionid", "lectureid", "code", "slug"];
const TITLE: [&str; 3] = ["title", "name", "summary"];
const URL: [&str; 3] = ["url", "link", "uri"];
const START: [&str; 4] = ["start", "startsat", "starttime", "startdate"];

pub(super) fn recognises(text: &str) -> bool {
    let header = header(text);
    let known = |names: &[&str]| header.iter().any(|column| names.contains(&column.as_str()));
    known(&KEYS) || (header.len() > 1 && (known(&TITLE) || known(&URL)))
}

pub(super) fn read(text: &str, file: &str) -> ForeignReading {
    let header = header(text);
    let mut reading = ForeignReading::of(Kind::Csv, Vec::new());
    for (line, row) in rows(text, separator(text)).into_iter().skip(1) {
        let field = |names: &[&str]| {
            let at = header.iter().position(|column| names.contains(&column.as_str()))?;
            row.get(at).map(|cell| disarmed(cell.trim())).filter(|cell| !cell.is_empty()).map(str::to_owned)
        };
        if field(&["type"]).is_some_and(|kind| kind.eq_ignore_ascii_case("track")) {
            let problem = Problem::note(file, "a whole track is a favourite here; only sessions are taken over");
            reading.problems.push(problem.on_line(line));
            continue;
        }
        let url = field(&URL);
        let mut keys: Vec<String> = KEYS.iter().filter_map(|name| field(&[name])).collect();
        keys.extend(url.as_deref().map(keys_of).unwrap_or_default());
        let event = field(&["event"]).filter(|event| {
            keys.iter().any(|key| key.strip_prefix(event.as_str()).is_some_and(|k| k.starts_with('/')))
        });
        let title = field(&TITLE);
        let start = field(&START).and_then(|time| instant(&time));
        let mark = field(&["mark"]).and_then(|word| mark(&word));
        reading.origin = reading.origin.or_else(|| event.clone());
        // What others call a note may be anything.
        let own = |name: &str| field(&[name]).filter(|_| event.is_some());
        let (seen, note) = (own("seen").is_some_and(|word| word == "yes"), own("note").unwrap_or_default());
        let rating = own("rating").and_then(|number| number.parse().ok());
        reading.references.push(Reference { keys, title, start, url, event, mark, seen, rating, note });
    }
    reading
}

/// A cell without the apostrophe that tells a spreadsheet that it is no formula.
fn disarmed(cell: &str) -> &str {
    let is_armed = |rest: &&str| rest.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    cell.strip_prefix('\'').filter(is_armed).unwrap_or(cell)
}

/// The words of the header, as letters and digits only: `Event ID` and `event_id` are the same.
fn header(text: &str) -> Vec<String> {
    let line = text.trim_start().lines().next().unwrap_or_default();
    let word = |cell: &String| cell.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    rows(line, separator(text)).first().map(|(_, cells)| cells.iter().map(word).collect()).unwrap_or_default()
}

/// The character that parts most cells of the header.
fn separator(text: &str) -> char {
    let line = text.trim_start().lines().next().unwrap_or_default();
    [',', ';', '\t'].into_iter().rev().max_by_key(|separator| line.matches(*separator).count()).unwrap_or(',')
}

/// The cells, with the number of the line on which each row begins; empty lines are no rows.
fn rows(text: &str, separator: char) -> Vec<(usize, Vec<String>)> {
    let mut rows = Vec::new();
    let (mut row, mut cell) = (Vec::new(), String::new());
    let (mut line, mut begin, mut quoted) = (1, 1, false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        line += usize::from(letter == '\n');
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' if quoted || cell.is_empty() => quoted = !quoted,
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push((begin, std::mem::take(&mut row)));
                begin = line;
            }
            '\r' if !quoted => {}
            letter if letter == separator && !quoted => row.push(std::mem::take(&mut cell)),
            letter => cell.push(letter),
        }
    }
    row.push(cell);
    rows.push((begin, row));
    rows.retain(|(_, row)| row.iter().any(|cell| !cell.trim().is_empty()));
    rows
}
