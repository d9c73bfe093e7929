//! Rooms: what of a LOCATION tells one from another.

use super::component::Component;
use crate::source::text::line;
use std::collections::{HashMap, HashSet};

/// The city and country that nearly every LOCATION ends in: no part of a room's name, but the place of the event. It
/// counts only if different rooms are left without it.
pub(super) fn shared_suffix(events: &[Component<'_>]) -> Option<String> {
    let places: Vec<String> =
        events.iter().map(|event| line(&event.text("LOCATION"))).filter(|place| !place.is_empty()).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for place in &places {
        for (at, _) in place.rmatch_indices(", ").take(4) {
            *counts.entry(place.get(at..).unwrap_or("")).or_default() += 1;
        }
    }
    let enough = places.len().saturating_mul(4) / 5;
    let (suffix, _) = counts.into_iter().filter(|(_, count)| *count > enough).max_by_key(|(suffix, _)| suffix.len())?;
    let rooms: HashSet<&str> = places.iter().filter_map(|place| place.strip_suffix(suffix)).take(1_000).collect();
    (rooms.len() > 2).then(|| suffix.to_owned())
}

/// The room of an event.
pub(super) fn room(event: &Component<'_>, suffix: Option<&str>) -> String {
    let place = line(&event.text("LOCATION"));
    suffix.and_then(|suffix| place.strip_suffix(suffix)).map_or_else(|| place.clone(), str::to_owned)
}
