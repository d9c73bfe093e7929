//! The policy for what is on the screen when another programme comes: to be quick, and to stay where the user is.

use crate::model::{Programme, SessionIx};

/// The session that this one has become: the one with its id if anything else about it agrees, then with its guid, then
/// with its title, at last with its id only.
pub fn remap(before: &Programme, ix: SessionIx, today: &Programme) -> Option<SessionIx> {
    let (event, before) = (&before.event_of(ix).id, before.session(ix));
    let event_ix = today.event_by_id(event)?;
    let same_title = |other: SessionIx| today.session(other).title == before.title;
    let same_guid = |other: SessionIx| before.guid.is_some() && today.session(other).guid == before.guid;
    let by_id = today.session_by_id(event, &before.id);
    let of_event = || today.sessions_at(event_ix).iter().copied();
    by_id
        .filter(|other| same_title(*other) || same_guid(*other))
        .or_else(|| of_event().find(|other| same_guid(*other)))
        .or_else(|| of_event().find(|other| same_title(*other)))
        .or(by_id)
}
