//! The sessions of a programme by what can tell them apart.

use super::card::Card;
use crate::model::{Programme, SessionIx, fold};
use std::collections::HashMap;

/// Sessions of a programme by what can tell them apart. Whatever is asked for, they come in the order of the programme.
pub struct Candidates<'a> {
    pub(super) programme: &'a Programme,
    ids: HashMap<&'a str, Vec<SessionIx>>,
    guids: HashMap<&'a str, Vec<SessionIx>>,
    codes: HashMap<&'a str, Vec<SessionIx>>,
    titles: HashMap<String, Vec<SessionIx>>,
}

impl<'a> Candidates<'a> {
    /// These sessions of a programme.
    pub fn new(programme: &'a Programme, sessions: &[SessionIx]) -> Self {
        let (ids, guids, codes, titles) = Default::default();
        let mut index = Self { programme, ids, guids, codes, titles };
        for ix in sessions.iter().copied() {
            let session = programme.session(ix);
            index.ids.entry(&session.id).or_default().push(ix);
            if let Some(guid) = &session.guid {
                index.guids.entry(guid).or_default().push(ix);
            }
            if let Some(code) = &session.code {
                index.codes.entry(code).or_default().push(ix);
            }
            index.titles.entry(fold(&session.title)).or_default().push(ix);
        }
        index
    }

    /// The sessions with this id, guid or code, in this order.
    pub fn by_key(&self, key: &str) -> impl Iterator<Item = SessionIx> {
        [&self.ids, &self.guids, &self.codes].into_iter().filter_map(move |map| map.get(key)).flatten().copied()
    }

    /// The sessions with this title, case and accents apart.
    pub fn by_title(&self, folded: &str) -> &[SessionIx] {
        self.titles.get(folded).map(Vec::as_slice).unwrap_or_default()
    }

    pub(super) fn with_guid(&self, card: &Card<'_>) -> Vec<SessionIx> {
        card.guid.and_then(|guid| self.guids.get(guid)).cloned().unwrap_or_default()
    }

    /// The sessions with the id of the card, then those with its code.
    pub(super) fn with_id(&self, card: &Card<'_>) -> Vec<SessionIx> {
        let by_code = card.code.and_then(|code| self.codes.get(code));
        self.ids.get(card.id).into_iter().chain(by_code).flatten().copied().collect()
    }
}
