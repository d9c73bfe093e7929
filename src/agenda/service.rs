//! What is no session that one chooses among: breaks, registration, an exhibition, what stands beside everything else.

use crate::model::{Kind, Programme, SessionIx};

/// What runs longer than so many minutes in several rooms is there all day.
const LONG: u32 = 4 * 60;

/// Whether a session is a service: a break and what schedules treat alike, or what runs for hours in several rooms.
pub fn is_service(programme: &Programme, ix: SessionIx) -> bool {
    let brief = programme.brief(ix);
    let long = brief.slot.is_some_and(|slot| slot.minutes() > LONG);
    brief.kind == Kind::Break || (long && in_several_rooms(programme, ix))
}

/// Whether its room is said to be several, or it has the title and the time of another one elsewhere.
fn in_several_rooms(programme: &Programme, ix: SessionIx) -> bool {
    let (brief, session) = (programme.brief(ix), programme.session(ix));
    let named = programme.room_name(session).is_some_and(|name| name.contains(" + "));
    let beside = programme.sessions_at(brief.event).iter().filter(|other| {
        let other = programme.brief(**other);
        other.room != brief.room && other.slot.is_some() && other.slot == brief.slot
    });
    named || beside.map(|other| programme.session(*other)).any(|other| other.title == session.title)
}
