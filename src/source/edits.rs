//! Random damage to files, for the tests that hold readers against it.

use super::{Options, read};
use proptest::prelude::*;
use proptest::sample::Index;

/// What is done at one place of a file.
#[derive(Debug, Clone)]
pub(super) enum Edit {
    Stick(&'static str),
    Cut(usize),
    Repeat(usize),
    Byte(u8),
    End,
}

/// A few edits and their places; `sticks` are what breaks files of the format.
pub(super) fn edits(sticks: &'static [&'static str]) -> impl Strategy<Value = Vec<(Index, Edit)>> {
    let edit = prop_oneof![
        4 => prop::sample::select(sticks).prop_map(Edit::Stick),
        3 => (1_usize..80).prop_map(Edit::Cut),
        2 => (1_usize..400).prop_map(Edit::Repeat),
        2 => any::<u8>().prop_map(Edit::Byte),
        1 => Just(Edit::End),
    ];
    prop::collection::vec((any::<Index>(), edit), 1..10)
}

/// The file with the edits made one after the other.
pub(super) fn edited(file: &str, edits: &[(Index, Edit)]) -> Vec<u8> {
    let mut bytes = file.as_bytes().to_vec();
    for (place, edit) in edits {
        let at = place.index(bytes.len() + 1);
        match edit {
            Edit::Stick(text) => drop(bytes.splice(at..at, text.bytes())),
            Edit::Cut(length) => drop(bytes.drain(at..(at + length).min(bytes.len()))),
            Edit::Repeat(length) => {
                let again = bytes[at..(at + length).min(bytes.len())].to_vec();
                drop(bytes.splice(at..at, again));
            }
            Edit::Byte(byte) => bytes.iter_mut().skip(at).take(1).for_each(|old| *old = *byte),
            Edit::End => bytes.truncate(at),
        }
    }
    bytes
}

/// That a file is refused, or read as a sound schedule with problems that lie in it.
pub(super) fn is_sound(bytes: &[u8]) -> Result<(), TestCaseError> {
    let Ok(reading) = read(bytes, &Options::default()) else { return Ok(()) };
    prop_assert_eq!(reading.schedule.check(), Ok(()));
    for slot in reading.schedule.sessions.iter().filter_map(|session| session.slot) {
        prop_assert!(slot.start <= slot.end);
    }
    let lines = bytes.iter().filter(|byte| **byte == b'\n').count() + 1;
    for (line, _) in reading.problems.iter().filter_map(|problem| problem.place) {
        prop_assert!(line <= lines, "line {line} of {lines}");
    }
    Ok(())
}
