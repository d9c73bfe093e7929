//! All that the user attached, and how versions of it become one.

use super::entry::{Entry, Extra, MARK, changed};
use crate::model::Personal;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The ids of an event and of a session of it.
type Key = Arc<(String, String)>;

/// All entries, at most one for each session of each event.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Favourites {
    /// Shared with the versions that differ in others: one is made with every mark.
    entries: BTreeMap<Key, Arc<Entry>>,
    /// What a later version of the program keeps beside the entries.
    pub(super) extra: Extra,
}

impl Favourites {
    /// These entries, no two of the same session.
    pub(super) fn of(entries: impl IntoIterator<Item = Entry>) -> Self {
        let keyed = entries.into_iter().map(|entry| (Arc::new(entry.key()), Arc::new(entry)));
        Self { entries: keyed.collect(), extra: Extra::default() }
    }

    /// The entry of a session, by the ids under which it was stored.
    pub fn get(&self, event: &str, session: &str) -> Option<&Entry> {
        self.entries.get(&(event.to_owned(), session.to_owned())).map(Arc::as_ref)
    }

    /// Puts an entry in the place of the one before. A clock that runs behind the one that dated the entry before does
    /// not matter: the new entry is then dated just after it, or merging would take the change back. What a later
    /// version of the program keeps in the entry stays.
    pub fn set(&mut self, entry: Entry) {
        let mut entry = entry.tidied();
        if let Some(before) = self.get(&entry.event, &entry.session) {
            entry.outdate(before);
            let is_taken = |key: &str| entry.extra.0.contains_key(key) || key == MARK && entry.mark.is_some();
            let kept = before.extra.0.iter().filter(|(key, _)| !is_taken(key));
            let kept: Vec<_> = kept.map(|(key, value)| (key.clone(), value.clone())).collect();
            entry.extra.0.extend(kept);
        }
        self.put(entry);
    }

    pub(super) fn put(&mut self, entry: Entry) {
        self.entries.insert(Arc::new(entry.key()), Arc::new(entry));
    }

    /// Every entry, those that say that a mark was taken away included, by event and session id.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values().map(Arc::as_ref)
    }

    /// The same without what is attached to the sessions of an event.
    #[must_use]
    pub fn without_event(mut self, event: &str) -> Self {
        self.entries.retain(|key, _| key.0 != event);
        self
    }

    /// What is attached to a session, by the ids under which it was stored.
    pub fn personal(&self, event: &str, session: &str) -> Personal {
        self.get(event, session).map(Entry::personal).unwrap_or_default()
    }

    /// Both together: of two versions of an entry the later one. The result does not depend on which of the two is
    /// merged into the other, nor on how often.
    #[must_use]
    pub fn merge(&self, other: &Self) -> Self {
        let later = |_: &Key, mine: &Arc<Entry>, theirs: &Arc<Entry>| {
            let first = if mine.by_change(theirs).is_ge() { mine } else { theirs };
            Arc::clone(first)
        };
        self.together(other, later)
    }

    /// Both together, where both come from the known version `base`: as [`merge`](Self::merge), but what the two sides
    /// changed about *different* parts of one entry (a mark here, a note there) is all kept, and an entry that a
    /// person edited by hand counts as changed although its time still stands.
    #[must_use]
    pub fn reconcile(&self, base: &Self, theirs: &Self) -> Self {
        self.together(theirs, |key, mine, theirs| combine(base.entries.get(key), mine, theirs))
    }

    /// The entries of both; `both` decides where they have different ones. Both are in order, so that none is looked for.
    fn together(&self, other: &Self, both: impl Fn(&Key, &Arc<Entry>, &Arc<Entry>) -> Arc<Entry>) -> Self {
        let mut extra = self.extra.clone();
        for (key, value) in &other.extra.0 {
            match extra.0.get(key) {
                Some(known) if known.to_string() >= value.to_string() => {}
                _ => _ = extra.0.insert(key.clone(), value.clone()),
            }
        }
        if other.entries.is_empty() {
            return Self { entries: self.entries.clone(), extra };
        }
        let (mut mine, mut theirs) = (self.entries.iter().peekable(), other.entries.iter().peekable());
        let next = || {
            let order = match (mine.peek(), theirs.peek()) {
                (Some((a, _)), Some((b, _))) if Arc::ptr_eq(a, b) => Ordering::Equal,
                (Some((a, _)), Some((b, _))) => a.cmp(b),
                (Some(_), None) => Ordering::Less,
                (None, _) => Ordering::Greater,
            };
            let (key, entry) = match order {
                Ordering::Less => mine.next()?,
                Ordering::Greater => theirs.next()?,
                Ordering::Equal => {
                    let ((key, mine), (_, theirs)) = (mine.next()?, theirs.next()?);
                    let same = Arc::ptr_eq(mine, theirs);
                    return Some((Arc::clone(key), if same { Arc::clone(mine) } else { both(key, mine, theirs) }));
                }
            };
            Some((Arc::clone(key), Arc::clone(entry)))
        };
        Self { entries: std::iter::from_fn(next).collect(), extra }
    }
}

fn combine(base: Option<&Arc<Entry>>, mine: &Arc<Entry>, theirs: &Arc<Entry>) -> Arc<Entry> {
    if base == Some(theirs) || theirs.changed < base.and_then(|base| base.changed) {
        // Theirs is the known version, or an even older one that somebody brought back.
        return Arc::clone(mine);
    }
    let (earlier, later) = if mine.by_change(theirs).is_lt() { (mine, theirs) } else { (theirs, mine) };
    let known = base.map(|base| base.personal()).unwrap_or_default();
    let mut entry = Entry::clone(later);
    let mut attached = changed(&known, &later.personal(), earlier.personal());
    let before = base.and_then(|base| base.later_mark());
    if later.later_mark() != before {
        // What this version cannot read is a change of the mark all the same.
        attached.mark = later.mark;
    }
    entry.attach(&attached);
    if attached.mark.is_none() && later.mark.is_none() && later.later_mark() == before {
        entry.set_later_mark(earlier.later_mark().cloned());
    }
    if entry != **later {
        entry.outdate(later);
    }
    Arc::new(entry)
}
