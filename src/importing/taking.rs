//! Getting hold of the bytes, and of a page's schedule where the address leads to a page.

use super::ImportError;
use crate::io::incoming;
use crate::io::network::{Conditions, Fetched, Progress, Rules, Why, fetch};
use crate::model::Source;
use crate::problem::Problem;
use crate::source::{detect, is_page, linked_schedules};
use std::fs;
use std::path::{Path, PathBuf};

/// How many of a page's links are tried.
const LINKS: usize = 3;
/// How many more of them are named.
const NAMED: usize = 4;

/// Where an event is.
#[derive(Debug, Clone)]
pub enum Origin {
    /// In a file.
    File(PathBuf),
    /// At an address.
    Address(String),
    /// Here: what standard input had.
    Input(Vec<u8>),
}

impl Origin {
    /// The file or address that somebody typed: an address has a scheme.
    pub fn named(text: &str) -> Self {
        let text = text.trim();
        if text.contains("://") { Self::Address(text.to_owned()) } else { Self::File(PathBuf::from(text)) }
    }

    /// Where to get an event again; nothing where there is no way back.
    pub fn of(source: &Source) -> Option<Self> {
        match source {
            Source::File(path) => Some(Self::File(PathBuf::from(path))),
            Source::Address(address) => Some(Self::Address(address.clone())),
            Source::Shipped | Source::Input => None,
        }
    }
}

/// What to do with an HTML page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pages {
    /// See where it links to.
    Follow,
    /// Hand it on, to be refused. An address that led to a schedule once and leads to a page now may link to another one.
    Refuse,
}

/// Bytes with what is known of them.
#[derive(Debug)]
pub(super) struct Taken {
    pub(super) bytes: Vec<u8>,
    pub(super) source: Source,
    /// What to ask the server with next time.
    pub(super) version: Conditions,
    /// What was decided on the way.
    pub(super) notes: Vec<Problem>,
}

/// Gets the bytes; nothing where the server says that the version of the conditions is still good.
pub(super) fn take(
    origin: &Origin,
    pages: Pages,
    conditions: &Conditions,
    rules: &Rules,
    progress: &mut dyn FnMut(Progress) -> bool,
) -> Result<Option<Taken>, ImportError> {
    let local = |bytes, source| Taken { bytes, source, version: Conditions::default(), notes: Vec::new() };
    match origin {
        Origin::Input(bytes) => Ok(Some(local(bytes.clone(), Source::Input))),
        Origin::File(path) => {
            let bytes = incoming::file(path, rules.bytes).map_err(|error| unreadable(path, &error))?;
            // Another day the program starts in another folder.
            let whole = fs::canonicalize(path).unwrap_or_else(|_| path.clone());
            Ok(Some(local(bytes, Source::File(whole.display().to_string()))))
        }
        Origin::Address(address) => {
            let mut get = |address: &str, conditions: &Conditions| fetch(address, conditions, rules, progress);
            let Some((taken, base)) = taken_from(address, get(address, conditions)?) else { return Ok(None) };
            if pages == Pages::Refuse || !is_page(&taken.bytes) {
                return Ok(Some(taken));
            }
            let html = String::from_utf8_lossy(&taken.bytes);
            let links = linked_schedules(&html, Some(&base));
            for (at, link) in links.iter().enumerate().take(LINKS) {
                // One of a page's links may be dead; the next is as good.
                let fetched = match get(link, &Conditions::default()) {
                    Err(error) if matches!(error.why, Why::Cancelled) => return Err(error.into()),
                    fetched => fetched.ok(),
                };
                let found = fetched.and_then(|fetched| taken_from(link, fetched));
                if let Some((mut found, _)) = found.filter(|(found, _)| detect(&found.bytes).is_some()) {
                    found.notes.push(followed(address, link, links.get(at + 1..).unwrap_or_default()));
                    return Ok(Some(found));
                }
            }
            Ok(Some(taken))
        }
    }
}

fn taken_from(address: &str, fetched: Fetched) -> Option<(Taken, String)> {
    match fetched {
        Fetched::NotModified => None,
        Fetched::Body { bytes, etag, last_modified, final_url, .. } => {
            let version = Conditions { etag, last_modified };
            let source = Source::Address(address.to_owned());
            Some((Taken { bytes, source, version, notes: Vec::new() }, final_url))
        }
    }
}

fn followed(page: &str, link: &str, others: &[String]) -> Problem {
    let note = Problem::note(page, format!("this is a page; the schedule it links to was taken: {link}"));
    if others.is_empty() {
        return note;
    }
    let named: Vec<&str> = others.iter().take(NAMED).map(String::as_str).collect();
    note.advise(format!("it also links to {}", named.join(", ")))
}

fn unreadable(path: &Path, error: &std::io::Error) -> ImportError {
    let name = path.display().to_string();
    let problem = Problem::error(&name, format!("cannot be read: {error}"));
    let looks_like_address = error.kind() == std::io::ErrorKind::NotFound
        && !name.starts_with(['.', '/', '~'])
        && name.split_once('/').is_some_and(|(host, _)| host.contains('.'));
    ImportError::Unreadable(match looks_like_address {
        true => problem.advise(format!("an address begins with a scheme: https://{name}")),
        false => problem,
    })
}
