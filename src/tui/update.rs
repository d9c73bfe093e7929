//! What happens when something happens: a message, a key, an action, each given to the part whose business it is.

use crate::action::{Action, Mode};
use crate::keymap::{Code, Key, KeyStep};
use crate::measure::first_letters;
use crate::model::Programme;
use crate::problem::Severity;
use crate::tui::app::App;
use crate::tui::ask::{Ask, Asks, ScreenId, Status, nothing_here};
use crate::tui::bars::{hint_at, leaves_in_footer, screen_at};
use crate::tui::layout::centred;
use crate::tui::message::{Message, Mouse};
use crate::tui::widgets::field::{self, Typed};
use crate::tui::world::effect::Effect;
use crate::tui::world::filter::FilterChange;
use crate::tui::world::noted;
use crate::words::thousands;
use chrono::TimeDelta;
use ratatui::layout::{Position, Rect};
use std::sync::Arc;
use tui_input::Input;

/// Two clicks on a cell that are not further apart are one that opens.
const DOUBLE: TimeDelta = TimeDelta::milliseconds(500);

/// Lets a message take effect and returns what has to be done about it. What is shown is brought in line by
/// [`App::refresh`], once for all that came together.
pub fn update(app: &mut App, message: Message) -> Vec<Effect> {
    if app.stale && matches!(message, Message::Key(_) | Message::Paste(_) | Message::Mouse(..)) {
        app.refresh();
    }
    app.stale = true;
    take_in(app, message);
    while let Some(action) = app.wanted.pop_front() {
        app.act(action);
    }
    app.ask_for_zone();
    std::mem::take(&mut app.effects)
}

fn take_in(app: &mut App, message: Message) {
    match message {
        Message::Key(key) => app.press(key),
        Message::Paste(text) => app.type_into(Typed::Pasted(&text)),
        Message::Resize(columns, lines) => app.size = (columns, lines),
        Message::Mouse(mouse, column, line) => app.mouse(mouse, Position { x: column, y: line }),
        Message::Now(now) => app.pass_time(now),
        Message::BatchEnded => {
            let due = app.world.remind();
            app.status = due.clone().map(Status::said).or(app.status.take());
            app.effects.extend(due.map(Effect::Remind));
        }
        Message::Likened(programme, likeness) if app.is_of(&programme) => {
            *app.world.edit().likeness() = Some(*likeness);
        }
        Message::FriendsResolved(programme, friends) if app.is_of(&programme) => app.world.apply_friends(*friends),
        Message::Likened(..) | Message::FriendsResolved(..) => {}
        Message::Befriended(friends, said) => app.befriend(*friends, said),
        Message::Stored(stored) => {
            let problem = app.world.apply_stored(stored);
            app.status = problem.map(Status::warning).or(app.status.take());
        }
        Message::NotSaved(why) => {
            app.world.storing_is_refused();
            app.status = Some(Status::error(why));
        }
        Message::NeverSaved(why) => {
            app.world.storing_is_hopeless();
            app.status = Some(Status::error(why));
        }
        Message::StoringIsLate => app.world.storing_is_late(),
        Message::Settled(outcome) => app.settle(outcome),
        Message::Failed(why) => app.status = Some(Status::error(why)),
        Message::Done(text) => app.status = Some(Status::said(text)),
        Message::Kept(problem) => {
            app.status = app.world.note_problems(vec![problem]).map(Status::warning).or(app.status.take());
        }
        Message::NoteWritten(session, note) => {
            app.carry_out(noted(&app.world, session, note).map(|(changes, label)| Ask::Mark(changes, label)));
        }
        Message::Progress(fetch, progress) => app.world.edit().events().progress(&fetch, progress),
        Message::Loaded(loaded) => app.take_loaded(*loaded),
        Message::FetchFailed(fetch, failure) => app.take_failure(&fetch, failure),
        Message::FetchStopped(fetch) => {
            let name = app.world.events().fetch_name(&fetch);
            app.world.edit().events().end(&fetch);
            app.status = Some(Status::said(format!("stopped: {name}")));
        }
        Message::Conferences(known) => {
            // What was said to be fetched has come.
            app.status.take_if(|status| status.severity == Severity::Note);
            app.world.edit().events().know_conferences(known);
        }
        Message::Completed(typed, path) => app.complete_path(&typed, path),
        Message::Studied(id, study) => app.take_study(id, *study),
        Message::Reported(id, reports) => app.take_report(id, reports),
    }
}

