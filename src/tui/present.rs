//! What is seen first: the event that runs or comes next, at what is on, or how to begin.

use crate::action::{Action, Mode};
use crate::changes::Report;
use crate::model::{EventIx, Mark, Source};
use crate::problem::Severity;
use crate::tui::app::App;
use crate::tui::ask::{Opening, ScreenId, Status};
use crate::tui::contract::Screen;
use crate::tui::overlays::open;
use crate::tui::world::World;
use crate::tui::world::filter::{FacetName, FilterChange};
use crate::tui::world::preferences::Remembered;
use crate::words::day;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeMap;

impl App {
    /// Begins where the user is: with what they left, at the event that runs or comes next. Where nothing is theirs yet,
    /// tells how to begin.
    pub fn begin_with(&mut self, remembered: Remembered, nothing_own: bool) {
        let Remembered {
            welcomed,
            screen,
            event,
            only,
            by_time,
            queries,
            hidden_tracks,
            hidden_rooms,
            widths,
            places,
            about,
            later,
            by_likeness,
            read,
        } = remembered;
        // What is wrong with files or settings is more urgent than what is shown first.
        let urgent = self.status.take();
        self.welcomed = welcomed;
        let rooms = hidden_rooms
            .into_iter()
            .flat_map(|(event, rooms)| rooms.into_iter().map(move |room| FacetName::Room(event.clone(), room)));
        let hidden: Vec<FacetName> = hidden_tracks.into_iter().map(FacetName::Track).chain(rooms).collect();
        if !hidden.is_empty() {
            self.world.narrow(FilterChange::HideAgain(hidden));
        }
        for screen in ScreenId::ALL {
            if let Some(width) = widths.get(screen.action().name()) {
                self.screens.get_mut(*screen).widen(*width);
            }
        }
        self.world.narrow(FilterChange::Recall(queries));
        self.world.begin_news(read);
        (self.places, self.about, self.later) = (places, about, later);
        self.screens.triage.by_likeness = by_likeness;
        self.find_put_off();
        let programme = self.world.programme();
        let event = event.and_then(|id| programme.event_by_id(&id));
        if by_time {
            self.world.narrow(FilterChange::Group);
        }
        let asked = event.is_some() && only;
        if let Some(present) = present_event(&self.world).filter(|_| !asked) {
            self.stand_at_present(present);
        } else if event.is_some() {
            self.world.narrow(FilterChange::Scope(event));
        }
        self.refresh();
        self.stand_where_one_was();
        let screen = ScreenId::ALL.iter().find(|one| screen.as_deref() == Some(one.action().name()));
        if let Some(screen) = screen.filter(|screen| **screen != self.screen) {
            self.go_to(*screen);
        }
        if nothing_own && !welcomed {
            self.layers.extend(open(Opening::Card, &self.world).ok());
        }
        self.status = urgent.or(self.status.take());
        self.stale = true;
    }

    /// Chooses what was chosen last of the event that the list is about; what is on, or comes next, comes first.
    fn stand_where_one_was(&mut self) {
        let programme = self.world.programme();
        let scope = self.world.filter().scope.map(|event| programme.event(event).id.clone());
        let event = scope.or(self.about.clone()).and_then(|id| programme.event_by_id(&id));
        let Some(event) = event.filter(|event| !self.world.is_to_come(*event)) else { return };
        let id = &programme.event(event).id;
        let session = self.places.get(id).and_then(|session| programme.session_by_id(id, session));
        if let Some(session) = session {
            self.current = Some(session);
            self.screens.sessions.choose(&self.world, session);
            self.refresh();
        }
    }

    /// What was chosen last of each event, and of which event the last one was.
    fn places(&self) -> (BTreeMap<String, String>, Option<String>) {
        let programme = self.world.programme();
        let touched = self.screen != ScreenId::Sessions || self.screens.sessions.is_chosen(&self.world);
        let here = self.view().chosen().session.filter(|_| touched).or(self.current);
        let (mut places, mut about) = (self.places.clone(), self.about.clone());
        if let Some(session) = here {
            let event = programme.event_of(session).id.clone();
            places.insert(event.clone(), programme.session(session).id.clone());
            about = Some(event);
        }
        (places, about)
    }

    /// Goes through what a query finds, one session at a time; of the event with this id where one is named.
    pub fn begin_triage(&mut self, query: String, event: Option<&str>) {
        let event = event.and_then(|id| self.world.programme().event_by_id(id));
        if event.is_some() {
            self.narrow(FilterChange::Scope(event));
        }
        if !query.is_empty() {
            self.narrow(FilterChange::Only(query));
        }
        self.refresh();
        self.go_to(ScreenId::Triage);
        self.status = None;
        self.refresh();
    }

    /// Takes in what the last refreshes of an event changed, and says how much of that is the user's.
    pub(super) fn take_report(&mut self, event: String, reports: Vec<Report>) {
        self.world.report(event, reports);
        // What is wrong is more urgent; that one event is shown is not.
        let urgent = self.status.take_if(|status| status.severity != Severity::Note);
        let mine = self.news_of_mine().map(Status::said);
        self.status = urgent.or(mine).or(self.status.take());
    }

