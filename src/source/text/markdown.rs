//! Markdown to plain text.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

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

/// The text without its marks, and its links with the words they stand under.
pub(super) fn to_plain(text: &str, links: &mut Vec<(String, String)>) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut lists: Vec<Option<u64>> = Vec::new();
    let mut link: Option<(String, usize)> = None;
    for event in Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(words) | Event::Code(words) => plain.push_str(&words),
            Event::SoftBreak => plain.push(' '),
            Event::HardBreak => plain.push('\n'),
            Event::Rule => paragraph(&mut plain),
            Event::Html(tag) | Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => {
                plain.push('\n')
            }
            Event::Start(Tag::List(number)) => {
                if lists.is_empty() {
                    paragraph(&mut plain);
                }
                lists.push(number);
            }
            Event::End(TagEnd::List(_)) => {
                lists.pop();
                if lists.is_empty() {
                    paragraph(&mut plain);
                }
            }
            Event::Start(Tag::Item) => {
                line(&mut plain);
                match lists.last_mut() {
                    Some(Some(number)) => {
                        plain.push_str(&format!("{number}. "));
                        *number = number.saturating_add(1);
                    }
                    _ => plain.push_str("• "),
                }
            }
            Event::Start(Tag::Link { dest_url, .. }) => link = Some((dest_url.to_string(), plain.len())),
            Event::End(TagEnd::Link) => {
                if let Some((address, start)) = link.take() {
                    links.push((address, plain.get(start..).unwrap_or("").trim().to_owned()));
                }
            }
            Event::End(TagEnd::Paragraph) if !lists.is_empty() => line(&mut plain),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::BlockQuote(_)) => {
                paragraph(&mut plain);
            }
            _ => {}
        }
    }
    plain
}

fn line(plain: &mut String) {
    if !plain.is_empty() && !plain.ends_with('\n') {
        plain.push('\n');
    }
}

fn paragraph(plain: &mut String) {
    line(plain);
    if !plain.is_empty() && !plain.ends_with("\n\n") {
        plain.push('\n');
    }
}
