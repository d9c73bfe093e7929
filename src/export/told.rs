//! What calendars are told of a session beside what it is: under which name, and which version of it.

use crate::model::{LinkKind, Programme, Session, SessionIx, Slot, Zone};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// How calendars know a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CalendarVersion {
    /// The name that it keeps whatever id its schedule gives it.
    pub(super) uid: String,
    /// How often a visitor had to know something anew since calendars were first told of it.
    pub(super) sequence: u32,
    /// When something in it last became another.
    pub(super) modified: DateTime<Utc>,
}

/// What a calendar is to be told.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) versions: HashMap<SessionIx, CalendarVersion>,
    /// What it was told before and no longer holds.
    pub(super) withdrawn: Vec<Withdrawn>,
    /// The titles of what it was told before of events that do not take part now, and is to come.
    pub(super) waiting: Vec<String>,
}

/// A session that a calendar was told of and that is cancelled there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawn {
    pub(super) version: CalendarVersion,
    /// The title under which it was told.
    pub title: String,
    pub(super) place: Place,
    /// Why, where that is new; nothing where an earlier export cancelled it already.
    pub reason: Option<WithdrawalReason>,
}

/// Why a session is taken out of a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WithdrawalReason {
    /// The programme has it no more.
    Gone,
    /// Its whole event is there no more.
    Forgotten,
    /// It is no longer marked, or no longer found.
    NotChosen,
    /// The programme gives no time for it any more.
    WithoutTime,
}

/// Where and when a session was said to be.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Place {
    pub(super) start: Option<DateTime<Utc>>,
    pub(super) end: Option<DateTime<Utc>>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) all_day: bool,
    /// The zone's name or offset, `unknown` where there is none; absent where nobody noted it.
    #[serde(default)]
    pub(super) zone: Option<String>,
    pub(super) room: Option<String>,
    pub(super) cancelled: bool,
    /// The address of its page, empty without one; absent where nobody noted it.
    #[serde(default)]
    pub(super) page: Option<String>,
}

impl Place {
    pub(super) fn of(programme: &Programme, ix: SessionIx) -> Self {
        let session = programme.session(ix);
        Self {
            start: session.slot.map(|slot| slot.start),
            end: session.slot.map(|slot| slot.end),
            all_day: session.slot.is_some_and(|slot| slot.all_day),
            zone: Some(programme.event_of(ix).zone.to_string()),
            room: programme.room_name(session).map(str::to_owned),
            cancelled: session.cancelled,
            page: Some(page(session).unwrap_or_default().to_owned()),
        }
    }

    /// Whether a visitor has to know of the difference; what nobody noted makes none.
    pub(super) fn differs(&self, now: &Self) -> bool {
        let same_page = self.page.is_none() || self.page == now.page;
        let visible = |place: &Self| (place.start, place.end, place.room.clone(), place.cancelled);
        visible(self) != visible(now) || !same_page
    }

    pub(super) fn slot(&self) -> Option<Slot> {
        let start = self.start?;
        Some(Slot { start, end: self.end.unwrap_or(start), all_day: self.all_day })
    }

    /// The zone in which it was told; UTC where nobody noted it.
    pub(super) fn zone(&self) -> Zone {
        self.zone.as_deref().map_or_else(Zone::utc, |zone| Zone::parse(zone).unwrap_or_default())
    }
}

/// The page of a session, or else whatever it links to first, as a URI, which is not escaped and so has to be printable
/// ASCII.
pub(super) fn page(session: &Session) -> Option<&str> {
    let page = session.links.iter().find(|link| link.kind == LinkKind::Page).or(session.links.first())?;
    let url = page.url.as_str();
    (url.contains(':') && url.bytes().all(|byte| byte.is_ascii_graphic())).then_some(url)
}
