//! Replacing a file so that at any moment, power failure included, either the old or the new content is there.

use crate::io::disk;
use crate::problem::Problem;
use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Replaces the content of a file, or makes the file with its folder. The new content is written to a file beside it,
/// flushed to the disk, and takes the old one's place; the old one's owner and permissions stay, a new file is for the
/// user only. A symbolic link stays one: what it leads to is replaced.
///
/// # Errors
/// Those of the system. The old content is then still in place.
pub fn write_durably(path: &Path, bytes: &[u8]) -> io::Result<Durability> {
    Ok(place(path, bytes)?.flush())
}

/// The same with a content that is in pieces, which need not be put together in memory.
///
/// # Errors
/// As for [`write_durably`].
pub fn write_pieces_durably(path: &Path, pieces: &[Vec<u8>]) -> io::Result<Durability> {
    Ok(write(path, pieces, 0o600, true)?.flush())
}

/// The same up to the moment at which the new content is there for everybody.
///
/// # Errors
/// As for [`write_durably`].
pub fn place(path: &Path, bytes: &[u8]) -> io::Result<Placed> {
    write(path, &[bytes], 0o600, true)
}

/// The same without waiting for the disk, for what is not precious: a failure of power may take the new content.
///
/// # Errors
/// As for [`write_durably`].
pub fn write_at_ease(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write(path, &[bytes], 0o600, false).map(drop)
}

/// The same for what is made to be given away: who may read a new file is for the user's umask to say.
///
/// # Errors
/// As for [`write_durably`].
pub fn publish_durably(path: &Path, bytes: &[u8]) -> io::Result<Durability> {
    Ok(write(path, &[bytes], 0o666, true)?.flush())
}

/// A file that has its new content, though a failure of power might still take that back.
#[derive(Debug)]
#[must_use]
pub struct Placed {
    folder: PathBuf,
    above: Durability,
}

impl Placed {
    /// Makes it last.
    pub fn flush(self) -> Durability {
        self.above.and(sync_folder(&self.folder).into())
    }
}

/// Whether what is stored would survive a failure of power.
#[derive(Debug)]
#[must_use]
pub enum Durability {
    /// It would.
    Sure,
    /// It is stored, but the system would not say that it is on the disk.
    Unsure(io::Error),
    /// It is stored, but not what is known beside it.
    Behind(io::Error),
}

impl Durability {
    /// What to say of a file that is stored.
    pub fn warning(&self, file: &str) -> Option<Problem> {
        let (but, error, advice) = match self {
            Self::Sure => return None,
            Self::Unsure(error) => {
                ("may not survive a failure of power: its folder", error, "make the folder readable")
            }
            Self::Behind(error) => ("not when it was fetched", error, "the next refresh fetches it once more"),
        };
        Some(Problem::warning(file, format!("is stored, but {but}: {error}")).advise(advice))
    }

    /// Both together.
    pub fn and(self, other: Self) -> Self {
        if matches!(self, Self::Sure) { other } else { self }
    }
}

impl From<io::Result<()>> for Durability {
    fn from(flushed: io::Result<()>) -> Self {
        flushed.map_or_else(Self::Unsure, |()| Self::Sure)
    }
}

fn write(path: &Path, pieces: &[impl AsRef<[u8]>], mode: u32, flush: bool) -> io::Result<Placed> {
    let target = behind_links(path)?;
    let (folder, name) = parts(&target)?;
    let above = make_folder(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.rand_bytes(8).permissions(Permissions::from_mode(mode));
    let file = disk::create_unfinished(builder.prefix(&unfinished(name)), folder)?;
    if let Ok(old) = fs::metadata(&target) {
        if old.permissions().readonly() {
            // The system would allow it, for the right to rename is the folder's; but the user has said no.
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the file is read-only"));
        }
        let new = file.as_file().metadata()?;
        if (old.uid(), old.gid()) != (new.uid(), new.gid()) {
            // Only root can do this in full, and only for root it matters: its file would shut the user out.
            let _ = fchown(file.as_file(), Some(old.uid()), Some(old.gid()));
        }
        file.as_file().set_permissions(old.permissions())?;
    }
    disk::write_all(file.as_file(), &target, pieces)?;
    if flush {
        disk::flush(file.as_file(), &target)?;
    }
    disk::persist(file, &target)?;
    Ok(Placed { folder: folder.to_owned(), above })
}

/// Removes what writers of this file left that were killed in the middle. The caller holds the file's [`Lock`](super::lock::Lock), so no
/// writer is at work.
pub fn sweep(target: &Path) {
    let Ok((folder, name)) = parts(target) else { return };
    let prefix = unfinished(name);
    for entry in disk::read_folder(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(&prefix) {
            // A file that stays is untidy, not wrong.
            let _ = disk::remove_file(&entry.path());
        }
    }
}

/// Removes what writers of any file in a folder left that were killed in the middle. The caller holds the lock on all of it.
pub fn sweep_all(folder: &Path) {
    for entry in disk::read_folder(folder).into_iter().flatten().flatten() {
        if is_unfinished(&entry.file_name().to_string_lossy()) {
            let _ = disk::remove_file(&entry.path());
        }
    }
}

/// Whether a file of this name is one that a writer has not finished.
pub fn is_unfinished(name: &str) -> bool {
    name.starts_with('.') && name.contains(".unfinished-")
}

fn unfinished(name: &str) -> String {
    format!(".{name}.unfinished-")
}

/// Where a path leads when every link of its last part is followed; the end need not exist.
pub fn behind_links(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    // Linux gives up after as many.
    for _ in 0..40 {
        match fs::read_link(&path) {
            Ok(next) => path = path.parent().unwrap_or(Path::new("")).join(next),
            // Not a link, or not there.
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("too many symbolic links"))
}

/// Folder and name of a file.
pub fn parts(target: &Path) -> io::Result<(&Path, &str)> {
    let name = target.file_name().and_then(|name| name.to_str());
    let name = name.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "not the name of a file"))?;
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok((folder, name))
}

/// Makes a folder with those above it, for the user only, so that it lasts.
///
/// # Errors
/// It cannot be made.
pub fn make_folder(folder: &Path) -> io::Result<Durability> {
    let missing: Vec<&Path> = folder.ancestors().take_while(|folder| !folder.exists()).collect();
    disk::create_folder(folder)?;
    let mut durability = Durability::Sure;
    for made in missing {
        if let Some(parent) = made.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            durability = durability.and(sync_folder(parent).into());
        }
    }
    Ok(durability)
}

/// Makes a rename last. File systems that cannot do this for a folder say so with one of two errors.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    match disk::open(folder).and_then(|opened| disk::flush(&opened, folder)) {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        result => result,
    }
}

/// Lets a write beyond the limit of a file's size fail like any other, where the system would end the program for it. To
/// be called once, at the start.
pub fn survive_size_limits() -> io::Result<()> {
    // The flag is never read: that there is a handler is what counts.
    signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default()).map(|_| ())
}
