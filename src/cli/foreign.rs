//! `kubetalks mark --from`: marks that another program, or another person, has written down.

use super::progress::Meter;
use super::source_args::{fetch, selection};
use super::{Ending, Exit, Output, Startup, Stop, json, marking};
use crate::foreign::{ForeignReading, Matched, Reference, called, match_to, read, unpacked};
use crate::model::{Mark, Personal, SessionIx};
use crate::problem::Problem;
use crate::words::first_few;
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
    let (file, mut reading) = open(&startup, from)?;
    let given = event.map(|id| startup.event(id)).transpose()?;
    if given.is_some() {
        // Whose own event has another id here is in the event that the user names.
        let known = |event: &mut String| startup.programme.event_by_id(event).is_some();
        reading.references.iter_mut().for_each(|reference| drop(reference.event.take_if(|event| !known(event))));
    }
    let event = given.or_else(|| reading.event(&startup.programme));
    startup.complain_of(&reading.problems);
    reading.references = unpacked(&startup.programme, event, reading.references);
    let matched = match_to(&startup.programme, event, &reading.references);
    let taken = taken(&startup, &reading, &matched, interested);
    let changes: Vec<(SessionIx, Personal)> =
        taken.iter().filter(|taken| taken.is_changed()).map(|taken| (taken.ix, taken.after.clone())).collect();
    if !changes.is_empty() {
        marking::keep(&startup, store, &changes)?;
    }
    let problems = matched.problems(&startup.programme, event, &reading, &file);
    problems
        .iter()
        .chain(&kept_ratings(&startup, &reading, &taken, &file))
        .for_each(|problem| startup.complain(problem));
    if as_json {
        json::object(&record(&startup, &reading, &matched, &taken), out)?;
    } else {
        for taken in &taken {
            let already = if taken.is_changed() { "" } else { "already " };
            writeln!(out, "{already}{}: {}", marking::said(&taken.after), startup.programme.session(taken.ix).title)?;
        }
        writeln!(out, "{}", summary(&reading, &taken))?;
    }
    let whole = matched.missing.is_empty() && matched.ambiguous.is_empty();
    Ok(if whole { Exit::FINE } else { Exit::NOTHING })
}

/// `7 of 8 found in JSON, 5 newly marked, 2 newly noted`.
fn summary(reading: &ForeignReading, taken: &[Taken]) -> String {
    let count = |differs: fn(&Personal, &Personal) -> bool| {
        taken.iter().filter(|taken| differs(&taken.before, &taken.after)).count()
    };
    let marked = count(|before, after| before.mark != after.mark);
    let more = [
        (count(|before, after| before.seen != after.seen), "seen"),
        (count(|before, after| before.rating != after.rating), "rated"),
        (count(|before, after| before.note != after.note), "noted"),
    ];
    let more = more.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!(", {count} newly {what}"));
    let (found, all, kind) = (taken.len(), reading.references.len(), reading.kind.name());
    format!("{found} of {all} found in {kind}, {marked} newly marked{}", more.collect::<String>())
}

/// What to say of ratings that differ from the user's own, which stay.
fn kept_ratings(startup: &Startup, reading: &ForeignReading, taken: &[Taken], file: &str) -> Option<Problem> {
    let differs = |taken: &&Taken| {
        let theirs = reading.references.get(taken.at).and_then(|reference| reference.rating);
        theirs.is_some() && theirs != taken.after.rating
    };
    let titles: Vec<&str> =
        taken.iter().filter(differs).map(|taken| startup.programme.session(taken.ix).title.as_str()).collect();
    let message = format!("another rating was left behind, for yours stays: {}", first_few(titles.iter().copied()));
    (!titles.is_empty()).then(|| Problem::warning(file, message))
}

/// The favourites of a file, an address or standard input, with the name that problems call it by.
fn open(startup: &Startup, from: &str) -> Result<(String, ForeignReading), Stop> {
    let (bytes, source) = fetch(startup, from, selection(from), &mut Meter::start())?;
    let file = called(&bytes, &source);
    let reading = read(&bytes, &file)?;
    Ok((file, reading))
}

struct Taken {
    /// Which reference it was.
    at: usize,
    ix: SessionIx,
    /// What was attached to it.
    before: Personal,
    /// What is attached to it now.
    after: Personal,
}

impl Taken {
    fn is_changed(&self) -> bool {
        self.before != self.after
    }
}

/// What is attached to the sessions that were found: nothing that was there is lost, and nothing is there twice.
fn taken(startup: &Startup, reading: &ForeignReading, matched: &Matched, interested: bool) -> Vec<Taken> {
    let mut personal = startup.personal();
    let mut taken = Vec::new();
    for (at, ix) in matched.found.iter().copied() {
        let Some(reference) = reading.references.get(at) else { continue };
        let attached = Personal::of_mut(&mut personal, ix);
        let before = attached.clone();
        let wish = reference.wish().map(|mark| if interested { Mark::Interested } else { mark });
        attached.mark = before.mark.max(wish);
        attached.seen |= reference.seen;
        attached.rating = before.rating.or(reference.rating);
        if !before.note.contains(&reference.note) {
            let between = if before.note.is_empty() { "" } else { "\n" };
            attached.note = format!("{}{between}{}", before.note, reference.note);
        }
        taken.push(Taken { at, ix, before, after: attached.clone() });
    }
    taken
}

fn record<'a>(startup: &Startup, reading: &'a ForeignReading, matched: &Matched, taken: &[Taken]) -> Report<'a> {
    let name = |at: usize| reading.references.get(at).map_or("", Reference::name);
    let found = taken.iter().map(|taken| Found {
        name: name(taken.at),
        session: startup.programme.full_id(taken.ix),
        mark: taken.after.mark,
        changed: taken.is_changed(),
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
    mark: Option<Mark>,
    changed: bool,
}

/// A favourite that several sessions answer to equally well; none of them was marked.
#[derive(Serialize)]
struct Ambiguous<'a> {
    name: &'a str,
    sessions: Vec<String>,
}
