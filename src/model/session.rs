//! One entry of an event's programme.

use super::{Event, EventIx, RoomIx, Slot, SpeakerIx, TrackIx};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One entry of an event's programme. What a source does not say is absent, never guessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The event it belongs to.
    pub event: EventIx,
    /// Unique within the event.
    pub id: String,
    /// The source's globally unique id.
    pub guid: Option<String>,
    /// The source's code or slug: what stands in its addresses.
    pub code: Option<String>,
    /// Never empty.
    pub title: String,
    /// The second line of the title.
    pub subtitle: Option<String>,
    /// What sort of entry it is.
    pub kind: Kind,
    /// Whom it is for.
    pub level: Option<Level>,
    /// The topic it is filed under.
    pub track: Option<TrackIx>,
    /// Technologies and practices.
    pub tags: Vec<String>,
    /// Who gives it, in the source's order.
    pub credits: Vec<Credit>,
    /// Who gives it without naming a person.
    pub organisations: Vec<String>,
    /// When it takes place, where that is known to the minute.
    pub slot: Option<Slot>,
    /// The conference day it belongs to.
    pub day: Option<NaiveDate>,
    /// Its length in minutes.
    pub minutes: Option<u32>,
    /// Where it takes place.
    pub room: Option<RoomIx>,
    /// Languages it is held in, as lower-case codes of ISO 639-1 where one is recognised.
    pub languages: Vec<String>,
    /// Clean text: paragraphs parted by an empty line, list items beginning with `• `.
    pub abstract_text: String,
    /// What a listener took home, one sentence each.
    pub takeaways: Vec<String>,
    /// Pages, slides, recordings.
    pub links: Vec<Link>,
    /// Whether the source says that it does not take place.
    pub cancelled: bool,
    /// Whether it is recorded: `Some(false)` where the source says that it will not be.
    pub recorded: Option<bool>,
}

impl Session {
    /// A session with a title and nothing else.
    pub fn new(id: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            event: EventIx(0),
            id: id.into(),
            guid: None,
            code: None,
            title: title.into(),
            subtitle: None,
            kind: Kind::Talk,
            level: None,
            track: None,
            tags: Vec::new(),
            credits: Vec::new(),
            organisations: Vec::new(),
            slot: None,
            day: None,
            minutes: None,
            room: None,
            languages: Vec::new(),
            abstract_text: String::new(),
            takeaways: Vec::new(),
            links: Vec::new(),
            cancelled: false,
            recorded: None,
        }
    }

    /// The conference day of its event that it belongs to, as far as a day or a time is known.
    pub fn date(&self, event: &Event) -> Option<NaiveDate> {
        self.day.or_else(|| self.slot.map(|slot| event.day_of(&slot)))
    }

    /// Its length in minutes, where that is known; what takes all day has none.
    pub fn length(&self) -> Option<u32> {
        self.minutes.or_else(|| self.slot.filter(|slot| !slot.all_day).map(|slot| slot.minutes()))
    }

    /// The links to its recordings.
    pub fn recordings(&self) -> impl Iterator<Item = &Link> {
        self.links.iter().filter(|link| link.kind == LinkKind::Video)
    }

    /// Whether a recording can be watched.
    pub fn has_video(&self) -> bool {
        self.recordings().next().is_some()
    }

    /// The day on which a recording was published, where that is all that tells when it was.
    pub fn only_published(&self) -> Option<NaiveDate> {
        let known = self.day.is_some() || self.slot.is_some();
        self.recordings().filter_map(|link| link.published).min().filter(|_| !known)
    }

    /// How long it takes to watch the recordings, where that is known of any.
    pub fn to_watch(&self) -> Option<u32> {
        self.recordings().filter_map(|link| link.minutes).reduce(u32::saturating_add)
    }
}

/// A person's part in a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    /// Who.
    pub speaker: SpeakerIx,
    /// The organisation they had then.
    pub organisation: Option<String>,
    /// Their title there, or their part in the session: `CTO`, `Moderator`.
    pub title: Option<String>,
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "lowercase")]
        pub enum $name { $($(#[$variant_doc])* $variant),* }

        impl $name {
            /// Every value, in order.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The word used on screen, in files, queries and JSON.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// The value for a word.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

words! {
    /// What sort of entry a session is.
    Kind {
        /// For everybody, with nothing beside it.
        Keynote = "keynote",
        /// The common case.
        Talk = "talk",
        /// Several people in conversation.
        Panel = "panel",
        /// Hands on.
        Workshop = "workshop",
        /// A few minutes.
        Lightning = "lightning",
        /// People with something in common.
        Meetup = "meetup",
        /// Coffee, lunch, registration, the cloakroom, the exhibition.
        Break = "break",
        /// Everything else.
        Other = "other",
    }
}

words! {
    /// Whom a session is for.
    Level {
        /// No knowledge needed.
        Beginner = "beginner",
        /// Some practice needed.
        Intermediate = "intermediate",
        /// For those who do it daily.
        Advanced = "advanced",
    }
}

words! {
    /// What a link leads to.
    LinkKind {
        /// A page about the session or the person.
        Page = "page",
        /// Slides.
        Slides = "slides",
        /// A recording.
        Video = "video",
        /// A live stream.
        Stream = "stream",
        /// Source code.
        Code = "code",
        /// A room to talk in.
        Chat = "chat",
        /// A form to say how it was.
        Feedback = "feedback",
        /// A file that belongs to the session.
        File = "file",
    }
}

/// A link with what it leads to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What it leads to.
    pub kind: LinkKind,
    /// An absolute address.
    pub url: String,
    /// The source's word for it; empty where there is none.
    #[serde(default)]
    pub title: String,
    /// Of a recording: its length, which need not be that of the slot.
    #[serde(default)]
    pub minutes: Option<u32>,
    /// Of a recording: the day on which it was published, which is hardly ever that of the session.
    #[serde(default)]
    pub published: Option<NaiveDate>,
}

impl Link {
    /// A link of which no more is known.
    pub fn new(kind: LinkKind, url: impl Into<String>) -> Self {
        Self { kind, url: url.into(), title: String::new(), minutes: None, published: None }
    }
}
