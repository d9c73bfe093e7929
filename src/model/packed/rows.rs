//! What a row of a list needs of a session or a speaker.

use super::briefs::Rest;
use super::column::{Links, Numbers, Reader, Texts};

/// The columns.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) briefs: Rest,
    pub(super) titles: Texts,
    pub(super) people: Links,
    pub(super) given_by: Links,
    pub(super) sessions: Records,
    pub(super) speakers: Records,
}

/// Where the records are, with the sum of each.
#[derive(Default)]
pub(super) struct Records {
    pub(super) ends: Numbers<u32>,
    pub(super) sums: Numbers<u32>,
}

impl Rows {
    /// Those of so many sessions.
    pub(super) fn read(mut reader: Reader, sessions: usize) -> Option<Self> {
        let rows = Self {
            briefs: Rest::read(&mut reader)?,
            titles: reader.texts()?,
            people: reader.links()?,
            given_by: reader.links()?,
            sessions: Records::read(&mut reader)?,
            speakers: Records::read(&mut reader)?,
        };
        (rows.titles.len() == sessions && rows.people.len() == sessions).then_some(rows)
    }
}

impl Records {
    fn read(reader: &mut Reader) -> Option<Self> {
        Some(Self { ends: reader.column()?, sums: reader.column()? })
    }
}
