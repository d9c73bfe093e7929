//! From a text to a tree: what must be put right before a parser sees it, and what it must not see at all.

use crate::problem::line_column;
use crate::source::scan::tags::{document_type, most_values};
use roxmltree::{Document, ParsingOptions};
use std::borrow::Cow;

/// The most nodes of one tree: about 150 MB. A larger text is read in pieces.
const MOST_NODES: u32 = 2_000_000;

/// The most attributes of one tag and the most namespace declarations of a text; the parser compares each with each.
const MOST_ATTRIBUTES: usize = 64;
const MOST_NAMESPACES: usize = 256;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Malformed {
    /// What the parser found, in the middle of a sentence.
    pub(crate) message: String,
    /// Line and column in the text that was parsed, where they mean anything.
    pub(crate) place: Option<(usize, usize)>,
}

impl Malformed {
    /// The place in the whole text, where the part that was parsed begins at byte `offset` of it.
    pub(crate) fn place_in(&self, whole: &str, offset: usize) -> (usize, usize) {
        let (line, column) = line_column(whole, offset);
        match self.place {
            Some((1, column_inside)) => (line, column + column_inside - 1),
            Some((line_inside, column_inside)) => (line + line_inside - 1, column_inside),
            None => (line, column),
        }
    }
}

/// The text with blanks in place of characters that XML forbids and of the document type, whose entities are not
/// wanted. The offset is that of the first forbidden character.
pub(crate) fn legal(text: &str) -> (Cow<'_, str>, Option<usize>) {
    let forbidden = first_illegal(text);
    let document_type = document_type(text);
    if forbidden.is_none() && document_type.is_none() {
        return (Cow::Borrowed(text), None);
    }
    let document_type = document_type.unwrap_or(0..0);
    let mut clean = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        if !is_legal(letter) || (document_type.contains(&at) && letter != '\n') {
            clean.extend(std::iter::repeat_n(' ', letter.len_utf8()));
        } else {
            clean.push(letter);
        }
    }
    (Cow::Owned(clean), forbidden)
}

/// Where the first character stands that XML forbids, looked for among the bytes that can begin one: of a large text the
/// decoding alone would take as long as a part of the parsing.
fn first_illegal(text: &str) -> Option<usize> {
    const BLOCK: usize = 64;
    let may_be = |byte: u8| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r') || byte == 0xef;
    let (blocks, rest) = text.as_bytes().as_chunks::<BLOCK>();
    let is_doubtful = |block: &[u8; BLOCK]| block.iter().fold(false, |any, byte| any | may_be(*byte));
    let doubtful = blocks.iter().enumerate().filter(|(_, block)| is_doubtful(block));
    let doubtful = doubtful.map(|(number, block)| (number, &block[..])).chain([(blocks.len(), rest)]);
    let mut starts = doubtful.flat_map(|(number, block)| {
        let at = number * BLOCK;
        block.iter().enumerate().filter(move |(_, byte)| may_be(**byte)).map(move |(inside, _)| at + inside)
    });
    starts.find(|at| text.get(*at..).and_then(|rest| rest.chars().next()).is_some_and(|letter| !is_legal(letter)))
}

/// The characters that XML 1.0 (section 2.2) allows.
pub(super) fn is_legal(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

/// The tree of a text that [`legal`] has seen.
pub(crate) fn parse(text: &str) -> Result<Document<'_>, Malformed> {
    if !is_tame(text) {
        return Err(Malformed { message: "there are too many attributes or namespaces".to_owned(), place: None });
    }
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| {
        let position = error.pos();
        let place = usize::try_from(position.row).ok().zip(usize::try_from(position.col).ok());
        let message = error.to_string();
        let behind = format!(" at {}:{}", position.row, position.col);
        Malformed { message: message.replace(&behind, ""), place }
    })
}

/// Whether no tag has so many attributes, and no text so many namespaces, that a parser would take quadratic time.
fn is_tame(text: &str) -> bool {
    let namespaces = memchr::memmem::find_iter(text.as_bytes(), b"xmlns").take(MOST_NAMESPACES + 1).count();
    // What has few signs of equality as a whole has few in each tag.
    let few = || memchr::memchr_iter(b'=', text.as_bytes()).count() <= MOST_ATTRIBUTES;
    namespaces <= MOST_NAMESPACES && (few() || most_values(text) <= MOST_ATTRIBUTES)
}
