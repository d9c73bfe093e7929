//! Finding the sessions that entries are about, also in a schedule whose ids, titles or times have changed.
//!
//! Identity is the guid, then the id, then the code, then the title with the speakers. None of the first three is
//! trusted blindly: real conferences have given every id to another session between two versions of a schedule, and
//! have handed out the same guid twice. So an id counts at once only where title or speakers say the same, and an
//! exact title with its speakers counts more than a bare id.

use super::{Entry, Favourites};
use crate::model::{EventIx, Personal, Programme, Session, SessionIx, fold, slug};
use std::collections::{BTreeSet, HashMap, HashSet};

/// What the entries come to in a programme.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Resolved {
    /// What is attached to each session, by its position.
    pub personal: Vec<Personal>,
    /// Entries that say something and whose session is not in the programme: its event is not loaded, or the session
    /// was taken out.
    pub unmatched: Vec<Entry>,
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
        let mut resolved =
            Resolved { personal: vec![Personal::default(); programme.sessions().len()], ..Resolved::default() };
        for (entry, ix) in self.places(programme) {
            match ix {
                Some(ix) => {
                    let session = programme.session(ix);
                    if session.id != entry.session && !entry.is_tombstone() {
                        let (event, from) = entry.key();
                        resolved.moved.push(Move { event, from, to: session.id.clone() });
                    }
                    if let Some(personal) = resolved.personal.get_mut(ix.at()) {
                        *personal = entry.personal();
                    }
                }
                None if entry.is_tombstone() => {}
                None => resolved.unmatched.push(entry.clone()),
            }
        }
        resolved
    }

    /// Stores every entry under the id that its session has today, with the title, speakers and start of today, and
    /// says which ids changed. To be called whenever a programme is loaded, before anything is marked in it: an entry
    /// stored under an id that now is another session's would be replaced by the first mark of that session. An entry
    /// that finds no session, but whose id another session has taken, steps aside to an id of its own.
    pub fn follow(&mut self, programme: &Programme) -> Vec<Move> {
        let before = self.clone();
        let mut moves = Vec::new();
        let mut arrivals = Vec::new();
        for (entry, ix) in before.places(programme) {
            let taken = || programme.session_by_id(&entry.event, &entry.session).is_some();
            let mut today = match ix {
                Some(ix) if about(entry, programme, ix) => Entry {
                    extra: entry.extra.clone(),
                    changed: entry.changed,
                    ..Entry::of(programme, ix, &entry.personal(), entry.changed.unwrap_or_default())
                },
                Some(ix) => Entry { session: programme.session(ix).id.clone(), ..entry.clone() },
                None if taken() && !entry.is_tombstone() => {
                    Entry { session: format!("{}~{}", entry.session, slug(&entry.title)), ..entry.clone() }
                }
                None => continue,
            };
            if today.session != entry.session {
                let (event, from) = entry.key();
                moves.push(Move { event, from, to: today.session.clone() });
                if let Some(occupant) = before.get(&today.event, &today.session) {
                    today.outdate(occupant);
                }
                // Without a title it leads to no session: it is there for other copies of the program only.
                let (event, session) = entry.key();
                let mut vacancy = Entry { event, session, ..Entry::default() };
                vacancy.outdate(entry);
                self.put(vacancy);
            }
            arrivals.push(today);
        }
        for entry in arrivals {
            self.put(entry);
        }
        moves
    }

    /// Every entry with its session, except those that a later entry about the same session replaces.
    pub fn places(&self, programme: &Programme) -> Vec<(&Entry, Option<SessionIx>)> {
        let mut events: HashMap<&str, Vec<&Entry>> = HashMap::new();
        for entry in self.entries() {
            events.entry(&entry.event).or_default().push(entry);
        }
        let mut found: HashMap<(&str, &str), SessionIx> = HashMap::new();
        for (id, entries) in events {
            if let Some(event) = programme.event_by_id(id) {
                found.extend(search(programme, event, &entries));
            }
        }
        let mut latest: HashMap<SessionIx, &Entry> = HashMap::new();
        for entry in self.entries() {
            if let Some(ix) = found.get(&(entry.event.as_str(), entry.session.as_str())) {
                let best = latest.entry(*ix).or_insert(entry);
                if entry.by_change(best).is_gt() {
                    *best = entry;
                }
            }
        }
        let places = self.entries().map(|entry| {
            let ix = found.get(&(entry.event.as_str(), entry.session.as_str())).copied();
            (entry, ix)
        });
        places.filter(|(entry, ix)| ix.is_none_or(|ix| latest.get(&ix).is_some_and(|best| best == entry))).collect()
    }
}

