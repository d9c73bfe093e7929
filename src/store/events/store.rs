//! The folders of all kept events.

use super::cache;
use super::error::{KeepError, advice, write, write_pieces};
use super::original::Original;
use super::stored::{EVENT, StoredEvent, read_event, write_event};
use crate::changes::Report;
use crate::io::disk;
use crate::io::durable::{Durability, is_unfinished, sweep_all, sync_folder};
use crate::io::lock::{Lock, LockError};
use crate::model::packed::{Packed, pack_in_pieces, sum};
use crate::model::{Schedule, slug};
use crate::problem::Problem;
use crate::sanitise::clean_json;
use flate2::read::GzDecoder;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::thread;

const ORIGINAL: &str = "original.gz";
const CACHE: &str = "schedule.bin";
const CHANGES: &str = "changes.json";
/// What the folder of an event begins with that is not whole yet, and of one that is on its way out.
const ARRIVING: &str = ".arriving-";
const LEAVING: &str = ".leaving-";

/// The longest original, unpacked: as much as is ever fetched.
const LONGEST_ORIGINAL: u64 = 64 << 20;
/// The longest of the other files; a schedule takes less room than what it was read from.
const LONGEST: u64 = 256 << 20;
/// How many reports of changes are kept of one event.
const REPORTS: usize = 20;
/// How long these may be together, in bytes. The latest is kept whatever its length.
const LONGEST_REPORTS: usize = 2 << 20;

/// The folder that holds the folders of all kept events.
#[derive(Debug, Clone)]
pub struct EventStore {
    pub(super) folder: PathBuf,
}

impl EventStore {
    /// The store in a data directory, which need not exist. Nothing is read yet.
    pub fn open(data: &Path) -> Self {
        Self { folder: data.join("events") }
    }

    /// Where the files of an event are.
    pub fn folder(&self, id: &str) -> PathBuf {
        self.folder.join(folder_name(id))
    }

