//! People that stand in a session's title, as Sched's calendars have them.

use super::clean::line;
use crate::source::rows::is_among;

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person {
    pub name: String,
    /// What follows the name: `Red Hat`.
    pub organisation: Option<String>,
    /// A title between the name and the organisation: `Senior Engineer`.
    pub title: Option<String>,
    /// What the source tells them from others of their name by.
    pub key: Option<String>,
}

/// The most hyphens, from the end, that may part a title from its people.
const MOST_HYPHENS: usize = 16;

impl Person {
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }
}

/// Takes ` - Name, Company & Name, Company` off the end of a title. Titles hold hyphens too, and so do positions, so
/// the last hyphen counts whose tail begins with what looks like a person's name; and an earlier one, if all between is
/// people as well. Without such a tail the title is returned whole. A short tail such as `Round Two` looks like a name,
/// so this is for sources most of whose titles end in people.
pub fn people_in(summary: &str) -> (String, Vec<Person>) {
    let summary = line(summary);
    let hyphens = summary.rmatch_indices("- ").take(MOST_HYPHENS).map(|(at, _)| at);
    let mut tails = hyphens
        .filter(|at| summary.get(..*at).is_some_and(|before| before.ends_with([' ', '?', '!', '.', ')'])))
        .filter_map(|at| Some((at, people(summary.get(at + 2..)?)?)));
    let Some((mut at, mut people)) = tails.next() else { return (summary.clone(), Vec::new()) };
    for (earlier, more) in tails {
        let between = summary.get(earlier + 2..at).unwrap_or("").trim();
        if between.contains(" & ") && self::people(between).is_some_and(|people| people.len() > 1) {
            (at, people) = (earlier, more);
        }
    }
    let title = summary.get(..at).unwrap_or("").trim_end();
    if title.is_empty() { (summary.clone(), Vec::new()) } else { (title.to_owned(), people) }
}

/// Reads a whole tail as people; `None` where it does not begin with a name.
fn people(tail: &str) -> Option<Vec<Person>> {
    let tail = tail.trim().strip_prefix("Moderated by ").unwrap_or(tail.trim());
    let tail = tail.replace("; ", " & ").replace(", & ", " & ");
    let mut groups: Vec<String> = Vec::new();
    let parts = tail.split(" & ").flat_map(|part| match part.split_once(" and ") {
        Some((one, other)) if is_name(first_part(one)) && is_name(first_part(other)) => [one, other],
        _ => [part, ""],
    });
    for group in parts.map(str::trim).filter(|group| !group.is_empty()) {
        let name = first_part(group);
        match groups.last_mut() {
            // What does not begin with a name continues the organisation: `Johnson & Johnson`.
            Some(before) if !is_name(name) => {
                before.push_str(" & ");
                before.push_str(group);
            }
            None if !is_name(name) => return None,
            _ => groups.push(group.to_owned()),
        }
    }
    let mut people: Vec<Person> = groups.iter().map(|group| person(group)).collect();
    // `A & B, Company` gives the company of both once.
    let mut shared = None;
    for person in people.iter_mut().rev() {
        if person.organisation.is_none() && person.title.is_none() {
            person.organisation.clone_from(&shared);
        }
        shared.clone_from(&person.organisation);
    }
    (!people.is_empty()).then_some(people)
}

/// The people of a text that is nothing but a list of them.
pub fn people_listed(list: &str) -> Vec<Person> {
    let mut depth = 0_i32;
    let parts = list.split(|letter: char| {
        depth = depth.saturating_add(i32::from(letter == '(') - i32::from(letter == ')'));
        matches!(letter, ',' | ';' | '&' | '\n') && depth <= 0
    });
    let names = parts.flat_map(|part| part.split(" and ")).map(|part| line(part.strip_prefix("and ").unwrap_or(part)));
    let person = |part: String| match part.strip_suffix(')').and_then(|part| part.split_once(" (")) {
        Some((name, organisation)) if organisation.chars().count() > 1 => {
            Person { organisation: Some(organisation.to_owned()), ..Person::named(name) }
        }
        _ => Person::named(part),
    };
    names.filter(|part| !part.is_empty()).map(person).collect()
}

fn first_part(group: &str) -> &str {
    group.split(", ").next().unwrap_or("")
}

fn person(group: &str) -> Person {
    let Some((name, rest)) = group.split_once(", ") else { return Person::named(group.trim_end_matches(',')) };
    let mut person = Person::named(name);
    let rest = rest.trim().trim_end_matches(',');
    let ends_in_form = |text: &str| {
        let last = text.rsplit(", ").next().unwrap_or("").trim_end_matches('.');
        ["Inc", "LLC", "Ltd", "GmbH", "Corp", "Co", "S.A", "SA", "AG", "PBC"].contains(&last)
    };
    let cut = rest.rfind(", ").filter(|_| !ends_in_form(rest));
    match cut {
        Some(at) => {
            person.title = rest.get(..at).map(str::to_owned);
            person.organisation = rest.get(at + 2..).map(str::to_owned);
        }
        None if is_position(rest) => person.title = Some(rest.to_owned()),
        None => person.organisation = Some(rest.to_owned()),
    }
    person
}

/// Whether all words are those of positions: `Lead Maintainer`.
fn is_position(text: &str) -> bool {
    const WORDS: &str = include_str!("positions.txt");
    text != "Independent" && text.to_lowercase().split_whitespace().all(|word| WORDS.lines().any(|known| known == word))
}

/// Whether a text looks like the name of a person: two to five capitalised words, none of which is what titles and
/// positions are made of. One of a single word would be too easily found in titles.
fn is_name(text: &str) -> bool {
    const PARTICLES: &str = "van von de der den da di del della la le dos el bin ibn zu ter";
    let words: Vec<&str> = text.split_whitespace().collect();
    if !(2..=5).contains(&words.len()) || text.contains(" - ") || text.contains([':', '?', '!', '/', '|', '[', '#']) {
        return false;
    }
    let well_formed = words.iter().enumerate().all(|(at, word)| {
        let lower = word.to_lowercase();
        // The dot stays: `A.` is an initial, `a` is not.
        if is_listed(lower.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '.')) {
            return false;
        }
        let particle = at > 0 && is_among(PARTICLES, &lower);
        let first = word.trim_start_matches(['(', '"', '“', '\'']).chars().next();
        let capital =
            first.is_some_and(|letter| letter.is_uppercase() || (letter.is_alphabetic() && !letter.is_lowercase()));
        (capital || particle) && !word.chars().any(|letter| letter.is_ascii_digit())
    });
    let loud = words.iter().all(|word| word.chars().count() > 2 && word.chars().all(|letter| !letter.is_lowercase()));
    well_formed && !(loud && text.is_ascii())
}

fn is_listed(word: &str) -> bool {
    let row = NOT_IN_NAMES.lines().find(|row| row.as_bytes().first() == word.as_bytes().first());
    row.is_some_and(|row| is_among(row, word))
}

/// Words that titles, positions and companies are made of, and names are not; each row has those of one letter.
const NOT_IN_NAMES: &str = include_str!("not_in_names.txt");
