//! The zone of an event whose source does not say it: from the page that led to it, its place, or its address.

use super::brought::ImportError;
use super::request::Overrides;
use super::taking::Taken;
use crate::catalogue::place_of;
use crate::model::{Event, Source, Zone};
use crate::places::zone_of;
use crate::problem::Problem;
use crate::source::{Format, Reading};

/// Reads an event anew in the zone of its place, where the source is silent about it: it says no zone at all, or is a calendar
/// in UTC, as Sched and others write it wherever the conference is. The zone is remembered like one that the user said.
pub(super) fn placed(
    taken: &Taken,
    overrides: Overrides,
    reading: Reading,
    notes: &mut Vec<Problem>,
    read: impl FnOnce(&Taken, &Overrides) -> Result<Reading, ImportError>,
) -> Result<(Overrides, Reading), ImportError> {
    if overrides.zone.is_some() || !is_silent(&reading) {
        return Ok((overrides, reading));
    }
    let Some((zone, from, certain)) = whereabouts(taken, &reading.schedule.event) else {
        return Ok((overrides, reading));
    };
    let message = format!("times taken as {zone}, from '{from}'");
    let note = match certain {
        true => Problem::note(&reading.schedule.event.name, message),
        false => Problem::warning(
            &reading.schedule.event.name,
            format!("{message}, though there are other places of this name"),
        ),
    };
    notes.push(note.advise("z on the Events screen, or --zone, changes it"));
    let overrides = Overrides { zone: Some(zone), ..overrides };
    let reading = read(taken, &overrides)?;
    Ok((overrides, reading))
}

/// Whether sessions have times, and nothing says on which clock.
fn is_silent(reading: &Reading) -> bool {
    let timed = reading.schedule.sessions.iter().any(|session| session.slot.is_some_and(|slot| !slot.all_day));
    let zone = reading.schedule.event.zone;
    let in_utc = reading.format == Format::Icalendar && (zone == Zone::utc() || zone == Zone::Offset(0));
    timed && (!zone.is_known() || in_utc)
}

fn whereabouts(taken: &Taken, event: &Event) -> Option<(Zone, String, bool)> {
    let said = |place: &str| zone_of(place).map(|placed| (placed.zone, place.to_owned(), placed.certain));
    let by_page = || taken.hints.zone.map(|zone| (zone, "the page".to_owned(), true));
    let by_address = || match &taken.source {
        Source::Address(address) => place_of(address).as_deref().and_then(said),
        _ => None,
    };
    by_page().or_else(|| event.place.as_deref().and_then(said)).or_else(by_address)
}
