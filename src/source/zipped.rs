//! ZIP files: a single file in one, and what Open Event exports, whose parts are files of their own.

use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The parts of an export of Open Event; the sessions among them make it one.
const PARTS: [&str; 6] = ["event", "sessions", "speakers", "tracks", "microlocations", "session_types"];

/// The most files of a ZIP that are looked at.
const MOST: usize = 1_000;

/// The one text that a ZIP file holds, or the parts of an export as one; nothing where it is neither, or has more bytes than
/// that.
pub(super) fn unpacked(bytes: &[u8], most: usize) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let of_system = |name: &str| name.starts_with("__MACOSX/") || name.ends_with('/') || name.ends_with(".DS_Store");
    let files: Vec<(usize, String)> = (0..archive.len().min(MOST))
        .filter_map(|at| Some((at, archive.name_for_index(at)?.ok()?.into_owned())))
        .filter(|(_, name)| !of_system(name))
        .collect();
    if let [(only, _)] = files.as_slice() {
        return read(&mut archive, *only, most);
    }
    let part = |wanted: &str| {
        let stem = |name: &str| name.rsplit('/').next().map(|name| name.trim_end_matches(".json").to_owned());
        files.iter().find(|(_, name)| stem(name).as_deref() == Some(wanted)).map(|(at, _)| *at)
    };
    part("sessions")?;
    let mut whole = b"{".to_vec();
    for (name, at) in PARTS.iter().filter_map(|name| Some((name, part(name)?))) {
        let text = read(&mut archive, at, most.saturating_sub(whole.len()))?;
        if whole.len() > 1 {
            whole.push(b',');
        }
        whole.extend(format!("\"{name}\":").bytes());
        whole.extend(text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&text));
    }
    whole.push(b'}');
    Some(whole)
}

fn read(archive: &mut ZipArchive<Cursor<&[u8]>>, at: usize, most: usize) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    archive.by_index(at).ok()?.take(most as u64 + 1).read_to_end(&mut bytes).ok()?;
    (bytes.len() <= most).then_some(bytes)
}
