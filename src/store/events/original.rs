//! The bytes that an event was read from, as they are kept.

use flate2::Compression;
use flate2::read::GzEncoder;
use std::io::{self, Read};

/// The bytes that an event was read from, packed with gzip; or why they could not be.
#[derive(Debug)]
pub struct Original(pub(super) io::Result<Vec<u8>>);

impl Original {
    /// Packs bytes. That is work enough to be done while they are read.
    pub fn of(bytes: &[u8]) -> Self {
        let mut packed = Vec::new();
        // Three times as fast as the usual level, for a fifth more of room.
        Self(GzEncoder::new(bytes, Compression::fast()).read_to_end(&mut packed).map(|_| packed))
    }
}
