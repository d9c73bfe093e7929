//! Getting hold of the bytes.

use super::brought::ImportError;
use super::request::{Hearsay, Origin};
use crate::io::incoming;
use crate::io::network::{Conditions, FailureKind, FetchError, Fetched, NetworkRules, TransferProgress, fetch, server};
use crate::model::Source;
use crate::problem::Problem;
use crate::sanitise::shown_address;
use crate::source::Opened;
use std::fs;
use std::path::Path;

/// A source's bytes with what is known of them.
#[derive(Debug)]
pub(super) struct Taken {
    pub(super) opened: Opened<'static>,
    pub(super) source: Source,
    /// What to ask the server with next time.
    pub(super) version: Conditions,
    /// What the page that led here says of it.
    pub(super) hearsay: Hearsay,
    /// What was decided on the way.
    pub(super) notes: Vec<Problem>,
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
        Fetched::Body { bytes, etag, last_modified, final_url, .. } => {
            Some(Taken::fetched(bytes, (address, &final_url), Conditions { etag, last_modified }))
        }
    })
}

impl Taken {
    fn local(bytes: Vec<u8>, source: Source) -> Self {
        Self {
            opened: Opened::new(bytes),
            source,
            version: Conditions::default(),
            hearsay: Hearsay::default(),
            notes: Vec::new(),
        }
    }

    fn fetched(bytes: Vec<u8>, (address, final_url): (&str, &str), version: Conditions) -> Self {
        let notes = led_on(address, final_url).into_iter().collect();
        Self { version, notes, ..Self::local(bytes, Source::Address(address.to_owned())) }
    }
}

fn file(path: &Path, rules: &NetworkRules) -> Result<Taken, ImportError> {
    let bytes = incoming::file(path, rules.bytes).map_err(|error| unreadable(path, &error))?;
    // Another day the program starts in another folder.
    let whole = fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned());
    Ok(Taken::local(bytes, Source::File(whole.display().to_string())))
}

/// What an address leads to, with the address that it came from in the end.
pub(super) fn get(
    address: &str,
    rules: &NetworkRules,
    progress: &mut dyn FnMut(TransferProgress) -> bool,
) -> Result<(Taken, String), FetchError> {
    match fetch(address, &Conditions::default(), rules, progress)? {
        Fetched::Body { bytes, etag, last_modified, final_url, .. } => {
            Ok((Taken::fetched(bytes, (address, &final_url), Conditions { etag, last_modified }), final_url))
        }
        // Nobody has asked for that.
        Fetched::NotModified => Err(FetchError { address: address.to_owned(), why: FailureKind::Status(304) }),
    }
}

/// Tells that what was asked for on one server came from another.
fn led_on(address: &str, final_url: &str) -> Option<Problem> {
    let came_from = server(final_url).filter(|came_from| server(address).as_ref() != Some(came_from))?;
    Some(Problem::note(shown_address(address), format!("this came from another server, {came_from}")))
}

fn unreadable(path: &Path, error: &std::io::Error) -> ImportError {
    ImportError::Unreadable(Problem::error(path.display().to_string(), format!("cannot be read: {error}")))
}
