//! Taking sessions along: iCalendar, Markdown, HTML, Org, CSV and JSON, as text.
//!
//! This room writes no file and asks no clock. What it is handed it takes as it comes: a title may hold anything, and
//! each format has one place that makes it harmless. Start with [`export`] and the table of [`ExportFormat`];
//! `calendar` and `time_zone` are what is peculiar to iCalendar, `days` is what the formats for people share.

mod calendar;
mod content_line;
mod days;
mod format;
mod html;
mod markdown;
mod org;
mod selection;
mod table;
mod time_zone;
mod uid_registry;

#[cfg(test)]
mod tests;

pub use format::{ExportFormat, export};
pub use selection::{ExportOptions, Exported};
pub use uid_registry::{CalendarVersion, UidRegistry};
