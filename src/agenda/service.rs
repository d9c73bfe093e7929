//! What is no session that one chooses among: breaks, registration, an exhibition, what stands beside everything else.

use super::Context;
use crate::model::{Kind, Mark, Programme, SessionIx};

/// What takes more minutes than that runs for hours.
const LONG: u32 = 4 * 60;

/// Whether there is nothing to choose: a break and what schedules treat alike, or what is open for hours of which nobody
/// says what it is about. A day that others hold beside a conference is something to go to, in however many rooms.
pub fn is_service(programme: &Programme, ix: SessionIx) -> bool {
    let is_open = is_open_for_hours(programme, ix) && programme.session(ix).abstract_text.is_empty();
    programme.brief(ix).kind == Kind::Break || is_open
}

/// Whether a session stands beside all rooms: a break and what schedules treat alike, or what runs for hours in several.
pub fn is_beside(programme: &Programme, ix: SessionIx) -> bool {
    programme.brief(ix).kind == Kind::Break || (is_long(programme, ix) && in_several_rooms(programme, ix))
}

/// Whether a session can be suggested: nothing beside all rooms, nothing that is open for hours and given by nobody, and
/// no demonstration of a sponsor; but whatever one is interested in, and never what is not for one.
pub fn is_suggestible(context: &Context<'_>, ix: SessionIx) -> bool {
    let programme = context.programme;
    match context.mark(ix) {
        Some(Mark::Interested) => true,
        Some(Mark::Dismissed) => false,
        _ => !(is_open_for_hours(programme, ix) || is_demonstration(programme, ix) || is_beside(programme, ix)),
    }
}

/// Whether a session stands back behind those that one goes to for what is said there: what is beside all rooms, or what
/// runs for hours.
pub fn stands_back(programme: &Programme, ix: SessionIx) -> bool {
    is_long(programme, ix) || is_beside(programme, ix)
}

/// Whether it stands there for hours, and nobody gives it.
fn is_open_for_hours(programme: &Programme, ix: SessionIx) -> bool {
    is_long(programme, ix) && programme.speakers_of(ix).next().is_none()
}

fn is_long(programme: &Programme, ix: SessionIx) -> bool {
    programme.brief(ix).slot.is_some_and(|slot| slot.minutes() > LONG)
}

/// Whether its title says that a sponsor demonstrates something.
fn is_demonstration(programme: &Programme, ix: SessionIx) -> bool {
    let title = programme.title_key(ix);
    let has =
        |beginning: &str| title.split(|letter: char| !letter.is_alphanumeric()).any(|word| word.starts_with(beginning));
    has("sponsor") && has("demo")
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
