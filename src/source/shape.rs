//! What a text is, from its content: never from a file's name, which lies as often as not.

use super::json::text::{Json, parse};
use super::json::{linked, script, table};
use super::scan::tags::{document_type, first_name};
use crate::problem::Problem;

/// The outline of a text, found in one quick pass that does not mind mistakes, so that a broken file still finds the
/// reader that can say where it is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    /// XML with the local name of its root element.
    Xml(String),
    /// JSON and what is read like it, or why nothing of it can be read; the file has no name yet.
    Json(Box<Result<Json, Problem>>),
    Calendar,
    Toml,
    Html,
    Other,
}

impl Shape {
    pub(super) fn of(text: &str) -> Self {
        let text = text.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
        match text.as_bytes().first() {
            Some(b'<') if is_html_doctype(text) => Self::page(text),
            Some(b'<') => match root(text) {
                Some(name) if name.eq_ignore_ascii_case("html") => Self::page(text),
                Some(name) => Self::Xml(name.to_owned()),
                None if begins_calendar(text) => Self::Calendar,
                None => Self::Other,
            },
            Some(b'{') => Self::Json(Box::new(parse(text))),
            // `[event]` begins a TOML table, `[{` and `[ "` a JSON array.
            Some(b'[') if !begins_toml(text) => Self::Json(Box::new(parse(text))),
            _ if begins_calendar(text) => Self::Calendar,
            _ if begins_toml(text) => Self::Toml,
            _ => match script::assigned(text).or_else(|| table::read(text)) {
                Some(json) => Self::Json(Box::new(Ok(json))),
                None => Self::Other,
            },
        }
    }

    /// A page; or the sessions that stand in it as data.
    fn page(text: &str) -> Self {
        linked::in_page(text).map_or(Self::Html, |json| Self::Json(Box::new(Ok(json))))
    }

    /// The values of a JSON text, if any can be read.
    pub(super) fn json(&self) -> Option<&Json> {
        match self {
            Self::Json(json) => json.as_ref().as_ref().ok(),
            _ => None,
        }
    }

    /// Why nothing can be read of what begins like JSON.
    pub(super) fn broken(&self) -> Option<&Problem> {
        match self {
            Self::Json(json) => json.as_ref().as_ref().err(),
            _ => None,
        }
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
