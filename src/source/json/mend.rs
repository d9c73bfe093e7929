//! Mending of text that is nearly JSON: what people and careless programs write.

use std::borrow::Cow;

/// A text with the commonest mistakes put right.
pub(super) struct Mended {
    pub(super) text: String,
    /// Where bytes were added or dropped: an offset in the mended text, and in the original from there on.
    moved: Vec<(usize, usize)>,
}

impl Mended {
    /// The offset in the original text.
    pub(super) fn original(&self, offset: usize) -> usize {
        let before = self.moved.partition_point(|(mended, _)| *mended <= offset);
        let (mended, original) = before.checked_sub(1).and_then(|at| self.moved.get(at)).copied().unwrap_or((0, 0));
        original + (offset - mended)
    }
}

/// Escapes raw control characters in strings, drops backslashes before what needs none and commas before closing
/// brackets, and puts null for the numbers that JSON does not have.
pub(super) fn mend(text: &str) -> Mended {
    let bytes = text.as_bytes();
    let mut mended = Mended { text: String::with_capacity(text.len()), moved: Vec::new() };
    let mut in_string = false;
    // The text up to here has been copied.
    let mut done = 0;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let next = bytes.get(at + 1).copied().unwrap_or(0);
        let (skipped, put): (usize, Cow<'_, str>) = match (byte, in_string) {
            (b'"', _) => {
                in_string = !in_string;
                (0, "".into())
            }
            (b'\\', true) if matches!(next, b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' | b'u') => {
                at += 1;
                (0, "".into())
            }
            (b'\\', true) => (1, "".into()),
            (0..0x20, true) => (1, format!("\\u{byte:04x}").into()),
            (b',', false) if closes(bytes, at + 1) => (1, "".into()),
            (b'N' | b'I' | b'u', false) => {
                let word = ["NaN", "Infinity", "undefined"]
                    .iter()
                    .find(|word| bytes.get(at..).is_some_and(|rest| rest.starts_with(word.as_bytes())));
                word.map_or((0, "".into()), |word| (word.len(), "null".into()))
            }
            _ => (0, "".into()),
        };
        if skipped > 0 {
            mended.text.push_str(text.get(done..at).unwrap_or(""));
            mended.text.push_str(&put);
            done = at + skipped;
            mended.moved.push((mended.text.len(), done));
            at = done;
        } else {
            at += 1;
        }
    }
    mended.text.push_str(text.get(done..).unwrap_or(""));
    mended
}

fn closes(bytes: &[u8], from: usize) -> bool {
    let rest = bytes.get(from..).unwrap_or(&[]);
    rest.iter().find(|byte| !byte.is_ascii_whitespace()).is_some_and(|byte| matches!(byte, b'}' | b']'))
}
