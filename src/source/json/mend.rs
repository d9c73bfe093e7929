//! Mending of text that is nearly JSON: what people and careless programs write.

use crate::source::scan::json::{next_byte, tokens};
use std::ops::Range;

/// A text with the commonest mistakes put right.
#[derive(Default)]
pub(crate) struct Mended {
    pub(crate) text: String,
    /// Where bytes were added or dropped: an offset in the mended text, and in the original from there on.
    moved: Vec<(usize, usize)>,
}

impl Mended {
    pub(crate) fn original(&self, offset: usize) -> usize {
        let before = self.moved.partition_point(|(mended, _)| *mended <= offset);
        let (mended, original) = before.checked_sub(1).and_then(|at| self.moved.get(at)).copied().unwrap_or((0, 0));
        original + (offset - mended)
    }
}

/// Escapes raw control characters in strings, drops backslashes before what needs none and commas before closing
/// brackets, and puts null for the numbers that JSON does not have.
pub(crate) fn mend(text: &str) -> Mended {
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
