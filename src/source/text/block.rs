//! Texts of several paragraphs: abstracts, descriptions, biographies.

use super::clean::clean;
use super::links::{add_links, bare_addresses, link};
use super::plain::Plain;
use super::{entities, html, markdown};
use crate::model::{Link, LinkKind, fold};
use std::borrow::Cow;

/// The most bytes of markup that are interpreted; a longer text is taken as it stands, without its control characters.
const LONGEST_MARKUP: usize = 128 * 1024;

const MOST_LINKS: usize = 500;

/// Clean paragraphs, parted by an empty line, list items beginning with `• `; and the links that stood in the text.
/// The text may be HTML, Markdown or plain: it is looked at. Links of the text are pages, whatever they lead to: a
/// recording that an abstract mentions is not the recording of the session.
pub fn block(text: &str) -> (String, Vec<Link>) {
    let text = text.trim();
    if text.is_empty() {
        return (String::new(), Vec::new());
    }
    let mut text = Cow::Borrowed(text);
    let marked = if text.len() > LONGEST_MARKUP {
        Plain { text: text.into_owned(), ..Plain::default() }
    } else {
        if !html::is_html(&text) && text.contains("&lt;") {
            // The markup itself was escaped once more.
            let decoded = entities::decode(&text).into_owned();
            if html::is_html(&decoded) {
                text = Cow::Owned(decoded);
            }
        }
        if html::is_html(&text) {
            html::to_plain(&text)
        } else if markdown::is_markdown(&text) {
            markdown::to_plain(&text)
        } else {
            Plain { text: unwrap_lines(&entities::decode(&text)), ..Plain::default() }
        }
    };
    let plain = paragraphs(&clean(&marked.text));
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

/// Two texts about the same thing, one after the other; only the longer one where it says what the shorter says.
fn join(abstract_text: &str, description: &str) -> String {
    if abstract_text.is_empty() || description.is_empty() {
        return format!("{abstract_text}{description}");
    }
    let (one, other) = (comparable(abstract_text), comparable(description));
    if !other.is_empty() && other.contains(&one) {
        description.to_owned()
    } else if one.contains(&other) {
        abstract_text.to_owned()
    } else {
        format!("{abstract_text}\n\n{description}")
    }
}

fn comparable(text: &str) -> String {
    fold(text).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// Plain text that was broken at a fixed width is joined again, so that it can be broken at the width of a pane: the
/// lines of a paragraph all but the last are nearly of the same length then.
fn unwrap_lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut whole = String::with_capacity(text.len());
    for paragraph in text.split("\n\n") {
        if !whole.is_empty() {
            whole.push_str("\n\n");
        }
        let lines: Vec<&str> = paragraph.lines().collect();
        let (last, broken) = lines.split_last().unwrap_or((&"", &[]));
        let wrapped = !broken.is_empty()
            && broken.iter().all(|line| (50..=100).contains(&line.chars().count()))
            && lines.iter().all(|line| item_text(line).is_none());
        for line in broken {
            whole.push_str(line);
            whole.push(if wrapped { ' ' } else { '\n' });
        }
        whole.push_str(last);
    }
    whole
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
        let words = words.trim_matches(' ');
        if words.is_empty() {
            empty = true;
            continue;
        }
        if !whole.is_empty() {
            whole.push_str(if empty { "\n\n" } else { "\n" });
        }
        empty = false;
        whole.push_str(mark);
        for (number, word) in words.split(' ').filter(|word| !word.is_empty()).enumerate() {
            whole.push_str(if number > 0 { " " } else { "" });
            whole.push_str(word);
        }
    }
    whole
}
