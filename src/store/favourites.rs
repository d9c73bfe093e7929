//! The file of favourites: reading it, and replacing it together with what others have changed.

use super::Places;
use super::copies::conflict_copies;
use super::personal_file::{Stamp, advice, keep_aside, merged_sides, read_file, stamp, unread};
use crate::favourites::{Favourites, FavouritesReading, read, sides};
use crate::io::durable::{self, Placed};
use crate::io::lock::{Lock, LockError};
use crate::problem::Problem;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

const NAME: &str = "favourites.toml";

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LoadedFavourites {
    /// The stored favourites; whatever could be read of them.
    pub favourites: Favourites,
    /// What is wrong, and what will become of it.
    pub problems: Vec<Problem>,
}

/// What was stored.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Saved {
    /// What the file now holds: the caller's favourites together with what others changed.
    pub favourites: Favourites,
    /// What was met on the way; of a damaged file partly what loading it told already.
    pub problems: Vec<Problem>,
    /// Where a file went that could not be read, or not all of it, and that was replaced.
    pub kept_aside: Option<PathBuf>,
}

/// Why nothing was stored. Whatever the reason, the file on disk is untouched and the caller still has everything. That
/// nothing was, and what becomes of it, is for the caller to say.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// A newer version of the program wrote the file. Trying again is of no use.
    #[error("{0}")]
    Newer(Problem),
    /// Somebody holds the lock. Worth trying again.
    #[error("{0}")]
    Busy(LockError),
    /// The file cannot be read or written. Worth trying again.
    #[error("{advice}: {path}: {error}", path = path.display(), advice = advice(error))]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        error: io::Error,
    },
    /// What was there cannot be read and could not be put aside either. Worth trying again.
    #[error("rename it yourself: {path} cannot be read, and cannot be kept as {aside}: {error}",
        path = path.display(), aside = aside.display())]
    Aside {
        /// The file.
        path: PathBuf,
        /// Where it was to go.
        aside: PathBuf,
        /// What the system said.
        #[source]
        error: io::Error,
    },
    /// The favourites cannot be written as text, which is a mistake of the program.
    #[error("{0}; please report this")]
    Text(#[from] toml::ser::Error),
}

impl SaveError {
    /// Whether the same may succeed a little later.
    pub fn may_pass(&self) -> bool {
        !matches!(self, Self::Newer(_) | Self::Text(_))
    }
}

/// How much of what is stored could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Legible {
    /// Nothing of it, so that nobody knows what is marked.
    Nothing,
    /// The rest of it is damaged.
    Part,
    /// All of it, if there is anything.
    Whole,
}

/// The file of favourites in one folder.
#[derive(Debug)]
pub struct FavouritesStore {
    path: PathBuf,
    /// Where the lock is; absent where that is beside the file.
    locks: Option<PathBuf>,
    /// The version of the file that the caller's favourites come from.
    known: Favourites,
    stamp: Option<Stamp>,
    legible: Legible,
    /// Why the caller's favourites lack what is in the file.
    unread: Option<io::Error>,
    /// What was last read and had nothing wrong with it, with what it came to: reading many thousands of entries takes time.
    understood: Option<(Vec<u8>, Favourites)>,
    /// Conflict copies that were read and told, as they then were.
    copies: BTreeMap<PathBuf, Option<Stamp>>,
}

/// The file as it was found.
pub(super) enum Found {
    Nothing,
    Good(Favourites, Vec<Problem>),
    /// To be kept aside before it is replaced.
    Damaged(Favourites, Vec<Problem>),
    Newer(Problem),
}

impl Found {
    fn legible(&self) -> Legible {
        match self {
            Self::Nothing | Self::Good(..) => Legible::Whole,
            Self::Damaged(..) => Legible::Part,
            Self::Newer(_) => Legible::Nothing,
        }
    }
}

impl FavouritesStore {
    /// The store in a folder, which need not exist. Nothing is read yet.
    pub fn open(folder: &Path) -> Self {
        let (path, known, copies) = (folder.join(NAME), Favourites::default(), BTreeMap::new());
        let legible = Legible::Whole;
        Self { path, locks: None, known, stamp: None, legible, unread: None, understood: None, copies }
    }

    /// The same with its lock in another folder.
    #[must_use]
    pub fn locked_in(self, folder: &Path) -> Self {
        Self { locks: Some(folder.to_owned()), ..self }
    }

    /// The file, by the name the user knows.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads the file and the conflict copies beside it. Nothing is written: a damaged file is put aside only by the
    /// first [`save`](Self::save).
    pub fn load(&mut self) -> LoadedFavourites {
        self.reload(&Favourites::default())
    }

