//! HTML to plain text, in one pass over the tags.
//!
//! A full HTML parser (html2text on html5ever) was measured first: a thousand abstracts took it 38 of the 60
//! milliseconds that a schedule may cost altogether, and 50,000 nested elements nine seconds. Abstracts are written in a
//! dozen tags, and nothing here depends on how they nest.

use super::entities;
use super::plain::Plain;
use crate::source::scan::tags::Tag;
use memchr::memmem;

/// Tags whose presence tells HTML from a text that merely holds a `<`.
const TELLING: &str = "p br div span a b i u em strong ul ol li h1 h2 h3 h4 h5 h6 blockquote pre code table tr td img hr \
                       sup sub html body font section";

/// Whether a tag is one of those of which a text is made that knows no line breaks of its own.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "ul"
            | "ol"
            | "menu"
            | "li"
            | "dl"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "table"
            | "blockquote"
            | "pre"
            | "section"
            | "article"
            | "html"
            | "body"
    )
}

fn tags(text: &str) -> impl Iterator<Item = Tag<'_>> {
    text.match_indices('<').filter_map(|(start, _)| tag_at(text, start))
}

pub(super) fn is_html(text: &str) -> bool {
    tags(text).any(|tag| TELLING.split(' ').any(|name| tag.name.eq_ignore_ascii_case(name)))
}

/// The tag that begins at a byte. A name is of letters and digits, or it stands in a text: `<foo@example.org>`.
fn tag_at(text: &str, start: usize) -> Option<Tag<'_>> {
    let named = |tag: &Tag<'_>| {
        let opens = tag.start + 1 + usize::from(tag.closes);
        text.get(opens..).is_some_and(|rest| rest.starts_with(tag.name))
            && tag.name.starts_with(|letter: char| letter.is_ascii_alphabetic())
            && tag.name.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    Tag::at(text, start, true).filter(named)
}

/// The text of an HTML fragment: paragraphs parted by empty lines, items on lines of their own.
pub(super) fn to_plain(text: &str) -> Plain {
    let plain = Plain { text: String::with_capacity(text.len()), fills_items: true, ..Plain::default() };
    let blocks = tags(text).any(|tag| is_block(&tag.name.to_ascii_lowercase()));
    let plain = Plain { breaks_are_meant: blocks, ..plain };
    let mut page = Page { plain, preformatted: false, blocks, depth: 0 };
    let mut done = 0;
    while let Some(start) = text.get(done..).and_then(|rest| rest.find('<')).map(|at| done + at) {
        page.words(text.get(done..start).unwrap_or(""));
        if text.get(start..).is_some_and(|rest| rest.starts_with("<!--")) {
            done = text.get(start..).and_then(|rest| rest.find("-->")).map_or(text.len(), |at| start + at + 3);
            continue;
        }
        if text.get(start + 1..).is_some_and(|rest| rest.starts_with(['!', '?'])) {
            done = text.get(start..).and_then(|rest| rest.find('>')).map_or(text.len(), |at| start + at + 1);
            continue;
        }
        let Some(tag) = tag_at(text, start) else {
            page.words("<");
            done = start + 1;
            continue;
        };
        done = tag.end;
        let name = tag.name.to_ascii_lowercase();
        if matches!(name.as_str(), "script" | "style" | "head" | "template") && !tag.closes {
            done = end_of(text, tag.end, &name);
            continue;
        }
        page.tag(&name, &tag);
    }
    page.words(text.get(done..).unwrap_or(""));
    page.plain.end_link();
    page.plain
}

/// Where what follows the end tag of an element begins whose content is not text.
fn end_of(text: &str, from: usize, name: &str) -> usize {
    let rest = text.get(from..).unwrap_or("");
    let mut ends = rest.match_indices("</").filter_map(|(at, _)| tag_at(text, from + at));
    ends.find(|tag| tag.name.eq_ignore_ascii_case(name)).map_or(text.len(), |tag| tag.end)
}

