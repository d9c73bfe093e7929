//! Where people work.

use super::{Programme, SpeakerIx};

impl Programme {
    /// The organisations that a speaker had, session by session, each with every name of it: as the event spells it first.
    pub fn employers(&self, speaker: SpeakerIx) -> impl Iterator<Item = impl Iterator<Item = &str>> {
        self.sessions_by(speaker).into_iter().flat_map(move |ix| {
            let packed = self.packed(self.event_ix(ix));
            let own = self.session(ix).credits.iter().filter(move |credit| credit.speaker == speaker);
            own.filter_map(|credit| credit.organisation.as_deref()).map(|employer| packed.names_of(employer))
        })
    }
}
