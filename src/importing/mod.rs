//! Bringing events in: from a file, an address or standard input to the store, and fetching them again.
//!
//! This room only puts things in order: doors fetch and keep, `source` reads, `changes` compares. It writes to no screen
//! and takes the time and the rules of the network as values, so that the commands and a thread of the full-screen
//! program use it alike. It knows nothing of marks: whoever has favourites lets them follow the schedule that comes back.
//! Start with [`import`] and [`refresh`]; [`load`] is what happens at every start, [`look_at`] opens without keeping.

mod collection;
mod loading;
mod reading;
mod taking;
#[cfg(test)]
mod tests;

pub use crate::io::network::{Progress, Rules};
pub use collection::Collection;
pub use loading::{anew, load};
pub use taking::Origin;

use crate::changes::{Report, compare};
use crate::io::network::{Conditions, FetchError, Why};
use crate::model::{Schedule, Source, Zone};
use crate::problem::Problem;
use crate::source::Reading;
use crate::store::{EventStore, KeepError, StoredEvent};
use chrono::{DateTime, SubsecRound, Utc};
use reading::{Identified, identify};
use taking::{Taken, take, take_again, take_as_it_is};

/// From this many sessions on, a schedule that has none of them any more is taken for that of another event.
const TOO_MANY_TO_LOSE: usize = 5;

/// What somebody wants to have.
#[derive(Debug, Clone)]
pub struct Wish {
    /// Where it is.
    pub origin: Origin,
    /// What is to hold in place of what the source says.
    pub overrides: Overrides,
}

/// What the user wants in place of what the source says. It is remembered and holds when the event is fetched again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Overrides {
    /// The zone of the event's clocks.
    pub zone: Option<Zone>,
    /// The event's id.
    pub id: Option<String>,
    /// The event's name.
    pub name: Option<String>,
}

impl Overrides {
    /// What is remembered of a kept event. A zone that nobody knows, as a person may write one into the file, is none.
    pub fn of(kept: &StoredEvent) -> Self {
        Self {
            zone: kept.zone_override.as_deref().and_then(Zone::parse),
            id: kept.id_override.clone(),
            name: kept.name_override.clone(),
        }
    }

    /// These, and where they are silent the others.
    fn or(self, others: Self) -> Self {
        Self { zone: self.zone.or(others.zone), id: self.id.or(others.id), name: self.name.or(others.name) }
    }
}

/// An event that was brought in, or fetched again, and is in the store now.
#[derive(Debug, Clone)]
pub struct Brought {
    /// What is now known of it.
    pub kept: StoredEvent,
    /// What is new about it.
    pub news: News,
    /// The event as it was read; absent where the server says that the copy on disk is still good.
    pub reading: Option<Reading>,
    /// What was decided on the way: a link that was followed, an id that was taken.
    pub notes: Vec<Problem>,
}

/// What is new about an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// Everything: it was not there before, or not in a state that could be compared.
    New,
    /// The server says that the copy on disk is still good.
    NotModified,
    /// It was read, and nothing that a visitor would notice differs.
    Unchanged,
    /// These sessions differ.
    Changed(Box<Report>),
}

/// An event that was read and is kept nowhere.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The event, with the id that it would be kept under.
    pub reading: Reading,
    /// What was decided on the way.
    pub notes: Vec<Problem>,
}

/// Why an event was not brought in. What was in the store is there still.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file, or standard input, cannot be read.
    #[error("{0}")]
    Unreadable(Problem),
    /// Nothing came from the address.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// What came is no schedule, or one of which nothing can be used. Never empty, the decisive one last.
    #[error("{}", .0.last().map(ToString::to_string).unwrap_or_default())]
    Refused(Vec<Problem>),
    /// It cannot be put in the store, or is not there.
    #[error(transparent)]
    Keep(#[from] KeepError),
    /// It came from standard input.
    #[error("'{0}' came from standard input and cannot be fetched again; import it again")]
    NoWayBack(String),
    /// What comes from there now is another event.
    #[error(
        "{from}: this is now another schedule, '{name}', with none of the {sessions} sessions of '{id}', which stays as it \
         is; 'kubetalks import' keeps the other one beside it"
    )]
    Another {
        /// Where it comes from.
        from: String,
        /// The name of the other.
        name: String,
        /// The event that was to be refreshed.
        id: String,
        /// How many sessions that has.
        sessions: usize,
    },
}

impl ImportError {
    /// Whether somebody called it off, so that nothing is wrong.
    pub fn is_cancelled(&self) -> bool {
        matches!(self, Self::Fetch(FetchError { why: Why::Cancelled, .. }))
    }
}

/// Takes what is wished for, reads it, and puts it in the store. What the store already has from the same place is
/// replaced, with what the user once said about it; so is, where the wish names an id, the kept event of this id. `progress`
/// is told how far a transfer is, ten times a second, and calls it off by returning false.
///
/// # Errors
/// [`ImportError`]; nothing is kept then.
pub fn import(
    event_store: &EventStore,
    wish: &Wish,
    rules: &Rules,
    now: DateTime<Utc>,
    progress: &mut dyn FnMut(Progress) -> bool,
) -> Result<Brought, ImportError> {
    let taken = take(&wish.origin, rules, progress)?;
    let (known, _) = event_store.list();
    let identified = identify(&taken, &wish.overrides, &known)?;
    let old = identified.before.as_ref().and_then(|before| earlier(event_store, before, &identified.overrides));
    let report = old.as_ref().map(|old| compare(old, &identified.reading.schedule, now));
    let by_name = wish.overrides.id.is_some();
    if let (Some(old), Some(report)) = (&old, &report)
        && !by_name
        && is_another(old, report)
    {
        // Next year's schedule at the same address: both are kept.
        let identified = reading::identify_apart(&taken, &wish.overrides, &known)?;
        return keep(event_store, taken, identified, None, now);
    }
    keep(event_store, taken, identified, report, now)
}

