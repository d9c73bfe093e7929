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
    let (lists, mut problems) = Lists::read(&shared);
    let mut schedules: Vec<Schedule> = Vec::with_capacity(events.len());
    let mut files: HashMap<String, &str> = HashMap::new();
    for (file, text) in &events {
        let (schedule, mut found) = event(text, file, lists.shared.clone());
        problems.append(&mut found);
        problems.extend(lists.missing(text, file));
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

/// Everything that the events which ship may refer to.
#[derive(Default)]
struct Lists {
    shared: Shared,
    organisations: Vec<String>,
    tags: Vec<String>,
}

impl Lists {
    /// Reads the people, topics, organisations and tags out of several texts, each a pair of its name and its content.
    fn read(texts: &[(String, String)]) -> (Self, Vec<Problem>) {
        let mut lists = Self::default();
        let mut problems = Vec::new();
        for (file, text) in texts {
            let (mut page, top) = Page::open(file, text);
            let top = Table { entries: top.get_ref(), at: 0 };
            page.only(top, "speaker track organisation tags tag");
            lists.tags.extend(page.texts(top, "tags").into_iter().map(|(tag, _)| tag));
            for table in page.tables(top, "tag") {
                if let Some(tag) = page.text(table, "name") {
                    listed(&mut page, "tag", tag, &lists.tags);
                }
            }
            lists.shared.take(&mut page, top);
            lists.take_organisations(&mut page, top);
            problems.append(&mut page.problems);
        }
        for speaker in &mut lists.shared.speakers {
            speaker.key = Some(format!("kubetalks:{}", speaker.id));
        }
        (lists, problems)
    }

    /// What an event refers to and is not listed, and the ids and tracks that its sessions lack.
    fn missing(&self, text: &str, file: &str) -> Vec<Problem> {
        let (mut page, top) = Page::open(file, text);
        page.problems.clear();
        let top = Table { entries: top.get_ref(), at: 0 };
        page.only(top, "event session");
        for session in page.tables(top, "session") {
            if page.text(session, "id").is_none() {
                page.error(session.at, "this session has no 'id'");
            }
            match page.text(session, "track") {
                None => page.error(session.at, "this session has no 'track'"),
                Some(track) => listed(&mut page, "track", track, self.shared.tracks.iter().map(|track| &track.id)),
            }
            for tag in page.texts(session, "tags") {
                listed(&mut page, "tag", tag, &self.tags);
            }
            for name in page.texts(session, "organisations") {
                listed(&mut page, "organisation", name, &self.organisations);
            }
            for speaker in page.tables(session, "speakers") {
                if let Some(name) = page.text(speaker, "organisation") {
                    listed(&mut page, "organisation", name, &self.organisations);
                }
                if let (Some(id), Some(_)) = (page.text(speaker, "id"), page.text(speaker, "name")) {
                    listed(&mut page, "speaker", id, self.shared.speakers.iter().map(|speaker| &speaker.id));
                }
            }
        }
        page.problems
    }

    fn take_organisations(&mut self, page: &mut Page<'_>, top: Table<'_>) {
        for table in page.tables(top, "organisation") {
            match page.text(table, "name") {
                // That was told already.
                None => {}
                Some(name) => {
                    for (name, at) in std::iter::once(name).chain(page.texts(table, "also")) {
                        if self.organisations.contains(&name) {
                            page.error(at, format!("the organisation '{name}' occurs twice"));
                        } else {
                            self.organisations.push(name);
                        }
                    }
                }
            }
        }
    }
}

/// Tells a word that is not among those that are known.
fn listed<'k>(
    page: &mut Page<'_>,
    what: &str,
    (word, at): (String, usize),
    known: impl IntoIterator<Item = &'k String> + Clone,
) {
    if !known.clone().into_iter().any(|other| *other == word) {
        page.unknown(at, what, &word, known.into_iter().map(String::as_str));
    }
}
