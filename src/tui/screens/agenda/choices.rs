//! What can be done on the Agenda screen about a clash and about free time, offered in a window over it.

use crate::agenda::{Conflict, ConflictKind, Gap, Solution, Suggestion, solutions, suggestions};
use crate::model::{Mark, Personal, SessionIx};
use crate::tui::app::{Cursor, Overlay, State};
use crate::tui::message::Effect;
use crate::tui::world::clock;
use crate::words;

/// How many sessions are suggested for a gap.
const SUGGESTED: usize = 20;

/// A choice among what can be done about two sessions that one cannot both go to.
#[derive(Debug, Clone)]
pub struct SolveView {
    /// The two.
    pub conflict: Conflict,
    /// What can be done.
    pub solutions: Vec<Solution>,
    /// The chosen one.
    pub cursor: Cursor,
}

/// A choice among what fits free time.
#[derive(Debug, Clone)]
pub struct FillView {
    /// The free time, as it was when it was asked about.
    pub gap: Gap,
    /// What fitted then, the best first.
    pub suggestions: Vec<Suggestion>,
    /// The chosen one.
    pub cursor: Cursor,
}

/// What a conflict is about, as a heading.
pub fn conflict_title(kind: ConflictKind) -> String {
    match kind {
        ConflictKind::Clash { minutes: 0 } => "At the same time".to_owned(),
        ConflictKind::Clash { minutes } => format!("They overlap by {}", words::length(minutes)),
        ConflictKind::Tight { needed, have } => format!("{have} min to change rooms, {needed} needed"),
    }
}

impl State {
    /// What fits free time, the best first.
    pub(in crate::tui) fn suggestions(&self, gap: &Gap) -> Vec<Suggestion> {
        let nearest = |ix: SessionIx, marked: &[SessionIx]| self.likeness.as_ref()?.nearest(ix, marked);
        suggestions(&self.agenda_context(), gap, &nearest, SUGGESTED)
    }

    /// Asks what to do about a conflict.
    pub(in crate::tui) fn ask_to_solve(&mut self, conflict: Conflict) {
        let solutions = solutions(&self.agenda_context(), &conflict);
        self.overlay = Some(Overlay::Solve(SolveView { conflict, solutions, cursor: Cursor::default() }));
    }

    /// Asks what to do with free time.
    pub(in crate::tui) fn ask_to_fill(&mut self, gap: Gap) {
        let suggestions = self.suggestions(&gap);
        if suggestions.is_empty() {
            self.say("nothing in the programme fits this gap");
            return;
        }
        self.overlay = Some(Overlay::Fill(FillView { gap, suggestions, cursor: Cursor::default() }));
    }

    /// Does what is chosen about a conflict, as one change.
    pub(in crate::tui) fn solve(&mut self, view: &SolveView) -> Vec<Effect> {
        let Some(solution) = view.solutions.get(view.cursor.at) else { return Vec::new() };
        let title = |ix: SessionIx| self.programme.session(ix).title.as_str();
        let marked = |ix: SessionIx, mark| (ix, Personal { mark, ..self.personal(ix).clone() });
        let (changes, label, stay) = match *solution {
            Solution::Keep { keep, drop } => (vec![marked(drop, None)], format!("left out: {}", title(drop)), keep),
            Solution::Move { from, to } => {
                let when = clock::brief(self, to).unwrap_or_default();
                let changes = vec![marked(from, None), marked(to, Some(Mark::Going))];
                (changes, format!("{} other showing: {}, {when}", words::sign(Mark::Going), title(to)), to)
            }
            Solution::WatchLater { session } => {
                let changes = vec![marked(session, Some(Mark::Interested))];
                (changes, format!("{} to watch later: {}", words::sign(Mark::Interested), title(session)), session)
            }
        };
        let effects = self.attach_all(changes, label);
        self.choose_session_in_agenda(stay);
        effects
    }

    /// Opens the suggestion that is chosen for reading.
    pub(in crate::tui) fn read_suggestion(&mut self, view: &FillView) {
        if let Some(suggestion) = view.suggestions.get(view.cursor.at) {
            self.read(suggestion.session);
        }
    }

    /// A solution in two lines: what one does, and what that means.
    pub fn solution_text(&self, solution: &Solution) -> (String, String) {
        let title = |ix: SessionIx| self.programme.session(ix).title.as_str();
        let place = |ix: SessionIx| {
            let room = self.programme.room_name(self.programme.session(ix)).map(str::to_owned);
            clock::brief(self, ix).into_iter().chain(room).collect::<Vec<_>>().join("  ")
        };
        match *solution {
            Solution::Keep { keep, drop } => {
                (format!("Keep “{}”", title(keep)), format!("{} · leaves out “{}”", place(keep), title(drop)))
            }
            Solution::Move { from, to } => {
                let remark = match self.in_the_way(to, Some(from)) {
                    Some((other, _)) => format!("gets in the way of “{}”", title(other)),
                    None => "free of clashes".to_owned(),
                };
                (format!("Go to another showing of “{}”", title(from)), format!("{} · {remark}", place(to)))
            }
            Solution::WatchLater { session } => (
                format!("Watch the recording of “{}”", title(session)),
                "it stays here as ☆, and you need not be there".to_owned(),
            ),
        }
    }

    /// The first session one goes to that leaves no room for this one, and why; one of them may be left out.
    pub fn in_the_way(&self, ix: SessionIx, except: Option<SessionIx>) -> Option<(SessionIx, ConflictKind)> {
        let going = self.programme.order().iter().copied();
        let mut going = going.filter(|other| self.personal(*other).mark == Some(Mark::Going) && Some(*other) != except);
        going.find_map(|other| Some((other, self.transfer.conflict(&self.programme, ix, other)?)))
    }
}
