//! What several events have in common, and what every text of the format may say.

use super::table::{Page, Table};
use crate::model::{Aliases, Link, LinkKind, Speaker, Track};
use crate::source::text::link;
use std::collections::HashSet;

/// What several events may refer to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shared {
    pub speakers: Vec<Speaker>,
    /// The topics, in the order of the screen.
    pub tracks: Vec<Track>,
    /// The organisations that go by several names.
    pub organisations: Vec<Aliases>,
    /// The tags that go by several names.
    pub tags: Vec<Aliases>,
}

impl Shared {
    pub(super) fn take(&mut self, page: &mut Page<'_>, top: Table<'_>) {
        let mut known: HashSet<String> = self.speakers.iter().map(|speaker| speaker.id.clone()).collect();
        for table in page.tables(top, "speaker") {
            page.only(table, "id name also biography as_of links");
            if let Some((id, name)) = named(page, table, "speaker", &mut known) {
                let (biography, links) = (page.paragraphs(table, "biography"), links(page, table));
                let (also, as_of) = (also(page, table, &name), page.year(table, "as_of"));
                self.speakers.push(Speaker { id, name, also, biography, as_of, links, key: None });
            }
        }
        for (key, lists) in [("organisation", &mut self.organisations), ("tag", &mut self.tags)] {
            for table in page.tables(top, key) {
                page.only(table, "name also");
                let Some((name, _)) = page.needed(table, "name", &format!("this {key}")) else { continue };
                let also = also(page, table, &name);
                if !also.is_empty() {
                    lists.push(Aliases(std::iter::once(name).chain(also).collect()));
                }
            }
        }
        let mut known: HashSet<String> = self.tracks.iter().map(|track| track.id.clone()).collect();
        for table in page.tables(top, "track") {
            page.only(table, "id name about");
            if let Some((id, name)) = named(page, table, "track", &mut known) {
                let about = page.string(table, "about").unwrap_or_default();
                self.tracks.push(Track { id, name, about, ..Track::default() });
            }
        }
    }
}

/// The id and name that a speaker or a track must have, the id only once.
fn named(page: &mut Page<'_>, table: Table<'_>, what: &str, known: &mut HashSet<String>) -> Option<(String, String)> {
    let (id, at) = page.needed(table, "id", &format!("this {what}"))?;
    let (name, _) = page.needed(table, "name", &format!("the {what} '{id}'"))?;
    if !known.insert(id.clone()) {
        page.error(at, format!("the {what} '{id}' occurs twice"));
        return None;
    }
    Some((id, name))
}

/// The other names of whoever has this one.
fn also(page: &mut Page<'_>, table: Table<'_>, name: &str) -> Vec<String> {
    let mut also: Vec<String> = Vec::new();
    for (other, at) in page.texts(table, "also") {
        if other == name || also.contains(&other) {
            page.error(at, format!("the name '{other}' is given twice"));
        } else {
            also.push(other);
        }
    }
    also
}

pub(super) fn links(page: &mut Page<'_>, table: Table<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    for table in page.tables(table, "links") {
        page.only(table, "kind url title minutes published");
        let Some((url, at)) = page.needed(table, "url", "this link") else { continue };
        if !["http://", "https://", "mailto:"].iter().any(|scheme| url.starts_with(scheme)) {
            page.error(at, format!("'{url}' is neither an http, nor an https, nor a mailto address"));
            continue;
        }
        let kind = page.word(table, "kind", LinkKind::from_word, LinkKind::ALL.iter().map(|kind| kind.name()));
        let title = page.string(table, "title").unwrap_or_default();
        let kind = kind.unwrap_or(LinkKind::Page);
        let (minutes, published) = (page.number(table, "minutes"), page.date(table, "published").map(|(day, _)| day));
        if kind != LinkKind::Video && (minutes.is_some() || published.is_some()) {
            page.error(table.at, "'minutes' and 'published' are those of a recording: its 'kind' must be 'video'");
        }
        links.extend(link(&url, None, &title, "").map(|link| Link { kind, minutes, published, ..link }));
    }
    links
}
