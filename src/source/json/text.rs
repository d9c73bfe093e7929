//! From text to JSON values, with what can be saved of a file that breaks off.

use super::bounded::bounded;
use crate::problem::Problem;
use crate::source::scan::json::{next_byte, tokens};
use serde_json::Value;
use std::ops::Range;

/// The most memory, in bytes, that the values of one text may be estimated to take: more than a schedule of as many
/// sessions as are kept of one needs.
const LARGEST: usize = 512 << 20;

/// The values of a text, and what was wrong with it; the file has no name yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Json {
    pub(crate) value: Value,
    pub(crate) broken: Option<Problem>,
}

/// Reads a JSON text. Small mistakes are mended; where it breaks off or goes wrong for good, the values that stand
/// complete before that place are returned, if any. A problem names the place.
pub(crate) fn parse(text: &str) -> Result<Json, Problem> {
    if weight(text) > LARGEST {
        return Err(Problem::error("", "this is JSON with more values than any schedule has"));
    }
    let error = match bounded(text) {
        Ok((value, long)) => return Ok(Json { value, broken: long }),
        Err(error) => error,
    };
    let (first, at) = mistake(text, &error);
    let mended = mend(text);
    let error = match bounded(&mended.text) {
        Ok((value, _)) => {
            let message = format!("this is not quite JSON ({first}); it was mended");
            return Ok(Json { value, broken: Some(Problem::warning("", message).at(text, at)) });
        }
        Err(error) => error,
    };
    let (message, offset) = mistake(&mended.text, &error);
    let place = mended.original(offset);
    match before(&mended.text, offset).and_then(|text| bounded(&text).ok()) {
        Some((value, _)) => {
            let message = format!("this is not JSON from here on ({message}); only what stands before it was read");
            let problem = Problem::warning("", message).advise("fetch it again: it may have been cut off");
            Ok(Json { value, broken: Some(problem.at(text, place)) })
        }
        None => Err(Problem::error("", format!("this is not JSON: {message}")).at(text, place)),
    }
}

fn mistake(text: &str, error: &serde_json::Error) -> (String, usize) {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or(&message).to_owned();
    (message, offset(text, error.line(), error.column()))
}

/// A generous estimate of the memory that the values of a text take: an object is a table with room for its keys, and
/// every other value has the size of the largest one.
fn weight(text: &str) -> usize {
    let count = |byte| memchr::memchr_iter(byte, text.as_bytes()).count();
    count(b',').saturating_mul(120).saturating_add(count(b'{').saturating_mul(400)).saturating_add(count(b'[') * 120)
}

/// The offset of a place that serde_json gives: a line from 1 and a column in bytes from 1.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start = match line.checked_sub(2) {
        None => 0,
        Some(breaks) => memchr::memchr_iter(b'\n', text.as_bytes()).nth(breaks).map_or(text.len(), |at| at + 1),
    };
    // Column 0 is the line break before the line.
    start.saturating_add(column).saturating_sub(1).min(text.len())
}

/// The text up to the last value that is complete before `offset`, with its brackets closed.
fn before(text: &str, offset: usize) -> Option<String> {
    let text = text.get(..offset)?;
    let mut open = Vec::new();
    // The end of the last complete element, and how many brackets were open there.
    let mut good = None;
    for token in tokens(text) {
        match token.byte {
            b'{' => open.push('}'),
            b'[' => open.push(']'),
            b'}' | b']' => {
                open.pop()?;
                good = Some((token.at + 1, open.len()));
            }
            b',' => good = Some((token.at, open.len())),
            _ => {}
        }
    }
    let (end, depth) = good?;
    let mut saved = text.get(..end)?.to_owned();
    saved.extend(open.get(..depth)?.iter().rev());
    Some(saved)
}

/// A text with the commonest mistakes put right.
#[derive(Default)]
struct Mended {
    text: String,
    /// Where bytes were added or dropped: an offset in the mended text, and in the original from there on.
    moved: Vec<(usize, usize)>,
}

impl Mended {
    fn original(&self, offset: usize) -> usize {
        let before = self.moved.partition_point(|(mended, _)| *mended <= offset);
        let (mended, original) = before.checked_sub(1).and_then(|at| self.moved.get(at)).copied().unwrap_or((0, 0));
        original + (offset - mended)
    }
}

/// Escapes raw control characters in strings, drops backslashes before what needs none and commas before closing
/// brackets, and puts null for the numbers that JSON does not have.
fn mend(text: &str) -> Mended {
    let mut mended = Mended { text: String::with_capacity(text.len()), ..Mended::default() };
    // The text up to here has been copied.
    let mut done = 0;
    let mut replace = |at: usize, length: usize, put: &str| {
        mended.text.push_str(text.get(done..at).unwrap_or(""));
        mended.text.push_str(put);
        done = at + length;
        mended.moved.push((mended.text.len(), done));
    };
    for token in tokens(text) {
        match token.byte {
            b'"' => mend_string(text, token.at + 1..token.last, &mut replace),
            b',' if matches!(next_byte(text, token.at + 1), Some(b'}' | b']')) => replace(token.at, 1, ""),
            b'N' | b'I' | b'u' => {
                let rest = text.get(token.at..).unwrap_or("");
                if let Some(word) = ["NaN", "Infinity", "undefined"].iter().find(|word| rest.starts_with(**word)) {
                    replace(token.at, word.len(), "null");
                }
            }
            _ => {}
        }
    }
    mended.text.push_str(text.get(done..).unwrap_or(""));
    mended
}

fn mend_string(text: &str, inside: Range<usize>, replace: &mut impl FnMut(usize, usize, &str)) {
    let byte_at = |at: usize| text.as_bytes().get(at).copied().unwrap_or(0);
    let mut at = inside.start;
    while at < inside.end {
        match byte_at(at) {
            b'\\' if matches!(byte_at(at + 1), b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' | b'u') => {
                at += 1
            }
            b'\\' => replace(at, 1, ""),
            byte @ 0..0x20 => replace(at, 1, &format!("\\u{byte:04x}")),
            _ => {}
        }
        at += 1;
    }
}
