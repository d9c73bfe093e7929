//! What is attached to sessions: how it is stored, and how it is written.

use super::Startup;
use super::table::Cell;
use crate::favourites::{Entry, Favourites};
use crate::io::clock;
use crate::model::{Mark, Personal, SessionIx};
use crate::problem::{Problem, Severity};
use crate::store::{FavouritesStore, SaveError};
use crate::words::{self, SEEN, sign};
use ratatui::style::Style;

/// Stores what is now attached to some sessions, or returns what to say: nothing was stored.
pub(super) fn keep(
    startup: &Startup,
    store: Option<FavouritesStore>,
    changes: &[(SessionIx, Personal)],
) -> Result<(), Problem> {
    let nowhere = || Problem::error("kubetalks", "nothing was marked, for there is nowhere to keep it");
    let mut store = store.ok_or_else(nowhere)?;
    if changes.is_empty() {
        return Ok(());
    }
    let mut favourites = startup.favourites.clone();
    for (ix, personal) in changes {
        // The clock's time even where another one is pretended: it decides between versions of an entry.
        favourites.set(Entry::of(&startup.programme, *ix, personal, clock::now()));
    }
    let saved = save(startup, &mut store, &favourites).map(drop);
    saved.map_err(|error| Problem::error("kubetalks", format!("nothing was changed: {error}")))
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

/// What is attached to a session: `★ going, ✓ seen`; nothing where nothing is.
pub(super) fn attached(personal: &Personal) -> String {
    let seen = personal.seen.then(words::seen);
    personal.mark.map(words::marked).into_iter().chain(seen).collect::<Vec<_>>().join(", ")
}

/// The same without words, for a narrow column, with the letters of the friends who marked the session.
pub(super) fn signs(startup: &Startup, ix: SessionIx, personal: &[Personal]) -> Cell {
    let (theme, letters) = (&startup.config.theme, startup.friend_marks().letters(ix));
    let (mark, seen) = personal.get(ix.index()).map_or((None, false), |personal| (personal.mark, personal.seen));
    let style = match mark {
        Some(Mark::Going) => theme.going,
        Some(Mark::Interested) => theme.interested,
        None if seen => theme.seen,
        None => Style::new(),
    };
    // Without a mark the letters stand where they would beside one.
    let mark = mark.map_or(if letters.is_empty() { "" } else { " " }, sign);
    let seen = if seen { SEEN } else { "" };
    Cell::new(format!("{mark}{seen}{letters}"), style)
}
