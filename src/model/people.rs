//! The people of a programme, as rows of the schedules that know them. Who of different schedules is one is decided in the
//! module `admission`.

use super::packed::Packed;
use super::{Speaker, SpeakerIx, fold};
use hashbrown::HashMap;
use std::sync::Arc;

/// Everybody, as rows of the schedules that know them.
#[derive(Debug, Clone, Default)]
pub(super) struct People {
    pub(super) schedules: Vec<Arc<Packed>>,
    /// Of each speaker the schedule that named them first, and the row there.
    pub(super) first: Vec<(u32, u32)>,
    /// Where other schedules have them too.
    pub(super) further: HashMap<SpeakerIx, Vec<(u32, u32)>>,
    /// Ids that are not those of the first schedule, because another speaker has that.
    pub(super) renamed: HashMap<SpeakerIx, String>,
    /// Of each schedule other names of its speakers, whoever says so, with their rows.
    pub(super) bynames: Vec<Vec<(usize, String)>>,
}

impl People {
    pub(super) fn len(&self) -> usize {
        self.first.len()
    }

    /// The folded name.
    pub(super) fn name(&self, ix: SpeakerIx) -> &str {
        let (schedule, row) = self.first[ix.index()];
        self.schedules[schedule as usize].names().get(row as usize)
    }

    /// Whether it was this schedule that named a speaker first.
    pub(super) fn is_first_in(&self, ix: SpeakerIx, schedule: usize) -> bool {
        self.first[ix.index()].0 as usize == schedule
    }

    pub(super) fn id(&self, ix: SpeakerIx) -> &str {
        let (schedule, row) = self.first[ix.index()];
        let own = || self.schedules[schedule as usize].speaker_ids().get(row as usize);
        self.renamed.get(&ix).map_or_else(own, String::as_str)
    }

    /// The schedules that know a speaker, with the row there.
    pub(super) fn rows(&self, ix: SpeakerIx) -> impl Iterator<Item = (usize, usize)> + '_ {
        let further = self.further.get(&ix).into_iter().flatten();
        let all = std::iter::once(&self.first[ix.index()]).chain(further);
        all.map(|(schedule, row)| (*schedule as usize, *row as usize))
    }

    pub(super) fn bynames(&self, schedule: usize) -> &[(usize, String)] {
        self.bynames.get(schedule).map_or(&[], Vec::as_slice)
    }

    pub(super) fn key(&self, ix: SpeakerIx) -> Option<&str> {
        self.rows(ix)
            .map(|(schedule, row)| self.schedules[schedule].speaker_keys().get(row))
            .find(|key| !key.is_empty())
    }

    /// The speaker with everything that any schedule says.
    pub(super) fn speaker(&self, ix: SpeakerIx) -> Speaker {
        let mut all = self.rows(ix).map(|(schedule, row)| self.schedules[schedule].person(row));
        let mut speaker = all.next().unwrap_or_default();
        for also in all {
            if speaker.biography.is_empty() {
                (speaker.biography, speaker.as_of) = (also.biography, also.as_of);
            }
            for link in also.links {
                if speaker.links.iter().all(|known| known.url != link.url) {
                    speaker.links.push(link);
                }
            }
            let known = fold(&speaker.name);
            for name in std::iter::once(also.name).chain(also.also) {
                if fold(&name) != known && !speaker.also.contains(&name) {
                    speaker.also.push(name);
                }
            }
            speaker.key = speaker.key.or(also.key);
        }
        self.id(ix).clone_into(&mut speaker.id);
        speaker
    }
}
