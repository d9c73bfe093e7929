//! A schedule under construction: one of thousands of sessions names its rooms, tracks and people over and over.

use super::Options;
use super::ids::Ids;
use super::limits;
use super::tally::Tally;
use super::text::{Person, line};
use super::time;
use crate::model::{
    Credit, EventIx, Room, RoomIx, Schedule, Session, Speaker, SpeakerIx, Track, TrackIx, Zone, fold, slug,
};
use crate::problem::{Problem, Severity};
use crate::words::thousands;
use std::collections::HashMap;

#[derive(Default)]
pub(super) struct Builder {
    /// Readers fill in the event and push sessions; the tables grow through the methods.
    pub(super) schedule: Schedule,
    pub(super) problems: Vec<Problem>,
    /// What is wrong in many places, told after the problems.
    pub(super) tally: Tally,
    pub(super) options: Options,
    /// How many people were one too many of their session.
    crowd: usize,
    rooms: HashMap<String, RoomIx>,
    tracks: HashMap<String, TrackIx>,
    by_key: HashMap<String, SpeakerIx>,
    by_name: HashMap<String, SpeakerIx>,
    speaker_ids: Ids,
    track_ids: Ids,
}

impl Builder {
    pub(super) fn new(options: &Options) -> Self {
        Self { options: options.clone(), ..Self::default() }
    }

    /// Gives the event the zone of [`time::choose_zone`].
    pub(super) fn choose_zone(&mut self, name: Option<&str>, offsets: impl IntoIterator<Item = i32>) -> Zone {
        let (zone, problems) = time::choose_zone(self.options.zone, name, offsets, &self.options.file);
        self.problems.extend(problems);
        self.schedule.event.zone = zone;
        zone
    }

    /// The room with this name, cleaned; none where the name is empty. Names that differ are different rooms, even if
    /// only in case: one that the source spells in two ways is left as the source has it.
    pub(super) fn room(&mut self, name: &str) -> Option<RoomIx> {
        if let Some(ix) = self.rooms.get(name) {
            return Some(*ix);
        }
        let clean = line(name);
        if clean.is_empty() {
            return None;
        }
        let rooms = &mut self.schedule.rooms;
        let ix = *self.rooms.entry(clean.clone()).or_insert_with(|| {
            rooms.push(Room { event: EventIx(0), name: clean, spot: None });
            RoomIx::new(rooms.len() - 1)
        });
        self.rooms.insert(name.to_owned(), ix);
        Some(ix)
    }

    /// The track with this name, cleaned, in any case; none where the name is empty or says that there is none.
    pub(super) fn track(&mut self, name: &str) -> Option<TrackIx> {
        if let Some(ix) = self.tracks.get(name) {
            return Some(*ix);
        }
        let clean = line(name);
        let key = fold(&clean);
        if matches!(key.as_str(), "" | "none" | "null" | "no track" | "-") {
            return None;
        }
        let tracks = &mut self.schedule.tracks;
        let ix = *self.tracks.entry(key).or_insert_with(|| {
            let id = self.track_ids.unique(slug(&clean), "track");
            tracks.push(Track { id, name: clean, ..Track::default() });
            TrackIx::new(tracks.len() - 1)
        });
        self.tracks.insert(name.to_owned(), ix);
        Some(ix)
    }

    /// Gives the track with this name a colour, where there is such a track and the text is a colour: `#0084b0` or `#08b`.
    pub(super) fn colour(&mut self, track: &str, text: &str) {
        let track = self.tracks.get(&fold(&line(track))).copied();
        if let Some(track) = track.and_then(|ix| self.schedule.tracks.get_mut(ix.index())) {
            track.colour = colour(text).or(track.colour);
        }
    }

