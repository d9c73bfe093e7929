//! All the events of a folder: the texts that what ships is made of.

use super::super::event;
use super::super::shared::Shared;
use super::super::table::{Page, Table};
use crate::model::Schedule;
use crate::problem::Problem;
use std::collections::HashMap;

/// Reads all texts of a folder, each a pair of its name and its content: those with an `[event]` are events, the others
/// are what the events share. The events come ordered by their first day, undated ones last.
pub(in crate::source) fn folder(texts: Vec<(String, String)>) -> (Vec<Schedule>, Vec<Problem>) {
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

impl Shared {
    /// Reads the people, topics, organisations and tags out of several texts, each a pair of its name and its content.
    fn read(texts: &[(String, String)]) -> (Self, Vec<Problem>) {
        let mut shared = Self::default();
        let mut problems = Vec::new();
        for (file, text) in texts {
            let (mut page, top) = Page::open(file, text);
            let top = Table { entries: top.get_ref(), at: 0 };
            page.only(top, "speaker track organisation tags");
            shared.tags.extend(page.texts(top, "tags").into_iter().map(|(tag, _)| tag));
            shared.take(&mut page, top);
            shared.take_organisations(&mut page, top);
            problems.append(&mut page.problems);
        }
        for speaker in &mut shared.speakers {
            speaker.key = Some(format!("kubetalks:{}", speaker.id));
        }
        (shared, problems)
    }

    fn take_organisations(&mut self, page: &mut Page<'_>, top: Table<'_>) {
        for table in page.tables(top, "organisation") {
            page.only(table, "name");
            match page.text(table, "name") {
                None => page.error(table.at, "this organisation has no 'name'"),
                Some((name, at)) if self.organisations.contains(&name) => {
                    page.error(at, format!("the organisation '{name}' occurs twice"));
                }
                Some((name, _)) => self.organisations.push(name),
            }
        }
    }
}
