//! Positions in the tables of a [`Schedule`](super::Schedule) or a [`Programme`](super::Programme), one type per table,
//! so that a speaker is never looked up among the rooms.

use serde::{Deserialize, Serialize};

macro_rules! index_type {
    ($(#[$doc:meta] $name:ident),* $(,)?) => {$(
        #[$doc]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub u32);

        impl $name {
            /// The position as a vector index.
            pub fn index(self) -> usize {
                self.0 as usize
            }

            /// The type for a vector index. A table never holds more than `u32::MAX` rows: sources are limited to
            /// 64 MiB, and a row takes more than a byte.
            pub fn new(position: usize) -> Self {
                Self(u32::try_from(position).unwrap_or(u32::MAX))
            }
        }
    )*};
}

index_type! {
    /// An event's position.
    EventIx,
    /// A session's position.
    SessionIx,
    /// A speaker's position.
    SpeakerIx,
    /// A track's position.
    TrackIx,
    /// A room's position.
    RoomIx,
}
