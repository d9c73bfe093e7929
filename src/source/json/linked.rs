//! Linked data of schema.org in a page: an event with the events within it.

use super::list;
use super::text::{Json, parse};

const KIND: &str = "application/ld+json";

/// The data of a page that say when its sessions are; none where there are no such.
pub(crate) fn in_page(page: &str) -> Option<Json> {
    let scripts = page.match_indices(KIND).filter_map(|(at, _)| {
        let (_, inside) = page.get(at..)?.split_once('>')?;
        let end = inside.find("</")?;
        parse(inside.get(..end)?.trim()).ok()
    });
    scripts.into_iter().find(|json| list::is_linked_data(&json.value))
}