/// Fetches a kept event again from where it came, with what the user once said about it.
///
/// # Errors
/// [`ImportError`]; the copy in the store is then as it was.
pub fn refresh(
    event_store: &EventStore,
    id: &str,
    rules: &Rules,
    now: DateTime<Utc>,
    progress: &mut dyn FnMut(Progress) -> bool,
) -> Result<Brought, ImportError> {
    let kept = event_store.find(id)?;
    let origin = Origin::of(&kept.source()).ok_or_else(|| ImportError::NoWayBack(id.to_owned()))?;
    let (old, _) = loading::one(event_store, &kept);
    // Of what cannot be used any more a server must not say that it is still good.
    let conditions = match &old {
        Some(_) => Conditions { etag: kept.etag.clone(), last_modified: kept.last_modified.clone() },
        None => Conditions::default(),
    };
    let Some(taken) = take_again(&origin, &conditions, rules, progress)? else {
        let kept = event_store.update(id, |kept| kept.fetched = now.trunc_subsecs(0))?;
        return Ok(Brought { kept, news: News::NotModified, reading: None, notes: Vec::new() });
    };
    let identified = Identified::again(&taken, kept)?;
    let new = &identified.reading.schedule;
    let report = old.as_ref().map(|old| compare(old, new, now));
    if let (Some(old), Some(report)) = (&old, &report)
        && is_another(old, report)
    {
        let (name, sessions) = (identified.reading.schedule.event.name.clone(), old.sessions.len());
        return Err(ImportError::Another { from: taken.source.to_string(), name, id: id.to_owned(), sessions });
    }
    // It may have been left out or forgotten in the meantime.
    let taking_part = event_store.find(id)?.taking_part;
    keep(event_store, taken, Identified { taking_part, ..identified }, report, now)
}

/// Takes what is wished for and reads it, and keeps nothing. The event has the id that [`import`] would give it, so that
/// marks made now are there when it is kept.
///
/// # Errors
/// [`ImportError`].
pub fn look_at(
    event_store: Option<&EventStore>,
    wish: &Wish,
    rules: &Rules,
    progress: &mut dyn FnMut(Progress) -> bool,
) -> Result<Seen, ImportError> {
    let taken = take(&wish.origin, rules, progress)?;
    let known = event_store.map(|event_store| event_store.list().0).unwrap_or_default();
    let Identified { reading, notes, .. } = identify(&taken, &wish.overrides, &known)?;
    Ok(Seen { reading, notes })
}

/// The bytes of a file, an address or standard input, which are no schedule, and where they came from.
///
/// # Errors
/// [`ImportError::Unreadable`] and [`ImportError::Fetch`].
pub fn bytes(
    origin: &Origin,
    rules: &Rules,
    progress: &mut dyn FnMut(Progress) -> bool,
) -> Result<(Vec<u8>, Source), ImportError> {
    take_as_it_is(origin, rules, progress).map(|taken| (taken.opened.bytes().to_vec(), taken.source))
}

/// The schedule that a newer one is to be compared with. Where the user has said something new, it is read anew with
/// that: another zone moves no session.
fn earlier(event_store: &EventStore, before: &StoredEvent, overrides: &Overrides) -> Option<Schedule> {
    if Overrides::of(before).zone == overrides.zone {
        return loading::one(event_store, before).0;
    }
    let options = reading::options(&before.source(), overrides);
    crate::source::read(&event_store.original(&before.id).ok()?, &options).ok().map(|reading| reading.schedule)
}

/// Whether so much is different that these are two events: an address may lead to next year's schedule one day.
fn is_another(old: &Schedule, report: &Report) -> bool {
    old.sessions.len() >= TOO_MANY_TO_LOSE && report.gone.len() == old.sessions.len()
}

fn keep(
    event_store: &EventStore,
    taken: Taken,
    identified: Identified,
    report: Option<Report>,
    now: DateTime<Utc>,
) -> Result<Brought, ImportError> {
    let Identified { reading, overrides, taking_part, notes, .. } = identified;
    let event = &reading.schedule.event;
    let Conditions { etag, last_modified } = taken.version;
    let kept = StoredEvent {
        zone_override: overrides.zone.map(|zone| zone.to_string()),
        id_override: overrides.id,
        name_override: overrides.name,
        etag,
        last_modified,
        taking_part,
        ..StoredEvent::new(&event.id, &event.name, &taken.source, now.trunc_subsecs(0))
    };
    event_store.keep(&kept, taken.opened.bytes(), &reading.schedule, report.as_ref())?;
    let news = match report {
        None => News::New,
        Some(report) if report.is_empty() => News::Unchanged,
        Some(report) => News::Changed(Box::new(report)),
    };
    Ok(Brought { kept, news, reading: Some(reading), notes })
}
