//! Paths that are completed as a shell completes them.

use std::path::Path;

/// A path as far as it is clear how it goes on; nothing where nothing begins so. `~` is the home directory, and stays.
pub(super) fn complete(typed: &str) -> Option<String> {
    let (folder, begun) = typed.rsplit_once('/').map_or(("", typed), |(folder, begun)| (folder, begun));
    let place = match (folder, typed.contains('/')) {
        ("", true) => "/".into(),
        ("", false) => ".".into(),
        _ if folder == "~" || folder.starts_with("~/") => {
            std::env::home_dir()?.join(folder.trim_start_matches(['~', '/']))
        }
        _ => folder.into(),
    };
    let names = names(&place, begun);
    let first = names.first()?;
    let common = names.iter().skip(1).fold(first.as_str(), |common, name| shared(common, name));
    let only = names.len() == 1 && place.join(common).is_dir();
    let before = typed.get(..typed.len() - begun.len())?;
    Some(format!("{before}{common}{}", if only { "/" } else { "" }))
}

/// The names in a folder that begin so; hidden ones where a dot was typed.
fn names(place: &Path, begun: &str) -> Vec<String> {
    let entries = std::fs::read_dir(place).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    names.filter(|name| name.starts_with(begun) && (begun.starts_with('.') || !name.starts_with('.'))).collect()
}

fn shared<'n>(one: &'n str, other: &str) -> &'n str {
    let same = one.char_indices().zip(other.chars()).take_while(|((_, a), b)| a == b);
    let end = same.last().map_or(0, |((at, letter), _)| at + letter.len_utf8());
    one.get(..end).unwrap_or(one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_goes_on_as_far_as_it_is_clear() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["gravel.xml", "gravel.ics", ".hidden"] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        std::fs::create_dir(folder.path().join("sand")).unwrap();
        let root = folder.path().display();
        for (typed, expected) in [
            ("g", Some("gravel.")),
            ("gravel.x", Some("gravel.xml")),
            ("s", Some("sand/")),
            ("x", None),
            (".", Some(".hidden")),
        ] {
            let expected = expected.map(|name| format!("{root}/{name}"));
            assert_eq!(complete(&format!("{root}/{typed}")), expected, "{typed}");
        }
    }
}
