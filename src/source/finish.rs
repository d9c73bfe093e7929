//! What every schedule needs, whatever it was read from.

use super::Options;
use super::ids::{self, Ids};
use super::tally::{Words, note};
use super::text::{cut, line, shortened};
use crate::model::{Schedule, Session, Slot, Source, slug};
use crate::problem::Problem;

/// The longest slot that is believed, in days: a mistyped year must not fill an agenda.
const LONGEST_SLOT: i64 = 366;

/// What files of schedules are called whatever they are of.
const NO_NAMES: [&str; 6] = ["all", "event", "basic", "schedule", "sessions", "export"];

const LONGEST_MESSAGE: usize = 400;
const MOST_PROBLEMS: usize = 100;

const UNTITLED: Words = note("[session has|sessions have] no title");
const BACKWARDS: Words =
    note("[session ends before it starts; its end was|sessions end before they start; their ends were] dropped");
const RENAMED: Words =
    note("[session has the id of another|sessions have the ids of others] and got [a number|numbers] behind [it|them]");

/// Gives each session a title, a unique id, a slot that ends after it starts, a day and a length, and the event an id,
/// a name and its days.
pub(super) fn finish(schedule: &mut Schedule, options: &Options, problems: &mut Vec<Problem>) {
    let file = &options.file;
    name_event(schedule, options);
    for room in &mut schedule.rooms {
        room.spot = options.rooms.iter().find(|known| known.covers(&room.name)).map(|known| known.spot);
    }
    let mut untitled = 0;
    let mut backwards = 0;
    for speaker in &mut schedule.speakers {
        clean_key(&mut speaker.key);
    }
    for session in &mut schedule.sessions {
        clean_key(&mut session.guid);
        clean_key(&mut session.code);
        session.id = cut(line(&session.id), ids::LONGEST);
        if session.title.trim().is_empty() {
            session.title = session.subtitle.take().unwrap_or_else(|| "Untitled".to_owned());
            untitled += 1;
        }
        backwards += usize::from(!straighten(session));
        if session.day.is_none() {
            session.day = session.slot.map(|slot| schedule.event.day_of(&slot));
        }
    }
    problems.extend(UNTITLED.counted(file, untitled));
    problems.extend(BACKWARDS.counted(file, backwards));
    let renamed = unique_ids(&mut schedule.sessions);
    problems.extend(RENAMED.counted(file, renamed));
    fill_days(schedule);
}

/// Takes out of an identity what must not reach a terminal.
fn clean_key(key: &mut Option<String>) {
    *key = key.take().map(|key| line(&key)).filter(|key| !key.is_empty());
}

/// Makes problems fit to be shown: they repeat what stands in the file.
pub(super) fn clean(problems: &mut Vec<Problem>) {
    if problems.len() > MOST_PROBLEMS
        && let Some(last) = problems.pop()
    {
        // What comes last may be the reason why nothing was read.
        let more = problems.drain(MOST_PROBLEMS..).count();
        problems.push(Problem::note(&last.file, format!("{more} more problems are not listed")));
        problems.push(last);
    }
    for problem in problems {
        for text in [&mut problem.message].into_iter().chain(&mut problem.advice) {
            *text = shortened(text, LONGEST_MESSAGE);
        }
    }
}

fn name_event(schedule: &mut Schedule, options: &Options) {
    let event = &mut schedule.event;
    event.source = options.source.shown();
    if let Some(zone) = options.zone {
        event.zone = zone;
    }
    if let Some(name) = options.name.as_deref().map(line).filter(|name| !name.is_empty()) {
        event.short.clone_from(&name);
        event.name = name;
    }
    if event.name.is_empty() {
        let title = options.title.as_deref().map(line).filter(|title| !title.is_empty());
        let unnamed = || title.unwrap_or_else(|| stem(&options.source));
        event.name = if event.short.is_empty() { unnamed() } else { event.short.clone() };
    }
    if let Some(short) = options.short.as_deref().map(line).filter(|short| !short.is_empty()) {
        event.short = short;
    }
    if event.short.is_empty() {
        event.short.clone_from(&event.name);
    }
    let candidates = [options.id.as_deref().unwrap_or(""), &event.id, &event.name].map(slug);
    let id = candidates.into_iter().find(|id| !id.is_empty()).unwrap_or_else(|| "event".to_owned());
    event.id = cut(id, ids::LONGEST);
}

/// The end of a path or address without its suffix, for want of a name.
fn stem(source: &Source) -> String {
    let place = match source {
        Source::File(place) | Source::Address(place) => place.split(['?', '#']).next().unwrap_or(place),
        Source::Shipped | Source::Input => "",
    };
    let name = place.trim_end_matches('/').rsplit(['/', '\\']).next().unwrap_or("");
    let name = line(name.split('.').next().unwrap_or(""));
    let host = || Some(place.split_once("://")?.1.split('/').next()?.to_owned()).filter(|host| !host.is_empty());
    let says_nothing = name.is_empty() || NO_NAMES.contains(&name.to_lowercase().as_str());
    if !says_nothing { name } else { host().unwrap_or_else(|| "Imported event".to_owned()) }
}

/// Makes slot and length agree; false where the slot ended before it started.
fn straighten(session: &mut Session) -> bool {
    let Some(slot) = &mut session.slot else { return true };
    let forwards = slot.end >= slot.start;
    if !forwards {
        slot.end = Slot::new(slot.start, session.minutes.unwrap_or(0)).end;
    }
    if (slot.end - slot.start).num_days() > LONGEST_SLOT {
        slot.end = slot.start;
    }
    if !slot.all_day {
        session.minutes = Some(slot.minutes());
    }
    forwards
}

/// Gives every session an id that no other has, and says how many had to get a number.
fn unique_ids(sessions: &mut [Session]) -> usize {
    // What the source says once is taken first, so that a number never collides with an id that comes later.
    let mut ids = Ids::default();
    let mut doubled = Vec::new();
    for session in sessions {
        if session.id.trim().is_empty() {
            let key = session.code.as_deref().or(session.guid.as_deref()).unwrap_or("");
            let ids = [key, &session.title, "session"].map(slug);
            session.id = ids.into_iter().find(|id| !id.is_empty()).unwrap_or_default();
        }
        if !ids.take(&session.id) {
            doubled.push(session);
        }
    }
    let count = doubled.len();
    for session in doubled {
        session.id = ids.unique(std::mem::take(&mut session.id), "session");
    }
    count
}

fn fill_days(schedule: &mut Schedule) {
    let days = || schedule.sessions.iter().filter(|session| session.slot.is_some()).filter_map(|session| session.day);
    let lasting = schedule.sessions.iter().filter_map(|session| session.slot).filter(Slot::takes_days);
    let lasting = lasting.map(|slot| schedule.event.last_day_of(&slot)).max();
    let (first, last) = (days().min(), days().max());
    let event = &mut schedule.event;
    event.last_day = event.last_day.map(|day| lasting.map_or(day, |lasting| lasting.max(day)));
    event.first_day = event.first_day.or(first);
    event.last_day = event.last_day.or(last.max(lasting)).max(event.first_day);
}
