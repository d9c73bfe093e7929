//! Getting hold of the bytes, and of a page's schedule where the address leads to a page.

use super::brought::ImportError;
use super::request::Origin;
use crate::io::incoming;
use crate::io::network::{Conditions, FailureKind, FetchError, Fetched, NetworkRules, TransferProgress, fetch};
use crate::model::Source;
use crate::problem::Problem;
use crate::sanitise::shown_address;
use crate::source::Opened;
use std::fs;
use std::path::Path;

/// How many of a page's links are tried.
const LINKS: usize = 3;
/// How many more of them are named.
const NAMED: usize = 4;

/// A source's bytes with what is known of them.
#[derive(Debug)]
pub(super) struct Taken {
    pub(super) opened: Opened<'static>,
    pub(super) source: Source,
    /// What to ask the server with next time.
    pub(super) version: Conditions,
    /// What was decided on the way.
    pub(super) notes: Vec<Problem>,
}

/// Gets the bytes; of a page that links to a schedule, those of the schedule.
pub(super) fn take(
    origin: &Origin,
    rules: &NetworkRules,
    progress: &mut dyn FnMut(TransferProgress) -> bool,
) -> Result<Taken, ImportError> {
    let Origin::Address(address) = origin else { return take_as_it_is(origin, rules, progress) };
    let (taken, base) = get(address, rules, progress)?;
    if !taken.opened.is_page() {
        return Ok(taken);
    }
    let links = taken.opened.linked_schedules(Some(&base));
    for (at, link) in links.iter().enumerate().take(LINKS) {
        match get(link, rules, progress) {
            Ok((mut found, _)) if found.opened.format().is_some() => {
                found.notes.push(followed(address, link, links.get(at + 1..).unwrap_or_default()));
                return Ok(found);
            }
            Err(error) if matches!(error.why, FailureKind::Cancelled) => return Err(error.into()),
            // A dead link, or one to another page; the next is as good.
            Ok(_) | Err(_) => {}
        }
    }
    Ok(taken)
}

/// Gets the bytes, be they of a page or of anything else.
pub(super) fn take_as_it_is(
    origin: &Origin,
    rules: &NetworkRules,
    progress: &mut dyn FnMut(TransferProgress) -> bool,
) -> Result<Taken, ImportError> {
    match origin {
        Origin::Input(bytes) => Ok(Taken::local(bytes.clone(), Source::Input)),
        Origin::File(path) => file(path, rules),
        Origin::Address(address) => Ok(get(address, rules, progress)?.0),
    }
}

/// Gets the bytes again; nothing where the server says that the version of the conditions is still good. No link is
/// followed: an address that led to a schedule once and leads to a page now may link to another one.
pub(super) fn take_again(
    origin: &Origin,
    conditions: &Conditions,
    rules: &NetworkRules,
    progress: &mut dyn FnMut(TransferProgress) -> bool,
) -> Result<Option<Taken>, ImportError> {
    let Origin::Address(address) = origin else { return take_as_it_is(origin, rules, progress).map(Some) };
    Ok(match fetch(address, conditions, rules, progress)? {
        Fetched::NotModified => None,
        Fetched::Body { bytes, etag, last_modified, .. } => {
            Some(Taken::fetched(bytes, address, Conditions { etag, last_modified }))
        }
    })
}

impl Taken {
    fn local(bytes: Vec<u8>, source: Source) -> Self {
        Self { opened: Opened::new(bytes), source, version: Conditions::default(), notes: Vec::new() }
    }

    fn fetched(bytes: Vec<u8>, address: &str, version: Conditions) -> Self {
        Self { opened: Opened::new(bytes), source: Source::Address(address.to_owned()), version, notes: Vec::new() }
    }
}

fn file(path: &Path, rules: &NetworkRules) -> Result<Taken, ImportError> {
    let bytes = incoming::file(path, rules.bytes).map_err(|error| unreadable(path, &error))?;
    // Another day the program starts in another folder.
    let whole = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    Ok(Taken::local(bytes, Source::File(whole.display().to_string())))
}

/// What an address leads to, with the address that it came from in the end.
fn get(
    address: &str,
    rules: &NetworkRules,
    progress: &mut dyn FnMut(TransferProgress) -> bool,
) -> Result<(Taken, String), FetchError> {
    match fetch(address, &Conditions::default(), rules, progress)? {
        Fetched::Body { bytes, etag, last_modified, final_url, .. } => {
            Ok((Taken::fetched(bytes, address, Conditions { etag, last_modified }), final_url))
        }
        // Nobody has asked for that.
        Fetched::NotModified => Err(FetchError { address: address.to_owned(), why: FailureKind::Status(304) }),
    }
}

fn followed(page: &str, link: &str, others: &[String]) -> Problem {
    let (page, link) = (shown_address(page), shown_address(link));
    let note = Problem::note(page, format!("this is a page; the schedule it links to was taken: {link}"));
    if others.is_empty() {
        return note;
    }
    let named: Vec<String> = others.iter().take(NAMED).map(|other| shown_address(other)).collect();
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
