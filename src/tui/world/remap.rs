//! Another programme in place of the one so far: an event was fetched again, came, or went. Positions of sessions, people
//! and tracks mean nothing any more, so everything that holds one is brought over by what it is about.

use crate::agenda::Transfer;
use crate::identity::remap;
use crate::model::{Programme, RoomIx, SessionIx, SpeakerIx, TrackIx, fold};
use crate::search::Index;
use crate::tui::app::{Overlay, State};
use crate::tui::message::Effect;
use crate::tui::reader::page::Page;
use std::sync::Arc;

/// Where things of an earlier programme are in the one of today.
pub(in crate::tui) struct Heirs<'a> {
    /// The earlier programme.
    pub(in crate::tui) before: &'a Programme,
    /// The one of today.
    pub(in crate::tui) today: &'a Programme,
}

impl<'a> Heirs<'a> {
    fn new(before: &'a Programme, today: &'a Programme) -> Self {
        Self { before, today }
    }

    /// The session that this one has become.
    pub(in crate::tui) fn session(&self, ix: SessionIx) -> Option<SessionIx> {
        remap(self.before, ix, self.today)
    }

    /// The same person: of the same id and name, or at least of the same name.
    pub(in crate::tui) fn speaker(&self, ix: SpeakerIx) -> Option<SpeakerIx> {
        let before = self.before.speaker(ix);
        let people = || self.today.speakers().iter();
        let same = people().position(|other| other.id == before.id && other.name == before.name);
        same.or_else(|| people().position(|other| other.name == before.name)).map(SpeakerIx::new)
    }

    /// The track of the same name.
    pub(in crate::tui) fn track(&self, ix: TrackIx) -> Option<TrackIx> {
        let name = fold(&self.before.track(ix).name);
        self.today.tracks().iter().position(|other| fold(&other.name) == name).map(TrackIx::new)
    }

    /// The room of the same name at the same event.
    pub(in crate::tui) fn room(&self, ix: RoomIx) -> Option<RoomIx> {
        let before = self.before.room(ix);
        let event = self.today.event_by_id(&self.before.event(before.event).id)?;
        let mut rooms = self.today.rooms().iter();
        rooms.position(|other| other.event == event && other.name == before.name).map(RoomIx::new)
    }

    fn page(&self, page: Page) -> Option<Page> {
        match page {
            Page::Session(session) => self.session(session).map(Page::Session),
            Page::Speaker(speaker) => self.speaker(speaker).map(Page::Speaker),
            // Whether there still is a clash or a gap is for the agenda to say.
            Page::Conflict(_) | Page::Gap(_) => None,
        }
    }
}

impl State {
    /// Goes on with another programme: marks follow their sessions, what is chosen, read and filtered stays so where it
    /// is still there.
    pub(in crate::tui) fn take_programme(&mut self, programme: Arc<Programme>, index: Arc<Index>) -> Vec<Effect> {
        let mut effects = self.put_note_away();
        if matches!(self.overlay, Some(Overlay::Solve(_) | Overlay::Fill(_) | Overlay::Hidden(_) | Overlay::Plan(_))) {
            self.overlay = None;
        }
        let before = std::mem::replace(&mut self.programme, programme);
        self.index = Some(index);
        self.likeness = None;
        self.transfer = Transfer::new(&self.programme, &self.preferences.rules);
        self.friends.resolve(&self.programme);
        if self.follow_programme() {
            effects.push(Effect::Save(self.favourites.clone()));
        }
        self.resolve_favourites();
        let today = Arc::clone(&self.programme);
        let heirs = Heirs::new(&before, &today);
        self.screens.events.forget_outlines();
        self.bring_screens_over(&heirs);
        self.bring_reminders_over(&heirs);
        let fixed = self.planning.fixed.iter().filter_map(|session| heirs.session(*session));
        self.planning.fixed = fixed.collect();
        self.bring_detail_over(&heirs);
        self.bring_browse_over(&heirs);
        self.bring_note_back(&heirs);
        self.settle_screen();
        self.settle();
        self.detail.full &= !self.detail.way.is_empty();
        effects
    }

    /// What is being written belongs to a session of the programme that goes; it is kept as if the field was closed.
    fn put_note_away(&mut self) -> Vec<Effect> {
        match &self.overlay {
            Some(Overlay::Note(view)) => {
                let (session, text) = (view.session, view.text.text());
                self.write_note(session, text)
            }
            _ => Vec::new(),
        }
    }

    fn bring_note_back(&mut self, heirs: &Heirs<'_>) {
        let Some(Overlay::Note(view)) = &mut self.overlay else { return };
        match heirs.session(view.session) {
            Some(session) => view.session = session,
            None => {
                self.overlay = None;
                self.warn("the session is gone; your note on it is kept");
            }
        }
    }

    fn bring_detail_over(&mut self, heirs: &Heirs<'_>) {
        let way = std::mem::take(&mut self.detail.way);
        let brought = way.into_iter().filter_map(|mut view| {
            view.page = heirs.page(view.page)?;
            // Their sessions are those of the programme that went, and what can be followed may stand elsewhere now.
            (view.similar, view.target) = (Vec::new(), None);
            Some(view)
        });
        self.detail.way = brought.collect();
    }
}

#[cfg(test)]
mod tests;
