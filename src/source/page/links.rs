//! Links by how they are called: schedules, and pages that should have one.

use super::html::Page;
use crate::source::scan::tags::{Tag, Tags};
use crate::source::text::line;

/// The most pages that are named.
const MOST: usize = 3;

/// What a page with a schedule is called, in the languages of conferences.
const CALLED: [&str; 12] = [
    "schedule",
    "programme",
    "program",
    "agenda",
    "timetable",
    "sessions",
    "fahrplan",
    "programm",
    "horario",
    "programa",
    "programma",
    "horaire",
];

/// How good a link is that is called like a schedule; `address` is in small letters.
pub(super) fn rank(tag: &Tag<'_>, address: &str) -> Option<u8> {
    let path = address.split(['?', '#']).next().unwrap_or("");
    let query = address.split('#').next().unwrap_or("").split_once('?').map_or("", |(_, query)| query);
    let asks = |wanted: &str| query.split('&').any(|part| part == wanted);
    let declared = tag.rest.to_ascii_lowercase();
    let named = CALLED.iter().any(|name| path.contains(name)) || path.contains("pentabarf");
    let of_talk = path.contains("/talk/") || path.contains("/speaker/");
    match () {
        () if declared.contains("application/vnd.c3voc.schedule+xml") => Some(0),
        () if declared.contains("application/vnd.c3voc.schedule+json") => Some(1),
        () if path.ends_with("schedule.xml") || path.ends_with("/schedule/xml") || path.ends_with(".frab") => Some(2),
        () if asks("format=xml") || named && path.ends_with(".xml") && !path.contains("feed") => Some(2),
        () if path.ends_with("schedule.json") || asks("format=json") || named && path.ends_with(".json") => Some(3),
        () if path.ends_with(".ics") && of_talk => Some(9),
        () if declared.contains("text/calendar") || path.ends_with(".ics") || path.contains("/ical/") => Some(5),
        () if asks("ical=1") || asks("format=ical") || asks("format=ics") => Some(5),
        () if path.ends_with(".xcal") => Some(6),
        () => None,
    }
}

/// Pages of the same server that links lead to which are called like a schedule.
pub(super) fn pages(page: &Page<'_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let Some(base) = &page.base else { return found };
    for tag in Tags::of_html(page.text).filter(|tag| !tag.closes && tag.is_of("a")) {
        let Some(address) = tag.attribute("href").and_then(|href| page.absolute(href)) else { continue };
        let address = address.split('#').next().unwrap_or_default().to_owned();
        let said = page.text.get(tag.end..).and_then(|rest| rest.split("</a").next()).unwrap_or_default();
        let last = address.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
        let said = line(said).to_lowercase();
        let called = |word: &&str| {
            said.split(|letter: char| !letter.is_alphanumeric()).any(|said| said == *word) || last == **word
        };
        let same = host(&address) == host(base) && address != *base;
        if same && CALLED.iter().any(called) && !found.contains(&address) {
            found.push(address);
        }
    }
    found.truncate(MOST);
    found
}

/// Scheme and host of an address.
pub(super) fn host(address: &str) -> &str {
    let start = address.find("://").map_or(0, |at| at + 3);
    let end = address.get(start..).and_then(|rest| rest.find(['/', '?', '#'])).map_or(address.len(), |at| start + at);
    address.get(..end).unwrap_or(address)
}
