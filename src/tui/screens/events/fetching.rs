//! Fetching events: what is under way, what came of it, and what the user is told.

use crate::action::{Action, Mode};
use crate::model::{Programme, Source};
use crate::problem::Problem;
use crate::search::Index;
use crate::tui::app::{Overlay, Screen, State};
use crate::tui::message::Effect;
use crate::tui::overlays::report::SourceView;
use crate::tui::screens::events::about::under_way;
use crate::tui::screens::events::state::EventRow;
use crate::tui::world::events::{Fetch, Fetching, Known, Progress, Study};
use std::sync::Arc;

/// Something was done with an event, and this is how things are now.
#[derive(Debug)]
pub struct Loaded {
    /// What was done.
    pub deed: Deed,
    /// Every event there is.
    pub known: Vec<Known>,
    /// The programme with what search runs on; absent where it is what it was.
    pub programme: Option<(Arc<Programme>, Arc<Index>)>,
    /// What is wrong with events that are kept.
    pub problems: Vec<Problem>,
}

/// What was done with an event.
#[derive(Debug)]
pub enum Deed {
    /// It was fetched.
    Fetched {
        /// As what it was asked for.
        fetch: Fetch,
        /// Its id.
        id: String,
        /// What is new about it.
        news: News,
        /// What can be read about it now.
        study: Box<Study>,
        /// What was decided on the way, such as a link that was followed.
        notes: Vec<Problem>,
    },
    /// It was forgotten.
    Forgotten(String),
    /// It takes part, or no longer.
    TookPart(String, bool),
}

/// What is new about an event that was fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// It was not there before.
    New,
    /// Nothing that a visitor would notice.
    Nothing,
    /// Sessions have changed; the latest report says which.
    Changed,
}

/// What came of one fetch, for the summary of several.
#[derive(Debug, Clone)]
pub(in crate::tui) struct Outcome {
    text: String,
    weight: Weight,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    Failed,
    Changed,
    Unchanged,
}

impl State {
    /// Reads or fetches what was typed, on a thread.
    pub(in crate::tui) fn import(&mut self, view: SourceView) -> Vec<Effect> {
        if unquoted(view.text.value()).is_empty() {
            self.warn("type a file or an address");
            self.overlay = Some(Overlay::Source(view));
            return Vec::new();
        }
        self.bring_in(unquoted(view.text.value()))
    }

    fn bring_in(&mut self, typed: &str) -> Vec<Effect> {
        let typed = typed.to_owned();
        self.go_to(Screen::Events);
        self.begin(vec![Fetch::New(typed.clone())]);
        self.screens.events.choose(&Fetch::New(typed.clone()));
        self.settle_events();
        vec![Effect::Import(typed)]
    }

    pub(in crate::tui) fn refresh_chosen(&mut self) -> Vec<Effect> {
        let Some(event) = self.chosen_event() else { return self.try_again() };
        match (&event.source, event.fetched) {
            (Source::File(source) | Source::Address(source), None) => return self.bring_in(&source.clone()),
            (Source::File(_) | Source::Address(_), Some(_)) => return self.fetch_again(vec![event.id]),
            (Source::Shipped, _) => self.warn(format!("{} is part of the program and does not change", event.name)),
            (Source::Input, _) => {
                self.warn(format!("{} came from standard input and cannot be fetched again", event.name));
            }
        }
        Vec::new()
    }

    pub(in crate::tui) fn refresh_all(&mut self) -> Vec<Effect> {
        let kept = self.screens.events.known.iter().filter(|known| known.has_way_back() && known.fetched.is_some());
        let ids: Vec<String> = kept.map(|known| known.id.clone()).collect();
        if ids.is_empty() {
            let keys = |mode, action| self.keymap.keys_for(mode, action).into_iter().next();
            let how = match (keys(Mode::Global, Action::Events), keys(Mode::Events, Action::Import)) {
                (Some(events), Some(import)) => format!(" · {events} {import} brings one in"),
                _ => String::new(),
            };
            self.warn(format!("every event is part of the program{how}"));
            return Vec::new();
        }
        self.fetch_again(ids)
    }

    fn fetch_again(&mut self, ids: Vec<String>) -> Vec<Effect> {
        let running = |id: &String| {
            let fetches = &self.screens.events.fetches;
            fetches.iter().any(|one| one.runs() && one.fetch == Fetch::Again(id.clone()))
        };
        let ids: Vec<String> = ids.into_iter().filter(|id| !running(id)).collect();
        if ids.is_empty() {
            self.say("it is being fetched already");
            return Vec::new();
        }
        self.begin(ids.iter().cloned().map(Fetch::Again).collect());
        vec![Effect::Refresh(ids)]
    }

