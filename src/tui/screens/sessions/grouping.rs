//! The list by day and time, and tracks and rooms that one does not want to see.

use crate::action::Action;
use crate::model::{EventIx, RoomIx, Session, SessionIx, TrackIx};
use crate::tui::app::{Cursor, Overlay, Pane, State};
use crate::tui::layout::{areas, lines_per_session, list_rows};
use crate::tui::message::Effect;
use crate::tui::overlays::HiddenView;
use crate::tui::screens::sessions::state::page_of;
use crate::tui::world::clock::shown;
use crate::tui::world::remap::Heirs;
use crate::words::{day, hour, short_day};
use chrono::{DateTime, FixedOffset, NaiveDate};
use std::collections::BTreeSet;

/// What one does not want to see for now.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hidden {
    /// These tracks.
    pub tracks: BTreeSet<TrackIx>,
    /// These rooms.
    pub rooms: BTreeSet<RoomIx>,
}

/// What can be hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facet {
    /// A track.
    Track(TrackIx),
    /// A room.
    Room(RoomIx),
}

impl Hidden {
    /// Whether nothing is hidden.
    pub fn is_empty(&self) -> bool {
        self.tracks.is_empty() && self.rooms.is_empty()
    }

    /// How many tracks and rooms are hidden.
    pub fn len(&self) -> usize {
        self.tracks.len() + self.rooms.len()
    }

    /// Whether a track or room is hidden.
    pub fn has(&self, facet: Facet) -> bool {
        match facet {
            Facet::Track(track) => self.tracks.contains(&track),
            Facet::Room(room) => self.rooms.contains(&room),
        }
    }

    /// Whether a session is left out, for its track or its room.
    pub fn leaves_out(&self, session: &Session) -> bool {
        session.room.is_some_and(|room| self.rooms.contains(&room))
            || session.track.is_some_and(|track| self.tracks.contains(&track))
    }

    /// The same tracks and rooms in another programme.
    pub(in crate::tui) fn in_another(&self, heirs: &Heirs<'_>) -> Self {
        Self {
            tracks: self.tracks.iter().filter_map(|track| heirs.track(*track)).collect(),
            rooms: self.rooms.iter().filter_map(|room| heirs.room(*room)).collect(),
        }
    }

    /// Hides a track or room, or shows it again; returns whether it is hidden now.
    fn toggle(&mut self, facet: Facet) -> bool {
        match facet {
            Facet::Track(track) => self.tracks.remove(&track) || !self.tracks.insert(track),
            Facet::Room(room) => self.rooms.remove(&room) || !self.rooms.insert(room),
        };
        self.has(facet)
    }
}

/// When a session of an event begins, as far as that is known: what stands under one heading has this in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Moment {
    event: EventIx,
    date: Option<NaiveDate>,
    start: Option<DateTime<FixedOffset>>,
    all_day: bool,
}

impl State {
    fn moment(&self, ix: SessionIx) -> Moment {
        let session = self.programme.session(ix);
        let start = session.slot.map(|slot| shown(self, self.programme.event_of(ix), slot.start));
        let date = start.map(|start| start.date_naive()).or(session.day);
        Moment { event: session.event, date, start, all_day: session.slot.is_some_and(|slot| slot.all_day) }
    }

    /// What stands above a row of the list: the day and the time at which it begins, where the row before in sight begins
    /// at another.
    pub fn heading(&self, row: usize) -> Option<String> {
        self.heading_below(row, self.browse.list.top)
    }

