//! Everything the program knows at a moment. Only `update` changes it; drawing only reads it.

use crate::action::{Action, Mode};
use crate::agenda::{self, Transfer, conflicts};
use crate::favourites::{Entry, Favourites, Journal};
use crate::friends::{FriendMarks, Friends};
use crate::keymap::{Key, Keymap};
use crate::model::{Mark, Personal, Programme, SessionIx, Zone};
use crate::problem::{Problem, Severity};
use crate::search::{Index, Likeness, Scratch};
use crate::tui::overlays::plan::state::{PlanView, Planning};
use crate::tui::overlays::report::{ReportView, SourceView};
use crate::tui::overlays::{HelpView, HiddenView, LinksView, NoteView, ProblemsView};
use crate::tui::reader::page::Page;
use crate::tui::reader::state::Detail;
use crate::tui::screens::Screens;
use crate::tui::screens::agenda::choices::{FillView, SolveView};
use crate::tui::screens::sessions::state::Browse;
use crate::tui::world::events::Known;
use crate::tui::world::preferences::Preferences;
use crate::tui::world::reminders::Reminders;
use crate::words::counted;
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// What fills the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Screen {
    /// Tracks, speakers, the list, the detail.
    Sessions,
    /// What one goes to, day by day.
    Agenda,
    /// Rooms against time, for one day.
    Timetable,
    /// What is on and what comes next.
    Now,
    /// The events that are loaded.
    Events,
}

impl Screen {
    /// Every screen, in the order of the header.
    pub const ALL: &[Self] = &[Self::Sessions, Self::Agenda, Self::Timetable, Self::Now, Self::Events];

    /// Its name in the header.
    pub fn title(self) -> &'static str {
        match self {
            Self::Sessions => "Sessions",
            Self::Agenda => "Agenda",
            Self::Timetable => "Timetable",
            Self::Now => "Now",
            Self::Events => "Events",
        }
    }

    /// What goes there.
    pub fn action(self) -> Action {
        match self {
            Self::Sessions => Action::Sessions,
            Self::Agenda => Action::Agenda,
            Self::Timetable => Action::Timetable,
            Self::Now => Action::Now,
            Self::Events => Action::Events,
        }
    }

    /// The table of the keymap that holds there.
    fn mode(self) -> Mode {
        match self {
            Self::Sessions => Mode::Sessions,
            Self::Agenda => Mode::Agenda,
            Self::Timetable => Mode::Timetable,
            Self::Now => Mode::Now,
            Self::Events => Mode::Events,
        }
    }
}

/// A part of the Sessions screen that the keyboard can be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The tracks.
    Tracks,
    /// The speakers.
    Speakers,
    /// The sessions.
    List,
    /// One session or person.
    Detail,
}

/// A row in a list, and the first row that is in sight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cursor {
    /// The chosen row.
    pub at: usize,
    /// The first row in sight.
    pub top: usize,
}

impl Cursor {
    /// Moves to a row of a list of `len` rows, of which `page` are in sight.
    pub fn go(&mut self, at: usize, len: usize, page: usize) {
        self.at = at.min(len.saturating_sub(1));
        self.show(len, page);
    }

    /// Scrolls so that the chosen row is in sight and no room is wasted at the end.
    pub fn show(&mut self, len: usize, page: usize) {
        let page = page.max(1);
        self.at = self.at.min(len.saturating_sub(1));
        self.top = self.top.min(len.saturating_sub(page)).min(self.at).max((self.at + 1).saturating_sub(page));
    }
}

/// Something over everything else.
#[derive(Debug, Clone)]
pub enum Overlay {
    /// Every key.
    Help(HelpView),
    /// What is wrong.
    Problems(ProblemsView),
    /// The note editor.
    Note(NoteView),
    /// A choice among the links of a session.
    Links(LinksView),
    /// A choice among what can be done about a clash.
    Solve(SolveView),
    /// A choice among what fits a gap.
    Fill(FillView),
    /// Which tracks and rooms are hidden.
    Hidden(HiddenView),
    /// The plan of a day.
    Plan(PlanView),
    /// What can be read about an event.
    Report(ReportView),
    /// The field for the source of a new event.
    Source(SourceView),
}

/// What just happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// The text.
    pub text: String,
    /// How much it matters.
    pub severity: Severity,
}

