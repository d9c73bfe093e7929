//! The lists in which conferences are looked for by name: from the disk, from the cache or, when somebody asks, from the
//! network, at most once a day.

use super::request::Origin;
use crate::catalogue::{self, Conference};
use crate::io::durable::write_durably;
use crate::io::incoming;
use crate::io::network::{Conditions, Fetched, NetworkRules, TransferProgress, fetch};
use crate::model::packed::sum;
use crate::problem::Problem;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// How old a copy may be before it is fetched again.
const A_DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A list, and where its copy is.
#[derive(Debug, Clone)]
pub struct ConferenceList {
    /// Whom to credit.
    pub name: String,
    /// Its address or file.
    pub place: String,
    copy: Option<PathBuf>,
}

impl ConferenceList {
    /// The list at a place, with its copy in the cache, where there is one to keep it in.
    pub fn new(name: &str, place: &str, cache: Option<&Path>) -> Self {
        let copy = cache.map(|cache| cache.join("catalogue").join(format!("{:08x}.json", sum(place.as_bytes()))));
        Self { name: name.to_owned(), place: place.to_owned(), copy }
    }

    /// Whether it has to come from the network: it is not on the disk, and no copy is of today.
    pub fn is_stale(&self) -> bool {
        let written = || fs::metadata(self.copy.as_deref()?).ok()?.modified().ok();
        let age = || SystemTime::now().duration_since(written()?).ok();
        matches!(Origin::named(&self.place), Origin::Address(_)) && age().is_none_or(|age| age > A_DAY)
    }

    /// Its conferences, as they are on the disk; none where there is no copy yet.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn known(&self) -> Result<Vec<Conference>, Problem> {
        let path = match Origin::named(&self.place) {
            Origin::File(path) => path,
            _ => match self.copy.clone().filter(|copy| copy.exists()) {
                Some(copy) => copy,
                None => return Ok(Vec::new()),
            },
        };
        let bytes = incoming::file(&path, NetworkRules::default().bytes)
            .map_err(|error| Problem::warning(path.display().to_string(), format!("cannot be read: {error}")))?;
        self.read(&bytes)
    }

    /// Fetches it, keeps a copy, and returns its conferences.
    ///
    /// # Errors
    /// Why it did not come, or that it is no list. The copy on the disk is then as it was.
    pub fn fetch(
        &self,
        rules: &NetworkRules,
        progress: &mut dyn FnMut(TransferProgress) -> bool,
    ) -> Result<Vec<Conference>, Problem> {
        let fetched = fetch(&self.place, &Conditions::default(), rules, progress);
        let fetched = fetched.map_err(|error| Problem::warning(&self.name, error.to_string()))?;
        let Fetched::Body { bytes, .. } = fetched else { return self.known() };
        let conferences = self.read(&bytes)?;
        if let Some(copy) = &self.copy
            && let Err(error) = write_durably(copy, &bytes)
        {
            let problem = Problem::warning(copy.display().to_string(), format!("the copy cannot be kept: {error}"));
            return Err(problem.advise("make the folder writable"));
        }
        Ok(conferences)
    }

    fn read(&self, bytes: &[u8]) -> Result<Vec<Conference>, Problem> {
        catalogue::read(&String::from_utf8_lossy(bytes), &self.place, &self.name)
            .map_err(|error| Problem { place: error.place, ..Problem::warning(&self.place, error.to_string()) })
    }
}
