//! Texts of several paragraphs: abstracts, descriptions, biographies.

use super::clean::{clean, is_printable};
use super::html::has_single_blanks;
use super::links::{add_links, bare_addresses, link};
use super::marks::{Unmarked, unmark};
use super::plain::Plain;
use super::{entities, html, markdown, wiki};
use crate::model::{Link, LinkKind, fold};
use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::RangeInclusive;

/// The most bytes of markup that are interpreted at once: a longer text is taken part by part.
const PART: usize = 128 * 1024;

/// More letters than are kept of a text. What stands behind so many is counted and not interpreted.
const ENOUGH: usize = 72_000;

/// The most bytes of a text that are looked at; what is behind them would not be kept anyway.
pub const LONGEST_TEXT: usize = 16 << 20;

const MOST_LINKS: usize = 500;

/// How far in the items of items of items stand.
const DEEPEST: usize = 4;

/// Clean paragraphs, parted by an empty line, list items beginning with `• `; and the links that stood in the text.
/// The text may be HTML, Markdown or plain: it is looked at. Links of the text are pages, whatever they lead to: a
/// recording that an abstract mentions is not the recording of the session.
pub fn block(text: &str) -> (String, Vec<Link>) {
    let text = text.trim();
    if text.is_empty() {
        return (String::new(), Vec::new());
    }
    let marked = interpreted(text.get(..boundary(text, LONGEST_TEXT)).unwrap_or(text));
    let cleaned = if is_printable(&marked.text) { marked.text } else { clean(&marked.text) };
    let plain = paragraphs(&if marked.breaks_are_meant { cleaned } else { unwrap_lines(cleaned) });
    let mut links: Vec<Link> = Vec::new();
    let bare = bare_addresses(&plain).map(|url| (url.to_owned(), String::new()));
    for (url, title) in marked.links.into_iter().chain(bare).take(MOST_LINKS) {
        let link = link(&url, None, &title, "").map(|link| match link.kind {
            LinkKind::Code => link,
            _ => Link { kind: LinkKind::Page, ..link },
        });
        add_links(&mut links, link);
    }
    (plain, links)
}

/// Abstract and description as one text, each read as [`block`] reads it, with the links of both.
pub fn blocks(abstract_text: &str, description: &str) -> (String, Vec<Link>) {
    let (text, mut links) = block(abstract_text);
    if abstract_text.trim() == description.trim() {
        return (text, links);
    }
    let (more, found) = block(description);
    add_links(&mut links, found);
    (join(&text, &more), links)
}

/// What a text is written in.
#[derive(Clone, Copy)]
enum Markup {
    /// Where it is escaped, the markup itself was escaped once more.
    Html {
        escaped: bool,
    },
    Markdown,
    Wiki,
    None,
}

impl Markup {
    fn of(text: &str) -> Self {
        if html::is_html(text) {
            return Self::Html { escaped: false };
        }
        if text.contains("&lt;") && html::is_html(&entities::decode(text)) {
            return Self::Html { escaped: true };
        }
        match () {
            () if wiki::is_wiki(text) => Self::Wiki,
            () if markdown::is_markdown(text) => Self::Markdown,
            () => Self::None,
        }
    }

    fn to_plain(self, text: &str) -> Plain {
        match self {
            Self::Html { escaped: false } => unmarked(html::to_plain(text)),
            Self::Html { escaped: true } => unmarked(html::to_plain(&entities::decode(text))),
            Self::Markdown => markdown::to_plain(text),
            Self::Wiki => unmarked(wiki::to_plain(text)),
            Self::None => unmarked(Plain { text: entities::decode(text).into_owned(), ..Plain::default() }),
        }
    }
}

/// The text of a text with markup, as far as it is kept, and behind that what was not interpreted.
fn interpreted(text: &str) -> Plain {
    let (mut part, mut rest) = parted(text);
    let markup = Markup::of(part);
    let mut whole = markup.to_plain(part);
    while !rest.is_empty() && whole.text.chars().count() < ENOUGH {
        (part, rest) = parted(rest);
        let more = markup.to_plain(part);
        whole.text.push_str(&more.text);
        whole.links.extend(more.links);
        whole.breaks_are_meant |= more.breaks_are_meant;
    }
    whole.text.push_str(rest);
    whole
}

/// The beginning of a text, up to a paragraph, a tag or a word, and the rest of it.
fn parted(text: &str) -> (&str, &str) {
    if text.len() <= PART {
        return (text, "");
    }
    let most = text.get(..boundary(text, PART)).unwrap_or(text);
    let ends = [most.rfind("\n\n"), most.rfind("<p"), most.rfind('<'), most.rfind(char::is_whitespace)];
    // One far ahead would make a part of nearly nothing.
    let end = ends.into_iter().flatten().find(|end| *end > PART / 2);
    text.split_at(end.unwrap_or(most.len()))
}

