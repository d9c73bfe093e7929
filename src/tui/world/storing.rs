//! What was marked and is not on the disk yet.

use crate::favourites::{Favourites, Move};
use crate::model::{Programme, SessionIx};

/// Sessions by the ids of their events and their own.
#[derive(Debug, Clone, Default)]
pub struct Unstored {
    sessions: Vec<(String, String)>,
    delay: Option<Delay>,
    /// There is no disk to wait for.
    is_hopeless: bool,
}

/// Why what is not stored carries a sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Delay {
    /// The disk has not answered in time.
    Late,
    /// It has said no, and is asked again.
    Refused,
}

impl Unstored {
    pub(super) fn add(&mut self, (event, session): (&str, &str)) {
        let key = (event.to_owned(), session.to_owned());
        if !self.is_hopeless && !self.sessions.contains(&key) {
            self.sessions.push(key);
        }
    }

    /// Takes away what stands in `stored` as it does in `mine`.
    pub(super) fn settle(&mut self, mine: &Favourites, stored: &Favourites) {
        self.sessions.retain(|(event, session)| mine.get(event, session) != stored.get(event, session));
        self.delay = self.delay.filter(|_| !self.sessions.is_empty());
    }

    /// Follows sessions whose ids have changed.
    pub(super) fn migrate(&mut self, moves: &[Move]) {
        for (event, session) in &mut self.sessions {
            if let Some(found) = moves.iter().find(|found| found.event == *event && found.from == *session) {
                session.clone_from(&found.to);
            }
        }
    }

    pub(super) fn is_late(&mut self) {
        self.delay = self.delay.or(Some(Delay::Late));
    }

    pub(super) fn is_refused(&mut self) {
        self.delay = Some(Delay::Refused);
    }

    pub(super) fn is_hopeless(&mut self) {
        *self = Self { is_hopeless: true, ..Self::default() };
    }

    /// Whether something waits for the disk and nothing tells so yet.
    pub fn waits_untold(&self) -> bool {
        self.delay.is_none() && !self.sessions.is_empty()
    }

    /// What to say of all that is not stored, once it has taken too long.
    pub fn told(&self) -> Option<&'static str> {
        self.delay.map(|delay| match delay {
            Delay::Late => "storing…",
            Delay::Refused => "not stored",
        })
    }

    /// The same of one session.
    pub fn told_of(&self, programme: &Programme, ix: SessionIx) -> Option<&'static str> {
        let told = self.told()?;
        let session = programme.session(ix);
        let event = &programme.event(session.event).id;
        self.sessions.iter().any(|(at, id)| *id == session.id && at == event).then_some(told)
    }

    /// A line for each: its title as far as it is known, and its ids.
    pub fn lines(&self, favourites: &Favourites) -> Vec<String> {
        let title = |event: &str, session: &str| {
            let title = favourites.get(event, session).map(|entry| entry.title.as_str());
            title.filter(|title| !title.is_empty()).map_or(String::new(), |title| format!(" · {title}"))
        };
        self.sessions.iter().map(|(event, session)| format!("{event}/{session}{}", title(event, session))).collect()
    }
}
