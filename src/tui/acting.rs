//! What an action does on a screen, and while a page has the whole window.

use crate::action::Action;
use crate::tui::app::App;
use crate::tui::ask::{Ask, Page, ScreenId, nothing_here};

impl App {
    pub(super) fn act_in_reader(&mut self, action: Action) {
        if let Some(asks) = self.reader.act(action) {
            return self.carry_out(asks);
        }
        match action {
            Action::Back => self.reader.back(),
            Action::NextSession | Action::PreviousSession => self.read_on(action),
            _ => self.carry_out(nothing_here(action)),
        }
    }

    pub(super) fn act_on_screen(&mut self, action: Action) {
        if let Some(asks) = self.screens.get_mut(self.screen).act(&self.world, action) {
            return self.carry_out(asks);
        }
        match action {
            Action::Enter => {
                let page = self.view().chosen().page;
                self.carry_out(page.map(Ask::Read));
            }
            Action::Back => self.go_to(ScreenId::Sessions),
            _ => self.carry_out(nothing_here(action)),
        }
    }

    /// Reads the session of the list that stands after the one that was read, or before it.
    fn read_on(&mut self, action: Action) {
        let before = self.view().chosen().page;
        // What has left the list while it was read has given its place to the next one.
        let left = |page| matches!(page, Page::Session(ix) if self.world.personal(ix).is_dismissed());
        let has_left = self.reader.root() != before && self.reader.root().is_some_and(left);
        if action == Action::NextSession && has_left && before.is_some() {
            return self.reader.restart(before);
        }
        self.act_on_screen(action);
        let body = self.body();
        self.screens.get_mut(self.screen).refresh(&self.world, body);
        let after = self.view().chosen().page;
        if after != before {
            self.reader.restart(after);
        }
    }
}