    /// Every kept event, by id, and what is wrong with those that cannot be listed.
    pub fn list(&self) -> (Vec<StoredEvent>, Vec<Problem>) {
        let (mut kept, mut problems) = (Vec::new(), Vec::new());
        let entries = match disk::read_folder(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return (kept, problems),
            Err(error) => {
                let message = format!("cannot be read; {}: {error}", advice(&error));
                return (kept, vec![Problem::error(self.folder.display().to_string(), message)]);
            }
        };
        for entry in entries {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let advice = advice(&error);
                    let message = format!("cannot be read to its end, and events may be missing; {advice}: {error}");
                    problems.push(Problem::error(self.folder.display().to_string(), message));
                    break;
                }
            };
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') || !entry.path().is_dir() {
                continue;
            }
            match read_event(&entry.path()) {
                Ok(Some(event)) if folder_name(&event.id) == name => kept.push(event),
                Ok(None) => {
                    let file = entry.path().join(EVENT).display().to_string();
                    let problem = Problem::error(file, "cannot be read: it is not there");
                    problems.push(problem.advise("remove its folder and import the event again"));
                }
                Ok(Some(event)) => {
                    let message = format!("is the folder of event '{}', but has another name", event.id);
                    let problem = Problem::error(entry.path().display().to_string(), message);
                    problems.push(problem.advise(format!("rename it to '{}'", folder_name(&event.id))));
                }
                Err(problem) => problems.push(problem),
            }
        }
        kept.sort_by(|a, b| a.id.cmp(&b.id));
        problems.sort_by(|a, b| a.file.cmp(&b.file));
        (kept, problems)
    }

    /// The id of every kept event, unless not all of them can be told.
    pub fn ids(&self) -> Option<Vec<String>> {
        let (kept, problems) = self.list();
        problems.is_empty().then(|| kept.into_iter().map(|event| event.id).collect())
    }

    /// What is known of one event.
    ///
    /// # Errors
    /// It is not kept, or what is known of it cannot be read.
    pub fn find(&self, id: &str) -> Result<StoredEvent, KeepError> {
        let event = read_event(&self.folder(id)).map_err(KeepError::Unreadable)?;
        event.ok_or_else(|| KeepError::Unknown(id.to_owned()))
    }

    /// The schedule as it was read when it was kept.
    ///
    /// # Errors
    /// A problem, as there is no such file, it is damaged, or another version of the program made it, which is no more
    /// than a note. The caller then reads the [`original`](Self::original) anew and hands the result to
    /// [`rebuild`](Self::rebuild).
    pub fn load(&self, id: &str) -> Result<Packed, Problem> {
        cache::open(&self.folder(id).join(CACHE))
    }

    /// The bytes that the event was read from.
    ///
    /// # Errors
    /// They are not there, or damaged: then only fetching them again helps.
    pub fn original(&self, id: &str) -> Result<Vec<u8>, Problem> {
        let path = self.folder(id).join(ORIGINAL);
        let unpacked = disk::open(&path).and_then(|file| {
            let mut bytes = Vec::new();
            GzDecoder::new(file).take(LONGEST_ORIGINAL + 1).read_to_end(&mut bytes)?;
            Ok(bytes)
        });
        let advice = format!("get it again with 'kubetalks refresh {id}'");
        let message = match unpacked {
            Ok(bytes) if bytes.len() as u64 <= LONGEST_ORIGINAL => return Ok(bytes),
            Ok(_) => format!("is too long; {advice}"),
            Err(error) => format!("cannot be read; {advice}: {error}"),
        };
        Err(Problem::error(path.display().to_string(), message))
    }

    /// Keeps an event, or a newer version of one: the bytes it came as, the schedule that was read from them, and, if
    /// it was there before, what changed.
    ///
    /// # Errors
    /// [`KeepError`]. Whichever file the failure met, an older version is still complete, and will be fetched anew; of
    /// an event that is new nothing is listed.
    pub fn keep(
        &self,
        kept: &StoredEvent,
        original: Original,
        schedule: &Schedule,
        report: Option<&Report>,
    ) -> Result<Durability, KeepError> {
        let _lock = self.lock()?;
        self.sweep();
        let place = self.folder(&kept.id);
        let arriving = self.folder.join(format!("{ARRIVING}{}", folder_name(&kept.id)));
        let is_new = !place.join(EVENT).exists();
        let folder = if is_new { arriving } else { place.clone() };
        let result = self.keep_in(&folder, kept, (original, schedule), report);
        let mut durability = result.inspect_err(|_| {
            if is_new {
                // On a disk that is full it would take the room that somebody makes.
                let _ = disk::remove_folder(&folder);
            }
        })?;
        if is_new {
            // What stands in the way is no event.
            let _ = disk::remove_folder(&place);
            disk::rename(&folder, &place).map_err(|error| KeepError::File { path: place, error }).inspect_err(
                |_| {
                    let _ = disk::remove_folder(&folder);
                },
            )?;
            durability = durability.and(sync_folder(&self.folder).into());
        }
        Ok(durability)
    }

    fn keep_in(
        &self,
        folder: &Path,
        kept: &StoredEvent,
        (original, schedule): (Original, &Schedule),
        report: Option<&Report>,
    ) -> Result<Durability, KeepError> {
        let original = original.0.map_err(|error| KeepError::File { path: folder.join(ORIGINAL), error })?;
        // The disk has time for the one while the other is made.
        let write_original = || write(&folder.join(ORIGINAL), &original);
        let (form, written) = thread::scope(|scope| {
            let written = scope.spawn(write_original);
            let form = encode(schedule);
            (form, written.join().unwrap_or_else(|_| write_original()))
        });
        let mut durability = written?;
        if let Some(report) = report.filter(|report| !report.is_empty()) {
            let (mut reports, _) = self.changes(&kept.id);
            // One that failed behind this has told the same of the same version.
            if reports.first().is_some_and(|known| known.tells_the_same(report)) {
                reports.remove(0);
            }
            reports.insert(0, report.clone());
            durability = durability.and(write(&folder.join(CHANGES), reports_text(&reports)?.as_bytes())?);
        }
        durability = durability.and(write_pieces(&folder.join(CACHE), &form?)?);
        // Last: were the new mark of the version stored and the schedule not, the server would never send it again.
        let known = match write_event(folder, kept) {
            Err(KeepError::File { error, .. }) if self.find(&kept.id).is_ok_and(|old| old.says_the_same_as(kept)) => {
                Durability::Behind(error)
            }
            written => written?,
        };
        Ok(known.and(durability))
    }

    /// Stores the schedule anew that was read from an event's original.
    ///
    /// # Errors
    /// [`KeepError`]; the event can be used all the same.
    pub fn rebuild(&self, id: &str, schedule: &Schedule) -> Result<(), KeepError> {
        let _lock = self.lock()?;
        self.find(id)?;
        write_pieces(&self.folder(id).join(CACHE), &encode(schedule)?).map(drop)
    }

    /// Changes what is known of an event: whether it takes part, or when it was last asked for in vain. What another
    /// kubetalks has changed meanwhile stays.
    ///
    /// # Errors
    /// [`KeepError`].
    pub fn update(&self, id: &str, change: impl FnOnce(&mut StoredEvent)) -> Result<StoredEvent, KeepError> {
        Ok(self.update_durably(id, change)?.0)
    }

    fn update_durably(
        &self,
        id: &str,
        change: impl FnOnce(&mut StoredEvent),
    ) -> Result<(StoredEvent, Durability), KeepError> {
        let _lock = self.lock()?;
        let mut kept = self.find(id)?;
        change(&mut kept);
        // The folder goes by the id.
        id.clone_into(&mut kept.id);
        let durability = write_event(&self.folder(id), &kept)?;
        Ok((kept, durability))
    }

    /// Removes the packed schedule of an event, which turned out to be damaged: it is made again when it is next loaded.
    ///
    /// # Errors
    /// [`KeepError`].
    pub fn discard(&self, id: &str) -> Result<(), KeepError> {
        let _lock = self.lock()?;
        let path = self.folder(id).join(CACHE);
        disk::remove_file(&path).map_err(|error| KeepError::File { path, error })
    }

    /// Says whether an event's sessions are part of the programme; with a warning where that may not last.
    ///
    /// # Errors
    /// [`KeepError`].
    pub fn set_taking_part(&self, id: &str, taking_part: bool) -> Result<(StoredEvent, Option<Problem>), KeepError> {
        let (kept, durability) = self.update_durably(id, |kept| kept.taking_part = taking_part)?;
        Ok((kept, durability.warning(&self.folder(id).join(EVENT).display().to_string())))
    }

    /// What the last refreshes changed, the latest first, and what is wrong with the file that says so.
    pub fn changes(&self, id: &str) -> (Vec<Report>, Vec<Problem>) {
        let path = self.folder(id).join(CHANGES);
        let told = |message: String| {
            let problem = Problem::warning(path.display().to_string(), message);
            problem.advise("nothing of your own is in it, and the next refresh replaces it")
        };
        let bytes = match read_file(&path, LONGEST) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return (Vec::new(), Vec::new()),
            Err(error) => return (Vec::new(), vec![told(format!("cannot be read: {error}"))]),
        };
        let read = serde_json::from_slice(&bytes).and_then(|mut value| {
            clean_json(&mut value);
            serde_json::from_value(value)
        });
        match read {
            Ok(reports) => (reports, Vec::new()),
            Err(error) => (Vec::new(), vec![told(format!("is damaged: {error}"))]),
        }
    }

    /// Removes an event from the disk, with a warning where it may be back. Favourites are kept elsewhere and stay.
    ///
    /// # Errors
    /// [`KeepError`].
    pub fn forget(&self, id: &str) -> Result<Option<Problem>, KeepError> {
        let _lock = self.lock()?;
        let half = self.is_half_forgotten(id);
        self.sweep();
        let folder = self.folder(id);
        if half && !folder.is_dir() {
            // What an earlier one has begun is done now.
            return Ok(None);
        }
        if !folder.is_dir() {
            return Err(KeepError::Unknown(id.to_owned()));
        }
        // Renamed first, so that no half of an event is ever listed.
        let leaving = self.leaving(id);
        let failed = |error| KeepError::File { path: folder.clone(), error };
        if leaving.exists() {
            disk::remove_folder(&leaving).map_err(failed)?;
        }
        disk::rename(&folder, &leaving).map_err(failed)?;
        let flushed = sync_folder(&self.folder);
        disk::remove_folder(&leaving).map_err(failed)?;
        Ok(flushed.err().map(|error| {
            let what = format!("is forgotten, but may be back after a failure of power: {error}");
            Problem::warning(folder.display().to_string(), what)
        }))
    }

    /// Whether forgetting an event was begun and not ended.
    pub fn is_half_forgotten(&self, id: &str) -> bool {
        self.leaving(id).is_dir()
    }

    fn leaving(&self, id: &str) -> PathBuf {
        self.folder.join(format!("{LEAVING}{}", folder_name(id)))
    }

    /// Removes what others have left that were ended in the middle, whatever event it is about. The caller holds the lock,
    /// so that nobody is at work.
    fn sweep(&self) {
        for entry in disk::read_folder(&self.folder).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            // What stays is untidy, not wrong.
            if name.starts_with(ARRIVING) || name.starts_with(LEAVING) {
                let _ = disk::remove_folder(&entry.path());
            } else if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                sweep_all(&entry.path());
            } else if is_unfinished(&name) {
                let _ = disk::remove_file(&entry.path());
            }
        }
    }

    pub(super) fn lock(&self) -> Result<Lock, LockError> {
        Lock::take(&self.folder.join(".lock"))
    }
}