impl App {
    fn is_of(&self, programme: &Arc<Programme>) -> bool {
        Arc::ptr_eq(programme, self.world.programme_arc())
    }

    fn press(&mut self, key: Key) {
        if key == Key::CTRL_C {
            return self.effects.push(Effect::Quit);
        }
        let step = self.world.keymap().step(self.mode(), &self.pending, key);
        if self.mode() == Mode::Card && self.pending.is_empty() && step == KeyStep::Unbound {
            self.layers.pop();
            return self.press(key);
        }
        self.status = None;
        self.reporting = None;
        if !matches!(step, KeyStep::Action(Action::Forget)) {
            self.screens.events.drop_question();
        }
        if let Some(action) = self.leads_away(key).filter(|_| step == KeyStep::Unbound && self.pending.is_empty()) {
            while !self.layers.is_empty() {
                self.close();
            }
            return self.act(action);
        }
        match step {
            KeyStep::Action(action) => {
                self.pending.clear();
                self.act(action);
            }
            KeyStep::Pending => self.pending.push(key),
            KeyStep::Unbound if !self.pending.is_empty() && key.code() == Code::Esc => self.pending.clear(),
            KeyStep::Unbound if !self.pending.is_empty() => {
                let sequence: Vec<String> = self.pending.drain(..).chain([key]).map(|key| key.to_string()).collect();
                self.status = Some(Status::warning(format!("{} is not bound", sequence.join(" "))));
            }
            KeyStep::Unbound => self.type_into(Typed::Key(key)),
        }
    }

    /// What a key of the screens does from what is only read: it leads to a screen, or to the search.
    fn leads_away(&self, key: Key) -> Option<Action> {
        let mode = self.mode();
        // Of what is left to watch a digit says how many minutes one has.
        if !matches!(mode, Mode::Report | Mode::Problems | Mode::Code | Mode::Links | Mode::Friends) {
            return None;
        }
        match self.world.keymap().step(Mode::Global, &[], key) {
            KeyStep::Action(action) => {
                let leads = action == Action::Search || ScreenId::ALL.iter().any(|screen| screen.action() == action);
                leads.then_some(action)
            }
            _ => None,
        }
    }

    /// Lets what is typed, and no key is bound to, edit the open text field.
    fn type_into(&mut self, typed: Typed<'_>) {
        let Some(room) = self.room() else { return self.take_typed(typed) };
        match typed {
            Typed::Key(key) if room == 0 && key.typed().is_some() => {
                self.status = Some(Status::warning("the text is as long as it may be"));
            }
            Typed::Key(_) => self.take_typed(typed),
            Typed::Pasted(text) => {
                let (kept, all) = first_letters(text, room);
                self.take_typed(Typed::Pasted(kept));
                if kept.len() < text.len() {
                    let taken = thousands(first_letters(kept, room).1);
                    let said = format!("pasted: the first {taken} of {} letters", thousands(all));
                    self.status = Some(Status::warning(said));
                }
            }
        }
    }

    /// How many letters more the open text field takes; nothing where none is open.
    fn room(&self) -> Option<usize> {
        match self.layers.last() {
            Some(layer) => layer.view().room(),
            None if self.is_searching() && self.world.filter().fresh => Some(field::LONGEST_QUERY),
            None => self.is_searching().then(|| field::room(&self.world.filter().query, field::LONGEST_QUERY)),
        }
    }

