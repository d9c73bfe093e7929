//! Content lines: unfolded, split into name, parameters and value (RFC 5545, 3.1 and 3.2).

use encoding_rs::{Encoding, UTF_8};
use std::borrow::Cow;

/// One property of a calendar: a name, parameters and a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Property<'t> {
    /// The byte of the file at which it begins.
    pub(super) at: usize,
    text: Cow<'t, str>,
    name_end: usize,
    value_start: usize,
}

impl<'t> Property<'t> {
    /// Splits an unfolded line; gives it back where it has no value.
    fn new(at: usize, text: Cow<'t, str>) -> Result<Self, Cow<'t, str>> {
        let name_end = name_length(&text);
        match colon(&text, name_end) {
            Some(colon) => {
                let colon = before_time(&text, name_end, colon).unwrap_or(colon);
                Ok(Self { at, text, name_end, value_start: colon + 1 })
            }
            None => Err(text),
        }
    }

    pub(super) fn length(&self) -> usize {
        self.text.len()
    }

    pub(super) fn is(&self, name: &str) -> bool {
        self.name().eq_ignore_ascii_case(name)
    }

    /// As it is written.
    pub fn name(&self) -> &str {
        self.text.get(..self.name_end).unwrap_or("")
    }

    /// The value as it stands, without blanks around it.
    pub fn value(&self) -> &str {
        self.text.get(self.value_start..).unwrap_or("").trim()
    }

    /// The value as text, its escapes decoded.
    pub fn text(&self) -> String {
        unescape(self.value())
    }

    /// The values of a list, each decoded; a comma that is escaped parts nothing.
    pub(super) fn list(&self) -> Vec<String> {
        let mut escaped = false;
        let parts = parts(self.value(), ',', |letter| {
            let inside = escaped;
            escaped = letter == '\\' && !escaped;
            inside
        });
        parts.map(|part| unescape(part.trim())).filter(|part| !part.trim().is_empty()).collect()
    }

    /// A parameter without its quotes, the escapes of RFC 6868 decoded.
    pub fn parameter(&self, name: &str) -> Option<String> {
        let parameters = self.text.get(self.name_end..self.value_start.checked_sub(1)?)?;
        let mut quoted = false;
        let parts = parts(parameters, ';', |letter| {
            quoted ^= letter == '"';
            quoted
        });
        parts
            .filter_map(|parameter| parameter.split_once('='))
            .find(|(found, _)| found.trim().eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim().trim_matches('"').replace("^n", "\n").replace("^'", "\"").replace("^^", "^"))
    }

    /// The byte of the file at which the value begins, as far as the line is not folded before it.
    pub(super) fn value_at(&self) -> usize {
        self.at + self.value_start
    }
}

/// Parts a text at a letter. `inside` is asked about every letter in turn and says whether one that parts is none here.
fn parts(text: &str, at: char, mut inside: impl FnMut(char) -> bool) -> impl Iterator<Item = &str> {
    text.split(move |letter| {
        let inside = inside(letter);
        letter == at && !inside
    })
}

/// The end of name and parameters: the first colon outside quotes, or the first at all where quotes do not close.
fn colon(text: &str, from: usize) -> Option<usize> {
    let mut quoted = false;
    let rest = text.get(from..)?;
    let outside = rest.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == b':' && !quoted
    });
    outside.or_else(|| rest.find(':')).map(|at| from + at)
}

/// The colon before the time of a property whose zone has colons of its own and no quotes around them:
/// `DTSTART;TZID=GMT+02:00:20260914T090000`.
fn before_time(text: &str, name_end: usize, first: usize) -> Option<usize> {
    let zoned = text.get(name_end..first)?.to_ascii_uppercase().contains(";TZID=");
    let is_date = |at: &usize| {
        let digits = text.as_bytes().get(at + 1..at + 9);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_digit))
    };
    let mut colons = text.bytes().enumerate().skip(first).filter(|(_, byte)| *byte == b':').map(|(at, _)| at);
    colons.find(is_date).filter(|at| zoned && *at > first)
}

fn name_length(text: &str) -> usize {
    text.bytes().position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))).unwrap_or(text.len())
}

/// Decodes the escapes of a text in one pass: chained replacements would take the `\\n` of a path for a line break. A
/// colon and a quote are escaped by some although nobody asked for it.
pub(super) fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, escaped)) = rest.split_once('\\') {
        plain.push_str(before);
        let mut letters = escaped.chars();
        rest = match letters.next() {
            Some('n' | 'N') => {
                plain.push('\n');
                letters.as_str()
            }
            Some(letter @ (',' | ';' | '\\' | ':' | '"')) => {
                plain.push(letter);
                letters.as_str()
            }
            _ => {
                plain.push('\\');
                escaped
            }
        };
    }
    plain.push_str(rest);
    plain
}

