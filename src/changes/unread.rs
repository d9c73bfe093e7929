//! What has changed of an event's sessions since the user read of it.

use super::report::{ChangedField, FieldChange, FieldValue, Report};
use crate::words::{age, day, hour, short_day};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How far the user has read what changed of one event.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReadChanges {
    /// What was told until then is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<DateTime<Utc>>,
    /// Sessions of which something later was read as well, with when that was told.
    pub sessions: BTreeMap<String, DateTime<Utc>>,
}

impl ReadChanges {
    fn until(&self, id: &str) -> Option<DateTime<Utc>> {
        self.until.max(self.sessions.get(id).copied())
    }
}

/// What has changed of a session since the user read of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// Whether it was not there before.
    pub new: bool,
    /// How it was before and how it is now; nothing of one that is new.
    pub fields: Vec<FieldChange>,
    /// When that was told last.
    pub at: DateTime<Utc>,
}

/// What has changed since, by the ids that the sessions have today. The reports stand with the latest first.
pub fn unread(reports: &[Report], read: &ReadChanges) -> BTreeMap<String, Unread> {
    let mut all: BTreeMap<String, Unread> = BTreeMap::new();
    for report in reports.iter().rev() {
        report.gone.iter().for_each(|item| drop(all.remove(&item.id)));
        // Ids may be handed out in another order: all of them move at once.
        let moved = report.changed.iter().filter_map(|changed| {
            let before = all.remove(changed.old_id.as_ref()?)?;
            Some((changed.item.id.clone(), before))
        });
        let moved: Vec<(String, Unread)> = moved.collect();
        all.extend(moved);
        let is_read = |id: &str| Some(report.at) <= read.until(id);
        for item in report.added.iter().filter(|item| !is_read(&item.id)) {
            all.insert(item.id.clone(), Unread { new: true, fields: Vec::new(), at: report.at });
        }
        for changed in report.changed.iter().filter(|changed| !is_read(&changed.item.id)) {
            let empty = || Unread { new: false, fields: Vec::new(), at: report.at };
            let known = all.entry(changed.item.id.clone()).or_insert_with(empty);
            known.at = report.at;
            if !known.new {
                changed.fields.iter().for_each(|change| known.take(change));
            }
        }
    }
    all.retain(|_, unread| unread.new || !unread.fields.is_empty());
    all
}

impl Unread {
    /// Takes in one more change: how it was stays, and what is as it was before has not changed.
    fn take(&mut self, change: &FieldChange) {
        let opposite = match change.field {
            ChangedField::Cancelled => Some(ChangedField::Reinstated),
            ChangedField::Reinstated => Some(ChangedField::Cancelled),
            _ => None,
        };
        let before = self.fields.len();
        self.fields.retain(|known| Some(known.field) != opposite);
        if self.fields.len() < before {
            return;
        }
        match self.fields.iter_mut().find(|known| known.field == change.field) {
            Some(known) => known.new = change.new.clone(),
            None => self.fields.push(change.clone()),
        }
        let is_told = matches!(change.field, ChangedField::Cancelled | ChangedField::Reinstated);
        self.fields.retain(|known| is_told || known.old != known.new);
        self.fields.sort_by_key(|known| known.field);
    }

    /// The change of one field, if it changed.
    pub fn field(&self, field: ChangedField) -> Option<&FieldChange> {
        self.fields.iter().find(|change| change.field == field)
    }

    /// Whether what the session is about is another, or who gives it; not only when or where it is.
    pub fn is_about(&self) -> bool {
        const ABOUT: [ChangedField; 4] =
            [ChangedField::Title, ChangedField::Subtitle, ChangedField::Speakers, ChangedField::Abstract];
        self.new || ABOUT.iter().any(|field| self.field(*field).is_some())
    }

    /// Where it was before, or else when, and how long ago that was told, for whoever is on the way there.
    pub fn moved_from(&self, now: DateTime<Utc>) -> Option<String> {
        let was = |field| self.field(field).map(|change| change.old.words());
        let was = was(ChangedField::Room).or(was(ChangedField::Start)).filter(|was| !was.is_empty())?;
        Some(format!("{was} {}", age(now, self.at)))
    }

    /// How it was, in few words: `was 14:00, Hall A`; nothing where that is told by the page alone.
    pub fn told(&self) -> Option<String> {
        if self.new {
            return Some("new".to_owned());
        }
        if self.field(ChangedField::Cancelled).is_some() {
            return Some("cancelled since".to_owned());
        }
        let was = [
            self.field(ChangedField::Start).or(self.field(ChangedField::Day)).and_then(when),
            self.field(ChangedField::Length).map(|change| change.old.words()),
            self.field(ChangedField::Room).map(|change| change.old.words()),
            self.field(ChangedField::Title).map(|change| format!("“{}”", change.old.words())),
        ];
        let was: Vec<String> = was.into_iter().flatten().filter(|words| !words.is_empty()).collect();
        let back = self.field(ChangedField::Reinstated).map(|_| "takes place after all".to_owned());
        let was = (!was.is_empty()).then(|| format!("was {}", was.join(", ")));
        let place = [ChangedField::Start, ChangedField::Day, ChangedField::Room];
        let first = place.iter().any(|field| self.field(*field).is_some()).then(|| "moved".to_owned());
        let people = self.field(ChangedField::Speakers).map(|_| "other speakers".to_owned());
        let text = [ChangedField::Subtitle, ChangedField::Abstract].iter().any(|field| self.field(*field).is_some());
        let told = back.or(was).or(first).or(people).or(text.then(|| "another text".to_owned()));
        told.filter(|told| !told.is_empty())
    }
}

