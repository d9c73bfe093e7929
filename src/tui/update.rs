//! What happens when something happens: the only place that changes the state.

use crate::action::{Action, Mode};
use crate::keymap::{Key, Step};
use crate::tui::app::{Cursor, Overlay, Pane, Screen, State};
use crate::tui::message::{Effect, Message};
use crate::tui::overlays::{HelpView, LinksView, ProblemsView};
use crate::tui::reader::page::Page;
use crate::tui::reader::state::Scroll;
use crate::tui::screens::sessions::state::page_of;
use crate::tui::screens::timetable::filter::Matching;
use crate::tui::typing::{paste, type_into};
use crate::tui::widgets::document::Target;
use std::sync::Arc;
use tui_input::Input;

/// Lets a message take effect and returns what has to be done about it.
pub fn update(state: &mut State, message: Message) -> Vec<Effect> {
    match message {
        Message::Key(key) => return press(state, key),
        Message::Paste(text) => paste(state, &text),
        Message::Resize(columns, lines) => {
            state.size = (columns, lines);
            state.settle();
            state.settle_screen();
            state.settle_plan();
            state.settle_report();
        }
        Message::Mouse(mouse, column, line) => return state.mouse(mouse, column, line),
        Message::Now(now) => state.pass_time(now),
        Message::Settled => return state.remind(),
        Message::Indexed(programme, index) => {
            if Arc::ptr_eq(&programme, &state.programme) {
                state.index = Some(index);
                state.refresh();
            }
        }
        Message::Likened(programme, likeness) => {
            if Arc::ptr_eq(&programme, &state.programme) {
                state.likeness = Some(*likeness);
                state.fill_in_similar();
                state.settle_screen();
            }
        }
        Message::FriendsResolved(programme, friends) => {
            if Arc::ptr_eq(&programme, &state.programme) {
                state.friends = *friends;
                state.friend_marks = state.friends.in_programme(&programme);
                state.refresh();
            }
        }
        Message::Stored(stored) => state.take_stored(stored),
        Message::NotSaved(why) => state.fail(why),
        Message::Done(text) => state.say(text),
        Message::Failed(text) => state.fail(text),
        Message::NoteWritten(session, note) => return state.write_note(session, note),
        Message::Progress(fetch, progress) => state.take_progress(&fetch, progress),
        Message::Loaded(loaded) => return state.take_loaded(*loaded),
        Message::FetchFailed(fetch, failure) => state.fetch_failed(&fetch, failure),
        Message::FetchStopped(fetch) => state.fetch_stopped(&fetch),
        Message::Studied(id, study) => state.studied(id, *study),
    }
    Vec::new()
}

fn press(state: &mut State, key: Key) -> Vec<Effect> {
    if key == Key::CTRL_C {
        return vec![Effect::Quit];
    }
    state.status = None;
    let mode = state.mode();
    let step = state.keymap.step(mode, &state.pending, key);
    if !matches!(step, Step::Action(Action::Forget)) {
        state.screens.events.drop_question();
    }
    match step {
        Step::Action(action) => {
            state.pending.clear();
            state.act(action)
        }
        Step::Pending => {
            state.pending.push(key);
            Vec::new()
        }
        Step::Unbound if !state.pending.is_empty() => {
            let sequence: Vec<String> = state.pending.drain(..).chain([key]).map(|key| key.to_string()).collect();
            state.warn(format!("{} is not bound", sequence.join(" ")));
            Vec::new()
        }
        Step::Unbound => {
            type_into(state, key);
            Vec::new()
        }
    }
}

