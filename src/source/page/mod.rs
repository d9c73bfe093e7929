//! From a page, or a menu of schedules, to the addresses of schedules.

mod conventions;
mod html;
mod links;

#[cfg(test)]
mod tests;

use super::json::value::Object;
use super::scan::tags::Tags;
use super::shape::Shape;
use super::text::{line, resolve};
use super::time::zone_named;
use crate::model::Zone;
use html::Page;

/// The most addresses that are taken from one page.
const MOST: usize = 100;

/// The address of a schedule, as a page tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lead {
    /// Where it should be.
    pub address: String,
    /// The zone of its clocks, where the page says it.
    pub zone: Option<Zone>,
}

/// What a page tells of schedules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Leads {
    /// Where they should be, the best first.
    pub schedules: Vec<Lead>,
    /// Pages of the same server that should have more.
    pub pages: Vec<String>,
    /// The page's own title.
    pub title: String,
}

/// The leads of a text that came from an address.
pub(super) fn leads(text: &str, shape: &Shape, base: Option<&str>) -> Leads {
    if let Some(json) = shape.json() {
        let menu = Object::new(&json.value, "");
        return Leads { schedules: listed(&menu), title: line(&menu.text("title")), ..Leads::default() };
    }
    if *shape != Shape::Html {
        return Leads::default();
    }
    let page = Page::of(text, base);
    let mut found: Vec<(u8, Lead)> = Vec::new();
    let mut add = |rank: u8, address: String, zone: Option<Zone>| {
        if found.len() < MOST && found.iter().all(|(_, other)| other.address != address) {
            found.push((rank, Lead { address, zone }));
        }
    };
    conventions::follow(&page, &mut add);
    for tag in Tags::of_html(text).filter(|tag| !tag.closes) {
        if let Some(address) = tag.attribute("href").and_then(|href| page.absolute(href))
            && let Some(rank) = links::rank(&tag, &address.to_ascii_lowercase())
        {
            add(rank, address, None);
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    let schedules = found.into_iter().map(|(_, lead)| lead).collect();
    Leads { schedules, pages: links::pages(&page), title: page.title() }
}

/// The schedules that a menu as Giggity has it lists, or the one that an entry of such a menu describes.
fn listed(menu: &Object<'_>) -> Vec<Lead> {
    let lead = |row: &Object<'_>| {
        Some(Lead { address: resolve(&row.text("url"), None)?, zone: zone_named(&row.text("timezone")) })
    };
    let is_entry = ["url", "title", "start", "end"].iter().all(|key| menu.get(key).is_some());
    let rows = menu.list("schedules").iter().map(|row| Object::new(row, ""));
    rows.chain(is_entry.then_some(*menu)).filter_map(|row| lead(&row)).collect()
}
