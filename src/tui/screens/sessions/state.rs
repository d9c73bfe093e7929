//! The Sessions screen: tracks and speakers narrow the list, and what it has chosen is read beside it.

use crate::action::{Action, Mode};
use crate::model::{SessionIx, SpeakerIx};
use crate::tui::ask::{Ask, Asks, Chosen, Opening, Page, ScreenId, say, warn};
use crate::tui::contract::{Hints, Screen};
use crate::tui::layout::inside;
use crate::tui::screens::sessions::grouping::{Heights, Part, leap, present_session};
use crate::tui::screens::sessions::hints::hints;
use crate::tui::screens::sessions::panes::{Pane, Panes, Zoom, list_rows};
use crate::tui::widgets::{Cursor, bar_at, motion};
use crate::tui::world::{World, filter::Facet, filter::FilterChange, remap::Remap};
use ratatui::layout::{Position, Rect};
use std::ops::Range;

/// In the order in which the keyboard goes through them.
const PANES: [Pane; 4] = [Pane::List, Pane::Reader, Pane::Tracks, Pane::Speakers];

/// Several rows of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Selection {
    /// Those from this one to the chosen one.
    From(SessionIx),
    All,
}

#[derive(Debug, Clone, Default)]
pub struct SessionsScreen {
    pub(super) focus: Pane,
    zoom: Zoom,
    pub list: Cursor,
    selected: Option<SessionIx>,
    /// What was chosen last in the whole list, to come back to from a query.
    whole: Option<SessionIx>,
    selection: Option<Selection>,
    /// Which list it is of: see [`Filter::begun`](crate::tui::world::filter::Filter::begun).
    begun: u32,
    /// Where the tracks are; row 0 is all of them.
    pub tracks: Cursor,
    /// Where the speakers are; row 0 is all of them.
    pub speakers: Cursor,
    speaker: Option<SpeakerIx>,
    panes: Panes,
}

impl SessionsScreen {
    pub fn focus_list(&mut self) {
        self.focus = Pane::List;
    }

    /// Whether the row was chosen, by a motion or a search, and is not just the first of all.
    pub fn is_chosen(&self, world: &World) -> bool {
        self.list.at > 0 || world.filter().is_narrowed()
    }

    /// Whether the keyboard is in the page beside the list.
    pub fn in_reader(&self) -> bool {
        self.focus == Pane::Reader
    }

    /// Where the choice stands among all, in a few words.
    pub fn place(&self, world: &World) -> String {
        match world.found().hits.len() {
            0 => String::new(),
            len => format!("{} of {len}", self.list.at + 1),
        }
    }

    /// The panes in the body of a window.
    pub(super) fn panes_in(&self, world: &World, body: Rect) -> Panes {
        Panes::new(body, self.focus, self.zoom, world.found().tracks.len())
    }

    fn change_width(&mut self, wider: bool) -> Asks {
        match self.zoom.step(wider) {
            Some(zoom) => self.zoom = zoom,
            None => return say(if wider { "the pane has the whole window" } else { "the panes are as they begin" }),
        }
        Asks::new()
    }

    fn page(&self, world: &World) -> usize {
        let rows = self.rows(world);
        Heights::new(world, self.list.at, rows).placed(self.list.top, rows).count()
    }

    /// The lines of the list, below the search box.
    fn rows(&self, world: &World) -> Rect {
        self.panes.at(Pane::List).map_or(Rect { height: 1, ..Rect::default() }, |area| list_rows(world, area))
    }

    fn turn(&mut self, by: usize) -> Asks {
        let at = PANES.iter().position(|pane| *pane == self.focus).unwrap_or(0);
        self.focus = PANES[(at + by) % PANES.len()];
        vec![Ask::Filter(FilterChange::Typing(false))]
    }

    fn move_by(&mut self, world: &World, action: Action) -> Asks {
        let (at, page) = match self.focus {
            Pane::Tracks => (self.tracks.at, self.tracks.page()),
            Pane::Speakers => (self.speakers.at, self.speakers.page()),
            Pane::List => (self.list.at, self.page(world)),
            Pane::Reader => return vec![Ask::Reader(action)],
        };
        motion(action, at, page).map_or(Asks::new(), |row| self.choose_row(world, self.focus, row))
    }

