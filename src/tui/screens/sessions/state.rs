//! The Sessions screen: a query and two filters decide what the list shows.

use crate::model::{Programme, SessionIx, SpeakerIx, TrackIx, fold};
use crate::problem::Problem;
use crate::search::{Context, Query, search};
use crate::tui::app::{Cursor, Pane, Screen, State};
use crate::tui::layout::{areas, inside, list_rows};
use crate::tui::reader::page::Page;
use crate::tui::screens::sessions::grouping::Hidden;
use crate::tui::world::remap::Heirs;
use tui_input::Input;

/// The Sessions screen.
#[derive(Debug, Clone)]
pub struct Browse {
    /// The query as typed.
    pub query: Input,
    /// The query as understood.
    pub parsed: Query,
    /// What is wrong with the query.
    pub query_problems: Vec<Problem>,
    /// Whether keys go to the query.
    pub editing: bool,
    /// Where the keyboard is.
    pub focus: Pane,
    /// The track that the list is narrowed to.
    pub track: Option<TrackIx>,
    /// The speaker that the list is narrowed to.
    pub speaker: Option<SpeakerIx>,
    /// What the list shows.
    pub hits: Vec<SessionIx>,
    /// Where the list is.
    pub list: Cursor,
    /// How many sessions each track has under the query and the speaker, in the order of the programme.
    pub track_counts: Vec<usize>,
    /// How many sessions there are under the query and the speaker.
    pub track_total: usize,
    /// Where the tracks are; row 0 is all of them.
    pub track_cursor: Cursor,
    /// The speakers under the query and the track, by name, with their number of sessions.
    pub speakers: Vec<(SpeakerIx, usize)>,
    /// Where the speakers are; row 0 is all of them.
    pub speaker_cursor: Cursor,
    /// Whether the list is in the order of time, with separators.
    pub grouped: bool,
    /// What the list leaves out.
    pub hidden: Hidden,
    /// Every speaker by name.
    by_name: Vec<SpeakerIx>,
}

impl Default for Browse {
    fn default() -> Self {
        Self::new(&Programme::default())
    }
}

impl Browse {
    /// The screen with nothing typed and nothing chosen.
    pub fn new(programme: &Programme) -> Self {
        let mut by_name: Vec<(String, SpeakerIx)> = (0..programme.speakers().len())
            .map(SpeakerIx::new)
            .map(|speaker| (fold(&programme.speaker(speaker).name), speaker))
            .collect();
        by_name.sort();
        Self {
            query: Input::default(),
            parsed: Query::default(),
            query_problems: Vec::new(),
            editing: false,
            focus: Pane::List,
            track: None,
            speaker: None,
            hits: Vec::new(),
            list: Cursor::default(),
            track_counts: Vec::new(),
            track_total: 0,
            track_cursor: Cursor::default(),
            speakers: Vec::new(),
            speaker_cursor: Cursor::default(),
            grouped: false,
            hidden: Hidden::default(),
            by_name: by_name.into_iter().map(|(_, speaker)| speaker).collect(),
        }
    }

    /// The session that the list has chosen.
    pub fn selected(&self) -> Option<SessionIx> {
        self.hits.get(self.list.at).copied()
    }

    /// The page that goes with what is chosen: the person while the keyboard is among the speakers, else the session.
    pub fn chosen_page(&self) -> Option<Page> {
        match (self.focus, self.speaker) {
            (Pane::Speakers, Some(speaker)) => Some(Page::Speaker(speaker)),
            _ => self.selected().map(Page::Session),
        }
    }

    /// Whether anything narrows the list.
    pub fn is_narrowed(&self) -> bool {
        !self.query.value().is_empty() || self.track.is_some() || self.speaker.is_some()
    }
}

