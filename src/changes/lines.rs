//! How a report reads.

use super::{Field, FieldChange, Item, Report, Section};

impl Report {
    /// One line that says how much changed: `35C3: 5 new, 2 moved, 1 gone`.
    pub fn summary(&self) -> String {
        let counts = Section::ALL.map(|section| (self.count_in(section), section.word()));
        let parts: Vec<String> =
            counts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
        let what = if parts.is_empty() { "nothing changed".to_owned() } else { parts.join(", ") };
        format!("{}: {what}", self.name)
    }

    /// The whole report as plain text: the summary, what became of the sessions of which `mine` is true, then section by
    /// section each session with what changed. Mine bear a star there; they come first in a section only after
    /// [`mine_first`](Self::mine_first).
    pub fn lines(&self, mine: impl Fn(&Item) -> bool) -> Vec<String> {
        let mut lines = vec![self.summary()];
        lines.extend(self.lines_of(&mine));
        for section in Section::ALL {
            let count = self.count_in(section);
            if count == 0 {
                continue;
            }
            lines.push(String::new());
            lines.push(heading(section, count));
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
    fn lines_of(&self, mine: impl Fn(&Item) -> bool) -> Vec<String> {
        let mut lines = Vec::new();
        let mut count = 0;
        let mut tell = |item: &Item, details: Vec<String>| {
            if mine(item) {
                count += 1;
                lines.push(headline(item, true));
                lines.extend(details);
            }
        };
        for changed in &self.changed {
            let cancelled = changed.field(Field::Cancelled).map(|_| "    cancelled".to_owned());
            tell(&changed.item, cancelled.into_iter().chain(changed.fields.iter().filter_map(detail)).collect());
        }
        self.added.iter().for_each(|item| tell(item, vec!["    new".to_owned()]));
        self.gone.iter().for_each(|item| tell(item, vec!["    gone; your mark is kept".to_owned()]));
        if count > 0 {
            lines.splice(0..0, [String::new(), format!("Yours ({count})")]);
        }
        lines
    }
}

fn heading(section: Section, count: usize) -> String {
    let word = section.word();
    let mut letters = word.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    format!("{}{} ({count})", first.map(String::from).unwrap_or_default(), letters.as_str())
}

/// Title, speakers, time and room of a session in one line.
fn headline(item: &Item, mine: bool) -> String {
    let mut line = format!("{} {}", if mine { '★' } else { ' ' }, item.title);
    if !item.speakers.is_empty() {
        line.push_str(&format!(" — {}", item.speakers.join(", ")));
    }
    let place: Vec<&str> = [item.when.as_str(), &item.room].into_iter().filter(|part| !part.is_empty()).collect();
    if !place.is_empty() {
        line.push_str(&format!(" ({})", place.join(", ")));
    }
    line
}

/// One change in one line. That a session was cancelled is said by the section it stands in.
fn detail(change: &FieldChange) -> Option<String> {
    let word = change.field.word();
    match change.field {
        Field::Cancelled => None,
        Field::Reinstated => Some(format!("    {word}")),
        _ => {
            let [old, new] = [&change.old, &change.new].map(|text| if text.is_empty() { "none" } else { text });
            Some(format!("    {word}: {old} → {new}"))
        }
    }
}
