//! What the user marked, as the commands about sessions ask for it, and how sessions are shown with it.

use super::table::Cell;
use super::{Clocks, Output, Startup};
use crate::agenda::{Context, Transfer};
use crate::listing::SessionRecord;
use crate::model::{EventIx, Mark, Personal, SessionIx, Slot};
use crate::problem::Problem;
use crate::search::{Query, Scratch, SearchContext, search_within};
use crate::words::{SEEN, length, other_date, sign, span};
use ratatui::style::Style;
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// What the user marked, and how long they take from room to room.
pub(super) struct MarkedSessions<'a> {
    pub(super) startup: &'a Startup,
    pub(super) personal: Vec<Personal>,
    transfer: Transfer,
    clashing: OnceCell<Vec<SessionIx>>,
}

impl<'a> MarkedSessions<'a> {
    pub(super) fn of(startup: &'a Startup) -> Self {
        let transfer = Transfer::new(&startup.programme, &startup.config.day.rules);
        Self { startup, personal: startup.personal(), transfer, clashing: OnceCell::new() }
    }

    pub(super) fn context(&self) -> Context<'_> {
        Context { programme: &self.startup.programme, personal: &self.personal, transfer: &self.transfer }
    }

    pub(super) fn personal(&self, ix: SessionIx) -> &Personal {
        Personal::of(&self.personal, ix)
    }

    pub(super) fn mark(&self, ix: SessionIx) -> Option<Mark> {
        self.personal(ix).mark
    }

    /// The sessions that match a query, best first.
    pub(super) fn find(&self, query: &Query, within: impl Fn(SessionIx) -> bool) -> Vec<SessionIx> {
        if query.is_empty() {
            // The same order, and nothing to look for.
            return self.startup.programme.order().iter().copied().filter(|ix| within(*ix)).collect();
        }
        let hits = self.search_changed(query.asks_for_changes(), |context| {
            search_within(query, context, &mut Scratch::default(), within)
        });
        hits.iter().map(|hit| hit.session).collect()
    }

    /// The same without what is not for the user, unless the query asks for that.
    pub(super) fn find_for_me(&self, query: &Query, within: impl Fn(SessionIx) -> bool) -> Vec<SessionIx> {
        let all = query.asks_for_dismissed();
        self.find(query, |ix| within(ix) && (all || !self.personal(ix).is_dismissed()))
    }

    /// Does a search with everything that a query may ask for.
    pub(super) fn search<T>(&self, search: impl FnOnce(&SearchContext<'_>) -> T) -> T {
        self.search_changed(false, search)
    }

    /// The same, with what has changed since the user read of it where that is asked for.
    fn search_changed<T>(&self, asked: bool, search: impl FnOnce(&SearchContext<'_>) -> T) -> T {
        let changed = if asked { self.startup.changed() } else { Vec::new() };
        let (programme, personal) = (&self.startup.programme, &self.personal);
        let (now, friends) = (self.startup.now(), &self.startup.friend_marks().sessions);
        search(&SearchContext { programme, personal, now, clashing: self.clashing(), friends, changed: &changed })
    }

    pub(super) fn record(&self, ix: SessionIx) -> SessionRecord<'_> {
        let friends = self.startup.friend_marks().at(ix).map(|(member, _)| member.name.as_str()).collect();
        SessionRecord { friends, ..SessionRecord::of(&self.startup.programme, ix, self.personal(ix)) }
    }

    /// The cells of a session of some day: marks, hours or what stands in their place, room, title, speakers, id.
    pub(super) fn cells(&self, ix: SessionIx, out: &Output) -> [Cell; 6] {
        let programme = &self.startup.programme;
        let session = programme.session(ix);
        let when = match session.slot {
            Some(slot) => {
                let event = programme.event_of(ix);
                let zone = Clocks::of(self.startup).zone(event);
                span(zone, &slot) + &other_date(zone, event.zone, slot.start)
            }
            None => session.length().map(length).unwrap_or_default(),
        };
        let [room, title, speakers] = self.what(ix);
        [self.signs(ix), Cell::new(when, self.of_time(ix)), room, title, speakers, self.id(ix, out)]
    }

    /// Room, title and speakers of a session.
    pub(super) fn what(&self, ix: SessionIx) -> [Cell; 3] {
        let (programme, theme) = (&self.startup.programme, &self.startup.config.theme);
        let session = programme.session(ix);
        let title = match session.cancelled {
            true => Cell::new(format!("cancelled: {}", session.title), theme.dim),
            false if self.personal(ix).is_dismissed() => Cell::new(session.title.as_str(), theme.dim),
            false => session.title.as_str().into(),
        };
        let room = Cell::new(programme.room_name(session).unwrap_or_default(), theme.dim);
        [room, title, Cell::new(programme.people(ix), theme.dim)]
    }

    /// How the time of a session looks: as that of the present, or of a clash.
    pub(super) fn of_time(&self, ix: SessionIx) -> Style {
        let theme = &self.startup.config.theme;
        let runs = |slot: Slot| !slot.all_day && slot.contains(self.startup.now());
        match self.startup.programme.brief(ix).slot {
            Some(slot) if runs(slot) => theme.now,
            Some(_) if self.clashing().contains(&ix) => theme.clash,
            _ => Style::new(),
        }
    }

    fn clashing(&self) -> &[SessionIx] {
        self.clashing.get_or_init(|| self.startup.clashing(&self.personal))
    }

    /// By which a session is named again: for people as much of its id as tells it from others, for scripts all of it.
    pub(super) fn id(&self, ix: SessionIx, out: &Output) -> Cell {
        let programme = &self.startup.programme;
        let id = if out.is_terminal() { programme.short_id(ix) } else { programme.full_id(ix) };
        Cell::new(id, self.startup.config.theme.dim)
    }

    /// What is attached to a session, for a narrow column, with the letters of the friends who marked it.
    pub(super) fn signs(&self, ix: SessionIx) -> Cell {
        let (theme, letters) = (&self.startup.config.theme, self.startup.friend_marks().letters(ix));
        let Personal { mark, seen, .. } = *self.personal(ix);
        let style = match mark {
            Some(Mark::Going) => theme.going,
            Some(Mark::Interested) => theme.interested,
            Some(Mark::Dismissed) => theme.dim,
            None if seen => theme.seen,
            None => Style::new(),
        };
        // Without a mark the letters stand where they would beside one.
        let mark = mark.map_or(if letters.is_empty() { "" } else { " " }, sign);
        let seen = if seen { SEEN } else { "" };
        Cell::new(format!("{mark}{seen}{letters}"), style)
    }

    /// Tells of which of these events the times cannot be compared with a clock.
    pub(super) fn tell_unknown_zones(&self, events: &BTreeSet<EventIx>) {
        let events = events.iter().map(|event| self.startup.programme.event(*event));
        for event in events.filter(|event| !event.zone.is_known()) {
            let message = format!("'{}' gives times without a zone, so that they are compared as if in UTC", event.id);
            let advice = "import it again with --zone, such as --zone Europe/Brussels";
            self.startup.complain(Problem::warning("kubetalks", message).advise(advice));
        }
    }
}
