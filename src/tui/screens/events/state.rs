//! The Events screen: which event is chosen, and what can be done with it.

use crate::action::{Action, Mode};
use crate::model::{EventIx, Source};
use crate::tui::ask::{About, Ask, Asks, Chosen, Opening, warn};
use crate::tui::contract::{Hints, Screen};
use crate::tui::derived::Derived;
use crate::tui::layout::inside;
use crate::tui::screens::events::{rows::EventRow, rows::areas, rows::lines_per_event, rows::rows};
use crate::tui::widgets::{Cursor, motion, page};
use crate::tui::world::{
    World, effect::Effect, events::EventFigures, events::EventInfo, events::Fetch, events::Fetching,
    filter::FilterChange,
};
use ratatui::layout::{Position, Rect};
use std::collections::BTreeMap;

/// What is done with the chosen row.
const OWN: [Action; 9] = [
    Action::Enter,
    Action::OnlyEvent,
    Action::Refresh,
    Action::Zone,
    Action::Rename,
    Action::TakePart,
    Action::Forget,
    Action::Report,
    Action::Changes,
];

#[derive(Debug, Clone, Default)]
pub struct EventsScreen {
    pub cursor: Cursor,
    /// What tells the chosen row from the others, wherever it is now.
    chosen: Option<Fetch>,
    /// The figures of the events of the programme, by id.
    outlines: Derived<u32, BTreeMap<String, EventFigures>>,
    /// The event that is forgotten if the same key is pressed again.
    forgetting: Option<String>,
}

impl Screen for EventsScreen {
    fn enter(&mut self, world: &World, _list: Chosen) -> Asks {
        let unread = world.events().unread();
        if unread.is_empty() { Asks::new() } else { vec![Ask::Do(Effect::Study(unread))] }
    }

    fn refresh(&mut self, world: &World, area: Rect) {
        let programme = world.programme();
        self.outlines.refresh(world.revision().programme, || {
            let figures = |at| EventFigures::in_programme(programme, EventIx::new(at));
            programme.events().iter().enumerate().map(|(at, event)| (event.id.clone(), figures(at))).collect()
        });
        let rows = rows(world.events());
        let list = inside(areas(area, rows.len()).0);
        self.cursor.at = self.place(&rows);
        self.cursor.fit(rows.len(), page(list, lines_per_event(list.height)));
        self.chosen = rows.get(self.cursor.at).map(|row| row.key());
    }

    fn act(&mut self, world: &World, action: Action) -> Option<Asks> {
        let rows = rows(world.events());
        if let Some(to) = motion(action, self.place(&rows), self.cursor.page()) {
            self.go(&rows, to);
            return Some(Asks::new());
        }
        if !OWN.contains(&action) {
            return None;
        }
        Some(match (rows.get(self.place(&rows)).copied(), action) {
            (Some(EventRow::Known(known, _)), action) => self.act_on(world, known, action),
            (Some(EventRow::Arriving(fetching)), action) => act_on_arriving(fetching, action),
            (None, _) => Asks::new(),
        })
    }

    fn click(&mut self, world: &World, area: Rect, at: Position) -> Asks {
        let rows = rows(world.events());
        let pane = areas(area, rows.len()).0;
        if self.cursor.click(at, pane, inside(pane), lines_per_event(inside(pane).height)) {
            self.go(&rows, self.cursor.at);
        }
        Asks::new()
    }

    fn hints(&self, world: &World) -> Hints {
        use Action as A;
        let known = match self.row(world) {
            Some(EventRow::Arriving(fetching)) => {
                let failed = [(A::Enter, "read and mend"), (A::Refresh, "try again"), (A::Forget, "take it away")];
                let first = failed.into_iter().filter(|_| !fetching.runs());
                return first.chain([(A::Import, "import"), (A::Help, "help")]).collect();
            }
            Some(EventRow::Known(known, _)) => Some(known),
            None => None,
        };
        let mut hints = vec![(A::Enter, "sessions"), (A::Import, "import")];
        if known.is_some_and(EventInfo::has_way_back) {
            hints.push((A::Refresh, "refresh"));
        }
        let part = if known.is_some_and(|known| known.taking_part) { "leave out" } else { "take part" };
        let kept = known.is_some_and(|known| known.fetched.is_some());
        hints.extend([(A::Zone, "zone")].into_iter().filter(|_| kept));
        hints.push((A::TakePart, part));
        if kept {
            hints.extend([(A::Changes, "changes"), (A::Report, "report"), (A::Forget, "forget")]);
        }
        hints.extend([(A::RefreshAll, "refresh all"), (A::Help, "help"), (A::Quit, "quit")]);
        hints
    }
}

