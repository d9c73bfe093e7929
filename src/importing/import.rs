//! Bringing an event in, fetching it again, and looking at it without keeping it.

use super::brought::{Brought, ImportError, News, Seen};
use super::following::take;
use super::loading::{anew, one};
use super::placing::read_placed;
use super::reading::{Identified, identify, identify_apart};
use super::request::{Hearsay, ImportRequest, Origin, Overrides};
use super::taking::{Taken, take_again, take_as_it_is};
use crate::changes::{Report, compare};
use crate::io::network::{Conditions, NetworkRules, TransferProgress};
use crate::model::{Description, Event, Schedule, Source};
use crate::problem::Problem;
use crate::source::Opened;
use crate::store::{EventStore, Original, StoredEvent};
use chrono::{DateTime, SubsecRound, Utc};
use std::thread;

/// From this many sessions on, a schedule that has none of them any more is taken for that of another event.
const TOO_MANY_TO_LOSE: usize = 5;

/// Takes what is asked for, reads it, and puts it in the store. What the store already has from the same place is
/// replaced, with what the user once said about it; so is, where the request names an id, the kept event of this id. `progress`
/// is told how far a transfer is, ten times a second, and calls it off by returning false.
///
/// # Errors
/// [`ImportError`]; nothing is kept then.
pub fn import(
    event_store: &EventStore,
    shipped: &[Event],
    request: &ImportRequest,
    rules: &NetworkRules,
    now: DateTime<Utc>,
    progress: &mut dyn FnMut(TransferProgress) -> bool,
) -> Result<Brought, ImportError> {
    let taken = take(&request.origin, rules, progress)?;
    let (known, _) = event_store.list();
    let (identified, original) = beside(&taken, || identify(&taken, request, (&known, shipped)));
    let identified = identified?;
    let old = identified.before.as_ref().and_then(|before| earlier(event_store, before, &identified));
    let report = old.as_ref().map(|old| compare(old, &identified.reading.schedule, now));
    let by_name = request.overrides.id.is_some();
    if let (Some(old), Some(report)) = (&old, &report)
        && !by_name
        && is_another(old, report)
    {
        // Next year's schedule at the same address: both are kept.
        let identified = identify_apart(&taken, request, (&known, shipped))?;
        return keep(event_store, (taken, original), identified, None, now);
    }
    keep(event_store, (taken, original), identified, report, now)
}

/// Does something with what was taken, which is packed meanwhile.
fn beside<T>(taken: &Taken, read: impl FnOnce() -> T) -> (T, Original) {
    thread::scope(|scope| {
        let original = scope.spawn(|| Original::of(taken.opened.bytes()));
        let read = read();
        (read, original.join().unwrap_or_else(|_| Original::of(taken.opened.bytes())))
    })
}

/// Fetches a kept event again from where it came, with what the user once said about it.
///
/// # Errors
/// [`ImportError`]; the copy in the store is then as it was.
pub fn refresh(
    event_store: &EventStore,
    id: &str,
    rules: &NetworkRules,
    now: DateTime<Utc>,
    progress: &mut dyn FnMut(TransferProgress) -> bool,
) -> Result<Brought, ImportError> {
    let kept = event_store.find(id)?;
    let origin = Origin::of(&kept.source()).ok_or_else(|| ImportError::NoWayBack(id.to_owned()))?;
    let (old, _) = one(event_store, &kept);
    // Of what cannot be used any more a server must not say that it is still good.
    let conditions = match &old {
        Some(_) => Conditions { etag: kept.etag.clone(), last_modified: kept.last_modified.clone() },
        None => Conditions::default(),
    };
    let Some(taken) = take_again(&origin, &conditions, rules, progress)? else {
        let kept = event_store.update(id, |kept| kept.fetched = now.trunc_subsecs(0))?;
        return Ok(Brought { kept, news: News::NotModified, reading: None, notes: Vec::new() });
    };
    let zone = old.as_ref().map(|old| old.event().zone);
    let (identified, original) = beside(&taken, || Identified::again(&taken, kept, zone));
    let identified = identified?;
    let old = old.map(|old| old.schedule());
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
    keep(event_store, (taken, original), Identified { taking_part, ..identified }, report, now)
}