    fn choose_row(&mut self, world: &World, pane: Pane, row: usize) -> Asks {
        let found = world.found();
        match pane {
            Pane::Tracks => {
                let row = row.min(found.tracks.len());
                let track = row.checked_sub(1).and_then(|row| found.tracks.get(row));
                vec![Ask::Filter(FilterChange::Track(track.map(|(track, _)| *track)))]
            }
            Pane::Speakers => {
                let row = row.min(found.speakers.len());
                let speaker = row.checked_sub(1).and_then(|row| found.speakers.get(row));
                vec![Ask::Filter(FilterChange::Speaker(speaker.map(|(speaker, _)| *speaker)))]
            }
            Pane::List => {
                self.list.at = row.min(found.hits.len().saturating_sub(1));
                self.selected = found.hits.get(self.list.at).copied();
                Asks::new()
            }
            Pane::Reader => Asks::new(),
        }
    }

    fn step(&mut self, world: &World, forward: bool) -> Asks {
        let at = self.list.at;
        let row = if forward { at + 1 } else { at.saturating_sub(1) };
        let end = row == at || row >= world.found().hits.len();
        let mut asks = self.choose_row(world, Pane::List, row);
        if end {
            asks.extend(say(if forward { "the last one" } else { "the first one" }));
        }
        asks
    }

    fn leap(&mut self, world: &World, action: Action) -> Asks {
        let (part, last) = match action {
            Action::NextStart | Action::PreviousStart => (Part::Start, "the last start of the list"),
            Action::NextDay | Action::PreviousDay => (Part::Day, "the last day of the list"),
            _ => (Part::Event, "the last event of the list"),
        };
        let forward = matches!(action, Action::NextStart | Action::NextDay | Action::NextEvent);
        match leap(world, self.list.at, forward, part) {
            Some(row) => {
                self.list.top = row;
                self.choose_row(world, Pane::List, row)
            }
            None => say(if forward { last } else { "the beginning of the list" }),
        }
    }

    /// The rows that are selected.
    pub(super) fn selected_rows(&self, world: &World) -> Range<usize> {
        let hits = &world.found().hits;
        match self.selection {
            Some(Selection::All) => 0..hits.len(),
            Some(Selection::From(anchor)) => {
                let anchor = hits.iter().position(|hit| *hit == anchor).unwrap_or(self.list.at);
                anchor.min(self.list.at)..(anchor.max(self.list.at) + 1).min(hits.len())
            }
            None => 0..0,
        }
    }

    fn select(&mut self, all: bool) -> Asks {
        self.focus = Pane::List;
        self.selection = match self.selection {
            Some(Selection::From(_)) if !all => None,
            _ if all => Some(Selection::All),
            _ => self.selected.map(Selection::From),
        };
        Asks::new()
    }

    fn back(&mut self, world: &World) -> Asks {
        if self.selection.take().is_some() {
            return Asks::new();
        }
        if self.focus != Pane::List {
            self.focus = Pane::List;
            return Asks::new();
        }
        if world.filter().is_narrowed() {
            return vec![Ask::Filter(FilterChange::Nothing)];
        }
        let every = world.key_for(Mode::Sessions, Action::OnlyEvent).filter(|_| world.filter().scope.is_some());
        let every = every.map_or(String::new(), |key| format!("{key} shows every event · "));
        let quit = world.key_for(ScreenId::Sessions.mode(), Action::Quit);
        quit.map_or(Asks::new(), |quit| say(format!("{every}{quit} leaves")))
    }

    /// The event of the chosen session alone, or every event again.
    fn only_event(&self, world: &World) -> Asks {
        let programme = world.programme();
        let event = self.selected.map(|ix| programme.brief(ix).event);
        match (world.filter().scope, event) {
            (Some(_), _) => vec![Ask::Filter(FilterChange::Scope(None))],
            (None, Some(event)) => vec![Ask::Event(programme.event(event).id.clone())],
            (None, None) => warn("no session is chosen"),
        }
    }

