//! Which of some sessions are marked, in about nine bits for each marked one, whatever the others are called.
//!
//! Each session has a place in a range that is `1 << shift` times as large as there are marked ones; the places of those
//! are written down as gaps. Where the others fall hangs on a salt, and one is chosen with which none of them falls on a
//! place that is taken: so who has the same sessions finds these and no others. Who has others meanwhile takes one that is
//! new for a marked one once in so many times as `1 << shift` says, and only if it falls where a mark is left over.

use super::bits::{BitReader, BitWriter};
use super::named::scattered;
use std::collections::BTreeSet;

/// There are so many bits of salt: more than are ever tried in vain where shifts are those of [`shift_for`].
const SALT: u32 = 12;

/// How large a range has to be so that about one salt in a hundred will do.
pub(super) fn shift_for(sessions: usize) -> u32 {
    (0..32).find(|shift| sessions <= 5 << shift).unwrap_or(32)
}

/// Places that were taken.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Set {
    salt: u64,
    shift: u32,
    count: usize,
    places: BTreeSet<u64>,
}

impl Set {
    /// The places of some numbers, and of none of the others; nothing where no salt tells them apart.
    pub(super) fn of(marked: &[u64], others: &[u64], shift: u32) -> Option<Self> {
        (0..1 << SALT).find_map(|salt| {
            let mut set = Self { salt, shift, count: marked.len(), places: BTreeSet::new() };
            let alone = marked.iter().all(|number| set.places.insert(set.place(*number)));
            (alone && !others.iter().any(|number| set.holds(*number))).then_some(set)
        })
    }

    fn place(&self, number: u64) -> u64 {
        let salted = scattered(number ^ self.salt.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let range = (self.count as u128) << self.shift;
        u64::try_from((u128::from(salted) * range) >> 64).unwrap_or(u64::MAX)
    }

    pub(super) fn holds(&self, number: u64) -> bool {
        self.places.contains(&self.place(number))
    }

    /// Lets nothing else be found at the place of a number; tells whether it was taken.
    pub(super) fn take(&mut self, number: u64) -> bool {
        self.places.remove(&self.place(number))
    }

    /// How many bits of a gap are written as they are: gaps of `1 << shift` in the mean take fewest so.
    fn parameter(shift: u32) -> u32 {
        shift.saturating_sub(1)
    }

    /// Everything but how many there are.
    pub(super) fn write(&self, bits: &mut BitWriter) {
        bits.bits(self.salt, SALT);
        let mut from = 0;
        for place in &self.places {
            bits.rice(place - from, Self::parameter(self.shift));
            from = place + 1;
        }
    }

    /// A set of so many; nothing where the bits are no set.
    pub(super) fn read(bits: &mut BitReader<'_>, count: usize, shift: u32) -> Option<Self> {
        let salt = bits.bits(SALT)?;
        // What is larger than what there is to read would only take memory.
        if count > bits.left() {
            return None;
        }
        let mut set = Self { salt, shift, count, places: BTreeSet::new() };
        let (mut from, end) = (0_u64, (count as u128) << shift);
        for _ in 0..count {
            let place = from.checked_add(bits.rice(Self::parameter(shift))?)?;
            if u128::from(place) >= end {
                return None;
            }
            set.places.insert(place);
            from = place + 1;
        }
        Some(set)
    }
}
