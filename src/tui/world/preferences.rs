//! What the user says about a day in their settings.

use crate::agenda::{LEAST_GAP, Lunch, Rules};

/// What the user says about a day in their settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preferences {
    /// How long changes of rooms take.
    pub rules: Rules,
    /// Free time shorter than this many minutes is a break, not a gap.
    pub least_gap: u32,
    /// The meal that a plan keeps free, if any.
    pub lunch: Option<Lunch>,
    /// How many minutes before a session that they go to they are reminded, if at all.
    pub remind: Option<u32>,
}

impl Default for Preferences {
    fn default() -> Self {
        Self { rules: Rules::default(), least_gap: LEAST_GAP, lunch: None, remind: None }
    }
}
