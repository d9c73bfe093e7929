//! What the mouse does: what a click hits, where the wheel goes.

use crate::action::Action;
use crate::tui::app::{Pane, Screen, State};
use crate::tui::layout::{areas, inside, list_rows};
use crate::tui::message::{Effect, Mouse};
use ratatui::layout::{Position, Rect};

impl State {
    /// Lets a click or a turn of the wheel take effect.
    pub(in crate::tui) fn mouse(&mut self, mouse: Mouse, column: u16, line: u16) -> Vec<Effect> {
        self.status = None;
        match mouse {
            Mouse::WheelDown => self.move_by(Action::Next),
            Mouse::WheelUp => self.move_by(Action::Previous),
            Mouse::Click => self.click(column, line),
        }
        Vec::new()
    }

    /// Chooses what lies under a click.
    fn click(&mut self, column: u16, line: u16) {
        if self.overlay.is_some() || self.detail.full {
            return;
        }
        let areas = areas(self.size, self);
        let position = Position { x: column, y: line };
        if self.screen == Screen::Timetable {
            return self.click_in_timetable(position);
        }
        if self.screen != Screen::Sessions {
            let rows = areas.list.map(inside).filter(|rows| rows.contains(position));
            if let Some(rows) = rows {
                self.click_on_screen(usize::from(line - rows.y));
            }
            return;
        }
        let panes = [
            (Pane::Tracks, areas.tracks),
            (Pane::Speakers, areas.speakers),
            (Pane::List, areas.list),
            (Pane::Detail, areas.detail),
        ];
        let hit = panes.into_iter().find_map(|(pane, area)| area.filter(|a| a.contains(position)).map(|a| (pane, a)));
        let Some((pane, area)) = hit else { return };
        self.browse.focus = pane;
        self.browse.editing = false;
        let row = match pane {
            Pane::List => {
                let rows = list_rows(area);
                let line = line.checked_sub(rows.y).filter(|_| line < rows.bottom());
                line.and_then(|line| self.row_at_line(usize::from(line), rows.height))
            }
            Pane::Tracks => row_at(inside(area), line, 1).map(|row| row + self.browse.track_cursor.top),
            Pane::Speakers => row_at(inside(area), line, 1).map(|row| row + self.browse.speaker_cursor.top),
            Pane::Detail => None,
        };
        match row {
            Some(row) => self.choose_row(pane, row),
            None => self.settle(),
        }
    }
}

fn row_at(rows: Rect, line: u16, lines_each: u16) -> Option<usize> {
    (line >= rows.y && line < rows.bottom()).then(|| usize::from((line - rows.y) / lines_each))
}