/// Lets what somebody says of a kept event hold from now on and after every refresh; returns the event as it then is.
///
/// # Errors
/// [`ImportError`]; the event is then as it was.
pub fn describe(event_store: &EventStore, id: &str, said: &Description) -> Result<Event, ImportError> {
    let describe = |kept: &mut StoredEvent| {
        if let Some(zone) = said.zone {
            kept.zone_override = zone.map(|zone| zone.to_string());
        }
        for (said, kept) in [(&said.name, &mut kept.name_override), (&said.short, &mut kept.short_override)] {
            if let Some(said) = said {
                *kept = Some(said.trim().to_owned()).filter(|said| !said.is_empty());
            }
        }
    };
    let mut wanted = event_store.find(id)?;
    describe(&mut wanted);
    let reading = anew(event_store, &wanted).map_err(ImportError::Refused)?;
    event_store.update(id, |kept| {
        describe(kept);
        kept.name.clone_from(&reading.schedule.event.name);
    })?;
    event_store.rebuild(id, &reading.schedule)?;
    Ok(reading.schedule.event)
}

/// Takes what is asked for and reads it, and keeps nothing. The event has the id that [`import`] would give it, so that
/// marks made now are there when it is kept.
///
/// # Errors
/// [`ImportError`].
pub fn look_at(
    event_store: Option<&EventStore>,
    shipped: &[Event],
    request: &ImportRequest,
    rules: &NetworkRules,
    progress: &mut dyn FnMut(TransferProgress) -> bool,
) -> Result<Seen, ImportError> {
    let taken = take(&request.origin, rules, progress)?;
    let known = event_store.map(|event_store| event_store.list().0).unwrap_or_default();
    let Identified { reading, notes, .. } = identify(&taken, request, (&known, shipped))?;
    Ok(Seen { reading, notes })
}

/// The bytes of a file, an address or standard input, which are no schedule, where they came from, and what was met on the
/// way.
///
/// # Errors
/// [`ImportError::Unreadable`] and [`ImportError::Fetch`].
pub fn bytes(
    origin: &Origin,
    rules: &NetworkRules,
    progress: &mut dyn FnMut(TransferProgress) -> bool,
) -> Result<(Vec<u8>, Source, Vec<Problem>), ImportError> {
    take_as_it_is(origin, rules, progress).map(|taken| (taken.opened.bytes().to_vec(), taken.source, taken.notes))
}

/// The schedule that a newer one is to be compared with. Where the user has said something new, it is read anew with
/// that: another zone moves no session.
fn earlier(event_store: &EventStore, before: &StoredEvent, now: &Identified) -> Option<Schedule> {
    let (overrides, hearsay) = (Overrides::of(before), Hearsay::of(before));
    if (overrides.zone, hearsay.zone) == (now.overrides.zone, now.hearsay.zone) {
        return one(event_store, before).0.map(|packed| packed.schedule());
    }
    let original = Opened::new(event_store.original(&before.id).ok()?);
    let read = read_placed(&original, &before.source(), &now.overrides, &now.hearsay);
    read.ok().map(|(reading, _)| reading.schedule)
}

/// Whether so much is different that these are two events: an address may lead to next year's schedule one day.
fn is_another(old: &Schedule, report: &Report) -> bool {
    old.sessions.len() >= TOO_MANY_TO_LOSE && report.gone.len() == old.sessions.len()
}

fn keep(
    event_store: &EventStore,
    (taken, original): (Taken, Original),
    identified: Identified,
    report: Option<Report>,
    now: DateTime<Utc>,
) -> Result<Brought, ImportError> {
    let Identified { reading, overrides, hearsay, taking_part, notes, .. } = identified;
    let event = &reading.schedule.event;
    let Taken { version: Conditions { etag, last_modified }, source, opened, .. } = taken;
    // What is made of the schedule now takes as much room as its text once more.
    drop(opened);
    let kept = StoredEvent {
        zone_override: overrides.zone.map(|zone| zone.to_string()),
        id_override: overrides.id,
        name_override: overrides.name,
        short_override: overrides.short,
        zone_hearsay: hearsay.zone.map(|zone| zone.to_string()),
        name_hearsay: hearsay.name,
        rooms: hearsay.rooms,
        fields: overrides.fields,
        etag,
        last_modified,
        taking_part,
        ..StoredEvent::new(&event.id, &event.name, &source, now.trunc_subsecs(0))
    };
    let durability = event_store.keep(&kept, original, &reading.schedule, report.as_ref())?;
    let folder = event_store.folder(&kept.id).display().to_string();
    let notes = notes.into_iter().chain(durability.warning(&folder)).collect();
    let news = match report {
        None => News::New,
        Some(report) if report.is_empty() => News::Unchanged,
        Some(report) => News::Changed(Box::new(report)),
    };
    Ok(Brought { kept, news, reading: Some(reading), notes })
}
