//! Who wrote the file, as far as that decides how it is read, and what it calls the event.

use super::component::Calendar;
use crate::model::{Event, slug};
use crate::source::text::{line, link};

/// The programs whose calendars have ways of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Writer {
    /// Sched; the name of the conference stands in the PRODID.
    Sched(String),
    /// pretalx; the slug of the event stands in the PRODID and in each UID.
    Pretalx(String),
    Other,
}

impl Writer {
    pub(super) fn of(calendar: &Calendar<'_>) -> Self {
        let id = text(calendar, "PRODID");
        let parts: Vec<&str> = id.trim_start_matches("-//").split("//").collect();
        match parts.as_slice() {
            [name, ..] if name.starts_with("Sched.com ") => Self::Sched(line(name.trim_start_matches("Sched.com "))),
            ["pretalx", _, slug, ..] => Self::Pretalx((*slug).to_owned()),
            ["pretalx", ..] => Self::Pretalx(String::new()),
            _ => Self::Other,
        }
    }

    /// Fills in what the calendar says of the event. A PRODID names the program, not the conference, and so is of use
    /// with known programs only; a description is taken for want of a name if it is as short as one.
    pub(super) fn describe(&self, calendar: &Calendar<'_>, event: &mut Event) {
        let given = ["X-WR-CALNAME", "NAME"].map(|name| text(calendar, name)).into_iter().find(|name| !name.is_empty());
        let about = Some(text(calendar, "X-WR-CALDESC")).filter(|text| (1..=60).contains(&text.chars().count()));
        let given = given.or(about).unwrap_or_default();
        event.name = match self {
            Self::Sched(name) if !name.is_empty() => name.clone(),
            Self::Pretalx(slug) if given.is_empty() => slug.clone(),
            _ => given.clone(),
        };
        event.id = match self {
            Self::Pretalx(code) if !code.is_empty() => slug(code),
            _ => slug(&given),
        };
        event.url = link(&text(calendar, "URL"), None, "", "").map(|link| link.url);
    }
}

fn text(calendar: &Calendar<'_>, name: &str) -> String {
    line(&calendar.own.text(name))
}
