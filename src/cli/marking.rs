//! What is attached to sessions: how it is stored, how it follows them, and how it is written.

use super::{Startup, failed};
use crate::favourites::{Entry, Favourites};
use crate::importing::{Brought, News};
use crate::io::clock;
use crate::model::{Personal, Programme, SessionIx};
use crate::problem::{Problem, Severity};
use crate::store::{FavouritesStore, SaveError};
use crate::words;

/// Stores what is now attached to some sessions, or returns what to say: nothing was stored.
pub(super) fn keep(
    startup: &Startup,
    store: Option<FavouritesStore>,
    changes: &[(SessionIx, Personal)],
) -> Result<(), Problem> {
    let nowhere = || failed("nothing was marked, for there is nowhere to keep it");
    let mut store = store.ok_or_else(nowhere)?;
    let unchanged = |error| failed(format!("nothing was changed: {error}"));
    // What cannot be read is not taken for empty.
    store.was_read().map_err(unchanged)?;
    if changes.is_empty() && store.is_whole().map_err(unchanged)? {
        return Ok(());
    }
    let mut favourites = startup.favourites.clone();
    for (ix, personal) in changes {
        // The clock's time even where another one is pretended: it decides between versions of an entry.
        favourites.set(Entry::of(&startup.programme, *ix, personal, clock::now()));
    }
    let saved = save(startup, &mut store, &favourites).map(drop);
    saved.map_err(unchanged)
}

/// Stores favourites, says what is newly wrong with them, and returns them as they are stored.
pub(super) fn save(
    startup: &Startup,
    store: &mut FavouritesStore,
    favourites: &Favourites,
) -> Result<Favourites, SaveError> {
    let saved = store.save(favourites, clock::now())?;
    let news = |problem: &&Problem| problem.severity > Severity::Note && !startup.problems.contains(problem);
    saved.problems.iter().filter(news).for_each(|problem| startup.complain(problem));
    Ok(saved.favourites)
}

/// What the user attached to an event's sessions.
pub(super) fn entries<'a>(favourites: &'a Favourites, event: &str) -> impl Iterator<Item = &'a Entry> {
    favourites.entries().filter(move |entry| entry.event == event && !entry.is_tombstone())
}

/// Lets the favourites follow an event's sessions to the ids that they have today, stores them if any moved, and puts the
/// user's own sessions first in the report.
pub(super) fn migrate(startup: &mut Startup, brought: &mut Brought) {
    let nothing = entries(&startup.favourites, &brought.kept.id).next().is_none();
    let Some(reading) = brought.reading.as_ref().filter(|_| !nothing) else { return };
    let as_loaded = startup.favourites.clone();
    startup.favourites.migrate(&Programme::new(vec![reading.schedule.clone()]));
    if startup.favourites != as_loaded
        && let Some(mut store) = startup.store.take()
    {
        match save(startup, &mut store, &startup.favourites) {
            Ok(saved) => startup.favourites = saved,
            Err(error) => {
                let problem = Problem::warning("favourites", format!("not stored: {error}"));
                startup.complain(problem.advise("the next change stores them"));
            }
        }
        startup.store = Some(store);
    }
    if let News::Changed(report) = &mut brought.news {
        report.own_first(&startup.favourites);
    }
}

/// What is attached to a session: `★ going, ✓ seen`; nothing where nothing is.
pub(super) fn attached(personal: &Personal) -> String {
    let seen = personal.seen.then(words::seen);
    personal.mark.map(words::marked).into_iter().chain(seen).collect::<Vec<_>>().join(", ")
}

/// The same with whether there is a rating and a note: `★ going, rated 4, noted`.
pub(super) fn said(personal: &Personal) -> String {
    let signs = Some(attached(personal)).filter(|signs| !signs.is_empty());
    let rating = personal.rating.map(|rating| format!("rated {rating}"));
    let note = (!personal.note.is_empty()).then(|| "noted".to_owned());
    [signs, rating, note].into_iter().flatten().collect::<Vec<_>>().join(", ")
}
