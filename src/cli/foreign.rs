//! `kubetalks mark --from`: marks that another program, or another person, has written down.

use super::{Desk, Exit, complain, json, mark};
use crate::foreign::{Matched, Reading, Reference, match_to, read};
use crate::io::output::Output;
use crate::model::{Mark, Personal, SessionIx};
use crate::problem::{Problem, Severity};
use serde::Serialize;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

/// More than anybody's favourites take.
const LONGEST: u64 = 64 << 20;

/// Marks what a file refers to. What is going already stays so, and what has no session here is told.
pub(super) fn take(
    mut desk: Desk,
    from: &Path,
    event: Option<&str>,
    interested: bool,
    as_json: bool,
    out: &mut Output,
) -> io::Result<Exit> {
    let store = desk.store.take();
    let (file, reading) = match open(from) {
        Ok(opened) => opened,
        Err(problem) => {
            complain(problem);
            return Ok(Exit::Failed);
        }
    };
    let event = match event.map(|id| desk.event(id)).transpose() {
        Ok(event) => event.or_else(|| reading.event(&desk.programme)),
        Err(problem) => {
            complain(problem);
            return Ok(Exit::Failed);
        }
    };
    reading.problems.iter().filter(|problem| problem.severity > Severity::Note).for_each(complain);
    let matched = match_to(&desk.programme, event, &reading.references);
    let taken = taken(&desk, &reading, &matched, interested);
    let changes: Vec<(SessionIx, Personal)> =
        taken.iter().filter_map(|taken| Some((taken.ix, taken.changed.clone()?))).collect();
    if !changes.is_empty() && !mark::keep(&desk, store, &changes) {
        return Ok(Exit::Failed);
    }
    matched.problems(&desk.programme, &reading, &file).iter().for_each(complain);
    if as_json {
        json::object(&record(&desk, &reading, &matched, &taken), out)?;
    } else {
        for taken in &taken {
            let said = mark::words(&Personal { mark: Some(taken.mark), ..Personal::default() }, &desk.config);
            let already = if taken.changed.is_some() { "" } else { "already " };
            writeln!(out, "{already}{said}: {}", desk.programme.session(taken.ix).title)?;
        }
        let count = reading.references.len();
        writeln!(out, "{} of {count} found in {}, {} newly marked", taken.len(), reading.kind.name(), changes.len())?;
    }
    let whole = matched.missing.is_empty() && matched.ambiguous.is_empty();
    Ok(if whole { Exit::Fine } else { Exit::Nothing })
}

/// The favourites of a file, or of standard input, with the name that problems call it by.
fn open(from: &Path) -> Result<(String, Reading), Problem> {
    let stdin = from == Path::new("-");
    let file = if stdin { "standard input".to_owned() } else { from.display().to_string() };
    let mut bytes = Vec::new();
    let read_all = |door: &mut dyn Read, bytes: &mut Vec<u8>| door.take(LONGEST).read_to_end(bytes);
    let result = match stdin {
        true => read_all(&mut io::stdin(), &mut bytes),
        false => File::open(from).and_then(|mut file| read_all(&mut file, &mut bytes)),
    };
    result.map_err(|error| Problem::error(&file, format!("cannot be read: {error}")))?;
    let reading = read(&bytes, &file)?;
    Ok((file, reading))
}

/// A session that was referred to.
struct Taken {
    /// Which reference it was.
    at: usize,
    ix: SessionIx,
    /// The mark that it has now.
    mark: Mark,
    /// What is attached to it now, if that is new.
    changed: Option<Personal>,
}

fn taken(desk: &Desk, reading: &Reading, matched: &Matched, interested: bool) -> Vec<Taken> {
    let mut personal = desk.personal();
    let wish = |at: usize| {
        let own = reading.references.get(at).and_then(|reference| reference.mark);
        if interested { Mark::Interested } else { own.unwrap_or(Mark::Going) }
    };
    let mut taken = Vec::new();
    for (at, ix) in matched.found.iter().copied() {
        let Some(attached) = personal.get_mut(ix.at()) else { continue };
        let mark = attached.mark.max(Some(wish(at)));
        let changed = (attached.mark != mark).then(|| Personal { mark, ..attached.clone() });
        if let Some(changed) = &changed {
            *attached = changed.clone();
        }
        taken.push(Taken { at, ix, mark: mark.unwrap_or(Mark::Going), changed });
    }
    taken
}

fn record<'a>(desk: &Desk, reading: &'a Reading, matched: &Matched, taken: &[Taken]) -> Report<'a> {
    let name = |at: usize| reading.references.get(at).map_or("", Reference::name);
    let found = taken.iter().map(|taken| Found {
        name: name(taken.at),
        session: desk.programme.full_id(taken.ix),
        mark: taken.mark,
        changed: taken.changed.is_some(),
    });
    let ambiguous = matched.ambiguous.iter().map(|(at, sessions)| Ambiguous {
        name: name(*at),
        sessions: sessions.iter().map(|ix| desk.programme.full_id(*ix)).collect(),
    });
    Report {
        form: reading.kind.name(),
        origin: reading.origin.as_deref(),
        found: found.collect(),
        missing: matched.missing.iter().map(|at| name(*at)).collect(),
        ambiguous: ambiguous.collect(),
    }
}

/// What became of a file: `form` says what it turned out to be, `origin` what event it says it belongs to.
#[derive(Serialize)]
struct Report<'a> {
    form: &'static str,
    origin: Option<&'a str>,
    found: Vec<Found<'a>>,
    missing: Vec<&'a str>,
    ambiguous: Vec<Ambiguous<'a>>,
}

#[derive(Serialize)]
struct Found<'a> {
    name: &'a str,
    session: String,
    mark: Mark,
    changed: bool,
}

/// A favourite that several sessions answer to equally well; none of them was marked.
#[derive(Serialize)]
struct Ambiguous<'a> {
    name: &'a str,
    sessions: Vec<String>,
}
