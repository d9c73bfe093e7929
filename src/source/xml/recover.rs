//! Reading a text whole, or, where it is not well-formed, part by part; and saying what that cost.

use super::document::{Malformed, legal, parse};
use super::mend::{Mended, mend};
use super::pieces::{Piece, pieces};
use crate::problem::Problem;
use crate::source::rows::is_among;
use crate::source::scan::tags::{Tags, document_type, first_name};
use roxmltree::Document;
use std::borrow::Cow;
use std::sync::mpsc::sync_channel;
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

/// How many parts are handed on at once, and how often before somebody waits: waking another thread takes as long as
/// reading one of them.
const AT_ONCE: usize = 32;
const AHEAD: usize = 4;

/// A part with its tree, where it is read whole and well-formed.
type Grown<'t> = (Piece<'t>, Option<Document<'t>>);

/// Hands every part of the text that can be read to `take`, in order, and returns what is wrong with the others. Of a large
/// text the parts are found, and their trees made, beside what is made of them.
fn recover(text: &str, file: &str, parts: &Parts, take: impl FnMut(&Part<'_, '_>)) -> Vec<Problem> {
    let mut taking = Taking { text, file, parts, take, problems: Vec::new(), untold: 0 };
    let pieces = || pieces(text, parts.whole, parts.open);
    if text.len() <= LARGE {
        pieces().for_each(|piece| taking.piece((piece, None)));
        return taking.problems();
    }
    let (sender, receiver) = sync_channel::<Vec<Grown<'_>>>(AHEAD);
    let read_ahead = move || {
        let mut grown = pieces().map(|piece| {
            let tree = if is_among(parts.whole, piece.name) { parse(piece.text).ok() } else { None };
            (piece, tree)
        });
        loop {
            let some: Vec<Grown<'_>> = grown.by_ref().take(AT_ONCE).collect();
            // Nobody waits for more where the sending fails.
            if some.is_empty() || sender.send(some).is_err() {
                break;
            }
        }
    };
    thread::scope(|scope| {
        match thread::Builder::new().spawn_scoped(scope, read_ahead) {
            Ok(_) => receiver.into_iter().flatten().for_each(|grown| taking.piece(grown)),
            // There is no other thread.
            Err(_) => pieces().for_each(|piece| taking.piece((piece, None))),
        }
    });
    taking.problems()
}

/// What becomes of the parts of a text.
struct Taking<'t, Take> {
    text: &'t str,
    file: &'t str,
    parts: &'t Parts,
    take: Take,
    problems: Vec<Problem>,
    untold: usize,
}

impl<'t, Take: FnMut(&Part<'_, '_>)> Taking<'t, Take> {
    fn piece(&mut self, (piece, tree): Grown<'_>) {
        if let Some(document) = tree {
            return (self.take)(&Part { document: &document, at: piece.at, exact: true });
        }
        let start_tag = piece.text.strip_suffix('>').filter(|_| !is_among(self.parts.whole, piece.name));
        let part =
            start_tag.map_or(Cow::Borrowed(piece.text), |tag| Cow::Owned(format!("{}/>", tag.trim_end_matches('/'))));
        if let Ok(document) = parse(&part) {
            return (self.take)(&Part { document: &document, at: piece.at, exact: true });
        }
        let mended = mend(&part, (self.parts.fields)(piece.name));
        if mended.as_ref().is_none_or(|mended| mended.fault.is_some()) {
            if self.problems.len() < MOST_TOLD {
                self.problems.push(fault_of(self.text, self.file, &piece, mended.as_ref()));
            } else {
                self.untold += 1;
            }
        }
        if let Some(mended) = mended
            && let Ok(document) = parse(&mended.text)
        {
            (self.take)(&Part { document: &document, at: piece.at, exact: mended.fault.is_none() });
        }
    }

    fn problems(self) -> Vec<Problem> {
        let Self { file, mut problems, untold, .. } = self;
        if untold > 0 {
            problems.push(Problem::warning(file, format!("{untold} more parts of the file are broken")));
        }
        problems
    }
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
