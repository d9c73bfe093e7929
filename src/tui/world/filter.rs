//! What the list is narrowed to, and what that leaves: a query, a track, a speaker, and what one does not want to see.

use crate::model::{EventIx, Programme, SpeakerIx, TrackIx};
use crate::problem::Problem;
use crate::search::{Field, Known, Query, Scratch, highlight};
pub use crate::tui::world::facet::{Facet, FacetName, Hidden, facet_name, is_hidden};
use crate::tui::world::offers::Offers;
use crate::tui::world::remap::Remap;
use crate::words::counted;
use std::collections::BTreeSet;
use std::ops::Range;
use tui_input::Input;

/// So many queries can be called up again.
const EARLIER: usize = 50;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilterChange {
    /// The query as typed so far, and where in it the cursor is.
    Query(String, usize),
    /// This query and nothing else, shown in the list.
    Only(String),
    /// Whether keys go to the query.
    Typing(bool),
    /// The query before this one, of those that were asked so far.
    Earlier,
    /// These queries can be called up.
    Recall(Vec<String>),
    /// This event alone, or every event.
    Scope(Option<EventIx>),
    /// This track, or every track.
    Track(Option<TrackIx>),
    /// This speaker, or every speaker.
    Speaker(Option<SpeakerIx>),
    /// This track too, or no longer, of several; every track where none is named.
    TickTrack(Option<TrackIx>),
    /// The same of speakers.
    TickSpeaker(Option<SpeakerIx>),
    /// The value that is offered for what is being typed takes its place, or the one after that.
    Complete(Offers),
    /// Neither query nor track nor speaker.
    Nothing,
    /// A track or a room is hidden, or shown again.
    Hide(Facet),
    /// Everything that is hidden is shown again.
    ShowHidden,
    /// What is not for the user is in the list, or left out of it.
    Dismissed(bool),
    /// What has these names is hidden, as soon as there is any.
    HideAgain(Vec<FacetName>),
    /// The order of time with headings, or that of rank.
    Group,
}

#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// The query as typed.
    pub query: Input,
    /// The query as understood.
    pub parsed: Query,
    /// Words that mean the same to the user.
    pub same: Vec<(String, String)>,
    /// Queries that have names.
    pub queries: Vec<(String, String)>,
    /// What is wrong with the query.
    pub problems: Vec<Problem>,
    /// Whether keys go to the query.
    pub typing: bool,
    /// Whether the query stands there as it was left, so that what is typed takes its place.
    pub fresh: bool,
    /// The queries so far, the last one last.
    pub earlier: Vec<String>,
    /// The one event that the list is about, whatever is searched for in it; all of them where there is none.
    pub scope: Option<EventIx>,
    /// The track that is chosen, and what the list shows as long as none is ticked.
    pub track: Option<TrackIx>,
    /// The same of speakers.
    pub speaker: Option<SpeakerIx>,
    /// The tracks that were ticked: the list shows what is in any of them.
    pub ticked_tracks: BTreeSet<TrackIx>,
    /// The same of speakers.
    pub ticked_speakers: BTreeSet<SpeakerIx>,
    /// What was offered when a value was taken last, and how many of those have been.
    pub offered: Option<(Offers, usize)>,
    /// What the list leaves out.
    pub hidden: Hidden,
    /// What it would leave out too, if the programme had it.
    absent: Vec<FacetName>,
    /// Whether the list has what is not for the user.
    pub dismissed: bool,
    /// Whether the list is in the order of time, with headings.
    pub grouped: bool,
    /// How often something else was asked for, so that the list is read from its beginning.
    pub begun: u32,
    /// Whether the session that was chosen stays so all the same, where it is still there.
    pub stays: bool,
}

impl Filter {
    /// One that leaves everything, for somebody for whom these words mean the same, and these queries have names.
    pub fn among(same: &[(String, String)], queries: &[(String, String)]) -> Self {
        Self { same: same.to_vec(), queries: queries.to_vec(), ..Self::default() }
    }

    pub fn is_narrowed(&self) -> bool {
        !self.query.value().is_empty() || self.narrows_tracks() || self.narrows_speakers()
    }

    /// Whether nothing is left out of the list.
    pub(super) fn leaves_all(&self) -> bool {
        self.parsed.is_empty()
            && self.scope.is_none()
            && !self.narrows_tracks()
            && !self.narrows_speakers()
            && self.hidden.is_empty()
    }

