//! All that the user attached, and how versions of it become one.

use super::entry::{Entry, Extra, MARK, changed};
use crate::model::Personal;
use std::cmp::Ordering;
use std::sync::Arc;

/// All entries, at most one for each session of each event.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Favourites {
    /// In the order of their events and sessions. The list is shared with copies, and each entry with the versions that
    /// differ in others: one is made with every mark.
    entries: Arc<Vec<Arc<Entry>>>,
    /// What a later version of the program keeps beside the entries.
    pub(super) extra: Extra,
}

impl Favourites {
    /// These entries; of several about one session the one that was changed last.
    pub(super) fn of(entries: Vec<Entry>, extra: Extra) -> Self {
        let mut entries: Vec<Arc<Entry>> = entries.into_iter().map(Arc::new).collect();
        if !entries.is_sorted_by(|one, next| one.key() < next.key()) {
            entries.sort_by(|one, other| one.key().cmp(&other.key()));
            entries.dedup_by(|next, kept| {
                let again = next.key() == kept.key();
                if again && kept.by_change(next).is_lt() {
                    std::mem::swap(next, kept);
                }
                again
            });
        }
        Self { entries: Arc::new(entries), extra }
    }

    /// The entry of a session, by the ids under which it was stored.
    pub fn get(&self, event: &str, session: &str) -> Option<&Entry> {
        self.place((event, session)).ok().map(|at| self.entries[at].as_ref())
    }

    fn place(&self, key: (&str, &str)) -> Result<usize, usize> {
        self.entries.binary_search_by(|entry| entry.key().cmp(&key))
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
        let (place, entry) = (self.place(entry.key()), Arc::new(entry));
        let entries = Arc::make_mut(&mut self.entries);
        match place {
            Ok(at) => entries[at] = entry,
            Err(at) => entries.insert(at, entry),
        }
    }

    /// The same for many at once; of several about one session the last counts.
    pub(super) fn put_all(&mut self, mut new: Vec<Entry>) {
        new.sort_by(|one, other| one.key().cmp(&other.key()));
        new.dedup_by(|next, kept| {
            let again = next.key() == kept.key();
            if again {
                std::mem::swap(next, kept);
            }
            again
        });
        let new = Self { entries: Arc::new(new.into_iter().map(Arc::new).collect()), extra: Extra::default() };
        *self = self.together(&new, |_, new| Arc::clone(new));
    }

    /// Every entry, those that say that a mark was taken away included, by event and session id.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().map(Arc::as_ref)
    }

    /// The same, to be kept at no cost.
    pub(super) fn shared(&self) -> &[Arc<Entry>] {
        &self.entries
    }

    /// The same without what is attached to the sessions of an event.
    #[must_use]
    pub fn without_event(mut self, event: &str) -> Self {
        Arc::make_mut(&mut self.entries).retain(|entry| entry.event != event);
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
        self.together(other, |mine, theirs| {
            let first = if mine.by_change(theirs).is_ge() { mine } else { theirs };
            Arc::clone(first)
        })
    }

    /// Both together, where both come from the known version `base`: as [`merge`](Self::merge), but what the two sides
    /// changed about *different* parts of one entry (a mark here, a note there) is all kept, and an entry that a
    /// person edited by hand counts as changed although its time still stands.
    #[must_use]
    pub fn reconcile(&self, base: &Self, theirs: &Self) -> Self {
        self.together(theirs, |mine, theirs| {
            let known = base.place(mine.key()).ok().map(|at| &base.entries[at]);
            combine(known, mine, theirs)
        })
    }

    /// The entries of both; `both` decides where they have different ones. Both are in order, so that none is looked for.
    fn together(&self, other: &Self, both: impl Fn(&Arc<Entry>, &Arc<Entry>) -> Arc<Entry>) -> Self {
        let mut extra = self.extra.clone();
        for (key, value) in &other.extra.0 {
            match extra.0.get(key) {
                Some(known) if known.to_string() >= value.to_string() => {}
                _ => _ = extra.0.insert(key.clone(), value.clone()),
            }
        }
        if other.entries.is_empty() || Arc::ptr_eq(&self.entries, &other.entries) {
            return Self { entries: Arc::clone(&self.entries), extra };
        }
        if self.entries.is_empty() {
            return Self { entries: Arc::clone(&other.entries), extra };
        }
        let (mut mine, mut theirs) = (self.entries.iter().peekable(), other.entries.iter().peekable());
        let mut entries = Vec::with_capacity(self.entries.len().max(other.entries.len()));
        loop {
            let order = match (mine.peek(), theirs.peek()) {
                (Some(one), Some(other)) if Arc::ptr_eq(one, other) => Ordering::Equal,
                (Some(one), Some(other)) => one.key().cmp(&other.key()),
                (Some(_), None) => Ordering::Less,
                (None, _) => Ordering::Greater,
            };
            let next = match order {
                Ordering::Less => mine.next().cloned(),
                Ordering::Greater => theirs.next().cloned(),
                Ordering::Equal => mine.next().zip(theirs.next()).map(|(mine, theirs)| {
                    let same = Arc::ptr_eq(mine, theirs);
                    if same { Arc::clone(mine) } else { both(mine, theirs) }
                }),
            };
            let Some(next) = next else { break };
            entries.push(next);
        }
        Self { entries: Arc::new(entries), extra }
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
