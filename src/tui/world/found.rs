//! What the query and the filters leave of the programme.

use crate::model::{EventIx, Programme, SessionIx, SpeakerIx, TrackIx};
use crate::search::{Scratch, SearchContext, blame};
use crate::tui::world::filter::{Facet, Filter};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;

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
    /// How many more there would be that are not for the user.
    pub dismissed: usize,
    /// Where nothing is found, what of the query or of the filters is to blame, and how much there would be without it.
    pub blame: Option<(String, usize)>,
}

/// The key of what was found: the programme, the filter, what is not for the user, and for a query marks, friends, changes and
/// the minute.
pub type FoundKey = (u32, u32, u32, Option<(u32, u32, u32, DateTime<Utc>)>);

/// What the filter leaves of what was searched for, with every speaker `by_name`, and without what is `dismissed`, by
/// position.
pub fn narrow(
    programme: &Programme,
    filter: &Filter,
    searched: &[SessionIx],
    (by_name, dismissed): (&[SpeakerIx], &[SessionIx]),
) -> Found {
    if filter.leaves_all() && dismissed.is_empty() {
        return everything(programme, searched, by_name);
    }
    let mut found = Found::default();
    let mut by_track = vec![0; programme.tracks().len()];
    found.is_hit.resize(programme.positions().len(), false);
    let mut by_speaker = vec![0; programme.speakers().len()];
    let hides = !filter.hidden.is_empty();
    let (tracks, speakers) = (filter.tracks(), filter.speakers());
    let in_scope = |ix: &&SessionIx| filter.scope.is_none_or(|event| programme.brief(**ix).event == event);
    for ix in searched.iter().filter(in_scope) {
        let own_track = programme.track_of(*ix);
        let is_dismissed = dismissed.binary_search(ix).is_ok();
        let of_speaker = speakers.is_empty() || programme.speakers_of(*ix).any(|one| speakers.contains(&one));
        let of_track = tracks.is_empty() || own_track.is_some_and(|track| tracks.contains(&track));
        if hides && programme.brief(*ix).room.is_some_and(|room| filter.hidden.contains(&Facet::Room(room))) {
            continue;
        }
        let hidden = own_track.is_some_and(|track| filter.hidden.contains(&Facet::Track(track)));
        if is_dismissed {
            found.dismissed += usize::from(of_speaker && of_track && !hidden);
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
        if of_speaker && of_track && !hidden {
            found.hits.push(*ix);
            found.is_hit[ix.index()] = true;
        }
    }
    let in_event = filter.scope.map(|event| tracks_of(programme, event));
    let tracks = by_track.into_iter().enumerate().map(|(at, count)| (TrackIx::new(at), count));
    found.tracks = tracks.filter(|(track, _)| in_event.as_ref().is_none_or(|tracks| tracks.contains(track))).collect();
    let shown = |ix: &SpeakerIx| {
        by_speaker[ix.index()] > 0 || filter.speaker == Some(*ix) || filter.ticked_speakers.contains(ix)
    };
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
        dismissed: 0,
        blame: None,
    }
}

/// What of the query, or else of the filters, is to blame for there being nothing, and how much there would be without it.
pub fn whose_fault(
    filter: &Filter,
    searched: &[SessionIx],
    context: &SearchContext<'_>,
    scratch: &mut Scratch,
) -> Option<(String, usize)> {
    let programme = context.programme;
    let (tracks, speakers) = (filter.tracks(), filter.speakers());
    let in_scope = |ix: SessionIx| {
        let brief = programme.brief(ix);
        filter.scope.is_none_or(|event| brief.event == event)
            && !brief.room.is_some_and(|room| filter.hidden.contains(&Facet::Room(room)))
    };
    let left = |ix: SessionIx| {
        let track = programme.track_of(ix);
        in_scope(ix)
            && (tracks.is_empty() || track.is_some_and(|track| tracks.contains(&track)))
            && (speakers.is_empty() || programme.speakers_of(ix).any(|one| speakers.contains(&one)))
            && !track.is_some_and(|track| filter.hidden.contains(&Facet::Track(track)))
    };
    let found = searched.iter().filter(|ix| in_scope(**ix)).count();
    let filters = filter.in_words(programme);
    if found > 0 && !filters.is_empty() {
        return Some((filters.join(", "), found));
    }
    let (place, found) = blame(&filter.parsed, context, scratch, left)?;
    Some((filter.query.value().get(place)?.trim().to_owned(), found))
}
