//! What a text is, from its content: never from a file's name, which lies as often as not.

use super::Options;
use super::json::giggity;
use super::text::{line, resolve};
use crate::problem::Problem;

/// The outline of a text, found in one quick pass that does not mind mistakes, so that a broken file still finds the
/// reader that can say where it is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape<'t> {
    /// XML with the local name of its root element.
    Xml(&'t str),
    /// JSON with the keys of its objects to the second level, as paths: `schedule`, `schedule.conference`; what stands
    /// in an array has `[]` for its level: `[].title`, `talks.[]`.
    Json(Vec<String>),
    /// iCalendar.
    Calendar,
    /// TOML.
    Toml,
    /// An HTML page.
    Html,
    /// Nothing of these.
    Other,
}

impl<'t> Shape<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let text = text.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
        match text.as_bytes().first() {
            Some(b'<') if is_html_doctype(text) => Self::Html,
            Some(b'<') => match root(text) {
                Some(name) if name.eq_ignore_ascii_case("html") => Self::Html,
                Some(name) => Self::Xml(name),
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

    /// Whether this is JSON that has every one of these paths.
    pub(super) fn has_keys(&self, paths: &[&str]) -> bool {
        matches!(self, Self::Json(keys) if paths.iter().all(|path| keys.iter().any(|key| key == path)))
    }
}

/// The local name of the first element, past declaration, comments and document type.
fn root(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        if rest.starts_with("<?") {
            rest = rest.split_once("?>")?.1;
        } else if rest.starts_with("<!--") {
            rest = rest.split_once("-->")?.1;
        } else if rest.starts_with("<!") {
            // An internal subset has brackets of its own.
            let (head, tail) = rest.split_once('>')?;
            rest = if head.contains('[') { rest.split_once("]>").or_else(|| rest.split_once("] >"))?.1 } else { tail };
        } else {
            let name = rest.strip_prefix('<')?;
            let end = name.find(|letter: char| letter.is_whitespace() || matches!(letter, '>' | '/'))?;
            let name = name.get(..end)?;
            return Some(name.rsplit(':').next().unwrap_or(name));
        }
    }
}

fn is_html_doctype(text: &str) -> bool {
    text.get(..40).unwrap_or(text).to_ascii_lowercase().starts_with("<!doctype html")
}

fn begins_calendar(text: &str) -> bool {
    text.split(['\n', '\r']).take(50).any(|line| line.trim().eq_ignore_ascii_case("BEGIN:VCALENDAR"))
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

/// The most keys of a JSON text that are looked at.
const MOST_KEYS: usize = 400;

/// The paths of a JSON text to the second level, each once.
fn keys(text: &str) -> Vec<String> {
    let bytes = text.as_bytes();
    let mut keys: Vec<String> = Vec::new();
    // The name of each open level, as far as levels matter.
    let mut first: Option<&str> = None;
    let mut arrays = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'{' | b'[' => {
                arrays.push(*byte == b'[');
                if *byte == b'[' && arrays.len() == 1 {
                    first = Some("[]");
                }
            }
            b'}' | b']' => drop(arrays.pop()),
            b'"' => {
                let end = end_of_string(bytes, at + 1);
                let is_key = matches!(arrays.last(), Some(false))
                    && bytes.get(end + 1..).and_then(|rest| rest.iter().find(|byte| !byte.is_ascii_whitespace()))
                        == Some(&b':');
                if is_key && arrays.len() <= 2 {
                    let name = text.get(at + 1..end).unwrap_or("");
                    let path = match (arrays.len(), first) {
                        (1, _) => {
                            first = Some(name);
                            name.to_owned()
                        }
                        (_, Some(first)) => format!("{first}.{name}"),
                        (_, None) => name.to_owned(),
                    };
                    if !keys.contains(&path) {
                        keys.push(path);
                    }
                    if keys.len() >= MOST_KEYS {
                        return keys;
                    }
                }
                at = end;
            }
            _ => {}
        }
        at += 1;
    }
    keys
}

/// The position of the quotation mark that ends a string, or the end of the text.
pub(super) fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(rest) = bytes.get(at..) {
        match memchr::memchr2(b'"', b'\\', rest) {
            Some(found) if rest.get(found) == Some(&b'"') => return at + found,
            Some(found) => at += found + 2,
            None => break,
        }
    }
    bytes.len()
}