/// The name of an event's folder: its id, as far as that is a slug, as ids mostly are. Any other id gets the sum of its
/// bytes behind its slug, so that no two share a folder and none leads elsewhere.
fn folder_name(id: &str) -> String {
    let plain = slug(id);
    if plain == id && id.len() <= 100 && !id.is_empty() {
        return plain;
    }
    let short: String = plain.chars().take(40).collect();
    format!("{short}_{:08x}", sum(id.as_bytes()))
}

fn read_file(path: &Path, longest: u64) -> io::Result<Vec<u8>> {
    let bytes = disk::read_up_to(disk::open(path)?, path, longest)?;
    if bytes.len() as u64 > longest {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "longer than anything kubetalks writes"));
    }
    Ok(bytes)
}

fn encode(schedule: &Schedule) -> Result<Vec<Vec<u8>>, KeepError> {
    pack_in_pieces(schedule).map_err(|error| KeepError::Form(error.to_string()))
}

/// The latest reports, one a line, as many as there is room for.
fn reports_text(reports: &[Report]) -> Result<String, KeepError> {
    let mut text = String::from("[\n");
    for (at, report) in reports.iter().take(REPORTS).enumerate() {
        let line = serde_json::to_string(report).map_err(|error| KeepError::Form(error.to_string()))?;
        if at > 0 {
            if text.len() + line.len() > LONGEST_REPORTS {
                break;
            }
            text.push_str(",\n");
        }
        text.push_str(&line);
    }
    text.push_str("\n]\n");
    Ok(text)
}

#[cfg(test)]
mod tests;
