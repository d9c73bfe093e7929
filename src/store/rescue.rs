//! Marks that could not be stored when the program ended: kept elsewhere, and taken in at the next start.

use super::Places;
use super::favourites::{FavouritesStore, Found, understand};
use super::personal_file::{read_file, unread};
use crate::favourites::Favourites;
use crate::io::clock;
use crate::io::disk;
use crate::io::durable::{make_folder, sync_folder};
use crate::problem::Problem;
use std::io;
use std::path::{Path, PathBuf};

const PREFIX: &str = "rescued-favourites-";
const ENDING: &str = ".toml";

/// Where marks go that could not be stored.
#[derive(Debug, Clone, Default)]
pub struct Rescue {
    /// The user's own folders, the best first.
    folders: Vec<PathBuf>,
}

/// Where marks are now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rescued {
    /// The file.
    pub path: PathBuf,
    /// Whether the next start looks there.
    pub is_found: bool,
}

impl Rescue {
    /// In the folder for what must survive, else in that of fetched events.
    pub fn new(places: &Places) -> Self {
        let mut folders = vec![places.state.clone(), places.data.clone()];
        folders.dedup();
        Self { folders }
    }

    /// Writes a new file that nobody else could read or have laid a link to, in the first folder that takes it; where
    /// none of the user's own does, in the folder for temporary files.
    ///
    /// # Errors
    /// Those of the system for the last folder.
    pub fn keep(&self, text: &str) -> io::Result<Rescued> {
        self.put((PREFIX, ENDING), text.as_bytes())
    }

    /// The same for a note that an editor left and that was not taken. No start looks for it.
    ///
    /// # Errors
    /// As for [`keep`](Self::keep).
    pub fn keep_note(&self, bytes: &[u8]) -> io::Result<PathBuf> {
        Ok(self.put(("note-", ".txt"), bytes)?.path)
    }

    fn put(&self, name: (&str, &str), bytes: &[u8]) -> io::Result<Rescued> {
        for folder in &self.folders {
            if let Ok(path) = make_folder(folder).and_then(|_| write(folder, name, bytes)) {
                return Ok(Rescued { path, is_found: true });
            }
        }
        write(&std::env::temp_dir(), name, bytes).map(|path| Rescued { path, is_found: false })
    }

    /// Puts what was rescued together with the favourites, entry by entry, stores it, and takes away the files that hold
    /// nothing else; what is told of that.
    pub fn take_in(&self, store: &mut FavouritesStore, favourites: &mut Favourites) -> Vec<Problem> {
        let (mut problems, mut taken) = (Vec::new(), Vec::new());
        for path in self.found() {
            let name = path.display().to_string();
            let what = "holds marks that could not be stored when kubetalks ended";
            match read_file(&path).map(|(bytes, _)| understand(&bytes, &name)) {
                Ok(Found::Nothing) => {}
                Ok(Found::Good(theirs, _)) => {
                    *favourites = favourites.merge(&theirs);
                    taken.push(path);
                }
                Ok(Found::Damaged(theirs, _)) => {
                    *favourites = favourites.merge(&theirs);
                    let problem = Problem::warning(name, format!("{what}; only part of it can be read, and is used"));
                    problems.push(problem.advise("mend it or delete it"));
                }
                Ok(Found::Newer(problem)) => problems.push(problem),
                Err(error) => problems.push(Problem::warning(name, format!("{what}, and {}", unread(&error)))),
            }
        }
        if taken.is_empty() {
            return problems;
        }
        let stored = store.save(favourites, clock::now());
        for path in taken {
            let name = path.display().to_string();
            problems.push(match &stored {
                Ok(_) => {
                    // What stays is taken in once more, which changes nothing.
                    let _ = disk::remove_file(&path);
                    Problem::warning(name, "marks that could not be stored last time are stored now")
                }
                Err(error) => {
                    Problem::warning(name, format!("marks from last time are used, and still not stored: {error}"))
                }
            });
        }
        if let Ok(saved) = stored {
            *favourites = saved.favourites;
            problems.extend(saved.problems);
        }
        problems
    }

