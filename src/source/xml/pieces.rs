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

/// The constructs that hold no tags, by their ends.
const OPAQUE: [(&str, &str); 3] = [("!--", "-->"), ("![CDATA[", "]]>"), ("?", "?>")];

/// The tags of a text one after the other, past comments, declarations and character data. A `<` that begins no tag is
/// text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tags<'t> {
    text: &'t str,
    at: usize,
    /// The constructs of which no end is ahead: looking again for each beginning would take quadratic time.
    endless: [bool; OPAQUE.len()],
}

impl<'t> Tags<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, at: 0, endless: [false; OPAQUE.len()] }
    }

    /// Goes on at a later byte.
    pub(super) fn skip_to(&mut self, at: usize) {
        self.at = at;
    }

    /// Where the opaque construct ends that the text before `at` and a `<` begins; one that is never closed hides
    /// nothing.
    fn opaque_end(&mut self, at: usize) -> Option<usize> {
        let rest = self.text.get(at..)?;
        let (kind, (open, close)) = OPAQUE.iter().enumerate().find(|(_, (open, _))| rest.starts_with(open))?;
        let endless = self.endless.get_mut(kind).filter(|endless| !**endless)?;
        let found = rest.get(open.len()..).and_then(|rest| rest.find(close));
        *endless = found.is_none();
        found.map(|found| at + open.len() + found + close.len())
    }
}

impl<'t> Iterator for Tags<'t> {
    type Item = Tag<'t>;

    fn next(&mut self) -> Option<Tag<'t>> {
        loop {
            let start = self.at + memchr::memchr(b'<', self.text.as_bytes().get(self.at..)?)?;
            self.at = start + 1;
            if let Some(end) = self.opaque_end(self.at) {
                self.at = end;
                continue;
            }
            let closes = self.text.get(self.at..)?.starts_with('/');
            let name_start = self.at + usize::from(closes);
            let Some(length) = tag_length(self.text.get(name_start..)?) else { continue };
            let inside = self.text.get(name_start..name_start + length)?;
            let empty = inside.ends_with('/');
            let name = inside.split(|letter: char| letter.is_whitespace() || letter == '/').next().unwrap_or("");
            let name = name.rsplit(':').next().unwrap_or(name);
            if name.starts_with(char::is_alphabetic) {
                self.at = name_start + length + 1;
                return Some(Tag { name, start, end: self.at, closes, empty });
            }
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
    let mut tags = Tags::of(text);
    while let Some(tag) = tags.next() {
        let start_tag = text.get(tag.start..tag.end).unwrap_or("");
        if tag.closes {
            continue;
        }
        if whole.contains(&tag.name) {
            let end = if tag.empty { tag.end } else { element_end(text, &tag, &mut tags, open) };
            pieces.push(Piece { name: tag.name, at: tag.start, text: text.get(tag.start..end).unwrap_or("") });
        } else if open.contains(&tag.name) && start_tag.contains('=') {
            pieces.push(Piece { name: tag.name, at: tag.start, text: start_tag });
        }
    }
    pieces
}

/// Where an element ends whose start tag was the last of `tags`, which go on behind it.
fn element_end(text: &str, tag: &Tag<'_>, tags: &mut Tags<'_>, open: &[&str]) -> usize {
    while let Some(next) = tags.next() {
        // A start tag with attributes, because `room` is the name of a part of an event as well.
        let attributes = || text.get(next.start..next.end).is_some_and(|tag| tag.contains('='));
        if next.name == tag.name && next.closes {
            return next.end;
        }
        if next.name == tag.name || (open.contains(&next.name) && !next.closes && attributes()) {
            tags.skip_to(next.start);
            return next.start;
        }
    }
    text.len()
}