    /// Stands on what is on or comes next, with what begins at the same time below it; tells whether there is any.
    pub fn open_at_present(&mut self, world: &World) -> bool {
        let present = present_session(world);
        if let Some(session) = present {
            self.choose(world, session);
            self.list.top = self.list.at;
        }
        present.is_some()
    }

    /// Among the tracks, hides the chosen one.
    fn hide(&self, world: &World) -> Asks {
        vec![match (self.focus, world.filter().track) {
            (Pane::Tracks, Some(track)) => Ask::Filter(FilterChange::Hide(Facet::Track(track))),
            _ => Ask::Open(Opening::Hidden(self.selected)),
        }]
    }

    /// Stays on the session that was chosen, unless something else was asked for.
    fn refresh_list(&mut self, world: &World) {
        let (filter, hits) = (world.filter(), &world.found().hits);
        let place = |wanted: Option<SessionIx>| wanted.and_then(|ix| hits.iter().position(|hit| *hit == ix));
        if self.begun != filter.begun {
            self.begun = filter.begun;
            let narrowed = filter.is_narrowed();
            let stays = self.selected.filter(|_| filter.stays || !narrowed);
            self.list = Cursor::new(place(stays).or(place(self.whole.filter(|_| !narrowed))).unwrap_or(0));
        } else if hits.get(self.list.at).copied() != self.selected {
            self.list.at = place(self.selected).unwrap_or(self.list.at);
        }
        let rows = self.rows(world);
        // How high a row is depends on whether it is the chosen one, which has to be one of the list.
        self.list.at = self.list.at.min(hits.len().saturating_sub(1));
        Heights::new(world, self.list.at, rows).show(&mut self.list, rows.height);
        self.selected = hits.get(self.list.at).copied();
        if !filter.is_narrowed() {
            self.whole = self.selected;
        }
    }
}

impl Screen for SessionsScreen {
    fn refresh(&mut self, world: &World, area: Rect) {
        let (filter, found) = (world.filter(), world.found());
        self.panes = self.panes_in(world, area);
        let rows = |pane| self.panes.at(pane).map_or(1, |area| usize::from(inside(area).height));
        let track = filter.track.and_then(|chosen| found.tracks.iter().position(|(ix, _)| *ix == chosen));
        self.tracks.at = track.map_or(0, |at| at + 1);
        self.tracks.fit(found.tracks.len() + 1, rows(Pane::Tracks));
        self.speaker = filter.speaker;
        let speaker = filter.speaker.and_then(|chosen| found.speakers.iter().position(|(ix, _)| *ix == chosen));
        self.speakers.at = speaker.map_or(0, |at| at + 1);
        self.speakers.fit(found.speakers.len() + 1, rows(Pane::Speakers));
        self.refresh_list(world);
    }

    fn act(&mut self, world: &World, action: Action) -> Option<Asks> {
        Some(match action {
            Action::NextPane => self.turn(1),
            Action::PreviousPane => self.turn(3),
            Action::NextMatch | Action::PreviousMatch if self.focus == Pane::Reader => vec![Ask::Reader(action)],
            Action::NextMatch | Action::PreviousMatch => {
                self.focus = Pane::List;
                self.step(world, action == Action::NextMatch)
            }
            Action::NextSession | Action::PreviousSession => self.step(world, action == Action::NextSession),
            Action::NextStart | Action::PreviousStart | Action::NextDay | Action::PreviousDay => {
                self.leap(world, action)
            }
            Action::NextEvent | Action::PreviousEvent => self.leap(world, action),
            Action::Going if self.focus == Pane::Tracks => {
                let track = self.tracks.at.checked_sub(1).and_then(|row| world.found().tracks.get(row));
                vec![Ask::Filter(FilterChange::TickTrack(track.map(|(track, _)| *track)))]
            }
            Action::Going if self.focus == Pane::Speakers => {
                let speaker = self.speakers.at.checked_sub(1).and_then(|row| world.found().speakers.get(row));
                vec![Ask::Filter(FilterChange::TickSpeaker(speaker.map(|(speaker, _)| *speaker)))]
            }
            Action::Enter if matches!(self.focus, Pane::Tracks | Pane::Speakers) => {
                self.focus = Pane::List;
                Asks::new()
            }
            Action::Enter if self.focus == Pane::Reader => vec![Ask::Reader(action)],
            Action::Back => self.back(world),
            Action::Group => vec![Ask::Filter(FilterChange::Group)],
            Action::Present if self.open_at_present(world) => Asks::new(),
            Action::Present => say("nothing in the list is on or to come"),
            Action::OnlyEvent => self.only_event(world),
            Action::Select | Action::SelectAll => self.select(action == Action::SelectAll),
            Action::Wider | Action::Narrower => self.change_width(action == Action::Wider),
            Action::Hide => self.hide(world),
            Action::ShowHidden => vec![Ask::Filter(FilterChange::ShowHidden)],
            _ if motion(action, 0, 1).is_some() => self.move_by(world, action),
            _ => return None,
        })
    }