    /// Reads the file again and returns it together with what the caller holds, whether stored or not.
    pub fn reload(&mut self, mine: &Favourites) -> LoadedFavourites {
        let mut favourites = mine.clone();
        let mut problems = Vec::new();
        match self.find() {
            Ok((found, stamp)) => {
                (self.stamp, self.unread, self.legible) = (stamp, None, found.legible());
                match found {
                    Found::Nothing => {}
                    Found::Good(theirs, found) => {
                        favourites = mine.reconcile(&self.known, &theirs);
                        self.known = theirs;
                        problems = found;
                    }
                    Found::Damaged(theirs, found) => {
                        favourites = mine.reconcile(&self.known, &theirs);
                        problems = found;
                        let note = "stays as it is for now; the first change puts it aside and says where";
                        problems.push(Problem::note(self.name(), note));
                    }
                    Found::Newer(problem) => problems.push(problem),
                }
            }
            Err(error) => {
                self.stamp = fs::metadata(&self.path).ok().as_ref().map(stamp);
                problems.push(Problem::error(self.name(), unread(&error)));
                (self.unread, self.legible) = (Some(error), Legible::Nothing);
            }
        }
        let copies = self.read_copies(&mut problems);
        LoadedFavourites { favourites: favourites.merge(&copies), problems }
    }

    /// How much of the file could be read when that was last tried.
    pub fn legible(&self) -> Legible {
        self.legible
    }

    /// Whether the file is another one than when it was last read or written here. One system call.
    pub fn changed_since_last_read(&self) -> bool {
        fs::metadata(&self.path).ok().as_ref().map(stamp) != self.stamp
    }

    /// Whether the file could be read when that was last tried, or is not there.
    ///
    /// # Errors
    /// [`SaveError`], where it could not.
    pub fn was_read(&mut self) -> Result<(), SaveError> {
        self.unread.take().map_or(Ok(()), |error| Err(self.failed(error)))
    }

    /// Whether what is on disk was understood in full, so that what is not in it is truly not there.
    ///
    /// # Errors
    /// [`SaveError`], where nothing can be known of it.
    pub fn is_whole(&mut self) -> Result<bool, SaveError> {
        match self.find().map_err(|error| self.failed(error))?.0 {
            Found::Nothing | Found::Good(..) => Ok(true),
            Found::Damaged(..) => Ok(false),
            Found::Newer(problem) => Err(SaveError::Newer(problem)),
        }
    }

    /// Stores the favourites: takes the lock, reads what others have written meanwhile, puts both together, and writes
    /// if the file does not hold that already. The caller goes on with what is returned. `now` names a damaged one.
    ///
    /// # Errors
    /// [`SaveError`]; the file is then as it was, and the next call stores what this one could not.
    pub fn save(&mut self, mine: &Favourites, now: DateTime<Utc>) -> Result<Saved, SaveError> {
        let (mut saved, placed) = self.place(mine, now)?;
        saved.problems.extend(placed.and_then(|placed| self.flush(placed)));
        Ok(saved)
    }

    /// What there is to say of a flush after [`place`](Self::place).
    pub fn flush(&self, placed: Placed) -> Option<Problem> {
        placed.flush().warning(&self.name())
    }

    /// The same up to the moment at which the file is there; what was written is still to be flushed.
    ///
    /// # Errors
    /// As for [`save`](Self::save).
    pub fn place(&mut self, mine: &Favourites, now: DateTime<Utc>) -> Result<(Saved, Option<Placed>), SaveError> {
        let told = self.copies.clone();
        let result = self.save_together(mine, now);
        if result.is_err() {
            // What was read of them is lost with the error, so they are to be read again.
            self.copies = told;
        }
        result
    }

    fn save_together(&mut self, mine: &Favourites, now: DateTime<Utc>) -> Result<(Saved, Option<Placed>), SaveError> {
        let target = durable::behind_links(&self.path).map_err(|error| self.failed(error))?;
        let lock = self.locks.as_ref().map(|locks| Places::lock_of(locks, &target));
        let _lock =
            Lock::take(&lock.unwrap_or_else(|| target.with_extension("lock"))).map_err(|error| match error {
                LockError::Failed(path, error) => SaveError::File { path, error },
                held => SaveError::Busy(held),
            })?;
        let (found, stamp) = self.find().map_err(|error| self.failed(error))?;
        let (theirs, damaged, mut problems) = match found {
            Found::Nothing => (Favourites::default(), false, Vec::new()),
            Found::Good(theirs, problems) => (theirs, false, problems),
            Found::Damaged(theirs, problems) => (theirs, true, problems),
            Found::Newer(problem) => return Err(SaveError::Newer(problem)),
        };
        let together = mine.reconcile(&self.known, &theirs).merge(&self.read_copies(&mut problems));
        let (mut kept_aside, mut placed) = (None, None);
        if damaged || together != theirs {
            let text = together.text()?;
            durable::sweep(&target);
            if damaged {
                let aside = keep_aside(&target, now).map_err(|(aside, error)| SaveError::Aside {
                    path: self.path.clone(),
                    aside,
                    error,
                })?;
                let note = format!("could not be read in full and is kept as {}", aside.display());
                problems.push(Problem::warning(self.name(), note).advise("copy from there what is missing"));
                kept_aside = Some(aside);
            }
            placed = Some(durable::place(&target, text.as_bytes()).map_err(|error| self.failed(error))?);
            self.understood = Some((text.into_bytes(), together.clone()));
            self.stamp = fs::metadata(&target).ok().as_ref().map(self::stamp);
        } else {
            self.stamp = stamp;
        }
        self.known = together.clone();
        Ok((Saved { favourites: together, problems, kept_aside }, placed))
    }

