//! A running program of which only the heart is real: a window, what is loaded, and keys, without a terminal, threads or
//! a clock. Start with [`Story`].

#![allow(unreachable_pub, dead_code, reason = "every test binary is a crate of its own and uses a part")]

use super::screen::Screen;
use chrono::{DateTime, Utc};
use kubetalks::favourites::{Entry, Favourites};
use kubetalks::foreign;
use kubetalks::friends::{Friend, Friends};
use kubetalks::keymap::{Keymap, keys};
use kubetalks::model::packed::Packed;
use kubetalks::model::{Mark, Programme, Schedule, Zone};
use kubetalks::problem::Problem;
use kubetalks::search::Likeness;
use kubetalks::source;
use kubetalks::theme::Theme;
use kubetalks::tui::{App, Beginning, Effect, Message, Preferences, update};
use kubetalks::tui::{Look, draw};
use ratatui::Terminal;
use ratatui::backend::{Backend, TestBackend};
use ratatui::layout::Position;
use std::sync::Arc;

/// What a story begins with.
pub struct Setting {
    /// Columns and lines of the window.
    pub size: (u16, u16),
    pub schedules: Vec<Schedule>,
    pub keymap: Keymap,
    pub problems: Vec<Problem>,
    pub look: Look,
    pub now: DateTime<Utc>,
    pub own_zone: Zone,
    pub preferences: Preferences,
    pub favourites: Favourites,
    pub friends: Friends,
}

impl Setting {
    /// The programme that ships, in a window of 80 columns and 24 lines.
    pub fn shipped() -> Self {
        Self {
            size: (80, 24),
            schedules: source::shipped().iter().map(Packed::schedule).collect(),
            keymap: Keymap::default(),
            problems: Vec::new(),
            look: Look::new(Theme::terminal(), false),
            now: DateTime::UNIX_EPOCH,
            own_zone: Zone::Unknown,
            preferences: Preferences::default(),
            friends: Friends::default(),
            favourites: Favourites::default(),
        }
    }

    /// The conference that was made up for the stories; see `tests/fixtures/invented.toml`.
    pub fn invented() -> Self {
        Self { schedules: vec![invented()], ..Self::shipped() }
    }

    /// Marks a session, by its id at the first event or by event and id.
    pub fn mark(&mut self, id: &str, mark: Mark, seen: bool) {
        let event = self.schedules.first().map_or("", |schedule| schedule.event.id.as_str());
        let (event, session) = id.split_once('/').unwrap_or((event, id));
        let (event, session) = (event.to_owned(), session.to_owned());
        let changed = Some(DateTime::UNIX_EPOCH);
        self.favourites.set(Entry { event, session, mark: Some(mark), seen, changed, ..Entry::default() });
    }
}

impl Setting {
    /// Lets somebody go with a friend who goes to some sessions and likes others, told by their ids.
    pub fn befriend(&mut self, name: &str, going: &str, liked: &str) {
        let rows = |ids: &str, mark| ids.split_whitespace().map(|id| format!("{id},{mark}\n")).collect::<String>();
        let list = format!("id,mark\n{}{}", rows(going, "going"), rows(liked, "interested"));
        let loose = foreign::read(list.as_bytes(), name).unwrap().references;
        self.friends.put(Friend { loose, ..Friend::new(name).unwrap() }, None).unwrap();
        assert!(self.friends.resolve(&Programme::new(self.schedules.clone())), "{name} goes to no session");
    }
}

/// The conference that was made up for the stories.
pub fn invented() -> Schedule {
    let text = include_bytes!("../fixtures/invented.toml");
    let options = source::Options { file: "invented.toml".to_owned(), ..source::Options::default() };
    let reading = source::read(text, &options).unwrap_or_else(|problems| panic!("{problems:?}"));
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    reading.schedule
}

/// A running program.
pub struct Story {
    pub app: App,
    pub look: Look,
    /// What the program asked the world to do, in order.
    pub effects: Vec<Effect>,
}

impl Story {
    pub fn new(setting: Setting) -> Self {
        let programme = Arc::new(Programme::new(setting.schedules));
        let likeness = Likeness::new(&programme);
        let mut app = App::new(Beginning {
            favourites: setting.favourites,
            friends: setting.friends,
            keymap: setting.keymap,
            now: setting.now,
            own_zone: setting.own_zone,
            size: setting.size,
            problems: setting.problems,
            preferences: setting.preferences,
            programme,
        });
        let programme = Arc::clone(app.world().programme_arc());
        update(&mut app, Message::Likened(programme, Box::new(likeness)));
        app.refresh();
        Self { app, look: setting.look, effects: Vec::new() }
    }

    /// Lets something happen, and brings what is shown in line with it.
    pub fn tell(&mut self, message: Message) {
        self.tell_in_batch(message);
        self.app.refresh();
    }

    /// Lets something happen together with what comes next.
    pub fn tell_in_batch(&mut self, message: Message) {
        let effects = update(&mut self.app, message);
        self.effects.extend(effects);
    }

    /// Presses keys in keymap spelling; `"some text"` types it.
    pub fn press(&mut self, spelled: &str) {
        for (number, part) in spelled.split('"').enumerate() {
            if number % 2 == 1 {
                part.chars().for_each(|letter| self.press_one(&spell(letter)));
            } else {
                part.split_whitespace().for_each(|key| self.press_one(key));
            }
        }
    }

    fn press_one(&mut self, spelled: &str) {
        for key in keys(spelled).unwrap_or_else(|error| panic!("{error}")) {
            self.tell(Message::Key(key));
        }
    }

    pub fn resize(&mut self, columns: u16, lines: u16) {
        self.tell(Message::Resize(columns, lines));
    }

    /// What a terminal of the right size would show.
    pub fn screen(&self) -> Screen {
        let (columns, lines) = self.app.size();
        let mut terminal = Terminal::new(TestBackend::new(columns, lines)).unwrap();
        terminal.draw(|frame| draw(frame, &self.app, &self.look)).unwrap();
        // A cursor in the corner means that none was put anywhere: the program has no text field there.
        let cursor = terminal.backend_mut().get_cursor_position().unwrap();
        let cursor = (cursor != Position::ORIGIN).then_some(cursor);
        Screen { cells: terminal.backend().buffer().clone(), cursor, ground: self.look.theme.text }
    }
}

/// The spelling of a key that types a letter.
pub fn spell(letter: char) -> String {
    match letter {
        ' ' => "space".to_owned(),
        '-' => "minus".to_owned(),
        '+' => "plus".to_owned(),
        other => other.to_string(),
    }
}
