//! How a report reads.

use super::report::{Changed, ChangedField, FieldChange, FieldValue, Item, Report, Section};
use crate::favourites::{Entry, Favourites};
use crate::words::{NOTE, exact_day, length, moment, sign};

/// One line of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportLine<'a> {
    /// What the sessions below have in common, and how many they are.
    Heading(&'static str, usize),
    /// A session, with what the user has attached to it.
    Session(&'a Item, Option<&'a Entry>),
    /// What changed of the session above.
    Field(&'a FieldChange),
    /// That the session above is new.
    New,
    /// That the session above is gone.
    Gone,
}

impl Report {
    /// How much changed, without the event's name: `5 new, 2 moved, 1 gone`.
    pub fn counts(&self) -> String {
        let counts = Section::ALL.map(|section| (self.count_in(section), section.name()));
        let parts: Vec<String> =
            counts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
        if parts.is_empty() { "nothing changed".to_owned() } else { parts.join(", ") }
    }

    /// One line that says how much changed: `35C3: 5 new, 2 moved, 1 gone`.
    pub fn summary(&self) -> String {
        format!("{}: {}", self.name, self.counts())
    }

    /// The whole report: what became of the user's own sessions, then section by section each session with what changed.
    pub fn lines<'a>(&'a self, favourites: &'a Favourites) -> Vec<ReportLine<'a>> {
        let mut lines = self.own_lines(favourites);
        for section in Section::ALL {
            let count = self.count_in(section);
            if count == 0 {
                continue;
            }
            lines.push(ReportLine::Heading(section.name(), count));
            let there = |item| ReportLine::Session(item, self.entry_of(item, favourites));
            match section {
                Section::New => lines.extend(self.added.iter().map(there)),
                Section::Gone => lines.extend(
                    self.gone.iter().map(|item| ReportLine::Session(item, self.entry_of_gone(item, favourites))),
                ),
                _ => {}
            }
            for changed in self.changed.iter().filter(|changed| changed.section() == section) {
                lines.push(there(&changed.item));
                // That a session was cancelled is said by the section.
                let fields = changed.fields.iter().filter(|change| change.field != ChangedField::Cancelled);
                lines.extend(fields.map(ReportLine::Field));
            }
        }
        lines
    }

    /// What became of the user's own sessions; nothing where there are none.
    pub fn own_lines<'a>(&'a self, favourites: &'a Favourites) -> Vec<ReportLine<'a>> {
        let count = self.count_own(favourites);
        let mut lines = Vec::new();
        if count > 0 {
            lines.push(ReportLine::Heading("yours", count));
        }
        let mut own = |item: &'a Item, entry: Option<&'a Entry>, details: &mut dyn Iterator<Item = ReportLine<'a>>| {
            if entry.is_some() {
                lines.push(ReportLine::Session(item, entry));
                lines.extend(details);
            }
        };
        for Changed { item, fields, .. } in &self.changed {
            own(item, self.entry_of(item, favourites), &mut fields.iter().map(ReportLine::Field));
        }
        for item in &self.added {
            own(item, self.entry_of(item, favourites), &mut std::iter::once(ReportLine::New));
        }
        for item in &self.gone {
            own(item, self.entry_of_gone(item, favourites), &mut std::iter::once(ReportLine::Gone));
        }
        lines
    }
}

impl ReportLine<'_> {
    /// The line as plain text; the user's own sessions bear their mark, or the sign of a note.
    pub fn text(&self) -> String {
        match self {
            Self::Heading(word, count) => {
                let (first, rest) = word.split_at(1);
                format!("{}{rest} ({count})", first.to_uppercase())
            }
            Self::Session(item, entry) => {
                let mine = entry.map_or(" ", |entry| entry.mark.map_or(NOTE, sign));
                let mut line = format!("{mine} {}", item.title);
                if !item.speakers.is_empty() {
                    line.push_str(&format!(" — {}", item.speakers.join(", ")));
                }
                let place = item.place();
                if !place.is_empty() {
                    line.push_str(&format!(" ({})", place.join(", ")));
                }
                line
            }
            Self::Field(change) => match change.field {
                ChangedField::Cancelled | ChangedField::Reinstated => format!("    {}", change.field.name()),
                _ => format!("    {}: {} → {}", change.field.name(), change.old.or_none(), change.new.or_none()),
            },
            Self::New => "    new".to_owned(),
            Self::Gone => "    gone; your mark is kept".to_owned(),
        }
    }
}

impl Item {
    /// When and where it is, as far as that is known.
    pub fn place(&self) -> Vec<String> {
        [self.when.words(), self.room.clone()].into_iter().filter(|part| !part.is_empty()).collect()
    }
}

impl FieldValue {
    /// How it reads; empty for nothing.
    pub fn words(&self) -> String {
        match self {
            Self::Start(start) => moment(*start),
            Self::AllDay(day) => format!("{}, all day", exact_day(*day)),
            Self::Day(day) => exact_day(*day),
            Self::Minutes(minutes) => length(*minutes),
            Self::Names(names) => names.join(", "),
            Self::Links(links) => links.join(" "),
            Self::Text(text) => text.clone(),
        }
    }

    /// How it reads beside another.
    pub fn or_none(&self) -> String {
        Some(self.words()).filter(|words| !words.is_empty()).unwrap_or_else(|| "none".to_owned())
    }
}
