//! Saving what a broken element still holds.

use super::document::{Malformed, is_legal, parse};
use super::pieces::pieces;
use crate::source::scan::tags::{Tag, Tags};
use std::borrow::Cow;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mended<'t> {
    /// Well-formed XML with a single element.
    pub(crate) text: Cow<'t, str>,
    pub(crate) fault: Option<Malformed>,
    /// What could not be kept as it was meant, each in words.
    pub(crate) losses: Vec<String>,
}

/// Puts an element right, from its start tag to its end tag as far as it has one: unescaped ampersands are escaped, an
/// element of `fields` that is not closed ends where the next one begins, and the markup of a field that makes no sense
/// is taken for its text. Nothing where not even the start tag makes sense.
pub(crate) fn mend<'t>(text: &'t str, fields: &str) -> Option<Mended<'t>> {
    let fault = match parse(text) {
        Ok(_) => return Some(Mended { text: Cow::Borrowed(text), fault: None, losses: Vec::new() }),
        Err(fault) => Some(fault),
    };
    let escaped = escape_ampersands(text);
    if parse(&escaped).is_ok() {
        return Some(Mended { text: Cow::Owned(escaped), fault, losses: Vec::new() });
    }
    let start = Tags::of(text).next().filter(|tag| tag.start == 0 && !tag.closes)?;
    let mut losses = Vec::new();
    let mut whole = start_tag(text.get(..start.end)?, start.name)?;
    whole.push_str(&mend_fields(text.get(start.end..)?, fields, &mut losses));
    whole.push_str(&format!("</{}>", start.name));
    parse(&whole).ok()?;
    Some(Mended { text: Cow::Owned(whole), fault, losses })
}

/// The start tag without a prefix, alone well-formed, or without its attributes where they are broken.
fn start_tag(tag: &str, name: &str) -> Option<String> {
    let inside = tag.strip_prefix('<')?.strip_suffix('>')?.trim_end_matches('/');
    let attributes = inside.find(char::is_whitespace).and_then(|at| inside.get(at..)).unwrap_or("");
    let whole = format!("<{name}{}>", escape_ampersands(attributes));
    let fine = parse(&format!("{whole}</{name}>")).is_ok();
    Some(if fine { whole } else { format!("<{name}>") })
}

/// The fields that the inside of an element still holds, each well-formed.
fn mend_fields(inside: &str, fields: &str, losses: &mut Vec<String>) -> String {
    let mut whole = String::with_capacity(inside.len());
    let mut tags = Tags::of(inside);
    while let Some(tag) = tags.next() {
        if tag.closes || !tag.is_of(fields) {
            continue;
        }
        let Some(start) = start_tag(inside.get(tag.start..tag.end).unwrap_or(""), tag.name) else { continue };
        let (content_end, end) =
            if tag.is_empty() { (tag.end, tag.end) } else { field_end(inside, &tag, tags, fields) };
        tags.skip_to(end);
        let content = inside.get(tag.end..content_end).unwrap_or("");
        let escaped = escape_ampersands(content);
        let name = tag.name;
        if parse(&format!("{start}{escaped}</{name}>")).is_ok() {
            whole.push_str(&format!("{start}{escaped}</{name}>"));
            continue;
        }
        let parts = mend_parts(content);
        let text = if parts.is_empty() {
            losses.push(format!("the markup of its {name} was read as text"));
            escaped.replace('<', "&lt;").replace("]]>", "]]&gt;")
        } else {
            losses.push(format!("some of its {name} were left out"));
            parts
        };
        whole.push_str(&format!("{start}{text}</{name}>"));
    }
    whole
}

/// Where a field's content ends and what follows begins: at its end tag, or, where it has none, at the next field.
fn field_end(inside: &str, tag: &Tag<'_>, tags: Tags<'_>, fields: &str) -> (usize, usize) {
    let mut next_field = None;
    for next in tags {
        if next.name == tag.name {
            let end = next_field.filter(|_| !next.closes).unwrap_or(next.start);
            return (end, if next.closes { next.end } else { end });
        }
        if !next.closes && next.is_of(fields) {
            next_field = next_field.or(Some(next.start));
        }
    }
    let end = next_field.unwrap_or(inside.len());
    (end, end)
}

/// The well-formed people, links and attachments in a list of which something else is broken.
fn mend_parts(content: &str) -> String {
    let mut whole = String::new();
    for piece in pieces(content, "person link attachment", "") {
        let escaped = escape_ampersands(piece.text);
        if parse(&escaped).is_ok() {
            whole.push_str(&escaped);
        }
    }
    whole
}

/// Escapes every ampersand that begins none of the references that XML knows by itself.
fn escape_ampersands(text: &str) -> String {
    let mut parts = text.split('&');
    let mut escaped = parts.next().unwrap_or("").to_owned();
    for part in parts {
        escaped.push_str(if begins_reference(part) { "&" } else { "&amp;" });
        escaped.push_str(part);
    }
    escaped
}

/// Whether what follows an ampersand makes a reference of it.
fn begins_reference(text: &str) -> bool {
    let Some((name, _)) = text.split_once(';').filter(|(name, _)| name.len() < 12) else { return false };
    let Some(number) = name.strip_prefix('#') else { return matches!(name, "amp" | "lt" | "gt" | "quot" | "apos") };
    let code = match number.strip_prefix('x') {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    code.ok().and_then(char::from_u32).is_some_and(is_legal)
}
