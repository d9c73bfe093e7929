//! The people, topics and places that sessions refer to.

use super::{EventIx, Link, Spot};
use serde::{Deserialize, Serialize};

/// One person, the same across events. The organisation stands in each [`Credit`](super::Credit): people change jobs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Speaker {
    /// Unique in a programme: a slug of the name, with a number behind it where two people share one.
    pub id: String,
    /// As the source spells it.
    pub name: String,
    /// Other names they go by: what they are called elsewhere, or were called before.
    pub also: Vec<String>,
    /// One or more paragraphs of clean text; empty where nothing is known.
    pub biography: String,
    /// The year whose present the biography speaks of.
    pub as_of: Option<u16>,
    /// Their pages elsewhere.
    pub links: Vec<Link>,
    /// What the source itself uses to tell people apart, where it does: a guid, a number, a code.
    pub key: Option<String>,
}

/// What one tag or one organisation is called, the usual name first: whoever looks for one of these names means all.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Aliases(pub Vec<String>);

/// The topic a session is filed under.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Track {
    /// Unique in a programme.
    pub id: String,
    /// As shown.
    pub name: String,
    /// One line on what belongs there; empty where the source has none.
    pub about: String,
    /// The colour that the source gives it, as red, green and blue.
    pub colour: Option<[u8; 3]>,
}

/// A room of one event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Room {
    /// The event it belongs to.
    pub event: EventIx,
    /// As the source spells it.
    pub name: String,
    /// Where it is, as far as that is known.
    pub spot: Option<Spot>,
}
