//! What was exported before, on disk, and putting an export where the user wants it.

use crate::export::UidRegistry;
use crate::io::disk;
use crate::io::durable::{Durability, publish_durably, write_durably};
use crate::io::lock::Lock;
use crate::model::packed::sum;
use crate::problem::Problem;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

const NAME: &str = "exported.json";

/// What was exported before, and the file that remembers it.
#[derive(Debug, Default)]
pub struct ExportStore {
    /// What calendars were told so far.
    pub uid_registry: UidRegistry,
    /// Absent where nothing can be kept, or what is there cannot be read and is left alone.
    path: Option<PathBuf>,
    _lock: Option<Lock>,
}

impl ExportStore {
    /// The file in a folder, which other programs do not write meanwhile. Whatever is wrong with it prevents no export; it
    /// is returned, for a calendar may then not follow a session that has moved.
    pub fn open(folder: &Path) -> (Self, Option<Problem>) {
        let path = folder.join(NAME);
        let lock = Lock::take(&folder.join(".exported.lock"));
        let told = |message: String| {
            let problem = Problem::warning(path.display().to_string(), message);
            let advice = "it remembers earlier exports, and calendars may miss what has moved; remove it to begin anew";
            Some(problem.advise(advice))
        };
        let text = match disk::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok("{}".to_owned()),
            other => other.map_err(|error| format!("cannot be read: {error}")),
        };
        let registry =
            text.and_then(|text| serde_json::from_str(&text).map_err(|error| format!("is damaged: {error}")));
        match (registry, lock) {
            (Ok(uid_registry), Ok(lock)) => (Self { uid_registry, path: Some(path), _lock: Some(lock) }, None),
            (Ok(uid_registry), Err(error)) => (Self { uid_registry, ..Self::default() }, told(error.to_string())),
            (Err(message), _) => (Self::default(), told(message)),
        }
    }

    /// By which name a file is remembered. Of a calendar that is there already and was not written by what is remembered it
    /// is taken over what its sessions are called and how often they have changed.
    ///
    /// # Errors
    /// There is no folder for it.
    pub fn take_up(&mut self, path: &Path) -> Result<String, Problem> {
        let whole = whole(path)?;
        let is_file = fs::metadata(path).is_ok_and(|found| found.is_file());
        if let Some(calendar) = is_file.then(|| fs::read_to_string(path).ok()).flatten() {
            self.uid_registry.resume(&whole, &calendar);
        }
        Ok(whole)
    }

    /// Puts an export where the user wants it: in place of an earlier one that nobody has changed, or of anything where
    /// that is meant. `otherwise` says what else can be done. Nothing is returned where the same is there already, which is
    /// not touched.
    ///
    /// # Errors
    /// Something else is there, or it cannot be written.
    pub fn replace(
        &mut self,
        path: &Path,
        bytes: &[u8],
        force: bool,
        otherwise: &str,
    ) -> Result<Option<Durability>, Problem> {
        let file = path.display().to_string();
        let failed = |error: io::Error| Problem::error(&file, unwritten(&error));
        let whole = whole(path)?;
        let mut is_same = false;
        match fs::metadata(path) {
            Ok(found) if !found.is_file() => return Err(Problem::error(&file, "is there already, and is no file")),
            Ok(_) => {
                let old = fs::read(path).map_err(failed)?;
                is_same = old == bytes;
                if !is_same && !force && !self.uid_registry.wrote(&whole, sum(&old)) {
                    let problem = Problem::error(&file, "is there already, and is not what was last exported to it");
                    return Err(problem.advise(otherwise));
                }
            }
            _ => {}
        }
        let durability = if is_same { None } else { Some(publish_durably(path, bytes).map_err(failed)?) };
        self.uid_registry.written(&whole, sum(bytes));
        Ok(durability)
    }

    /// Remembers what was exported; what is wrong where that fails.
    pub fn store(&self) -> Option<Problem> {
        let path = self.path.as_ref()?;
        let written = serde_json::to_vec_pretty(&self.uid_registry).map_err(io::Error::from);
        let error = written.and_then(|bytes| write_durably(path, &bytes)).err()?;
        let problem = Problem::warning(path.display().to_string(), unwritten(&error));
        Some(problem.advise("the export is done, but a later one will not know of it"))
    }
}

/// The whole path of a file, which need not be there.
fn whole(path: &Path) -> Result<String, Problem> {
    let file = path.display().to_string();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().ok_or_else(|| Problem::error(&file, "is not the name of a file"))?;
    let folder = fs::canonicalize(folder).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Problem::error(&file, format!("there is no folder {}", folder.display()))
            .advise("make it first, or choose another"),
        _ => Problem::error(&file, unwritten(&error)),
    })?;
    Ok(folder.join(name).to_string_lossy().into_owned())
}

fn unwritten(error: &io::Error) -> String {
    format!("cannot be written: {error}")
}
