//! The screens. This file has all of them, and nothing else knows how many there are.

pub mod agenda;
pub mod events;
pub mod insights;
pub mod now;
pub mod sessions;
pub mod timetable;
pub mod triage;

use crate::tui::ask::ScreenId;
use crate::tui::contract::Screen;
use crate::tui::screens::agenda::AgendaScreen;
use crate::tui::screens::events::EventsScreen;
use crate::tui::screens::insights::InsightsScreen;
use crate::tui::screens::now::NowScreen;
use crate::tui::screens::sessions::SessionsScreen;
use crate::tui::screens::timetable::TimetableScreen;
use crate::tui::screens::triage::TriageScreen;

#[derive(Debug, Clone, Default)]
pub struct Screens {
    pub sessions: SessionsScreen,
    pub agenda: AgendaScreen,
    pub timetable: TimetableScreen,
    pub now: NowScreen,
    pub events: EventsScreen,
    pub insights: InsightsScreen,
    pub triage: TriageScreen,
}

impl Screens {
    pub fn get(&self, id: ScreenId) -> &dyn Screen {
        match id {
            ScreenId::Sessions => &self.sessions,
            ScreenId::Agenda => &self.agenda,
            ScreenId::Timetable => &self.timetable,
            ScreenId::Now => &self.now,
            ScreenId::Events => &self.events,
            ScreenId::Insights => &self.insights,
            ScreenId::Triage => &self.triage,
        }
    }

    pub fn get_mut(&mut self, id: ScreenId) -> &mut dyn Screen {
        match id {
            ScreenId::Sessions => &mut self.sessions,
            ScreenId::Agenda => &mut self.agenda,
            ScreenId::Timetable => &mut self.timetable,
            ScreenId::Now => &mut self.now,
            ScreenId::Events => &mut self.events,
            ScreenId::Insights => &mut self.insights,
            ScreenId::Triage => &mut self.triage,
        }
    }
}
