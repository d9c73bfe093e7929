//! What becomes of events that are fetched, left out or forgotten, and what the user is told of it.

use crate::action::{Action, Mode};
use crate::changes::Report;
use crate::model::{Programme, SessionIx, Zone};
use crate::tui::app::App;
use crate::tui::ask::{Ask, Opening, ScreenId, Status};
use crate::tui::overlays::Layer;
use crate::tui::world::effect::Effect;
use crate::tui::world::events::{EventDetails, EventsChanged, Fetch, FetchOutcome, Operation, Weight};
use crate::tui::world::remap::Remap;
use chrono::{DateTime, Utc};
use std::sync::Arc;

impl App {
    /// Goes on with a path where it is still what was typed.
    pub(super) fn complete_path(&mut self, typed: &str, path: String) {
        match self.layers.last_mut() {
            Some(Layer::Source(view)) => view.complete(typed, path),
            Some(Layer::Export(view)) => view.complete(typed, path),
            Some(Layer::Friend(view)) => view.complete(typed, path),
            _ => {}
        }
    }

    /// Lets time pass, and fetches what is to be fetched by now.
    pub(super) fn pass_time(&mut self, now: DateTime<Utc>) {
        self.world.pass_time(now);
        if let Some(ids) = self.quiet.due(&self.world, now) {
            self.carry_out([Ask::Do(Effect::Refresh(ids))]);
        }
    }

    /// Takes in that a fetch failed. Of one that nobody asked for nothing is said: it is tried again.
    pub(super) fn take_failure(&mut self, fetch: &Fetch, failure: Vec<String>) {
        let status = self.world.edit().events().fail(fetch, failure);
        if self.quiet.take(fetch, true) {
            return self.world.edit().events().end(fetch);
        }
        self.status = Some(status);
    }

    /// Lets what was done with an event take effect; of a fetch that nobody asked for only what has changed is said.
    pub(super) fn take_loaded(&mut self, loaded: EventsChanged) {
        let quiet = match &loaded.deed {
            Operation::Fetched { fetch, news, .. } => self.quiet.take(fetch, false) && *news == FetchOutcome::Nothing,
            _ => false,
        };
        let before = self.status.clone().filter(|_| quiet);
        self.apply_loaded(loaded);
        if quiet {
            self.status = before;
        }
    }

    /// Lets what was done with an event take effect, and says what came of it.
    fn apply_loaded(&mut self, loaded: EventsChanged) {
        let EventsChanged { deed, known, programme, problems } = loaded;
        let forgotten = match &deed {
            Operation::Forgotten(id) => self.world.events().find(id).map(|known| known.name.clone()),
            _ => None,
        };
        self.world.edit().events().know(known);
        self.status = None;
        programme.into_iter().for_each(|programme| self.apply_programme(programme));
        let lost = self.status.take();
        self.world.note_problems(problems);
        match deed {
            Operation::Fetched { fetch, id, news, study, notes } => {
                let note: String = notes.iter().map(|note| format!(" · {}", note.message)).collect();
                self.apply_fetched(&fetch, &id, news, *study, &note);
                if news == FetchOutcome::New && self.is_unsure(&id) {
                    self.unplaced.push_back(id);
                }
            }
            Operation::Opened(id) => {
                if let Some(event) = self.world.programme().event_by_id(&id) {
                    self.go_to(ScreenId::Sessions);
                    self.stand_at_present(event);
                }
            }
            Operation::Forgotten(id) => {
                self.world.unlearn(&id);
                self.status = Some(Status::said(format!("forgotten: {} · its marks stay", forgotten.unwrap_or(id))));
            }
            Operation::Described(id) => {
                let programme = self.world.programme();
                let event = programme.event_by_id(&id).map(|event| programme.event(event));
                let times =
                    event.filter(|event| event.zone.is_known()).map(|event| format!(": times in {}", event.zone));
                let name = self.world.events().fetch_name(&Fetch::Again(id));
                self.status = Some(Status::said(format!("{name}{}", times.unwrap_or_default())));
            }
            Operation::TookPart(id, part) => {
                let name = self.world.events().fetch_name(&Fetch::Again(id.clone()));
                let said =
                    if part { format!("takes part: {name}") } else { format!("left out: {name} · its marks stay") };
                self.status = Some(Status::said(said));
                if self.opening.take().is_some_and(|opening| part && opening == id) {
                    self.carry_out([Ask::Event(id)]);
                }
            }
        }
        if let Some(lost) = lost {
            let said = self.status.take().map_or(String::new(), |status| format!("{} · ", status.text));
            self.status = Some(Status::warning(format!("{said}{}", lost.text)));
        }
    }

