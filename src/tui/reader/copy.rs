//! A session or a person as text for the clipboard.

use crate::model::{SessionIx, SpeakerIx};
use crate::tui::world::{World, times};

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

/// A person as text: the name and where they were heard.
pub fn speaker_text(world: &World, ix: SpeakerIx) -> String {
    let programme = world.programme();
    let sessions = programme
        .sessions_by(ix)
        .into_iter()
        .map(|session| format!("{} ({})", programme.session(session).title, programme.event_of(session).name));
    std::iter::once(programme.speaker(ix).name.clone()).chain(sessions).collect::<Vec<_>>().join("\n")
}
