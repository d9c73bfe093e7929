//! Tags of XML and HTML, found without a parser that minds how they nest.

use crate::source::rows::is_among;
use std::ops::Range;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tag<'t> {
    /// The local name of its element.
    pub(crate) name: &'t str,
    pub(crate) start: usize,
    /// Where what follows it begins.
    pub(crate) end: usize,
    pub(crate) closes: bool,
    /// What stands between the name and the `>`.
    pub(crate) rest: &'t str,
}

/// The longest tag that is believed to be one, in bytes: a `<` without its `>` must not make a text quadratic.
const LONGEST: usize = 16 * 1024;

impl<'t> Tag<'t> {
    /// The tag that the text at byte `start` begins with. In HTML a quoted value may hold a `<`.
    pub(crate) fn at(text: &'t str, start: usize, html: bool) -> Option<Self> {
        let inner = text.get(start..)?.strip_prefix('<')?;
        let closes = inner.starts_with('/');
        let named = inner.get(usize::from(closes)..)?;
        let Extent { length, closed: true, .. } = Extent::of(named, html, LONGEST) else { return None };
        let inside = named.get(..length)?;
        let name_end = inside.find(|letter: char| letter.is_whitespace() || letter == '/').unwrap_or(inside.len());
        let (name, rest) = inside.split_at(name_end);
        let name = name.rsplit(':').next().unwrap_or(name);
        let end = start + 2 + usize::from(closes) + inside.len();
        (!name.is_empty()).then_some(Self { name, start, end, closes, rest })
    }

    /// Whether its name is one of these, parted by blanks.
    pub(crate) fn is_of(&self, names: &str) -> bool {
        is_among(names, self.name)
    }

    /// Whether it is start tag and end tag in one.
    pub(crate) fn is_empty(&self) -> bool {
        self.rest.ends_with('/')
    }

    /// The value of an attribute, as it stands there.
    pub(crate) fn attribute(&self, wanted: &str) -> Option<&'t str> {
        let mut rest = self.rest.trim_start();
        while !rest.is_empty() {
            let name_end = rest.find(|letter: char| letter == '=' || letter.is_ascii_whitespace())?;
            let (name, tail) = rest.split_at(name_end);
            let Some(value) = tail.trim_start().strip_prefix('=') else {
                rest = tail.trim_start();
                continue;
            };
            let value = value.trim_start();
            let (value, tail) = match value.chars().next() {
                Some(quote @ ('"' | '\'')) => value.get(1..)?.split_once(quote)?,
                _ => value.split_at(value.find(|letter: char| letter.is_ascii_whitespace()).unwrap_or(value.len())),
            };
            if name.eq_ignore_ascii_case(wanted) {
                return Some(value);
            }
            rest = tail.trim_start();
        }
        None
    }
}

/// How far the inside of a tag goes, with the quoted values in it, and whether it ends with a `>` as it should.
struct Extent {
    length: usize,
    values: usize,
    closed: bool,
}

impl Extent {
    fn of(text: &str, html: bool, longest: usize) -> Self {
        let mut values = 0;
        let mut quote = None;
        for (length, byte) in text.bytes().enumerate().take(longest) {
            match (byte, quote) {
                (b'>', None) => return Self { length, values, closed: true },
                (b'<', None) => return Self { length, values, closed: false },
                (b'<', Some(_)) if !html => return Self { length, values, closed: false },
                (b'"' | b'\'', None) => {
                    quote = Some(byte);
                    values += 1;
                }
                (byte, Some(open)) if byte == open => quote = None,
                _ => {}
            }
        }
        Self { length: text.len(), values, closed: false }
    }
}

/// The local name of the first element, be its tag whole or broken.
pub(crate) fn first_name(text: &str) -> Option<&str> {
    let mut tags = Tags::of(text);
    loop {
        let start = tags.next_start()?;
        tags.at = start + 1;
        let named = text.get(tags.at..)?;
        if !named.starts_with(['!', '?']) {
            let end = named.find(|letter: char| letter.is_whitespace() || matches!(letter, '>' | '/'))?;
            return named.get(..end)?.rsplit(':').next();
        }
    }
}

/// The most values that stand in one tag of XML, however long it is and be it whole or broken.
pub(crate) fn most_values(text: &str) -> usize {
    let mut tags = Tags::of(text);
    let mut most = 0;
    while let Some(start) = tags.next_start() {
        let extent = Extent::of(text.get(start + 1..).unwrap_or(""), false, usize::MAX);
        most = most.max(extent.values);
        tags.at = start + 1 + extent.length;
    }
    most
}

/// The constructs that hold no tags, by their ends.
const OPAQUE: [(&str, &str); 3] = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")];

/// The tags of a text in order, past comments, declarations and character data. A `<` that begins no tag is text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tags<'t> {
    text: &'t str,
    at: usize,
    html: bool,
    /// The constructs of which no end is ahead: looking again for each beginning would take quadratic time.
    endless: [bool; OPAQUE.len()],
}

impl<'t> Tags<'t> {
    pub(crate) fn of(text: &'t str) -> Self {
        Self { text, at: 0, html: false, endless: [false; OPAQUE.len()] }
    }

    pub(crate) fn of_html(text: &'t str) -> Self {
        Self { html: true, ..Self::of(text) }
    }

    pub(crate) fn skip_to(&mut self, at: usize) {
        self.at = at;
    }

    /// Where the next `<` stands that is outside of opaque constructs.
    fn next_start(&mut self) -> Option<usize> {
        loop {
            let start = self.at + memchr::memchr(b'<', self.text.as_bytes().get(self.at..)?)?;
            match self.opaque_end(start) {
                Some(end) => self.at = end,
                None => return Some(start),
            }
        }
    }

    /// Where the opaque construct ends that begins at a byte; one that is never closed hides nothing.
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
            let start = self.next_start()?;
            let tag = Tag::at(self.text, start, self.html).filter(|tag| !tag.name.starts_with(['!', '?']));
            self.at = tag.map_or(start + 1, |tag| tag.end);
            if tag.is_some() {
                return tag;
            }
        }
    }
}

/// Where the document type stands, with its internal subset: before the first element, or it is that of a text within.
pub(crate) fn document_type(text: &str) -> Option<Range<usize>> {
    let mut tags = Tags::of(text);
    let start = loop {
        let start = tags.next_start()?;
        let inside = text.get(start + 1..)?;
        if inside.starts_with("!DOCTYPE") {
            break start;
        }
        tags.at = start + 1;
        inside.starts_with(['!', '?']).then_some(())?;
    };
    let rest = text.get(start..)?;
    let head = rest.find('>')?;
    let length = match rest.find('[') {
        Some(bracket) if bracket < head => bracket + rest.get(bracket..)?.find(']')?,
        _ => 0,
    };
    let end = rest.get(length..)?.find('>')? + length + 1;
    Some(start..start + end)
}