/// When it was: the time where the day is the same.
fn when(change: &FieldChange) -> Option<String> {
    Some(match (&change.old, &change.new) {
        (FieldValue::Start(old), FieldValue::Start(new)) if old.date_naive() == new.date_naive() => hour(*old),
        (FieldValue::Start(old), _) => format!("{} {}", short_day(old.date_naive()), hour(*old)),
        (FieldValue::AllDay(old) | FieldValue::Day(old), _) => day(*old),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::changes::{Changed, Item};
    use chrono::{FixedOffset, TimeZone};

    fn at(hour: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 3, 20, hour, 0, 0).unwrap()
    }

    fn start(day: u32, hour: u32) -> FieldValue {
        let zone = FixedOffset::east_opt(3600).unwrap();
        FieldValue::Start(zone.with_ymd_and_hms(2026, 3, day, hour, 0, 0).unwrap())
    }

    fn item(id: &str) -> Item {
        let (title, speakers) = (format!("Title {id}"), Vec::new());
        Item { id: id.into(), title, speakers, when: FieldValue::NOTHING, room: String::new() }
    }

    fn text(field: ChangedField, old: &str, new: &str) -> FieldChange {
        FieldChange { field, old: FieldValue::Text(old.into()), new: FieldValue::Text(new.into()) }
    }

    fn changed(id: &str, old_id: Option<&str>, fields: Vec<FieldChange>) -> Changed {
        Changed { item: item(id), old_id: old_id.map(str::to_owned), fields }
    }

    fn report(hour: u32, added: &[&str], gone: &[&str], changed: Vec<Changed>) -> Report {
        let items = |ids: &[&str]| ids.iter().map(|id| item(id)).collect();
        Report {
            event: "conf".into(),
            name: "Conf".into(),
            at: at(hour),
            added: items(added),
            gone: items(gone),
            changed,
        }
    }

    fn told(reports: &[Report], read: &ReadChanges) -> Vec<String> {
        let all = unread(reports, read).into_iter();
        all.map(|(id, unread)| format!("{id}: {}", unread.told().unwrap_or_default())).collect()
    }

    #[test]
    fn changes_add_up_until_they_are_read_and_what_is_as_it_was_has_not_changed() {
        let moved = |old, new| FieldChange { field: ChangedField::Start, old: start(24, old), new: start(24, new) };
        let room = |old, new| text(ChangedField::Room, old, new);
        let first = report(
            9,
            &["n"],
            &[],
            vec![
                changed("a", None, vec![moved(14, 15), room("Hall A", "Hall B")]),
                changed("b", None, vec![room("Hall A", "Hall B")]),
                changed("c", None, vec![text(ChangedField::Title, "Old", "New")]),
                changed("d", None, vec![text(ChangedField::Cancelled, "", "")]),
            ],
        );
        let second = report(
            11,
            &[],
            &["c"],
            vec![
                changed("a", None, vec![moved(15, 16)]),
                changed("b2", Some("b"), vec![room("Hall B", "Hall A")]),
                changed("d", None, vec![text(ChangedField::Reinstated, "", "")]),
                changed("n", None, vec![moved(9, 10)]),
                changed("e", None, vec![text(ChangedField::Links, "x", "y")]),
            ],
        );
        let nothing = ReadChanges::default();
        assert_eq!(
            told(std::slice::from_ref(&first), &nothing),
            ["a: was 14:00, Hall A", "b: was Hall A", "c: was “Old”", "d: cancelled since", "n: new"]
        );
        let both = [second, first];
        assert_eq!(told(&both, &nothing), ["a: was 14:00, Hall A", "e: ", "n: new"]);
        let until = ReadChanges { until: Some(at(10)), ..ReadChanges::default() };
        assert_eq!(
            told(&both, &until),
            ["a: was 15:00", "b2: was Hall B", "d: takes place after all", "e: ", "n: was 09:00"]
        );
        let sessions = [("a".to_owned(), at(11)), ("n".to_owned(), at(9))].into();
        let read = ReadChanges { sessions, ..until };
        assert_eq!(told(&both, &read), ["b2: was Hall B", "d: takes place after all", "e: ", "n: was 09:00"]);
        assert_eq!(told(&both, &ReadChanges { until: Some(at(11)), ..ReadChanges::default() }), Vec::<String>::new());
    }

    #[test]
    fn another_day_is_told_with_the_time_and_ids_that_change_places_take_their_changes_along() {
        let day = FieldChange { field: ChangedField::Start, old: start(24, 9), new: start(25, 9) };
        let first = report(
            9,
            &[],
            &[],
            vec![changed("1", None, vec![day]), changed("2", None, vec![text(ChangedField::Room, "Hall A", "Hall B")])],
        );
        let swapped = vec![
            changed("2", Some("1"), vec![text(ChangedField::Links, "", "x")]),
            changed("1", Some("2"), vec![text(ChangedField::Links, "", "x")]),
        ];
        let reports = [report(10, &[], &[], swapped), first];
        assert_eq!(told(&reports, &ReadChanges::default()), ["1: was Hall A", "2: was Tue 24 Mar 09:00"]);
    }
}