/// Every property of a file in order, and the lines that belong to none with the bytes at which they begin. Blank lines
/// mean nothing; a line that is no property but follows a text is part of that text, written by a program that does not
/// escape line breaks.
pub fn properties(text: &str) -> (Vec<Property<'_>>, Vec<(usize, Cow<'_, str>)>) {
    let mut found: Vec<(usize, Cow<'_, str>)> = Vec::new();
    let mut strays = Vec::new();
    let ends = if text.contains('\n') { '\n' } else { '\r' };
    let mut next_at = 0;
    let lines = text.split(ends).map(|line| {
        let at = next_at;
        next_at += line.len() + 1;
        (at, line.trim_end_matches('\r'))
    });
    let mut lines = lines.peekable();
    while let Some((at, line)) = lines.next() {
        if line.trim().is_empty() && !line.starts_with([' ', '\t']) {
            continue;
        }
        let folded = line.strip_prefix([' ', '\t']);
        match (folded, found.last_mut()) {
            (Some(rest), Some((_, before))) => before.to_mut().push_str(rest),
            (Some(rest), None) if rest.trim().is_empty() => {}
            _ if is_property(line, lines.peek().map(|(_, next)| *next)) => match printable_start(line) {
                Some(start) => {
                    let mut whole = line.to_owned();
                    while whole.ends_with('=')
                        && let Some((_, next)) = lines.next()
                    {
                        whole.pop();
                        whole.push_str(next);
                    }
                    found.push((at, Cow::Owned(printed(&whole, start))));
                }
                None => found.push((at, Cow::Borrowed(line))),
            },
            (None, Some((_, before))) if is_text(before) => {
                before.to_mut().push_str("\\n");
                before.to_mut().push_str(line);
            }
            _ => strays.push((at, Cow::Borrowed(line))),
        }
    }
    let mut properties = Vec::with_capacity(found.len());
    for (at, text) in found {
        match Property::new(at, text) {
            Ok(property) => properties.push(property),
            Err(text) => strays.push((at, text)),
        }
    }
    (properties, strays)
}

/// Where the value of a line that is quoted-printable begins, as vCalendar 1.0 has it.
fn printable_start(line: &str) -> Option<usize> {
    let value = colon(line, name_length(line))? + 1;
    let head = line.get(..value)?;
    memchr::memchr(b';', head.as_bytes())?;
    head.to_ascii_uppercase().contains("QUOTED-PRINTABLE").then_some(value)
}

/// A quoted-printable line with its value decoded, by the CHARSET it names. Line breaks are escaped as RFC 5545 has them.
fn printed(line: &str, start: usize) -> String {
    let (head, value) = line.split_at_checked(start).unwrap_or((line, ""));
    let mut parts = value.split('=');
    let mut bytes = parts.next().unwrap_or("").as_bytes().to_vec();
    for part in parts {
        let code = part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let rest = if code.is_some() { part.get(2..).unwrap_or("") } else { part };
        bytes.push(code.unwrap_or(b'='));
        bytes.extend_from_slice(rest.as_bytes());
    }
    let charset = head.to_ascii_uppercase().split(';').find_map(|part| {
        let label = part.strip_prefix("CHARSET=")?.trim_end_matches(':').trim_matches('"').to_owned();
        Encoding::for_label(label.as_bytes())
    });
    let (text, ..) = charset.unwrap_or(UTF_8).decode(&bytes);
    format!("{head}{}", text.replace("\r\n", "\\n").replace(['\r', '\n'], "\\n"))
}

/// Whether a line begins a property: a name in capitals or a well-known one in any case, since `Note: bring a laptop` is
/// a line of a text.
fn is_property(line: &str, next: Option<&str>) -> bool {
    let (name, rest) = line.split_at(name_length(line));
    let begins = match rest.chars().next() {
        Some(':' | ';') => true,
        // The fold came within the name.
        None => next.is_some_and(|next| next.starts_with([' ', '\t'])),
        Some(_) => false,
    };
    begins
        && !name.is_empty()
        && (name.bytes().all(|byte| !byte.is_ascii_lowercase())
            || name.get(..2).is_some_and(|head| head.eq_ignore_ascii_case("X-"))
            || KNOWN.lines().any(|known| known.eq_ignore_ascii_case(name)))
}

/// Whether an unfolded line is a property that holds text of several lines.
fn is_text(line: &str) -> bool {
    ["DESCRIPTION", "SUMMARY", "COMMENT", "X-ALT-DESC", "LOCATION"].iter().any(|name| {
        line.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name))
            && line.get(name.len()..).is_some_and(|rest| rest.starts_with([':', ';']))
    })
}

/// The properties of RFC 5545 and RFC 7986 that events and calendars have.
const KNOWN: &str = include_str!("properties.txt");