    fn take_typed(&mut self, typed: Typed<'_>) {
        if self.layers.last_mut().is_some_and(|layer| layer.view_mut().typed(typed)) {
            return;
        }
        if self.layers.is_empty() && self.is_searching() {
            let filter = self.world.filter();
            let mut query = if filter.fresh && typed.is_text() { Input::default() } else { filter.query.clone() };
            if field::edit(&mut query, typed) || filter.fresh || query.cursor() != filter.query.cursor() {
                self.world.narrow(FilterChange::Query(query.value().to_owned(), query.cursor()));
            }
            return;
        }
        let said = match (typed, self.key_hint(Action::Help)) {
            (Typed::Pasted(_), _) => {
                "pasted text is taken where text is typed: in a search, a note, an address".to_owned()
            }
            (Typed::Key(key), Some(help)) if matches!(key.code(), Code::Char(_)) => {
                format!("{key} is not bound · {help} shows every key")
            }
            _ => return,
        };
        self.status = Some(Status::warning(said));
    }

    fn is_searching(&self) -> bool {
        self.world.filter().typing && !self.reader.is_full()
    }

    fn mouse(&mut self, mouse: Mouse, at: Position) {
        self.status = None;
        let on_offer = mouse == Mouse::Click && self.layer_area().is_some_and(|area| area.contains(at));
        if self.mode() == Mode::Card && !on_offer {
            self.layers.pop();
        }
        match mouse {
            Mouse::WheelDown => self.wheel(Action::Next, at),
            Mouse::WheelUp => self.wheel(Action::Previous, at),
            Mouse::Click if self.footer_hint(at).is_some() => {
                self.footer_hint(at).into_iter().for_each(|to| self.act(to))
            }
            Mouse::Click if !self.layers.is_empty() => self.click_layer(at),
            Mouse::Click if self.header_screen(at).is_some() => {
                let screen = self.header_screen(at);
                self.carry_out(screen.map(Ask::Go));
            }
            Mouse::Click if self.reader_area().is_some_and(|area| area.contains(at)) => self.click_page(at),
            Mouse::Click if self.reader.is_full() => {}
            Mouse::Click => {
                let body = self.body();
                let asks = self.screens.get_mut(self.screen).click(&self.world, body, at);
                self.carry_out(asks);
                if self.is_second(at) && body.contains(at) {
                    self.wanted.push_back(Action::Enter);
                }
            }
        }
    }

    /// Whether a click is the second of two on a cell.
    fn is_second(&mut self, at: Position) -> bool {
        let click = (at, self.world.clock().present);
        let twice = self.clicked.is_some_and(|(before, then)| before == at && click.1 - then < DOUBLE);
        self.clicked = Some(click).filter(|_| !twice);
        twice
    }

    /// Where the topmost overlay stands.
    fn layer_area(&self) -> Option<Rect> {
        let body = self.body();
        self.top().map(|layer| centred(body, layer.size(&self.world, body)))
    }

    /// A click beside what lies on top closes it; in it, it chooses, and the second one does what is chosen.
    fn click_layer(&mut self, at: Position) {
        if !self.layer_area().is_some_and(|area| area.contains(at)) {
            return self.act(Action::Back);
        }
        let area = self.layer_area().unwrap_or_default();
        let asks = self.layers.last_mut().map(|layer| layer.view_mut().click(area, at));
        self.carry_out(asks.into_iter().flatten());
        if self.is_second(at) && self.mode() != Mode::Note {
            self.wanted.push_back(Action::Enter);
        }
    }

    /// A click on the page: what leads somewhere is followed, the scroll bar scrolls.
    fn click_page(&mut self, at: Position) {
        let area = self.reader_area().unwrap_or_default();
        let beside = !self.reader.is_full();
        if beside {
            let body = self.body();
            let asks = self.screens.get_mut(self.screen).click(&self.world, body, at);
            self.carry_out(asks);
        }
        let asks = self.reader.click(area, at).into_iter().map(|ask| match ask {
            // Beside a screen without a way back of its own one goes on over the whole window.
            Ask::Show(page) if beside && !self.in_reader() => Ask::Read(page),
            ask => ask,
        });
        let asks: Asks = asks.collect();
        self.carry_out(asks);
    }