type Found<'a> = HashMap<(&'a str, &'a str), SessionIx>;

fn search<'a>(programme: &Programme, event: EventIx, entries: &[&'a Entry]) -> Found<'a> {
    let mut found = HashMap::new();
    let mut open: Vec<&Entry> = Vec::new();
    for entry in entries.iter().filter(|entry| !(entry.is_tombstone() && entry.title.is_empty())) {
        match programme.session_by_id(&entry.event, &entry.session) {
            Some(ix) if obvious(entry, programme.session(ix)) => {
                found.insert((entry.event.as_str(), entry.session.as_str()), ix);
            }
            _ => open.push(entry),
        }
    }
    if open.is_empty() {
        return found;
    }
    let index = Index::new(programme, event);
    let mut taken: HashSet<SessionIx> = found.values().copied().collect();
    for (at, rung) in RUNGS.iter().enumerate() {
        open.retain(|entry| {
            let mut hits = rung(&index, entry);
            // A bare id says too little to share a session with an entry that names it.
            if at + 1 == RUNGS.len() {
                hits.retain(|ix| !taken.contains(ix));
            }
            let Some(ix) = index.best(entry, &hits, &taken) else { return true };
            taken.insert(ix);
            found.insert((entry.event.as_str(), entry.session.as_str()), ix);
            false
        });
    }
    found
}

/// Whether an id hit needs no second look.
fn obvious(entry: &Entry, session: &Session) -> bool {
    entry.title == session.title && (entry.guid == session.guid || entry.guid.is_none() || session.guid.is_none())
}

/// The ways to find a session, the surest first.
const RUNGS: [fn(&Index<'_>, &Entry) -> Vec<SessionIx>; 6] = [
    |index, entry| {
        index.keep(index.by_guid(entry), |ix| index.same_title(entry, ix) || index.shares_speaker(entry, ix))
    },
    |index, entry| index.keep(index.by_id(entry), |ix| index.same_title(entry, ix)),
    |index, entry| index.keep(index.by_title(entry), |ix| index.same_speakers(entry, ix)),
    |index, entry| index.keep(index.by_id(entry), |ix| index.shares_speaker(entry, ix)),
    |index, entry| {
        let hits = index.by_title(entry);
        if hits.len() == 1 { hits } else { index.keep(hits, |ix| index.same_start(entry, ix)) }
    },
    |index, entry| {
        let mut hits = index.by_guid(entry);
        hits.extend(index.by_id(entry));
        index.keep(hits, |ix| !index.contradicts(entry, ix))
    },
];

/// Whether title or speakers say that the session is the one the entry was made for.
fn about(entry: &Entry, programme: &Programme, ix: SessionIx) -> bool {
    let session = programme.session(ix);
    entry.title.is_empty() || fold(&entry.title) == fold(&session.title) || {
        let names = names(programme, session);
        entry.speakers.iter().any(|name| names.contains(&fold(name)))
    }
}

fn names(programme: &Programme, session: &Session) -> BTreeSet<String> {
    session.credits.iter().map(|credit| fold(&programme.speaker(credit.speaker).name)).collect()
}

/// The sessions of one event by what can tell them apart.
struct Index<'a> {
    programme: &'a Programme,
    guids: HashMap<&'a str, Vec<SessionIx>>,
    codes: HashMap<&'a str, Vec<SessionIx>>,
    titles: HashMap<String, Vec<SessionIx>>,
}

