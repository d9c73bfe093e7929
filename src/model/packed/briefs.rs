//! The columns that a [`Brief`] is made of.

use super::column::{Numbers, Reader, Writer};
use crate::model::{Brief, EventIx, Kind, Level, RoomIx, Slot, TrackIx};
use chrono::{DateTime, Datelike, NaiveDate};

/// In the place of a position: none.
const NONE: u32 = u32::MAX;

// What stands in the bits of a row of flags. The kind is in the lowest three, the level in the two above.
const LEVEL: u32 = 3;
const CANCELLED: u32 = 1 << 5;
const RECORDED: u32 = 1 << 6;
const NOT_RECORDED: u32 = 1 << 7;
const VIDEO: u32 = 1 << 8;
const SLIDES: u32 = 1 << 9;
const SLOT: u32 = 1 << 10;
const ALL_DAY: u32 = 1 << 11;
const DAY: u32 = 1 << 12;
const MINUTES: u32 = 1 << 13;

/// The columns that put sessions in order and count them; times are microseconds since 1970, days are counted from the
/// first of the common era.
pub(super) struct Briefs {
    flags: Numbers<u32>,
    tracks: Numbers<u32>,
    starts: Numbers<i64>,
    days: Numbers<i32>,
}

/// The others.
#[derive(Default)]
pub(super) struct Rest {
    rooms: Numbers<u32>,
    ends: Numbers<i64>,
    minutes: Numbers<u32>,
    to_watch: Numbers<u32>,
}

fn time(brief: &Brief, of: fn(&Slot) -> i64) -> i64 {
    brief.slot.as_ref().map_or(0, of)
}

impl Rest {
    pub(super) fn write(writer: &mut Writer, briefs: &[Brief]) {
        writer.column(briefs.iter().map(|brief| brief.room.map_or(NONE, |room| room.0)));
        writer.column(briefs.iter().map(|brief| time(brief, |slot| slot.end.timestamp_micros())));
        writer.column(briefs.iter().map(|brief| brief.minutes.unwrap_or_default()));
        writer.column(briefs.iter().map(|brief| brief.to_watch.unwrap_or(NONE)));
    }

    pub(super) fn read(reader: &mut Reader) -> Option<Self> {
        Some(Self {
            rooms: reader.column()?,
            ends: reader.column()?,
            minutes: reader.column()?,
            to_watch: reader.column()?,
        })
    }

    /// The row of a session's room.
    pub(super) fn room(&self, at: usize) -> Option<usize> {
        Some(self.rooms.get(at)).filter(|room| *room != NONE && at < self.rooms.len()).map(|room| room as usize)
    }
}

impl Briefs {
    pub(super) fn write(writer: &mut Writer, briefs: &[Brief]) {
        writer.column(briefs.iter().map(flags));
        writer.column(briefs.iter().map(|brief| brief.track.map_or(NONE, |track| track.0)));
        writer.column(briefs.iter().map(|brief| time(brief, |slot| slot.start.timestamp_micros())));
        writer.column(briefs.iter().map(|brief| brief.day.map_or(0, |day| day.num_days_from_ce())));
    }

    pub(super) fn read(reader: &mut Reader) -> Option<Self> {
        Some(Self {
            flags: reader.column()?,
            tracks: reader.column()?,
            starts: reader.column()?,
            days: reader.column()?,
        })
    }

    pub(super) fn len(&self) -> usize {
        self.flags.len()
    }

    /// The row of a session's track.
    pub(super) fn track(&self, at: usize) -> Option<usize> {
        Some(self.tracks.get(at)).filter(|track| *track != NONE).map(|track| track as usize)
    }

    /// The rows of the tracks of all sessions.
    pub(super) fn tracks(&self) -> impl Iterator<Item = usize> + '_ {
        self.tracks.iter().filter(|track| *track != NONE).map(|track| track as usize)
    }

    /// One session's, with positions as its schedule has them.
    pub(super) fn get(&self, rest: &Rest, at: usize) -> Brief {
        let flags = self.flags.get(at);
        let has = |flag: u32| flags & flag != 0;
        let some = |position: u32| (position != NONE).then_some(position);
        let level = (flags >> LEVEL & 3) as usize;
        Brief {
            event: EventIx(0),
            track: some(self.tracks.get(at)).map(TrackIx),
            room: rest.room(at).map(RoomIx::new),
            kind: Kind::ALL.get(flags as usize & 7).copied().unwrap_or(Kind::Other),
            level: level.checked_sub(1).and_then(|level| Level::ALL.get(level)).copied(),
            slot: if has(SLOT) { self.slot(rest, at, has(ALL_DAY)) } else { None },
            day: if has(DAY) { NaiveDate::from_num_days_from_ce_opt(self.days.get(at)) } else { None },
            minutes: has(MINUTES).then(|| rest.minutes.get(at)),
            cancelled: has(CANCELLED),
            recorded: (has(RECORDED) || has(NOT_RECORDED)).then(|| has(RECORDED)),
            has_video: has(VIDEO),
            to_watch: some(rest.to_watch.get(at)),
            has_slides: has(SLIDES),
        }
    }

    /// Where a session stands in the order of time.
    pub(super) fn moment(&self, at: usize, first_day: Option<i32>) -> i64 {
        let flags = self.flags.get(at);
        let start = (flags & SLOT != 0).then(|| (self.starts.get(at), flags & ALL_DAY != 0));
        moment(start, if flags & DAY != 0 { Some(self.days.get(at)) } else { first_day })
    }

    fn slot(&self, rest: &Rest, at: usize, all_day: bool) -> Option<Slot> {
        let start = DateTime::from_timestamp_micros(self.starts.get(at))?;
        Some(Slot { start, end: DateTime::from_timestamp_micros(rest.ends.get(at))?, all_day })
    }
}

/// Where a session stands in the order of time, from its start, in microseconds and with whether it takes all day, and
/// its day, or else the first of its event, counted from the common era. Without a time it stands at its day, before the
/// sessions with a time; without any date, last.
pub(super) fn moment(start: Option<(i64, bool)>, day: Option<i32>) -> i64 {
    // The days from the common era to 1970, from where the times count.
    const EPOCH: i64 = 719_163;
    match (day, start) {
        (_, Some((start, false))) => start.div_euclid(1_000_000) * 2 + 1,
        (Some(day), _) => (i64::from(day) - EPOCH) * 86_400 * 2,
        (None, Some((start, true))) => start.div_euclid(1_000_000) * 2,
        (None, None) => i64::MAX,
    }
}

fn flags(brief: &Brief) -> u32 {
    let level = brief.level.map_or(0, |level| 1 + level as u32);
    let set = [
        (brief.cancelled, CANCELLED),
        (brief.recorded == Some(true), RECORDED),
        (brief.recorded == Some(false), NOT_RECORDED),
        (brief.has_video, VIDEO),
        (brief.has_slides, SLIDES),
        (brief.slot.is_some(), SLOT),
        (brief.slot.is_some_and(|slot| slot.all_day), ALL_DAY),
        (brief.day.is_some(), DAY),
        (brief.minutes.is_some(), MINUTES),
    ];
    set.iter().filter(|(is, _)| *is).fold(brief.kind as u32 | level << LEVEL, |flags, (_, flag)| flags | flag)
}
