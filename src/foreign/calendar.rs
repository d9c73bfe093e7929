//! iCalendar, of which few properties of an event matter here.

use super::reading::{ForeignReading, Kind, Reference};
use super::spelling::keys_of;
use crate::model::{Mark, Zone};
use crate::source::{Property, own_names, properties};
use chrono::{DateTime, NaiveDateTime, Utc};

pub(super) fn read(text: &str) -> ForeignReading {
    let mut reading = ForeignReading::of(Kind::Calendar, Vec::new());
    let mut event: Option<Reference> = None;
    let (mut host, mut withdrawn) = (None, false);
    for property in properties(text).0 {
        let (value, words) = (property.value(), || property.text().replace('\n', " "));
        match (property.name().to_ascii_uppercase().as_str(), &mut event) {
            ("BEGIN", None) if value.eq_ignore_ascii_case("VEVENT") => {
                (event, withdrawn) = (Some(Reference::default()), false);
            }
            ("END", _) if value.eq_ignore_ascii_case("VEVENT") => {
                let whole = event.take().filter(|_| !withdrawn).map(only_ours_are_marked);
                reading.references.extend(whole);
            }
            (own_names::WITHDRAWN, Some(_)) => withdrawn = true,
            (own_names::SEEN, Some(event)) => event.seen = value == "TRUE",
            (own_names::RATING, Some(event)) => event.rating = value.parse().ok(),
            (own_names::NOTE, Some(event)) => event.note = property.text(),
            ("TRANSP", Some(event)) if value.eq_ignore_ascii_case("TRANSPARENT") => event.mark = Some(Mark::Interested),
            ("STATUS", Some(event)) if value.eq_ignore_ascii_case("TENTATIVE") => event.mark = Some(Mark::Interested),
            ("X-WR-CALNAME", None) => reading.origin = Some(words()),
            ("UID", Some(event)) => {
                let uid = words();
                host = host.or_else(|| uid.split_once('@').map(|(_, host)| host.to_owned()));
                identify(event, &uid);
            }
            // An alarm inside the event has a summary of its own; the first one is the event's.
            ("SUMMARY", Some(event)) if event.title.is_none() => {
                event.title = Some(words().trim().to_owned()).filter(|title| !title.is_empty());
            }
            ("DTSTART", Some(event)) => event.start = instant(&property),
            ("URL", Some(event)) if event.url.is_none() => {
                event.keys.extend(keys_of(value));
                event.url = Some(value.to_owned());
            }
            _ => {}
        }
    }
    let written_here = reading.references.iter().find_map(|reference| reference.event.clone());
    reading.origin = written_here.or(reading.origin).or(host);
    reading
}

/// Other programs may call transparent, or tentative, whatever somebody goes to.
fn only_ours_are_marked(reference: Reference) -> Reference {
    let mark = reference.event.as_ref().map(|_| reference.mark.unwrap_or(Mark::Going));
    Reference { mark, ..reference }
}

/// Takes apart what programs put together for a UID: `2850@2024@be.digitalia.fosdem`, `pretalx-democon-ABC123@host`,
/// `event/session@kubetalks`, a bare id.
fn identify(event: &mut Reference, uid: &str) {
    let local = uid.split('@').next().unwrap_or(uid);
    if let Some((id, _)) = uid.split_once("@kubetalks").filter(|(_, rest)| rest.is_empty())
        && let Some((of, session)) = id.split_once('/')
    {
        event.event = Some(of.to_owned());
        event.keys.insert(0, session.to_owned());
        return;
    }
    let mut keys = vec![uid.to_owned(), local.to_owned()];
    if let Some(rest) = local.strip_prefix("pretalx-") {
        // The code stands last, or before the number of the slot.
        let mut ends = rest.rsplit('-');
        let last = ends.next();
        let number = last.is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit()));
        keys.extend(last.map(str::to_owned));
        keys.extend(ends.next().filter(|_| number).map(str::to_owned));
    }
    keys.dedup();
    event.keys.splice(0..0, keys);
}

/// The instant, where the text says which one it is: a date, or a time without a known zone, does not.
fn instant(property: &Property<'_>) -> Option<DateTime<Utc>> {
    let value = property.value();
    if let Ok(time) = NaiveDateTime::parse_from_str(value, "%Y%m%dT%H%M%SZ") {
        return Some(time.and_utc());
    }
    // Years of more than four digits are nobody's, and too much for arithmetic.
    let wall = NaiveDateTime::parse_from_str(value, "%Y%m%dT%H%M%S").ok().filter(|_| value.len() == 15)?;
    Some(Zone::parse(&property.parameter("TZID")?)?.instant(wall))
}
