//! The project's own format as an imported file: read like the seeds, then cleaned like everything from outside.

use super::Options;
use super::ids::Ids;
use super::seeds;
use super::shape::Shape;
use super::text::{block, languages, line, line_of, link};
use crate::model::{Link, Schedule};
use crate::problem::{Problem, Severity};

pub(super) fn recognises(shape: &Shape) -> bool {
    *shape == Shape::Toml
}

pub(super) fn read(text: &str, options: &Options) -> Result<(Schedule, Vec<Problem>), Problem> {
    let (mut schedule, problems) = seeds::event(text, &options.file, None);
    if schedule.sessions.is_empty() {
        let first = problems.into_iter().find(|problem| problem.severity == Severity::Error);
        return Err(first.unwrap_or_else(|| Problem::error(&options.file, "this is TOML without a [[session]]")));
    }
    if let Some(zone) = options.zone.filter(|zone| *zone != schedule.event.zone) {
        // Wall-clock times have been taken for times of the file's zone, so the user's has to move them.
        for slot in schedule.sessions.iter_mut().filter_map(|session| session.slot.as_mut()) {
            let before = schedule.event.zone;
            slot.start = zone.instant(before.local(slot.start).naive_local());
            slot.end = zone.instant(before.local(slot.end).naive_local());
        }
        schedule.event.zone = zone;
    }
    clean(&mut schedule);
    Ok((schedule, problems))
}

fn clean(schedule: &mut Schedule) {
    let event = &mut schedule.event;
    for text in [&mut event.name, &mut event.short] {
        *text = line(text);
    }
    event.place = line_of(event.place.as_deref());
    event.url = event.url.as_deref().and_then(|url| link(url, None, "", "")).map(|link| link.url);
    let (mut track_ids, mut speaker_ids) = (Ids::default(), Ids::default());
    for track in &mut schedule.tracks {
        track.id = track_ids.unique(line(&track.id), "track");
        track.name = line(&track.name);
        track.about = line(&track.about);
    }
    for room in &mut schedule.rooms {
        room.name = line(&room.name);
    }
    for speaker in &mut schedule.speakers {
        speaker.id = speaker_ids.unique(line(&speaker.id), "speaker");
        speaker.name = line(&speaker.name);
        speaker.biography = block(&speaker.biography).0;
        clean_links(&mut speaker.links);
    }
    for session in &mut schedule.sessions {
        session.title = line(&session.title);
        session.subtitle = line_of(session.subtitle.as_deref());
        session.abstract_text = block(&session.abstract_text).0;
        session.languages = session.languages.iter().flat_map(|language| languages(language)).collect();
        for text in session.takeaways.iter_mut().chain(&mut session.tags) {
            *text = line(text);
        }
        for credit in &mut session.credits {
            credit.organisation = line_of(credit.organisation.as_deref());
            credit.title = line_of(credit.title.as_deref());
        }
        clean_links(&mut session.links);
    }
}

/// Cleans links and keeps the kinds that the file gives them.
fn clean_links(links: &mut Vec<Link>) {
    let clean =
        links.iter().filter_map(|given| Some(Link { kind: given.kind, ..link(&given.url, None, &given.title, "")? }));
    *links = clean.collect();
}
