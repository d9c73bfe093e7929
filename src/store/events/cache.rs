//! The file of a packed schedule, of which no more is read than is asked for.

use crate::io::disk;
use crate::model::packed::{Held, Packed, Storage, Unusable};
use crate::problem::Problem;
use rustix::buffer::spare_capacity;
use rustix::io::{Errno, pread};
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// A file as long as this, in bytes, is looked at as a whole when it is opened, which takes a fraction of a millisecond;
/// of a longer one each part is, when it is first asked for.
const SHORT: u64 = 1 << 20;

/// An open file: whatever takes its place later, this one stays as it is.
struct Opened(File);

impl Storage for Opened {
    fn length(&self) -> io::Result<u64> {
        Ok(self.0.metadata()?.len())
    }

    fn read(&self, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(length);
        while bytes.len() < length {
            // Into room that nobody has filled with zeros before.
            let at = offset + bytes.len() as u64;
            match pread(&self.0, spare_capacity(&mut bytes), at) {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(_) | Err(Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
        bytes.truncate(length);
        Ok(bytes)
    }
}

pub(super) fn open(path: &Path) -> Result<Packed, Problem> {
    let opened = || {
        let packed = Packed::open(Held::Stored(Arc::new(Opened(disk::open(path)?))))?;
        if packed.length() <= SHORT {
            packed.check()?;
        }
        Ok(packed)
    };
    opened().map_err(|error: Unusable| {
        let file = path.display().to_string();
        let problem = match error {
            Unusable::OtherVersion => Problem::note(file, error.to_string()),
            _ => Problem::warning(file, error.to_string()),
        };
        problem.advise("it is made again from the file that was fetched")
    })
}
