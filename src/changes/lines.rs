//! How a report reads.

use super::report::{ChangedField, FieldChange, Item, Report, Section};

/// One line of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportLine {
    /// What it says.
    pub text: String,
    /// What it is.
    pub part: ReportPart,
}

/// What a line of a report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportPart {
    /// A session of the user's.
    Own,
    /// What changed of the session above it.
    Detail,
    /// Everything else.
    Other,
}

impl Report {
    /// One line that says how much changed: `35C3: 5 new, 2 moved, 1 gone`.
    pub fn summary(&self) -> String {
        let counts = Section::ALL.map(|section| (self.count_in(section), section.name()));
        let parts: Vec<String> =
            counts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
        let what = if parts.is_empty() { "nothing changed".to_owned() } else { parts.join(", ") };
        format!("{}: {what}", self.name)
    }

    /// The whole report as plain text: the summary, what became of the sessions of which `mine` is true, then section by
    /// section each session with what changed. Mine bear a star there; they come first in a section only after
    /// [`mine_first`](Self::mine_first).
    pub fn lines(&self, mine: impl Fn(&Item) -> bool) -> Vec<ReportLine> {
        let mut lines = vec![other(self.summary())];
        lines.extend(self.lines_of(&mine));
        for section in Section::ALL {
            let count = self.count_in(section);
            if count == 0 {
                continue;
            }
            lines.extend([other(String::new()), other(heading(section, count))]);
            let listed = match section {
                Section::New => &self.added[..],
                Section::Gone => &self.gone[..],
                _ => &[],
            };
            lines.extend(listed.iter().map(|item| headline(item, mine(item))));
            for changed in self.changed.iter().filter(|changed| changed.section() == section) {
                lines.push(headline(&changed.item, mine(&changed.item)));
                lines.extend(changed.fields.iter().filter_map(detail));
            }
        }
        lines
    }

    /// What became of the user's own sessions; nothing where there are none.
    fn lines_of(&self, mine: impl Fn(&Item) -> bool) -> Vec<ReportLine> {
        let mut lines = Vec::new();
        let mut count = 0;
        let mut tell = |item: &Item, details: Vec<ReportLine>| {
            if mine(item) {
                count += 1;
                lines.push(headline(item, true));
                lines.extend(details);
            }
        };
        for changed in &self.changed {
            let cancelled = changed.field(ChangedField::Cancelled).map(|_| indented("cancelled"));
            tell(&changed.item, cancelled.into_iter().chain(changed.fields.iter().filter_map(detail)).collect());
        }
        self.added.iter().for_each(|item| tell(item, vec![indented("new")]));
        self.gone.iter().for_each(|item| tell(item, vec![indented("gone; your mark is kept")]));
        if count > 0 {
            lines.splice(0..0, [other(String::new()), other(format!("Yours ({count})"))]);
        }
        lines
    }
}

fn other(text: String) -> ReportLine {
    ReportLine { text, part: ReportPart::Other }
}

fn indented(text: &str) -> ReportLine {
    ReportLine { text: format!("    {text}"), part: ReportPart::Detail }
}

fn heading(section: Section, count: usize) -> String {
    let word = section.name();
    let mut letters = word.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    format!("{}{} ({count})", first.map(String::from).unwrap_or_default(), letters.as_str())
}

/// Title, speakers, time and room of a session in one line.
fn headline(item: &Item, mine: bool) -> ReportLine {
    let mut line = format!("{} {}", if mine { '★' } else { ' ' }, item.title);
    if !item.speakers.is_empty() {
        line.push_str(&format!(" — {}", item.speakers.join(", ")));
    }
    let place: Vec<&str> = [item.when.as_str(), &item.room].into_iter().filter(|part| !part.is_empty()).collect();
    if !place.is_empty() {
        line.push_str(&format!(" ({})", place.join(", ")));
    }
    ReportLine { text: line, part: if mine { ReportPart::Own } else { ReportPart::Other } }
}

/// One change in one line. That a session was cancelled is said by the section it stands in.
fn detail(change: &FieldChange) -> Option<ReportLine> {
    let word = change.field.name();
    match change.field {
        ChangedField::Cancelled => None,
        ChangedField::Reinstated => Some(indented(word)),
        _ => {
            let [old, new] = [&change.old, &change.new].map(|text| if text.is_empty() { "none" } else { text });
            Some(indented(&format!("{word}: {old} → {new}")))
        }
    }
}
