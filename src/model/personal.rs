//! What a user has attached to a session.

use super::SessionIx;
use serde::{Deserialize, Serialize};

/// The user's intent for a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    /// Not for me: ⊘. It stands below every wish, so that any of them is more.
    Dismissed,
    /// Worth a second look: ☆.
    Interested,
    /// On the agenda: ★.
    Going,
}

impl Mark {
    /// Every mark, the weakest first.
    pub const ALL: [Self; 3] = [Self::Dismissed, Self::Interested, Self::Going];

    /// The word used in files, queries and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dismissed => "dismissed",
            Self::Interested => "interested",
            Self::Going => "going",
        }
    }
}

/// Everything the user has attached to one session. The default is nothing at all.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Personal {
    /// The intent, if any.
    pub mark: Option<Mark>,
    /// Whether the user has attended or watched it.
    pub seen: bool,
    /// The user's own words; empty for none.
    pub note: String,
    /// From 1 to 5, where given.
    pub rating: Option<u8>,
}

impl Personal {
    /// What is attached to a session, among what is attached to each by position: nothing to those past the end.
    pub fn of(all: &[Self], session: SessionIx) -> &Self {
        static NOTHING: Personal = Personal { mark: None, seen: false, note: String::new(), rating: None };
        all.get(session.index()).unwrap_or(&NOTHING)
    }

    /// The same, to be changed.
    pub fn of_mut(all: &mut Vec<Self>, session: SessionIx) -> &mut Self {
        all.resize(all.len().max(session.index() + 1), Self::default());
        &mut all[session.index()]
    }

    /// Whether it is marked as not for me.
    pub fn is_dismissed(&self) -> bool {
        self.mark == Some(Mark::Dismissed)
    }

    /// Whether there is nothing to remember.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
