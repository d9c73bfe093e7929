//! The file of friends: reading it, and replacing it when nothing in it would be lost.

use super::Places;
use super::copies::conflict_copies;
use super::personal_file::{advice, keep_aside, merged_sides, read_file, unread};
use crate::favourites::sides;
use crate::friends::{Friends, read};
use crate::io::clock;
use crate::io::durable::{self, write_durably};
use crate::io::lock::{Lock, LockError};
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
    #[error("nothing was changed: {advice}: {path}: {error}", path = path.display(), advice = advice(error))]
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
        let (friends, mut problems) = match self.read() {
            Ok(Found { friends, problems, .. }) => (friends, problems),
            Err(error) => (Friends::default(), vec![Problem::error(self.name(), unread(&error))]),
        };
        // Who was removed would be back with a copy, for nobody says when that was.
        let copies = durable::behind_links(&self.path).map(|target| conflict_copies(&target)).unwrap_or_default();
        problems.extend(copies.into_iter().map(|copy| {
            let what = "is a conflict copy made by a file synchroniser, and is not read";
            let problem = Problem::warning(copy.display().to_string(), what);
            problem.advise(format!("add from it to {NAME} whom you miss, and delete it"))
        }));
        (friends, problems)
    }

    /// Reads the file again while nobody else writes it, lets it be edited, and stores what came of that; with warnings
    /// of what may not last, and of what was put aside.
    ///
    /// # Errors
    /// [`FriendsError`].
    pub fn change<T>(&self, edit: impl FnOnce(&mut Friends) -> T) -> Result<(T, Vec<Problem>), FriendsError> {
        let failed = |error| FriendsError::File { path: self.path.clone(), error };
        let target = durable::behind_links(&self.path).map_err(failed)?;
        let lock = self.locks.as_ref().map(|locks| Places::lock_of(locks, &target));
        let _lock = Lock::take(&lock.unwrap_or_else(|| target.with_extension("lock")))?;
        let Found { friends: before, problems, of_both_sides } = self.read().map_err(failed)?;
        if let Some(problem) = problems.into_iter().next().filter(|_| !of_both_sides) {
            return Err(FriendsError::Unclear(problem));
        }
        let mut friends = before.clone();
        let result = edit(&mut friends);
        let mut warnings = Vec::new();
        if friends != before {
            durable::sweep(&target);
            if of_both_sides {
                let aside = keep_aside(&target, clock::now()).map_err(|(_, error)| failed(error))?;
                let what = format!("with the conflict of git it is kept as {}", aside.display());
                warnings.push(Problem::warning(self.name(), what));
            }
            let durability = write_durably(&target, friends.text()?.as_bytes()).map_err(failed)?;
            warnings.extend(durability.warning(&self.name()));
        }
        Ok((result, warnings))
    }

    fn name(&self) -> String {
        self.path.display().to_string()
    }

    fn read(&self) -> io::Result<Found> {
        let name = self.name();
        let bytes = match read_file(&self.path) {
            Ok((bytes, _)) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::default()),
            Err(error) => return Err(error),
        };
        let Ok(text) = String::from_utf8(bytes) else {
            let problems = vec![Problem::error(name, "is not text in UTF-8")];
            return Ok(Found { problems, ..Found::default() });
        };
        let (friends, problems) = read(&text, &name);
        // Only of a text that does not read: such lines may stand in what somebody is called.
        let both = sides(&text).filter(|_| !problems.is_empty()).map(|both| both.map(|side| read(&side, &name)));
        Ok(match both {
            Some([(ours, wrong), (theirs, more)]) if wrong.is_empty() && more.is_empty() => {
                Found { friends: ours.merge(theirs), problems: vec![merged_sides(&name)], of_both_sides: true }
            }
            _ => Found { friends, problems, of_both_sides: false },
        })
    }
}

/// The file as it was found.
#[derive(Default)]
struct Found {
    friends: Friends,
    problems: Vec<Problem>,
    /// Whether it held a conflict of git, of which nothing is lost.
    of_both_sides: bool,
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

    #[test]
    fn both_sides_of_a_conflict_of_git_are_read_and_the_next_change_ends_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = FriendsStore::open(folder.path());
        ["Ana", "Bo", "Cy"].iter().for_each(|name| add(&file, name).unwrap());
        let whole = fs::read_to_string(&file.path).unwrap();
        for end in ["\n", "\r\n"] {
            // The hunk begins inside of an entry, and the ancestor stands between the two.
            let (head, tail) = whole.split_once("name = \"Bo\"").unwrap();
            let sides =
                "<<<<<<< ours\nname = \"Bo\"\n||||||| before\nname = \"Old\"\n=======\nname = \"Bea\"\n>>>>>>> theirs";
            let text = format!("{head}{sides}{tail}").replace('\n', end);
            fs::write(&file.path, &text).unwrap();
            assert_eq!(names(&file), ["Ana", "Bea", "Bo", "Cy"]);
            let (_, told) = file.load();
            assert!(told.len() == 1 && told[0].message.contains("conflict of git"), "{told:?}");
            let ((), warnings) = file.change(|friends| drop(friends.remove("Cy"))).unwrap();
            let (before, aside) = warnings[0].message.split_once("kept as ").unwrap();
            assert!(before.contains("conflict of git") && fs::read_to_string(aside).unwrap() == text);
            assert_eq!((names(&file), file.load().1), (vec!["Ana".into(), "Bea".into(), "Bo".into()], vec![]));
        }
    }

    #[test]
    fn a_conflict_copy_is_named_and_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = FriendsStore::open(folder.path());
        add(&file, "Ana").unwrap();
        fs::copy(&file.path, folder.path().join("friends 2.toml")).unwrap();
        let told = file.load().1;
        assert!(told.len() == 1 && told[0].to_string().contains("friends 2.toml: is a conflict copy"), "{told:?}");
        add(&file, "Bo").unwrap();
        assert_eq!(names(&file), ["Ana", "Bo"]);
    }
}
