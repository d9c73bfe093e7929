//! HTML to plain text, in one pass over the tags.
//!
//! A full HTML parser (html2text on html5ever) was measured first: a thousand abstracts took it 38 of the 60
//! milliseconds that a schedule may cost altogether, and 50,000 nested elements nine seconds. Abstracts are written in a
//! dozen tags, and nothing here depends on how they nest.

use super::entities;

/// Tags whose presence tells HTML from a text that merely holds a `<`.
const TELLING: &[&str] = &[
    "p",
    "br",
    "div",
    "span",
    "a",
    "b",
    "i",
    "u",
    "em",
    "strong",
    "ul",
    "ol",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "code",
    "table",
    "tr",
    "td",
    "img",
    "hr",
    "sup",
    "sub",
    "html",
    "body",
    "font",
    "section",
];

/// Whether the text holds at least one tag of HTML.
pub(super) fn is_html(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = rest.get(at..).unwrap_or("");
        if let Some(tag) = Tag::parse(rest)
            && TELLING.contains(&tag.name.to_ascii_lowercase().as_str())
        {
            return true;
        }
        rest = rest.get(1..).unwrap_or("");
    }
    false
}

/// The text of an HTML fragment: paragraphs parted by empty lines, items on lines of their own. The addresses of its
/// links, with the words they stand under, are added to `links`.
pub(super) fn to_plain(text: &str, links: &mut Vec<(String, String)>) -> String {
    let mut page = Page { plain: String::with_capacity(text.len()), ..Page::default() };
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, tail) = rest.split_at(at);
        page.words(before);
        if let Some(tail) = tail.strip_prefix("<!--") {
            rest = tail.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let Some(tag) = Tag::parse(tail) else {
            page.words("<");
            rest = tail.get(1..).unwrap_or("");
            continue;
        };
        rest = tail.get(tag.length..).unwrap_or("");
        let name = tag.name.to_ascii_lowercase();
        if matches!(name.as_str(), "script" | "style" | "head" | "template") && !tag.closes {
            rest = after_end(rest, &name);
            continue;
        }
        page.tag(&name, &tag, links);
    }
    page.words(rest);
    page.end_link(links);
    page.plain
}

/// What follows the end tag of an element whose content is not text.
fn after_end<'t>(text: &'t str, name: &str) -> &'t str {
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find("</")) {
        let start = from + at;
        let tail = text.get(start..).unwrap_or("");
        if let Some(tag) = Tag::parse(tail)
            && tag.name.eq_ignore_ascii_case(name)
        {
            return tail.get(tag.length..).unwrap_or("");
        }
        from = start + 2;
    }
    ""
}

#[derive(Default)]
struct Page {
    plain: String,
    /// The address of the link that is open, and where its words begin.
    link: Option<(String, usize)>,
    preformatted: bool,
    /// The next number of each open list; a bulleted list has none.
    lists: Vec<Option<u32>>,
}

impl Page {
    fn words(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let text = entities::decode(text);
        if self.preformatted {
            return self.plain.push_str(&text);
        }
        let mut words = text.split(|letter: char| letter.is_ascii_whitespace());
        self.plain.push_str(words.next().unwrap_or(""));
        for word in words {
            if !self.plain.is_empty() && !self.plain.ends_with([' ', '\n']) {
                self.plain.push(' ');
            }
            self.plain.push_str(word);
        }
    }

    fn tag(&mut self, name: &str, tag: &Tag<'_>, links: &mut Vec<(String, String)>) {
        match name {
            "br" => self.plain.push('\n'),
            "a" => {
                self.end_link(links);
                if let Some(address) = tag.attribute("href").filter(|_| !tag.closes) {
                    self.link = Some((entities::decode(address).into_owned(), self.plain.len()));
                }
            }
            "ul" | "ol" | "menu" => {
                if tag.closes {
                    self.lists.pop();
                } else if self.lists.len() < 16 {
                    self.lists.push((name == "ol").then_some(1));
                }
                if self.lists.len() < 2 {
                    self.paragraph();
                }
            }
            "li" | "dd" | "dt" if !tag.closes => self.item(),
            "pre" => {
                self.preformatted = !tag.closes;
                self.paragraph();
            }
            // Within an item a paragraph is no reason for an empty line.
            "p" | "div" if !self.lists.is_empty() => self.line(),
            "p" | "blockquote" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "table" | "hr" | "section" | "article"
            | "dl" => self.paragraph(),
            "div" | "tr" | "li" | "dd" | "dt" | "figure" | "figcaption" => self.line(),
            "td" | "th" if !self.plain.is_empty() && !self.plain.ends_with([' ', '\n']) => self.plain.push(' '),
            _ => {}
        }
    }

    fn item(&mut self) {
        self.line();
        match self.lists.last_mut() {
            Some(Some(number)) => {
                self.plain.push_str(&format!("{number}. "));
                *number = number.saturating_add(1);
            }
            _ => self.plain.push_str("• "),
        }
    }

    fn line(&mut self) {
        let begun = self.plain.ends_with("• ") || self.plain.ends_with(". ") && !self.lists.is_empty();
        if !self.plain.is_empty() && !self.plain.ends_with('\n') && !begun {
            self.plain.push('\n');
        }
    }

    fn paragraph(&mut self) {
        self.line();
        if !self.plain.is_empty() && !self.plain.ends_with("\n\n") {
            self.plain.push('\n');
        }
    }

    fn end_link(&mut self, links: &mut Vec<(String, String)>) {
        if let Some((address, start)) = self.link.take() {
            links.push((address, self.plain.get(start..).unwrap_or("").trim().to_owned()));
        }
    }
}

/// A tag at the start of a text.
struct Tag<'t> {
    name: &'t str,
    closes: bool,
    attributes: &'t str,
    /// Its bytes, with both brackets.
    length: usize,
}

impl<'t> Tag<'t> {
    fn parse(text: &'t str) -> Option<Self> {
        let inner = text.strip_prefix('<')?;
        let (closes, named) = inner.strip_prefix('/').map_or((false, inner), |rest| (true, rest));
        let name_end = named.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(named.len());
        let (name, rest) = named.split_at(name_end);
        let begins_well = name.starts_with(|letter: char| letter.is_ascii_alphabetic());
        if !begins_well || !rest.starts_with(|letter: char| letter.is_ascii_whitespace() || matches!(letter, '>' | '/'))
        {
            return None;
        }
        let end = end_of_tag(rest)?;
        let attributes = rest.get(..end)?;
        Some(Self { name, closes, attributes, length: text.len() - rest.len() + end + 1 })
    }

    fn attribute(&self, wanted: &str) -> Option<&'t str> {
        let mut rest = self.attributes.trim_start();
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

/// The longest tag that is believed to be one, in bytes: a `<` without its `>` must not make a text quadratic.
const LONGEST_TAG: usize = 8 * 1024;

/// The position of the bracket that ends a tag; one inside a quoted value does not.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().take(LONGEST_TAG).enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'<') => return None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}