    /// What is being fetched, in one line for every screen.
    pub fn fetches_in_words(&self) -> Option<String> {
        let running: Vec<&Fetching> = self.screens.events.fetches.iter().filter(|one| one.runs()).collect();
        let what = match running.as_slice() {
            [] => return None,
            [only] => format!("{}: {}", self.fetch_name(&only.fetch), under_way(only)),
            several => format!("{} events are being fetched", several.len()),
        };
        let key = self.key_hint(Action::Stop).map_or(String::new(), |key| format!(" · {key} stops"));
        Some(format!("{what}{key}"))
    }

    /// Once more what failed.
    pub(in crate::tui) fn try_again(&mut self) -> Vec<Effect> {
        match self.screens.events.chosen() {
            Some(EventRow::Arriving(Fetching { fetch: Fetch::New(typed), failure, .. })) if !failure.is_empty() => {
                let typed = typed.clone();
                self.bring_in(&typed)
            }
            _ => Vec::new(),
        }
    }

    /// Takes a row away that leads to nothing.
    pub(in crate::tui) fn drop_failed(&mut self) -> Vec<Effect> {
        match self.screens.events.chosen().map(|row| (row.key(), row.fetching().is_some_and(Fetching::runs))) {
            Some((_, true)) => return self.stop_fetching(),
            Some((key, false)) => self.end(&key),
            None => {}
        }
        Vec::new()
    }

    /// Calls off the fetch of the chosen row or, where that is none, every fetch.
    pub(in crate::tui) fn stop_fetching(&mut self) -> Vec<Effect> {
        if !self.screens.events.fetches.iter().any(Fetching::runs) {
            self.say("nothing is being fetched");
            return Vec::new();
        }
        let chosen = self.screens.events.chosen().filter(|_| self.screen == Screen::Events);
        let one = chosen.filter(|row| row.fetching().is_some_and(Fetching::runs)).map(EventRow::key);
        vec![Effect::StopFetching(one)]
    }

    fn begin(&mut self, fetches: Vec<Fetch>) {
        let events = &mut self.screens.events;
        if !events.fetches.iter().any(Fetching::runs) {
            events.outcomes.clear();
        }
        events.fetches.retain(|one| !fetches.contains(&one.fetch));
        events.fetches.extend(fetches.into_iter().map(Fetching::begun));
    }

    fn end(&mut self, fetch: &Fetch) {
        self.screens.events.fetches.retain(|one| one.fetch != *fetch);
        self.settle_events();
    }

    pub(in crate::tui) fn take_progress(&mut self, fetch: &Fetch, progress: Progress) {
        if let Some(one) = self.screens.events.fetches.iter_mut().find(|one| one.fetch == *fetch) {
            one.progress = progress;
        }
    }

    pub(in crate::tui) fn fetch_stopped(&mut self, fetch: &Fetch) {
        let name = self.fetch_name(fetch);
        self.end(fetch);
        self.say(format!("stopped: {name}"));
    }

    pub(in crate::tui) fn fetch_failed(&mut self, fetch: &Fetch, failure: Vec<String>) {
        let text = failure.first().cloned().unwrap_or_else(|| format!("{}: failed", self.fetch_name(fetch)));
        let events = &mut self.screens.events;
        if let Some(one) = events.fetches.iter_mut().find(|one| one.fetch == *fetch) {
            one.failure = if failure.is_empty() { vec![text.clone()] } else { failure };
        }
        self.came_to(Outcome { text, weight: Weight::Failed });
    }

    /// How a fetch is called: the event's name, or the file or address.
    pub fn fetch_name(&self, fetch: &Fetch) -> String {
        match fetch {
            Fetch::New(typed) => typed.clone(),
            Fetch::Again(id) => self.screens.events.find(id).map_or_else(|| id.clone(), |known| known.name.clone()),
        }
    }

    /// Lets what was done with an event take effect, and says what came of it.
    pub(in crate::tui) fn take_loaded(&mut self, loaded: Loaded) -> Vec<Effect> {
        let Loaded { deed, known, programme, problems } = loaded;
        let name_before = |id: &str| self.screens.events.find(id).map(|known| known.name.clone());
        let forgotten = match &deed {
            Deed::Forgotten(id) => name_before(id),
            _ => None,
        };
        self.screens.events.know(known);
        self.status = None;
        let effects = match programme {
            Some((programme, index)) => self.take_programme(programme, index),
            None => Vec::new(),
        };
        let lost = self.status.take();
        for problem in problems {
            if !self.problems.contains(&problem) {
                self.problems.push(problem);
            }
        }
        match deed {
            Deed::Fetched { fetch, id, news, study, notes } => self.take_fetched(&fetch, &id, news, *study, &notes),
            Deed::Forgotten(id) => {
                self.screens.events.studies.remove(&id);
                self.screens.events.asked.remove(&id);
                self.say(format!("forgotten: {} · its marks stay", forgotten.unwrap_or(id)));
            }
            Deed::TookPart(id, part) => self.took_part(&id, part),
        }
        if let Some(lost) = lost {
            let said = self.status.take().map_or(String::new(), |status| format!("{} · ", status.text));
            self.warn(format!("{said}{}", lost.text));
        }
        self.settle_events();
        effects
    }

