//! The copies that file synchronisers make of a file that was changed in two places.

use crate::io::{disk, durable};
use std::path::{Path, PathBuf};

/// Those that lie beside a file.
pub(super) fn conflict_copies(target: &Path) -> Vec<PathBuf> {
    let Ok((folder, name)) = durable::parts(target) else { return Vec::new() };
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let is_copy = |file: &str| {
        let middle = file.strip_prefix(stem).and_then(|rest| rest.strip_suffix(ending)?.strip_suffix('.'));
        middle.is_some_and(is_of_a_copy)
    };
    let files = disk::read_folder(folder).into_iter().flatten().flatten();
    let mut copies: Vec<PathBuf> =
        files.filter(|file| file.file_name().to_str().is_some_and(is_copy)).map(|file| file.path()).collect();
    copies.sort();
    copies
}

/// Whether a synchroniser puts this between the name of a file and its ending: `.sync-conflict-…` (Syncthing),
/// ` (… conflicted copy …)` (Dropbox, Nextcloud), `_conflict-…` (ownCloud), ` (SFConflict …)` (Seafile), ` 2` (iCloud), ` (2)`
/// (Google Drive), `-COMPUTER` and `-computer-safeBackup-0001` (OneDrive).
fn is_of_a_copy(middle: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let in_brackets = |text: &str| {
        let text = text.to_lowercase();
        // In other languages, too.
        is_number(&text) || ["confli", "konfli"].iter().any(|word| text.contains(word))
    };
    // Windows allows a computer no other name.
    let is_computer = |text: &str| {
        let of_computer = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-';
        (1..=15).contains(&text.len()) && text.bytes().all(of_computer) && !is_number(text)
    };
    if let Some(text) = middle.strip_prefix(" (").and_then(|rest| rest.strip_suffix(')')) {
        return in_brackets(text);
    }
    middle.strip_prefix(' ').is_some_and(is_number)
        || middle.strip_prefix('-').is_some_and(|text| is_computer(text) || text.contains("-safeBackup-"))
        || middle.starts_with("_conflict-")
        || middle.starts_with(".sync-conflict-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_copies_of_every_synchroniser_are_known_and_the_user_s_own_are_not() {
        for middle in [
            ".sync-conflict-20261130-090000-ABCDEF7",
            " (Ana's conflicted copy 2026-11-30)",
            " (conflicted copy 2026-11-30 090000)",
            " (in Konflikt stehende Kopie von Ana)",
            " (SFConflict ana@example.org 2026-11-30-09-00-00)",
            "_conflict-20261130-090000",
            " 2",
            " (1)",
            "-DESKTOP-4J7QK2P",
            "-laptop-safeBackup-0001",
        ] {
            assert!(is_of_a_copy(middle), "{middle}");
        }
        for middle in
            ["", "-old", "-2025", " of Ana", " (old)", ".unreadable-20261109-090000", "2", "-A-VERY-LONG-WORD"]
        {
            assert!(!is_of_a_copy(middle), "{middle}");
        }
    }
}