struct Page {
    plain: Plain,
    preformatted: bool,
    /// Whether the text is made of blocks; else its own line breaks hold.
    blocks: bool,
    /// How many blocks are open.
    depth: usize,
}

impl Page {
    fn words(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let (text, plain) = (entities::decode(text), &mut self.plain.text);
        if self.preformatted {
            return plain.push_str(&text);
        }
        if !self.blocks {
            // A line break behind the tag for one is the same.
            let own = if plain.ends_with('\n') { text.trim_start_matches([' ', '\r']) } else { &text };
            let own = own.strip_prefix('\n').filter(|_| plain.ends_with('\n')).unwrap_or(own);
            return plain.push_str(own);
        }
        if self.depth > 0 || !text.contains('\n') {
            return words(plain, &text);
        }
        for (at, paragraph) in text.replace('\r', "").split("\n\n").enumerate() {
            if at > 0 && !paragraph.trim().is_empty() {
                self.plain.paragraph();
            }
            words(&mut self.plain.text, paragraph);
        }
    }

    fn tag(&mut self, name: &str, tag: &Tag<'_>) {
        if is_block(name) && !matches!(name, "html" | "body") {
            self.depth = if tag.closes { self.depth.saturating_sub(1) } else { self.depth + 1 };
        }
        let plain = &mut self.plain;
        match name {
            "br" => {
                plain.breaks_are_meant = true;
                plain.text.push('\n');
            }
            "a" => {
                plain.end_link();
                if let Some(address) = tag.attribute("href").filter(|_| !tag.closes) {
                    plain.begin_link(entities::decode(address).into_owned());
                }
            }
            "ul" | "ol" | "menu" => {
                if tag.closes {
                    plain.lists.pop();
                } else if plain.lists.len() < 16 {
                    plain.lists.push((name == "ol").then_some(1));
                }
                match plain.lists.len() - usize::from(!tag.closes && !plain.lists.is_empty()) {
                    0 => plain.paragraph(),
                    _ => plain.line(),
                }
            }
            "li" | "dd" | "dt" if !tag.closes => plain.item(),
            "pre" => {
                self.preformatted = !tag.closes;
                plain.paragraph();
            }
            // Within an item a paragraph is no reason for an empty line.
            "p" | "div" if !plain.lists.is_empty() => plain.line(),
            "p" | "blockquote" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "table" | "hr" | "section" | "article"
            | "dl" => plain.paragraph(),
            "div" | "tr" | "li" | "dd" | "dt" | "figure" | "figcaption" => plain.line(),
            "td" | "th" => blank(&mut plain.text),
            _ => {}
        }
    }
}

/// Adds words with one blank between them, whatever there is.
fn words(plain: &mut String, text: &str) {
    // Most texts have nothing but single blanks.
    let begins = !text.starts_with(' ') || !plain.is_empty() && !plain.ends_with([' ', '\n']);
    if begins && has_single_blanks(text) {
        return plain.push_str(text);
    }
    let mut words = text.split(|letter: char| letter.is_ascii_whitespace());
    plain.push_str(words.next().unwrap_or(""));
    for word in words {
        blank(plain);
        plain.push_str(word);
    }
}

/// Whether a text has no two blanks side by side and no blank of another kind, with a look at many bytes at once.
pub(super) fn has_single_blanks(text: &str) -> bool {
    let (blocks, rest) = text.as_bytes().as_chunks::<32>();
    let is_fine = |byte: &u8| *byte >= b' ';
    let is_whole = |block: &[u8; 32]| block.iter().fold(true, |all, byte| all & is_fine(byte));
    blocks.iter().all(is_whole) && rest.iter().all(is_fine) && memmem::find(text.as_bytes(), b"  ").is_none()
}

/// A blank before what follows, unless a line begins there.
fn blank(plain: &mut String) {
    if !plain.is_empty() && !plain.ends_with([' ', '\n']) {
        plain.push(' ');
    }
}