    /// The same if the list were scrolled to a row.
    fn heading_below(&self, row: usize, top: usize) -> Option<String> {
        if !self.browse.grouped {
            return None;
        }
        let hits = &self.browse.hits;
        let moment = self.moment(*hits.get(row)?);
        let before = row.checked_sub(1).filter(|before| *before >= top);
        let before = before.and_then(|row| hits.get(row)).map(|ix| self.moment(*ix));
        if before == Some(moment) {
            return None;
        }
        let same_day = before.is_some_and(|before| (before.event, before.date) == (moment.event, moment.date));
        let time = if moment.all_day { Some("all day".to_owned()) } else { moment.start.map(hour) };
        let several = self.programme.events().len() > 1;
        let date = moment.date.filter(|_| !same_day).map(if several { day } else { short_day });
        let event = (several && !same_day).then(|| self.programme.event(moment.event).short.clone());
        let parts: Vec<String> = [date, time, event].into_iter().flatten().collect();
        Some(if parts.is_empty() { "no time".to_owned() } else { parts.join(" · ") })
    }

    /// How many lines a row of the list takes, its heading included.
    fn lines_of_row(&self, row: usize, each: usize) -> usize {
        each + usize::from(self.heading(row).is_some())
    }

    /// Scrolls the list so that the chosen row is in sight, whatever the heights of the rows.
    pub(in crate::tui) fn show_chosen_row(&mut self) {
        if !self.browse.grouped {
            let page = page_of(self, Pane::List);
            return self.browse.list.show(self.browse.hits.len(), page);
        }
        let height = areas(self.size, self).list.map_or(1, |area| list_rows(area).height);
        let each = usize::from(lines_per_session(height));
        let len = self.browse.hits.len();
        let Cursor { at, mut top } = self.browse.list;
        let at = at.min(len.saturating_sub(1));
        top = top.min(at);
        // Seen from the chosen row upwards, the list begins where the window is full; its first row has a heading.
        let mut room = usize::from(height);
        let mut first = at;
        for row in (0..=at).rev() {
            if each + 1 > room {
                break;
            }
            first = row;
            room = room.saturating_sub(each + usize::from(self.heading_below(row, 0).is_some()));
        }
        self.browse.list = Cursor { at, top: top.max(first) };
    }

    /// How many rows of the list are in sight from its first on.
    pub(in crate::tui) fn rows_in_sight(&self, height: u16) -> usize {
        let each = usize::from(lines_per_session(height));
        if !self.browse.grouped {
            return usize::from(height) / each;
        }
        let mut room = usize::from(height);
        let rows = (self.browse.list.top..self.browse.hits.len()).take_while(|row| {
            let lines = self.lines_of_row(*row, each);
            let fits = lines <= room;
            room = room.saturating_sub(lines);
            fits
        });
        rows.count()
    }

    /// The row of the list that a line of it belongs to.
    pub(in crate::tui) fn row_at_line(&self, line: usize, height: u16) -> Option<usize> {
        let each = usize::from(lines_per_session(height));
        let mut below = 0;
        (self.browse.list.top..self.browse.hits.len()).find(|row| {
            below += self.lines_of_row(*row, each);
            line < below
        })
    }

    /// Does what belongs to the screen of the sessions only.
    pub(in crate::tui) fn act_in_sessions(&mut self, action: Action) -> Option<Vec<Effect>> {
        match action {
            Action::NextDay | Action::PreviousDay | Action::NextEvent | Action::PreviousEvent => self.leap(action),
            _ => return None,
        }
        Some(Vec::new())
    }

    /// To where another day or event begins in the list; backwards first to where this one does.
    fn leap(&mut self, action: Action) {
        let by_day = matches!(action, Action::NextDay | Action::PreviousDay);
        let groups: Vec<(EventIx, Option<NaiveDate>)> = self
            .browse
            .hits
            .iter()
            .map(|ix| self.moment(*ix))
            .map(|moment| (moment.event, moment.date.filter(|_| by_day)))
            .collect();
        let at = self.browse.list.at;
        let begins = |row: &usize| row.checked_sub(1).is_none_or(|before| groups.get(before) != groups.get(*row));
        let forward = matches!(action, Action::NextDay | Action::NextEvent);
        let found = if forward { (at + 1..groups.len()).find(begins) } else { (0..at).rev().find(begins) };
        match found {
            Some(row) => self.choose_row(Pane::List, row),
            None => self.say(match (forward, by_day) {
                (true, true) => "the last day of the list",
                (true, false) => "the last event of the list",
                (false, _) => "the beginning of the list",
            }),
        }
    }

