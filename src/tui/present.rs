//! What is seen first: the event that runs or comes next, at what is on, or how to begin.

use crate::model::{EventIx, Source};
use crate::tui::app::App;
use crate::tui::ask::{Opening, ScreenId};
use crate::tui::contract::Screen;
use crate::tui::overlays::open;
use crate::tui::world::World;
use crate::tui::world::filter::FilterChange;
use crate::tui::world::preferences::Remembered;
use chrono::{DateTime, Utc};

impl App {
    /// Begins where the user is: with what they left, at the event that runs or comes next. Where nothing is theirs yet,
    /// tells how to begin.
    pub fn begin_with(&mut self, remembered: Remembered, nothing_own: bool) {
        let Remembered { welcomed, screen, event, by_time, queries } = remembered;
        self.welcomed = welcomed;
        self.world.narrow(FilterChange::Recall(queries));
        let programme = self.world.programme();
        let event = event.and_then(|id| programme.event_by_id(&id));
        if by_time {
            self.world.narrow(FilterChange::Group);
        }
        if let Some(present) = present_event(&self.world) {
            self.stand_at_present(present);
        } else if event.is_some() {
            self.world.narrow(FilterChange::Scope(event));
        }
        self.refresh();
        let screen = ScreenId::ALL.iter().find(|one| screen.as_deref() == Some(one.action().name()));
        if let Some(screen) = screen.filter(|screen| **screen != self.screen) {
            self.go_to(*screen);
        }
        if nothing_own && !welcomed {
            self.layers.extend(open(Opening::Card, &self.world).ok());
        }
        self.stale = true;
    }

    /// What is worth knowing at the next start.
    pub fn remembered(&self) -> Remembered {
        let filter = self.world.filter();
        Remembered {
            welcomed: self.welcomed || self.world.marks().favourites.entries().next().is_some(),
            screen: Some(self.screen.action().name().to_owned()),
            event: filter.scope.map(|event| self.world.programme().event(event).id.clone()),
            by_time: filter.grouped,
            queries: filter.earlier.clone(),
        }
    }

    /// The list of one event in the order of time, at what is on or comes next. What ships steps back, and says so.
    pub(super) fn stand_at_present(&mut self, event: EventIx) {
        let alone = self.world.programme().events().len() < 2;
        if !self.world.filter().grouped {
            self.world.narrow(FilterChange::Group);
        }
        if !alone {
            self.narrow(FilterChange::Scope(Some(event)));
        }
        self.world.refresh();
        let body = self.body();
        self.screens.sessions.refresh(&self.world, body);
        self.screens.sessions.open_at_present(&self.world);
    }
}

/// The event that runs, or else the next to come, of those that the user brought in.
fn present_event(world: &World) -> Option<EventIx> {
    let (programme, now) = (world.programme(), world.now());
    let mut found: Option<((bool, DateTime<Utc>), EventIx)> = None;
    for event in (0..programme.events().len()).map(EventIx::new) {
        if programme.event(event).source == Source::Shipped {
            continue;
        }
        let Some((first, last)) = programme.packed(event).span() else { continue };
        let rank = (first > now, first);
        if last > now && found.is_none_or(|(best, _)| rank < best) {
            found = Some((rank, event));
        }
    }
    found.map(|(_, event)| event)
}
