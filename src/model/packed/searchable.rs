//! What is searched of a schedule.

use super::column::{Links, Numbers, Reader, Texts};
use super::vocabulary::Vocabulary;
use crate::model::Letters;

/// Short texts with their letters.
pub struct Names {
    texts: Texts,
    letters: Numbers<u64>,
}

impl Names {
    fn read(reader: &mut Reader) -> Option<Self> {
        Some(Self { texts: reader.texts()?, letters: reader.column()? })
    }

    /// The folded text of a row.
    pub fn get(&self, row: usize) -> &str {
        self.texts.get(row)
    }

    /// The letters of a row.
    pub fn letters(&self, row: usize) -> Letters {
        Letters { all: self.letters.get(2 * row), initial: self.letters.get(2 * row + 1) }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}

/// What is searched beside the names of speakers, tracks and rooms, folded.
pub struct Searchable {
    /// The titles, by session.
    pub titles: Names,
    /// The subtitles, by session; mostly empty.
    pub subtitles: Texts,
    /// The distinct organisations.
    pub organisations: Names,
    /// Which organisations the speakers of a session had.
    pub employers: Links,
    /// The distinct tags.
    pub tags: Names,
    /// Which tags a session has.
    pub labels: Links,
    /// The distinct codes of languages.
    pub languages: Names,
    /// Which languages a session is held in.
    pub spoken: Links,
    /// The names of the speakers.
    pub people: Names,
    /// The words of all texts.
    pub vocabulary: Vocabulary,
}

impl Searchable {
    pub(super) fn read(mut reader: Reader, titles: &Texts, people: &Texts) -> Option<Self> {
        Some(Self {
            titles: Names { texts: titles.clone(), letters: reader.column()? },
            subtitles: reader.texts()?,
            organisations: Names::read(&mut reader)?,
            employers: reader.links()?,
            tags: Names::read(&mut reader)?,
            labels: reader.links()?,
            languages: Names::read(&mut reader)?,
            spoken: reader.links()?,
            people: Names { texts: people.clone(), letters: reader.column()? },
            vocabulary: Vocabulary::read(&mut reader)?,
        })
    }

    /// In place of what is damaged.
    pub(super) fn nothing(titles: &Texts, people: &Texts) -> Self {
        let nothing = || Names { texts: Texts::default(), letters: Numbers::default() };
        Self {
            titles: Names { texts: titles.clone(), letters: Numbers::default() },
            subtitles: Texts::default(),
            organisations: nothing(),
            employers: Links::default(),
            tags: nothing(),
            labels: Links::default(),
            languages: nothing(),
            spoken: Links::default(),
            people: Names { texts: people.clone(), letters: Numbers::default() },
            vocabulary: Vocabulary::default(),
        }
    }
}