    /// Puts the list in the order of time with separators, or back into that of rank.
    pub(in crate::tui) fn group(&mut self) {
        self.browse.grouped = !self.browse.grouped;
        self.refresh();
        self.say(if self.browse.grouped { "by day and time" } else { "by rank" });
    }

    /// In the order of time; what begins together by event, then as the programme has it.
    pub(in crate::tui) fn sort_by_time(&self, hits: &mut [SessionIx]) {
        hits.sort_by_cached_key(|ix| {
            let session = self.programme.session(*ix);
            let start = session.slot.map(|slot| slot.start.naive_utc());
            let start = start.or_else(|| session.day.and_then(|day| day.and_hms_opt(0, 0, 0)));
            (start.is_none(), start, session.event, self.programme.rank(*ix))
        });
    }

    /// Asks which tracks and rooms to hide; among the tracks, hides the chosen one.
    pub(in crate::tui) fn hide(&mut self) {
        if let Some(Overlay::Hidden(view)) = &self.overlay {
            if let Some(facet) = view.facets.get(view.cursor.at).copied() {
                self.toggle_hidden(facet);
            }
            return;
        }
        if let (Pane::Tracks, Some(track)) = (self.browse.focus, self.browse.track) {
            self.browse.track = None;
            return self.toggle_hidden(Facet::Track(track));
        }
        let facets = self.facets();
        if facets.is_empty() {
            return self.warn("there are neither tracks nor rooms to hide");
        }
        let chosen = self.chosen_session().map(|ix| self.programme.session(ix));
        let wanted = [
            chosen.and_then(|session| session.room).map(Facet::Room),
            chosen.and_then(|session| session.track).map(Facet::Track),
        ];
        let at = wanted.iter().flatten().find_map(|facet| facets.iter().position(|one| one == facet));
        self.overlay = Some(Overlay::Hidden(HiddenView { facets, cursor: Cursor::default() }));
        self.scroll_overlay(|_| at.unwrap_or(0));
    }

    /// The rooms, then the tracks, of the sessions there are.
    fn facets(&self) -> Vec<Facet> {
        let sessions = self.programme.sessions();
        let rooms: BTreeSet<RoomIx> = sessions.iter().filter_map(|session| session.room).collect();
        let tracks: BTreeSet<TrackIx> = sessions.iter().filter_map(|session| session.track).collect();
        rooms.into_iter().map(Facet::Room).chain(tracks.into_iter().map(Facet::Track)).collect()
    }

    fn toggle_hidden(&mut self, facet: Facet) {
        let hidden = self.browse.hidden.toggle(facet);
        let name = self.facet_name(facet).to_owned();
        self.refresh();
        self.settle_screen();
        let again = self.key_hint(Action::ShowHidden).filter(|_| hidden);
        let again = again.map_or(String::new(), |key| format!(" · {key} shows everything again"));
        self.say(format!("{} {name}{again}", if hidden { "hidden:" } else { "shown again:" }));
    }

    /// What a track or room is called.
    pub fn facet_name(&self, facet: Facet) -> &str {
        match facet {
            Facet::Track(track) => &self.programme.track(track).name,
            Facet::Room(room) => &self.programme.room(room).name,
        }
    }

    /// Shows every hidden track and room again.
    pub(in crate::tui) fn show_hidden(&mut self) {
        let count = self.browse.hidden.len();
        self.browse.hidden = Hidden::default();
        self.refresh();
        self.settle_screen();
        self.say(if count == 0 { "nothing is hidden" } else { "everything is shown again" });
    }
}
