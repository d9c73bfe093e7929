//! Marking: attaching something to sessions, taking it back, and what others have written meanwhile.

use crate::action::{Action, Mode};
use crate::favourites::{Change, ChangeStep, Entry, Favourites};
use crate::model::{Mark, Personal, SessionIx};
use crate::problem::Problem;
use crate::tui::world::effect::Effect;
use crate::tui::world::facts::World;
use crate::tui::world::marks::Marks;
use crate::words;

/// Favourites as they are on disk.
pub struct Stored {
    /// What the keeper had been given last: what has changed here since is not in `favourites` yet.
    pub given: Favourites,
    /// That, together with what others have written.
    pub favourites: Favourites,
    /// What was met on the way.
    pub problems: Vec<Problem>,
}

/// A change with the mark that an action toggles, and what is said of it.
pub fn toggled(personal: &Personal, action: Action) -> (Personal, String) {
    let mut personal = personal.clone();
    let mark = match action {
        Action::Going => Mark::Going,
        Action::Interested => Mark::Interested,
        Action::Dismissed => Mark::Dismissed,
        _ => {
            personal.seen = !personal.seen;
            let said = if personal.seen { words::seen() } else { "not seen".to_owned() };
            return (personal, said);
        }
    };
    let was = personal.mark == Some(mark);
    personal.mark = (!was).then_some(mark);
    (personal, if was { words::unmarked(mark) } else { words::marked(mark) })
}

impl World {
    /// Attaches something to sessions, none of them named twice, as one change that can be taken back. Returns what is said
    /// of it and has to be done; nothing where nothing changes.
    pub fn mark(&mut self, all: Vec<(SessionIx, Personal)>, label: String, mode: Mode) -> Option<(String, Effect)> {
        let new = all.into_iter().filter(|(session, personal)| self.personal(*session) != personal);
        let now = self.clock.present;
        let steps: Vec<ChangeStep> = new
            .map(|(session, personal)| ChangeStep {
                before: self.marks.entry_before(&self.programme, session, now),
                after: Entry::of(&self.programme, session, &personal, now),
            })
            .collect();
        if steps.is_empty() {
            return None;
        }
        for step in &steps {
            self.marks.favourites.set(step.after.clone());
            self.marks.unstored.add((&step.after.event, &step.after.session));
        }
        self.marks.journal.record(Change { label: label.clone(), steps });
        self.resolve_marks();
        let key = self.key_for(mode, Action::Undo);
        let said = format!("{label}{}", key.map_or(String::new(), |key| format!(" · {key} undoes")));
        Some((said, Effect::Save(self.marks.favourites.clone())))
    }

    /// Takes the last change back, or makes it again; returns what is said of it, and nothing where there is none.
    pub fn travel(&mut self, back: bool) -> Option<(String, Effect)> {
        let (marks, now) = (&mut self.marks, self.clock.present);
        let change = if back {
            marks.journal.undo(&mut marks.favourites, now)
        } else {
            marks.journal.redo(&mut marks.favourites, now)
        };
        let change = change?;
        for Entry { event, session, .. } in change.steps.iter().map(|step| &step.after) {
            marks.unstored.add((event, session));
        }
        let said = format!("{}: {}", if back { "taken back" } else { "made again" }, change.label);
        self.resolve_marks();
        Some((said, Effect::Save(self.marks.favourites.clone())))
    }

    /// Takes in what is stored, without losing what has happened here meanwhile. Returns the last problem that is new.
    pub fn apply_stored(&mut self, stored: Stored) -> Option<String> {
        self.note_unstored(|marks| marks.unstored.settle(&marks.favourites, &stored.given));
        let together = self.marks.favourites.reconcile(&stored.given, &stored.favourites);
        if together != self.marks.favourites {
            self.marks.favourites = together;
            self.migrate_marks();
        }
        self.note_problems(stored.problems)
    }

    /// Nothing was heard of what was marked for so long that it is to be told.
    pub fn storing_is_late(&mut self) {
        self.note_unstored(|marks| marks.unstored.is_late());
    }

    /// What was marked could not be stored.
    pub fn storing_is_refused(&mut self) {
        self.note_unstored(|marks| marks.unstored.is_refused());
    }

    /// There is no disk for it.
    pub fn storing_is_hopeless(&mut self) {
        self.note_unstored(|marks| marks.unstored.is_hopeless());
    }

    fn note_unstored(&mut self, change: impl FnOnce(&mut Marks)) {
        let before = self.marks.unstored.told();
        change(&mut self.marks);
        self.revision.marks += u32::from(before.or(self.marks.unstored.told()).is_some());
    }

    /// What to say of a session that is not stored, once that has taken too long.
    pub fn unstored(&self, session: SessionIx) -> Option<&'static str> {
        self.marks.unstored.told_of(&self.programme, session)
    }
}

/// The change that gives a session a note, or takes it away, and what is said of it; nothing where it has that note.
pub fn noted(world: &World, session: SessionIx, note: String) -> Option<(Vec<(SessionIx, Personal)>, String)> {
    let before = world.personal(session);
    let said = if note.is_empty() { "note taken away" } else { "note kept" };
    let label = format!("{said}: {}", world.programme().session(session).title);
    (before.note != note).then(|| (vec![(session, Personal { note, ..before.clone() })], label))
}