/// So many bytes of a text, or a few less, lest a letter be cut.
fn boundary(text: &str, most: usize) -> usize {
    (0..=most.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// A text without the marks that others than its own markup left in it.
fn unmarked(mut plain: Plain) -> Plain {
    let Unmarked { text, links } = unmark(&plain.text, false);
    if let Cow::Owned(text) = text {
        plain.text = text;
    }
    plain.links.extend(links);
    plain
}

/// Two texts about the same thing, one after the other; only the longer one where it says what the shorter says, and of
/// what both say only what the second has.
fn join(abstract_text: &str, description: &str) -> String {
    if abstract_text.is_empty() || description.is_empty() {
        return format!("{abstract_text}{description}");
    }
    let (one, other) = (comparable(abstract_text), comparable(description));
    if !other.is_empty() && other.contains(&one) {
        return description.to_owned();
    }
    if one.contains(&other) {
        return abstract_text.to_owned();
    }
    let said: HashSet<String> =
        description.split("\n\n").chain(description.lines()).map(comparable).filter(|text| !text.is_empty()).collect();
    let more = abstract_text.split("\n\n").filter(|paragraph| !said.contains(&comparable(paragraph)));
    more.chain([description]).collect::<Vec<_>>().join("\n\n")
}

fn comparable(text: &str) -> String {
    fold(text).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// The widths, in letters, at which texts are broken by whoever writes or sends them.
const WIDTHS: RangeInclusive<usize> = 40..=130;

/// Plain text that was broken at a fixed width is joined again, so that it can be broken at the width of a pane: none of
/// its lines could have taken the first word of the next. Two lines alone are too few to tell, unless the paragraphs
/// around them show the width.
fn unwrap_lines(text: String) -> String {
    if !text.contains('\n') {
        return text;
    }
    let blocks: Vec<Vec<&str>> = text
        .split('\n')
        .map(str::trim_end)
        .collect::<Vec<_>>()
        .split(|line| line.is_empty())
        .map(<[&str]>::to_vec)
        .collect();
    let width = |lines: &[&str]| lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    let widths = blocks.iter().filter(|lines| lines.len() > 2).filter(|lines| is_wrapped(lines, width(lines)));
    let common = widths.map(|lines| width(lines)).max();
    let joined = |lines: &Vec<&str>| {
        let wrapped = if lines.len() > 2 {
            is_wrapped(lines, width(lines))
        } else {
            common.is_some_and(|common| is_wrapped(lines, common))
        };
        lines.join(if wrapped { " " } else { "\n" })
    };
    blocks.iter().map(joined).collect::<Vec<_>>().join("\n\n")
}

/// Whether the lines of a paragraph are what is left of one line that was broken at a width.
fn is_wrapped(lines: &[&str], width: usize) -> bool {
    let length = |line: &str| line.chars().count();
    let full = lines.windows(2).all(|pair| match pair {
        [line, next] => length(line) + 1 + length(next.split_whitespace().next().unwrap_or("")) > width,
        _ => true,
    });
    lines.len() > 1
        && full
        && WIDTHS.contains(&width)
        && lines.iter().all(|line| length(line) <= width && item_text(line).is_none())
}

fn item_text(line: &str) -> Option<&str> {
    let line = line.trim_start();
    ["- ", "* ", "+ ", "• ", "– ", "— ", "· ", "‣ ", "▪ ", "◦ "].iter().find_map(|mark| line.strip_prefix(mark))
}

/// Folds blanks, makes list items alike and leaves one empty line between paragraphs.
fn paragraphs(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut empty = false;
    for line in text.lines() {
        let (mark, words) = item_text(line).map_or(("", line), |words| ("• ", words));
        // Items of items stand further in.
        let indent = line.len() - line.trim_start_matches(' ').len();
        let is_item = !mark.is_empty() || words.trim_start().starts_with(|letter: char| letter.is_ascii_digit());
        let indent = if is_item { (indent / 2).min(DEEPEST) } else { 0 };
        let words = words.trim_matches(' ');
        if words.is_empty() {
            empty = true;
            continue;
        }
        if !whole.is_empty() {
            whole.push_str(if empty { "\n\n" } else { "\n" });
        }
        empty = false;
        whole.push_str(&"  ".repeat(indent));
        whole.push_str(mark);
        if has_single_blanks(words) {
            whole.push_str(words);
            continue;
        }
        for (number, word) in words.split(' ').filter(|word| !word.is_empty()).enumerate() {
            whole.push_str(if number > 0 { " " } else { "" });
            whole.push_str(word);
        }
    }
    whole
}
