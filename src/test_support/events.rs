//! Things that happen to events in stories: the conference that was made up in a second version, fetched, refused, kept.

use super::story::{Setting, Story, invented};
use crate::changes::{Report, compare};
use crate::model::{EventIx, Programme, Schedule, Session, Slot, Source};
use crate::problem::Problem;
use crate::tui::{
    EventDetails, EventFigures, EventInfo, EventsChanged, Fetch, FetchOutcome, Message, Operation, Progress,
};
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::Arc;

/// Where the invented conference comes from.
pub const ADDRESS: &str = "https://harbour-days.example/2027/schedule.xml";
/// Its id.
pub const HARBOUR: &str = "harbour-days-2027";

/// The invented conference as its organisers changed it: moved, renamed, cancelled, new and gone, and every id another.
pub fn second_version() -> Schedule {
    let mut schedule = invented();
    let library = schedule.room("Library");
    let guest = schedule.speaker("guest", "Rosa Lindqvist");
    schedule.sessions.retain(|session| session.id != "grossrechner");
    for session in &mut schedule.sessions {
        match session.id.as_str() {
            "routing-registry" => session.room = Some(library),
            "timetables-as-data" => move_by(session, 75),
            "backups-tested" => "A backup is a restore that somebody has tested".clone_into(&mut session.title),
            "licence-clinic" => session.cancelled = true,
            "cancelled-blockages" => session.cancelled = false,
            "sensors-in-the-canal" => {
                move_by(session, 30);
                session.credits.extend(session.credits.first().cloned().map(|mut credit| {
                    credit.speaker = guest;
                    credit
                }));
            }
            _ => {}
        }
    }
    let mut added = Session::new("locks", "How a lock knows that a ship is coming");
    added.room = Some(library);
    added.slot = Some(Slot::new("2027-03-19T13:00:00Z".parse().unwrap(), 40));
    schedule.sessions.push(added);
    schedule
}

/// The same with every id another, as conferences do it.
pub fn renumbered(mut schedule: Schedule) -> Schedule {
    for (number, session) in schedule.sessions.iter_mut().enumerate() {
        session.id = format!("s{}", 1000 + number);
    }
    schedule
}

fn move_by(session: &mut Session, minutes: i64) {
    if let Some(slot) = &mut session.slot {
        slot.start += TimeDelta::minutes(minutes);
        slot.end += TimeDelta::minutes(minutes);
    }
}

/// What the second version changed.
pub fn report(at: DateTime<Utc>) -> Report {
    compare(&invented(), &second_version(), at)
}

/// The invented conference as one that is kept, another that is kept and left out, and what ships.
pub fn kept(now: DateTime<Utc>, programme: &Programme) -> Vec<EventInfo> {
    let of_programme = programme.events().iter().map(|event| {
        let mut known = EventInfo::of(event, true);
        if known.id == HARBOUR {
            known.source = Source::Address(ADDRESS.to_owned());
            known.fetched = Some(now - TimeDelta::hours(50));
        }
        known
    });
    let left_out = EventInfo {
        id: "quiet-rivers-2026".to_owned(),
        name: "Quiet Rivers 2026".to_owned(),
        source: Source::File("/home/ada/schedules/quiet-rivers.ics".to_owned()),
        fetched: Some(now - TimeDelta::days(200)),
        taking_part: false,
    };
    of_programme.chain([left_out]).collect()
}

/// What can be read of the invented conference.
pub fn study(reports: Vec<Report>) -> EventDetails {
    let warn = |line, message: &str| Problem::warning(ADDRESS, message).on_line(line);
    let problems = vec![
        warn(212, "two sessions have the id '318'").advise("the second is '318-2' now"),
        warn(871, "'25:00' is no time of day").advise("the session has no start"),
        Problem::note(ADDRESS, "14 tables of HTML were taken apart into lines of text"),
    ];
    let outline = EventFigures::in_programme(&Programme::new(vec![invented()]), EventIx(0));
    EventDetails { outline: Some(outline), reports, problems }
}