/// How many rows of a pane are in sight.
pub fn page_of(state: &State, pane: Pane) -> usize {
    let areas = areas(state.size, state);
    let rows = |area: Option<ratatui::layout::Rect>| area.map_or(1, |area| usize::from(inside(area).height));
    match pane {
        Pane::Tracks => rows(areas.tracks),
        Pane::Speakers => rows(areas.speakers),
        Pane::Detail => rows(areas.detail),
        Pane::List => areas.list.map_or(1, |area| state.rows_in_sight(list_rows(area).height)),
    }
}

impl State {
    /// Reads the query anew and fills the list from its first hit.
    pub fn query_changed(&mut self) {
        let (parsed, problems) = Query::parse_among(self.browse.query.value(), self.friend_marks.names());
        self.browse.parsed = parsed;
        self.browse.query_problems = problems;
        self.browse.list = Cursor::default();
        self.find(None);
        self.seek_match();
    }

    /// Fills the list anew and stays on the same session where it is still there.
    pub fn refresh(&mut self) {
        self.find(self.browse.selected());
    }

    fn find(&mut self, keep: Option<SessionIx>) {
        self.fill(keep);
        self.settle();
    }

    fn fill(&mut self, keep: Option<SessionIx>) {
        let mut found = self.found();
        if self.browse.grouped {
            self.sort_by_time(&mut found);
        }
        self.narrow(&found);
        let browse = &mut self.browse;
        let at = keep.and_then(|session| browse.hits.iter().position(|hit| *hit == session));
        browse.list.at = at.unwrap_or(browse.list.at);
    }

    fn found(&mut self) -> Vec<SessionIx> {
        if self.browse.parsed.is_empty() {
            return self.programme.order().to_vec();
        }
        let Some(index) = self.index.as_ref() else { return Vec::new() };
        let context = Context {
            programme: &self.programme,
            personal: &self.personal,
            now: self.now,
            clashing: &self.clashing,
            friends: self.friend_marks.sessions(),
        };
        search(index, &self.browse.parsed, &context, &mut self.scratch).into_iter().map(|hit| hit.session).collect()
    }

    fn narrow(&mut self, found: &[SessionIx]) {
        let programme = &self.programme;
        let browse = &mut self.browse;
        browse.hits.clear();
        browse.track_counts = vec![0; programme.tracks().len()];
        browse.track_total = 0;
        let mut by_speaker = vec![0; programme.speakers().len()];
        for ix in found {
            let session = programme.session(*ix);
            let of_speaker =
                browse.speaker.is_none_or(|speaker| session.credits.iter().any(|credit| credit.speaker == speaker));
            let of_track = browse.track.is_none_or(|track| session.track == Some(track));
            if session.room.is_some_and(|room| browse.hidden.rooms.contains(&room)) {
                continue;
            }
            if of_speaker {
                browse.track_total += 1;
                if let Some(track) = session.track {
                    browse.track_counts[track.at()] += 1;
                }
            }
            if of_track {
                for credit in &session.credits {
                    by_speaker[credit.speaker.at()] += 1;
                }
            }
            let hidden = session.track.is_some_and(|track| browse.hidden.tracks.contains(&track));
            if of_speaker && of_track && !hidden {
                browse.hits.push(*ix);
            }
        }
        let shown = |speaker: &SpeakerIx| by_speaker[speaker.at()] > 0 || browse.speaker == Some(*speaker);
        browse.speakers = browse.by_name.iter().copied().filter(shown).map(|s| (s, by_speaker[s.at()])).collect();
    }

