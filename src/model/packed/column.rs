//! Columns of numbers and texts that are used where they lie. A section is made of two regions, the numbers and one
//! text; writer and reader go through both in the same order.

use super::bytes::{Bytes, Text};
use std::marker::PhantomData;
use std::ops::Range;

/// A number of fixed width, little-endian.
pub trait Number: Copy + Default {
    #[doc(hidden)]
    const WIDTH: usize;
    #[doc(hidden)]
    fn read(bytes: &[u8]) -> Self;
    #[doc(hidden)]
    fn write(self, bytes: &mut Vec<u8>);
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl Number for $number {
            const WIDTH: usize = size_of::<Self>();

            #[inline]
            fn read(bytes: &[u8]) -> Self {
                bytes.try_into().map(Self::from_le_bytes).unwrap_or_default()
            }

            fn write(self, bytes: &mut Vec<u8>) {
                bytes.extend_from_slice(&self.to_le_bytes());
            }
        }
    )*};
}

numbers!(u8, u32, i32, u64, i64);

/// Numbers one behind the other.
#[derive(Clone)]
pub struct Numbers<T> {
    bytes: Bytes,
    start: usize,
    len: usize,
    of: PhantomData<T>,
}

impl<T: Number> Numbers<T> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The number in a row; 0 for a row that does not exist.
    #[inline]
    pub fn get(&self, row: usize) -> T {
        if row < self.len { self.slice(row..row + 1).next().unwrap_or_default() } else { T::default() }
    }

    /// All of them.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = T> + DoubleEndedIterator + '_ {
        self.slice(0..self.len)
    }

    /// Those in some rows; none where such rows do not exist.
    #[inline]
    pub fn slice(&self, rows: Range<usize>) -> impl ExactSizeIterator<Item = T> + DoubleEndedIterator + '_ {
        let exist = rows.start <= rows.end && rows.end <= self.len;
        let rows = if exist { rows } else { 0..0 };
        let bytes = self.start + rows.start * T::WIDTH..self.start + rows.end * T::WIDTH;
        self.bytes.get().get(bytes).unwrap_or_default().chunks_exact(T::WIDTH).map(T::read)
    }
}

impl Numbers<u8> {
    /// Those in some rows, as they lie; none where such rows do not exist.
    #[inline]
    pub(super) fn bytes(&self, rows: Range<usize>) -> &[u8] {
        let all = self.bytes.get().get(self.start..self.start + self.len);
        all.and_then(|all| all.get(rows)).unwrap_or_default()
    }
}

impl Numbers<u32> {
    /// Where one of several things lies that stand one behind the other, in a column of their ends.
    #[inline]
    pub(super) fn part(&self, row: usize) -> Range<usize> {
        let start = row.checked_sub(1).map_or(0, |before| self.get(before));
        start as usize..self.get(row) as usize
    }
}

/// Texts one behind the other.
#[derive(Clone)]
pub struct Texts {
    text: Text,
    start: usize,
    ends: Numbers<u32>,
}

impl Texts {
    /// The text of a row; empty for a row that does not exist.
    #[inline]
    pub fn get(&self, row: usize) -> &str {
        let part = self.ends.part(row);
        self.text.get().get(self.start + part.start..self.start + part.end).unwrap_or_default()
    }

    /// All rows as one text.
    pub fn all(&self) -> &str {
        let end = self.start + self.ends.iter().next_back().unwrap_or_default() as usize;
        self.text.get().get(self.start..end).unwrap_or_default()
    }

    /// The row in which an offset of that text lies.
    #[inline]
    pub fn row_at(&self, offset: usize) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if (self.ends.get(middle) as usize) <= offset { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// The offset of that text at which a row ends.
    pub fn end(&self, row: usize) -> usize {
        self.ends.get(row) as usize
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// All of them.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> + '_ {
        (0..self.len()).map(|row| self.get(row))
    }
}

/// For each row some rows of another table.
#[derive(Clone, Default)]
pub struct Links {
    ends: Numbers<u32>,
    rows: Numbers<u32>,
}

impl Links {
    /// The rows that a row refers to.
    #[inline]
    pub fn of(&self, row: usize) -> impl ExactSizeIterator<Item = u32> + DoubleEndedIterator + '_ {
        self.rows.slice(self.ends.part(row))
    }