impl State {
    /// Does what an action asks for.
    pub(in crate::tui) fn act(&mut self, action: Action) -> Vec<Effect> {
        if let Some(effects) = self.act_in_plan(action) {
            return effects;
        }
        match action {
            Action::Quit => return vec![Effect::Quit],
            Action::Suspend => return vec![Effect::Suspend],
            Action::Redraw => return vec![Effect::Redraw],
            Action::Going | Action::Interested | Action::Seen => return self.toggle(action),
            Action::Undo | Action::Redo => return self.travel(action == Action::Undo),
            Action::Rate1 => return self.rate(Some(1)),
            Action::Rate2 => return self.rate(Some(2)),
            Action::Rate3 => return self.rate(Some(3)),
            Action::Rate4 => return self.rate(Some(4)),
            Action::Rate5 => return self.rate(Some(5)),
            Action::Unrate => return self.rate(None),
            Action::Copy => return self.copy(),
            Action::OpenLink => return self.open_links(),
            Action::Enter => return self.enter(),
            Action::Back => return self.back(),
            Action::Note => self.edit_note(),
            Action::EditNote => return self.edit_outside(),
            Action::Help => self.help(),
            Action::Problems => self.overlay = Some(Overlay::Problems(ProblemsView::default())),
            Action::Search => self.search(),
            Action::ClearFilters => self.clear_filters(),
            Action::Group => self.group(),
            Action::Hide => self.hide(),
            Action::ShowHidden => self.show_hidden(),
            Action::NextPane => self.turn(1),
            Action::PreviousPane => self.turn(-1),
            Action::NextMatch | Action::PreviousMatch => self.go_to_match(action == Action::NextMatch),
            Action::NextSession | Action::PreviousSession => self.go_to_session(action == Action::NextSession),
            Action::OtherZone => self.other_zone(),
            Action::Sessions => self.go_to(Screen::Sessions),
            Action::Agenda => self.go_to(Screen::Agenda),
            Action::Timetable => self.go_to(Screen::Timetable),
            Action::Now => self.go_to(Screen::Now),
            Action::Plan => self.open_plan(),
            Action::Events => {
                self.go_to(Screen::Events);
                return self.study();
            }
            Action::Import => self.ask_for_source(),
            Action::RefreshAll => return self.refresh_all(),
            Action::Stop => return self.stop_fetching(),
            Action::Next
            | Action::Previous
            | Action::HalfPageDown
            | Action::HalfPageUp
            | Action::PageDown
            | Action::PageUp
            | Action::First
            | Action::Last => self.move_by(action),
            _ => return self.act_on_screen(action),
        }
        Vec::new()
    }

    /// The first key of an action in the present mode.
    pub fn key_hint(&self, action: Action) -> Option<String> {
        self.keymap.keys_for(self.mode(), action).into_iter().next()
    }

    pub(in crate::tui) fn move_by(&mut self, action: Action) {
        if self.overlay.is_some() {
            let motion = motion(action, self.overlay_page());
            self.scroll_overlay(motion);
        } else if self.screen != Screen::Sessions && !self.detail.full {
            self.move_on_screen(action);
        } else if self.detail.full || self.browse.focus == Pane::Detail {
            let page = page_of(self, Pane::Detail).saturating_sub(1).max(1);
            match action {
                Action::Next => self.step_in_page(true),
                Action::Previous => self.step_in_page(false),
                Action::HalfPageDown => self.scroll_page(Scroll::Down(page / 2)),
                Action::HalfPageUp => self.scroll_page(Scroll::Up(page / 2)),
                Action::PageDown => self.scroll_page(Scroll::Down(page)),
                Action::PageUp => self.scroll_page(Scroll::Up(page)),
                Action::First => self.scroll_page(Scroll::Start),
                _ => self.scroll_page(Scroll::End),
            }
        } else {
            let pane = self.browse.focus;
            let row = motion(action, page_of(self, pane))(self.row_of(pane));
            self.choose_row(pane, row);
        }
    }

    fn turn(&mut self, by: isize) {
        if self.detail.full || self.screen != Screen::Sessions {
            return;
        }
        self.browse.editing = false;
        const PANES: [Pane; 4] = [Pane::List, Pane::Detail, Pane::Tracks, Pane::Speakers];
        let at = PANES.iter().position(|pane| *pane == self.browse.focus).unwrap_or(0);
        let next = if by > 0 { at + 1 } else { at + PANES.len() - 1 };
        self.browse.focus = PANES[next % PANES.len()];
        self.settle();
    }

    fn search(&mut self) {
        self.detail.full = false;
        if self.screen != Screen::Timetable {
            self.screen = Screen::Sessions;
        }
        self.browse.focus = Pane::List;
        self.browse.editing = true;
        self.settle();
    }

    fn enter(&mut self) -> Vec<Effect> {
        match self.overlay.take() {
            None => {}
            Some(Overlay::Links(view)) => {
                let link = view.links.into_iter().nth(view.cursor.at);
                return link.map(|link| Effect::Open(link.url)).into_iter().collect();
            }
            Some(Overlay::Solve(view)) => return self.solve(&view),
            Some(Overlay::Source(view)) => return self.import(view),
            Some(Overlay::Fill(view)) => {
                self.read_suggestion(&view);
                return Vec::new();
            }
            other => {
                self.overlay = other;
                return self.back();
            }
        }
        if self.browse.editing {
            self.browse.editing = false;
            return Vec::new();
        }
        if self.screen != Screen::Sessions && !self.detail.full {
            return self.enter_on_screen();
        }
        match self.browse.focus {
            Pane::Tracks | Pane::Speakers if !self.detail.full => {
                self.browse.focus = Pane::List;
                self.settle();
                Vec::new()
            }
            Pane::List if !self.detail.full => {
                self.read_in_full();
                Vec::new()
            }
            _ => self.follow(),
        }
    }