    /// Moves what lies under the pointer: the page beside the screen, or a part of that.
    fn wheel(&mut self, action: Action, at: Position) {
        if !self.layers.is_empty() || self.reader.is_full() {
            return self.act(action);
        }
        let beside = self.reader_area().is_some_and(|area| area.contains(at));
        let asks = if beside { self.reader.act(action) } else { None };
        let asks = match asks {
            Some(asks) => asks,
            None => self.screens.get_mut(self.screen).wheel(&self.world, at, action),
        };
        self.carry_out(asks);
    }

    /// The action whose hint lies under a click.
    fn footer_hint(&self, at: Position) -> Option<Action> {
        let footer = self.window().filter(|_| !leaves_in_footer(self, self.size.1))?.footer;
        hint_at(self, usize::from(footer.width), usize::from(at.x - footer.x)).filter(|_| footer.contains(at))
    }

    /// The screen whose name in the header lies under a click.
    fn header_screen(&self, at: Position) -> Option<ScreenId> {
        let header = self.window()?.header.filter(|header| header.contains(at))?;
        screen_at(self, usize::from(header.width), usize::from(at.x - header.x))
    }

    /// Does what an action asks for: the topmost overlay is asked first, then what holds everywhere is done, then the page
    /// that is read and the screen are asked.
    fn act(&mut self, action: Action) {
        let answer = self.layers.last_mut().and_then(|layer| {
            let view = layer.view_mut();
            view.act(&self.world, action).or_else(|| view.turn(action))
        });
        let claimed = self.layers.is_empty() && !self.reader.is_full() && self.view().claims(&self.world, action);
        let everywhere = || if claimed { None } else { self.asks_everywhere(action) };
        if let Some(asks) = answer.or_else(everywhere) {
            return self.carry_out(asks);
        }
        match action {
            Action::Complete if self.is_searching() && !self.world.offers().values.is_empty() => {
                self.world.narrow(FilterChange::Complete(self.world.offers().clone()));
            }
            Action::Complete => self.act(Action::NextPane),
            Action::Undo | Action::Redo => self.travel(action == Action::Undo),
            Action::OtherZone => self.other_zone(),
            Action::Search => self.search(),
            Action::Previous if self.layers.is_empty() && self.is_searching() && self.recalls() => self.recall(),
            Action::EarlierQuery => self.recall(),
            Action::Back | Action::Enter if !self.layers.is_empty() => self.close(),
            _ if !self.layers.is_empty() => self.carry_out(nothing_here(action)),
            Action::Back | Action::Enter if self.is_searching() => {
                self.carry_out([Ask::Filter(FilterChange::Typing(false))]);
            }
            _ if self.reader.is_full() => self.act_in_reader(action),
            Action::Back if self.in_reader() && self.reader.depth() > 0 => self.reader.back(),
            _ => self.act_on_screen(action),
        }
    }

    fn search(&mut self) {
        self.screens.sessions.focus_list();
        self.reader.close();
        if !matches!(self.screen, ScreenId::Timetable | ScreenId::Sessions) {
            self.go_to(ScreenId::Sessions);
        }
        self.world.narrow(FilterChange::Typing(true));
    }

    /// Whether going up leads to earlier queries: where there is none yet.
    fn recalls(&self) -> bool {
        self.world.filter().query.value().is_empty() && !self.world.filter().earlier.is_empty()
    }

    fn recall(&mut self) {
        let before = self.world.filter().query.value().to_owned();
        self.world.narrow(FilterChange::Earlier);
        if self.world.filter().query.value() == before {
            self.status = Some(Status::said("no earlier query"));
        }
    }

    fn travel(&mut self, back: bool) {
        let (said, effect) = self.world.travel(back).unzip();
        let nothing = if back { "nothing to take back" } else { "nothing to make again" };
        self.status = Some(said.map_or_else(|| Status::warning(nothing), Status::said));
        self.effects.extend(effect);
    }

    fn other_zone(&mut self) {
        let clock = self.world.edit().clock();
        clock.in_own_zone = !clock.in_own_zone;
        let own = format!("times in your own zone, {}", clock.own_zone);
        self.status = Some(Status::said(if clock.in_own_zone { &own } else { "times in the zone of the event" }));
    }
}