    fn name(&self) -> String {
        self.path.display().to_string()
    }

    fn failed(&self, error: io::Error) -> SaveError {
        SaveError::File { path: self.path.clone(), error }
    }

    fn find(&mut self) -> io::Result<(Found, Option<Stamp>)> {
        let (bytes, stamp) = match read_file(&self.path) {
            Ok(found) => found,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((Found::Nothing, None)),
            Err(error) => return Err(error),
        };
        if let Some((_, favourites)) = self.understood.as_ref().filter(|(known, _)| *known == bytes) {
            return Ok((Found::Good(favourites.clone(), Vec::new()), Some(stamp)));
        }
        let found = understand(&bytes, &self.name());
        if let Found::Good(favourites, problems) = &found
            && problems.is_empty()
        {
            self.understood = Some((bytes, favourites.clone()));
        }
        Ok((found, Some(stamp)))
    }

    /// What the conflict copies of a file synchroniser hold. They are left where they are, for merging them again
    /// changes nothing; a copy is read and told again only when it has changed.
    fn read_copies(&mut self, problems: &mut Vec<Problem>) -> Favourites {
        let mut favourites = Favourites::default();
        let target = durable::behind_links(&self.path).unwrap_or_default();
        for copy in conflict_copies(&target) {
            let stamp = fs::metadata(&copy).ok().as_ref().map(stamp);
            if self.copies.get(&copy) == Some(&stamp) {
                continue;
            }
            let name = copy.display().to_string();
            let what = "is a conflict copy made by a file synchroniser";
            let told = match read_file(&copy).map(|(bytes, _)| understand(&bytes, &name)) {
                Ok(Found::Nothing) => continue,
                Ok(Found::Good(theirs, _)) => {
                    favourites = favourites.merge(&theirs);
                    Problem::note(name, format!("{what}; what it holds is merged"))
                        .advise("delete it when nothing is missing")
                }
                Ok(Found::Damaged(theirs, _)) => {
                    favourites = favourites.merge(&theirs);
                    Problem::warning(name, format!("{what}; only part of it can be read, and that is merged"))
                        .advise("repair it or delete it")
                }
                Ok(Found::Newer(problem)) => problem,
                Err(error) => Problem::warning(name, format!("{what}, and {}", unread(&error))),
            };
            problems.push(told);
            self.copies.insert(copy, stamp);
        }
        favourites
    }
}

pub(super) fn understand(bytes: &[u8], name: &str) -> Found {
    let Ok(text) = std::str::from_utf8(bytes) else {
        let problem = Problem::error(name, "is not text in UTF-8");
        return Found::Damaged(Favourites::default(), vec![problem]);
    };
    let reading = read(text, name);
    // Only of a text that does not read: such lines in a note are text.
    if !matches!(reading, FavouritesReading::Whole(..))
        && let Some(merged) = merged(text, name)
    {
        return merged;
    }
    match reading {
        FavouritesReading::Whole(favourites, problems) => Found::Good(favourites, problems),
        FavouritesReading::Part(favourites, problems) => Found::Damaged(favourites, problems),
        FavouritesReading::Unreadable(problem) => Found::Damaged(Favourites::default(), vec![problem]),
        FavouritesReading::Newer(problem) => Found::Newer(problem),
    }
}

/// What both sides of git's conflicts in a text come to, merged as two devices are.
fn merged(text: &str, name: &str) -> Option<Found> {
    let [ours, theirs] = sides(text)?.map(|side| match read(&side, name) {
        FavouritesReading::Whole(found, problems) | FavouritesReading::Part(found, problems) => Some((found, problems)),
        FavouritesReading::Unreadable(_) | FavouritesReading::Newer(_) => None,
    });
    let ((ours, mut problems), (theirs, more)) = (ours?, theirs?);
    problems.extend(more);
    problems.push(merged_sides(name));
    Some(Found::Damaged(ours.merge(&theirs), problems))
}

#[cfg(test)]
mod tests;