    /// Whether the list has what is not for the user, because they wish it or ask for it.
    pub fn shows_dismissed(&self) -> bool {
        self.dismissed || self.parsed.asks_for_dismissed()
    }

    fn narrows_tracks(&self) -> bool {
        self.track.is_some() || !self.ticked_tracks.is_empty()
    }

    pub(super) fn narrows_speakers(&self) -> bool {
        self.speaker.is_some() || !self.ticked_speakers.is_empty()
    }

    /// The tracks of which the list shows what is in any of them; every one where there is none.
    pub fn tracks(&self) -> Vec<TrackIx> {
        if self.ticked_tracks.is_empty() {
            self.track.into_iter().collect()
        } else {
            self.ticked_tracks.iter().copied().collect()
        }
    }

    /// The same of speakers.
    pub fn speakers(&self) -> Vec<SpeakerIx> {
        if self.ticked_speakers.is_empty() {
            self.speaker.into_iter().collect()
        } else {
            self.ticked_speakers.iter().copied().collect()
        }
    }

    /// What the list is narrowed to besides the query, in words.
    pub fn in_words(&self, programme: &Programme) -> Vec<String> {
        let (tracks, speakers) = (self.tracks(), self.speakers());
        let track = match tracks.as_slice() {
            [] => None,
            [one] => Some(programme.track(*one).name.clone()),
            several => Some(counted(several.len(), "track")),
        };
        let speaker = match speakers.as_slice() {
            [] => None,
            [one] => Some(programme.speaker(*one).name.clone()),
            several => Some(counted(several.len(), "speaker")),
        };
        track.into_iter().chain(speaker).collect()
    }

    fn forget_people_and_tracks(&mut self) {
        (self.track, self.speaker) = (None, None);
        self.ticked_tracks.clear();
        self.ticked_speakers.clear();
    }

    /// The byte ranges of a text of a field that the query matched.
    pub fn matched(&self, field: Field, text: &str, scratch: &mut Scratch) -> Vec<Range<usize>> {
        if self.parsed.is_empty() { Vec::new() } else { highlight(&self.parsed, field, text, scratch) }
    }

    /// Lets a change take effect. `friends` are the names that a query may know.
    pub fn apply(&mut self, change: FilterChange, friends: &[String]) {
        self.fresh = change == FilterChange::Typing(true) && !self.query.value().is_empty();
        if !matches!(change, FilterChange::Complete(_)) {
            self.offered = None;
        }
        match change {
            FilterChange::Query(query, cursor) if query == self.query.value() => {
                self.query = Input::new(query).with_cursor(cursor);
            }
            FilterChange::Query(query, cursor) => self.ask(Input::new(query).with_cursor(cursor), friends),
            FilterChange::Only(query) => {
                self.forget_people_and_tracks();
                self.typing = false;
                self.ask(Input::new(query), friends);
            }
            FilterChange::Typing(typing) => {
                if self.typing && !typing {
                    self.remember();
                }
                self.typing = typing;
            }
            FilterChange::Earlier => self.ask_earlier(friends),
            FilterChange::Recall(earlier) => self.earlier = earlier,
            FilterChange::Scope(scope) => {
                self.scope = scope;
                self.begin(true);
            }
            FilterChange::Track(track) => {
                self.track = track;
                if self.ticked_tracks.is_empty() {
                    self.begin(false);
                }
            }
            FilterChange::Speaker(speaker) => {
                self.speaker = speaker;
                if self.ticked_speakers.is_empty() {
                    self.begin(false);
                }
            }
            FilterChange::TickTrack(track) => {
                tick(&mut self.ticked_tracks, track);
                self.begin(false);
            }
            FilterChange::TickSpeaker(speaker) => {
                tick(&mut self.ticked_speakers, speaker);
                self.begin(false);
            }
            FilterChange::Complete(offers) => self.complete(offers, friends),
            FilterChange::Nothing => {
                self.forget_people_and_tracks();
                self.ask(Input::default(), friends);
                self.stays = true;
            }
            FilterChange::Hide(facet) => self.hide(facet),
            FilterChange::ShowHidden => (self.hidden, self.absent) = (Hidden::default(), Vec::new()),
            FilterChange::Dismissed(shown) => self.dismissed = shown,
            FilterChange::HideAgain(names) => self.absent.extend(names),
            FilterChange::Group => self.grouped = !self.grouped,
        }
    }

