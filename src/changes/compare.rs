//! Comparing two versions of a schedule.

use super::fields::{Side, differences};
use super::report::{Changed, Report};
use crate::identity::origins;
use crate::model::Schedule;
use chrono::{DateTime, Utc};

/// What changed from `old` to `new`, two versions of one event's schedule for which [`Schedule::check`] holds. `at` is
/// the time that the report shall bear.
pub fn compare(old: &Schedule, new: &Schedule, at: DateTime<Utc>) -> Report {
    let (old_side, new_side) = (Side { schedule: old }, Side { schedule: new });
    let mut report = Report {
        event: new.event.id.clone(),
        name: new.event.short.clone(),
        at,
        added: Vec::new(),
        gone: Vec::new(),
        changed: Vec::new(),
    };
    let mut stayed = vec![false; old.sessions.len()];
    for (session, origin) in new.sessions.iter().zip(origins(old, new)) {
        let Some(before) = origin.and_then(|at| old.sessions.get(at)) else {
            report.added.push(new_side.item(session));
            continue;
        };
        if let Some(stayed) = origin.and_then(|at| stayed.get_mut(at)) {
            *stayed = true;
        }
        let fields = differences((&old_side, before), (&new_side, session));
        if !fields.is_empty() {
            let old_id = (before.id != session.id).then(|| before.id.clone());
            report.changed.push(Changed { item: new_side.item(session), old_id, fields });
        }
    }
    let gone = old.sessions.iter().zip(stayed).filter(|(_, stayed)| !stayed);
    report.gone = gone.map(|(session, _)| old_side.item(session)).collect();
    report
}