    fn follow(&mut self) -> Vec<Effect> {
        match self.chosen_target() {
            Some(Target::Session(session)) => self.show(Page::Session(session)),
            Some(Target::Speaker(speaker)) => self.show(Page::Speaker(speaker)),
            Some(Target::Track(track)) => {
                self.go_to(Screen::Sessions);
                self.browse.focus = Pane::List;
                self.clear_filters();
                self.choose_track(Some(track));
            }
            Some(Target::Query(query)) => self.ask(&query),
            Some(Target::Link(url)) => return vec![Effect::Open(url)],
            None if !self.detail.full => self.read_in_full(),
            None => self.warn("down chooses a name, a session or a link; enter follows it"),
        }
        Vec::new()
    }

    fn back(&mut self) -> Vec<Effect> {
        let written = match self.overlay.take() {
            Some(Overlay::Note(view)) => self.write_note(view.session, view.text.text()),
            Some(Overlay::Help(view)) if view.mode == Mode::Plan => {
                self.open_plan();
                Vec::new()
            }
            Some(_) => Vec::new(),
            None => {
                self.step_back();
                Vec::new()
            }
        };
        self.settle_screen();
        self.settle();
        written
    }

    fn step_back(&mut self) {
        let beside = self.screen == Screen::Sessions && self.browse.focus == Pane::Detail;
        if (self.detail.full || beside) && self.detail.way.len() > 1 {
            self.detail.way.pop();
        } else if self.detail.full {
            self.detail.full = false;
        } else if self.browse.editing {
            self.browse.editing = false;
        } else if self.screen != Screen::Sessions {
            self.back_on_screen();
        } else if self.browse.focus != Pane::List {
            self.browse.focus = Pane::List;
        } else if self.browse.is_narrowed() {
            self.clear_filters();
        } else if let Some(quit) = self.key_hint(Action::Quit) {
            self.say(format!("{quit} leaves"));
        }
    }

    fn help(&mut self) {
        self.overlay = match self.overlay.take() {
            Some(Overlay::Help(_)) => None,
            _ => Some(Overlay::Help(HelpView { filter: Input::default(), scroll: 0, mode: self.mode() })),
        };
    }

    fn open_links(&mut self) -> Vec<Effect> {
        if let Some(Target::Link(url)) = self.chosen_target() {
            return vec![Effect::Open(url)];
        }
        let links = match (self.current(), self.detail.page()) {
            (Some(session), _) => self.programme.session(session).links.clone(),
            (None, Some(Page::Speaker(speaker))) => self.programme.speaker(speaker).links.clone(),
            _ => Vec::new(),
        };
        match links.as_slice() {
            [] => self.warn("no links are known"),
            [only] => return vec![Effect::Open(only.url.clone())],
            _ => self.overlay = Some(Overlay::Links(LinksView { links, cursor: Cursor::default() })),
        }
        Vec::new()
    }

    fn go_to_match(&mut self, forward: bool) {
        if self.screen == Screen::Timetable && !self.detail.full {
            let matching = self.matching();
            self.next_in_time(forward, &matching);
        } else if self.detail.full || self.browse.focus == Pane::Detail {
            if !self.match_in_page(forward) {
                self.warn("the query matches nothing on this page");
            }
        } else {
            self.browse.focus = Pane::List;
            self.go_to_session(forward);
        }
    }

    fn go_to_session(&mut self, forward: bool) {
        if self.screen == Screen::Timetable {
            return self.next_in_time(forward, &Matching::default());
        }
        if self.screen == Screen::Agenda {
            return self.step_in_agenda(forward);
        }
        if self.screen == Screen::Now {
            return self.step_on_now(forward);
        }
        let at = self.browse.list.at;
        let row = if forward { at + 1 } else { at.saturating_sub(1) };
        if row == at || row >= self.browse.hits.len() {
            self.say(if forward { "the last one" } else { "the first one" });
        }
        self.choose_row(Pane::List, row);
    }

    fn other_zone(&mut self) {
        self.in_own_zone = !self.in_own_zone;
        self.say(match (self.in_own_zone, self.own_zone) {
            (true, zone) => format!("times in your own zone, {zone}"),
            (false, _) => "times in the zone of the event".to_owned(),
        });
        self.settle_screen();
    }
}

/// Where a motion leads from a row, in a list of which so many rows are in sight.
pub(in crate::tui) fn motion(action: Action, page: usize) -> impl Fn(usize) -> usize {
    let page = page.max(1);
    move |at| match action {
        Action::Next => at.saturating_add(1),
        Action::Previous => at.saturating_sub(1),
        Action::HalfPageDown => at.saturating_add((page / 2).max(1)),
        Action::HalfPageUp => at.saturating_sub((page / 2).max(1)),
        Action::PageDown => at.saturating_add(page),
        Action::PageUp => at.saturating_sub(page),
        Action::First => 0,
        Action::Last => usize::MAX,
        _ => at,
    }
}