    /// Whether nothing says on which clock the times of an event are, or all say UTC.
    fn is_unsure(&self, id: &str) -> bool {
        let programme = self.world.programme();
        let Some(event) = programme.event_by_id(id) else { return false };
        let zone = programme.event(event).zone;
        let times = |ix: &SessionIx| programme.brief(*ix).slot.is_some_and(|slot| !slot.all_day);
        (!zone.is_known() || zone == Zone::utc()) && programme.sessions_at(event).iter().any(times)
    }

    /// Asks on which clock the times of a new event are, on whatever screen the user is by now, as soon as nothing else is
    /// in hand.
    pub(super) fn ask_for_zone(&mut self) {
        if !self.layers.is_empty() || !self.pending.is_empty() || self.world.filter().typing {
            return;
        }
        while let Some(event) = self.unplaced.pop_front() {
            if self.is_unsure(&event) {
                return self.carry_out([Ask::Open(Opening::Describe { event, name: false })]);
            }
        }
    }

    fn apply_fetched(&mut self, fetch: &Fetch, id: &str, news: FetchOutcome, study: EventDetails, note: &str) {
        let on_events = self.screen == ScreenId::Events;
        let here = Fetch::Again(id.to_owned());
        let chosen = self.screens.events.chosen_key(&self.world);
        let events = self.world.edit().events();
        events.end(fetch);
        events.note_asked(&[id.to_owned()]);
        self.world.learn(id.to_owned(), study);
        // Elsewhere nobody sees what is chosen there, but the key that reads of a change is told.
        let stays = chosen.filter(|key| key != fetch && on_events);
        let is_chosen = stays.as_ref().is_none_or(|key| *key == here);
        self.screens.events.choose_row(&self.world, stays.as_ref().unwrap_or(&here));
        let name = self.world.events().fetch_name(&here);
        let (weight, text) = match news {
            FetchOutcome::New => {
                let programme = self.world.programme();
                let event = programme.event_by_id(id);
                let count = event.map_or(0, |event| programme.sessions_at(event).len());
                // What follows the name has to stay in sight.
                let name = event.map_or(name, |event| programme.event(event).short.clone());
                let shows = self.world.key_for(Mode::Events, Action::Enter).filter(|_| on_events && is_chosen);
                let shows = shows.map_or(String::new(), |key| format!(" · {key} shows them"));
                (Weight::Changed, format!("{name}: {count} sessions{shows}{note}"))
            }
            FetchOutcome::Changed => {
                let report = self.world.events().study(id).and_then(|study| study.reports.first());
                let summary = report.map_or(name, Report::summary);
                let mine = report.map_or(0, |report| report.count_own(&self.world.marks().favourites));
                let mine = if mine > 0 { format!(" · {mine} of yours") } else { String::new() };
                let reads = self.reads_changes(on_events, is_chosen);
                (Weight::Changed, format!("{summary}{mine}{reads}"))
            }
            FetchOutcome::Nothing => (Weight::Unchanged, format!("{name}: nothing changed")),
        };
        self.status = Some(self.world.edit().events().came_to(weight, text));
    }

    /// Which keys read of what has changed, from here.
    fn reads_changes(&self, on_events: bool, is_chosen: bool) -> String {
        let key = |mode, action| self.world.key_for(mode, action);
        match (on_events, key(Mode::Events, Action::Changes), key(Mode::Global, Action::Events)) {
            (true, Some(changes), _) if is_chosen => format!(" · {changes} reads"),
            (false, Some(changes), Some(events)) => format!(" · {events} {changes} reads"),
            _ => String::new(),
        }
    }

    /// Goes on with another programme: what is written is kept, what is chosen, read and filtered stays so where it is
    /// still there.
    fn apply_programme(&mut self, programme: Arc<Programme>) {
        let written: Vec<Ask> = self.layers.iter().flat_map(|layer| layer.view().closing(&self.world)).collect();
        self.carry_out(written);
        let (before, changed, lost) = self.world.apply_programme(programme);
        if changed {
            self.effects.push(Effect::Save(self.world.marks().favourites.clone()));
        }
        let today = Arc::clone(self.world.programme_arc());
        let remap = Remap { before: &before, today: &today };
        for id in ScreenId::ALL {
            self.screens.get_mut(*id).remap(&remap);
        }
        self.reader.remap(&remap);
        self.current = self.current.and_then(|session| remap.session(session));
        self.reading = self.reading.and_then(|session| remap.session(session));
        let gone = Status::warning("the session is gone; your note on it is kept");
        self.layers.retain_mut(|layer| {
            let stays = layer.view_mut().remap(&remap);
            if !stays && matches!(layer, Layer::Note(_)) {
                self.status = Some(gone.clone());
            }
            stays
        });
        if !lost.is_empty() {
            let lost = lost.join(", ");
            self.status = Some(Status::warning(format!("no longer there, so no longer filtered by: {lost}")));
        }
    }
}
