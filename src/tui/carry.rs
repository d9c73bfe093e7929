//! What views ask for, carried out.

use crate::action::{Action, Mode};
use crate::friends::Friends;
use crate::model::EventIx;
use crate::tui::app::App;
use crate::tui::ask::{Ask, Chosen, Opening, ScreenId, Status};
use crate::tui::contract::Screen;
use crate::tui::overlays::{Layer, open};
use crate::tui::world::effect::Effect;
use crate::tui::world::events::{EventDetails, Fetch};
use crate::tui::world::filter::{FilterChange, facet_name};

impl App {
    /// Carries out what a view asks for, in order.
    pub(super) fn carry_out(&mut self, asks: impl IntoIterator<Item = Ask>) {
        asks.into_iter().for_each(|ask| self.carry_out_one(ask));
    }

    fn carry_out_one(&mut self, ask: Ask) {
        match ask {
            Ask::Read(page) => self.reader.read(page),
            Ask::Show(page) => self.reader.show(page),
            Ask::Reader(action) => {
                let asks = self.reader.act(action).unwrap_or_default();
                self.carry_out(asks);
            }
            Ask::Act(action) => self.wanted.push_back(action),
            Ask::Go(screen) => self.go_to(screen),
            Ask::Choose(session) => {
                let body = self.body();
                self.screens.get_mut(self.screen).refresh(&self.world, body);
                self.screens.get_mut(self.screen).choose(&self.world, session);
            }
            Ask::Open(Opening::Report(event, about)) if self.is_unread(&event) => {
                let name = self.world.events().fetch_name(&Fetch::Again(event.clone()));
                self.status = Some(Status::said(format!("{name} is being read")));
                // Only the list of events has asked for it yet, if anything has.
                if self.world.events().unread().contains(&event) {
                    self.begin(Effect::Study(vec![event.clone()]));
                }
                self.reporting = Some((event, about));
            }
            Ask::Open(opening) => match open(opening, &self.world) {
                Ok(layer) => self.layers.push(layer),
                Err(status) => self.status = Some(status),
            },
            Ask::Close => self.close(),
            Ask::HaveRead(sessions) => self.world.note_read(&sessions),
            Ask::Welcomed => self.welcomed = true,
            Ask::Deselect => self.screens.get_mut(self.screen).deselect(),
            Ask::Mark(changes, label) => {
                let (said, effect) = self.world.mark(changes, label, self.mode()).unzip();
                self.status = said.map(Status::said).or(self.status.take());
                self.effects.extend(effect);
            }
            Ask::Filter(change) => self.narrow(change),
            Ask::Planning(planning) => *self.world.edit().planning() = planning,
            Ask::Drop(fetch) => self.world.edit().events().end(&fetch),
            Ask::Event(id) => self.open_event(id),
            Ask::Say(status) => self.status = Some(status),
            Ask::Do(effect) => self.begin(effect),
        }
    }

    /// Shows a screen as it was left, at the session that one was about where it has that.
    pub(super) fn go_to(&mut self, screen: ScreenId) {
        let again = screen == self.screen;
        // The first row of a list that nobody has touched was not chosen.
        if self.screen != ScreenId::Sessions || self.screens.sessions.is_chosen(&self.world) || self.reader.is_full() {
            self.current = self.chosen().session.or(self.view().chosen().session).or(self.current);
        }
        while !self.layers.is_empty() {
            self.close();
        }
        self.reader.close();
        self.world.narrow(FilterChange::Typing(false));
        let body = self.body();
        self.world.refresh();
        self.screen = screen;
        self.screens.get_mut(screen).refresh(&self.world, body);
        let asks = self.screens.get_mut(screen).enter(&self.world, Chosen::session(self.current));
        // Going where one is leads to what that screen begins with; from elsewhere one comes with what one was about.
        if let Some(session) = self.current.filter(|_| !again) {
            self.screens.get_mut(screen).refresh(&self.world, body);
            self.screens.get_mut(screen).choose(&self.world, session);
        }
        self.carry_out(asks);
    }

    pub(super) fn close(&mut self) {
        if let Some(layer) = self.layers.pop() {
            let asks = layer.view().closing(&self.world);
            self.carry_out(asks);
        }
    }

    /// Whether what can be told of a kept event is still being read from the disk.
    fn is_unread(&self, event: &str) -> bool {
        let events = self.world.events();
        events.find(event).is_some_and(|known| known.fetched.is_some()) && events.study(event).is_none()
    }

    /// The friends are these now.
    pub(super) fn befriend(&mut self, friends: Friends, said: String) {
        self.world.apply_friends(friends);
        self.settle(Ok(said));
    }

    /// Takes in what was read of an event, and opens what the user waits for of it.
    pub(super) fn take_study(&mut self, event: String, study: EventDetails) {
        self.world.learn(event.clone(), study);
        if let Some((event, about)) = self.reporting.take_if(|(of, _)| *of == event) {
            self.status = None;
            self.carry_out([Ask::Open(Opening::Report(event, about))]);
        }
    }

