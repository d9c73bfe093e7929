//! How ids, times and marks are spelled in all of the forms.

use crate::model::Mark;
use chrono::{DateTime, Utc};

/// An address without what makes no difference to what it leads to.
pub(super) fn bare(url: &str) -> &str {
    let url = url.trim().split('#').next().unwrap_or_default();
    let url = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or(url);
    url.strip_prefix("www.").unwrap_or(url).trim_end_matches('/')
}

/// What in an address may be the id or code of a session: the last parts of its path.
pub(super) fn keys_of(url: &str) -> Vec<String> {
    let path = bare(url).split('?').next().unwrap_or_default();
    let mut parts: Vec<&str> = path.split('/').skip(1).filter(|part| !part.is_empty()).collect();
    parts.reverse();
    parts.into_iter().take(2).map(|part| part.trim_end_matches(".html").to_owned()).collect()
}

pub(super) fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

/// A time with its zone, as JSON and tables spell it: RFC 3339, or seconds or milliseconds since 1970.
pub(super) fn instant(text: &str) -> Option<DateTime<Utc>> {
    if let Ok(number) = text.parse::<i64>() {
        let seconds = if number.abs() > 100_000_000_000 { number / 1000 } else { number };
        // A small number is no time but a count of something.
        return DateTime::from_timestamp(seconds, 0).filter(|_| seconds > 100_000_000);
    }
    DateTime::parse_from_rfc3339(text).ok().map(|time| time.to_utc())
}

pub(super) fn mark(word: &str) -> Option<Mark> {
    [Mark::Going, Mark::Interested].into_iter().find(|mark| mark.name() == word)
}