/// Lets something happen to the events of a story.
pub fn happen(story: &mut Story, what: &str) {
    let now = story.app.world().clock().present;
    let again = || Fetch::Again(HARBOUR.to_owned());
    let new = || Fetch::New("https://quiet-rivers.example/2027".to_owned());
    match what {
        "kept" => story.app.know_events(kept(now, story.app.world().programme())),
        "studied" => {
            let reports = vec![report(now - TimeDelta::hours(50))];
            story.tell(Message::Studied(HARBOUR.to_owned(), Box::new(study(reports))));
        }
        "reported" => {
            let reports = vec![report(now - TimeDelta::hours(50))];
            let programme = Arc::new(Programme::new(vec![second_version()]));
            let loaded = EventsChanged {
                deed: Operation::TookPart(HARBOUR.to_owned(), true),
                known: kept(now, &programme),
                programme: Some(programme),
                problems: Vec::new(),
            };
            story.tell(Message::Loaded(Box::new(loaded)));
            // What was said goes with the next key.
            story.press("j k");
            story.tell(Message::Reported(HARBOUR.to_owned(), reports));
        }
        "studied without changes" => story.tell(Message::Studied(HARBOUR.to_owned(), Box::new(study(Vec::new())))),
        "progress" => story.tell(Message::Progress(again(), Progress { received: 1_240_000, total: Some(4_100_000) })),
        "progress of the new" => story.tell(Message::Progress(new(), Progress { received: 83_000, total: None })),
        "failed" => story.tell(Message::FetchFailed(again(), vec![no_such_server(ADDRESS)])),
        "the new failed" => {
            story.tell(Message::FetchFailed(new(), vec![no_such_server("https://quiet-rivers.example/2027")]));
        }
        "refused" => story.tell(Message::Settled(Err(
            "agenda.ics: is there already, and is not what was last exported to it; choose another name, or under 'If there' \
             to replace it whatever it is"
                .to_owned(),
        ))),
        "the friend refused" => {
            story.tell(Message::Settled(Err("Ana: ana.json: No such file or directory".to_owned())));
        }
        "done" => story.tell(Message::Settled(Ok("2 sessions written to /home/ada/agenda.ics".to_owned()))),
        "stopped" => story.tell(Message::FetchStopped(again())),
        "refreshed" => loaded(story, again(), second_version(), FetchOutcome::Changed),
        "refreshed with other ids" => loaded(story, again(), renumbered(second_version()), FetchOutcome::Changed),
        "nothing changed" => loaded(story, again(), invented(), FetchOutcome::Nothing),
        "forgotten" => without(story, Operation::Forgotten(HARBOUR.to_owned())),
        "left out" => without(story, Operation::TookPart(HARBOUR.to_owned(), false)),
        "back" => {
            let deed = Operation::TookPart(HARBOUR.to_owned(), true);
            let schedules = shipped_and(invented());
            let known = kept(now, &Programme::new(schedules.clone()));
            tell_loaded(story, deed, schedules, known);
        }
        other => panic!("'{other}' does not happen to events"),
    }
}

fn no_such_server(address: &str) -> String {
    format!("{address}: the server cannot be found; check the address and your connection")
}

fn shipped_and(schedule: Schedule) -> Vec<Schedule> {
    Setting::shipped().schedules.into_iter().chain([schedule]).collect()
}

fn loaded(story: &mut Story, fetch: Fetch, schedule: Schedule, news: FetchOutcome) {
    let now = story.app.world().clock().present;
    let report = (news == FetchOutcome::Changed).then(|| compare(&invented(), &schedule, now));
    let deed = Operation::Fetched {
        fetch,
        id: HARBOUR.to_owned(),
        news,
        study: Box::new(study(report.into_iter().collect())),
        notes: vec![],
    };
    let schedules =
        if story.app.world().programme().events().len() > 1 { shipped_and(schedule) } else { vec![schedule] };
    let mut known = kept(now, &Programme::new(schedules.clone()));
    known.iter_mut().filter(|known| known.id == HARBOUR).for_each(|known| known.fetched = Some(now));
    tell_loaded(story, deed, schedules, known);
}

fn without(story: &mut Story, deed: Operation) {
    let mut known = kept(story.app.world().clock().present, story.app.world().programme());
    match &deed {
        Operation::Forgotten(_) => known.retain(|known| known.id != HARBOUR),
        _ => known.iter_mut().filter(|known| known.id == HARBOUR).for_each(|known| known.taking_part = false),
    }
    tell_loaded(story, deed, Setting::shipped().schedules, known);
}

fn tell_loaded(story: &mut Story, deed: Operation, schedules: Vec<Schedule>, known: Vec<EventInfo>) {
    let programme = Arc::new(Programme::new(schedules));
    let loaded = EventsChanged { deed, known, programme: Some(programme), problems: Vec::new() };
    story.tell(Message::Loaded(Box::new(loaded)));
}
