//! A session or a person as text for the clipboard.

use crate::agenda::date_of;
use crate::model::{LinkKind, Mark, SessionIx, SpeakerIx};
use crate::tui::world::{World, times};
use crate::words::day;

/// A session as one would paste it into a message: title, people, when and where, links.
pub fn session_text(world: &World, ix: SessionIx) -> String {
    let programme = world.programme();
    let session = programme.session(ix);
    let mut lines = vec![session.title.clone()];
    let people: Vec<String> = session.credits.iter().map(|credit| programme.credit_line(credit)).collect();
    if !people.is_empty() {
        lines.push(people.join("; "));
    }
    let event = programme.event(session.event).name.clone();
    let place = [Some(event), times::when(world, ix), programme.room_name(session).map(str::to_owned)];
    lines.push(place.into_iter().flatten().collect::<Vec<_>>().join(" · "));
    lines.extend(session.links.iter().map(|link| link.url.clone()));
    lines.join("\n")
}

/// The page of a session, else the first of its links.
pub fn session_link(world: &World, ix: SessionIx) -> Option<String> {
    let links = &world.programme().session(ix).links;
    let page = links.iter().find(|link| link.kind == LinkKind::Page).or(links.first());
    page.map(|link| link.url.clone())
}

/// A session as an item of a list in Markdown, with its link on the title.
pub fn session_markdown(world: &World, ix: SessionIx) -> String {
    let session = world.programme().session(ix);
    let title = session.title.replace(['[', ']'], "");
    let title = session_link(world, ix).map_or_else(|| title.clone(), |url| format!("[{title}](<{url}>)"));
    let text = session_text(world, ix);
    let rest = text.lines().skip(1).take_while(|line| !line.contains("://"));
    format!("- **{title}**\n{}", rest.map(|line| format!("  {line}  \n")).collect::<String>()).trim_end().to_owned()
}

/// What one goes to on the day of a session, as one would send it; nothing where that is nothing.
pub fn day_text(world: &World, ix: SessionIx) -> Option<String> {
    let programme = world.programme();
    let (event, date) = (programme.brief(ix).event, date_of(programme, ix)?);
    let going = programme
        .sessions_at(event)
        .iter()
        .copied()
        .filter(|ix| world.personal(*ix).mark == Some(Mark::Going) && date_of(programme, *ix) == Some(date));
    let lines: Vec<String> = going.map(|ix| times::line(world, ix)).collect();
    let heading = format!("{}, {}", programme.event(event).name, day(date));
    (!lines.is_empty()).then(|| std::iter::once(heading).chain(lines).collect::<Vec<_>>().join("\n"))
}

/// A person as text: the name and where they were heard.
pub fn speaker_text(world: &World, ix: SpeakerIx) -> String {
    let programme = world.programme();
    let sessions = programme
        .sessions_by(ix)
        .into_iter()
        .map(|session| format!("{} ({})", programme.session(session).title, programme.event_of(session).name));
    std::iter::once(programme.speaker(ix).name.clone()).chain(sessions).collect::<Vec<_>>().join("\n")
}
