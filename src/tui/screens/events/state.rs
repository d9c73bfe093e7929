//! The events that are loaded: where they came from, how old they are, what can be done with them.

use crate::action::Action;
use crate::changes::Item;
use crate::favourites::Entry;
use crate::model::{EventIx, Source};
use crate::tui::app::{Cursor, Overlay, Screen, State};
use crate::tui::layout::{areas, inside, lines_per_event};
use crate::tui::message::Effect;
use crate::tui::overlays::report::{About, SourceView};
use crate::tui::screens::events::fetching;
use crate::tui::update::motion;
use crate::tui::world::events::{Fetch, Fetching, Known, Outline, Study};
use std::collections::{BTreeMap, BTreeSet};

/// The events that are loaded, where they came from, how old they are.
#[derive(Debug, Clone, Default)]
pub struct EventsScreen {
    /// Every event, those that came from elsewhere first.
    pub known: Vec<Known>,
    /// What was read from disk about them, by id.
    pub studies: BTreeMap<String, Study>,
    /// What is being fetched, or failed to be.
    pub fetches: Vec<Fetching>,
    /// Where the list is.
    pub cursor: Cursor,
    /// The figures of the events of the programme, by id.
    outlines: BTreeMap<String, Outline>,
    /// What has been asked to be read from disk.
    pub(in crate::tui) asked: BTreeSet<String>,
    /// What came of the fetches that began since there was none.
    pub(in crate::tui) outcomes: Vec<fetching::Outcome>,
    /// The event that is forgotten if the same key is pressed again.
    forgetting: Option<String>,
    /// The event whose sessions are shown once it takes part.
    pub(in crate::tui) opening: Option<String>,
}

/// A row of the Events screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventRow<'a> {
    /// An event, and whether it is being fetched again.
    Known(&'a Known, Option<&'a Fetching>),
    /// What is to become one.
    Arriving(&'a Fetching),
}

impl EventRow<'_> {
    /// What getting it would be, which also tells it from the other rows.
    pub fn key(self) -> Fetch {
        match self {
            Self::Known(known, _) => Fetch::Again(known.id.clone()),
            Self::Arriving(fetching) => fetching.fetch.clone(),
        }
    }

    /// Its fetch.
    pub fn fetching(&self) -> Option<&Fetching> {
        match self {
            Self::Known(_, fetching) => *fetching,
            Self::Arriving(fetching) => Some(fetching),
        }
    }
}

impl EventsScreen {
    /// The rows of the list.
    pub fn rows(&self) -> Vec<EventRow<'_>> {
        let known = self.known.iter().map(|known| {
            let again = self.fetches.iter().find(|one| matches!(&one.fetch, Fetch::Again(id) if *id == known.id));
            EventRow::Known(known, again)
        });
        let arriving = self.fetches.iter().filter(|one| matches!(one.fetch, Fetch::New(_)));
        known.chain(arriving.map(EventRow::Arriving)).collect()
    }

    /// The chosen row.
    pub fn chosen(&self) -> Option<EventRow<'_>> {
        self.rows().get(self.cursor.at).copied()
    }

    /// The event with this id.
    pub fn find(&self, id: &str) -> Option<&Known> {
        self.known.iter().find(|known| known.id == id)
    }

    /// Replaces what is known, and stays on the chosen row.
    pub(in crate::tui) fn know(&mut self, mut known: Vec<Known>) {
        let chosen = self.chosen().map(EventRow::key);
        known.sort_by_key(Known::is_shipped);
        self.known = known;
        if let Some(key) = chosen {
            self.choose(&key);
        }
    }

    pub(in crate::tui) fn choose(&mut self, key: &Fetch) {
        if let Some(at) = self.rows().iter().position(|row| row.key() == *key) {
            self.cursor.at = at;
        }
    }

    /// The figures are those of a programme that has gone.
    pub(in crate::tui) fn forget_outlines(&mut self) {
        self.outlines.clear();
    }

    /// Any other key than that of the question is an answer: no.
    pub(in crate::tui) fn drop_question(&mut self) {
        self.forgetting = None;
    }
}

impl State {
    /// Takes in which events there are at the start, also those that do not take part.
    pub fn know_events(&mut self, known: Vec<Known>) {
        self.screens.events.know(known);
        self.screens.events.cursor = Cursor::default();
        self.resolve_favourites();
        self.settle_events();
    }

    pub(in crate::tui) fn settle_events(&mut self) {
        if self.screen == Screen::Events && self.screens.events.outlines.is_empty() {
            let events = self.programme.events().iter().enumerate();
            let outlines =
                events.map(|(at, event)| (event.id.clone(), Outline::in_programme(&self.programme, EventIx::new(at))));
            self.screens.events.outlines = outlines.collect();
        }
        let (len, page) = (self.screens.events.rows().len(), self.events_page());
        self.screens.events.cursor.show(len, page);
        self.settle_report();
    }

    fn events_page(&self) -> usize {
        if self.screen != Screen::Events {
            return 1;
        }
        areas(self.size, self).list.map_or(1, |area| {
            let height = inside(area).height;
            usize::from(height / lines_per_event(height))
        })
    }

