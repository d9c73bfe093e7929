//! What a text is, from its content: never from a file's name, which lies as often as not.

use super::scan::json::{next_byte, tokens};
use super::scan::tags::{document_type, first_name};

/// The outline of a text, found in one quick pass that does not mind mistakes, so that a broken file still finds the
/// reader that can say where it is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    /// XML with the local name of its root element.
    Xml(String),
    /// JSON with the keys of its objects to the second level, as paths: `schedule`, `schedule.conference`; what stands
    /// in an array has `[]` for its level: `[].title`, `talks.[]`.
    Json(Vec<String>),
    Calendar,
    Toml,
    Html,
    Other,
}

impl Shape {
    pub(super) fn of(text: &str) -> Self {
        let text = text.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
        match text.as_bytes().first() {
            Some(b'<') if is_html_doctype(text) => Self::Html,
            Some(b'<') => match root(text) {
                Some(name) if name.eq_ignore_ascii_case("html") => Self::Html,
                Some(name) => Self::Xml(name.to_owned()),
                None if begins_calendar(text) => Self::Calendar,
                None => Self::Other,
            },
            Some(b'{') => Self::Json(keys(text)),
            // `[event]` begins a TOML table, `[{` and `[ "` a JSON array.
            Some(b'[') if !begins_toml(text) => Self::Json(keys(text)),
            _ if begins_calendar(text) => Self::Calendar,
            _ if begins_toml(text) => Self::Toml,
            _ => Self::Other,
        }
    }

    /// Whether this is JSON that has all the paths of one of these sets.
    pub(super) fn has_one_of(&self, sets: &[&[&str]]) -> bool {
        sets.iter().any(|paths| self.has_keys(paths))
    }

    /// Whether this is JSON that has every one of these paths.
    pub(super) fn has_keys(&self, paths: &[&str]) -> bool {
        matches!(self, Self::Json(keys) if paths.iter().all(|path| keys.iter().any(|key| key == path)))
    }
}

/// The local name of the first element, past declaration, comments and document type.
fn root(text: &str) -> Option<&str> {
    let start = document_type(text).map_or(0, |range| range.end);
    first_name(text.get(start..)?)
}

fn is_html_doctype(text: &str) -> bool {
    text.get(..40).unwrap_or(text).to_ascii_lowercase().starts_with("<!doctype html")
}

fn begins_calendar(text: &str) -> bool {
    let begins =
        |line: &str| line.trim().trim_start_matches("<!--").trim_start().eq_ignore_ascii_case("BEGIN:VCALENDAR");
    text.split(['\n', '\r']).take(50).any(begins)
}

fn begins_toml(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.next().is_some_and(|line| {
        let line = line.split('#').next().unwrap_or(line).trim_end();
        let name = |text: &str| {
            !text.is_empty()
                && text.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.'))
        };
        let table = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let tables = table.and_then(|rest| rest.strip_prefix('[')).and_then(|rest| rest.strip_suffix(']'));
        name(tables.or(table).unwrap_or("")) || line.split_once('=').is_some_and(|(key, _)| name(key.trim_end()))
    })
}

const MOST_KEYS: usize = 400;

/// The paths of a JSON text to the second level, each once.
fn keys(text: &str) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    // The name of each open level, as far as levels matter.
    let mut first: Option<&str> = None;
    let mut arrays = Vec::new();
    for token in tokens(text) {
        match token.byte {
            b'{' | b'[' => {
                arrays.push(token.byte == b'[');
                if token.byte == b'[' && arrays.len() == 1 {
                    first = Some("[]");
                }
            }
            b'}' | b']' => drop(arrays.pop()),
            b'"' if arrays.len() <= 2
                && arrays.last() == Some(&false)
                && next_byte(text, token.last + 1) == Some(b':') =>
            {
                let name = text.get(token.at + 1..token.last).unwrap_or("");
                let path = match first {
                    Some(first) if arrays.len() > 1 => format!("{first}.{name}"),
                    _ => name.to_owned(),
                };
                if arrays.len() == 1 {
                    first = Some(name);
                }
                if !keys.contains(&path) {
                    keys.push(path);
                }
                if keys.len() >= MOST_KEYS {
                    return keys;
                }
            }
            _ => {}
        }
    }
    keys
}
