//! The parts of the full-screen program, who has the keyboard, and the one pass that follows the facts.

use crate::action::{Action, Mode};
use crate::keymap::Key;
use crate::model::SessionIx;
use crate::tui::ask::{About, Chosen, Page, ScreenId, Status};
use crate::tui::contract::{Hints, Overlay, Screen};
use crate::tui::layout::{Window, centred, reading_width, window};
use crate::tui::overlays::Layer;
use crate::tui::quiet::Quiet;
use crate::tui::reader::Reader;
use crate::tui::screens::Screens;
use crate::tui::world::effect::Effect;
use crate::tui::world::events::EventInfo;
use crate::tui::world::{Beginning, World};
use crate::words::counted;
use chrono::{DateTime, Utc};
use ratatui::layout::{Position, Rect};
use std::collections::{BTreeMap, VecDeque};
use std::fmt;

/// While a query is typed.
const SEARCH_HINTS: &[(Action, &str)] =
    &[(Action::Enter, "done"), (Action::Next, "down"), (Action::Complete, "pane"), (Action::Help, "help")];

/// Everything the program knows: the facts, and the views that show them.
pub struct App {
    pub(super) world: World,
    pub(super) screens: Screens,
    /// What fills the window.
    pub(super) screen: ScreenId,
    pub(super) reader: Reader,
    /// The session that one is about, on every screen that has it.
    pub(super) current: Option<SessionIx>,
    /// What lies over everything else; the last one is the topmost.
    pub(super) layers: Vec<Layer>,
    /// Where and when the mouse was clicked last.
    pub(super) clicked: Option<(Position, DateTime<Utc>)>,
    /// Keys of a sequence that is not complete.
    pub(super) pending: Vec<Key>,
    pub(super) status: Option<Status>,
    /// Columns and lines of the window.
    pub(super) size: (u16, u16),
    /// The event whose sessions are shown once it takes part.
    pub(super) opening: Option<String>,
    /// What is to be read of an event as soon as it is known.
    pub(super) reporting: Option<(String, About)>,
    /// The session that was chosen last of each event, and the event of the last of them, by their ids.
    pub(super) places: BTreeMap<String, String>,
    pub(super) about: Option<String>,
    /// The new events of which nobody has said on which clock their times are.
    pub(super) unplaced: VecDeque<String>,
    /// When an event that runs is fetched again.
    pub(super) quiet: Quiet,
    /// The session whose page has the whole window.
    pub(super) reading: Option<SessionIx>,
    /// Whether how to begin was answered.
    pub(super) welcomed: bool,
    /// What was put off in triage when the program began, by the id of the event.
    pub(super) later: BTreeMap<String, Vec<String>>,
    /// What was found in help, to be done as soon as that has closed.
    pub(super) wanted: VecDeque<Action>,
    /// What the program has to do about what happens now.
    pub(super) effects: Vec<Effect>,
    /// Whether anything has happened since the last refresh.
    pub(super) stale: bool,
}

/// Tells of the views in sight, not of the facts, which are large.
impl fmt::Debug for App {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut told = formatter.debug_struct("App");
        told.field("screen", &self.view()).field("list", &self.screens.sessions).field("reader", &self.reader);
        told.field("layers", &self.layers).field("found", self.world.found()).finish_non_exhaustive()
    }
}

impl App {
    /// The program before the first frame.
    pub fn new(beginning: Beginning) -> Self {
        let size = beginning.size;
        let mut app = Self {
            world: World::new(beginning),
            screens: Screens::default(),
            screen: ScreenId::Sessions,
            reader: Reader::default(),
            current: None,
            layers: Vec::new(),
            clicked: None,
            pending: Vec::new(),
            status: None,
            size,
            opening: None,
            reporting: None,
            places: BTreeMap::new(),
            about: None,
            unplaced: VecDeque::new(),
            quiet: Quiet::default(),
            reading: None,
            welcomed: false,
            later: BTreeMap::new(),
            wanted: VecDeque::new(),
            effects: Vec::new(),
            stale: true,
        };
        let problems = app.world.problems().len();
        if problems > 0 {
            let key = app.world.key_for(Mode::Global, Action::Problems);
            let key = key.map_or(String::new(), |key| format!(" · {key} reads"));
            app.status = Some(Status::warning(format!("{} with files or settings{key}", counted(problems, "problem"))));
        }
        app.refresh();
        app
    }

    /// Takes in which events there are at the start, also those that do not take part.
    pub fn know_events(&mut self, known: Vec<EventInfo>) {
        self.world.edit().events().know(known);
        self.world.resolve_marks();
        self.stale = true;
    }

    /// The facts.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// What fills the window.
    pub fn screen(&self) -> ScreenId {
        self.screen
    }

    /// Every screen.
    pub fn screens(&self) -> &Screens {
        &self.screens
    }

    /// The screen in sight.
    pub fn view(&self) -> &dyn Screen {
        self.screens.get(self.screen)
    }