    pub(in crate::tui) fn move_in_events(&mut self, action: Action) {
        let (len, page) = (self.screens.events.rows().len(), self.events_page());
        let at = motion(action, page)(self.screens.events.cursor.at);
        self.screens.events.cursor.go(at, len, page);
    }

    /// Chooses the event under a click, so many lines below the frame.
    pub(in crate::tui) fn click_on_event(&mut self, line: usize) {
        let (len, page) = (self.screens.events.rows().len(), self.events_page());
        let height = areas(self.size, self).list.map_or(0, |area| inside(area).height);
        let row = self.screens.events.cursor.top + line / usize::from(lines_per_event(height));
        if row < len {
            self.screens.events.cursor.go(row, len, page);
        }
    }

    pub(in crate::tui) fn chosen_event(&self) -> Option<Known> {
        match self.screens.events.chosen()? {
            EventRow::Known(known, _) => Some(known.clone()),
            EventRow::Arriving(_) => None,
        }
    }

    /// Shows the sessions of the chosen event; one that does not take part does so first.
    pub(in crate::tui) fn enter_event(&mut self) -> Vec<Effect> {
        let Some(event) = self.chosen_event() else { return self.try_again() };
        if event.taking_part {
            self.open_event(&event.id);
            return Vec::new();
        }
        self.screens.events.opening = Some(event.id.clone());
        vec![Effect::TakePart(event.id, true)]
    }

    pub(in crate::tui) fn open_event(&mut self, id: &str) {
        let others = self.programme.events().iter().filter(|event| event.id != id);
        let ambiguous = others.flat_map(|event| [&event.id, &event.name, &event.short]).any(|text| text.contains(id));
        self.ask(&if ambiguous { format!("event:^{id}$") } else { format!("event:{id}") });
    }

    pub(in crate::tui) fn act_in_events(&mut self, action: Action) -> Option<Vec<Effect>> {
        Some(match action {
            Action::Refresh => self.refresh_chosen(),
            Action::TakePart => self.take_part(),
            Action::Forget => self.forget(),
            Action::Report | Action::Changes => {
                self.read_about(if action == Action::Report { About::Problems } else { About::Changes });
                Vec::new()
            }
            _ => return None,
        })
    }

    fn take_part(&mut self) -> Vec<Effect> {
        let Some(event) = self.chosen_event() else { return Vec::new() };
        if !event.is_shipped() && event.fetched.is_none() {
            self.warn("it was opened for once and is not kept");
            return Vec::new();
        }
        vec![Effect::TakePart(event.id, !event.taking_part)]
    }

    /// Asks first; the same key again is the answer.
    fn forget(&mut self) -> Vec<Effect> {
        let Some(event) = self.chosen_event() else {
            return self.drop_failed();
        };
        if event.is_shipped() {
            let key = self.key_hint(Action::TakePart).map_or(String::new(), |key| format!(" · {key} leaves it out"));
            self.warn(format!("{} is part of the program{key}", event.name));
            return Vec::new();
        }
        if event.fetched.is_none() {
            self.warn("it was opened for once and will be gone when you leave");
            return Vec::new();
        }
        if self.screens.events.forgetting.take().as_ref() == Some(&event.id) {
            return vec![Effect::Forget(event.id)];
        }
        let key = self.key_hint(Action::Forget).unwrap_or_default();
        self.warn(format!("{key} again forgets {}; your marks and notes stay", event.name));
        self.screens.events.forgetting = Some(event.id);
        Vec::new()
    }

    /// What has to be read from disk to say everything about every event, and was not asked for yet.
    pub(in crate::tui) fn study(&mut self) -> Vec<Effect> {
        let events = &mut self.screens.events;
        let wanted = events.known.iter().filter(|known| known.fetched.is_some() || !known.taking_part);
        let wanted: Vec<String> =
            wanted.map(|known| &known.id).filter(|id| !events.asked.contains(*id)).cloned().collect();
        events.asked.extend(wanted.iter().cloned());
        if wanted.is_empty() { Vec::new() } else { vec![Effect::Study(wanted)] }
    }

    /// The figures of an event, as far as they are known.
    pub fn outline(&self, id: &str) -> Option<&Outline> {
        let events = &self.screens.events;
        events.outlines.get(id).or_else(|| events.studies.get(id)?.outline.as_ref())
    }

    /// What the user has attached to a session of a report.
    pub(in crate::tui) fn entry_of(&self, event: &str, item: &Item) -> Option<&Entry> {
        self.favourites.attached(event, &item.id)
    }

    /// The same of a session that is gone: its id may be another's today, and its mark then has stepped aside.
    pub(in crate::tui) fn entry_of_gone(&self, event: &str, item: &Item) -> Option<&Entry> {
        let entry = self.favourites.attached_to_gone(event, &item.id, &item.title)?;
        Some(entry).filter(|entry| self.unmatched.contains(entry))
    }

    /// Opens the field for a file or an address.
    pub(in crate::tui) fn ask_for_source(&mut self) {
        self.overlay = Some(Overlay::Source(SourceView::default()));
    }

    /// A source in the words of the list.
    pub fn source_words(known: &Known) -> String {
        match (&known.source, known.fetched) {
            (Source::Shipped, _) => "shipped".to_owned(),
            (source, Some(_)) => source.to_string(),
            (source, None) => format!("{source}, not kept"),
        }
    }
}
