//! Which sessions have a word, for each word of a vocabulary, in a few bits each.
//!
//! The sessions of a word stand in order, in blocks. Of a block it is known which session its first entry is of and where
//! its bytes end, so that one is found without going through all. An entry is the distance from the session before it
//! and, in the lowest two bits, what is said of it: in a long text without telling anything, telling once, telling twice,
//! or by the byte that follows. That number stands in groups of seven bits, the lowest first, each but the last with the
//! highest bit set (LEB128).

use super::column::{Numbers, Reader, Writer, position};
use std::ops::Range;

/// So many entries are gone through at most to find one.
const BLOCK: usize = 128;

/// The most times that an entry can count.
const MOST: u32 = 127;

/// Set in the byte of an entry that stands in a long text.
const BODY: u8 = 1 << 7;

/// The two bits of an entry of which a byte follows.
const APART: u64 = 3;

/// That a session has a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// The session's row.
    pub session: usize,
    /// Whether the word stands in a long text of it.
    pub in_body: bool,
    /// How often the word tells what the session is about.
    pub times: u32,
}

impl Occurrence {
    /// What is said of the session, in a byte.
    pub(super) fn said(self) -> u8 {
        let times = self.times.min(MOST) as u8;
        if self.in_body { times | BODY } else { times }
    }

    pub(super) fn of(session: usize, said: u8) -> Self {
        Self { session, in_body: said & BODY != 0, times: u32::from(said & !BODY) }
    }
}

/// The entries of all words.
#[derive(Clone, Default)]
pub(super) struct Postings {
    /// For each word the end of its blocks.
    words: Numbers<u32>,
    /// For each block the session of its first entry.
    firsts: Numbers<u32>,
    /// For each block the end of its bytes.
    ends: Numbers<u32>,
    bytes: Numbers<u8>,
}

impl Postings {
    pub(super) fn read(reader: &mut Reader) -> Option<Self> {
        Some(Self {
            words: reader.column()?,
            firsts: reader.column()?,
            ends: reader.column()?,
            bytes: reader.column()?,
        })
    }

    /// The sessions that have a word, in order.
    pub(super) fn of(&self, word: usize) -> impl Iterator<Item = Occurrence> + '_ {
        self.words.part(word).flat_map(|block| self.block(block))
    }

    /// What a session has of a word.
    pub(super) fn find(&self, word: usize, session: usize) -> Option<Occurrence> {
        let Range { start, end: mut high } = self.words.part(word);
        let mut low = start;
        while low < high {
            let middle = low.midpoint(high);
            if self.firsts.get(middle) as usize <= session { low = middle + 1 } else { high = middle }
        }
        let block = low.checked_sub(1).filter(|block| *block >= start)?;
        self.block(block).find(|entry| entry.session >= session).filter(|entry| entry.session == session)
    }

    fn block(&self, block: usize) -> Entries<'_> {
        Entries { bytes: self.bytes.bytes(self.ends.part(block)), session: self.firsts.get(block) as usize }
    }
}

/// The entries of one block.
struct Entries<'a> {
    bytes: &'a [u8],
    /// The one before.
    session: usize,
}

impl Entries<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(*byte)
    }
}

impl Iterator for Entries<'_> {
    type Item = Occurrence;

    fn next(&mut self) -> Option<Occurrence> {
        let (mut number, mut shift) = (0_u64, 0);
        loop {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f).checked_shl(shift).unwrap_or_default();
            shift += 7;
            if byte < 0x80 {
                break;
            }
        }
        let said = match number & APART {
            APART => self.byte()?,
            times => times as u8 | BODY,
        };
        self.session = self.session.wrapping_add((number >> 2) as usize);
        Some(Occurrence::of(self.session, said))
    }
}

/// Writes the entries of words, of each the sessions in order with what is said of them.
pub(super) fn write<'w>(writer: &mut Writer, words: impl Iterator<Item = &'w [(u32, u8)]>) {
    let (mut blocks, mut firsts, mut ends, mut bytes) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for word in words {
        for block in word.chunks(BLOCK) {
            let mut before = block[0].0;
            firsts.push(before);
            for (session, said) in block {
                let times = u64::from(said & !BODY);
                let apart = said & BODY == 0 || times >= APART;
                add(&mut bytes, u64::from(session - before) << 2 | if apart { APART } else { times });
                bytes.extend(apart.then_some(*said));
                before = *session;
            }
            ends.push(position(bytes.len()));
        }
        blocks.push(position(ends.len()));
    }
    writer.column(blocks);
    writer.column(firsts);
    writer.column(ends);
    writer.column_of_bytes(&bytes);
}

fn add(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::super::bytes::{Bytes, Text};
    use super::*;
    use proptest::prelude::*;
    use std::sync::Arc;

    fn read(bytes: Vec<u8>) -> Postings {
        let text = Text::Static("");
        Postings::read(&mut Reader::new(Bytes::Shared(Arc::new(bytes)), text)).unwrap()
    }

    proptest! {
        #[test]
        fn entries_are_read_as_they_were_written_and_each_is_found(
            gaps in prop::collection::vec((1..70_000_u32, any::<u8>()), 0..400),
            other in prop::collection::vec((0..9_u32, any::<u8>()), 0..2),
        ) {
            let mut at = 0;
            let many: Vec<(u32, u8)> = gaps.into_iter().map(|(gap, said)| { at += gap; (at, said) }).collect();
            let words = [other, Vec::new(), many];
            let mut writer = Writer::default();
            write(&mut writer, words.iter().map(Vec::as_slice));
            let postings = read(writer.bytes);
            for (word, entries) in words.iter().enumerate() {
                let told: Vec<(u32, u8)> = postings.of(word).map(|entry| (entry.session as u32, entry.said())).collect();
                prop_assert_eq!(&told, entries);
                for (session, said) in entries {
                    let session = *session as usize;
                    prop_assert_eq!(postings.find(word, session), Some(Occurrence::of(session, *said)));
                    let next = entries.iter().any(|(other, _)| *other as usize == session + 1);
                    prop_assert_eq!(postings.find(word, session + 1).is_some(), next);
                }
            }
            prop_assert_eq!(postings.find(2, 0), None);
            prop_assert_eq!(postings.of(3).count(), 0);
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            let mut writer = Writer::default();
            writer.column([1_u32]);
            writer.column([7_u32]);
            writer.column([position(bytes.len())]);
            writer.column(bytes);
            let postings = read(writer.bytes);
            prop_assert!(postings.of(0).count() <= 64);
            postings.find(0, 9);
        }
    }
}
