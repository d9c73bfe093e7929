//! The menu of giggity: a list of schedules with their addresses, and no schedule itself.

use super::value::Object;
use crate::source::text::resolve;

/// The addresses of the schedules that a menu lists; empty where the text is no menu.
pub(crate) fn listed(text: &str) -> Vec<String> {
    let Ok((value, _)) = super::text::parse(text, "") else { return Vec::new() };
    let rows = Object::new(&value, "").list("schedules").iter();
    rows.filter_map(|row| resolve(&Object::new(row, "").text("url"), None)).collect()
}
