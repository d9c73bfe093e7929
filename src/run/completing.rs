//! Paths that are completed as a shell completes them.

use crate::words::first_few;
use std::path::Path;

/// How a path goes on.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Completion {
    /// As far as that is clear.
    Path(String),
    /// In several ways, or in none: what there is to say.
    Unclear(String),
}

/// How a path goes on. `~` is the home directory, and stays.
pub(super) fn complete(typed: &str) -> Completion {
    let ways = ways(typed).unwrap_or_default();
    match ways.path {
        Some(path) if path != typed || ways.names.len() < 2 => Completion::Path(path),
        Some(_) => Completion::Unclear(first_few(ways.names.iter().map(String::as_str))),
        None => Completion::Unclear("there is no file and no folder that begins so".to_owned()),
    }
}

/// A path as far as it is clear how it goes on, and the names that it may go on to.
#[derive(Debug, Default)]
struct Ways {
    path: Option<String>,
    names: Vec<String>,
}

fn ways(typed: &str) -> Option<Ways> {
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
    let path = Some(format!("{before}{common}{}", if only { "/" } else { "" }));
    Some(Ways { path, names })
}

/// The names in a folder that begin so; hidden ones where a dot was typed.
fn names(place: &Path, begun: &str) -> Vec<String> {
    let entries = std::fs::read_dir(place).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let names = names.filter(|name| name.starts_with(begun) && (begun.starts_with('.') || !name.starts_with('.')));
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
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
            ("g", Ok("gravel.")),
            ("gravel.", Err("'gravel.ics', 'gravel.xml'")),
            ("gravel.x", Ok("gravel.xml")),
            ("gravel.xml", Ok("gravel.xml")),
            ("s", Ok("sand/")),
            ("x", Err("there is no file and no folder that begins so")),
            (".", Ok(".hidden")),
        ] {
            let expected = match expected {
                Ok(name) => Completion::Path(format!("{root}/{name}")),
                Err(said) => Completion::Unclear(said.to_owned()),
            };
            assert_eq!(complete(&format!("{root}/{typed}")), expected, "{typed}");
        }
    }
}
