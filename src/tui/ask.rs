//! What a view wants done that it may not do itself. Plain values, all of them here: whoever reads this list knows
//! everything that a screen or an overlay can cause.

use crate::action::{Action, Mode};
use crate::agenda::{Conflict, Gap};
use crate::model::{EventIx, Link, Personal, SessionIx, SpeakerIx};
use crate::tui::world::World;
use crate::tui::world::effect::Effect;
use crate::tui::world::events::Fetch;
use crate::tui::world::filter::FilterChange;
use crate::tui::world::preferences::Planning;
pub use crate::tui::world::status::Status;
use chrono::NaiveDate;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Page {
    Session(SessionIx),
    Speaker(SpeakerIx),
    /// Two sessions that one cannot both go to.
    Conflict(Conflict),
    /// Free time.
    Gap(Gap),
}

/// What fills the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScreenId {
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
    /// Many sessions, one at a time.
    Triage,
    /// What is counted, as pictures.
    Insights,
}

impl ScreenId {
    /// Every screen, in the order of the header.
    pub const ALL: &[Self] =
        &[Self::Sessions, Self::Agenda, Self::Timetable, Self::Now, Self::Events, Self::Insights, Self::Triage];

    /// Its name in the header, what goes there, and the table of the keymap that holds there.
    fn row(self) -> (&'static str, Action, Mode) {
        match self {
            Self::Sessions => ("Sessions", Action::Sessions, Mode::Sessions),
            Self::Agenda => ("Agenda", Action::Agenda, Mode::Agenda),
            Self::Timetable => ("Timetable", Action::Timetable, Mode::Timetable),
            Self::Now => ("Now", Action::Now, Mode::Now),
            Self::Events => ("Events", Action::Events, Mode::Events),
            Self::Insights => ("Insights", Action::Insights, Mode::Insights),
            Self::Triage => ("Triage", Action::Triage, Mode::Triage),
        }
    }

    /// Its name in the header.
    pub fn title(self) -> &'static str {
        self.row().0
    }

    /// What goes there.
    pub fn action(self) -> Action {
        self.row().1
    }

    /// The table of the keymap that holds there.
    pub fn mode(self) -> Mode {
        self.row().2
    }
}

/// What a view has chosen: the page that goes with it, and the session that marking and copying are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Chosen {
    pub page: Option<Page>,
    pub session: Option<SessionIx>,
}

impl Chosen {
    pub fn session(session: Option<SessionIx>) -> Self {
        Self::page(session.map(Page::Session))
    }

    /// A page, and the session it is about if that is one.
    pub fn page(page: Option<Page>) -> Self {
        Self { page, session: if let Some(Page::Session(session)) = page { Some(session) } else { None } }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// What was repaired in the file, or left out.
    Problems,
    /// What the last refreshes changed.
    Changes,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Opening {
    /// How to begin.
    Card,
    /// Every key of a mode.
    Help(Mode),
    Problems,
    Note(SessionIx),
    Links(Vec<Link>),
    /// Which tracks and rooms are hidden, with those of a session chosen.
    Hidden(Option<SessionIx>),
    /// A choice among what can be done about a conflict.
    Solve(Conflict),
    Fill(Gap),
    Plan(EventIx, NaiveDate),
    /// What can be read about the event with this id.
    Report(String, About),
    /// A new event; with what was typed for one that failed.
    Source(Option<String>),
    /// What the user says of the event with this id; with its name at hand, or else its zone.
    Describe {
        event: String,
        name: bool,
    },
    /// What to take along, with these rows selected.
    Export(Option<SessionIx>, Vec<SessionIx>),
    /// Whom one goes with.
    Friends,
    /// Somebody new.
    Friend,
    /// What is left to watch.
    Watch,
    /// A text as a code to scan, below a title.
    Code(String, String),
}

/// What a view wants done. Several are carried out in order.
#[derive(Debug, Clone, PartialEq)]
pub enum Ask {
    /// Read this over the whole window, from where one goes back to the screen.
    Read(Page),
    /// Go on to this page where one reads; back returns.
    Show(Page),
    /// Let the page beside the screen do this.
    Reader(Action),
    /// Do this as if its key were pressed.
    Act(Action),
    Go(ScreenId),
    /// Choose a session on the screen, where it has it.
    Choose(SessionIx),
    Open(Opening),
    /// What changed of these sessions was read.
    HaveRead(Vec<SessionIx>),
    /// How to begin need not be told again.
    Welcomed,
    Close,
    /// Select no rows any more.
    Deselect,
    /// Attach this to sessions as one change, and say so.
    Mark(Vec<(SessionIx, Personal)>, String),
    /// Change what the list is narrowed to.
    Filter(FilterChange),
    /// Change what the user wishes of plans.
    Planning(Planning),
    /// Take away the row of a fetch that has failed.
    Drop(Fetch),
    /// Show the sessions of the event with this id.
    Event(String),
    Say(Status),
    /// Have the program do something beyond its own state.
    Do(Effect),
}

pub type Asks = Vec<Ask>;

pub fn say(text: impl Into<String>) -> Asks {
    vec![Ask::Say(Status::said(text))]
}

/// An ask to say that something is not as it should be.
pub fn warn(text: impl Into<String>) -> Asks {
    vec![Ask::Say(Status::warning(text))]
}

/// Asks to open the recording of a session, or one of several; nothing where there is none.
pub fn open_recording(world: &World, session: SessionIx) -> Option<Asks> {
    let recordings: Vec<Link> = world.programme().session(session).recordings().cloned().collect();
    match recordings.as_slice() {
        [] => None,
        [only] => Some(vec![Ask::Do(Effect::Open(only.url.clone()))]),
        _ => Some(vec![Ask::Open(Opening::Links(recordings))]),
    }
}

/// An ask to say that an action has no meaning where one is.
pub fn nothing_here(action: Action) -> Asks {
    warn(format!("'{}' does nothing here", action.name()))
}
