//! `state.toml`: what the program remembers from one start to the next. It is not precious: what cannot be read is
//! forgotten.

use crate::changes::ReadChanges;
use crate::io::disk;
use crate::io::durable::write_at_ease;
use crate::problem::Problem;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

const FILE: &str = "state.toml";
/// A longer file is none that the program wrote.
const LONGEST: u64 = 1 << 20;

/// What is remembered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct SavedState {
    /// Whether how to begin need not be told again.
    pub welcomed: bool,
    /// The screen.
    pub screen: Option<String>,
    /// The one event that the list was about.
    pub event: Option<String>,
    /// Whether the next start is about that event, whatever else is on.
    pub only: bool,
    /// Whether the list was in the order of time.
    pub by_time: bool,
    /// The queries so far, the last one last.
    pub queries: Vec<String>,
    /// The tracks that are hidden.
    pub hidden_tracks: Vec<String>,
    /// How wide the user made what a screen shows, by its name.
    pub widths: BTreeMap<String, u16>,
    /// The rooms that are hidden, by the id of their event.
    pub hidden_rooms: BTreeMap<String, Vec<String>>,
    /// The session that was chosen last, likewise.
    pub places: BTreeMap<String, String>,
    /// The event of the last of them.
    pub about: Option<String>,
    /// The sessions that were put off in triage, likewise.
    pub later: BTreeMap<String, Vec<String>>,
    /// Whether triage was in the order of likeness.
    pub by_likeness: bool,
    /// How far was read what changed, likewise.
    pub read: BTreeMap<String, ReadChanges>,
}

impl SavedState {
    /// What is in the folder, or nothing, with a note where it could not be read.
    pub fn load(folder: &Path) -> (Self, Option<Problem>) {
        let path = folder.join(FILE);
        let read = || -> Result<Self, String> {
            let long = fs::metadata(&path).map_err(|error| error.to_string())?.len() > LONGEST;
            let text = if long { Err("it is too long".to_owned()) } else { read_text(&path) }?;
            toml::from_str(&text).map_err(|error| error.message().to_owned())
        };
        if matches!(fs::metadata(&path), Err(error) if error.kind() == ErrorKind::NotFound) {
            return (Self::default(), None);
        }
        match read() {
            Ok(state) => (state, None),
            Err(why) => {
                let problem = Problem::note(path.display().to_string(), format!("what was remembered is lost: {why}"));
                (Self::default(), Some(problem))
            }
        }
    }

    /// Writes it into the folder.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn save(&self, folder: &Path) -> io::Result<()> {
        let text = toml::to_string(self).map_err(io::Error::other)?;
        write_at_ease(&folder.join(FILE), text.as_bytes())
    }
}

fn read_text(path: &Path) -> Result<String, String> {
    disk::read_to_string(path).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

    #[test]
    fn what_is_saved_is_there_again_and_what_is_damaged_is_forgotten_with_a_note() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(SavedState::load(folder.path()), (SavedState::default(), None));
        let rooms = BTreeMap::from([("harbour".to_owned(), vec!["Dock 1".to_owned()])]);
        let state = SavedState {
            welcomed: true,
            queries: vec!["istio".to_owned()],
            widths: BTreeMap::from([("agenda".to_owned(), 1)]),
            hidden_rooms: rooms,
            places: BTreeMap::from([("harbour".to_owned(), "bell".to_owned())]),
            about: Some("harbour".to_owned()),
            later: BTreeMap::from([("harbour".to_owned(), vec!["opening".to_owned()])]),
            by_likeness: true,
            read: BTreeMap::from([(
                "harbour".to_owned(),
                ReadChanges {
                    until: Some(DateTime::UNIX_EPOCH),
                    sessions: [("bell".to_owned(), DateTime::UNIX_EPOCH)].into(),
                },
            )]),
            ..SavedState::default()
        };
        state.save(folder.path()).unwrap();
        assert_eq!(SavedState::load(folder.path()), (state, None));
        fs::write(folder.path().join(FILE), "welcomed = 3").unwrap();
        let (forgotten, problem) = SavedState::load(folder.path());
        assert_eq!(forgotten, SavedState::default());
        assert!(problem.unwrap().to_string().contains("what was remembered is lost"));
    }
}
