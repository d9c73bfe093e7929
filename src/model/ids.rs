//! What ids stand for, whole and as people type them: as much of one as tells it from all others, as in git.

use super::{EventIx, Programme, SessionIx};

/// Shorter beginnings are not shown, and taken for no id.
pub const LEAST: usize = 4;

impl Programme {
    /// The event with this id.
    pub fn event_by_id(&self, id: &str) -> Option<EventIx> {
        self.places().find(|event| self.event(*event).id == id)
    }

    /// The session with this id in this event.
    pub fn session_by_id(&self, event: &str, id: &str) -> Option<SessionIx> {
        self.session_of(self.event_by_id(event)?, id)
    }

    /// The same where the event is known.
    pub fn session_of(&self, event: EventIx, id: &str) -> Option<SessionIx> {
        self.packed(event).find(id).map(|at| SessionIx::new(self.first_of(event) + at))
    }

    /// The whole id of a session: `event/session`.
    pub fn full_id(&self, ix: SessionIx) -> String {
        format!("{}/{}", self.event_of(ix).id, self.id(ix))
    }

    /// The sessions that have this id, whatever their event.
    pub fn sessions_with_id(&self, id: &str) -> Vec<SessionIx> {
        self.places()
            .filter_map(|event| Some(SessionIx::new(self.first_of(event) + self.packed(event).find(id)?)))
            .collect()
    }

    /// The sessions whose ids begin so, without their event or with it.
    pub fn sessions_beginning(&self, start: &str) -> Vec<SessionIx> {
        let own = self.places().flat_map(|event| self.beginning(event, start));
        let whole = start.split_once('/').and_then(|(event, start)| Some((self.event_by_id(event)?, start)));
        let whole = whole.into_iter().flat_map(|(event, start)| self.beginning(event, start));
        own.chain(whole).collect()
    }

    fn beginning(&self, event: EventIx, start: &str) -> impl Iterator<Item = SessionIx> {
        let (packed, first) = (self.packed(event), self.first_of(event));
        packed
            .ids_from(start)
            .take_while(move |at| packed.id(*at).starts_with(start))
            .map(move |at| SessionIx::new(first + at))
    }

    /// As much of the id of a session as tells it from all others that are loaded, or `event/session` where nothing of
    /// it does.
    pub fn short_id(&self, ix: SessionIx) -> String {
        let (id, own) = (self.id(ix), self.event_ix(ix));
        // With a stroke it could be taken for an event and a session.
        let twice = self.places().any(|event| event != own && self.packed(event).find(id).is_some());
        if twice || id.contains('/') {
            return self.full_id(ix);
        }
        let shared = self.places().map(|event| self.packed(event).shared_start(id)).max().unwrap_or(0);
        let letters = id.char_indices().map(|(at, letter)| at + letter.len_utf8());
        let end = letters.enumerate().find(|(count, end)| *end > shared && count + 1 >= LEAST);
        id[..end.map_or(id.len(), |(_, end)| end)].to_owned()
    }

    fn places(&self) -> impl Iterator<Item = EventIx> + use<> {
        (0..self.events().len()).map(EventIx::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Schedule, Session};

    fn programme(events: &[(&str, &[&str])]) -> Programme {
        let schedule = |(event, ids): &(&str, &[&str])| {
            let mut schedule = Schedule::default();
            schedule.event.id = (*event).to_owned();
            schedule.sessions = ids.iter().map(|id| Session::new(*id, *id)).collect();
            schedule
        };
        Programme::new(events.iter().map(schedule).collect())
    }

    #[test]
    fn a_short_id_is_the_shortest_that_is_unique() {
        let ids: &[&str] = &["keynote", "keynote-2", "istio-a", "istio-b", "77", "774", "größer", "größte", "day/1"];
        let programme = programme(&[("one", ids), ("two", &["same", "istanbul", "zebra"]), ("three", &["same"])]);
        let short = |ix| programme.short_id(ix);
        let short: Vec<String> = programme.positions().map(short).collect();
        let expected = [
            "keynote",
            "keynote-",
            "istio-a",
            "istio-b",
            "77",
            "774",
            "größe",
            "größt",
            "one/day/1",
            "two/same",
            "ista",
            "zebr",
            "three/same",
        ];
        assert_eq!(short, expected);
        for (ix, id) in programme.positions().zip(&short) {
            let exact = programme.sessions_with_id(id);
            let found = if exact.is_empty() { programme.sessions_beginning(id) } else { exact };
            assert_eq!(found, [ix], "{id}");
        }
    }

    #[test]
    fn a_beginning_finds_all_that_begin_so_with_their_event_or_without() {
        let programme = programme(&[("one", &["b", "ab", "aa", "a"]), ("two", &["ab"])]);
        let full = |start: &str| -> Vec<String> {
            programme.sessions_beginning(start).into_iter().map(|ix| programme.full_id(ix)).collect()
        };
        assert_eq!(full("a"), ["one/a", "one/aa", "one/ab", "two/ab"]);
        assert_eq!(full("one/a"), ["one/a", "one/aa", "one/ab"]);
        assert_eq!(full("one/"), ["one/a", "one/aa", "one/ab", "one/b"]);
        assert_eq!(full("c"), [""; 0]);
    }
}
