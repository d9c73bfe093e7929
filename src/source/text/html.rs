//! HTML to plain text, in one pass over the tags.
//!
//! A full HTML parser (html2text on html5ever) was measured first: a thousand abstracts took it 38 of the 60
//! milliseconds that a schedule may cost altogether, and 50,000 nested elements nine seconds. Abstracts are written in a
//! dozen tags, and nothing here depends on how they nest.

use super::entities;
use crate::source::scan::tags::Tag;

/// Tags whose presence tells HTML from a text that merely holds a `<`.
const TELLING: &str = "p br div span a b i u em strong ul ol li h1 h2 h3 h4 h5 h6 blockquote pre code table tr td img hr \
                       sup sub html body font section";

/// Whether the text holds at least one tag of HTML.
pub(super) fn is_html(text: &str) -> bool {
    let mut starts = text.match_indices('<').filter_map(|(start, _)| tag_at(text, start));
    starts.any(|tag| TELLING.split(' ').any(|name| tag.name.eq_ignore_ascii_case(name)))
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

/// The text of an HTML fragment: paragraphs parted by empty lines, items on lines of their own. The addresses of its
/// links, with the words they stand under, are added to `links`.
pub(super) fn to_plain(text: &str, links: &mut Vec<(String, String)>) -> String {
    let mut page = Page { plain: String::with_capacity(text.len()), ..Page::default() };
    let mut done = 0;
    while let Some(start) = text.get(done..).and_then(|rest| rest.find('<')).map(|at| done + at) {
        page.words(text.get(done..start).unwrap_or(""));
        if text.get(start..).is_some_and(|rest| rest.starts_with("<!--")) {
            done = text.get(start..).and_then(|rest| rest.find("-->")).map_or(text.len(), |at| start + at + 3);
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
        page.tag(&name, &tag, links);
    }
    page.words(text.get(done..).unwrap_or(""));
    page.end_link(links);
    page.plain
}

/// Where what follows the end tag of an element begins whose content is not text.
fn end_of(text: &str, from: usize, name: &str) -> usize {
    let rest = text.get(from..).unwrap_or("");
    let mut ends = rest.match_indices("</").filter_map(|(at, _)| tag_at(text, from + at));
    ends.find(|tag| tag.name.eq_ignore_ascii_case(name)).map_or(text.len(), |tag| tag.end)
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
