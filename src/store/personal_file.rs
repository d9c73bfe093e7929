//! A file that the program keeps for the user and that the user may write in too: reading it, what to do where that fails,
//! and putting one aside that cannot be understood.

use crate::io::{disk, durable};
use crate::problem::Problem;
use chrono::{DateTime, Utc};
use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// More than a hundred thousand entries with notes; what is longer is not ours.
const LONGEST: u64 = 64 << 20;

/// When a file was last written, as far as the system tells: time, length, and which file it is.
pub(super) type Stamp = (SystemTime, u64, u64);

/// What to do where such a file cannot be read or written.
pub(super) fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => "make room",
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => "make the file and its folder writable",
        io::ErrorKind::IsADirectory => "move that folder away",
        io::ErrorKind::NotADirectory => "move away what is in the way",
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => "move it away",
        _ => "see what is wrong with the disk",
    }
}

/// That such a file cannot be read, with the advice before the words of the system.
pub(super) fn unread(error: &io::Error) -> String {
    format!("cannot be read; {}: {error}", advice(error))
}

/// That what git left of two versions was put together.
pub(super) fn merged_sides(name: &str) -> Problem {
    let problem = Problem::warning(name, "holds a conflict of git; both sides of it are merged");
    problem.advise("the next change writes it without the conflict")
}

/// Gives the damaged file a second name, which costs no room on a full disk and which the new file that takes over
/// the first name does not touch. Where there are no such links it is copied.
///
/// # Errors
/// The name that it was to have, and what the system said.
pub(super) fn keep_aside(target: &Path, now: DateTime<Utc>) -> Result<PathBuf, (PathBuf, io::Error)> {
    let stem = target.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let base = format!("{stem}.unreadable-{}", now.format("%Y%m%d-%H%M%S"));
    let mut aside = target.with_file_name(format!("{base}.toml"));
    let mut result = keep(target, &aside);
    for number in 2..100 {
        if result.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::AlreadyExists) {
            aside = target.with_file_name(format!("{base}-{number}.toml"));
            result = keep(target, &aside);
        }
    }
    match result {
        Ok(()) => Ok(aside),
        Err(error) => Err((aside, error)),
    }
}

fn keep(target: &Path, aside: &Path) -> io::Result<()> {
    match disk::link(target, aside) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(error),
        Err(_) => {
            let mut copy = disk::create_new(aside)?;
            let copied = disk::open(target).and_then(|mut from| io::copy(&mut from, &mut copy));
            if let Err(error) = copied.and_then(|_| disk::flush(&copy, aside)) {
                // Half a copy would pass for the whole.
                let _ = disk::remove_file(aside);
                return Err(error);
            }
        }
    }
    durable::sync_folder(durable::parts(aside)?.0)
}

/// The content of a regular file, with the stamp it had when it was opened.
pub(super) fn read_file(path: &Path) -> io::Result<(Vec<u8>, Stamp)> {
    let kind = fs::metadata(path)?.file_type();
    // Opening a pipe would wait for a writer.
    if !kind.is_file() && !kind.is_dir() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
    }
    let file = disk::open(path)?;
    let stamp = stamp(&file.metadata()?);
    let bytes = disk::read_up_to(file, path, LONGEST)?;
    if bytes.len() as u64 > LONGEST {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "longer than anything kubetalks writes"));
    }
    Ok((bytes, stamp))
}

pub(super) fn stamp(metadata: &Metadata) -> Stamp {
    (metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH), metadata.len(), metadata.ino())
}
