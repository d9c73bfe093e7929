//! Cleaning of text from outside, once, on its way in: what leaves here may be drawn on a terminal.
//!
//! Entities are decoded, HTML and Markdown become plain text, and whatever could steer a terminal or deceive the eye
//! (control characters, escape sequences, bidi overrides, invisible characters, towers of accents) is dropped. Start
//! with [`line()`] for names and titles and [`block`] for abstracts and biographies.

mod entities;
mod html;
mod links;
mod markdown;
mod people;
mod words;

pub use links::{add_links, link, resolve};
pub use people::{Person, people_in};
pub use words::{is_cancelled, kind, languages, level, plain_title};

use crate::model::{Link, LinkKind, fold};
use std::borrow::Cow;
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The most characters that [`line()`] keeps: a longer title is an accident or an attack.
const LONGEST_LINE: usize = 10_000;

/// The most bytes of markup that are interpreted; a longer text is taken as it stands, without its control characters.
const LONGEST_MARKUP: usize = 128 * 1024;

/// The most links that are taken from one text.
const MOST_LINKS: usize = 500;

/// The most marks that may stack on one letter. Languages need three or four.
const MARKS: usize = 6;

/// One line of clean text, without blanks around it.
pub fn line(text: &str) -> String {
    let text = text.trim();
    if is_plain(text) && text.len() <= LONGEST_LINE {
        return text.to_owned();
    }
    let clean = clean(&entities::decode(text));
    let mut line = String::with_capacity(clean.len());
    for word in clean.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    cut(line, LONGEST_LINE).0
}

/// The first letters of a text, and whether there were more.
pub(super) fn cut(mut text: String, letters: usize) -> (String, bool) {
    let end = text.char_indices().nth(letters).map(|(end, _)| end);
    end.inspect(|end| text.truncate(*end));
    (text, end.is_some())
}

/// One line of clean text, or nothing where there is none.
pub fn line_of(text: Option<&str>) -> Option<String> {
    text.map(line).filter(|line| !line.is_empty())
}

/// ASCII without control characters, entities and double blanks: the common case, which needs no work.
fn is_plain(text: &str) -> bool {
    let mut before = b'x';
    text.bytes().all(|byte| {
        let fine = (b' '..0x7f).contains(&byte) && byte != b'&' && !(byte == b' ' && before == b' ');
        before = byte;
        fine
    })
}