impl<'a> Index<'a> {
    fn new(programme: &'a Programme, event: EventIx) -> Self {
        let mut index = Self { programme, guids: HashMap::new(), codes: HashMap::new(), titles: HashMap::new() };
        for ix in programme.sessions_at(event) {
            let session = programme.session(*ix);
            if let Some(guid) = &session.guid {
                index.guids.entry(guid).or_default().push(*ix);
            }
            if let Some(code) = &session.code {
                index.codes.entry(code).or_default().push(*ix);
            }
            index.titles.entry(fold(&session.title)).or_default().push(*ix);
        }
        index
    }

    fn by_guid(&self, entry: &Entry) -> Vec<SessionIx> {
        entry.guid.as_deref().and_then(|guid| self.guids.get(guid)).cloned().unwrap_or_default()
    }

    /// By id, then by code.
    fn by_id(&self, entry: &Entry) -> Vec<SessionIx> {
        let by_id = self.programme.session_by_id(&entry.event, &entry.session);
        let by_code = entry.code.as_deref().and_then(|code| self.codes.get(code));
        by_id.into_iter().chain(by_code.into_iter().flatten().copied()).collect()
    }

    fn by_title(&self, entry: &Entry) -> Vec<SessionIx> {
        self.titles.get(&fold(&entry.title)).cloned().unwrap_or_default()
    }

    fn keep(&self, mut hits: Vec<SessionIx>, good: impl Fn(SessionIx) -> bool) -> Vec<SessionIx> {
        hits.retain(|ix| good(*ix));
        hits
    }

    fn same_title(&self, entry: &Entry, ix: SessionIx) -> bool {
        entry.title.is_empty() || fold(&entry.title) == fold(&self.programme.session(ix).title)
    }

    fn same_start(&self, entry: &Entry, ix: SessionIx) -> bool {
        entry.start.is_some() && entry.start == self.programme.session(ix).slot.map(|slot| slot.start)
    }

    fn shares_speaker(&self, entry: &Entry, ix: SessionIx) -> bool {
        let names = names(self.programme, self.programme.session(ix));
        entry.speakers.iter().any(|name| names.contains(&fold(name)))
    }

    fn same_speakers(&self, entry: &Entry, ix: SessionIx) -> bool {
        let unknown = entry.speakers.is_empty() && self.programme.session(ix).credits.is_empty();
        (unknown && self.same_start(entry, ix)) || self.shares_speaker(entry, ix)
    }

    /// Whether the session is plainly another one: its title shares no word with the entry's, and its speakers, where
    /// both are known, or its guid are others too. Called only where no speaker is shared.
    fn contradicts(&self, entry: &Entry, ix: SessionIx) -> bool {
        let session = self.programme.session(ix);
        let words = |title: &str| -> HashSet<String> {
            let folded = slug(title);
            folded.split('-').filter(|word| word.chars().count() > 3).map(str::to_owned).collect()
        };
        let other_people = !entry.speakers.is_empty() && !session.credits.is_empty();
        let other_guid = entry.guid.is_some() && session.guid.is_some() && entry.guid != session.guid;
        !entry.title.is_empty()
            && (other_people || other_guid)
            && words(&entry.title).is_disjoint(&words(&session.title))
            && !self.same_start(entry, ix)
    }

    /// Of several hits the one that agrees with the entry in most ways; sessions that no other entry has come first,
    /// and what is still equal is decided by time and title.
    fn best(&self, entry: &Entry, hits: &[SessionIx], taken: &HashSet<SessionIx>) -> Option<SessionIx> {
        hits.iter().copied().min_by_key(|ix| {
            let session = self.programme.session(*ix);
            let distance = match (entry.start, session.slot) {
                (Some(start), Some(slot)) => start.timestamp().abs_diff(slot.start.timestamp()),
                _ => u64::MAX,
            };
            let other_id = session.id != entry.session;
            (
                taken.contains(ix),
                !self.same_title(entry, *ix),
                other_id && distance != 0,
                distance,
                self.programme.rank(*ix),
            )
        })
    }
}
