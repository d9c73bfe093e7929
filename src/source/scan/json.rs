//! JSON by its brackets and strings alone.

/// A string as a whole, or a byte outside of strings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) at: usize,
    /// Its first byte; a string's is a quotation mark.
    pub(crate) byte: u8,
    /// Where its last byte stands: the quotation mark that ends a string, or the end of the text where none does.
    pub(crate) last: usize,
}

pub(crate) fn tokens(text: &str) -> impl Iterator<Item = Token> {
    let bytes = text.as_bytes();
    let mut next = 0;
    std::iter::from_fn(move || {
        let at = next;
        let byte = *bytes.get(at)?;
        let last = if byte == b'"' { end_of_string(bytes, at + 1) } else { at };
        next = last + 1;
        Some(Token { at, byte, last })
    })
}

/// The position of the quotation mark that ends a string, or the end of the text.
fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(rest) = bytes.get(at..) {
        match memchr::memchr2(b'"', b'\\', rest) {
            Some(found) if rest.get(found) == Some(&b'"') => return at + found,
            Some(found) => at += found + 2,
            None => break,
        }
    }
    bytes.len()
}

/// The first byte from here on that is no blank.
pub(crate) fn next_byte(text: &str, from: usize) -> Option<u8> {
    text.as_bytes().get(from..)?.iter().find(|byte| !byte.is_ascii_whitespace()).copied()
}
