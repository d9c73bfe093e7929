//! What goes with a clash and with free time: what can be done about it.

use crate::action::{Action, Mode};
use crate::agenda::{self, Conflict, Gap, Suggestion};
use crate::friends::{Offer, OfferReason, offers};
use crate::model::SessionIx;
use crate::search::Scratch;
use crate::tui::widgets::{Document, Role};
use crate::tui::world::{World, planning::conflict_title, planning::solution_text, planning::suggestions, times};
use crate::words;

/// Writes a page. Advice names the keys that hold in `mode`.
pub struct Writer<'a> {
    pub world: &'a World,
    pub document: Document,
    pub scratch: Scratch,
    pub mode: Mode,
    /// How many bytes of biographies there are so far.
    pub lives: usize,
}

impl Writer<'_> {
    /// What can be done about two sessions that one cannot both go to.
    pub fn conflict(&mut self, conflict: &Conflict) {
        self.document.line(conflict_title(conflict.kind), Role::Title);
        for ix in [conflict.a, conflict.b] {
            self.document.gap();
            self.entry(ix);
        }
        self.document.heading("What can be done");
        for solution in agenda::solutions(&self.world.agenda_context(), conflict) {
            let (deed, meaning) = solution_text(self.world, &solution);
            self.document.point(&deed, Role::Plain);
            self.document.begin(2);
            self.document.say(format!("  {meaning}"), Role::Dim);
        }
        self.advice(Action::Solve, "chooses among them");
        self.split(conflict);
    }

    /// Who else could take one of the two.
    fn split(&mut self, conflict: &Conflict) {
        let friend_marks = self.world.friend_marks();
        let offers = offers(&self.world.agenda_context(), conflict, friend_marks);
        if offers.is_empty() {
            return;
        }
        self.document.heading("With friends");
        for Offer { friend, theirs, why, .. } in offers {
            let name = friend_marks.names.get(friend).map_or("", String::as_str);
            let title = &self.world.programme().session(theirs).title;
            let said = match why {
                OfferReason::Goes => format!(" goes to “{title}” anyway"),
                OfferReason::Both => " has the same clash: each of you could take one".to_owned(),
                OfferReason::Likes => format!(" is interested in “{title}”, and free then"),
                OfferReason::Free => format!(" is free then, and could take “{title}”"),
            };
            self.document.point(name, Role::Note);
            self.document.say(said, Role::Plain);
        }
    }

    pub fn free(&mut self, gap: &Gap) {
        let programme = self.world.programme();
        let event = programme.event(gap.event);
        let (from, to) = (times::shown(self.world, event, gap.from), times::shown(self.world, event, gap.to));
        self.document.line(format!("{} free", words::length(gap.minutes())), Role::Title);
        let day = words::day(from.date_naive());
        self.document.line(format!("{day}, {}", words::hours(from, to)), Role::Plain);
        for (word, ix) in [("after", gap.after), ("before", gap.before)] {
            let Some(ix) = ix else { continue };
            let session = programme.session(ix);
            let room = programme.room_name(session).map_or(String::new(), |room| format!(", {room}"));
            self.document.line(format!("{word} {}{room}", session.title), Role::Dim);
        }
        let fits = suggestions(self.world, gap);
        if fits.is_empty() {
            self.document.gap();
            self.document.line("Nothing in the programme fits.", Role::Plain);
            return;
        }
        self.document.heading("What fits");
        fits.iter().for_each(|suggestion| self.suggestion(suggestion));
        self.advice(Action::Fill, "chooses among them");
    }

    fn suggestion(&mut self, suggestion: &Suggestion) {
        self.entry(suggestion.session);
        let reasons: Vec<String> =
            suggestion.reasons.iter().map(|reason| reason.text(self.world.programme())).collect();
        if !reasons.is_empty() {
            self.document.begin(2);
            self.document.say(format!("  {}", reasons.join(", ")), Role::Tag);
        }
    }

    /// A session with its mark, and when and where it is.
    fn entry(&mut self, ix: SessionIx) {
        let programme = self.world.programme();
        let session = programme.session(ix);
        self.document.session(ix, &session.title, self.world.personal(ix).mark);
        let time = times::span(self.world, ix);
        let place: Vec<String> = time.into_iter().chain(programme.room_name(session).map(str::to_owned)).collect();
        self.document.begin(2);
        self.document.say(format!("  {}", place.join("  ")), Role::Dim);
    }

    fn advice(&mut self, action: Action, said: &str) {
        if let Some(key) = self.world.key_for(self.mode, action) {
            self.document.gap();
            self.document.line(format!("{key} {said}"), Role::Dim);
        }
    }
}
