//! The screens beside that of the sessions: what each of them remembers, and which of them an action reaches.

pub mod agenda;
pub mod events;
pub mod now;
pub mod sessions;
pub mod timetable;

use crate::action::Action;
use crate::model::{SessionIx, Slot};
use crate::tui::app::{Screen, State};
use crate::tui::message::Effect;
use crate::tui::reader::page::Page;
use crate::tui::screens::agenda::state::AgendaScreen;
use crate::tui::screens::events::state::EventsScreen;
use crate::tui::screens::now::state::NowScreen;
use crate::tui::screens::timetable::state::TimetableScreen;
use crate::tui::world::remap::Heirs;
use chrono::{DateTime, Utc};

/// What the screens remember.
#[derive(Debug, Clone, Default)]
pub struct Screens {
    /// My days.
    pub agenda: AgendaScreen,
    /// Rooms against time.
    pub timetable: TimetableScreen,
    /// What is on.
    pub now: NowScreen,
    /// What is loaded.
    pub events: EventsScreen,
}

impl State {
    /// Shows a screen as it was left.
    pub(in crate::tui) fn go_to(&mut self, screen: Screen) {
        self.detail.full = false;
        self.browse.editing = false;
        if self.screen == Screen::Timetable {
            self.leave_timetable();
        }
        let comes = self.screen != screen;
        self.overlay = None;
        self.screen = screen;
        if comes && screen == Screen::Timetable {
            self.enter_timetable();
        }
        self.settle_screen();
        if screen == Screen::Agenda {
            self.choose_present();
        }
        self.settle();
    }

    /// The page that goes with what the screen has chosen.
    pub(in crate::tui) fn chosen_page(&self) -> Option<Page> {
        match self.screen {
            Screen::Sessions => self.browse.chosen_page(),
            Screen::Agenda => self.page_in_agenda(),
            Screen::Timetable | Screen::Now | Screen::Events => self.chosen_session().map(Page::Session),
        }
    }

    /// Chooses what lies under a click on a screen other than that of the sessions, so many lines below the frame.
    pub(in crate::tui) fn click_on_screen(&mut self, line: usize) {
        match self.screen {
            Screen::Agenda => self.click_in_agenda(line),
            Screen::Now => self.click_on_now(line),
            Screen::Events => self.click_on_event(line),
            Screen::Sessions | Screen::Timetable => {}
        }
    }

    /// The session that the screen has chosen.
    pub fn chosen_session(&self) -> Option<SessionIx> {
        match self.screen {
            Screen::Sessions => self.browse.selected(),
            Screen::Agenda => self.session_in_agenda(),
            Screen::Timetable => self.session_in_timetable(),
            Screen::Now => self.session_on_now(),
            Screen::Events => None,
        }
    }

    /// Brings what the shown screen says in line with the programme, the marks, the time and the window.
    pub(in crate::tui) fn settle_screen(&mut self) {
        match self.screen {
            Screen::Sessions => {}
            Screen::Agenda => self.settle_agenda(),
            Screen::Timetable => self.settle_timetable(),
            Screen::Now => self.settle_now(),
            Screen::Events => self.settle_events(),
        }
    }

    /// Goes on with another programme, on the sessions that were chosen where they are still there.
    pub(in crate::tui) fn bring_screens_over(&mut self, heirs: &Heirs<'_>) {
        self.screens.agenda.bring_over();
        self.screens.timetable.bring_over(heirs);
        self.screens.now.bring_over(heirs);
    }

    /// Lets time pass. What screens say of it is told in minutes.
    pub(in crate::tui) fn pass_time(&mut self, now: DateTime<Utc>) {
        let minute = |time: DateTime<Utc>| time.timestamp().div_euclid(60);
        let passed = minute(now) != minute(self.now);
        self.now = now;
        self.note_due();
        if passed {
            self.settle_screen();
        }
    }

    /// Whether what the screen says changes from minute to minute.
    pub(in crate::tui) fn shows_time(&self) -> bool {
        match self.screen {
            _ if self.detail.full => false,
            Screen::Sessions | Screen::Events => false,
            Screen::Agenda | Screen::Timetable => self.is_conference_day(),
            Screen::Now => !self.screens.now.clock.is_empty(),
        }
    }

    /// Whether this is a conference day of any event.
    fn is_conference_day(&self) -> bool {
        let present = Slot { start: self.now, end: self.now, all_day: false };
        self.programme.events().iter().any(|event| {
            let today = Some(event.day_of(&present));
            event.first_day <= today && today <= event.last_day
        })
    }

    /// Moves the choice on a screen other than that of the sessions.
    pub(in crate::tui) fn move_on_screen(&mut self, action: Action) {
        match self.screen {
            Screen::Sessions => {}
            Screen::Agenda => self.move_in_agenda(action),
            Screen::Timetable => self.move_in_timetable(action),
            Screen::Now => self.move_on_now(action),
            Screen::Events => self.move_in_events(action),
        }
        self.follow_selection();
    }

    /// Reads what is chosen on a screen other than that of the sessions.
    pub(in crate::tui) fn enter_on_screen(&mut self) -> Vec<Effect> {
        if self.screen == Screen::Events {
            return self.enter_event();
        }
        if self.screen == Screen::Agenda {
            self.enter_in_agenda();
            return Vec::new();
        }
        self.follow_selection();
        if self.chosen_session().is_some() {
            self.read_in_full();
        }
        Vec::new()
    }

    /// Takes a query away that dims what it does not match; else leaves a screen for that of the sessions.
    pub(in crate::tui) fn back_on_screen(&mut self) {
        if self.screen == Screen::Timetable && self.browse.is_narrowed() {
            self.clear_filters();
        } else {
            self.go_to(Screen::Sessions);
        }
    }

    /// Does what belongs to one screen only.
    pub(in crate::tui) fn act_on_screen(&mut self, action: Action) -> Vec<Effect> {
        let done = match self.screen {
            Screen::Sessions => self.act_in_sessions(action),
            Screen::Agenda => self.act_in_agenda(action),
            Screen::Timetable => self.act_in_timetable(action),
            Screen::Now => None,
            Screen::Events => self.act_in_events(action),
        };
        done.unwrap_or_else(|| {
            self.warn(format!("'{}' does nothing here", action.name()));
            Vec::new()
        })
    }
}