    fn found(&self) -> Vec<PathBuf> {
        let files = self.folders.iter().flat_map(|folder| disk::read_folder(folder).into_iter().flatten().flatten());
        let is_ours = |name: &str| name.starts_with(PREFIX) && name.ends_with(ENDING);
        // A link is not ours, wherever it leads.
        let files = files.filter(|file| file.file_type().is_ok_and(|kind| kind.is_file()));
        let files = files.filter(|file| file.file_name().to_str().is_some_and(is_ours));
        let mut found: Vec<PathBuf> = files.map(|file| file.path()).collect();
        found.sort();
        found
    }
}

/// A name that cannot be guessed, made anew and for the user only.
fn write(folder: &Path, (prefix, ending): (&str, &str), bytes: &[u8]) -> io::Result<PathBuf> {
    let mut builder = tempfile::Builder::new();
    let file = disk::create_unfinished(builder.prefix(prefix).suffix(ending).rand_bytes(12), folder)?;
    disk::write_all(file.as_file(), file.path(), &[bytes])?;
    disk::flush(file.as_file(), file.path())?;
    let path = disk::keep(file)?;
    // The file is whole; that its name survives a power failure is more than can be had everywhere.
    let _ = sync_folder(folder);
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::favourites::Entry;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    fn marked(session: &str) -> Favourites {
        let text = format!("schema = 1\n[[entry]]\nevent = \"e\"\nsession = \"{session}\"\nmark = \"going\"\n");
        match understand(text.as_bytes(), "x") {
            Found::Good(favourites, _) => favourites,
            _ => panic!("{text}"),
        }
    }

    fn places(folder: &Path) -> Places {
        let within = |name: &str| folder.join(name);
        Places { config: within("config"), data: within("data"), cache: within("cache"), state: within("state") }
    }

    #[test]
    fn what_was_rescued_is_stored_by_the_next_start_and_goes() {
        let home = tempfile::tempdir().unwrap();
        let places = places(home.path());
        let rescue = Rescue::new(&places);
        let kept = rescue.keep(&marked("rescued").text().unwrap()).unwrap();
        assert!(kept.is_found && kept.path.starts_with(&places.state), "{kept:?}");
        assert_eq!(fs::metadata(&kept.path).unwrap().permissions().mode() & 0o777, 0o600);
        let mut store = FavouritesStore::open(&places.config);
        store.save(&marked("stored"), clock::now()).unwrap();
        let mut favourites = store.load().favourites;
        assert_eq!(rescue.take_in(&mut store, &mut favourites).len(), 1, "it is told");
        assert!(!kept.path.exists());
        let sessions = |favourites: &Favourites| -> Vec<String> {
            favourites.entries().map(|Entry { session, .. }| session.clone()).collect()
        };
        assert_eq!(sessions(&favourites), ["rescued", "stored"]);
        assert_eq!(sessions(&FavouritesStore::open(&places.config).load().favourites), ["rescued", "stored"]);
    }

    #[test]
    fn without_the_first_folder_it_is_the_next_and_links_are_left_alone() {
        let home = tempfile::tempdir().unwrap();
        let places = places(home.path());
        fs::write(&places.state, "in the way").unwrap();
        let rescue = Rescue::new(&places);
        let kept = rescue.keep("schema = 1\n").unwrap();
        assert!(kept.path.starts_with(&places.data), "{kept:?}");
        let elsewhere = home.path().join("elsewhere");
        fs::write(&elsewhere, marked("foreign").text().unwrap()).unwrap();
        std::os::unix::fs::symlink(&elsewhere, places.data.join("rescued-favourites-x.toml")).unwrap();
        assert_eq!(rescue.found(), [kept.path]);
        let nowhere = Rescue::default().keep("schema = 1\n").unwrap();
        assert!(!nowhere.is_found && nowhere.path.starts_with(std::env::temp_dir()));
        fs::remove_file(nowhere.path).unwrap();
    }

    #[test]
    fn what_cannot_be_stored_even_now_stays() {
        let home = tempfile::tempdir().unwrap();
        let places = places(home.path());
        let rescue = Rescue::new(&places);
        let kept = rescue.keep(&marked("rescued").text().unwrap()).unwrap();
        fs::create_dir_all(places.config.join("favourites.toml")).unwrap();
        let mut store = FavouritesStore::open(&places.config);
        let mut favourites = store.load().favourites;
        let told = rescue.take_in(&mut store, &mut favourites);
        assert!(told.iter().any(|problem| problem.message.contains("not stored")), "{told:?}");
        assert!(kept.path.exists());
        assert_eq!(favourites.entries().count(), 1, "it is used");
    }
}