/// Clean paragraphs, parted by an empty line, list items beginning with `• `; and the links that stood in the text.
/// The text may be HTML, Markdown or plain: it is looked at. Links of the text are pages, whatever they lead to: a
/// recording that an abstract mentions is not the recording of the session.
pub fn block(text: &str) -> (String, Vec<Link>) {
    let text = text.trim();
    if text.is_empty() {
        return (String::new(), Vec::new());
    }
    let mut text = Cow::Borrowed(text);
    let mut found = Vec::new();
    let plain = if text.len() > LONGEST_MARKUP {
        text.into_owned()
    } else {
        if !html::is_html(&text) && text.contains("&lt;") {
            // The markup itself was escaped once more.
            let decoded = entities::decode(&text).into_owned();
            if html::is_html(&decoded) {
                text = Cow::Owned(decoded);
            }
        }
        if html::is_html(&text) {
            html::to_plain(&text, &mut found)
        } else if markdown::is_markdown(&text) {
            markdown::to_plain(&text, &mut found)
        } else {
            unwrap_lines(&entities::decode(&text))
        }
    };
    let plain = paragraphs(&clean(&plain));
    let mut links: Vec<Link> = Vec::new();
    let bare = links::bare_addresses(&plain).map(|url| (url.to_owned(), String::new()));
    for (url, title) in found.into_iter().chain(bare).take(MOST_LINKS) {
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
    match (one.is_empty(), other.is_empty()) {
        (_, true) => abstract_text.to_owned(),
        (true, false) => description.to_owned(),
        (false, false) if other.contains(&one) => description.to_owned(),
        (false, false) if one.contains(&other) => abstract_text.to_owned(),
        (false, false) => format!("{abstract_text}\n\n{description}"),
    }
}

fn comparable(text: &str) -> String {
    fold(text).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// Drops what must not reach a terminal and normalises the rest to NFC. Line breaks stay, other blanks become a blank.
fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    let mut marks = 0;
    let mut composable = false;
    loop {
        // Nearly all text is printable ASCII, which is copied by the run.
        let run = rest.bytes().position(|byte| !matches!(byte, b'\n' | b' '..=b'~')).unwrap_or(rest.len());
        let (plain, special) = rest.split_at(run);
        clean.push_str(plain);
        if run > 0 {
            marks = 0;
        }
        let mut letters = special.chars();
        let Some(letter) = letters.next() else { break };
        rest = letters.as_str();
        match letter {
            '\u{85}' | '\u{2028}' | '\u{2029}' => clean.push('\n'),
            '\r' if rest.starts_with('\n') => {}
            '\r' => clean.push('\n'),
            '\u{1b}' => rest = after_escape(rest),
            '\u{9b}' => rest = after_final(rest),
            '\t' | '\u{b}' | '\u{c}' => clean.push(' '),
            // A joiner belongs to an emoji or to a script that needs it; anywhere else it hides something.
            '\u{200c}' | '\u{200d}' => {
                if rest.starts_with(is_joinable) && clean.ends_with(is_joinable) {
                    clean.push(letter);
                }
            }
            _ if letter.is_control() || is_invisible(letter) => {}
            _ if letter.is_whitespace() => clean.push(' '),
            _ if is_combining_mark(letter) => {
                composable = true;
                marks += 1;
                if marks <= MARKS {
                    clean.push(letter);
                }
                continue;
            }
            _ => {
                composable |= letter >= '\u{300}';
                clean.push(letter);
            }
        }
        marks = 0;
    }
    if !composable || is_nfc_quick(clean.chars()) == IsNormalized::Yes { clean } else { clean.nfc().collect() }
}

fn is_joinable(letter: char) -> bool {
    !letter.is_ascii() && !letter.is_whitespace() && !letter.is_control()
}

/// Format characters that are seen by nobody: bidi controls, zero-width blanks, variation selectors, tags, annotations.
fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{61c}' | '\u{180b}'..='\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e0fff}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}')
}

/// What follows an escape character and what belongs to it: a control sequence, a string with its end, or one more
/// character.
fn after_escape(text: &str) -> &str {
    let mut letters = text.chars();
    match letters.next() {
        Some('[') => after_final(letters.as_str()),
        Some(']' | 'P' | 'X' | '^' | '_') => {
            // A string that does not end on its line was never one; what can be seen of it goes all the same.
            let end = letters.as_str().find(['\u{7}', '\u{9c}', '\u{1b}', '\n']);
            let tail = end.and_then(|end| letters.as_str().get(end..)).unwrap_or("");
            tail.strip_prefix("\u{1b}\\").unwrap_or(tail)
        }
        Some(letter) if !letter.is_whitespace() => letters.as_str(),
        _ => text,
    }
}

/// What follows the parameters and the final character of a control sequence.
fn after_final(text: &str) -> &str {
    let tail = text.trim_start_matches(|letter| matches!(letter, '\u{20}'..='\u{3f}'));
    tail.strip_prefix(|letter| matches!(letter, '\u{40}'..='\u{7e}')).unwrap_or(tail)
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

/// What follows the mark of a list item.
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
        // The blank before each word that is not the first; doubled blanks leave empty words.
        let mut words = words.split(' ').filter(|word| !word.is_empty());
        whole.push_str(words.next().unwrap_or(""));
        for word in words {
            whole.push(' ');
            whole.push_str(word);
        }
    }
    whole
}

#[cfg(test)]
mod tests;
