//! The files of time zones that the system has.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Component, Path, PathBuf};

/// The longest file of a zone, in bytes: real ones have four thousand.
const LONGEST: u64 = 256 * 1024;

/// The version of the IANA database that the system's files are of: `2026f`. Nothing where they do not say it.
pub fn version() -> Option<String> {
    let file = File::open(folder().join("tzdata.zi")).ok()?;
    let mut line = String::new();
    BufReader::with_capacity(256, file).take(100).read_line(&mut line).ok()?;
    let version = line.trim().strip_prefix("# version ")?;
    let plain = version.len() < 10 && version.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (plain && version.starts_with("20")).then(|| version.to_owned())
}

/// The file of a zone.
pub fn read(name: &str) -> Option<Vec<u8>> {
    let inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    let file = File::open(folder().join(name)).ok().filter(|_| inside)?;
    let mut bytes = Vec::new();
    file.take(LONGEST).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// Where they are: in `TZDIR`, as for the system's own library.
fn folder() -> PathBuf {
    let said = std::env::var_os("TZDIR").filter(|folder| !folder.is_empty());
    said.map_or_else(|| PathBuf::from("/usr/share/zoneinfo"), PathBuf::from)
}