    /// Closes the dialogue that waited for this and says what came of it; where it cannot be done that is told in there.
    pub(super) fn settle(&mut self, outcome: Result<String, String>) {
        let waits = |layer: &mut Layer| layer.view_mut().order().is_some_and(|order| order.waits());
        let at = self.layers.iter_mut().rposition(waits);
        match (outcome, at) {
            (Ok(said), at) => {
                if let Some(at) = at {
                    self.layers.remove(at);
                }
                self.screens.get_mut(self.screen).deselect();
                self.status = Some(Status::said(said));
            }
            (Err(why), Some(at)) => {
                if let Some(order) = self.layers[at].view_mut().order() {
                    order.refuse(why);
                }
            }
            (Err(why), None) => self.status = Some(Status::error(why)),
        }
    }

    pub(super) fn narrow(&mut self, change: FilterChange) {
        if change == FilterChange::ShowHidden {
            return self.show_hidden();
        }
        if matches!(change, FilterChange::Only(_)) {
            self.screens.sessions.focus_list();
            self.go_to(ScreenId::Sessions);
        }
        self.world.narrow(change.clone());
        let filter = self.world.filter();
        let said = match change {
            FilterChange::Hide(facet) => {
                let (said, key) = match filter.hidden.contains(&facet) {
                    true => ("hidden:", self.key_hint(Action::ShowHidden)),
                    false => ("shown again:", None),
                };
                let again = key.map_or(String::new(), |key| format!(" · {key} shows everything again"));
                format!("{said} {}{again}", facet_name(self.world.programme(), facet))
            }
            FilterChange::Scope(None) => "every event is shown".to_owned(),
            FilterChange::Scope(Some(event)) => {
                let key = self.world.key_for(Mode::Sessions, Action::OnlyEvent);
                let every = key.map_or(String::new(), |key| format!(" · {key} shows every event"));
                format!("only {}{every}", self.world.programme().event(event).short)
            }
            FilterChange::Group if filter.grouped => "by day and time".to_owned(),
            FilterChange::Group => "by rank".to_owned(),
            _ => return,
        };
        self.status = Some(Status::said(said));
    }

    /// Shows what is hidden and what is not for the user; once more leaves the latter out again.
    fn show_hidden(&mut self) {
        let (hidden, shown) = (self.world.filter().hidden.len(), self.world.filter().dismissed);
        let dismissed = self.world.marks().dismissed.len();
        self.world.narrow(FilterChange::ShowHidden);
        self.world.narrow(FilterChange::Dismissed(dismissed > 0 && !(shown && hidden == 0)));
        let key = self.key_hint(Action::ShowHidden).map_or(String::new(), |key| format!(" · {key} leaves them out"));
        let said = match (hidden, dismissed, self.world.filter().dismissed) {
            (0, 0, _) => "nothing is hidden".to_owned(),
            (_, 0, _) => "everything is shown again".to_owned(),
            (_, _, true) => format!("everything is shown again: {dismissed} not for you, dim{key}"),
            (_, _, false) => "what is not for you is left out again".to_owned(),
        };
        self.status = Some(Status::said(said));
    }

    /// Shows the sessions of an event; one that does not take part does so first.
    fn open_event(&mut self, id: String) {
        if self.world.events().find(&id).is_some_and(|known| !known.taking_part) {
            self.opening = Some(id.clone());
            return self.effects.push(Effect::TakePart(id, true));
        }
        let Some(event) = self.world.programme().event_by_id(&id) else { return };
        self.screens.sessions.focus_list();
        self.go_to(ScreenId::Sessions);
        self.narrow(FilterChange::Nothing);
        if self.world.is_to_come(event) {
            self.stand_at_present(event);
        } else {
            self.narrow(FilterChange::Scope(Some(event)));
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

    /// Notes what the program is about to do, where something of it is shown.
    fn begin(&mut self, mut effect: Effect) {
        match &mut effect {
            Effect::Import(typed) => self.begin_new(typed.clone()),
            Effect::Choose(chosen) => self.begin_new(chosen.address.clone()),
            Effect::Refresh(ids) => {
                let fetches = self.world.events().fetches();
                let runs = |again: &Fetch| fetches.iter().any(|one| one.runs() && one.fetch == *again);
                ids.retain(|id| !runs(&Fetch::Again(id.clone())));
                if ids.is_empty() {
                    self.status = Some(Status::said("it is being fetched already"));
                    return;
                }
                self.world.edit().events().begin(ids.iter().cloned().map(Fetch::Again).collect());
            }
            Effect::Study(ids) => self.world.edit().events().note_asked(ids),
            _ => {}
        }
        self.effects.push(effect);
    }

    fn begin_new(&mut self, place: String) {
        self.go_to(ScreenId::Events);
        let fetch = Fetch::New(place);
        self.world.edit().events().begin(vec![fetch.clone()]);
        self.screens.events.choose_row(&self.world, &fetch);
    }
}