    /// Among tracks and speakers the key of marks ticks.
    fn claims(&self, _world: &World, action: Action) -> bool {
        action == Action::Going && matches!(self.focus, Pane::Tracks | Pane::Speakers)
    }

    fn click(&mut self, world: &World, _area: Rect, at: Position) -> Asks {
        let hit =
            PANES.into_iter().find_map(|pane| Some((pane, self.panes.at(pane).filter(|area| area.contains(at))?)));
        let Some((pane, area)) = hit else { return Asks::new() };
        self.focus = pane;
        let place = |mut cursor: Cursor| cursor.click(at, area, inside(area), 1).then_some(cursor.at);
        let row = match pane {
            Pane::List => {
                let rows = list_rows(world, area);
                let heights = Heights::new(world, self.list.at, rows);
                let cell = Position { x: at.x.clamp(rows.x, rows.right().saturating_sub(1)), ..at };
                bar_at(area, at, self.list.seen()).or_else(|| heights.row_at(self.list.top, rows, cell))
            }
            Pane::Tracks => place(self.tracks),
            Pane::Speakers => place(self.speakers),
            Pane::Reader => None,
        };
        let mut asks = vec![Ask::Filter(FilterChange::Typing(false))];
        asks.extend(row.map(|row| self.choose_row(world, pane, row)).into_iter().flatten());
        asks
    }

    /// The keyboard stays where it is.
    fn wheel(&mut self, world: &World, at: Position, action: Action) -> Asks {
        let under = PANES.into_iter().find(|pane| self.panes.at(*pane).is_some_and(|area| area.contains(at)));
        let focus = self.focus;
        self.focus = under.unwrap_or(focus);
        let asks = self.move_by(world, action);
        self.focus = focus;
        asks
    }

    fn choose(&mut self, world: &World, session: SessionIx) {
        if let Some(row) = world.found().hits.iter().position(|hit| *hit == session) {
            (self.list.at, self.selected) = (row, Some(session));
        }
    }

    /// The page is that of the person while the keyboard is among the speakers.
    fn chosen(&self) -> Chosen {
        let page = match (self.focus, self.speaker) {
            (Pane::Speakers, Some(speaker)) => Some(Page::Speaker(speaker)),
            _ => self.selected.map(Page::Session),
        };
        Chosen { page, session: self.selected }
    }

    fn selected(&self, world: &World) -> Vec<SessionIx> {
        let rows = self.selected_rows(world);
        world.found().hits.get(rows).unwrap_or_default().to_vec()
    }

    fn deselect(&mut self) {
        self.selection = None;
    }

    fn width(&self) -> u16 {
        self.zoom as u16
    }

    fn widen(&mut self, width: u16) {
        self.zoom = Zoom::of(width);
    }

    fn reader_area(&self, world: &World, body: Rect) -> Option<Rect> {
        self.panes_in(world, body).at(Pane::Reader)
    }

    fn remap(&mut self, remap: &Remap<'_>) {
        self.selected = self.selected.and_then(|session| remap.session(session));
        self.whole = self.whole.and_then(|session| remap.session(session));
        self.selection = match self.selection {
            Some(Selection::From(session)) => remap.session(session).map(Selection::From),
            selection => selection,
        };
        self.speaker = self.speaker.and_then(|speaker| remap.speaker(speaker));
    }

    fn hints(&self, _world: &World) -> Hints {
        hints(self.focus, self.selection.is_some())
    }
}
