//! Dates as people write them: `24 March`, `24-mar`, `Mar 24, 2026`, `24.3.`, `Tue 24 Mar`.

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// A shorter beginning of a month's name may be anything.
const SHORTEST: usize = 3;

/// A day of a month, perhaps in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) year: Option<i32>,
    pub(super) month: u32,
    pub(super) day: u32,
}

/// The date that a text in small letters is, whether it stands for one there ever was or not.
pub(super) fn written(text: &str) -> Option<Written> {
    let mut parts: Vec<&str> = parts(text);
    if parts.len() > 2 && parts.first().is_some_and(|first| begins(first, &WEEKDAYS).is_some()) {
        parts.remove(0);
    }
    let year = match parts.as_slice() {
        [.., year] if parts.len() == 3 => Some(year.parse().ok().filter(|_| year.len() == 4)?),
        [_, _] => None,
        _ => return None,
    };
    let (one, other) = (parts[0], parts[1]);
    let named = begins(one, &MONTHS).map(|month| (month, other)).or(begins(other, &MONTHS).map(|month| (month, one)));
    let numbered = || text.contains('.').then(|| Some((other.parse().ok()?, one))).flatten();
    let (month, day) = named.or_else(numbered)?;
    let day = day.parse().ok()?;
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(Written { year, month, day })
}

/// The words and numbers of a text, which part where letters and digits meet; without what only joins them.
fn parts(text: &str) -> Vec<&str> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    words.flat_map(pieces).filter(|part| !matches!(*part, "" | "of" | "st" | "nd" | "rd" | "th")).collect()
}

fn pieces(word: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let other = |letter: char| letter.is_ascii_digit() != first.is_ascii_digit();
        let (piece, behind) = rest.split_at(rest.find(other).unwrap_or(rest.len()));
        pieces.push(piece);
        rest = behind;
    }
    pieces
}

/// The number of the name that begins so, from 1 on.
fn begins(word: &str, names: &[&str]) -> Option<u32> {
    let at = names.iter().position(|name| word.len() >= SHORTEST.min(name.len()) && name.starts_with(word))?;
    u32::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_may_be_written_as_people_write_it() {
        for text in [
            "24 march",
            "24-mar",
            "24mar",
            "mar-24",
            "mar 24",
            "march 24th",
            "24th of march",
            "24.3.",
            "24.03",
            "tue 24 mar",
            "tuesday, 24 march",
        ] {
            assert_eq!(written(text), Some(Written { year: None, month: 3, day: 24 }), "{text}");
        }
        for text in ["24 mar 2026", "mar 24, 2026", "24.3.2026", "24mar2026", "tue 24 mar 2026"] {
            assert_eq!(written(text), Some(Written { year: Some(2026), month: 3, day: 24 }), "{text}");
        }
        for text in ["24", "mar", "24 ma", "32 mar", "24.13.", "tue", "tue 24", "24 mar 26", "24 mar 2026 9", ""] {
            assert_eq!(written(text), None, "{text}");
        }
    }
}
