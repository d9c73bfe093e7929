//! Taking sessions along: iCalendar, Markdown, HTML, Org, CSV and JSON, as text.
//!
//! This room writes no file and asks no clock. What it is handed it takes as it comes: a title may hold anything, and
//! each format has one place that makes it harmless. Start with [`export`] and the table of [`ExportFormat`];
//! `calendar`, `vevent`, `event_times` and `time_zone` are what is peculiar to iCalendar, `uid_registry` is what calendars
//! were told before, `days` is what the formats for people share.

mod calendar;
mod content_line;
mod days;
mod event_times;
mod format;
mod html;
mod known;
mod markdown;
mod org;
mod page;
mod selection;
mod table;
mod time_zone;
mod told;
mod uid_registry;
mod vevent;
mod written;

#[cfg(test)]
mod tests;

pub use format::{ExportFormat, export};
pub use selection::{ExportOptions, Exported};
pub use told::Withdrawn;
pub use uid_registry::UidRegistry;
