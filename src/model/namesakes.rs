//! People of one name at different conferences, of whom nothing tells that they are one.

use super::{EventIx, Programme, SpeakerIx};

impl Programme {
    /// Who at other events may be the same person as somebody: has the same name, and nothing else in common. A name of a
    /// single word says too little for that.
    pub fn namesakes(&self, ix: SpeakerIx) -> Vec<SpeakerIx> {
        let name = self.name_key(ix);
        if !name.contains(' ') {
            return Vec::new();
        }
        let own: Vec<EventIx> = self.sessions_by(ix).iter().map(|session| self.event_ix(*session)).collect();
        let mut found = Vec::new();
        for event in (0..self.events().len()).map(EventIx::new).filter(|event| !own.contains(event)) {
            let (names, sorted) = (self.packed(event).names(), self.packed(event).by_name());
            let called = |at: &usize| names.get(sorted.get(*at) as usize);
            let (mut from, mut to) = (0, sorted.len());
            while from < to {
                let middle = from + (to - from) / 2;
                if called(&middle) < name { from = middle + 1 } else { to = middle }
            }
            let rows = (from..sorted.len()).take_while(|at| called(at) == name).map(|at| sorted.get(at) as usize);
            let people = rows.filter_map(|row| self.speaker_of(event, row));
            found.extend(people.filter(|other| *other != ix));
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}
