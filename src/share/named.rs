//! By what the sessions of an event are known again: their guids, or else their ids, which may be given to others; and their
//! titles without what is lightly changed.

use crate::model::{EventIx, Programme, SessionIx};
use std::collections::HashMap;

/// A session with a number for its id and one for its title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) session: SessionIx,
    pub(super) id: u64,
    /// The title as such.
    name: u64,
    /// Which of how many of that title it is, in the order of time.
    showing: u64,
    showings: u64,
}

impl Named {
    /// The title, with the showing where there are several.
    pub(super) fn title(&self) -> u64 {
        scattered(self.name ^ self.showing)
    }

    /// Whether it alone has its title.
    pub(super) fn is_single(&self) -> bool {
        self.showings == 1
    }

    /// The title with each showing that there may have been.
    pub(super) fn titles(&self) -> impl Iterator<Item = u64> + use<> {
        let name = self.name;
        (1..=self.showings + 2).map(move |showing| scattered(name ^ showing))
    }
}

/// The sessions of an event.
pub(super) fn named(programme: &Programme, event: EventIx) -> Vec<Named> {
    let (mut counts, mut guids) = (HashMap::<u64, u64>::new(), HashMap::<&str, usize>::new());
    let sessions = programme.sessions_at(event);
    let guid = |ix: SessionIx| programme.session(ix).guid.as_deref();
    sessions.iter().filter_map(|ix| guid(*ix)).for_each(|guid| *guids.entry(guid).or_default() += 1);
    let mut all: Vec<Named> = Vec::new();
    for ix in sessions {
        let letters: String = programme.title_key(*ix).chars().filter(|letter| letter.is_alphanumeric()).collect();
        let name = number_of(letters.as_bytes());
        let count = counts.entry(name).or_default();
        *count += 1;
        let own = guid(*ix).filter(|guid| guids.get(guid) == Some(&1)).unwrap_or_else(|| programme.id(*ix));
        all.push(Named { session: *ix, id: number_of(own.as_bytes()), name, showing: *count, showings: 0 });
    }
    all.iter_mut().for_each(|one| one.showings = counts.get(&one.name).copied().unwrap_or(1));
    all
}

/// A number of a text, the same for ever: FNV-1a.
fn number_of(text: &[u8]) -> u64 {
    let step = |number: u64, byte: &u8| (number ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    scattered(text.iter().fold(0xcbf2_9ce4_8422_2325, step))
}

/// A number of which every bit hangs on all bits of another: the finish of SplitMix64.
pub(super) fn scattered(number: u64) -> u64 {
    let number = (number ^ number >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ number >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ number >> 31
}