    /// How many rows refer to others.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

impl<T> Default for Numbers<T> {
    fn default() -> Self {
        Self { bytes: Bytes::Static(&[]), start: 0, len: 0, of: PhantomData }
    }
}

impl Default for Texts {
    fn default() -> Self {
        Self { text: Text::Static(""), start: 0, ends: Numbers::default() }
    }
}

/// Reads a section's columns in the order in which they were written.
pub(super) struct Reader {
    bytes: Bytes,
    at: usize,
    text: Text,
    text_at: usize,
}

impl Reader {
    pub(super) fn new(bytes: Bytes, text: Text) -> Self {
        Self { bytes, at: 0, text, text_at: 0 }
    }

    pub(super) fn column<T: Number>(&mut self) -> Option<Numbers<T>> {
        let start = self.at.checked_add(u32::WIDTH)?;
        let len = u32::read(self.bytes.get().get(self.at..start)?) as usize;
        self.at = start.checked_add(len.checked_mul(T::WIDTH)?)?;
        (self.at <= self.bytes.get().len()).then(|| Numbers { bytes: self.bytes.clone(), start, len, of: PhantomData })
    }

    pub(super) fn texts(&mut self) -> Option<Texts> {
        let ends: Numbers<u32> = self.column()?;
        let start = self.text_at;
        self.text_at += ends.iter().next_back().unwrap_or_default() as usize;
        (self.text_at <= self.text.get().len()).then(|| Texts { text: self.text.clone(), start, ends })
    }

    pub(super) fn links(&mut self) -> Option<Links> {
        Some(Links { ends: self.column()?, rows: self.column()? })
    }
}

/// Writes a section.
#[derive(Default)]
pub(super) struct Writer {
    pub(super) bytes: Vec<u8>,
    pub(super) text: String,
}

impl Writer {
    pub(super) fn column<T: Number>(&mut self, numbers: impl IntoIterator<Item = T>) {
        let start = self.bytes.len();
        0_u32.write(&mut self.bytes);
        numbers.into_iter().for_each(|number| number.write(&mut self.bytes));
        let count = (self.bytes.len() - start - u32::WIDTH) / T::WIDTH;
        self.bytes[start..start + u32::WIDTH].copy_from_slice(&position(count).to_le_bytes());
    }

    /// The same for bytes that lie one behind the other as they are to be written.
    pub(super) fn column_of_bytes(&mut self, bytes: &[u8]) {
        position(bytes.len()).write(&mut self.bytes);
        self.bytes.extend_from_slice(bytes);
    }

    /// Texts, each added to the end of a string by a function of its own, so that none is made only to be copied.
    pub(super) fn texts_by<I>(&mut self, items: impl IntoIterator<Item = I>, mut add: impl FnMut(I, &mut String)) {
        let start = self.text.len();
        let mut ends = Vec::new();
        for item in items {
            add(item, &mut self.text);
            ends.push(position(self.text.len() - start));
        }
        self.column(ends);
    }

    pub(super) fn texts<'a>(&mut self, texts: impl IntoIterator<Item = &'a str>) {
        self.texts_by(texts, |text, all| all.push_str(text));
    }

    pub(super) fn links<Rows: IntoIterator<Item = u32>>(&mut self, of: impl IntoIterator<Item = Rows>) {
        let (mut ends, mut rows) = (Vec::new(), Vec::new());
        for of in of {
            rows.extend(of);
            ends.push(position(rows.len()));
        }
        self.column(ends);
        self.column(rows);
    }
}

/// Rows and offsets are 32 bits wide: no source is longer than 64 MiB.
pub(super) fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