/// Everything the program knows.
pub struct State {
    /// What is loaded.
    pub programme: Arc<Programme>,
    /// What search runs on; absent while it is still being built.
    pub index: Option<Arc<Index>>,
    /// What similarity runs on; absent while it is still being built.
    pub likeness: Option<Likeness>,
    /// Buffers of search.
    pub scratch: Scratch,
    /// What the user has marked, as it is stored.
    pub favourites: Favourites,
    /// The same by session.
    pub personal: Vec<Personal>,
    /// What the user says about a day.
    pub preferences: Preferences,
    /// How long changes of rooms take.
    pub transfer: Transfer,
    /// Whom the user goes with, as it is stored.
    pub friends: Friends,
    /// The same with their sessions.
    pub friend_marks: FriendMarks,
    /// The sessions the user goes to that clash.
    pub clashing: Vec<SessionIx>,
    /// Marks that found no session.
    pub unmatched: Vec<Entry>,
    /// What can be undone.
    pub journal: Journal,
    /// The keys in force.
    pub keymap: Keymap,
    /// Keys of a sequence that is not complete.
    pub pending: Vec<Key>,
    /// What time it is.
    pub now: DateTime<Utc>,
    /// The zone of the machine.
    pub own_zone: Zone,
    /// Whether times are shown in the machine's zone instead of the event's.
    pub in_own_zone: bool,
    /// Columns and lines of the window.
    pub size: (u16, u16),
    /// What fills the window.
    pub screen: Screen,
    /// The Sessions screen.
    pub browse: Browse,
    /// The other screens.
    pub screens: Screens,
    /// The page in detail.
    pub detail: Detail,
    /// What lies over everything else.
    pub overlay: Option<Overlay>,
    /// What the user wishes of plans.
    pub planning: Planning,
    /// What just happened.
    pub status: Option<Status>,
    /// What one is reminded of.
    pub(in crate::tui) reminders: Reminders,
    /// What is wrong with files and settings.
    pub problems: Vec<Problem>,
}

/// What a [`State`] begins with.
pub struct Beginning {
    /// What is loaded.
    pub programme: Arc<Programme>,
    /// What search runs on, where it is built already.
    pub index: Option<Arc<Index>>,
    /// What the user has marked.
    pub favourites: Favourites,
    /// Whom the user goes with.
    pub friends: Friends,
    /// The keys in force.
    pub keymap: Keymap,
    /// What time it is.
    pub now: DateTime<Utc>,
    /// The zone of the machine.
    pub own_zone: Zone,
    /// Columns and lines of the window.
    pub size: (u16, u16),
    /// What is wrong so far.
    pub problems: Vec<Problem>,
    /// What the user says about a day.
    pub preferences: Preferences,
}

impl State {
    /// The state before the first frame.
    pub fn new(beginning: Beginning) -> Self {
        let mut state = Self {
            personal: Vec::new(),
            clashing: Vec::new(),
            transfer: Transfer::new(&beginning.programme, &beginning.preferences.rules),
            planning: Planning { lunch: beginning.preferences.lunch, ..Planning::default() },
            preferences: beginning.preferences,
            friends: beginning.friends,
            friend_marks: FriendMarks::default(),
            unmatched: Vec::new(),
            programme: beginning.programme,
            index: beginning.index,
            likeness: None,
            scratch: Scratch::default(),
            favourites: beginning.favourites,
            journal: Journal::default(),
            keymap: beginning.keymap,
            pending: Vec::new(),
            now: beginning.now,
            own_zone: beginning.own_zone,
            in_own_zone: false,
            size: beginning.size,
            screen: Screen::Sessions,
            browse: Browse::default(),
            screens: Screens::default(),
            detail: Detail::default(),
            overlay: None,
            status: None,
            reminders: Reminders::default(),
            problems: beginning.problems,
        };
        let known = state.programme.events().iter().map(|event| Known::of(event, true)).collect();
        state.screens.events.know(known);
        state.follow_programme();
        state.resolve_favourites();
        state.begin_reminders();
        state.browse = Browse::new(&state.programme);
        state.refresh();
        if !state.problems.is_empty() {
            let count = counted(state.problems.len(), "problem");
            let key = state.keymap.keys_for(Mode::Global, Action::Problems).into_iter().next();
            let key = key.map_or(String::new(), |key| format!(" · {key} reads"));
            state.warn(format!("{count} with files or settings{key}"));
        }
        state
    }

