//! Links to schedules: those of an HTML page, and those that a menu of schedules lists.

use super::json::value::Object;
use super::scan::tags::{Tag, Tags};
use super::shape::Shape;
use super::text::resolve;

const MOST_LINKED: usize = 100;

/// The addresses of schedules that an HTML page links to, the best first: a machine-readable one that the page declares,
/// then whatever is called like a schedule. Of a menu of schedules as giggity has it, all of them.
pub(super) fn linked_schedules(text: &str, shape: &Shape, base: Option<&str>) -> Vec<String> {
    if let Some(json) = shape.json() {
        let rows = Object::new(&json.value, "").list("schedules").iter();
        return rows.filter_map(|row| resolve(&Object::new(row, "").text("url"), None)).collect();
    }
    let mut found: Vec<(u8, String)> = Vec::new();
    if *shape != Shape::Html {
        return Vec::new();
    }
    for tag in Tags::of_html(text) {
        let Some(address) = tag.attribute("href") else { continue };
        let Some(rank) = rank(&tag, &address.to_ascii_lowercase()) else { continue };
        let address =
            address.strip_prefix("webcal://").map_or_else(|| address.to_owned(), |rest| format!("https://{rest}"));
        if let Some(address) = resolve(&address, base)
            && found.iter().all(|(_, other)| *other != address)
        {
            found.push((rank, address));
            if found.len() >= MOST_LINKED {
                break;
            }
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, address)| address).collect()
}

fn rank(tag: &Tag<'_>, address: &str) -> Option<u8> {
    let path = address.split(['?', '#']).next().unwrap_or("");
    let declared = tag.rest.to_ascii_lowercase();
    match () {
        () if declared.contains("application/vnd.c3voc.schedule+xml") => Some(0),
        () if declared.contains("application/vnd.c3voc.schedule+json") => Some(1),
        () if path.ends_with("schedule.xml") || path.ends_with("/schedule/xml") => Some(2),
        () if path.ends_with("schedule.json") => Some(3),
        () if declared.contains("text/calendar") || path.ends_with(".ics") || address.starts_with("webcal://") => {
            Some(4)
        }
        () if path.ends_with(".xcal") => Some(5),
        () => None,
    }
}