/// Why a text is no schedule, and what might be done.
pub(super) fn refusal(text: &str, options: &Options) -> Problem {
    let file = &options.file;
    let supported = "kubetalks reads schedules as XML, JSON, iCalendar and TOML";
    match Shape::of(text) {
        _ if text.trim().is_empty() => Problem::error(file, "this is empty"),
        Shape::Html => {
            let found = linked_schedules(text, options.base());
            let problem = Problem::error(file, "this is an HTML page, not a schedule");
            match found.split_first() {
                Some((first, [])) => problem.advise(format!("the page links to a schedule: {first}")),
                Some(_) => problem.advise(format!("the page links to schedules: {}", some_of(&found))),
                None => problem.advise("look on the page for a link to its schedule as XML, JSON or iCalendar"),
            }
        }
        Shape::Xml(root) => Problem::error(
            file,
            format!("this is XML with the root element '{}', which is no known schedule", line(root)),
        )
        .advise(supported),
        Shape::Json(_) if is_menu(text) => {
            let found = linked_schedules(text, options.base());
            Problem::error(file, "this is a list of schedules, not a schedule")
                .advise(format!("open one of them: {}", some_of(&found)))
        }
        Shape::Json(keys) if keys.is_empty() => {
            Problem::error(file, "this is JSON without anything in it that looks like a schedule").advise(supported)
        }
        Shape::Json(keys) => {
            let top: Vec<String> = keys.iter().filter(|key| !key.contains('.')).take(5).map(|key| line(key)).collect();
            let keys = if top.is_empty() { "a list".to_owned() } else { format!("the keys {}", top.join(", ")) };
            Problem::error(file, format!("this is JSON with {keys}, which is no known schedule")).advise(supported)
        }
        Shape::Calendar => Problem::error(file, "this is a calendar that cannot be read").advise(supported),
        Shape::Toml => Problem::error(file, "this is TOML without an [event]").advise(supported),
        Shape::Other => Problem::error(file, "this does not look like a schedule").advise(supported),
    }
}

/// The most addresses that a problem names.
const MOST_NAMED: usize = 5;

/// The first of some addresses and the number of the others.
fn some_of(addresses: &[String]) -> String {
    let some = addresses.iter().take(MOST_NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    match addresses.len().saturating_sub(MOST_NAMED) {
        0 => some,
        more => format!("{some} and {more} more"),
    }
}

/// Whether this is the menu of giggity, which lists schedules.
fn is_menu(text: &str) -> bool {
    Shape::of(text).has_keys(&["schedules"]) && !giggity::listed(text).is_empty()
}

/// The most bytes of a tag that are looked at on either side of an address in it.
const LONGEST_TAG: usize = 4 * 1024;

/// The most addresses of schedules that one page has.
const MOST_LINKED: usize = 100;

/// The addresses of schedules that an HTML page links to, the best first: a machine-readable one that the page declares,
/// then whatever is called like a schedule. Of a menu of schedules as giggity has it, all of them.
pub fn linked_schedules(html: &str, base: Option<&str>) -> Vec<String> {
    if is_menu(html) {
        return giggity::listed(html);
    }
    let mut found: Vec<(u8, String)> = Vec::new();
    let lower = html.to_ascii_lowercase();
    let mut from = 0;
    while let Some(at) = lower.get(from..).and_then(|rest| rest.find("href")).map(|at| from + at) {
        let before = lower.as_bytes().get(at.saturating_sub(LONGEST_TAG)..at).unwrap_or_default();
        let after = lower.as_bytes().get(at..).unwrap_or_default();
        let tag_start = memchr::memrchr(b'<', before).map_or(at, |back| at - before.len() + back);
        let Some(length) = memchr::memchr(b'>', after.get(..LONGEST_TAG).unwrap_or(after)) else {
            from = at + 4;
            continue;
        };
        let tag_end = at + length;
        from = tag_end;
        let value = html.get(at + 4..tag_end).and_then(|rest| rest.trim_start().strip_prefix('=')).map(str::trim_start);
        let Some(value) = value else { continue };
        let address = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value.get(1..).and_then(|rest| rest.split(quote).next()),
            _ => value.split(|letter: char| letter.is_whitespace() || letter == '>').next(),
        };
        let Some(address) = address else { continue };
        let Some(rank) = rank(lower.get(tag_start..tag_end).unwrap_or(""), &address.to_ascii_lowercase()) else {
            continue;
        };
        let address =
            address.strip_prefix("webcal://").map_or_else(|| address.to_owned(), |rest| format!("https://{rest}"));
        if let Some(address) = resolve(&address, base)
            && found.iter().all(|(_, other)| *other != address)
        {
            found.push((rank, address));
            if found.len() >= MOST_LINKED {
                break;
            }
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, address)| address).collect()
}

fn rank(tag: &str, address: &str) -> Option<u8> {
    let path = address.split(['?', '#']).next().unwrap_or("");
    match () {
        () if tag.contains("application/vnd.c3voc.schedule+xml") => Some(0),
        () if tag.contains("application/vnd.c3voc.schedule+json") => Some(1),
        () if path.ends_with("schedule.xml") || path.ends_with("/schedule/xml") => Some(2),
        () if path.ends_with("schedule.json") => Some(3),
        () if tag.contains("text/calendar") || path.ends_with(".ics") || address.starts_with("webcal://") => Some(4),
        () if path.ends_with(".xcal") => Some(5),
        () => None,
    }
}
