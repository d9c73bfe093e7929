//! The parts of an XML text that is not well-formed as a whole, found by their tags alone.

use crate::source::scan::tags::{Tag, Tags};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece<'t> {
    pub(crate) name: &'t str,
    pub(crate) at: usize,
    /// The element with its tags, or only the start tag of one that is not cut out whole.
    pub(crate) text: &'t str,
}

/// The parts of a text in their order: elements named in `whole` from their start tag to their end tag, and start tags
/// alone of those named in `open` that have attributes. An element that is not closed ends where the next one of its
/// name begins or where one that is open ends.
pub(crate) fn pieces<'t>(text: &'t str, whole: &str, open: &str) -> Vec<Piece<'t>> {
    let mut pieces = Vec::new();
    let mut tags = Tags::of(text);
    while let Some(tag) = tags.next() {
        let piece = |end| Piece { name: tag.name, at: tag.start, text: text.get(tag.start..end).unwrap_or("") };
        if !tag.closes && tag.is_of(whole) {
            pieces.push(piece(if tag.is_empty() { tag.end } else { element_end(text, &tag, &mut tags, open) }));
        } else if !tag.closes && tag.is_of(open) && tag.rest.contains('=') {
            pieces.push(piece(tag.end));
        }
    }
    pieces
}

/// Where an element ends whose start tag was the last of `tags`, which go on behind it.
fn element_end(text: &str, tag: &Tag<'_>, tags: &mut Tags<'_>, open: &str) -> usize {
    while let Some(next) = tags.next() {
        // A start tag with attributes, because `room` is the name of a part of an event as well.
        if next.name == tag.name && next.closes {
            return next.end;
        }
        if next.name == tag.name || (next.is_of(open) && !next.closes && next.rest.contains('=')) {
            tags.skip_to(next.start);
            return next.start;
        }
    }
    text.len()
}
