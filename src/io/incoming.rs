//! Bytes that the user hands in: a file, or standard input.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// The content of a regular file of at most `longest` bytes.
///
/// # Errors
/// Those of the system, with a word on what to do; a folder, a pipe or a device is refused, for reading one may wait for
/// ever.
pub fn file(path: &Path, longest: u64) -> io::Result<Vec<u8>> {
    let kind = fs::metadata(path)?;
    if kind.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "this is a folder; name a file in it"));
    }
    if !kind.is_file() {
        let what = "this is no regular file; send its content to standard input and write - in its place";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, what));
    }
    all_of(File::open(path)?, longest)
}

/// Everything that standard input has, until it ends.
///
/// # Errors
/// Those of the system; more than `longest` bytes.
pub fn standard_input(longest: u64) -> io::Result<Vec<u8>> {
    all_of(io::stdin().lock(), longest)
}

fn all_of(from: impl Read, longest: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(longest.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > longest {
        let message = format!("longer than {} MiB, which is no schedule", longest >> 20);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_regular_files_of_a_bearable_length_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("schedule.xml");
        fs::write(&path, "12345").unwrap();
        assert_eq!(file(&path, 5).unwrap(), b"12345");
        assert_eq!(file(&path, 4).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
        assert_eq!(file(folder.path(), 5).unwrap_err().kind(), io::ErrorKind::IsADirectory);
        assert_eq!(file(Path::new("/dev/zero"), 5).unwrap_err().kind(), io::ErrorKind::InvalidInput);
        assert_eq!(file(&folder.path().join("not there"), 5).unwrap_err().kind(), io::ErrorKind::NotFound);
    }
}
