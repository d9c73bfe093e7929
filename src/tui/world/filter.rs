//! What the list is narrowed to, and what that leaves: a query, a track, a speaker, and what one does not want to see.

use crate::model::{EventIx, Programme, RoomIx, Session, SessionIx, SpeakerIx, TrackIx};
use crate::problem::Problem;
use crate::search::{Field, Query, Scratch, highlight};
use crate::tui::world::remap::Remap;
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;
use std::ops::Range;
use tui_input::Input;

/// So many queries can be called up again.
const EARLIER: usize = 50;

/// What can be hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    Track(TrackIx),
    Room(RoomIx),
}

/// The tracks and rooms that are hidden.
pub type Hidden = BTreeSet<Facet>;

/// Whether a session is left out, for its track or its room.
pub fn is_hidden(hidden: &Hidden, session: &Session) -> bool {
    session.room.is_some_and(|room| hidden.contains(&Facet::Room(room)))
        || session.track.is_some_and(|track| hidden.contains(&Facet::Track(track)))
}

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
    /// Neither query nor track nor speaker.
    Nothing,
    /// A track or a room is hidden, or shown again.
    Hide(Facet),
    /// Everything that is hidden is shown again.
    ShowHidden,
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
    pub track: Option<TrackIx>,
    pub speaker: Option<SpeakerIx>,
    /// What the list leaves out.
    pub hidden: Hidden,
    /// Whether the list is in the order of time, with headings.
    pub grouped: bool,
    /// How often something else was asked for, so that the list is read from its beginning.
    pub begun: u32,
    /// Whether the session that was chosen stays so all the same, where it is still there.
    pub stays: bool,
}

impl Filter {
    pub fn is_narrowed(&self) -> bool {
        !self.query.value().is_empty() || self.track.is_some() || self.speaker.is_some()
    }

    /// Whether nothing is left out of the list.
    fn leaves_all(&self) -> bool {
        self.parsed.is_empty()
            && self.scope.is_none()
            && self.track.is_none()
            && self.speaker.is_none()
            && self.hidden.is_empty()
    }

    /// The byte ranges of a text of a field that the query matched.
    pub fn matched(&self, field: Field, text: &str, scratch: &mut Scratch) -> Vec<Range<usize>> {
        if self.parsed.is_empty() { Vec::new() } else { highlight(&self.parsed, field, text, scratch) }
    }

