//! How bad it is that one person cannot both go to two sessions.

/// How bad a conflict is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ConflictKind {
    /// They take place at the same time.
    Clash {
        /// For so many minutes; none where one of them is a mere moment within the other.
        minutes: u32,
    },
    /// There is too little time to change rooms.
    Tight {
        /// The minutes that the change takes.
        needed: u32,
        /// The whole minutes there are.
        have: u32,
    },
}

impl ConflictKind {
    /// The word for it, for scripts.
    pub fn name(self) -> &'static str {
        match self {
            Self::Clash { .. } => "clash",
            Self::Tight { .. } => "tight",
        }
    }

    /// The minutes by which two sessions are too close: shared ones, or those that are missing for the way.
    pub fn minutes(self) -> u32 {
        match self {
            Self::Clash { minutes } => minutes,
            Self::Tight { needed, have } => needed.saturating_sub(have),
        }
    }

    /// Whether they overlap, as opposed to being merely tight.
    pub fn is_clash(self) -> bool {
        matches!(self, Self::Clash { .. })
    }
}
