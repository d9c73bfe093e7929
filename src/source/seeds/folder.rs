//! All the events of a folder.

use super::event::event;
use super::shared::Shared;
use crate::model::Schedule;
use crate::problem::Problem;
use std::collections::HashMap;

/// Reads all texts of a folder, each a pair of its name and its content: those with an `[event]` are events, the others
/// are what the events share. The events come ordered by their first day, undated ones last.
pub fn folder(texts: Vec<(String, String)>) -> (Vec<Schedule>, Vec<Problem>) {
    let (events, shared): (Vec<_>, Vec<_>) =
        texts.into_iter().partition(|(_, text)| text.lines().any(|line| line.trim_end() == "[event]"));
    let (shared, mut problems) = Shared::read(&shared);
    let mut schedules: Vec<Schedule> = Vec::with_capacity(events.len());
    let mut files: HashMap<String, &str> = HashMap::new();
    for (file, text) in &events {
        let (schedule, mut found) = event(text, file, Some(&shared));
        problems.append(&mut found);
        if let Some(other) = files.insert(schedule.event.id.clone(), file) {
            let id = &schedule.event.id;
            problems.push(Problem::error(file, format!("the event id '{id}' stands in '{other}' as well")));
        }
        schedules.push(schedule);
    }
    schedules.sort_by_key(|schedule| {
        let day = schedule.event.first_day;
        (day.is_none(), day, schedule.event.id.clone())
    });
    (schedules, problems)
}
