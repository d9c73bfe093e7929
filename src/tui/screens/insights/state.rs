//! The screen of pictures: which one, and which row of it is chosen.

use crate::action::Action;
use crate::insights::Insights;
use crate::tui::ask::{Ask, Asks, warn};
use crate::tui::contract::{Hints, Screen, plain};
use crate::tui::derived::Derived;
use crate::tui::layout::inside;
use crate::tui::screens::insights::rows::{Picture, Row, rows};
use crate::tui::widgets::Cursor;
use crate::tui::world::filter::FilterChange;
use crate::tui::world::{FactStamp, World};
use ratatui::layout::{Position, Rect};

#[derive(Debug, Clone, Default)]
pub struct InsightsScreen {
    counted: Derived<FactStamp, Insights>,
    pub(super) rows: Derived<(FactStamp, usize), Vec<Row>>,
    pub(super) picture: usize,
    pub(super) cursor: Cursor,
}

impl InsightsScreen {
    pub(super) fn picture(&self) -> Picture {
        Picture::ALL.get(self.picture).copied().unwrap_or_default()
    }

    fn turn(&mut self, forward: bool) {
        let count = Picture::ALL.len();
        self.picture = (self.picture + if forward { 1 } else { count - 1 }) % count;
        self.cursor = Cursor::default();
    }

    /// The sessions behind the chosen row, in the list.
    fn open(&self) -> Asks {
        match self.rows.get().get(self.cursor.at) {
            Some(row) if !row.query.is_empty() => vec![Ask::Filter(FilterChange::Only(row.query.clone()))],
            _ => warn("no query finds what has no track"),
        }
    }
}

impl Screen for InsightsScreen {
    /// Counts what the list of sessions shows, while this screen is in sight.
    fn refresh(&mut self, world: &World, area: Rect) {
        let hits = &world.found().hits;
        self.counted.refresh(world.stamp(), || Insights::of(&world.agenda_context(), hits));
        let (picture, counted) = (self.picture(), self.counted.get());
        self.rows.refresh((world.stamp(), self.picture), || rows(world, counted, picture));
        // A line says what the bars mean.
        let page = usize::from(inside(area).height.saturating_sub(1));
        self.cursor.fit(self.rows.get().len(), page);
    }

    fn act(&mut self, _world: &World, action: Action) -> Option<Asks> {
        match action {
            Action::Enter => return Some(self.open()),
            Action::NextPane | Action::PreviousPane => self.turn(action == Action::NextPane),
            _ => return self.cursor.turn(action).then(Asks::new),
        }
        Some(Asks::new())
    }

    fn click(&mut self, _world: &World, area: Rect, at: Position) -> Asks {
        let inner = inside(area);
        let list = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
        self.cursor.click(at, area, list, 1);
        Asks::new()
    }

    fn hints(&self, _world: &World) -> Hints {
        let mut hints = vec![(Action::NextPane, "next picture"), (Action::Enter, "its sessions")];
        hints.extend(plain(&[Action::Search, Action::Sessions, Action::Help, Action::Quit]));
        hints
    }
}