    /// What has changed of what the user marked, in one line; nothing where nothing has.
    fn news_of_mine(&self) -> Option<String> {
        let is_mine = |ix| matches!(self.world.personal(ix).mark, Some(Mark::Going | Mark::Interested));
        let mine: Vec<DateTime<Utc>> =
            self.world.news().all().filter(|(ix, _)| is_mine(*ix)).map(|(_, unread)| unread.at).collect();
        let since = self.world.clock().own_zone.local(*mine.iter().min()?);
        let recent = self.world.now() - since.to_utc() < TimeDelta::days(7);
        let since = if recent { since.format("%A").to_string() } else { day(since.date_naive()) };
        let key = self.world.key_for(Mode::Global, Action::News).map_or(String::new(), |key| format!(" · {key}"));
        Some(format!("{} of yours changed since {since}{key}", mine.len()))
    }

    /// Has what was put off stand behind the rest, as far as it is there by now.
    pub(super) fn find_put_off(&mut self) {
        let programme = self.world.programme();
        let ids = self.later.iter().flat_map(|(event, ids)| ids.iter().map(move |id| (event, id)));
        let found = ids.filter_map(|(event, id)| programme.session_by_id(event, id));
        let found = found.collect();
        self.screens.triage.begin_with(found);
    }

    /// What was put off, and what was put off of events that are not here.
    fn put_off(&self) -> BTreeMap<String, Vec<String>> {
        let programme = self.world.programme();
        let mut later = self.later.clone();
        later.retain(|event, _| programme.event_by_id(event).is_none());
        for (event, id) in self.screens.triage.put_off_ids(&self.world) {
            later.entry(event).or_default().push(id);
        }
        later
    }

    /// What is worth knowing at the next start.
    pub fn remembered(&self) -> Remembered {
        let filter = self.world.filter();
        let (mut hidden_tracks, mut hidden_rooms) = (Vec::new(), BTreeMap::<String, Vec<String>>::new());
        for name in filter.hidden_names(self.world.programme()) {
            match name {
                FacetName::Track(name) => hidden_tracks.push(name),
                FacetName::Room(event, name) => hidden_rooms.entry(event).or_default().push(name),
            }
        }
        // Where one goes through the list is no place to come back to: it is one key away.
        let screen = if self.screen == ScreenId::Triage { ScreenId::Sessions } else { self.screen };
        let widths = ScreenId::ALL.iter().map(|screen| (screen.action().name(), self.screens.get(*screen).width()));
        let widths = widths.filter(|(_, width)| *width > 0).map(|(name, width)| (name.to_owned(), width)).collect();
        let (places, about) = self.places();
        Remembered {
            places,
            about,
            welcomed: self.welcomed || self.world.marks().favourites.entries().next().is_some(),
            screen: Some(screen.action().name().to_owned()),
            event: filter.scope.map(|event| self.world.programme().event(event).id.clone()),
            only: false,
            by_time: filter.grouped,
            queries: filter.earlier.clone(),
            hidden_tracks,
            hidden_rooms,
            widths,
            later: self.put_off(),
            by_likeness: self.screens.triage.by_likeness,
            read: self.world.news().read().clone(),
        }
    }
}

/// The event that runs, or else the next to come of those that the user brought in: what ships is over, unless the clock
/// is a pretended one.
fn present_event(world: &World) -> Option<EventIx> {
    let (programme, now) = (world.programme(), world.now());
    let mut found: Option<((bool, DateTime<Utc>), EventIx)> = None;
    for event in (0..programme.events().len()).map(EventIx::new) {
        let Some((first, last)) = programme.packed(event).span() else { continue };
        if programme.event(event).source == Source::Shipped && first > now {
            continue;
        }
        let rank = (first > now, first);
        if last > now && found.is_none_or(|(best, _)| rank < best) {
            found = Some((rank, event));
        }
    }
    found.map(|(_, event)| event)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Event, Schedule, Session};
    use crate::test_support::beginning;
    use crate::tui::world::filter::Facet;

    fn harbour() -> Schedule {
        let event = Event { id: "harbour".into(), name: "Harbour".into(), short: "Harbour".into(), ..Event::default() };
        let mut schedule = Schedule { event, ..Schedule::default() };
        for (id, room, track) in [("one", "Dock 1", "Net"), ("two", "Dock 2", "Roofs")] {
            let mut session = Session::new(id, id);
            session.room = Some(schedule.room(room));
            session.track = Some(schedule.track(track, track));
            schedule.sessions.push(session);
        }
        schedule
    }

    #[test]
    fn what_is_hidden_and_how_wide_panes_are_is_so_at_the_next_start_also_where_the_event_was_away_meanwhile() {
        let mut app = App::new(beginning(vec![harbour()]));
        let room = app.world.programme().session(crate::model::SessionIx::new(0)).room.unwrap();
        let track = app.world.programme().session(crate::model::SessionIx::new(1)).track.unwrap();
        app.narrow(FilterChange::Hide(Facet::Room(room)));
        app.narrow(FilterChange::Hide(Facet::Track(track)));
        app.screens.agenda.widen(1);
        app.screens.timetable.widen(24);
        let first = app.remembered();
        assert_eq!(first.widths.len(), 2);

        let mut away = App::new(beginning(Vec::new()));
        away.begin_with(first.clone(), false);
        let second = away.remembered();
        assert_eq!(second.hidden_rooms, first.hidden_rooms);

        let mut again = App::new(beginning(vec![harbour()]));
        again.begin_with(second, false);
        again.refresh();
        assert_eq!(again.world.found().hits.len(), 0, "one is hidden by its room, the other by its track");
        assert_eq!((again.screens.agenda.width(), again.screens.timetable.width()), (1, 24));
        assert_eq!(again.remembered(), Remembered { event: None, ..first });
    }
}
