//! Fields that home-made calendars write as lines of the description, and kinds before the title.

use crate::model::Level;
use crate::source::text::{Person, is_kind, level, line, people_listed, person_named};
use std::borrow::Cow;

/// What the lines of a description say.
#[derive(Debug, Default)]
pub(super) struct Heads {
    pub(super) people: Vec<Person>,
    /// Who it is if what stands first was not the last name, where it may be either: `Cher, Acme`.
    pub(super) unturned: Option<Person>,
    pub(super) track: String,
    pub(super) kind: Option<String>,
    pub(super) level: Option<Level>,
    /// The other lines.
    pub(super) text: String,
}

/// What stands before one name, and before several.
const SPEAKER: &[&str] = &[
    "speaker",
    "presenter",
    "presented by",
    "von",
    "par",
    "instructor",
    "facilitator",
    "panelist",
    "referent",
    "referentin",
    "vortragender",
    "vortragende",
    "sprecher",
    "sprecherin",
    "intervenant",
    "intervenante",
    "conférencier",
    "conférencière",
    "ponente",
    "relatore",
    "relatrice",
    "spreker",
    "prelegent",
];
const SPEAKERS: &[&str] = &[
    "speakers",
    "speaker(s)",
    "presenters",
    "presenter(s)",
    "instructors",
    "facilitators",
    "panelists",
    "panellists",
    "referenten",
    "referentinnen",
    "referent:innen",
    "referent*innen",
    "sprecher:innen",
    "sprecher*innen",
    "vortragende(r)",
    "intervenants",
    "intervenant(e)",
    "intervenant(e)s",
    "intervenant(s)",
    "intervenant·e·s",
    "conférenciers",
    "ponentes",
    "relatori",
    "sprekers",
    "prelegenci",
];

/// The most lines of a description in which fields other than those of people are looked for.
const FIRST: usize = 8;

/// The longest list of people, in bytes: what is longer is a text.
const LONGEST: usize = 500;

impl Heads {
    pub(super) fn of(description: &str, summary: &str) -> Self {
        let mut heads = Self::default();
        let mut kept: Vec<&str> = Vec::new();
        let description = description.trim();
        // What has no lines of its own has those of its markup.
        let ends = ["</p>", "<br>", "<br/>", "<br />"].into_iter().find(|tag| description.contains(tag));
        let ends = ends.filter(|_| !description.contains('\n')).unwrap_or("\n");
        let mut lines = description.split(ends).enumerate().peekable();
        while let Some((at, text)) = lines.next() {
            let own = text;
            let text = &*without_tags(text);
            // `Referent:innen:` has a colon within.
            let inner = text.find(":innen").map_or(0, |at| at + 1);
            let colon = text.get(inner..).and_then(|rest| rest.find(':')).map(|at| inner + at);
            let (head, value) = colon.map_or(("", text), |at| (&text[..at], &text[at + 1..]));
            let (head, value) = (head.trim().to_lowercase(), value.trim());
            let names_one = SPEAKER.contains(&head.as_str());
            if (names_one || SPEAKERS.contains(&head.as_str())) && heads.people.is_empty() && value.len() < LONGEST {
                let mut people = people_listed(value);
                let both = turned(value).filter(|_| names_one);
                if let Some(person) = person_named(value).filter(|_| names_one) {
                    people = vec![person];
                } else if let Some((person, _)) = &both {
                    people = vec![person.clone()];
                }
                // The names may stand below, each on a line, with a bullet or without.
                while value.is_empty()
                    && let Some((_, name)) = lines.next_if(|(_, name)| is_name(without_bullet(name)))
                {
                    people.extend(people_listed(without_bullet(name)));
                }
                if !people.is_empty() && people.iter().all(is_short) && !is_sentence(value) {
                    (heads.people, heads.unturned) = (people, both.map(|(_, person)| person));
                    continue;
                }
            }
            match head.as_str() {
                _ if at == 0 && line(text) == line(summary) => {}
                "track" if at < FIRST && heads.track.is_empty() => value.clone_into(&mut heads.track),
                "kind" if at < FIRST && heads.kind.is_none() => heads.kind = Some(value.to_owned()),
                "level" | "niveau" | "difficulty" | "skill level" if at < FIRST && level(value).is_some() => {
                    heads.level = heads.level.or(level(value));
                }
                "section" if at < FIRST => {}
                "name" if at < FIRST && line(summary).ends_with(&line(value)) => {}
                _ => kept.push(own),
            }
        }
        heads.text = kept.join(ends).trim().to_owned();
        heads
    }
}

/// `Last, First` where one person is named; and the same as a name with a company behind.
fn turned(value: &str) -> Option<(Person, Person)> {
    let (last, first) = value.split_once(", ")?;
    let is_word = |text: &str| !text.is_empty() && text.chars().all(|letter| letter.is_alphabetic() || letter == '-');
    let unturned = || Person { organisation: Some(line(first)), ..Person::named(line(last)) };
    (is_word(last) && is_word(first)).then(|| (Person::named(line(&format!("{first} {last}"))), unturned()))
}

/// A line without the tags around its words.
fn without_tags(text: &str) -> Cow<'_, str> {
    let inner = text.trim().trim_start_matches("<p>");
    let is_block =
        |tag: &str| ["p", "/p", "div", "li", "ul", "ol", "br", "h", "t"].iter().any(|name| tag.starts_with(name));
    // What are lines of their own cannot be one.
    if !text.contains('<') || inner.split('<').skip(1).any(is_block) {
        return Cow::Borrowed(text);
    }
    let parts = inner.split('<').enumerate();
    parts.map(|(at, part)| if at == 0 { part } else { part.split_once('>').map_or("", |(_, words)| words) }).collect()
}

/// Whether somebody's name is no sentence.
fn is_short(person: &Person) -> bool {
    (1..=5).contains(&person.name.split_whitespace().count())
}

/// Whether a list ends as a sentence does, and not with `Jr.` or a letter.
fn is_sentence(value: &str) -> bool {
    let last = value.split_whitespace().next_back().and_then(|word| word.strip_suffix('.'));
    last.is_some_and(|word| word.chars().count() > 3)
}

fn without_bullet(text: &str) -> &str {
    let text = text.trim();
    text.strip_prefix(['*', '-', '–', '•', '·'])
        .filter(|rest| rest.starts_with(char::is_whitespace))
        .unwrap_or(text)
        .trim()
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
