//! What the user attaches to sessions: marks, seen, notes; and taking it back.

use crate::action::Action;
use crate::favourites::{Change, Entry, Step};
use crate::model::{Mark, Personal, SessionIx};
use crate::tui::app::{Overlay, State};
use crate::tui::message::{Effect, Stored};
use crate::tui::overlays::NoteView;
use crate::tui::widgets::field::TextArea;
use crate::words;

impl State {
    /// Toggles a mark or the seen flag of the current session.
    pub(in crate::tui) fn toggle(&mut self, action: Action) -> Vec<Effect> {
        let Some(session) = self.current() else {
            self.warn("no session is chosen");
            return Vec::new();
        };
        let mut personal = self.personal(session).clone();
        let said = match action {
            Action::Going => toggle_mark(&mut personal, Mark::Going),
            Action::Interested => toggle_mark(&mut personal, Mark::Interested),
            _ => {
                personal.seen = !personal.seen;
                if personal.seen { words::seen() } else { "not seen".to_owned() }
            }
        };
        self.attach(session, personal, &said)
    }

    /// Rates the current session from 1 to 5, or no longer.
    pub(in crate::tui) fn rate(&mut self, rating: Option<u8>) -> Vec<Effect> {
        let Some(session) = self.current() else {
            self.warn("no session is chosen");
            return Vec::new();
        };
        if self.personal(session).rating == rating {
            return Vec::new();
        }
        let said = rating.map_or_else(|| "no rating".to_owned(), |stars| format!("{stars} of 5"));
        let personal = Personal { rating, ..self.personal(session).clone() };
        self.attach(session, personal, &said)
    }

    /// Opens the note editor for the current session.
    pub(in crate::tui) fn edit_note(&mut self) {
        match self.current() {
            Some(session) => {
                let text = TextArea::new(&self.personal(session).note);
                self.overlay = Some(Overlay::Note(NoteView { session, text }));
            }
            None => self.warn("no session is chosen"),
        }
    }

    /// Hands the note of the current session, as far as it is written, to the user's own editor.
    pub(in crate::tui) fn edit_outside(&mut self) -> Vec<Effect> {
        let (session, text) = match self.overlay.take() {
            Some(Overlay::Note(view)) => (view.session, view.text.text()),
            other => {
                self.overlay = other;
                let Some(session) = self.current() else {
                    self.warn("no session is chosen");
                    return Vec::new();
                };
                (session, self.personal(session).note.clone())
            }
        };
        vec![Effect::Edit(session, text)]
    }

    /// Gives a session a note; an empty one takes it away.
    pub(in crate::tui) fn write_note(&mut self, session: SessionIx, note: String) -> Vec<Effect> {
        if self.personal(session).note == note {
            return Vec::new();
        }
        let said = if note.is_empty() { "note taken away" } else { "note kept" };
        let personal = Personal { note, ..self.personal(session).clone() };
        self.attach(session, personal, said)
    }

    fn attach(&mut self, session: SessionIx, personal: Personal, said: &str) -> Vec<Effect> {
        let label = format!("{said}: {}", self.programme.session(session).title);
        self.attach_all(vec![(session, personal)], label)
    }

    /// Attaches something to sessions, none of them named twice, remembers how to take all of it back at once, says so
    /// and has it written. Sessions to which exactly that is attached already are left alone.
    pub(in crate::tui) fn attach_all(&mut self, all: Vec<(SessionIx, Personal)>, label: String) -> Vec<Effect> {
        let new = all.into_iter().filter(|(session, personal)| self.personal(*session) != personal);
        let steps: Vec<Step> = new
            .map(|(session, personal)| Step {
                before: Entry::of(&self.programme, session, self.personal(session), self.now),
                after: Entry::of(&self.programme, session, &personal, self.now),
            })
            .collect();
        if steps.is_empty() {
            return Vec::new();
        }
        for step in &steps {
            self.favourites.set(step.after.clone());
        }
        self.journal.record(Change { label: label.clone(), steps });
        self.favourites_changed();
        let key = self.key_hint(Action::Undo);
        self.say(format!("{label}{}", key.map_or(String::new(), |key| format!(" · {key} undoes"))));
        vec![Effect::Save(self.favourites.clone())]
    }

    /// Takes the last change back, or makes it again.
    pub(in crate::tui) fn travel(&mut self, back: bool) -> Vec<Effect> {
        let change = if back {
            self.journal.undo(&mut self.favourites, self.now)
        } else {
            self.journal.redo(&mut self.favourites, self.now)
        };
        let Some(change) = change else {
            self.warn(if back { "nothing to take back" } else { "nothing to make again" });
            return Vec::new();
        };
        self.favourites_changed();
        self.say(format!("{}: {}", if back { "taken back" } else { "made again" }, change.label));
        vec![Effect::Save(self.favourites.clone())]
    }

    /// Takes in what is stored, without losing what has happened here meanwhile.
    pub(in crate::tui) fn take_stored(&mut self, stored: Stored) {
        let together = self.favourites.reconcile(&stored.given, &stored.favourites);
        if together != self.favourites {
            self.favourites = together;
            self.follow_programme();
            self.favourites_changed();
        }
        for problem in stored.problems {
            if !self.problems.contains(&problem) {
                self.warn(problem.to_string());
                self.problems.push(problem);
            }
        }
    }

    /// Brings everything that shows favourites up to date.
    pub(in crate::tui) fn favourites_changed(&mut self) {
        self.resolve_favourites();
        self.settle_screen();
        self.settle_plan();
        if !self.browse.parsed.is_empty() {
            self.refresh();
        }
    }

    /// How many sessions are marked going, and how many interested.
    pub fn mark_counts(&self) -> (usize, usize) {
        let count = |mark| self.personal.iter().filter(|personal| personal.mark == Some(mark)).count();
        (count(Mark::Going), count(Mark::Interested))
    }
}

fn toggle_mark(personal: &mut Personal, mark: Mark) -> String {
    let was = personal.mark == Some(mark);
    personal.mark = (!was).then_some(mark);
    if was { format!("no longer {}", mark.word()) } else { words::marked(mark) }
}
