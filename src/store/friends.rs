//! The file of friends: reading it, and replacing it when nothing in it would be lost.

use super::Places;
use super::favourites::read_file;
use crate::friends::{Friends, read};
use crate::io::durable::{self, Lock, LockError, write_durably};
use crate::problem::Problem;
use std::io;
use std::path::{Path, PathBuf};

const NAME: &str = "friends.toml";

/// The file of friends in one folder.
#[derive(Debug, Clone)]
pub struct FriendsStore {
    path: PathBuf,
    /// Where the lock is; absent where that is beside the file.
    locks: Option<PathBuf>,
}

/// Why nothing was stored. The file is as it was.
#[derive(Debug, thiserror::Error)]
pub enum FriendsError {
    /// What is there cannot be understood in full, so that replacing it would lose something.
    #[error("nothing was changed: {0}")]
    Unclear(Problem),
    /// Somebody holds the lock.
    #[error("nothing was changed: {0}")]
    Busy(#[from] LockError),
    /// The file cannot be read or written.
    #[error("nothing was changed: {path}: {error}", path = path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        error: io::Error,
    },
    /// The friends cannot be written as text, which is a mistake of the program.
    #[error("nothing was changed: {0}; please report this")]
    Text(#[from] toml::ser::Error),
}

impl FriendsStore {
    /// The file in a folder, neither of which need exist. Nothing is read yet.
    pub fn open(folder: &Path) -> Self {
        Self { path: folder.join(NAME), locks: None }
    }

    /// The same with its lock in another folder.
    #[must_use]
    pub fn locked_in(self, folder: &Path) -> Self {
        Self { locks: Some(folder.to_owned()), ..self }
    }

    /// Whatever can be read of it, and what is wrong.
    pub fn load(&self) -> (Friends, Vec<Problem>) {
        self.read().unwrap_or_else(|error| {
            let problem = Problem::error(self.path.display().to_string(), format!("cannot be read: {error}"));
            (Friends::default(), vec![problem])
        })
    }

    /// Reads the file again while nobody else writes it, lets it be edited, and stores what came of that; with a warning
    /// where that may not last.
    ///
    /// # Errors
    /// [`FriendsError`].
    pub fn change<T>(&self, edit: impl FnOnce(&mut Friends) -> T) -> Result<(T, Option<Problem>), FriendsError> {
        let failed = |error| FriendsError::File { path: self.path.clone(), error };
        let target = durable::behind_links(&self.path).map_err(failed)?;
        let lock = self.locks.as_ref().map(|locks| Places::lock_of(locks, &target));
        let _lock = Lock::take(&lock.unwrap_or_else(|| target.with_extension("lock")))?;
        let (before, problems) = self.read().map_err(failed)?;
        if let Some(problem) = problems.into_iter().next() {
            return Err(FriendsError::Unclear(problem));
        }
        let mut friends = before.clone();
        let result = edit(&mut friends);
        if friends != before {
            durable::sweep(&target);
            let durability = write_durably(&target, friends.text()?.as_bytes()).map_err(failed)?;
            return Ok((result, durability.warning(&self.path.display().to_string())));
        }
        Ok((result, None))
    }

    fn read(&self) -> io::Result<(Friends, Vec<Problem>)> {
        let name = self.path.display().to_string();
        match read_file(&self.path) {
            Ok((bytes, _)) => Ok(match String::from_utf8(bytes) {
                Ok(text) => read(&text, &name),
                Err(_) => (Friends::default(), vec![Problem::error(name, "is not text in UTF-8")]),
            }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Default::default()),
            Err(error) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::friends::Friend;
    use std::fs;

    fn add(file: &FriendsStore, name: &str) -> Result<(), FriendsError> {
        file.change(|friends| friends.put(Friend::new(name).unwrap(), None).unwrap()).map(drop)
    }

    fn names(file: &FriendsStore) -> Vec<String> {
        file.load().0.all().iter().map(|friend| friend.name.clone()).collect()
    }

    #[test]
    fn what_is_added_is_there_for_the_next_one_who_reads() {
        let folder = tempfile::tempdir().unwrap();
        let file = FriendsStore::open(&folder.path().join("not there yet"));
        assert_eq!(file.load(), Default::default());
        add(&file, "Bo").unwrap();
        add(&FriendsStore::open(&folder.path().join("not there yet")), "Ana").unwrap();
        assert_eq!(names(&file), ["Ana", "Bo"]);
    }

    #[test]
    fn a_file_that_is_not_understood_in_full_stays_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let file = FriendsStore::open(folder.path());
        add(&file, "Ana").unwrap();
        let good = fs::read_to_string(&file.path).unwrap();
        let cut = good.replace("# end of friends\n", "");
        for bytes in [&b"\xff"[..], b"schema = 2\n", b"schema = 1\n[[friend]]\nletter = 7\n", b"[[", cut.as_bytes()] {
            fs::write(&file.path, bytes).unwrap();
            assert!(!file.load().1.is_empty(), "{bytes:?} is told");
            assert!(matches!(add(&file, "Bo"), Err(FriendsError::Unclear(_))), "{bytes:?}");
            assert_eq!(fs::read(&file.path).unwrap(), bytes);
        }
        assert_eq!(names(&file), ["Ana"], "what is left of a file that was cut short is used");
    }
}
