//! How the parts of a packed schedule lie one behind the other.
//!
//! A line of text says what the bytes are, with the number of the form and the version of the program. A directory
//! follows: for each part the lengths of its numbers and of its text and the sum of both (64 bits each, little-endian),
//! and the sum of all that. Then come the parts.

use super::bytes::{Bytes, Held, Text};
use std::io;
use std::ops::Range;

/// To be raised whenever the model or the columns change.
pub const FORM: u32 = 11;

/// Head (event, tracks and rooms), front (what the first frame needs of all), rows (what a row of a list needs), ids, search,
/// records (sessions and people).
pub(super) const PARTS: usize = 6;

const ROW: usize = 24;
const DIRECTORY: usize = PARTS * ROW + 8;

/// As many bytes are checked at a time.
const PIECE: u64 = 1 << 16;

/// More than the first line ever takes.
const LONGEST_LINE: usize = 64;

/// Why bytes are no packed schedule of this version of the program.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// They cannot be read.
    #[error("cannot be read: {0}")]
    Unreadable(#[from] io::Error),
    /// They are one, but of another form.
    #[error("was made by another version of kubetalks")]
    OtherVersion,
    /// They are none, or not a whole one.
    #[error("is damaged: {0}")]
    Damaged(&'static str),
}

fn first_line() -> String {
    format!("kubetalks schedule {FORM} {}\n", env!("CARGO_PKG_VERSION"))
}

/// The CRC-32 of some bytes, to know them again by.
pub fn sum(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}

fn sum_of(numbers: &[u8], text: &[u8]) -> u64 {
    let mut crc = flate2::Crc::new();
    crc.update(numbers);
    crc.update(text);
    u64::from(crc.sum())
}

/// One part on its way to the disk.
pub(super) struct Part {
    pub(super) numbers: Vec<u8>,
    pub(super) text: String,
}

#[derive(Debug, Clone, Copy, Default)]
struct Row {
    start: u64,
    numbers: u64,
    text: u64,
    sum: u64,
}

/// Where the parts are.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    held: Held,
    rows: [Row; PARTS],
}

impl Layout {
    /// The bytes of all parts with what leads to them, in pieces that stand one behind the other.
    pub(super) fn of(parts: [Part; PARTS]) -> Vec<Vec<u8>> {
        let mut directory = Vec::with_capacity(DIRECTORY);
        for part in &parts {
            let numbers =
                [part.numbers.len() as u64, part.text.len() as u64, sum_of(&part.numbers, part.text.as_bytes())];
            numbers.iter().for_each(|number| directory.extend_from_slice(&number.to_le_bytes()));
        }
        directory.extend_from_slice(&u64::from(sum(&directory)).to_le_bytes());
        let pieces = parts.into_iter().flat_map(|part| [part.numbers, part.text.into_bytes()]);
        [first_line().into_bytes(), directory].into_iter().chain(pieces).collect()
    }

    /// Finds the parts. Of their content nothing is looked at.
    pub(super) fn read(held: Held) -> Result<Self, Unusable> {
        let length = held.length()?;
        let top = held.part(0, usize::try_from(length).unwrap_or(usize::MAX).min(LONGEST_LINE + DIRECTORY))?;
        let top = top.get();
        let line = first_line();
        let Some(rest) = top.strip_prefix(line.as_bytes()) else {
            let other = top.starts_with(b"kubetalks schedule ") && top[..top.len().min(LONGEST_LINE)].contains(&b'\n');
            return Err(if other { Unusable::OtherVersion } else { Unusable::Damaged("it has no first line") });
        };
        let directory = rest.get(..DIRECTORY).ok_or(Unusable::Damaged("it ends too early"))?;
        let number = |at: usize| {
            let bytes = directory.get(at * 8..at * 8 + 8).and_then(|bytes| bytes.try_into().ok());
            bytes.map(u64::from_le_bytes).unwrap_or_default()
        };
        if number(3 * PARTS) != u64::from(sum(&directory[..PARTS * ROW])) {
            return Err(Unusable::Damaged("its sum is wrong"));
        }
        let mut start = (line.len() + DIRECTORY) as u64;
        let mut rows = [Row::default(); PARTS];
        for (at, row) in rows.iter_mut().enumerate() {
            *row = Row { start, numbers: number(3 * at), text: number(3 * at + 1), sum: number(3 * at + 2) };
            start = start.saturating_add(row.numbers).saturating_add(row.text);
        }
        if start == length { Ok(Self { held, rows }) } else { Err(Unusable::Damaged("its length is wrong")) }
    }

    /// One part, as it was written.
    pub(super) fn part(&self, at: usize) -> Result<(Bytes, Text), Unusable> {
        let row = self.rows[at];
        let size = |length: u64| usize::try_from(length).unwrap_or(usize::MAX);
        let numbers = self.held.part(row.start, size(row.numbers))?;
        let text = self.held.part(row.start + row.numbers, size(row.text))?;
        if sum_of(numbers.get(), text.get()) != row.sum {
            return Err(Unusable::Damaged("its sum is wrong"));
        }
        Ok((numbers, text.into_text().ok_or(Unusable::Damaged("its text is none"))?))
    }

    /// Whether every byte of all parts is as it was written; of long parts no more than a piece is held at a time.
    pub(super) fn check(&self) -> Result<(), Unusable> {
        for row in &self.rows {
            let mut crc = flate2::Crc::new();
            let (mut start, end) = (row.start, row.start + row.numbers + row.text);
            while start < end {
                let length = (end - start).min(PIECE);
                crc.update(self.held.part(start, usize::try_from(length).unwrap_or_default())?.get());
                start += length;
            }
            if u64::from(crc.sum()) != row.sum {
                return Err(Unusable::Damaged("its sum is wrong"));
            }
        }
        Ok(())
    }

    /// Some bytes of a part's numbers, which the caller has a sum of.
    pub(super) fn within(&self, at: usize, range: Range<usize>) -> Result<Bytes, Unusable> {
        Ok(self.held.part(self.rows[at].start + range.start as u64, range.len())?)
    }

    /// How long all parts are together.
    pub(super) fn length(&self) -> u64 {
        self.rows.iter().map(|row| row.numbers + row.text).sum()
    }
}
