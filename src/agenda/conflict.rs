//! Sessions that one person cannot both go to.

use super::transfer::timed;
use super::{ConflictKind, Transfer};
use crate::model::{Programme, SessionIx, Slot};

/// Two sessions that one person cannot both go to, the earlier one first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Conflict {
    /// The one that begins first.
    pub a: SessionIx,
    /// The other.
    pub b: SessionIx,
    /// How bad it is.
    pub kind: ConflictKind,
}

/// More than anybody has a use for. Where thousands of sessions at one time are marked there would be millions.
const MOST: usize = 100_000;

/// Every conflict among the sessions that somebody goes to, in time, up to so many that no number helps. A session named
/// twice counts once.
pub fn conflicts(programme: &Programme, going: &[SessionIx], transfer: &Transfer) -> Vec<Conflict> {
    let mut found = Vec::new();
    let mut open: Vec<(SessionIx, Slot)> = Vec::new();
    for (b, slot) in in_time(programme, going) {
        open.retain(|(_, earlier)| slot.start - earlier.end < transfer.longest() || slot.start < earlier.end);
        let touching = open.iter().filter_map(|(a, _)| {
            let kind = transfer.conflict(programme, *a, b)?;
            Some(Conflict { a: *a, b, kind })
        });
        found.extend(touching.take(MOST - found.len()));
        open.push((b, slot));
        if found.len() == MOST {
            break;
        }
    }
    let order = |conflict: &Conflict| (programme.rank(conflict.a), programme.rank(conflict.b));
    found.sort_by_key(|conflict| (programme.brief(conflict.a).slot.map(|slot| slot.start), order(conflict)));
    found
}

/// The sessions that take up part of a day, by start and end, each once.
pub(super) fn in_time(programme: &Programme, sessions: &[SessionIx]) -> Vec<(SessionIx, Slot)> {
    let slots = sessions.iter().filter_map(|ix| Some((*ix, timed(programme, *ix)?)));
    let mut sorted: Vec<(SessionIx, Slot)> = slots.collect();
    sorted.sort_by_key(|(ix, slot)| (slot.start, slot.end, programme.rank(*ix)));
    sorted.dedup_by_key(|(ix, _)| *ix);
    sorted
}
