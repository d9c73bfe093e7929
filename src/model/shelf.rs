//! Values that are made when they are first asked for.

use std::sync::OnceLock;

/// So many stand together.
const BOARD: usize = 64;

/// Values by position. Room for them is taken a board at a time, so that the many that nobody asks for take hardly any.
#[derive(Debug, Clone)]
pub(super) struct Shelf<T> {
    boards: Vec<OnceLock<Box<[OnceLock<T>]>>>,
    len: usize,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self { boards: Vec::new(), len: 0 }
    }
}

impl<T: Clone> Shelf<T> {
    pub(super) fn new(len: usize) -> Self {
        Self { boards: vec![OnceLock::new(); len.div_ceil(BOARD)], len }
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// The value at a position below the length.
    pub(super) fn get(&self, at: usize, make: impl FnOnce() -> T) -> &T {
        let board = self.boards[at / BOARD].get_or_init(|| vec![OnceLock::new(); BOARD].into());
        board[at % BOARD].get_or_init(make)
    }
}
