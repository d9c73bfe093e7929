//! The copies that file synchronisers make of a file that was changed in two places.

use crate::io::durable;
use std::fs;
use std::path::{Path, PathBuf};

/// The copies that file synchronisers make of a file that was changed in two places: `NAME.sync-conflict-….toml`
/// (Syncthing), `NAME (… conflicted copy …).toml` (Dropbox, Nextcloud), `NAME_conflict-….toml` (ownCloud) and `NAME 2.toml`
/// (iCloud).
pub(super) fn conflict_copies(target: &Path) -> Vec<PathBuf> {
    let Ok((folder, name)) = durable::parts(target) else { return Vec::new() };
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let is_copy = |file: &str| {
        let middle = file.strip_prefix(stem).and_then(|rest| rest.strip_suffix(ending)).map(str::to_lowercase);
        middle.is_some_and(|middle| {
            let number = middle.strip_prefix(' ').and_then(|rest| rest.strip_suffix('.'));
            let is_numbered = |number: &str| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
            number.is_some_and(is_numbered)
                || middle.starts_with("_conflict-")
                || middle.starts_with(".sync-conflict-")
                || (middle.starts_with(" (") && middle.contains("conflicted copy"))
        })
    };
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut copies: Vec<PathBuf> =
        files.filter(|file| file.file_name().to_str().is_some_and(is_copy)).map(|file| file.path()).collect();
    copies.sort();
    copies
}