    /// The page in detail.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// What lies over everything else, from below.
    pub fn layers(&self) -> impl Iterator<Item = &dyn Overlay> {
        self.layers.iter().map(Layer::view)
    }

    /// The topmost of it.
    pub fn top(&self) -> Option<&dyn Overlay> {
        self.layers.last().map(Layer::view)
    }

    /// Columns and lines of the window.
    pub fn size(&self) -> (u16, u16) {
        self.size
    }

    /// What the keyboard is doing.
    pub fn mode(&self) -> Mode {
        match self.top() {
            Some(overlay) => overlay.mode(),
            None if self.reader.is_full() => Mode::Reader,
            None if self.world.filter().typing => Mode::Search,
            None => self.screen.mode(),
        }
    }

    /// The first key of an action in the present mode.
    pub fn key_hint(&self, action: Action) -> Option<String> {
        self.world.key_for(self.mode(), action)
    }

    /// What can be done now.
    pub fn hints(&self) -> Hints {
        match self.top() {
            Some(overlay) => overlay.hints(&self.world),
            None if self.reader.is_full() => self.reader.hints(),
            None if self.world.filter().typing => SEARCH_HINTS.to_vec(),
            None => self.view().hints(&self.world),
        }
    }

    /// What marking, copying and the like are about.
    pub fn chosen(&self) -> Chosen {
        let above = self.layers().filter_map(Overlay::chosen).last();
        above.unwrap_or_else(|| {
            let reads = self.reader.is_full() || self.in_reader();
            match self.reader.page() {
                Some(Page::Session(_) | Page::Speaker(_)) if reads => self.reader.chosen(),
                _ => self.view().chosen(),
            }
        })
    }

    /// Whether the keyboard is in the page that stands beside the screen.
    pub(super) fn in_reader(&self) -> bool {
        self.screen == ScreenId::Sessions && self.screens.sessions.in_reader()
    }

    /// Where the page of what is chosen stands; nothing where there is no room for it.
    pub fn reader_area(&self) -> Option<Rect> {
        let body = self.window()?.body;
        if self.reader.is_full() { Some(reading_width(body)) } else { self.view().reader_area(&self.world, body) }
    }

    /// The parts of the window.
    pub(super) fn window(&self) -> Option<Window> {
        window(self.size, self.world.leave().is_some())
    }

    /// The window between header and footer.
    pub(super) fn body(&self) -> Rect {
        self.window().map(|window| window.body).unwrap_or_default()
    }

    /// Whether a mark waits for the disk, and nothing on the screen tells so yet.
    pub fn waits_for_disk(&self) -> bool {
        self.world.marks().unstored.waits_untold()
    }

    /// What is not stored, a line for each session.
    pub fn unstored(&self) -> Vec<String> {
        let marks = self.world.marks();
        marks.unstored.lines(&marks.favourites)
    }

    /// When something has to happen although nobody does anything.
    pub fn next_wake(&self) -> Option<DateTime<Utc>> {
        let shows = !self.reader.is_full() && self.view().shows_time(&self.world);
        let changes = shows || self.world.filter().parsed.asks_for_time();
        let minute = changes.then(|| self.world.clock().next_minute());
        let leave = self.world.next_leave();
        minute.flatten().into_iter().chain(self.world.next_reminder()).chain(leave).chain(self.quiet.next()).min()
    }

    /// Brings everything that is shown in line with the facts. It runs once for all that came together, before the frame,
    /// and before a key that follows something else, so that the key acts on what is there.
    pub fn refresh(&mut self) {
        self.stale = false;
        self.world.refresh();
        self.world.refresh_offers();
        let body = self.body();
        self.screens.sessions.refresh(&self.world, body);
        if self.screen != ScreenId::Sessions {
            self.screens.get_mut(self.screen).refresh(&self.world, body);
        }
        self.reader.follow(self.view().chosen().page);
        self.note_reading();
        let area = self.reader_area();
        self.reader.refresh(&self.world, area, self.screen);
        for layer in &mut self.layers {
            // What a layer has to say decides how large it is, and its size what of that is in sight.
            for _ in 0..2 {
                let area = centred(body, layer.view().size(&self.world, body));
                layer.view_mut().refresh(&self.world, area);
            }
        }
    }

    /// What changed of a session is read once its page, over the whole window, gives way to something else.
    fn note_reading(&mut self) {
        let reads = match self.reader.page().filter(|_| self.reader.is_full()) {
            Some(Page::Session(session)) => Some(session),
            _ => None,
        };
        if reads != self.reading {
            let read = std::mem::replace(&mut self.reading, reads);
            self.world.note_read(read.as_slice());
        }
    }

    /// Lets the next refresh make everything anew, whatever has changed. What is shown is the same afterwards.
    pub fn forget_derived(&mut self) {
        self.world.forget_derived();
        self.stale = true;
    }
}
