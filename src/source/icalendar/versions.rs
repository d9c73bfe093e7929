//! Old and new versions of an event side by side in one file: the newest holds (RFC 5546, 2.1.5).

use super::component::Component;
use crate::source::tally::{Tally, Words, note};
use std::collections::{HashMap, HashSet};

const OLDER: Words = note("older [version|versions] of an event [was|were] passed over");

/// All versions of one event.
#[derive(Default)]
struct Versions {
    count: usize,
    sequences: HashSet<u64>,
    newest: u64,
    /// The title of the newest.
    title: String,
}

/// Drops what another VEVENT with the same UID and occurrence replaces. A UID is no id everywhere: events that share one
/// and count their changes alike are different sessions, unless they have the newest's title.
pub(super) fn keep_newest(events: &mut Vec<Component<'_>>, tally: &mut Tally) {
    let mut versions: HashMap<(String, String), Versions> = HashMap::new();
    for event in events.iter() {
        let of_event = versions.entry(key(event)).or_default();
        let sequence = sequence(event);
        of_event.count += 1;
        of_event.sequences.insert(sequence);
        if of_event.count == 1 || sequence > of_event.newest {
            (of_event.newest, of_event.title) = (sequence, event.text("SUMMARY"));
        }
    }
    if versions.values().all(|versions| versions.sequences.len() < 2) {
        return;
    }
    events.retain(|event| {
        let Some(versions) = versions.get(&key(event)) else { return true };
        let told_apart = versions.count == versions.sequences.len() || versions.title == event.text("SUMMARY");
        let is_older = told_apart && sequence(event) < versions.newest;
        if is_older {
            tally.add(OLDER, event.at, &event.text("SUMMARY"));
        }
        !is_older
    });
}

fn key(event: &Component<'_>) -> (String, String) {
    let uid = event.text("UID");
    // Without a UID each event is its own.
    let own = if uid.is_empty() { event.at.to_string() } else { String::new() };
    (uid + &own, event.text("RECURRENCE-ID"))
}

fn sequence(event: &Component<'_>) -> u64 {
    event.get("SEQUENCE").and_then(|property| property.value().parse().ok()).unwrap_or(0)
}
