//! What stands on the sheet of a day.

use crate::agenda::{Agenda, ConflictKind, Context, Day, DayRow, Transfer, agenda, dates_of};
use crate::export::days::about;
use crate::export::selection::Selection;
use crate::model::{EventIx, Programme, SessionIx};
use crate::share::code_of;
use crate::words::{length, span, zone};
use chrono::{NaiveDate, NaiveTime};
use std::collections::BTreeSet;

/// A day of mine.
pub(super) struct DaySheet {
    /// `Tuesday, 24 March 2026`.
    pub(super) heading: String,
    pub(super) about: String,
    pub(super) zone: String,
    /// The rooms of what I go to.
    pub(super) rooms: Vec<String>,
    pub(super) blocks: Vec<Block>,
    /// What stands for the whole day.
    pub(super) all_day: Vec<String>,
    /// What two of them there are, and why one cannot go to both.
    pub(super) clashes: Vec<(String, String)>,
    /// When and where, and what.
    pub(super) alternatives: Vec<(String, String)>,
    /// What I marked of the event, to be scanned.
    pub(super) code: Option<String>,
}

/// A session in its room; times are minutes after the midnight with which the day begins.
pub(super) struct Block {
    pub(super) room: usize,
    pub(super) start: i64,
    pub(super) end: i64,
    pub(super) hours: String,
    pub(super) title: String,
    pub(super) people: String,
    pub(super) clashes: bool,
    pub(super) cancelled: bool,
    pub(super) colour: Option<[u8; 3]>,
}

/// The days of what is selected and marked, and what of it has no time.
pub(super) fn sheets(selection: &Selection<'_>) -> (Vec<DaySheet>, Vec<SessionIx>) {
    let programme = selection.programme;
    let (timed, left_out): (Vec<SessionIx>, _) =
        selection.sessions.iter().partition(|ix| programme.brief(**ix).slot.is_some());
    let days = |ix: &SessionIx| {
        let event = programme.brief(*ix).event;
        dates_of(programme, *ix).map(move |date| (date, event))
    };
    let wanted: BTreeSet<(NaiveDate, EventIx)> = timed.iter().flat_map(days).collect();
    let transfer = Transfer::new(programme, &selection.options.rules);
    let context = Context { programme, personal: selection.personal, transfer: &transfer };
    // With no least gap the rows between sessions are of no use here, and do no harm.
    let Agenda { days, .. } = agenda(&context, None, selection.options.now, u32::MAX);
    let days = days.iter().filter(|day| wanted.contains(&(day.date, day.event)));
    (days.map(|day| sheet(&context, day)).collect(), left_out)
}

fn sheet(context: &Context<'_>, day: &Day) -> DaySheet {
    let programme = context.programme;
    let event = programme.event(day.event);
    let going: Vec<SessionIx> = day.rows.iter().filter_map(|row| Some(attended(row)?.0)).collect();
    // In the order of the source; what is nowhere stands last.
    let mut rooms: Vec<_> = going.iter().map(|ix| programme.brief(*ix).room).collect();
    rooms.sort_by_key(|room| (room.is_none(), *room));
    rooms.dedup();
    let clashing =
        |ix: SessionIx| day.rows.iter().filter_map(attended).any(|(one, with)| one == ix && !with.is_empty());
    let place = |ix: &SessionIx| rooms.iter().position(|room| *room == programme.brief(*ix).room).unwrap_or(0);
    let blocks = going.iter().filter_map(|ix| block(programme, day, *ix, place(ix), clashing(*ix))).collect();
    let name = |room: &Option<_>| room.map_or("Elsewhere".to_owned(), |room| programme.room(room).name.clone());
    DaySheet {
        heading: day.date.format("%A, %-d %B %Y").to_string(),
        about: about(event, false, ""),
        zone: format!("times in {}", zone(event.zone)),
        rooms: rooms.iter().map(name).collect(),
        blocks,
        all_day: day.all_day.iter().map(|ix| programme.session(*ix).title.clone()).collect(),
        clashes: clashes(programme, day),
        alternatives: day.rows.iter().filter_map(|row| alternative(programme, row)).collect(),
        code: code_of(programme, day.event, |ix| context.mark(ix)),
    }
}

/// A session I go to, with what it gets in the way of.
fn attended(row: &DayRow) -> Option<(SessionIx, &[(SessionIx, ConflictKind)])> {
    if let DayRow::Session { ix, conflicts } = row { Some((*ix, conflicts)) } else { None }
}

fn block(programme: &Programme, day: &Day, ix: SessionIx, room: usize, clashes: bool) -> Option<Block> {
    let (session, event) = (programme.session(ix), programme.event(day.event));
    let slot = session.slot?;
    let midnight = day.date.and_time(NaiveTime::MIN);
    let minutes = |instant| (event.zone.local(instant).naive_local() - midnight).num_minutes();
    // What takes days is there from the morning to the night of each.
    let (start, end) = (minutes(slot.start).max(0), minutes(slot.end).min(30 * 60));
    Some(Block {
        room,
        start,
        end: end.max(start + 1),
        hours: span(event.zone, &slot),
        title: session.title.clone(),
        people: programme.people(ix),
        clashes,
        cancelled: session.cancelled,
        colour: session.track.and_then(|track| programme.track(track).colour),
    })
}

/// Each pair once.
fn clashes(programme: &Programme, day: &Day) -> Vec<(String, String)> {
    let title = |ix: SessionIx| programme.session(ix).title.as_str();
    let mut told = BTreeSet::new();
    let mut clashes = Vec::new();
    for (ix, conflicts) in day.rows.iter().filter_map(attended) {
        for (other, kind) in conflicts {
            if told.insert((ix.min(*other), ix.max(*other))) {
                let why = match kind {
                    ConflictKind::Clash { minutes: 0 } => "at the same time".to_owned(),
                    ConflictKind::Clash { minutes } => format!("overlap {}", length(*minutes)),
                    ConflictKind::Tight { needed, have } => format!("{have} min to change rooms, {needed} needed"),
                };
                clashes.push((format!("{} / {}", title(ix), title(*other)), why));
            }
        }
    }
    clashes
}

fn alternative(programme: &Programme, row: &DayRow) -> Option<(String, String)> {
    let DayRow::Candidate { ix, .. } = row else { return None };
    let session = programme.session(*ix);
    let hours = session.slot.map(|slot| span(programme.event_of(*ix).zone, &slot));
    let place = hours.into_iter().chain(programme.room_name(session).map(str::to_owned));
    Some((place.collect::<Vec<_>>().join(" · "), session.title.clone()))
}
