//! The folders of the program.

use crate::io::durable::parts;
use crate::model::packed::sum;
use directories::ProjectDirs;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// The folders of the program. None of them needs to exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// What the user writes and marks: `config.toml`, `keymap.toml`, `favourites.toml`.
    pub config: PathBuf,
    /// What the user fetched: imported events.
    pub data: PathBuf,
    /// What can be made again.
    pub cache: PathBuf,
    /// What is kept from one start to the next and is nobody's to write: marks that could not be stored.
    pub state: PathBuf,
}

/// There is no home directory to put folders into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "no home directory is known, so nothing can be stored; set HOME, or KUBETALKS_CONFIG_DIR and KUBETALKS_DATA_DIR"
)]
pub struct NoHome;

impl Places {
    /// The lock of a file of the user's: beside what is theirs to keep in order it would be in the way, above all behind a
    /// link into a folder of its own.
    pub(super) fn lock_of(state: &Path, target: &Path) -> PathBuf {
        let whole = fs::canonicalize(target).or_else(|_| {
            let (folder, name) = parts(target)?;
            Ok::<_, std::io::Error>(fs::canonicalize(folder)?.join(name))
        });
        let whole = whole.unwrap_or_else(|_| target.to_owned());
        state.join(format!("{:08x}.lock", sum(whole.as_os_str().as_encoded_bytes())))
    }

    /// The folders of the desktop's convention (XDG on Linux), save for those that the values of the variables
    /// `KUBETALKS_CONFIG_DIR`, `KUBETALKS_DATA_DIR` and `KUBETALKS_STATE_DIR` replace; empty values count as none. Where only
    /// the second is given, what is kept from one start to the next is in it too.
    ///
    /// # Errors
    /// [`NoHome`], where a folder is needed and no home directory is known. The program can still run, in memory.
    pub fn find(given: [Option<OsString>; 3]) -> Result<Self, NoHome> {
        Self::within(ProjectDirs::from("", "", "kubetalks").as_ref(), given)
    }

    fn within(home: Option<&ProjectDirs>, given: [Option<OsString>; 3]) -> Result<Self, NoHome> {
        let [config, data, state] = given.map(|value| value.filter(|value| !value.is_empty()).map(PathBuf::from));
        let cache = match (&data, home) {
            (Some(data), _) => data.join("cache"),
            (None, Some(home)) => home.cache_dir().to_owned(),
            (None, None) => return Err(NoHome),
        };
        let state = match (state, &data, home) {
            (Some(state), ..) => state,
            (None, Some(data), _) => data.join("state"),
            (None, None, Some(home)) => home.state_dir().unwrap_or(home.data_dir()).to_owned(),
            (None, None, None) => return Err(NoHome),
        };
        Ok(Self {
            config: config.or_else(|| home.map(|home| home.config_dir().to_owned())).ok_or(NoHome)?,
            data: data.or_else(|| home.map(|home| home.data_dir().to_owned())).ok_or(NoHome)?,
            cache,
            state,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_replace_folders_and_empty_ones_do_not() {
        let (config, data): (Option<OsString>, Option<OsString>) = (Some("/c".into()), Some("/d".into()));
        let places = Places::within(None, [config.clone(), data.clone(), None]).unwrap();
        assert_eq!((places.config.to_str(), places.data.to_str()), (Some("/c"), Some("/d")));
        assert!(places.state.starts_with("/d"));
        assert!(places.cache.starts_with("/d"), "a test or a second profile must not share the cache");
        let with_state = Places::within(None, [config.clone(), data.clone(), Some("/s".into())]).unwrap();
        assert_eq!(with_state, Places { state: "/s".into(), ..places });
        assert_eq!(Places::within(None, [config, Some("".into()), None]), Err(NoHome));
        assert_eq!(Places::within(None, [None, data, None]), Err(NoHome));
    }
}
