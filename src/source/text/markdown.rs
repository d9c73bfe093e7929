//! Markdown to plain text.

use super::plain::Plain;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::borrow::Cow;

/// Whether the text is plainly Markdown: it has links, bold words, headings or fences. Asterisks and hyphens before
/// items alone are plain text, which is left more as it is.
pub(super) fn is_markdown(text: &str) -> bool {
    if text.contains("](http") || text.contains("](/") || text.contains("](mailto:") || text.contains("```") {
        return true;
    }
    if text.match_indices("**").take(2).count() == 2 {
        return true;
    }
    text.lines().any(|line| {
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        (1..=6).contains(&level) && line.as_bytes().get(level) == Some(&b' ')
    })
}

/// A text in which stars between letters stay: they are emphasis to nobody, and `Nutzer*innen` in German.
fn with_stars_in_words(text: &str) -> Cow<'_, str> {
    let is_inner =
        |at: usize| text[..at].ends_with(char::is_alphanumeric) && text[at + 1..].starts_with(char::is_alphanumeric);
    let mut inner = text.match_indices('*').map(|(at, _)| at).filter(|at| is_inner(*at)).peekable();
    if inner.peek().is_none() || text.contains('`') {
        return Cow::Borrowed(text);
    }
    let (mut escaped, mut from) = (String::with_capacity(text.len() + 16), 0);
    for at in inner {
        escaped.push_str(&text[from..at]);
        escaped.push('\\');
        from = at;
    }
    escaped.push_str(&text[from..]);
    Cow::Owned(escaped)
}

pub(super) fn to_plain(text: &str) -> Plain {
    let text = &*with_stars_in_words(text);
    let mut plain = Plain { text: String::with_capacity(text.len()), ..Plain::default() };
    for event in Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(words) | Event::Code(words) => plain.text.push_str(&words),
            Event::SoftBreak => plain.text.push(if plain.lists.is_empty() { '\n' } else { ' ' }),
            Event::HardBreak => plain.text.push('\n'),
            Event::Rule => plain.paragraph(),
            Event::Html(tag) | Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => {
                plain.text.push('\n')
            }
            Event::Start(Tag::List(number)) => {
                if plain.lists.is_empty() {
                    plain.paragraph();
                }
                plain.lists.push(number);
            }
            Event::End(TagEnd::List(_)) => {
                plain.lists.pop();
                if plain.lists.is_empty() {
                    plain.paragraph();
                }
            }
            Event::Start(Tag::Item) => plain.item(),
            Event::Start(Tag::Link { dest_url, .. }) => plain.begin_link(dest_url.to_string()),
            Event::End(TagEnd::Link) => plain.end_link(),
            Event::End(TagEnd::Paragraph) if !plain.lists.is_empty() => plain.line(),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::BlockQuote(_)) => {
                plain.paragraph();
            }
            _ => {}
        }
    }
    plain
}
