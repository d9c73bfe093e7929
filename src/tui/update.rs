//! What happens when something happens: a message, a key, an action, each given to the part whose business it is.

use crate::action::Action;
use crate::keymap::{Code, Key, KeyStep};
use crate::model::{Personal, SessionIx};
use crate::tui::app::App;
use crate::tui::ask::{Ask, Opening, Page, ScreenId, Status, warn};
use crate::tui::layout::window;
use crate::tui::message::{Message, Mouse};
use crate::tui::overlays::plan::day_at_hand;
use crate::tui::reader::copy::{session_text, speaker_text};
use crate::tui::widgets::document::Target;
use crate::tui::widgets::field;
use crate::tui::world::effect::Effect;
use crate::tui::world::filter::FilterChange;
use crate::tui::world::{noted, toggled};
use ratatui::layout::Position;
use std::sync::Arc;

/// Lets a message take effect and returns what has to be done about it. What is shown is brought in line by
/// [`App::refresh`], once for all that came together.
pub fn update(app: &mut App, message: Message) -> Vec<Effect> {
    if app.stale && matches!(message, Message::Key(_) | Message::Paste(_) | Message::Mouse(..)) {
        app.refresh();
    }
    app.stale = true;
    match message {
        Message::Key(key) => return app.press(key),
        Message::Paste(text) => app.paste(&text),
        Message::Resize(columns, lines) => app.size = (columns, lines),
        Message::Mouse(mouse, column, line) => return app.mouse(mouse, Position { x: column, y: line }),
        Message::Now(now) => app.world.pass_time(now),
        Message::BatchEnded => {
            let due = app.world.remind();
            app.status = due.clone().map(Status::said).or(app.status.take());
            return due.map(Effect::Remind).into_iter().collect();
        }
        Message::Indexed(programme, index) if app.is_of(&programme) => *app.world.edit().index() = Some(index),
        Message::Likened(programme, likeness) if app.is_of(&programme) => {
            *app.world.edit().likeness() = Some(*likeness);
        }
        Message::FriendsResolved(programme, friends) if app.is_of(&programme) => app.world.apply_friends(*friends),
        Message::Indexed(..) | Message::Likened(..) | Message::FriendsResolved(..) => {}
        Message::Stored(stored) => {
            let problem = app.world.apply_stored(stored);
            app.status = problem.map(Status::warning).or(app.status.take());
        }
        Message::NotSaved(why) | Message::Failed(why) => app.status = Some(Status::error(why)),
        Message::Done(text) => app.status = Some(Status::said(text)),
        Message::NoteWritten(session, note) => return app.write_note(session, note),
        Message::Progress(fetch, progress) => app.world.edit().events().progress(&fetch, progress),
        Message::Loaded(loaded) => return app.apply_loaded(*loaded),
        Message::FetchFailed(fetch, failure) => {
            app.status = Some(app.world.edit().events().fail(&fetch, failure));
        }
        Message::FetchStopped(fetch) => {
            let name = app.world.events().fetch_name(&fetch);
            app.world.edit().events().end(&fetch);
            app.status = Some(Status::said(format!("stopped: {name}")));
        }
        Message::Studied(id, study) => app.world.edit().events().learn(id, *study),
    }
    Vec::new()
}

impl App {
    /// Whether something was made of the programme of today.
    fn is_of(&self, programme: &Arc<crate::model::Programme>) -> bool {
        Arc::ptr_eq(programme, self.world.programme_arc())
    }

    fn press(&mut self, key: Key) -> Vec<Effect> {
        if key == Key::CTRL_C {
            return vec![Effect::Quit];
        }
        self.status = None;
        let step = self.world.keymap().step(self.mode(), &self.pending, key);
        if !matches!(step, KeyStep::Action(Action::Forget)) {
            self.screens.get_mut(self.screen).drop_question();
        }
        match step {
            KeyStep::Action(action) => {
                self.pending.clear();
                return self.act(action);
            }
            KeyStep::Pending => self.pending.push(key),
            KeyStep::Unbound if !self.pending.is_empty() => {
                let sequence: Vec<String> = self.pending.drain(..).chain([key]).map(|key| key.to_string()).collect();
                self.status = Some(Status::warning(format!("{} is not bound", sequence.join(" "))));
            }
            KeyStep::Unbound => self.type_into(key),
        }
        Vec::new()
    }

    /// Lets a key that is not bound edit the open text field.
    fn type_into(&mut self, key: Key) {
        if self.layers.last_mut().is_some_and(|layer| layer.view_mut().key(key)) {
            return;
        }
        if self.layers.is_empty() && self.is_searching() {
            let mut query = self.world.filter().query.clone();
            if field::edit(&mut query, key) || query.cursor() != self.world.filter().query.cursor() {
                self.world.narrow(FilterChange::Query(query.value().to_owned(), query.cursor()));
            }
        } else if let (Code::Char(_), Some(help)) = (key.code(), self.key_hint(Action::Help)) {
            self.status = Some(Status::warning(format!("{key} is not bound · {help} shows every key")));
        }
    }

