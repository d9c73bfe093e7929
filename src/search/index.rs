//! The programme's text, folded once and laid out for searching.
//!
//! Names that many sessions share (people, organisations, tracks, tags, rooms, events) are kept and matched once each,
//! and sessions refer to them by row; only titles and bodies are kept per session. All texts of one column lie in one
//! string, so that ten thousand abstracts cost one allocation and are read from front to back.

use super::word::{Fit, Fuzzy, Letters, Needle};
use crate::model::{Programme, Session, SessionIx, fold_into};
use std::collections::HashMap;
use std::ops::Range;

/// The programme's text, folded once. It is valid for the programme it was made of and no other.
#[derive(Debug)]
pub struct Index {
    pub(super) titles: Short,
    pub(super) subtitles: Short,
    pub(super) bodies: Column,
    pub(super) speakers: Short,
    pub(super) organisations: Short,
    pub(super) tracks: Short,
    pub(super) tags: Short,
    pub(super) rooms: Short,
    /// [`EVENT_ROWS`] for each event: its name, its short name and its id.
    pub(super) events: Column,
    pub(super) people: Links,
    pub(super) employers: Links,
    pub(super) labels: Links,
    pub(super) places: Vec<Place>,
}

/// How many rows each event has in its column.
pub(super) const EVENT_ROWS: usize = 3;

/// The one-of-a-kind references of a session.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) event: u32,
    pub(super) track: Option<u32>,
    pub(super) room: Option<u32>,
}

impl Index {
    /// Folds the text of a programme.
    pub fn new(programme: &Programme) -> Self {
        let sessions = programme.sessions();
        let (organisations, employers) =
            distinct(sessions, |session| session.credits.iter().filter_map(|credit| credit.organisation.as_deref()));
        let (tags, labels) = distinct(sessions, |session| session.tags.iter().map(String::as_str));
        let mut people = Links::default();
        for session in sessions {
            people.push(session.credits.iter().map(|credit| credit.speaker.0));
        }
        Self {
            titles: Short::new(sessions.iter().map(|session| session.title.as_str())),
            subtitles: Short::new(sessions.iter().map(|session| session.subtitle.as_deref().unwrap_or_default())),
            bodies: bodies(sessions),
            speakers: Short::new(programme.speakers().iter().map(|speaker| speaker.name.as_str())),
            organisations,
            tracks: Short::new(programme.tracks().iter().map(|track| track.name.as_str())),
            tags,
            rooms: Short::new(programme.rooms().iter().map(|room| room.name.as_str())),
            events: Column::new(programme.events().iter().flat_map(|event| {
                let rows: [&str; EVENT_ROWS] = [&event.name, &event.short, &event.id];
                rows
            })),
            people,
            employers,
            labels,
            places: sessions
                .iter()
                .map(|session| Place {
                    event: session.event.0,
                    track: session.track.map(|track| track.0),
                    room: session.room.map(|room| room.0),
                })
                .collect(),
        }
    }
}

fn bodies(sessions: &[Session]) -> Column {
    let length =
        |session: &Session| session.abstract_text.len() + session.takeaways.iter().map(String::len).sum::<usize>();
    let mut column = Column::default();
    column.text.reserve(sessions.iter().map(length).sum());
    column.ends.reserve(sessions.len());
    for session in sessions {
        fold_into(&session.abstract_text, &mut column.text);
        for takeaway in &session.takeaways {
            column.text.push('\n');
            fold_into(takeaway, &mut column.text);
        }
        column.close();
    }
    column
}

/// The distinct names that the sessions use, and which session uses which.
fn distinct<'a, Names>(sessions: &'a [Session], names: impl Fn(&'a Session) -> Names) -> (Short, Links)
where
    Names: Iterator<Item = &'a str>,
{
    let mut rows: HashMap<&str, u32> = HashMap::new();
    let mut short = Short::default();
    let mut links = Links::default();
    for session in sessions {
        links.push(names(session).map(|name| {
            *rows.entry(name).or_insert_with(|| {
                short.push(name);
                row(short.letters.len() - 1)
            })
        }));
    }
    (short, links)
}

/// Rows and offsets are 32 bits wide: no schedule is longer than 64 MiB, and nobody has a hundred of those.
pub(super) fn row(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// Where one of several things lies that stand one behind the other; nowhere if there are fewer.
pub(super) fn part(ends: &[u32], at: usize) -> Range<usize> {
    let end = |at: usize| ends.get(at).map(|end| *end as usize);
    let start = at.checked_sub(1).and_then(end).unwrap_or(0);
    start..end(at).unwrap_or(start)
}

/// Folded texts, one behind the other in one string.
#[derive(Debug, Default)]
pub(super) struct Column {
    text: String,
    ends: Vec<u32>,
}

impl Column {
    fn new<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut column = Self::default();
        texts.for_each(|text| column.push(text));
        column
    }

    fn push(&mut self, text: &str) {
        fold_into(text, &mut self.text);
        self.close();
    }

    fn close(&mut self) {
        self.ends.push(row(self.text.len()));
    }

    /// The text of a row; empty for a row that does not exist.
    pub(super) fn get(&self, row: usize) -> &str {
        self.text.get(part(&self.ends, row)).unwrap_or_default()
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }
}

/// A column of short texts, in which words match fuzzily.
#[derive(Debug, Default)]
pub(super) struct Short {
    column: Column,
    letters: Vec<Letters>,
}

impl Short {
    fn new<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut short = Self::default();
        texts.for_each(|text| short.push(text));
        short
    }

    fn push(&mut self, text: &str) {
        self.column.push(text);
        self.letters.push(Letters::of(self.column.get(self.column.len() - 1)));
    }

    /// The text of a row.
    pub(super) fn get(&self, row: usize) -> &str {
        self.column.get(row)
    }

    /// How a word fits a row.
    pub(super) fn fit(&self, row: usize, needle: &Needle<'_>, fuzzy: &mut Fuzzy) -> Option<Fit> {
        needle.fit(self.column.get(row), *self.letters.get(row)?, fuzzy)
    }

    /// How a word fits each row.
    pub(super) fn fits(&self, needle: &Needle<'_>, fuzzy: &mut Fuzzy, fits: &mut Vec<Option<Fit>>) {
        fits.clear();
        fits.extend((0..self.letters.len()).map(|row| self.fit(row, needle, fuzzy)));
    }
}

/// For each session the rows that it refers to in another column.
#[derive(Debug, Default)]
pub(super) struct Links {
    rows: Vec<u32>,
    ends: Vec<u32>,
}

impl Links {
    fn push(&mut self, rows: impl Iterator<Item = u32>) {
        self.rows.extend(rows);
        self.ends.push(row(self.rows.len()));
    }

    /// The rows of one session.
    pub(super) fn of(&self, session: SessionIx) -> &[u32] {
        self.rows.get(part(&self.ends, session.index())).unwrap_or_default()
    }
}
