//! Reading a text whole, or, where it is not well-formed, part by part; and saying what that cost.

use super::document::{Malformed, legal, parse};
use super::mend::{Mended, mend};
use super::pieces::{Piece, pieces};
use crate::problem::Problem;
use crate::source::rows::is_among;
use crate::source::scan::tags::{Tags, document_type, first_name};
use roxmltree::Document;
use std::borrow::Cow;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

/// From this length on, in bytes, a text is read part by part though it may be well-formed, so that the tree of all of it need
/// not be in memory.
const LARGE: usize = 6 << 20;

/// How many broken parts of a file are told one by one.
const MOST_TOLD: usize = 50;

/// What a format is cut into; names are parted by blanks.
pub(crate) struct Parts {
    /// Elements that are cut out whole.
    pub(crate) whole: &'static str,
    /// Elements of which only the start tag matters.
    pub(crate) open: &'static str,
    pub(crate) sessions: &'static str,
    /// What to look for in a broken element of this name.
    pub(crate) fields: fn(&str) -> &'static str,
}

/// A text, or a part of it, that can be read.
pub(crate) struct Part<'d, 'i> {
    pub(crate) document: &'d Document<'i>,
    pub(crate) at: usize,
    /// Whether its bytes are those of the text, so that positions inside can be trusted.
    pub(crate) exact: bool,
}

/// Hands a text to `take`, whole or in parts; this returns how many sessions it has met so far. The text comes back as it
/// was read, with what is wrong with it.
///
/// # Errors
/// It is not well-formed and holds no session that is.
pub(crate) fn read<'t>(
    text: &'t str,
    file: &str,
    parts: &Parts,
    mut take: impl FnMut(&Part<'_, '_>) -> usize,
) -> Result<(Cow<'t, str>, Vec<Problem>), Problem> {
    let (text, forbidden) = legal(text);
    let told = "the text holds characters that XML forbids; they were read as blanks";
    let told = forbidden.map(|at| Problem::note(file, told).at(&text, at));
    let mut problems: Vec<Problem> = told.into_iter().collect();
    let mut read = 0;
    let large = text.len() > LARGE && parts_alone(&text);
    let mut broken = if large { recover(&text, file, parts, |part| read = take(part)) } else { Vec::new() };
    let whole = match large && broken.is_empty() && read > 0 {
        true => Ok(()),
        false => parse(&text).map(|document| {
            if read == 0 {
                read = take(&Part { document: &document, at: 0, exact: true });
            }
        }),
    };
    if let Err(fault) = &whole {
        if !large {
            broken = recover(&text, file, parts, |part| read = take(part));
        }
        problems.push(malformed(fault, file, &text, read == 0)?);
    }
    problems.extend(broken);
    if !problems.is_empty() {
        let there = Tags::of(&text).filter(|tag| !tag.closes && tag.is_of(parts.sessions)).count();
        problems.push(Problem::note(file, format!("{read} of {} sessions were read", there.max(read))));
    }
    Ok((text, problems))
}

/// Whether the parts of a text mean alone what they mean in it: it ends as it began, and no prefix of theirs is explained
/// outside of them.
fn parts_alone(text: &str) -> bool {
    let root = document_type(text).map_or(Some(text), |range| text.get(range.end..)).and_then(first_name);
    let ends = |root: &str| {
        let end = text.trim_end().strip_suffix('>').map_or("", str::trim_end);
        end.strip_suffix(root).is_some_and(|before| before.ends_with("</"))
    };
    root.is_some_and(ends) && memchr::memmem::find(text.as_bytes(), b"xmlns:").is_none()
}

/// How many parts may be read ahead.
const AHEAD: usize = 64;

/// Hands every part of the text that can be read to `take`, in order, and returns what is wrong with the others. Of a large
/// text the trees of the parts are made beside what is made of them.
fn recover(text: &str, file: &str, parts: &Parts, take: impl FnMut(&Part<'_, '_>)) -> Vec<Problem> {
    let pieces = pieces(text, parts.whole, parts.open);
    let (sender, receiver) = sync_channel(AHEAD);
    let is_whole = |piece: &Piece<'_>| is_among(parts.whole, piece.name);
    let read_ahead = || {
        // Nobody waits for more where the sending fails.
        let mut trees = pieces.iter().map(|piece| if is_whole(piece) { parse(piece.text).ok() } else { None });
        let _ = trees.try_for_each(|tree| sender.send(tree).map_err(drop));
        drop(sender);
    };
    thread::scope(|scope| {
        if text.len() > LARGE {
            // Where there is no other thread, there is nobody to send anything.
            let _ = thread::Builder::new().spawn_scoped(scope, read_ahead);
        } else {
            drop(read_ahead);
        }
        in_order(text, file, parts, (&pieces, receiver), take)
    })
}

/// The same with trees that come from elsewhere in the same order, as far as they come.
fn in_order(
    text: &str,
    file: &str,
    parts: &Parts,
    (pieces, trees): (&[Piece<'_>], Receiver<Option<Document<'_>>>),
    mut take: impl FnMut(&Part<'_, '_>),
) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut untold = 0;
    for piece in pieces {
        if let Ok(Some(document)) = trees.recv() {
            take(&Part { document: &document, at: piece.at, exact: true });
            continue;
        }
        let start_tag = piece.text.strip_suffix('>').filter(|_| !is_among(parts.whole, piece.name));
        let part =
            start_tag.map_or(Cow::Borrowed(piece.text), |tag| Cow::Owned(format!("{}/>", tag.trim_end_matches('/'))));
        if let Ok(document) = parse(&part) {
            take(&Part { document: &document, at: piece.at, exact: true });
            continue;
        }
        let mended = mend(&part, (parts.fields)(piece.name));
        if mended.as_ref().is_none_or(|mended| mended.fault.is_some()) {
            if problems.len() < MOST_TOLD {
                problems.push(fault_of(text, file, piece, mended.as_ref()));
            } else {
                untold += 1;
            }
        }
        if let Some(mended) = mended
            && let Ok(document) = parse(&mended.text)
        {
            take(&Part { document: &document, at: piece.at, exact: mended.fault.is_none() });
        }
    }
    if untold > 0 {
        problems.push(Problem::warning(file, format!("{untold} more parts of the file are broken")));
    }
    problems
}

fn fault_of(text: &str, file: &str, piece: &Piece<'_>, mended: Option<&Mended<'_>>) -> Problem {
    let name = piece.name;
    if let Some(Mended { fault: Some(fault), losses, .. }) = mended {
        let done = if losses.is_empty() { "it was put right".to_owned() } else { losses.join(", ") };
        let message = format!("the XML of this {name} is broken: {}; {done}", fault.message);
        return Problem { place: Some(fault.place_in(text, piece.at)), ..Problem::warning(file, message) };
    }
    Problem::warning(file, format!("this {name} cannot be read and was left out")).at(text, piece.at)
}

/// What to say of a text that is not well-formed: an error where nothing came of it all the same.
fn malformed(fault: &Malformed, file: &str, text: &str, nothing: bool) -> Result<Problem, Problem> {
    let place = Some(fault.place_in(text, 0));
    if nothing {
        let message = format!("this XML is not well-formed and holds no event that is: {}", fault.message);
        return Err(Problem { place, ..Problem::error(file, message) });
    }
    let message = format!("the XML is not well-formed, so it was read event by event: {}", fault.message);
    Ok(Problem { place, ..Problem::warning(file, message) })
}
