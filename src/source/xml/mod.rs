//! XML as schedules really have it: what a strict parser refuses is put right or cut out before the readers see it.
//!
//! Nothing here knows a schedule format. [`legal`] makes a text one that a parser accepts as far as single characters
//! go, [`parse`] guards the parser against hostile input, and [`recover`] reads what is not well-formed part by part.
//! Every byte keeps its position, so that a problem's line and column are those of the file.

mod mend;
mod pieces;
mod recover;

pub(super) use recover::{Part, Parts, forbidden, malformed, recover, saved};

use crate::problem::line_column;
use mend::{Mended, mend};
use pieces::{Piece, pieces};
use roxmltree::{Document, Node, ParsingOptions};
use std::borrow::Cow;

/// The most nodes of one tree: about 150 MB. A larger text is read in pieces.
const MOST_NODES: u32 = 2_000_000;

/// The most attributes of one tag and the most namespace declarations of a text; the parser compares each with each.
const MOST_ATTRIBUTES: usize = 64;
const MOST_NAMESPACES: usize = 256;

/// Why a text is no well-formed XML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Malformed {
    /// What the parser found, in the middle of a sentence.
    pub(super) message: String,
    /// Line and column in the text that was parsed, where they mean anything.
    pub(super) place: Option<(usize, usize)>,
}

impl Malformed {
    /// The place in the whole text, where the part that was parsed begins at byte `offset` of it.
    pub(super) fn place_in(&self, whole: &str, offset: usize) -> (usize, usize) {
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
pub(super) fn legal(text: &str) -> (Cow<'_, str>, Option<usize>) {
    let forbidden = first_forbidden(text.as_bytes());
    let document_type = document_type(text);
    if forbidden.is_none() && document_type.is_none() {
        return (Cow::Borrowed(text), None);
    }
    let (from, to) = document_type.unwrap_or((0, 0));
    let mut clean = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        if !is_legal(letter) || ((from..to).contains(&at) && letter != '\n') {
            clean.extend(std::iter::repeat_n(' ', letter.len_utf8()));
        } else {
            clean.push(letter);
        }
    }
    (Cow::Owned(clean), forbidden)
}

/// Where the first character stands that [`is_legal`] does not allow, found by its bytes.
fn first_forbidden(bytes: &[u8]) -> Option<usize> {
    bytes.iter().enumerate().position(|(at, byte)| match byte {
        b'\t' | b'\n' | b'\r' => false,
        0..b' ' => true,
        // U+FFFE and U+FFFF.
        0xef => matches!(bytes.get(at + 1..at + 3), Some([0xbf, 0xbe | 0xbf])),
        _ => false,
    })
}

/// The characters that XML 1.0 (section 2.2) allows.
fn is_legal(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

/// Where the document type stands, with its internal subset.
fn document_type(text: &str) -> Option<(usize, usize)> {
    let start = text.get(..4_096).unwrap_or(text).find("<!DOCTYPE")?;
    let rest = text.get(start..)?;
    let head = rest.find('>')?;
    let length = match rest.find('[') {
        Some(bracket) if bracket < head => bracket + rest.get(bracket..)?.find(']')?,
        _ => 0,
    };
    let end = rest.get(length..)?.find('>')? + length + 1;
    Some((start, start + end))
}

/// The tree of a text that [`legal`] has seen.
pub(super) fn parse(text: &str) -> Result<Document<'_>, Malformed> {
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
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr(b'<', rest)) {
        at += found + 1;
        let skipped = ["!--", "![CDATA["].iter().zip(["-->", "]]>"]).find_map(|(start, end)| {
            let rest = text.get(at..)?.strip_prefix(start)?;
            Some(rest.find(end).map_or(text.len(), |found| at + start.len() + found))
        });
        if let Some(end) = skipped {
            at = end;
            continue;
        }
        let mut attributes = 0;
        let mut quote = None;
        while let Some(byte) = bytes.get(at) {
            match (byte, quote) {
                (b'>', None) => break,
                (b'"' | b'\'', None) => {
                    quote = Some(*byte);
                    attributes += 1;
                }
                (byte, Some(open)) if *byte == open => quote = None,
                // No value may hold it, so this is no tag, or a broken one.
                (b'<', _) => break,
                _ => {}
            }
            at += 1;
        }
        if attributes > MOST_ATTRIBUTES {
            return false;
        }
    }
    memchr::memmem::find_iter(bytes, b"xmlns").take(MOST_NAMESPACES + 1).count() <= MOST_NAMESPACES
}

/// The first child element with one of these local names; an earlier name counts more.
pub(super) fn child<'a, 'i>(node: Node<'a, 'i>, names: &[&str]) -> Option<Node<'a, 'i>> {
    names.iter().find_map(|name| elements(node).find(|child| child.tag_name().name() == *name))
}

/// The child elements.
pub(super) fn elements<'a, 'i: 'a>(node: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(Node::is_element)
}

/// The text of an element. Where it holds elements, somebody forgot to escape HTML, and it is the markup as it stands.
pub(super) fn text<'a>(node: Node<'a, '_>) -> Cow<'a, str> {
    let mut parts = node.children().filter(Node::is_text).filter_map(|child| child.text());
    if elements(node).next().is_some() {
        let inner =
            node.first_child().zip(node.last_child()).map(|(first, last)| first.range().start..last.range().end);
        let markup = inner.and_then(|range| node.document().input_text().get(range));
        return Cow::Borrowed(markup.unwrap_or(""));
    }
    match (parts.next(), parts.next()) {
        (None, _) => Cow::Borrowed(""),
        (Some(only), None) => Cow::Borrowed(only),
        (Some(first), Some(second)) => Cow::Owned([first, second].into_iter().chain(parts).collect()),
    }
}

/// The child elements of a node that is asked for many of them.
pub(super) struct Fields<'a, 'i>(Vec<(&'a str, Node<'a, 'i>)>);

impl<'a, 'i: 'a> Fields<'a, 'i> {
    pub(super) fn of(node: Node<'a, 'i>) -> Self {
        Self(elements(node).map(|child| (child.tag_name().name(), child)).collect())
    }

    /// Every child with this name.
    pub(super) fn all(&self, wanted: &str) -> impl Iterator<Item = Node<'a, 'i>> {
        self.0.iter().filter(move |(name, _)| *name == wanted).map(|(_, node)| *node)
    }

    /// The first child with one of these names; an earlier name counts more.
    pub(super) fn child(&self, names: &[&str]) -> Option<Node<'a, 'i>> {
        names.iter().find_map(|name| self.all(name).next())
    }

    /// The text of that child; empty where there is none.
    pub(super) fn text(&self, names: &[&str]) -> Cow<'a, str> {
        self.child(names).map(text).unwrap_or_default()
    }
}

/// The text of the first child element with one of these names; empty where there is none.
pub(super) fn field<'a>(node: Node<'a, '_>, names: &[&str]) -> Cow<'a, str> {
    child(node, names).map(text).unwrap_or_default()
}

/// An attribute that says something.
pub(super) fn attribute<'a>(node: Node<'a, '_>, names: &[&str]) -> Option<&'a str> {
    names.iter().find_map(|name| node.attribute(*name)).map(str::trim).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests;
