//! Going through many sessions one by one: what there is to decide, once for all showings of a session.

use super::solution::{letters, people};
use super::{Context, is_service};
use crate::model::{EventIx, Mark, Programme, SessionIx, SpeakerIx};
use std::collections::{BTreeSet, HashMap};

/// A session with its other showings, about which there is one thing to decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Showings {
    /// The one that stands for all of them: the first in time.
    pub first: SessionIx,
    /// The others, in time.
    pub others: Vec<SessionIx>,
}

impl Showings {
    /// All of them, in time.
    pub fn all(&self) -> impl Iterator<Item = SessionIx> + '_ {
        std::iter::once(self.first).chain(self.others.iter().copied())
    }

    /// Whether the user has decided: one of them is marked, or was seen.
    pub fn are_decided(&self, context: &Context<'_>) -> bool {
        self.all().any(|ix| context.mark(ix).is_some() || context.is_seen(ix))
    }

    /// Whether there is something to decide: the user has not, or something has changed since that may change their mind.
    /// `changed` says of a session whether something has, and then whether that is what it is about: of what is not for
    /// somebody when and where it is does not matter.
    pub fn are_open(&self, context: &Context<'_>, changed: impl Fn(SessionIx) -> Option<bool>) -> bool {
        let dismissed = self.mark(context) == Some(Mark::Dismissed);
        !self.are_decided(context) || self.all().filter_map(changed).any(|is_about| !dismissed || is_about)
    }

    /// What the user wishes of it most.
    pub fn mark(&self, context: &Context<'_>) -> Option<Mark> {
        self.all().filter_map(|ix| context.mark(ix)).max()
    }

    /// The one to go to: that which is marked, or the first that gets in the way of nothing one goes to, or the first.
    pub fn best(&self, context: &Context<'_>) -> SessionIx {
        let wished =
            self.all().filter(|ix| context.mark(*ix) > Some(Mark::Dismissed)).max_by_key(|ix| context.mark(*ix));
        wished.unwrap_or_else(|| {
            let going = context.marked(Mark::Going);
            self.all().find(|ix| context.against(*ix, &going).is_empty()).unwrap_or(self.first)
        })
    }
}

/// What there is to decide about some sessions, in time: services, and what was cancelled, left out, and each session
/// once, however often it is shown.
pub fn to_decide(programme: &Programme, sessions: &[SessionIx]) -> Vec<Showings> {
    let mut in_time: Vec<SessionIx> = sessions.to_vec();
    programme.sort_by_time(&mut in_time);
    let mut all: Vec<Showings> = Vec::new();
    let mut known: HashMap<Key, usize> = HashMap::new();
    for ix in in_time {
        if programme.brief(ix).cancelled || is_service(programme, ix) {
            continue;
        }
        let at = key(programme, ix).map(|key| *known.entry(key).or_insert(all.len()));
        match at.and_then(|at| all.get_mut(at)) {
            Some(showings) => showings.others.push(ix),
            None => all.push(Showings { first: ix, others: Vec::new() }),
        }
    }
    all
}

/// What showings of one session have in common.
type Key = (EventIx, String, BTreeSet<SpeakerIx>, Option<String>);

/// As the other showings of a session are told from others of its title: by their people or, where nobody is named, by
/// what they are about.
fn key(programme: &Programme, ix: SessionIx) -> Option<Key> {
    let (title, people) = (letters(programme.title_key(ix)), people(programme, ix));
    let about = people.is_empty().then(|| programme.session(ix).abstract_text.clone());
    let tells = !title.is_empty() && about.as_ref().is_none_or(|about| !about.is_empty());
    tells.then(|| (programme.brief(ix).event, title, people, about))
}
