//! Finding the sessions that entries are about, also in a schedule whose ids, titles or times have changed.

use super::{Entry, Favourites};
use crate::identity::{aside, find, obvious};
use crate::model::{Mark, Personal, Programme, SessionIx, slug};
use std::collections::HashMap;
use std::sync::Arc;

/// What the entries come to in a programme.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Resolved {
    /// What is attached to each session, by its position; nothing to those past its end.
    pub personal: Vec<Personal>,
    /// Entries that say something and whose session is not in the programme: its event is not loaded, or the session
    /// was taken out. What is merely not for the user is none of them.
    pub unmatched: Vec<Arc<Entry>>,
    /// Entries whose session now has another id.
    pub moved: Vec<Move>,
}

/// A session that changed its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The event it belongs to.
    pub event: String,
    /// The id under which its entry was stored.
    pub from: String,
    /// Its id today.
    pub to: String,
}

impl Favourites {
    /// Finds every entry's session. Where several entries are about one session, the latest counts.
    pub fn resolve(&self, programme: &Programme) -> Resolved {
        let mut resolved = Resolved::default();
        let places = self.places(programme);
        for (entry, ix) in &places {
            match ix {
                Some(ix) => {
                    let id = programme.id(*ix);
                    if id != entry.session && !entry.is_tombstone() {
                        resolved.moved.push(Move::of(entry, id));
                    }
                }
                None if entry.is_tombstone() || entry.mark == Some(Mark::Dismissed) && entry.note.is_empty() => {}
                None => resolved.unmatched.push(Arc::clone(entry)),
            }
        }
        resolved.personal = attached(&places);
        resolved
    }

    /// What is attached to each session, by its position; nothing to those past its end.
    pub fn personal_in(&self, programme: &Programme) -> Vec<Personal> {
        attached(&self.places(programme))
    }

    /// Stores every entry under the id that its session has today, with the title, speakers and start of today, and
    /// says which ids changed. To be called whenever a programme is loaded, before anything is marked in it: an entry
    /// stored under an id that now is another session's would be replaced by the first mark of that session. An entry
    /// that finds no session, but whose id another session has taken, steps aside to an id of its own.
    pub fn migrate(&mut self, programme: &Programme) -> Vec<Move> {
        let before = self.clone();
        let (mut moves, mut vacancies, mut arrivals) = (Vec::new(), Vec::new(), Vec::new());
        for (entry, ix) in before.places(programme) {
            if ix.is_some_and(|ix| entry.is_as_in(programme, ix)) {
                continue;
            }
            let taken = || programme.session_by_id(&entry.event, &entry.session).is_some();
            let mut today = match ix {
                Some(ix) if entry.is_about(programme, ix) => Entry {
                    extra: entry.extra.clone(),
                    changed: entry.changed,
                    ..Entry::of(programme, ix, &entry.personal(), entry.changed.unwrap_or_default())
                },
                Some(ix) => Entry { session: programme.session(ix).id.clone(), ..Entry::clone(entry) },
                None if taken() && !entry.is_tombstone() => {
                    Entry { session: aside(&entry.session, &slug(&entry.title)), ..Entry::clone(entry) }
                }
                None => continue,
            };
            if today.session != entry.session {
                moves.push(Move::of(entry, &today.session));
                if let Some(occupant) = before.get(&today.event, &today.session) {
                    today.outdate(occupant);
                }
                // Without a title it leads to no session: it is there for other copies of the program only.
                let (event, session) = (entry.event.clone(), entry.session.clone());
                let mut vacancy = Entry { event, session, ..Entry::default() };
                vacancy.outdate(entry);
                vacancies.push(vacancy);
            }
            arrivals.push(today);
        }
        vacancies.append(&mut arrivals);
        self.put_all(vacancies);
        moves
    }

    /// What is attached to the session that has this id today, if it is one of the user's own.
    pub fn attached(&self, event: &str, id: &str) -> Option<&Entry> {
        self.get(event, id).filter(|entry| entry.is_own())
    }

    /// What is attached to a session that is gone, by its last id and title: another session may have the id today, and
    /// the entry has then stepped aside.
    pub fn attached_to_gone(&self, event: &str, id: &str, title: &str) -> Option<&Entry> {
        let by_id = |id: &str| self.attached(event, id).filter(|entry| entry.title == title);
        by_id(id).or_else(|| by_id(&aside(id, &slug(title))))
    }

    /// Every entry with its session, except those that a later entry about the same session replaces.
    pub fn places(&self, programme: &Programme) -> Vec<(&Arc<Entry>, Option<SessionIx>)> {
        let all = self.shared();
        let mut places = Vec::with_capacity(all.len());
        for entries in all.chunk_by(|a, b| a.event == b.event) {
            let Some(event) = entries.first().and_then(|first| programme.event_by_id(&first.event)) else {
                places.extend(entries.iter().map(|entry| (entry, None)));
                continue;
            };
            // What says nothing and has no title leads nowhere.
            let is_named = |entry: &Entry| !(entry.is_tombstone() && entry.title.is_empty());
            let named: Vec<&Arc<Entry>> = entries.iter().filter(|entry| is_named(entry)).collect();
            let at_once =
                |entry: &&Arc<Entry>| obvious(programme, event, entry.key().1, &entry.title, entry.guid.as_deref());
            let known = named.iter().map(at_once).collect();
            let mut found = find(programme, event, known, |at| named[at].card()).into_iter();
            let place = |entry: &Arc<Entry>| if is_named(entry) { found.next().flatten() } else { None };
            places.extend(entries.iter().zip(entries.iter().map(place)));
        }
        keep_latest(&mut places);
        places
    }
}

impl Move {
    fn of(entry: &Entry, to: &str) -> Self {
        Self { event: entry.event.clone(), from: entry.session.clone(), to: to.to_owned() }
    }
}

/// Leaves of several entries about one session only the latest.
fn keep_latest(places: &mut Vec<(&Arc<Entry>, Option<SessionIx>)>) {
    let mut latest: HashMap<SessionIx, &Arc<Entry>> = HashMap::with_capacity(places.len());
    for (entry, ix) in places.iter() {
        if let Some(ix) = ix {
            let best = latest.entry(*ix).or_insert(entry);
            if entry.by_change(best).is_gt() {
                *best = entry;
            }
        }
    }
    // No two are equal, for they stand under different ids.
    let is_latest = |entry: &Arc<Entry>, ix| latest.get(&ix).is_some_and(|best| Arc::ptr_eq(best, entry));
    places.retain(|(entry, ix)| ix.is_none_or(|ix| is_latest(entry, ix)));
}

/// What is attached to each session by the entries with their sessions.
fn attached(places: &[(&Arc<Entry>, Option<SessionIx>)]) -> Vec<Personal> {
    let mut personal = Vec::new();
    for (entry, ix) in places {
        if let Some(ix) = ix {
            *Personal::of_mut(&mut personal, *ix) = entry.personal();
        }
    }
    let last = personal.iter().rposition(|personal: &Personal| !personal.is_empty());
    personal.truncate(last.map_or(0, |last| last + 1));
    personal
}
