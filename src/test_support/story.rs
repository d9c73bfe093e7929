//! A running program of which only the heart is real: a window, what is loaded, and keys, without a terminal, threads or
//! a clock. Start with [`Story`].

use super::screen::Screen;
use super::{beginning, press};
use crate::favourites::{Entry, Favourites};
use crate::foreign;
use crate::friends::{Friend, Friends};
use crate::keymap::Keymap;
use crate::model::packed::Packed;
use crate::model::{Mark, Programme, Schedule, Source, Zone};
use crate::problem::Problem;
use crate::search::Likeness;
use crate::source;
use crate::theme::Theme;
use crate::tui::{App, Beginning, Effect, Message, Preferences, update};
use crate::tui::{Look, draw};
use chrono::{DateTime, Utc};
use ratatui::Terminal;
use ratatui::backend::{Backend, TestBackend};
use ratatui::layout::Position;
use std::sync::Arc;

/// What a story begins with.
pub struct Setting {
    /// Columns and lines of the window.
    pub size: (u16, u16),
    /// What is loaded.
    pub schedules: Vec<Schedule>,
    /// The keys in force.
    pub keymap: Keymap,
    /// What was wrong on the way.
    pub problems: Vec<Problem>,
    /// What it looks like.
    pub look: Look,
    /// What time it is.
    pub now: DateTime<Utc>,
    /// The zone of the machine.
    pub own_zone: Zone,
    /// What the settings say of a day.
    pub preferences: Preferences,
    /// What the user has marked.
    pub favourites: Favourites,
    /// Whom the user goes with.
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
    let text = include_bytes!("../../tests/fixtures/invented.toml");
    let options = source::Options { file: "invented.toml".to_owned(), ..source::Options::default() };
    let reading = source::read(text, &options).unwrap_or_else(|problems| panic!("{problems:?}"));
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    let mut schedule = reading.schedule;
    schedule.event.source = Source::File("invented.toml".to_owned());
    schedule
}

/// A running program.
pub struct Story {
    /// Its heart.
    pub app: App,
    /// What it looks like.
    pub look: Look,
    /// What the program asked the world to do, in order.
    pub effects: Vec<Effect>,
}

impl Story {
    /// The program with its first frame.
    pub fn new(setting: Setting) -> Self {
        let beginning = beginning(setting.schedules);
        let likeness = Likeness::new(&beginning.programme);
        let mut app = App::new(Beginning {
            favourites: setting.favourites,
            friends: setting.friends,
            keymap: setting.keymap,
            now: setting.now,
            own_zone: setting.own_zone,
            size: setting.size,
            problems: setting.problems,
            preferences: setting.preferences,
            ..beginning
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

    /// Presses keys: see [`press`].
    pub fn press(&mut self, spelled: &str) {
        let effects = press(&mut self.app, spelled);
        self.effects.extend(effects);
    }

    /// Lets the window have another size.
    pub fn resize(&mut self, columns: u16, lines: u16) {
        self.tell(Message::Resize(columns, lines));
    }

    /// What a terminal of the right size would show.
    pub fn screen(&self) -> Screen {
        let (columns, lines) = self.app.size();
        let mut terminal = Terminal::new(TestBackend::new(columns, lines)).unwrap();
        terminal.draw(|frame| _ = draw(frame, &self.app, &self.look)).unwrap();
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
