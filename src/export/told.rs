//! What calendars are told of a session beside what it is: under which name, and which version of it.

use crate::model::{Programme, Session, SessionIx, Slot, Zone};
use crate::words::first_few;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

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
    /// It is no longer marked, or no longer found.
    NotChosen,
    /// The programme gives no time for it any more.
    WithoutTime,
}

/// What to say of sessions that are cancelled in a calendar from now on; `asked` is whether it holds what was asked for,
/// and not what the user goes to.
pub fn taken_back(withdrawn: &[Withdrawn], asked: bool) -> Vec<String> {
    let mut by_reason: BTreeMap<WithdrawalReason, Vec<&str>> = BTreeMap::new();
    for (reason, withdrawn) in withdrawn.iter().filter_map(|withdrawn| Some((withdrawn.reason?, withdrawn))) {
        by_reason.entry(reason).or_default().push(&withdrawn.title);
    }
    let told = |(reason, titles): (WithdrawalReason, Vec<&str>)| {
        let (one, more) = match reason {
            WithdrawalReason::Gone => ("is no longer in the programme", "are no longer in the programme"),
            WithdrawalReason::NotChosen if asked => ("no longer matches", "no longer match"),
            WithdrawalReason::NotChosen => ("is no longer marked", "are no longer marked"),
            WithdrawalReason::WithoutTime => ("has no time any more", "have no time any more"),
        };
        let (count, what) = (titles.len(), if titles.len() == 1 { one } else { more });
        format!("{count} {what}: cancelled in the calendar: {}", first_few(titles.into_iter()))
    };
    by_reason.into_iter().map(told).collect()
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

/// The page of a session as a URI, which is not escaped and so has to be printable ASCII.
pub(super) fn page(session: &Session) -> Option<&str> {
    let url = session.links.first()?.url.as_str();
    (url.contains(':') && url.bytes().all(|byte| byte.is_ascii_graphic())).then_some(url)
}
