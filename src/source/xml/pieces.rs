//! The parts of an XML text that is not well-formed as a whole, found by their tags alone.

use crate::source::rows::is_among;
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
pub(crate) fn pieces<'t>(text: &'t str, whole: &'t str, open: &'t str) -> impl Iterator<Item = Piece<'t>> {
    let mut tags = Tags::of(text);
    std::iter::from_fn(move || {
        while let Some(tag) = tags.next() {
            let piece = |end| Piece { name: tag.name, at: tag.start, text: text.get(tag.start..end).unwrap_or("") };
            if !tag.closes && tag.is_of(whole) {
                return Some(piece(if tag.is_empty() { tag.end } else { element_end(text, &tag, &mut tags, open) }));
            } else if !tag.closes && tag.rest.contains('=') && tag.is_of(open) {
                return Some(piece(tag.end));
            }
        }
        None
    })
}

/// Where an element ends whose start tag was the last of `tags`, which go on behind it.
fn element_end(text: &str, tag: &Tag<'_>, tags: &mut Tags<'_>, open: &str) -> usize {
    if let Some(end) = plain_end(text, tag, open) {
        tags.skip_to(end);
        return end;
    }
    while let Some(next) = tags.next() {
        // A start tag with attributes, because `room` is the name of a part of an event as well.
        if next.name == tag.name && next.closes {
            return next.end;
        }
        if next.name == tag.name || (!next.closes && next.rest.contains('=') && next.is_of(open)) {
            tags.skip_to(next.start);
            return next.start;
        }
    }
    text.len()
}

/// The end of an element that has its end tag, and in which nothing stands that may end it sooner or hide that tag: so are
/// nearly all, and of these no more than the names of tags is looked at.
fn plain_end(text: &str, tag: &Tag<'_>, open: &str) -> Option<usize> {
    let end_tag = format!("</{}>", tag.name);
    let rest = text.get(tag.end..)?;
    let length = memchr::memmem::find(rest.as_bytes(), end_tag.as_bytes())?;
    let inside = rest.as_bytes().get(..length)?;
    let is_harmless = |at: usize| {
        let name = inside.get(at + 1..).unwrap_or_default();
        let length = name.iter().position(|byte| byte.is_ascii_whitespace() || b"/>:!?".contains(byte));
        let (name, ends) = name.split_at(length.unwrap_or(0));
        let is_open = || std::str::from_utf8(name).is_ok_and(|name| is_among(open, name));
        let ends_well = match ends.first() {
            Some(b'>' | b'/') => true,
            Some(b' ') => !is_open(),
            _ => false,
        };
        ends_well && name != tag.name.as_bytes()
    };
    memchr::memchr_iter(b'<', inside).all(is_harmless).then_some(tag.end + length + end_tag.len())
}
