//! The calls that read and change the user's files, each of which a test can let fail.
//!
//! Outside of tests every one of them is no more than the call that it is named after.

use std::fs::{self, DirBuilder, File, OpenOptions, ReadDir};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

#[cfg(not(any(test, feature = "test-support")))]
fn may_fail(_call: &str, _path: &Path) -> io::Result<()> {
    Ok(())
}

/// Lets one call fail where a test asks for it: `KUBETALKS_FAIL` is the number of the call, the number of the error, and a
/// file that is to tell what failed.
#[cfg(any(test, feature = "test-support"))]
fn may_fail(call: &str, path: &Path) -> io::Result<()> {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static CALLS: AtomicUsize = AtomicUsize::new(0);
    let Ok(wanted) = std::env::var("KUBETALKS_FAIL") else { return Ok(()) };
    let mut wanted = wanted.splitn(3, ':');
    let mut next = || wanted.next().unwrap_or_default();
    let (number, error, told) = (next().parse().ok(), next().parse().ok(), next());
    if number != Some(CALLS.fetch_add(1, Ordering::SeqCst)) {
        return Ok(());
    }
    fs::write(told, format!("{call} {}", path.display()))?;
    Err(error.map_or(io::ErrorKind::Other.into(), io::Error::from_raw_os_error))
}

/// Opens a file to be read.
pub fn open(path: &Path) -> io::Result<File> {
    may_fail("open", path)?;
    File::open(path)
}

/// Opens a file to be locked, and makes it for the user only where it is not there.
pub fn open_lock(path: &Path) -> io::Result<File> {
    may_fail("open lock", path)?;
    OpenOptions::new().create(true).write(true).truncate(false).mode(0o600).open(path)
}

/// Makes a file that must not be there.
pub fn create_new(path: &Path) -> io::Result<File> {
    may_fail("create", path)?;
    OpenOptions::new().write(true).create_new(true).open(path)
}

/// Makes a file of a name that nobody could guess. Unless it is put somewhere it goes when it is dropped.
pub fn create_unfinished(builder: &tempfile::Builder<'_, '_>, folder: &Path) -> io::Result<NamedTempFile> {
    may_fail("create unfinished", folder)?;
    builder.tempfile_in(folder)
}

/// Makes a folder with those above it, for the user only.
pub fn create_folder(path: &Path) -> io::Result<()> {
    may_fail("create folder", path)?;
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// The whole content of an open file, but no more than so many bytes and one.
pub fn read_up_to(file: File, path: &Path, longest: u64) -> io::Result<Vec<u8>> {
    may_fail("read", path)?;
    let mut bytes = Vec::with_capacity(usize::try_from(file.metadata()?.len().min(longest)).unwrap_or(0));
    file.take(longest + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What a text file holds.
pub fn read_to_string(path: &Path) -> io::Result<String> {
    may_fail("read", path)?;
    fs::read_to_string(path)
}

/// What is in a folder.
pub fn read_folder(path: &Path) -> io::Result<ReadDir> {
    may_fail("read folder", path)?;
    fs::read_dir(path)
}

/// Writes all of it, one piece after the other.
pub fn write_all(mut file: &File, path: &Path, pieces: &[impl AsRef<[u8]>]) -> io::Result<()> {
    may_fail("write", path)?;
    pieces.iter().try_for_each(|piece| file.write_all(piece.as_ref()))
}

/// Has what was written on the disk.
pub fn flush(file: &File, path: &Path) -> io::Result<()> {
    may_fail("flush", path)?;
    file.sync_all()
}

/// Puts a file where it belongs, in the place of what is there.
pub fn persist(file: NamedTempFile, path: &Path) -> io::Result<()> {
    may_fail("persist", path)?;
    file.persist(path).map(drop).map_err(|error| error.error)
}

/// Lets a file stay under the name that nobody could guess.
pub fn keep(file: NamedTempFile) -> io::Result<PathBuf> {
    may_fail("keep", file.path())?;
    file.keep().map(|(_, path)| path).map_err(|error| error.error)
}

/// Gives a file or folder another name.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    may_fail("rename", from)?;
    fs::rename(from, to)
}

/// Gives a file a second name.
pub fn link(from: &Path, to: &Path) -> io::Result<()> {
    may_fail("link", to)?;
    fs::hard_link(from, to)
}

/// Takes a file away.
pub fn remove_file(path: &Path) -> io::Result<()> {
    may_fail("remove", path)?;
    fs::remove_file(path)
}

/// Takes a folder away with all that is in it.
pub fn remove_folder(path: &Path) -> io::Result<()> {
    may_fail("remove folder", path)?;
    fs::remove_dir_all(path)
}