    fn took_part(&mut self, id: &str, part: bool) {
        let name = self.fetch_name(&Fetch::Again(id.to_owned()));
        self.say(if part { format!("takes part: {name}") } else { format!("left out: {name} · its marks stay") });
        if part && self.screens.events.opening.as_deref() == Some(id) {
            self.open_event(id);
        }
        self.screens.events.opening = None;
    }

    fn take_fetched(&mut self, fetch: &Fetch, id: &str, news: News, study: Study, notes: &[Problem]) {
        let on_events = self.screen == Screen::Events;
        let events = &mut self.screens.events;
        let chosen = events.chosen().map(EventRow::key);
        events.fetches.retain(|one| one.fetch != *fetch);
        events.asked.insert(id.to_owned());
        events.studies.insert(id.to_owned(), study);
        let here = Fetch::Again(id.to_owned());
        match chosen {
            // Elsewhere nobody sees what is chosen here, but the key that reads of a change is told.
            Some(key) if key != *fetch && on_events => events.choose(&key),
            _ => events.choose(&here),
        }
        let is_chosen = events.chosen().is_some_and(|row| row.key() == here);
        let name = self.fetch_name(&here);
        let key = |mode, action| self.keymap.keys_for(mode, action).into_iter().next();
        let reads = match (on_events, key(Mode::Events, Action::Changes), key(Mode::Global, Action::Events)) {
            (true, Some(changes), _) if is_chosen => format!(" · {changes} reads"),
            (false, Some(changes), Some(events)) => format!(" · {events} {changes} reads"),
            _ => String::new(),
        };
        let note = notes.first().map_or(String::new(), |note| format!(" · {}", note.message));
        let outcome = match news {
            News::New => {
                let count = self.programme.event_by_id(id).map_or(0, |event| self.programme.sessions_at(event).len());
                Outcome { text: format!("{name}: {count} sessions{note}"), weight: Weight::Changed }
            }
            News::Changed => {
                let report = self.screens.events.studies.get(id).and_then(|study| study.reports.first());
                let summary = report.map_or_else(|| name.clone(), crate::changes::Report::summary);
                let mine = report.map_or(0, |report| self.mine_in(report));
                let mine = if mine > 0 { format!(" · {mine} of yours") } else { String::new() };
                Outcome { text: format!("{summary}{mine}{reads}"), weight: Weight::Changed }
            }
            News::Nothing => Outcome { text: format!("{name}: nothing changed"), weight: Weight::Unchanged },
        };
        self.came_to(outcome);
    }

    /// Says what came of the fetches since there was none: what failed first, then what changed.
    fn came_to(&mut self, outcome: Outcome) {
        let events = &mut self.screens.events;
        events.outcomes.push(outcome);
        events.outcomes.sort_by_key(|outcome| outcome.weight);
        let told = |weight| events.outcomes.iter().filter(move |outcome| outcome.weight == weight);
        let mut parts: Vec<String> =
            told(Weight::Failed).chain(told(Weight::Changed)).map(|outcome| outcome.text.clone()).collect();
        let unchanged: Vec<&str> = told(Weight::Unchanged).map(|outcome| outcome.text.as_str()).collect();
        match unchanged.as_slice() {
            [] => {}
            [only] => parts.push((*only).to_owned()),
            several => parts.push(format!("{} unchanged", several.len())),
        }
        let failed = told(Weight::Failed).next().is_some();
        let text = parts.join("; ");
        if failed {
            self.fail(text)
        } else {
            self.say(text)
        }
        self.settle_events();
    }

    pub(in crate::tui) fn studied(&mut self, id: String, study: Study) {
        self.screens.events.studies.insert(id, study);
        self.settle_events();
    }
}

/// What was typed without the quotes and blanks that come with a path that is dropped on the window.
fn unquoted(typed: &str) -> &str {
    let typed = typed.trim();
    let inner = |quote| typed.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    inner('\'').or_else(|| inner('"')).unwrap_or(typed)
}
