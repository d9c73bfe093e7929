//! What is remembered of a session to find it again in another version of its programme.

use crate::favourites::Entry;
use crate::model::{Personal, Programme, SessionIx};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize};

/// What is remembered of a session to find it again in another version of its programme.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Known {
    pub(super) event: String,
    pub(super) session: String,
    #[serde(default)]
    pub(super) title: String,
    /// Absent where nobody noted them.
    #[serde(default)]
    pub(super) speakers: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "instant")]
    pub(super) start: Option<DateTime<Utc>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    guid: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    code: Option<String>,
}

impl Known {
    pub(super) fn of(programme: &Programme, ix: SessionIx) -> Self {
        let Entry { event, session, title, speakers, start, guid, code, .. } =
            Entry::of(programme, ix, &Personal::default(), DateTime::UNIX_EPOCH);
        Self { event, session, title, speakers: Some(speakers), start, guid, code }
    }

    /// The same as favourites are found by.
    pub(super) fn entry(&self) -> Entry {
        let Self { event, session, title, speakers, start, guid, code } = self.clone();
        let (speakers, changed) = (speakers.unwrap_or_default(), Some(DateTime::UNIX_EPOCH));
        Entry { event, session, title, speakers, start, guid, code, changed, ..Entry::default() }
    }

    /// Whether the title or the speakers are others.
    pub(super) fn reads_otherwise(&self, now: &Self) -> bool {
        self.title != now.title || (self.speakers.is_some() && self.speakers != now.speakers)
    }
}

/// A time as it is written, or as TOML's own in JSON, which earlier versions wrote.
fn instant<'de, D: Deserializer<'de>>(from: D) -> Result<Option<DateTime<Utc>>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Plain(DateTime<Utc>),
        Toml {
            #[serde(rename = "$__toml_private_datetime")]
            text: DateTime<Utc>,
        },
    }
    Ok(Option::<Written>::deserialize(from)?.map(|written| match written {
        Written::Plain(time) | Written::Toml { text: time } => time,
    }))
}