    /// The person with this key, or with this name where the source has no key for people; none where the name is empty
    /// and the key unknown. Two keys under one name are two people: the source says so.
    pub(super) fn person(&mut self, key: Option<&str>, name: &str) -> Option<SpeakerIx> {
        let key = key.map(str::trim).filter(|key| !key.is_empty());
        if let Some(ix) = key.map_or_else(|| self.by_name.get(name), |key| self.by_key.get(key)) {
            return Some(*ix);
        }
        let clean = line(name);
        let folded = fold(&clean);
        if folded.is_empty() {
            return None;
        }
        let known = self.by_name.get(&folded).copied().filter(|ix| {
            // Somebody met by name alone turns out to have a key when it comes later.
            key.is_none() || self.schedule.speakers.get(ix.index()).is_some_and(|speaker| speaker.key.is_none())
        });
        let ix = known.unwrap_or_else(|| {
            let id = self.speaker_ids.unique(slug(&clean), "speaker");
            self.schedule.speakers.push(Speaker { id, name: clean, ..Speaker::default() });
            SpeakerIx::new(self.schedule.speakers.len() - 1)
        });
        if let (Some(key), Some(speaker)) = (key, self.schedule.speakers.get_mut(ix.index())) {
            speaker.key = Some(key.to_owned());
            self.by_key.insert(key.to_owned(), ix);
        }
        self.by_name.entry(folded).or_insert(ix);
        self.by_name.entry(name.to_owned()).or_insert(ix);
        Some(ix)
    }

    /// Credits a person in a session, once, however often the source says it; returns them, to add what it knows of them.
    pub(super) fn credit(&mut self, session: &mut Session, person: Person) -> Option<&mut Speaker> {
        if session.credits.len() >= limits::PEOPLE {
            self.left_out(1);
            return None;
        }
        let Person { name, organisation, title, key } = person;
        let speaker = self.person(key.as_deref(), &name)?;
        if session.credits.iter().all(|credit| credit.speaker != speaker) {
            session.credits.push(Credit { speaker, organisation, title });
        }
        self.schedule.speakers.get_mut(speaker.index())
    }

    /// So many people were too many of their session.
    pub(super) fn left_out(&mut self, people: usize) {
        self.crowd += people;
    }

    /// Something that was repaired without loss.
    pub(super) fn note(&mut self, message: impl Into<String>) {
        self.problems.push(Problem::note(&self.options.file, message));
    }

    /// How something was understood that is no fault.
    pub(super) fn remark(&mut self, message: impl Into<String>) {
        self.problems.push(Problem::new(Severity::Remark, &self.options.file, message));
    }

    /// Something that was left out or guessed.
    pub(super) fn warn(&mut self, message: impl Into<String>) {
        self.problems.push(Problem::warning(&self.options.file, message));
    }

    pub(super) fn done(mut self, text: &str) -> (Schedule, Vec<Problem>) {
        if self.crowd > 0 {
            let (most, more) = (limits::PEOPLE, thousands(self.crowd));
            self.warn(format!("a session has more than {most} people, and {more} beyond that were left out"));
        }
        self.tally.report(&self.options.file, text, &mut self.problems);
        (self.schedule, self.problems)
    }
}

/// Puts the rooms of a source that has no order for them in that of their names, where 2 comes before 10.
pub(super) fn sort_rooms(schedule: &mut Schedule) {
    let Schedule { rooms, sessions, .. } = schedule;
    let mut order: Vec<usize> = (0..rooms.len()).collect();
    order.sort_by(|one, other| natord::compare_ignore_case(&rooms[*one].name, &rooms[*other].name));
    let mut places = vec![0; order.len()];
    order.iter().enumerate().for_each(|(to, from)| places[*from] = to);
    *rooms = order.iter().map(|from| rooms[*from].clone()).collect();
    for room in sessions.iter_mut().filter_map(|session| session.room.as_mut()) {
        *room = RoomIx::new(places[room.index()]);
    }
}

/// A colour as it is written in HTML, in six digits or three.
fn colour(text: &str) -> Option<[u8; 3]> {
    let digits = text.trim().trim_start_matches('#');
    let wide = digits.len() == 6;
    if !digits.is_ascii() || !(wide || digits.len() == 3) {
        return None;
    }
    let part = |at: usize| {
        let digits = if wide { digits.get(at * 2..at * 2 + 2) } else { digits.get(at..at + 1) };
        let value = u8::from_str_radix(digits?, 16).ok()?;
        Some(if wide { value } else { value * 17 })
    };
    Some([part(0)?, part(1)?, part(2)?])
}

#[cfg(test)]
mod colour_tests {
    use super::*;

    #[test]
    fn a_colour_is_read_in_six_digits_and_in_three() {
        for (text, expected) in [
            ("#0084b0", Some([0, 0x84, 0xb0])),
            ("0084B0", Some([0, 0x84, 0xb0])),
            ("#08b", Some([0, 0x88, 0xbb])),
            ("", None),
            ("blue", None),
            ("#0084b", None),
            ("#ä4b0", None),
        ] {
            assert_eq!(colour(text), expected, "{text}");
        }
    }
}
