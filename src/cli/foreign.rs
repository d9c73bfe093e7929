//! `kubetalks mark --from`: marks that another program, or another person, has written down.

use super::progress::Meter;
use super::source_args::{fetch, origin};
use super::{Ending, Exit, Output, Startup, Stop, json, marking};
use crate::foreign::{ForeignReading, Kind, Matched, Reference, match_to, read, recognise};
use crate::importing::Origin;
use crate::model::{Mark, Personal, SessionIx};
use crate::words;
use serde::Serialize;
use std::io::Write;

/// Marks what a file refers to. What is going already stays so, and what has no session here is told.
pub(super) fn take(
    mut startup: Startup,
    from: &str,
    event: Option<&str>,
    interested: bool,
    as_json: bool,
    out: &mut Output,
) -> Ending {
    let store = startup.store.take();
    let (file, reading) = open(&startup, from)?;
    let event = event.map(|id| startup.event(id)).transpose()?.or_else(|| reading.event(&startup.programme));
    startup.complain_of(&reading.problems);
    let matched = match_to(&startup.programme, event, &reading.references);
    let taken = taken(&startup, &reading, &matched, interested);
    let changes: Vec<(SessionIx, Personal)> =
        taken.iter().filter_map(|taken| Some((taken.ix, taken.changed.clone()?))).collect();
    if !changes.is_empty() {
        marking::keep(&startup, store, &changes)?;
    }
    matched.problems(&startup.programme, &reading, &file).iter().for_each(|problem| startup.complain(problem));
    if as_json {
        json::object(&record(&startup, &reading, &matched, &taken), out)?;
    } else {
        for taken in &taken {
            let said = words::marked(taken.mark);
            let already = if taken.changed.is_some() { "" } else { "already " };
            writeln!(out, "{already}{said}: {}", startup.programme.session(taken.ix).title)?;
        }
        let count = reading.references.len();
        writeln!(out, "{} of {count} found in {}, {} newly marked", taken.len(), reading.kind.name(), changes.len())?;
    }
    let whole = matched.missing.is_empty() && matched.ambiguous.is_empty();
    Ok(if whole { Exit::FINE } else { Exit::NOTHING })
}

/// The favourites of a file, an address or standard input, with the name that problems call it by.
fn open(startup: &Startup, from: &str) -> Result<(String, ForeignReading), Stop> {
    // Such a link is the selection itself: there is nothing to fetch.
    let is_selection = recognise(from.as_bytes()) == Some(Kind::Giggity);
    let origin = if is_selection { Ok(Origin::Input(from.into())) } else { origin(from) };
    let (bytes, source) = fetch(startup, from, origin, &mut Meter::start())?;
    let file = source.to_string();
    let reading = read(&bytes, &file)?;
    Ok((file, reading))
}

struct Taken {
    /// Which reference it was.
    at: usize,
    ix: SessionIx,
    /// The mark that it has now.
    mark: Mark,
    /// What is attached to it now, if that is new.
    changed: Option<Personal>,
}

fn taken(startup: &Startup, reading: &ForeignReading, matched: &Matched, interested: bool) -> Vec<Taken> {
    let mut personal = startup.personal();
    let wish = |at: usize| {
        let own = reading.references.get(at).and_then(|reference| reference.mark);
        if interested { Mark::Interested } else { own.unwrap_or(Mark::Going) }
    };
    let mut taken = Vec::new();
    for (at, ix) in matched.found.iter().copied() {
        let attached = Personal::of_mut(&mut personal, ix);
        let mark = attached.mark.max(Some(wish(at)));
        let changed = (attached.mark != mark).then(|| Personal { mark, ..attached.clone() });
        if let Some(changed) = &changed {
            *attached = changed.clone();
        }
        taken.push(Taken { at, ix, mark: mark.unwrap_or(Mark::Going), changed });
    }
    taken
}

fn record<'a>(startup: &Startup, reading: &'a ForeignReading, matched: &Matched, taken: &[Taken]) -> Report<'a> {
    let name = |at: usize| reading.references.get(at).map_or("", Reference::name);
    let found = taken.iter().map(|taken| Found {
        name: name(taken.at),
        session: startup.programme.full_id(taken.ix),
        mark: taken.mark,
        changed: taken.changed.is_some(),
    });
    let ambiguous = matched.ambiguous.iter().map(|(at, sessions)| Ambiguous {
        name: name(*at),
        sessions: sessions.iter().map(|ix| startup.programme.full_id(*ix)).collect(),
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