    /// Lets pasted text into the open text field.
    fn paste(&mut self, text: &str) {
        if self.layers.last_mut().is_some_and(|layer| layer.view_mut().paste(text)) {
            return;
        }
        if self.layers.is_empty() && self.is_searching() {
            let mut query = self.world.filter().query.clone();
            field::insert(&mut query, text);
            self.world.narrow(FilterChange::Query(query.value().to_owned(), query.cursor()));
        } else {
            let text = "pasted text is taken where text is typed: in a search, a note, an address";
            self.status = Some(Status::warning(text));
        }
    }

    fn is_searching(&self) -> bool {
        self.world.filter().typing && !self.reader.is_full()
    }

    fn mouse(&mut self, mouse: Mouse, at: Position) -> Vec<Effect> {
        self.status = None;
        match mouse {
            Mouse::WheelDown => self.act(Action::Next),
            Mouse::WheelUp => self.act(Action::Previous),
            Mouse::Click if !self.layers.is_empty() || self.reader.is_full() => Vec::new(),
            Mouse::Click => {
                let Some(window) = window(self.size) else { return Vec::new() };
                let asks = self.screens.get_mut(self.screen).click(&self.world, window.body, at);
                self.carry_out(asks)
            }
        }
    }

    /// Does what an action asks for: the topmost overlay is asked first, then what holds everywhere is done, then the page
    /// that is read and the screen are asked.
    pub fn act(&mut self, action: Action) -> Vec<Effect> {
        let answer = self.layers.last_mut().and_then(|layer| layer.view_mut().act(&self.world, action));
        if let Some(asks) = answer {
            return self.carry_out(asks);
        }
        match action {
            Action::Quit => vec![Effect::Quit],
            Action::Suspend => vec![Effect::Suspend],
            Action::Redraw => vec![Effect::Redraw],
            Action::Going | Action::Interested | Action::Seen => self.toggle(action),
            Action::Rate1 => self.rate(Some(1)),
            Action::Rate2 => self.rate(Some(2)),
            Action::Rate3 => self.rate(Some(3)),
            Action::Rate4 => self.rate(Some(4)),
            Action::Rate5 => self.rate(Some(5)),
            Action::Unrate => self.rate(None),
            Action::Undo | Action::Redo => self.travel(action == Action::Undo),
            Action::Copy => self.copy(),
            Action::OpenLink => self.open_links(),
            Action::Note => self.with_session(|session, _| Ask::Open(Opening::Note(session))),
            Action::EditNote => {
                self.with_session(|session, personal| Ask::Do(Effect::Edit(session, personal.note.clone())))
            }
            Action::OtherZone => self.other_zone(),
            Action::Stop => self.stop(),
            Action::RefreshAll => self.refresh_all(),
            _ => match opens(action) {
                Some(ask) => self.carry_out(vec![ask]),
                None => self.act_further(action),
            },
        }
    }