impl EventsScreen {
    /// Any other key than that of the question is an answer: no.
    pub fn drop_question(&mut self) {
        self.forgetting = None;
    }

    pub fn row<'w>(&self, world: &'w World) -> Option<EventRow<'w>> {
        let rows = rows(world.events());
        rows.get(self.place(&rows)).copied()
    }

    pub fn chosen_key(&self, world: &World) -> Option<Fetch> {
        self.row(world).map(EventRow::key)
    }

    pub fn chosen_running(&self, world: &World) -> Option<Fetch> {
        self.row(world).filter(|row| row.fetching().is_some_and(Fetching::runs)).map(EventRow::key)
    }

    pub fn choose_row(&mut self, world: &World, key: &Fetch) {
        let rows = rows(world.events());
        if let Some(at) = rows.iter().position(|row| row.key() == *key) {
            self.go(&rows, at);
        }
    }

    pub fn figures<'a>(&'a self, world: &'a World, row: EventRow<'_>) -> Option<&'a EventFigures> {
        let EventRow::Known(EventInfo { id, .. }, _) = row else { return None };
        self.outlines.get().get(id).or_else(|| world.events().study(id)?.outline.as_ref())
    }

    /// Where the chosen row is among rows that may have changed; where it is gone, another has taken its place.
    fn place(&self, rows: &[EventRow<'_>]) -> usize {
        let same = self.chosen.as_ref().and_then(|key| rows.iter().position(|row| row.key() == *key));
        same.unwrap_or(self.cursor.at).min(rows.len().saturating_sub(1))
    }

    fn go(&mut self, rows: &[EventRow<'_>], to: usize) {
        self.cursor.at = to.min(rows.len().saturating_sub(1));
        self.chosen = rows.get(self.cursor.at).map(|row| row.key());
    }

    fn act_on(&mut self, world: &World, known: &EventInfo, action: Action) -> Asks {
        match action {
            Action::Refresh => refresh(known),
            Action::TakePart if !known.is_shipped() && known.fetched.is_none() => {
                warn("it was opened for once and is not kept")
            }
            Action::TakePart => vec![Ask::Do(Effect::TakePart(known.id.clone(), !known.taking_part))],
            Action::Forget => self.forget(world, known),
            Action::Zone | Action::Rename if known.fetched.is_none() => {
                warn("only of an event that is kept can more be said: import it")
            }
            Action::Zone | Action::Rename => {
                let (event, name) = (known.id.clone(), action == Action::Rename);
                vec![Ask::Open(Opening::Describe { event, name })]
            }
            Action::OnlyEvent if is_scope(world, known) => vec![Ask::Filter(FilterChange::Scope(None))],
            Action::Report => vec![Ask::Open(Opening::Report(known.id.clone(), About::Problems))],
            Action::Changes => vec![Ask::Open(Opening::Report(known.id.clone(), About::Changes))],
            _ => vec![Ask::Event(known.id.clone())],
        }
    }

    /// Asks first; the same key again is the answer.
    fn forget(&mut self, world: &World, known: &EventInfo) -> Asks {
        let key = |action| world.key_for(Mode::Events, action);
        if known.is_shipped() {
            let key = key(Action::TakePart).map_or(String::new(), |key| format!(" · {key} leaves it out"));
            return warn(format!("{} is part of the program{key}", known.name));
        }
        if known.fetched.is_none() {
            return warn("it was opened for once and will be gone when you leave");
        }
        if self.forgetting.take().as_ref() == Some(&known.id) {
            return vec![Ask::Do(Effect::Forget(known.id.clone()))];
        }
        self.forgetting = Some(known.id.clone());
        let key = key(Action::Forget).unwrap_or_default();
        warn(format!("{key} again forgets {}; your marks and notes stay", known.name))
    }
}

/// What failed can be tried again or taken away; what is under way can be called off.
fn act_on_arriving(fetching: &Fetching, action: Action) -> Asks {
    match (action, &fetching.fetch) {
        (Action::Enter, Fetch::New(typed)) if !fetching.runs() => {
            vec![Ask::Open(Opening::Source(Some(typed.clone()))), Ask::Do(Effect::Conferences(false))]
        }
        (Action::Refresh, Fetch::New(typed)) if !fetching.runs() => {
            vec![Ask::Do(Effect::Import(typed.clone()))]
        }
        (Action::Forget, fetch) if fetching.runs() => vec![Ask::Do(Effect::StopFetching(Some(fetch.clone())))],
        (Action::Forget, fetch) => vec![Ask::Drop(fetch.clone())],
        _ => Asks::new(),
    }
}

fn is_scope(world: &World, known: &EventInfo) -> bool {
    world.filter().scope.is_some_and(|event| world.programme().event(event).id == known.id)
}

fn refresh(known: &EventInfo) -> Asks {
    match (&known.source, known.fetched) {
        (Source::File(source) | Source::Address(source), None) => vec![Ask::Do(Effect::Import(source.clone()))],
        (Source::File(_) | Source::Address(_), Some(_)) => vec![Ask::Do(Effect::Refresh(vec![known.id.clone()]))],
        (Source::Shipped, _) => warn(format!("{} is part of the program and does not change", known.name)),
        (Source::Input, _) => warn(format!("{} came from standard input and cannot be fetched again", known.name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::beginning;

    use chrono::DateTime;

    const AREA: Rect = Rect { x: 0, y: 1, width: 80, height: 22 };

    fn kept(id: &str) -> EventInfo {
        let source = Source::Address(format!("https://{id}.example"));
        let fetched = Some(DateTime::UNIX_EPOCH);
        EventInfo { id: id.into(), name: id.to_uppercase(), source, fetched, taking_part: true }
    }

    fn world(known: &[&str]) -> World {
        let mut world = World::new(beginning(Vec::new()));
        know(&mut world, known);
        world
    }

    fn know(world: &mut World, known: &[&str]) {
        world.edit().events().know(known.iter().map(|id| kept(id)).collect());
    }

    fn again(id: &str) -> Option<Fetch> {
        Some(Fetch::Again(id.into()))
    }

    #[test]
    fn the_choice_stays_on_its_row_whatever_comes_and_goes() {
        let (mut world, mut screen) = (world(&["a", "b"]), EventsScreen::default());
        assert_eq!(screen.chosen_key(&world), again("a"));
        screen.refresh(&world, AREA);
        screen.act(&world, Action::Next).unwrap();
        know(&mut world, &["x", "a", "y", "b"]);
        assert_eq!(screen.chosen_key(&world), again("b"), "even before it is shown again");
        screen.refresh(&world, AREA);
        assert_eq!((screen.cursor.at, screen.chosen_key(&world)), (3, again("b")));
        know(&mut world, &["x", "a"]);
        screen.refresh(&world, AREA);
        assert_eq!((screen.cursor.at, screen.chosen_key(&world)), (1, again("a")));
        world.edit().events().begin(vec![Fetch::Again("x".into())]);
        assert_eq!(screen.chosen_running(&world), None);
        screen.choose_row(&world, &Fetch::Again("x".into()));
        assert_eq!(screen.chosen_running(&world), again("x"));
    }

    #[test]
    fn an_event_is_forgotten_when_asked_twice_in_a_row() {
        let (world, mut screen) = (world(&["a"]), EventsScreen::default());
        let gone = vec![Ask::Do(Effect::Forget("a".into()))];
        let asks = screen.act(&world, Action::Forget).unwrap();
        assert_eq!(asks, warn("d again forgets A; your marks and notes stay"));
        screen.drop_question();
        assert_ne!(screen.act(&world, Action::Forget).unwrap(), gone);
        assert_eq!(screen.act(&world, Action::Forget).unwrap(), gone);
    }

    #[test]
    fn what_failed_is_tried_again_or_taken_away() {
        let (mut world, mut screen) = (world(&["a"]), EventsScreen::default());
        let fetch = Fetch::New("there".into());
        world.edit().events().begin(vec![fetch.clone()]);
        screen.choose_row(&world, &fetch);
        assert_eq!(screen.act(&world, Action::Enter), Some(Asks::new()));
        let stop = Ask::Do(Effect::StopFetching(Some(fetch.clone())));
        assert_eq!(screen.act(&world, Action::Forget), Some(vec![stop]));
        world.edit().events().fail(&fetch, vec!["no such place".into()]);
        assert_eq!(screen.act(&world, Action::Refresh), Some(vec![Ask::Do(Effect::Import("there".into()))]));
        assert_eq!(screen.act(&world, Action::Forget), Some(vec![Ask::Drop(fetch)]));
        assert_eq!(screen.act(&world, Action::NextSession), None);
    }
}
