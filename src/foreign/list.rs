//! A plain list: ids, guids, codes, addresses or titles, one on each line. A line that begins with `#` is a remark, and
//! so is what follows a single word and ` # `.

use super::reading::{ForeignReading, Kind, Reference};
use super::spelling::{is_address, keys_of};

pub(super) fn read(text: &str) -> ForeignReading {
    let lines = text.lines().map(|line| line.trim()).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let references = lines.map(without_remark).flat_map(references).collect();
    ForeignReading::of(Kind::List, references)
}

/// A title keeps its `#`: it may be about C# in practice.
fn without_remark(line: &str) -> &str {
    match line.split_once(" # ") {
        Some((word, _)) if !word.trim().contains(char::is_whitespace) => word.trim(),
        _ => line,
    }
}

/// A line with spaces is a title, unless a comma parts words without a space: then it is several ids.
fn references(line: &str) -> Vec<Reference> {
    let line = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")).unwrap_or(line).trim();
    let words: Vec<&str> = line.split(',').map(str::trim).filter(|word| !word.is_empty()).collect();
    if words.iter().any(|word| word.contains(char::is_whitespace)) {
        return vec![Reference { title: Some(line.to_owned()), ..Reference::default() }];
    }
    words.into_iter().map(reference).collect()
}

fn reference(word: &str) -> Reference {
    if is_address(word) {
        return Reference { keys: keys_of(word), url: Some(word.to_owned()), ..Reference::default() };
    }
    Reference { keys: vec![word.to_owned()], ..Reference::default() }
}
