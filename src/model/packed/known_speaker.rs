//! A speaker as one event knows them.

use crate::model::Speaker;
use serde::{Deserialize, Serialize};

/// A speaker with the organisations that they had at the event.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct KnownSpeaker {
    /// The speaker as the source has them.
    pub speaker: Speaker,
    /// Their organisations there, in the order of the sessions.
    pub organisations: Vec<String>,
}