    /// What the keyboard is doing.
    pub fn mode(&self) -> Mode {
        match &self.overlay {
            Some(Overlay::Help(_)) => Mode::Help,
            Some(Overlay::Problems(_)) => Mode::Problems,
            Some(Overlay::Note(_)) => Mode::Note,
            Some(Overlay::Links(_)) => Mode::Links,
            Some(Overlay::Solve(_) | Overlay::Fill(_)) => Mode::Choice,
            Some(Overlay::Hidden(_)) => Mode::Hidden,
            Some(Overlay::Plan(_)) => Mode::Plan,
            Some(Overlay::Report(_)) => Mode::Report,
            Some(Overlay::Source(_)) => Mode::Source,
            None if self.detail.full => Mode::Reader,
            None if self.browse.editing => Mode::Search,
            None => self.screen.mode(),
        }
    }

    /// The session that marking, copying and the like are about.
    pub fn current(&self) -> Option<SessionIx> {
        match &self.overlay {
            Some(Overlay::Fill(view)) => return view.suggestions.get(view.cursor.at).map(|one| one.session),
            Some(Overlay::Solve(_)) => return None,
            Some(Overlay::Plan(view)) => return view.chosen().map(|(ix, _)| ix),
            _ => {}
        }
        let beside = self.screen == Screen::Sessions && self.browse.focus == Pane::Detail;
        let in_detail = self.detail.full || beside;
        match self.detail.page() {
            Some(Page::Session(session)) if in_detail => Some(session),
            Some(Page::Speaker(_)) if in_detail => None,
            _ => self.chosen_session(),
        }
    }

    /// What the user has attached to a session.
    pub fn personal(&self, session: SessionIx) -> &Personal {
        static NOTHING: Personal = Personal { mark: None, seen: false, note: String::new(), rating: None };
        self.personal.get(session.at()).unwrap_or(&NOTHING)
    }

    /// The letters of the friends who marked a session, to stand beside its mark: see [`FriendMarks::letters`].
    pub fn friends_letters(&self, session: SessionIx) -> String {
        self.friend_marks.letters(session)
    }

    /// What the agenda is made from.
    pub fn agenda_context(&self) -> agenda::Context<'_> {
        agenda::Context { programme: &self.programme, personal: &self.personal, transfer: &self.transfer }
    }

    /// Says what just happened.
    pub fn say(&mut self, text: impl Into<String>) {
        self.status = Some(Status { text: text.into(), severity: Severity::Note });
    }

    /// Says that something is not as it should be.
    pub fn warn(&mut self, text: impl Into<String>) {
        self.status = Some(Status { text: text.into(), severity: Severity::Warning });
    }

    /// Says that something failed.
    pub fn fail(&mut self, text: impl Into<String>) {
        self.status = Some(Status { text: text.into(), severity: Severity::Error });
    }

    /// Lets marks follow sessions whose ids have changed, before anything is marked under an id that was used again.
    /// Tells whether what is stored is another text now.
    pub(in crate::tui) fn follow_programme(&mut self) -> bool {
        self.friend_marks = self.friends.in_programme(&self.programme);
        let before = self.favourites.clone();
        let moves = self.favourites.migrate(&self.programme);
        self.journal.migrate(&moves);
        self.favourites != before
    }

    /// Attaches the stored favourites to the sessions of the programme.
    pub fn resolve_favourites(&mut self) {
        let resolved = self.favourites.resolve(&self.programme);
        self.personal = resolved.personal;
        let waits = |entry: &Entry| self.screens.events.find(&entry.event).is_some_and(|event| !event.taking_part);
        self.unmatched = resolved.unmatched.into_iter().filter(|entry| !waits(entry)).collect();
        let going = self.programme.order().iter().copied();
        let going: Vec<SessionIx> = going.filter(|ix| self.personal(*ix).mark == Some(Mark::Going)).collect();
        let conflicts = conflicts(&self.programme, &going, &self.transfer);
        self.clashing = conflicts.iter().filter(|one| one.kind.is_clash()).flat_map(|one| [one.a, one.b]).collect();
        self.look_for_reminder();
    }
}