    /// Does what is left once nothing holds everywhere.
    fn act_further(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Help => self.carry_out(vec![Ask::Open(Opening::Help(self.mode()))]),
            Action::Plan => {
                let plan = day_at_hand(&self.world, self.chosen().session);
                let ask = plan.map_or_else(
                    |why| Ask::Say(Status::warning(why)),
                    |(event, day)| Ask::Open(Opening::Plan(event, day)),
                );
                self.carry_out(vec![ask])
            }
            Action::Search => self.search(),
            Action::Back | Action::Enter if !self.layers.is_empty() => self.close(),
            _ if !self.layers.is_empty() => self.nothing_here(action),
            Action::Back | Action::Enter if self.is_searching() => {
                self.carry_out(vec![Ask::Filter(FilterChange::Typing(false))])
            }
            _ if self.reader.is_full() => self.act_in_reader(action),
            Action::Back if self.view().in_reader() && self.reader.depth() > 0 => {
                self.reader.back();
                Vec::new()
            }
            _ => self.act_on_screen(action),
        }
    }

    fn act_in_reader(&mut self, action: Action) -> Vec<Effect> {
        if let Some(asks) = self.reader.act(action) {
            return self.carry_out(asks);
        }
        match action {
            Action::Back => {
                self.reader.back();
                Vec::new()
            }
            Action::NextSession | Action::PreviousSession => {
                let before = self.view().chosen(&self.world).page;
                let effects = self.act_on_screen(action);
                let body = self.body();
                self.screens.get_mut(self.screen).refresh(&self.world, body);
                let after = self.view().chosen(&self.world).page;
                if after != before {
                    self.reader.restart(after);
                }
                effects
            }
            _ => self.nothing_here(action),
        }
    }

    fn act_on_screen(&mut self, action: Action) -> Vec<Effect> {
        if let Some(asks) = self.screens.get_mut(self.screen).act(&self.world, action) {
            return self.carry_out(asks);
        }
        match action {
            Action::Enter => {
                let page = self.view().chosen(&self.world).page;
                self.carry_out(page.map(Ask::Read).into_iter().collect())
            }
            Action::Back => self.carry_out(vec![Ask::Go(ScreenId::Sessions)]),
            _ => self.nothing_here(action),
        }
    }

    fn nothing_here(&mut self, action: Action) -> Vec<Effect> {
        self.carry_out(warn(format!("'{}' does nothing here", action.name())))
    }

    fn search(&mut self) -> Vec<Effect> {
        let to = if self.screen == ScreenId::Timetable { ScreenId::Timetable } else { ScreenId::Sessions };
        self.screens.sessions.focus_list();
        let mut asks = if to == self.screen { Vec::new() } else { vec![Ask::Go(to)] };
        self.reader.close();
        asks.push(Ask::Filter(FilterChange::Typing(true)));
        self.carry_out(asks)
    }

    /// Asks for something about the chosen session.
    fn with_session(&mut self, ask: impl FnOnce(SessionIx, &Personal) -> Ask) -> Vec<Effect> {
        let asks = match self.chosen().session {
            Some(session) => vec![ask(session, self.world.personal(session))],
            None => warn("no session is chosen"),
        };
        self.carry_out(asks)
    }

    /// Toggles a mark or the seen flag of the chosen session.
    fn toggle(&mut self, action: Action) -> Vec<Effect> {
        let programme = Arc::clone(self.world.programme_arc());
        self.with_session(|session, personal| {
            let (personal, said) = toggled(personal, action);
            Ask::Mark(vec![(session, personal)], format!("{said}: {}", programme.session(session).title))
        })
    }

    /// Rates the chosen session from 1 to 5, or no longer.
    fn rate(&mut self, rating: Option<u8>) -> Vec<Effect> {
        let programme = Arc::clone(self.world.programme_arc());
        let said = rating.map_or_else(|| "no rating".to_owned(), |stars| format!("{stars} of 5"));
        self.with_session(|session, personal| {
            let personal = Personal { rating, ..personal.clone() };
            Ask::Mark(vec![(session, personal)], format!("{said}: {}", programme.session(session).title))
        })
    }

    /// Gives a session the note that was written outside; an empty one takes it away.
    fn write_note(&mut self, session: SessionIx, note: String) -> Vec<Effect> {
        let ask = noted(&self.world, session, note);
        self.carry_out(ask.map(|(changes, label)| Ask::Mark(changes, label)).into_iter().collect())
    }

    fn travel(&mut self, back: bool) -> Vec<Effect> {
        let (said, effect) = self.world.travel(back).unzip();
        let nothing = if back { "nothing to take back" } else { "nothing to make again" };
        self.status = Some(said.map_or_else(|| Status::warning(nothing), Status::said));
        effect.into_iter().collect()
    }

    /// Copies the session that is chosen or, where none is, what else is shown: a person, a day.
    fn copy(&mut self) -> Vec<Effect> {
        let chosen = self.chosen();
        let text = match (chosen.session, self.reader.page()) {
            (Some(session), _) => Some(session_text(&self.world, session)),
            (None, Some(Page::Speaker(speaker))) => Some(speaker_text(&self.world, speaker)),
            (None, _) => self.view().text(&self.world),
        };
        let asks = text.map_or_else(|| warn("no session is chosen"), |text| vec![Ask::Do(Effect::Copy(text))]);
        self.carry_out(asks)
    }

    fn open_links(&mut self) -> Vec<Effect> {
        if let Some(Target::Link(url)) = self.reader.chosen_target() {
            return vec![Effect::Open(url.clone())];
        }
        let programme = self.world.programme();
        let links = match (self.chosen().session, self.reader.page()) {
            (Some(session), _) => programme.session(session).links.clone(),
            (None, Some(Page::Speaker(speaker))) => programme.speaker(speaker).links.clone(),
            _ => Vec::new(),
        };
        let asks = match links.as_slice() {
            [] => warn("no links are known"),
            [only] => vec![Ask::Do(Effect::Open(only.url.clone()))],
            _ => vec![Ask::Open(Opening::Links(links))],
        };
        self.carry_out(asks)
    }

    fn other_zone(&mut self) -> Vec<Effect> {
        let clock = self.world.edit().clock();
        clock.in_own_zone = !clock.in_own_zone;
        self.status = Some(Status::said(if clock.in_own_zone {
            format!("times in your own zone, {}", clock.own_zone)
        } else {
            "times in the zone of the event".to_owned()
        }));
        Vec::new()
    }
}

/// What an action asks for wherever one is.
fn opens(action: Action) -> Option<Ask> {
    let screen = ScreenId::ALL.iter().find(|screen| screen.action() == action);
    Some(match action {
        _ if screen.is_some() => Ask::Go(*screen?),
        Action::Problems => Ask::Open(Opening::Problems),
        Action::Import => Ask::Open(Opening::Source),
        Action::ClearFilters => Ask::Filter(FilterChange::Nothing),
        _ => return None,
    })
}
