//! The zone of an event whose source does not say it: from the page or the catalogue that led to it, its place, or its
//! address. Such a zone is found anew with every reading and never stored as what the user said, so that a later version of
//! the source that says its own has its way.

use super::request::{Hearsay, Overrides};
use crate::catalogue::{place_of, rooms_of};
use crate::model::{Event, Schedule, Source, Zone};
use crate::places::{zone_of, zones_of};
use crate::problem::Problem;
use crate::source::{Format, Opened, Options, Reading, read_opened};

/// Whence the zone of an event is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Placing {
    /// The source or the user says it, or nobody does.
    Said,
    /// What is known of the event says it.
    Taken { zone: Zone, from: String, certain: bool },
    /// There are several places of this name, and the times are in UTC.
    Unsure { place: String, zones: Vec<Zone> },
}

/// What a source is read with.
pub(super) fn options(source: &Source, overrides: &Overrides, hearsay: &Hearsay) -> Options {
    let Overrides { zone, id, name, short, fields } = overrides.clone();
    let by_address = || match source {
        Source::Address(address) => rooms_of(address),
        _ => Vec::new(),
    };
    let rooms = if hearsay.rooms.is_empty() { by_address() } else { hearsay.rooms.clone() };
    let (title, source, file) = (hearsay.name.clone(), source.clone(), source.to_string());
    Options { zone, id, name, short, fields, rooms, title, source, file }
}

/// Reads an event, and where the source is silent about its zone once more in that of its place: it says no zone at all, or
/// is a calendar or a list in UTC, as Sched, WordCamp and others write it wherever the conference is.
pub(super) fn read_placed(
    opened: &Opened<'_>,
    source: &Source,
    overrides: &Overrides,
    hearsay: &Hearsay,
) -> Result<(Reading, Placing), Vec<Problem>> {
    let options = options(source, overrides, hearsay);
    // A calendar tells where it is before it is read, and need not be read twice.
    let outline = if overrides.zone.is_none() { opened.outline(&options) } else { None };
    let outline = outline.filter(|event| is_in_doubt(Format::Icalendar, event.zone));
    let is_placed = |event: &Event| hearsay.zone.is_some() || event.place.as_deref().and_then(zone_of).is_some();
    if let Some(event) = outline.filter(is_placed)
        && let placing @ Placing::Taken { zone, .. } =
            whereabouts(source, hearsay, &Schedule { event, ..Schedule::default() })
    {
        return Ok((read_opened(opened, &Options { zone: Some(zone), ..options })?, placing));
    }
    let reading = read_opened(opened, &options)?;
    if overrides.zone.is_some() || !is_silent(&reading) {
        return Ok((reading, Placing::Said));
    }
    let placing = whereabouts(source, hearsay, &reading.schedule);
    match placing {
        Placing::Taken { zone, .. } => Ok((read_opened(opened, &Options { zone: Some(zone), ..options })?, placing)),
        _ => Ok((reading, placing)),
    }
}

impl Placing {
    /// What the user is told of it.
    pub(super) fn note(&self, event: &Event) -> Option<Problem> {
        let note = match self {
            Self::Said => return None,
            Self::Taken { zone, from, certain: true } => {
                Problem::note(&event.name, format!("times taken as {zone}, from {from}"))
            }
            Self::Taken { zone, from, .. } => {
                let message = format!("times taken as {zone}, from {from}, though there are other places of this name");
                Problem::warning(&event.name, message)
            }
            Self::Unsure { .. } => Problem::warning(&event.name, self.doubt()?),
        };
        Some(note.advise("z on the Events screen, or --zone, changes it"))
    }

    /// Why only a person can say the zone.
    pub(super) fn doubt(&self) -> Option<String> {
        let Self::Unsure { place, zones } = self else { return None };
        let zones: Vec<String> = zones.iter().map(Zone::to_string).collect();
        Some(format!("the times are in UTC, and '{place}' may be in {}", zones.join(", ")))
    }
}

/// Whether sessions have times, and nothing says on which clock.
fn is_silent(reading: &Reading) -> bool {
    let timed = reading.schedule.sessions.iter().any(|session| session.slot.is_some_and(|slot| !slot.all_day));
    timed && is_in_doubt(reading.format, reading.schedule.event.zone)
}

/// Whether a zone is none, or one that a format writes wherever the conference is.
fn is_in_doubt(format: Format, zone: Zone) -> bool {
    let instants = matches!(format, Format::Icalendar | Format::Jcal | Format::SessionList);
    !zone.is_known() || instants && (zone == Zone::utc() || zone == Zone::Offset(0))
}

fn whereabouts(source: &Source, hearsay: &Hearsay, schedule: &Schedule) -> Placing {
    if let Some(zone) = hearsay.zone {
        return Placing::Taken { zone, from: "what the page or the list says that led here".to_owned(), certain: true };
    }
    let by_address = match source {
        Source::Address(address) => place_of(address),
        _ => None,
    };
    let (event, by_rooms) = (&schedule.event, place_of_rooms(schedule));
    let places = || event.place.iter().chain(&by_rooms).chain(&by_address);
    let taken = places().find_map(|place| {
        let placed = zone_of(place)?;
        Some(Placing::Taken { zone: placed.zone, from: format!("'{place}'"), certain: placed.certain })
    });
    let unsure = || {
        let (place, zones) = places().map(|place| (place, zones_of(place))).find(|(_, zones)| !zones.is_empty())?;
        event.zone.is_known().then(|| Placing::Unsure { place: place.clone(), zones })
    };
    taken.or_else(unsure).unwrap_or(Placing::Said)
}

/// What the names of rooms end in, where all of them say where they are: `Hall 1, Amsterdam, Netherlands`.
fn place_of_rooms(schedule: &Schedule) -> Option<String> {
    let mut places = schedule.rooms.iter().map(|room| room.name.split_once(", ").map(|(_, place)| place));
    let first = places.next()??;
    places.all(|place| place == Some(first)).then(|| first.to_owned())
}
