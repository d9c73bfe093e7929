//! A session or a person as text for the clipboard.

use crate::model::{SessionIx, SpeakerIx};
use crate::tui::app::{Screen, State};
use crate::tui::message::Effect;
use crate::tui::reader::page::Page;
use crate::tui::screens::agenda::lines::{Line, What};
use crate::tui::world::clock;
use crate::words;

impl State {
    /// Copies the session that is chosen or, where none is, what else the screen shows: a person, a day.
    pub(in crate::tui) fn copy(&mut self) -> Vec<Effect> {
        let text = match (self.current(), self.detail.page()) {
            (Some(session), _) => Some(session_text(self, session)),
            (None, Some(Page::Speaker(speaker))) => Some(speaker_text(self, speaker)),
            (None, _) if self.screen == Screen::Agenda => day_text(self),
            _ => None,
        };
        if text.is_none() {
            self.warn("no session is chosen");
        }
        text.map(Effect::Copy).into_iter().collect()
    }
}

/// A session as one would paste it into a message: title, people, when and where, links.
fn session_text(state: &State, ix: SessionIx) -> String {
    let programme = &state.programme;
    let session = programme.session(ix);
    let mut lines = vec![session.title.clone()];
    let people: Vec<String> = session.credits.iter().map(|credit| programme.credit_line(credit)).collect();
    if !people.is_empty() {
        lines.push(people.join("; "));
    }
    let event = programme.event(session.event).name.clone();
    let place = [Some(event), clock::when(state, ix), programme.room_name(session).map(str::to_owned)];
    lines.push(place.into_iter().flatten().collect::<Vec<_>>().join(" · "));
    lines.extend(session.links.iter().map(|link| link.url.clone()));
    lines.join("\n")
}

/// The day of the agenda that the choice is on, or the watch list, as one would send it to a colleague.
fn day_text(state: &State) -> Option<String> {
    let screen = &state.screens.agenda;
    let start = (0..=screen.cursor.at).rev().find(|at| screen.lines.get(*at).is_some_and(Line::begins))?;
    let programme = &state.programme;
    let heading = match screen.lines.get(start)?.what {
        What::Day { event, date, .. } => format!("{}, {}", programme.event(event).name, words::day(date)),
        What::Watch { event, .. } => programme.event(event).name.clone(),
        _ => return None,
    };
    let rest = screen.lines.iter().skip(start + 1).take_while(|line| !line.begins());
    let sessions = rest.filter_map(|line| match line.what {
        What::Session { ix, .. } | What::Recording { ix, candidate: false } => Some(ix),
        _ => None,
    });
    let line = |ix: SessionIx| {
        let session = programme.session(ix);
        let time = session.slot.map(|slot| clock::span(state, programme.event(session.event), &slot));
        let room = programme.room_name(session).map(|room| format!("({room})"));
        let cancelled = session.cancelled.then(|| "cancelled:".to_owned());
        let parts = [time, cancelled, Some(session.title.clone()), room];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    Some(std::iter::once(heading).chain(sessions.map(line)).collect::<Vec<_>>().join("\n"))
}

/// A person as text: the name and where they were heard.
fn speaker_text(state: &State, ix: SpeakerIx) -> String {
    let programme = &state.programme;
    let sessions = programme
        .sessions_by(ix)
        .iter()
        .map(|session| format!("{} ({})", programme.session(*session).title, programme.event_of(*session).name));
    std::iter::once(programme.speaker(ix).name.clone()).chain(sessions).collect::<Vec<_>>().join("\n")
}
