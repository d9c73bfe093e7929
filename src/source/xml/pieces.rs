//! The parts of an XML text that is not well-formed as a whole, found by their tags alone.

/// A part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::source) struct Piece<'t> {
    /// The local name of its element.
    pub(in crate::source) name: &'t str,
    /// Where it begins in the text.
    pub(in crate::source) at: usize,
    /// The element with its tags, or only the start tag of one that is not cut out whole.
    pub(in crate::source) text: &'t str,
}

/// A tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag<'t> {
    pub(super) name: &'t str,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) closes: bool,
    pub(super) empty: bool,
}

/// The longest tag that is believed, in bytes.
const LONGEST_TAG: usize = 16 * 1024;

/// The next tag at or after `from`, past comments, declarations and character data. A `<` that begins no tag is text.
pub(super) fn next_tag(text: &str, from: usize) -> Option<Tag<'_>> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        let start = at + memchr::memchr(b'<', bytes.get(at..)?)?;
        at = start + 1;
        let rest = text.get(at..)?;
        let skipped = [("!--", "-->"), ("![CDATA[", "]]>"), ("?", "?>")].iter().find_map(|(open, close)| {
            // One that is never closed hides nothing.
            rest.strip_prefix(open)?.find(close).map(|found| at + open.len() + found + close.len())
        });
        if let Some(end) = skipped {
            at = end;
            continue;
        }
        let closes = rest.starts_with('/');
        let name_start = at + usize::from(closes);
        let Some(length) = tag_length(text.get(name_start..)?) else { continue };
        let inside = text.get(name_start..name_start + length)?;
        let empty = inside.ends_with('/');
        let name = inside.split(|letter: char| letter.is_whitespace() || letter == '/').next().unwrap_or("");
        let name = name.rsplit(':').next().unwrap_or(name);
        if name.starts_with(char::is_alphabetic) {
            return Some(Tag { name, start, end: name_start + length + 1, closes, empty });
        }
    }
}

/// The bytes before the `>` that ends a tag, outside quotation marks.
fn tag_length(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate().take(LONGEST_TAG) {
        match (byte, quote) {
            (b'>', None) => return Some(at),
            (b'<', _) => return None,
            (b'"' | b'\'', None) => quote = Some(byte),
            (byte, Some(open)) if byte == open => quote = None,
            _ => {}
        }
    }
    None
}

/// The parts of a text in their order: elements named in `whole` from their start tag to their end tag, and start tags
/// alone of those named in `open` that have attributes. An element that is not closed ends where the next one of its
/// name begins or where one that is open ends.
pub(in crate::source) fn pieces<'t>(text: &'t str, whole: &[&str], open: &[&str]) -> Vec<Piece<'t>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(tag) = next_tag(text, at) {
        at = tag.end;
        let start_tag = text.get(tag.start..tag.end).unwrap_or("");
        if tag.closes {
            continue;
        }
        if whole.contains(&tag.name) {
            if !tag.empty {
                at = element_end(text, &tag, open);
            }
            pieces.push(Piece { name: tag.name, at: tag.start, text: text.get(tag.start..at).unwrap_or("") });
        } else if open.contains(&tag.name) && start_tag.contains('=') {
            pieces.push(Piece { name: tag.name, at: tag.start, text: start_tag });
        }
    }
    pieces
}

fn element_end(text: &str, tag: &Tag<'_>, open: &[&str]) -> usize {
    let mut at = tag.end;
    while let Some(next) = next_tag(text, at) {
        if next.name == tag.name {
            return if next.closes { next.end } else { next.start };
        }
        // A start tag with attributes, because `room` is the name of a part of an event as well.
        let attributes = text.get(next.start..next.end).is_some_and(|tag| tag.contains('='));
        if open.contains(&next.name) && !next.closes && attributes {
            return next.start;
        }
        at = next.end;
    }
    text.len()
}
