//! Times as people read them, on the clock of the event or on their own.

use crate::model::{Event, SessionIx, Slot, Zone};
use crate::tui::world::facts::World;
use crate::words::{self, day, short_day};
use chrono::{DateTime, FixedOffset, Utc};

/// The zone in which the times of an event are shown.
pub fn shown_zone(world: &World, event: &Event) -> Zone {
    let clock = world.clock();
    if clock.in_own_zone && event.zone.is_known() { clock.own_zone } else { event.zone }
}

/// An instant on the clock that is shown for an event.
pub fn shown(world: &World, event: &Event, instant: DateTime<Utc>) -> DateTime<FixedOffset> {
    shown_zone(world, event).local(instant)
}

/// Start and end of a session on one clock: `10:55–11:25`.
pub fn span(world: &World, ix: SessionIx) -> Option<String> {
    let programme = world.programme();
    let (event, slot) = (programme.event_of(ix), programme.brief(ix).slot?);
    let zone = shown_zone(world, event);
    let other = if slot.all_day { String::new() } else { words::other_date(zone, event.zone, slot.start) };
    Some(words::span(zone, &slot) + &other)
}

/// When a session takes place, in one line; nothing where neither time nor day is known. Where only the day is known
/// on which its recording was published, that is told as such.
pub fn when(world: &World, ix: SessionIx) -> Option<String> {
    let session = world.programme().session(ix);
    let event = world.programme().event(session.event);
    let Some(slot) = session.slot else {
        return session.day.map(day).or_else(|| session.only_published().map(words::only_published));
    };
    let zone = shown_zone(world, event);
    let when = words::whole_span(if slot.all_day { event.zone } else { zone }, &slot);
    let when = if slot.all_day { format!("{when}, all day") } else { when };
    Some(format!("{when} ({})", words::zone(zone)))
}

/// When a session takes place, for the second line of a list: `Tue 24 Mar 10:55`.
pub fn brief(world: &World, ix: SessionIx) -> Option<String> {
    let session = world.programme().session(ix);
    let event = world.programme().event(session.event);
    let slot = session.slot?;
    let zone = shown_zone(world, event);
    let date = short_day(zone.local(slot.start).date_naive());
    Some(match (world.filter().grouped, slot.all_day) {
        // The day stands above it then.
        (true, _) => span(world, ix)?,
        (false, true) => date,
        (false, false) => format!("{date} {}", words::span(zone, &slot)),
    })
}

/// When a session begins, in few words: `Wed 14:00`.
pub fn start(world: &World, ix: SessionIx) -> Option<String> {
    let programme = world.programme();
    let slot = programme.brief(ix).slot.filter(|slot| !slot.all_day)?;
    Some(shown(world, programme.event_of(ix), slot.start).format("%a %H:%M").to_string())
}

/// A session in the text of a day that one sends: `10:30–11:15 Its title (Room)`.
pub fn line(world: &World, ix: SessionIx) -> String {
    let programme = world.programme();
    let session = programme.session(ix);
    let room = programme.room_name(session).map(|room| format!("({room})"));
    let cancelled = session.cancelled.then(|| "cancelled:".to_owned());
    let parts = [span(world, ix), cancelled, Some(session.title.clone()), room];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Whether this is a conference day of any event.
pub fn is_conference_day(world: &World) -> bool {
    let present = Slot { start: world.now(), end: world.now(), all_day: false };
    world.programme().events().iter().any(|event| {
        let today = Some(event.day_of(&present));
        event.first_day <= today && today <= event.last_day
    })
}