    /// Lets a change take effect. `friends` are the names that a query may know.
    pub fn apply(&mut self, change: FilterChange, friends: &[String]) {
        self.fresh = change == FilterChange::Typing(true) && !self.query.value().is_empty();
        match change {
            FilterChange::Query(query, cursor) => {
                let same = query == self.query.value();
                self.query = Input::new(query).with_cursor(cursor);
                if !same {
                    self.read(friends);
                    self.begin(false);
                }
            }
            FilterChange::Only(query) => {
                (self.track, self.speaker, self.typing) = (None, None, false);
                self.query = Input::new(query);
                self.read(friends);
                self.begin(false);
            }
            FilterChange::Typing(typing) => {
                if self.typing && !typing {
                    self.remember();
                }
                self.typing = typing;
            }
            FilterChange::Earlier => {
                let at = self.earlier.iter().rposition(|one| one == self.query.value());
                let at = at.unwrap_or(self.earlier.len()).checked_sub(1);
                if let Some(earlier) = at.and_then(|at| self.earlier.get(at)) {
                    self.query = Input::new(earlier.clone());
                    self.read(friends);
                    self.begin(false);
                }
            }
            FilterChange::Recall(earlier) => self.earlier = earlier,
            FilterChange::Scope(scope) => {
                self.scope = scope;
                self.begin(true);
            }
            FilterChange::Track(track) => {
                self.track = track;
                self.begin(false);
            }
            FilterChange::Speaker(speaker) => {
                self.speaker = speaker;
                self.begin(false);
            }
            FilterChange::Nothing => {
                (self.track, self.speaker) = (None, None);
                self.query = Input::default();
                self.read(friends);
                self.begin(true);
            }
            FilterChange::Hide(facet) => {
                self.track = self.track.filter(|track| facet != Facet::Track(*track));
                if !self.hidden.remove(&facet) {
                    self.hidden.insert(facet);
                }
            }
            FilterChange::ShowHidden => self.hidden = Hidden::default(),
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

    fn begin(&mut self, stays: bool) {
        self.begun += 1;
        self.stays = stays;
    }

    fn read(&mut self, friends: &[String]) {
        (self.parsed, self.problems) = Query::parse_among(self.query.value(), friends, &self.same);
    }

    /// Goes on with another programme; returns the names of the filters that are not there any more.
    pub(in crate::tui) fn remap(&mut self, remap: &Remap<'_>, friends: &[String]) -> Vec<String> {
        let (track, speaker) = (self.track, self.speaker);
        self.scope = self.scope.and_then(|event| remap.event(event));
        self.track = track.and_then(|track| remap.track(track));
        self.speaker = speaker.and_then(|speaker| remap.speaker(speaker));
        let track = track.filter(|_| self.track.is_none()).map(|track| &remap.before.track(track).name);
        let speaker = speaker.filter(|_| self.speaker.is_none()).map(|speaker| &remap.before.speaker(speaker).name);
        let facet = |facet: &Facet| match facet {
            Facet::Track(track) => remap.track(*track).map(Facet::Track),
            Facet::Room(room) => remap.room(*room).map(Facet::Room),
        };
        self.hidden = self.hidden.iter().filter_map(facet).collect();
        self.read(friends);
        track.into_iter().chain(speaker).cloned().collect()
    }
}

#[derive(Debug, Clone, Default)]
pub struct Found {
    /// What the list shows.
    pub hits: Vec<SessionIx>,
    /// Of each session whether the list shows it.
    pub is_hit: Vec<bool>,
    /// The tracks of the event, or of all, in the order of the programme, with their number of sessions under the query
    /// and the speaker.
    pub tracks: Vec<(TrackIx, usize)>,
    /// How many sessions there are under the query and the speaker.
    pub track_total: usize,
    /// The speakers under the query and the track, by name, with their number of sessions.
    pub speakers: Vec<(SpeakerIx, usize)>,
}

/// The key of what was found: the programme, the filter, and for a query marks, friends and the minute.
pub type FoundKey = (u32, u32, Option<(u32, u32, DateTime<Utc>)>);

/// What the filter leaves of what was searched for, with every speaker `by_name`.
pub fn narrow(programme: &Programme, filter: &Filter, searched: &[SessionIx], by_name: &[SpeakerIx]) -> Found {
    if filter.leaves_all() {
        return everything(programme, searched, by_name);
    }
    let mut found = Found::default();
    let mut by_track = vec![0; programme.tracks().len()];
    found.is_hit.resize(programme.positions().len(), false);
    let mut by_speaker = vec![0; programme.speakers().len()];
    let hides = !filter.hidden.is_empty();
    let in_scope = |ix: &&SessionIx| filter.scope.is_none_or(|event| programme.brief(**ix).event == event);
    for ix in searched.iter().filter(in_scope) {
        let own_track = programme.track_of(*ix);
        let of_speaker = filter.speaker.is_none_or(|speaker| programme.speakers_of(*ix).any(|one| one == speaker));
        let of_track = filter.track.is_none_or(|track| own_track == Some(track));
        if hides && programme.brief(*ix).room.is_some_and(|room| filter.hidden.contains(&Facet::Room(room))) {
            continue;
        }
        if of_speaker {
            found.track_total += 1;
            if let Some(track) = own_track {
                by_track[track.index()] += 1;
            }
        }
        if of_track {
            programme.speakers_of(*ix).for_each(|speaker| by_speaker[speaker.index()] += 1);
        }
        let hidden = own_track.is_some_and(|track| filter.hidden.contains(&Facet::Track(track)));
        if of_speaker && of_track && !hidden {
            found.hits.push(*ix);
            found.is_hit[ix.index()] = true;
        }
    }
    let in_event = filter.scope.map(|event| tracks_of(programme, event));
    let tracks = by_track.into_iter().enumerate().map(|(at, count)| (TrackIx::new(at), count));
    found.tracks = tracks.filter(|(track, _)| in_event.as_ref().is_none_or(|tracks| tracks.contains(track))).collect();
    let shown = |ix: &SpeakerIx| by_speaker[ix.index()] > 0 || filter.speaker == Some(*ix);
    found.speakers = by_name.iter().copied().filter(shown).map(|ix| (ix, by_speaker[ix.index()])).collect();
    found
}

/// The tracks that sessions of an event are filed under.
pub fn tracks_of(programme: &Programme, event: EventIx) -> BTreeSet<TrackIx> {
    programme.sessions_at(event).iter().filter_map(|ix| programme.track_of(*ix)).collect()
}

/// The same where nothing is left out, which is so at every start.
fn everything(programme: &Programme, searched: &[SessionIx], by_name: &[SpeakerIx]) -> Found {
    Found {
        hits: searched.to_vec(),
        is_hit: vec![true; searched.len()],
        tracks: programme.track_sizes().into_iter().enumerate().map(|(at, size)| (TrackIx::new(at), size)).collect(),
        track_total: searched.len(),
        speakers: by_name.iter().map(|ix| (*ix, programme.session_count(*ix))).collect(),
    }
}

/// In the order of time; what begins together by event, then as the programme has it.
pub fn sort_by_time(programme: &Programme, hits: &mut [SessionIx]) {
    hits.sort_by_cached_key(|ix| {
        let session = programme.brief(*ix);
        let start = session.slot.map(|slot| slot.start.naive_utc());
        let start = start.or_else(|| session.day.and_then(|day| day.and_hms_opt(0, 0, 0)));
        (start.is_none(), start, session.event, programme.rank(*ix))
    });
}

pub fn facet_name(programme: &Programme, facet: Facet) -> &str {
    match facet {
        Facet::Track(track) => &programme.track(track).name,
        Facet::Room(room) => &programme.room(room).name,
    }
}