    /// Goes on with another programme: the query stays, and filters where there is still something to filter by.
    pub(in crate::tui) fn bring_browse_over(&mut self, heirs: &Heirs<'_>) {
        let selected = self.browse.selected().and_then(|session| heirs.session(session));
        let mut lost = Vec::new();
        let track = self.browse.track.and_then(|track| {
            let name = &heirs.before.track(track).name;
            heirs.track(track).or_else(|| none_with(&mut lost, name))
        });
        let speaker = self.browse.speaker.and_then(|speaker| {
            let name = &heirs.before.speaker(speaker).name;
            heirs.speaker(speaker).or_else(|| none_with(&mut lost, name))
        });
        let hidden = self.browse.hidden.in_another(heirs);
        let before = std::mem::take(&mut self.browse);
        let Browse { query, parsed, query_problems, editing, focus, list, grouped, .. } = before;
        let kept =
            Browse { query, parsed, query_problems, editing, focus, list, grouped, ..Browse::new(&self.programme) };
        self.browse = Browse { track, speaker, hidden, ..kept };
        self.fill(selected);
        if !lost.is_empty() {
            self.warn(format!("no longer there, so no longer filtered by: {}", lost.join(", ")));
        }
    }

    /// Brings every cursor back within its list and into sight, and the page in detail in line with the choice.
    pub fn settle(&mut self) {
        let pages = [Pane::Tracks, Pane::Speakers].map(|pane| page_of(self, pane));
        let browse = &mut self.browse;
        let track = browse.track.map_or(0, |track| track.at() + 1);
        browse.track_cursor.go(track, browse.track_counts.len() + 1, pages[0]);
        let speaker = browse.speaker.and_then(|chosen| browse.speakers.iter().position(|(s, _)| *s == chosen));
        browse.speaker_cursor.go(speaker.map_or(0, |at| at + 1), browse.speakers.len() + 1, pages[1]);
        self.show_chosen_row();
        self.follow_selection();
        self.settle_page();
    }

    /// Narrows the list to a track, or to none.
    pub fn choose_track(&mut self, track: Option<TrackIx>) {
        self.browse.track = track;
        self.browse.list = Cursor::default();
        self.find(None);
    }

    /// Narrows the list to a speaker, or to none.
    pub fn choose_speaker(&mut self, speaker: Option<SpeakerIx>) {
        self.browse.speaker = speaker;
        self.browse.list = Cursor::default();
        self.find(None);
    }

    /// Moves the cursor of a pane to a row, and lets the choice take effect.
    pub fn choose_row(&mut self, pane: Pane, row: usize) {
        match pane {
            Pane::Tracks => {
                let row = row.min(self.browse.track_counts.len());
                self.choose_track(row.checked_sub(1).map(TrackIx::new));
            }
            Pane::Speakers => {
                let row = row.min(self.browse.speakers.len());
                let speaker = row.checked_sub(1).and_then(|row| self.browse.speakers.get(row));
                let speaker = speaker.map(|(speaker, _)| *speaker);
                self.choose_speaker(speaker);
            }
            Pane::List => {
                self.browse.list.at = row.min(self.browse.hits.len().saturating_sub(1));
                self.settle();
            }
            Pane::Detail => {}
        }
    }

    /// The row a pane is on.
    pub fn row_of(&self, pane: Pane) -> usize {
        match pane {
            Pane::Tracks => self.browse.track_cursor.at,
            Pane::Speakers => self.browse.speaker_cursor.at,
            Pane::List | Pane::Detail => self.browse.list.at,
        }
    }

    /// Puts a query into the search box and shows what it finds.
    pub fn ask(&mut self, query: &str) {
        self.browse.query = Input::new(query.to_owned());
        self.browse.track = None;
        self.browse.speaker = None;
        self.browse.editing = false;
        self.browse.focus = Pane::List;
        self.go_to(Screen::Sessions);
        self.query_changed();
    }

    /// Takes the query and every filter away, and stays on the chosen session.
    pub fn clear_filters(&mut self) {
        let keep = self.browse.selected();
        self.browse.query = Input::default();
        self.browse.track = None;
        self.browse.speaker = None;
        self.query_changed();
        self.find(keep);
    }
}

/// Nothing, after taking down what it would have been.
fn none_with<T>(lost: &mut Vec<String>, name: &str) -> Option<T> {
    lost.push(name.to_owned());
    None
}
