//! Numbers as bits, one after the other.

/// Takes bits in, the highest of each number first.
#[derive(Debug, Default)]
pub(super) struct BitWriter {
    bytes: Vec<u8>,
    /// How many bits of the last byte are taken; 0 where all are.
    used: u8,
}

impl BitWriter {
    pub(super) fn bit(&mut self, bit: bool) {
        if self.used == 0 {
            self.bytes.push(0);
        }
        if let Some(last) = self.bytes.last_mut() {
            *last |= u8::from(bit) << (7 - self.used);
        }
        self.used = (self.used + 1) % 8;
    }

    pub(super) fn bits(&mut self, number: u64, count: u32) {
        (0..count).rev().for_each(|at| self.bit(number >> at & 1 == 1));
    }

    /// A number in so many bits, behind what is left of it as that many ones: short for what is about `1 << count`.
    pub(super) fn rice(&mut self, number: u64, count: u32) {
        (0..number >> count).for_each(|_| self.bit(true));
        self.bit(false);
        self.bits(number, count);
    }

    /// The bytes, the last of which is filled up with zeros.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// Gives them out again; nothing where they have ended.
#[derive(Debug)]
pub(super) struct BitReader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> BitReader<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    pub(super) fn bit(&mut self) -> Option<bool> {
        let bit = self.bytes.get(self.at / 8)? >> (7 - self.at % 8) & 1 == 1;
        self.at += 1;
        Some(bit)
    }

    pub(super) fn bits(&mut self, count: u32) -> Option<u64> {
        (0..count).try_fold(0, |number, _| Some(number << 1 | u64::from(self.bit()?)))
    }

    pub(super) fn rice(&mut self, count: u32) -> Option<u64> {
        let mut ones = 0_u64;
        while self.bit()? {
            ones += 1;
        }
        Some(ones << count | self.bits(count)?)
    }

    /// How many bits are left.
    pub(super) fn left(&self) -> usize {
        self.bytes.len() * 8 - self.at
    }

    /// Ends the reading: whether nothing was left but what fills the last byte up.
    pub(super) fn end(mut self) -> bool {
        self.left() < 8 && (0..self.left()).all(|_| self.bit() == Some(false))
    }
}