    /// Keeps the query, to be called up again.
    fn remember(&mut self) {
        let query = self.query.value().trim();
        if !query.is_empty() {
            self.earlier.retain(|one| one != query);
            self.earlier.push(query.to_owned());
            let more = self.earlier.len().saturating_sub(EARLIER);
            self.earlier.drain(..more);
        }
    }

    /// Asks what was asked before.
    fn ask_earlier(&mut self, friends: &[String]) {
        let at = self.earlier.iter().rposition(|one| one == self.query.value());
        let at = at.unwrap_or(self.earlier.len()).checked_sub(1);
        if let Some(earlier) = at.and_then(|at| self.earlier.get(at)) {
            self.ask(Input::new(earlier.clone()), friends);
        }
    }

    /// Hides a track or a room, or shows it again.
    fn hide(&mut self, facet: Facet) {
        self.track = self.track.filter(|track| facet != Facet::Track(*track));
        self.ticked_tracks.retain(|track| facet != Facet::Track(*track));
        if !self.hidden.remove(&facet) {
            self.hidden.insert(facet);
        }
    }

    /// Takes the value that is offered, or the one after that which was taken last.
    fn complete(&mut self, offers: Offers, friends: &[String]) {
        let again = self.offered.take().filter(|(offered, _)| *offered == offers);
        let at = again.map_or(0, |(_, at)| (at + 1) % offers.values.len().max(1));
        if let Some((query, cursor)) = offers.taken(at) {
            self.offered = Some((offers, at));
            self.ask(Input::new(query).with_cursor(cursor), friends);
        }
    }

    fn ask(&mut self, query: Input, friends: &[String]) {
        self.query = query;
        self.read(friends);
        self.begin(false);
    }

    fn begin(&mut self, stays: bool) {
        self.begun += 1;
        self.stays = stays;
    }

    fn read(&mut self, friends: &[String]) {
        (self.parsed, self.problems) =
            Query::parse_among(self.query.value(), Known { friends, same: &self.same, queries: &self.queries });
    }

    /// Hides what is there by now.
    pub fn hide_absent(&mut self, programme: &Programme) {
        for name in std::mem::take(&mut self.absent) {
            match name.find(programme) {
                Some(facet) => drop(self.hidden.insert(facet)),
                None => self.absent.push(name),
            }
        }
    }

    /// What is left out by its name, and what would be.
    pub fn hidden_names(&self, programme: &Programme) -> Vec<FacetName> {
        let hidden = self.hidden.iter().map(|facet| FacetName::of(programme, *facet));
        hidden.chain(self.absent.iter().cloned()).collect()
    }

    /// Goes on with another programme; returns the names of the filters that are not there any more.
    pub(in crate::tui) fn remap(&mut self, remap: &Remap<'_>, friends: &[String]) -> Vec<String> {
        let (track, speaker) = (self.track, self.speaker);
        self.scope = self.scope.and_then(|event| remap.event(event));
        self.track = track.and_then(|track| remap.track(track));
        self.speaker = speaker.and_then(|speaker| remap.speaker(speaker));
        let track = track.filter(|_| self.track.is_none()).map(|track| &remap.before.track(track).name);
        let speaker = speaker.filter(|_| self.speaker.is_none()).map(|speaker| &remap.before.speaker(speaker).name);
        self.ticked_tracks = self.ticked_tracks.iter().filter_map(|track| remap.track(*track)).collect();
        self.ticked_speakers = self.ticked_speakers.iter().filter_map(|speaker| remap.speaker(*speaker)).collect();
        let there = |facet: &Facet| match facet {
            Facet::Track(track) => remap.track(*track).map(Facet::Track),
            Facet::Room(room) => remap.room(*room).map(Facet::Room),
        };
        let before = std::mem::take(&mut self.hidden);
        self.hide_absent(remap.today);
        for facet in before {
            match there(&facet) {
                Some(facet) => drop(self.hidden.insert(facet)),
                None => self.absent.push(FacetName::of(remap.before, facet)),
            }
        }
        self.read(friends);
        track.into_iter().chain(speaker).cloned().collect()
    }
}

/// Ticks one of several, or no longer; none of them where none is named.
fn tick<T: Ord>(ticked: &mut BTreeSet<T>, one: Option<T>) {
    match one {
        Some(one) if !ticked.remove(&one) => {
            ticked.insert(one);
        }
        Some(_) => {}
        None => ticked.clear(),
    }
}
