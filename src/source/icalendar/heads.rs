//! Fields that home-made calendars write as lines of the description, and kinds before the title.

use crate::source::text::{Person, is_kind, line, people_listed};

/// What the lines of a description say.
#[derive(Debug, Default)]
pub(super) struct Heads {
    pub(super) people: Vec<Person>,
    pub(super) track: String,
    pub(super) kind: Option<String>,
    /// The other lines.
    pub(super) text: String,
}

/// Lines that name people, whatever stands before them.
const SPEAKERS: [&str; 7] = ["speaker", "speakers", "speaker(s)", "presenter", "presenters", "presented by", "von"];

/// The most lines of a description in which fields other than those of people are looked for.
const FIRST: usize = 8;

/// The longest list of people, in bytes: what is longer is a text.
const LONGEST: usize = 500;

impl Heads {
    pub(super) fn of(description: &str, summary: &str) -> Self {
        let mut heads = Self::default();
        let mut kept: Vec<&str> = Vec::new();
        let mut lines = description.trim().lines().enumerate().peekable();
        while let Some((at, text)) = lines.next() {
            let (head, value) = text.split_once(':').unwrap_or(("", text));
            let (head, value) = (head.trim().to_lowercase(), value.trim());
            if SPEAKERS.contains(&head.as_str()) && heads.people.is_empty() && value.len() < LONGEST {
                let mut people = people_listed(value);
                // The names may stand below, each on a line.
                while value.is_empty()
                    && let Some((_, name)) = lines.next_if(|(_, name)| is_name(name))
                {
                    people.extend(people_listed(name));
                }
                if !people.is_empty() {
                    heads.people = people;
                    continue;
                }
            }
            match head.as_str() {
                _ if at == 0 && line(text) == line(summary) => {}
                "track" if at < FIRST && heads.track.is_empty() => value.clone_into(&mut heads.track),
                "kind" if at < FIRST && heads.kind.is_none() => heads.kind = Some(value.to_owned()),
                "section" if at < FIRST => {}
                "name" if at < FIRST && line(summary).ends_with(&line(value)) => {}
                _ => kept.push(text),
            }
        }
        heads.text = kept.join("\n").trim().to_owned();
        heads
    }
}

/// Whether a line is nothing but a name.
fn is_name(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (1..=5).contains(&words) && text.len() < 60 && !text.contains(['<', ':', '/', '.'])
}

/// A title without the kind that stands in brackets before it: `[workshop] Title`.
pub(super) fn kind_before(title: &str) -> (String, Option<String>) {
    let parts = title.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    match parts.filter(|(kind, rest)| is_kind(kind) && !rest.trim().is_empty()) {
        Some((kind, rest)) => (rest.trim().to_owned(), Some(kind.to_owned())),
        None => (title.to_owned(), None),
    }
}
