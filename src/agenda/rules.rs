//! What the user says about changing rooms.

use crate::model::fold;
use std::collections::HashMap;

/// What the user says about changing rooms, for all programmes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransferRules {
    /// Minutes that a change of rooms takes where nothing else is said.
    pub default_buffer: u32,
    /// The same for single events, by event id.
    pub per_event: HashMap<String, u32>,
    /// Distances between rooms; of those that match, the first counts.
    pub distances: Vec<Distance>,
}

impl Default for TransferRules {
    fn default() -> Self {
        Self { default_buffer: 5, per_event: HashMap::new(), distances: Vec::new() }
    }
}

/// How long it takes from some rooms to others, and back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Distance {
    /// A pattern for the whole name of a room, in any case and without accents: `*` stands for any letters, `?` for one.
    pub from: String,
    /// A pattern for the rooms at the other end.
    pub to: String,
    /// The way in minutes, in either direction.
    pub minutes: u32,
}

/// Whether a pattern covers a whole name.
pub(super) fn covers(pattern: &str, name: &str) -> bool {
    let pattern: Vec<char> = fold(pattern.trim()).chars().collect();
    let name: Vec<char> = fold(name.trim()).chars().collect();
    let (mut p, mut n) = (0, 0);
    // The last star met, and how much of the name it takes so far: where matching fails, that star takes one more.
    let mut star: Option<(usize, usize)> = None;
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, n));
                p += 1;
            }
            Some(letter) if *letter == '?' || *letter == name[n] => {
                p += 1;
                n += 1;
            }
            _ => match star {
                Some((at, taken)) => {
                    star = Some((at, taken + 1));
                    p = at + 1;
                    n = taken + 1;
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|letter| *letter == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_cover_whole_names_whatever_the_case_and_accents() {
        for (pattern, name, expected) in [
            ("K*", "K.1.105 (La Fontaine)", true),
            ("k*", "K.1.105", true),
            ("K*", "UD2.K", false),
            ("K", "K.1.105", false),
            ("UD?.120*", "UD2.120 (Chavanne)", true),
            ("UD?.120", "UD22.120", false),
            ("*fontaine*", "K.1.105 (La Fontaine)", true),
            ("a*b*c", "aXbYbZc", true),
            ("a*b*c", "aXbYbZ", false),
            ("Grosser Saal", "GROßER SAAL", true),
            ("café*", "Cafe Central", true),
            ("*", "", true),
            ("?", "", false),
            ("", "", true),
            ("", "Aula", false),
        ] {
            assert_eq!(covers(pattern, name), expected, "{pattern} {name}");
        }
    }
}
