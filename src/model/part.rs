//! The schedules of a programme, and what of them is asked for at each search.

use super::packed::Packed;
use super::{RoomIx, SessionIx, SpeakerIx, Track, TrackIx, fold};
use std::collections::HashMap;
use std::sync::Arc;

/// One event's schedule with where its rows are among all.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) packed: Arc<Packed>,
    pub(super) sessions: usize,
    pub(super) rooms: usize,
    pub(super) tracks: Vec<TrackIx>,
    pub(super) speakers: Vec<SpeakerIx>,
}

/// Track and speakers of each session, in positions of the programme.
#[derive(Debug, Clone, Default)]
pub(super) struct Given {
    pub(super) tracks: Vec<Option<TrackIx>>,
    pub(super) speakers: Vec<SpeakerIx>,
    pub(super) ends: Vec<u32>,
}

impl Part {
    /// The position of a row of the event's rooms, which a damaged schedule may not have.
    pub(super) fn room(&self, row: usize) -> Option<RoomIx> {
        (row < self.packed.rooms().len()).then(|| RoomIx::new(self.rooms + row))
    }
}

impl Given {
    /// Made for all at once, when it is first asked for: it is asked for each hit of each search.
    pub(super) fn of(parts: &[Part]) -> Self {
        let mut given = Self::default();
        for part in parts {
            for at in 0..part.packed.len() {
                given.tracks.push(part.packed.track(at).and_then(|track| part.tracks.get(track).copied()));
                let speakers = part.packed.people().of(at);
                given.speakers.extend(speakers.filter_map(|row| part.speakers.get(row as usize)));
                given.ends.push(u32::try_from(given.speakers.len()).unwrap_or(u32::MAX));
            }
        }
        given
    }

    /// Who gives a session.
    pub(super) fn speakers(&self, ix: SessionIx) -> &[SpeakerIx] {
        let start = ix.index().checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.speakers[start..self.ends[ix.index()] as usize]
    }
}

/// The position of a track: that of the one with its name, or a new one with an id that no other has.
pub(super) fn admit_track(tracks: &mut Vec<Track>, known: &mut HashMap<String, TrackIx>, mut track: Track) -> TrackIx {
    if let Some(ix) = known.get(&fold(&track.name)) {
        if let Some(known) = tracks.get_mut(ix.index()) {
            known.colour = known.colour.or(track.colour);
        }
        return *ix;
    }
    if tracks.iter().any(|other| other.id == track.id) {
        track.id = (2..)
            .map(|n| format!("{}-{n}", track.id))
            .find(|id| tracks.iter().all(|t| t.id != *id))
            .unwrap_or_default();
    }
    let ix = TrackIx::new(tracks.len());
    known.insert(fold(&track.name), ix);
    tracks.push(track);
    ix
}
