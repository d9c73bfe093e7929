//! What lists, filters and plans need of a session: everything about it that is no text.

use super::{Event, EventIx, Kind, Level, LinkKind, RoomIx, Session, Slot, TrackIx};
use chrono::NaiveDate;

/// What is known of a session beside its texts and people. A [`Programme`](super::Programme) has it at hand for every
/// session, while the session itself is read when it is first asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Brief {
    /// The event it belongs to.
    pub event: EventIx,
    /// The topic it is filed under.
    pub track: Option<TrackIx>,
    /// Where it takes place.
    pub room: Option<RoomIx>,
    /// What sort of entry it is.
    pub kind: Kind,
    /// Whom it is for.
    pub level: Option<Level>,
    /// When it takes place, where that is known to the minute.
    pub slot: Option<Slot>,
    /// The conference day it belongs to, where the source gives one.
    pub day: Option<NaiveDate>,
    /// Its length in minutes, where the source gives one.
    pub minutes: Option<u32>,
    /// Whether the source says that it does not take place.
    pub cancelled: bool,
    /// Whether it is recorded, where the source says so.
    pub recorded: Option<bool>,
    /// Whether a recording can be watched.
    pub has_video: bool,
    /// How long it takes to watch the recordings, where that is known.
    pub to_watch: Option<u32>,
    /// Whether there are slides.
    pub has_slides: bool,
}

/// The most days that one session stands on: what takes longer has a mistyped year.
const MOST_DAYS: usize = 366;

impl Brief {
    /// The conference day of its event that it belongs to, as far as a day or a time is known.
    pub fn date(&self, event: &Event) -> Option<NaiveDate> {
        self.day.or_else(|| self.slot.map(|slot| event.day_of(&slot)))
    }

    /// The conference days that it stands on: several where it takes days.
    pub fn dates(&self, event: &Event) -> impl Iterator<Item = NaiveDate> + use<> {
        let first = self.date(event);
        let last = self.slot.map(|slot| event.last_day_of(&slot));
        let days = move |first: NaiveDate| {
            let last = last.map_or(first, |last| last.max(first));
            first.iter_days().take(MOST_DAYS).take_while(move |day| *day <= last)
        };
        first.into_iter().flat_map(days)
    }

    /// Its length in minutes, where that is known; what takes all day has none.
    pub fn length(&self) -> Option<u32> {
        self.minutes.or_else(|| self.slot.filter(|slot| !slot.all_day).map(|slot| slot.minutes()))
    }

    /// How many minutes it takes to watch: those of its recordings or, where nobody says that, its own.
    pub fn time_to_watch(&self) -> Option<u32> {
        self.to_watch.or_else(|| self.length())
    }
}

impl From<&Session> for Brief {
    fn from(session: &Session) -> Self {
        let has = |kind| session.links.iter().any(|link| link.kind == kind);
        Self {
            event: session.event,
            track: session.track,
            room: session.room,
            kind: session.kind,
            level: session.level,
            slot: session.slot,
            day: session.day,
            minutes: session.minutes,
            cancelled: session.cancelled,
            recorded: session.recorded,
            has_video: has(LinkKind::Video),
            to_watch: session.to_watch(),
            has_slides: has(LinkKind::Slides),
        }
    }
}
