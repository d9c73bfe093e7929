//! People that stand in a session's title, as Sched's calendars have them.

use super::clean::line;
use super::words::in_last_brackets;
use crate::model::fold;
use crate::source::rows::is_among;
use std::collections::HashSet;
use std::sync::LazyLock;

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

/// Who and what the titles of a file name: a name that looks like a company's is one where it stands behind people, and a
/// person's where it speaks elsewhere.
#[derive(Debug, Default)]
pub struct Cast {
    people: HashSet<String>,
    organisations: HashSet<String>,
    /// Whether commas are between people, or each has a company of their own.
    commas_part_people: bool,
}

impl Cast {
    /// Learns from all titles of a file, and from the people that are known for sure.
    pub fn of<'s>(summaries: impl Iterator<Item = &'s str> + Clone, known: impl Iterator<Item = &'s str>) -> Self {
        let mut cast = Self { people: known.map(fold).collect(), ..Self::default() };
        // Whom the first look finds, the second knows.
        for _ in 0..2 {
            let tails: Vec<Vec<String>> =
                summaries.clone().filter_map(|summary| Some(cast.parted(summary)?.1)).collect();
            cast.learn(&tails);
        }
        cast
    }

    fn learn(&mut self, tails: &[Vec<String>]) {
        self.people.extend(tails.iter().flatten().map(|group| fold(first_part(group))));
        let second = |group: &String| group.split(", ").nth(1).map(str::to_owned);
        // What follows the only name of a title is a company, unless it speaks itself; and what is like no name.
        for groups in tails {
            let parts = groups.iter().filter(|group| group.matches(", ").count() == 1).filter_map(second);
            let found = parts.filter(|part| groups.len() == 1 || !is_name(part)).map(|part| fold(&part));
            self.organisations.extend(found.filter(|part| !self.people.contains(part)));
        }
        let within = tails.iter().filter_map(|groups| groups.split_last()).flat_map(|(_, groups)| groups);
        let seconds: Vec<String> = within.filter_map(second).map(|part| fold(&part)).collect();
        let people = seconds.iter().filter(|part| self.people.contains(*part)).count();
        let others = seconds.iter().filter(|part| self.organisations.contains(*part)).count();
        self.commas_part_people = people > others;
    }

    /// Takes ` - Name, Company & Name, Company` off the end of a title. Titles hold hyphens too, and so do positions, so
    /// the last hyphen counts whose tail begins with what looks like a person's name; and an earlier one, if all between
    /// is people as well. Without such a tail the title is returned whole. A short tail such as `Round Two` looks like a
    /// name, so this is for sources most of whose titles end in people.
    pub fn people_in(&self, summary: &str) -> (String, Vec<Person>) {
        match self.parted(summary) {
            Some((title, groups)) => {
                // Who parts people by semicolons has a comma before a company.
                let semicolons = summary.rsplit(" - ").next().is_some_and(|tail| tail.contains("; "));
                (title, self.people(&groups, semicolons))
            }
            None => (line(summary), Vec::new()),
        }
    }

    /// A title, and the groups behind it of which each begins with a name.
    fn parted(&self, summary: &str) -> Option<(String, Vec<String>)> {
        let summary = line(summary).replace(" -- ", " - ").replace(['–', '—'], "-");
        let hyphens = summary.rmatch_indices('-').take(MOST_HYPHENS).map(|(at, _)| at);
        let mut tails = hyphens.filter_map(|at| {
            let (before, tail) = (summary.get(..at)?, summary.get(at + 1..)?);
            let ends = [' ', '?', '!', '.', ')'];
            let usual = tail.starts_with(' ') && before.ends_with(ends);
            // A hyphen that lacks a blank parts only what is known to be somebody.
            let lacking = tail.starts_with(' ') || before.ends_with(ends);
            let groups = if lacking { groups(tail)? } else { return None };
            let known = || groups.first().is_some_and(|group| self.people.contains(&fold(first_part(group))));
            (usual || known()).then_some((at, groups))
        });
        let (mut at, mut found) = tails.next()?;
        for (earlier, more) in tails {
            let between = summary.get(earlier + 1..at).unwrap_or("").trim();
            if between.contains(" & ") && groups(between).is_some_and(|people| people.len() > 1) {
                (at, found) = (earlier, more);
            }
        }
        let title = summary.get(..at).unwrap_or("").trim_end();
        (!title.is_empty()).then(|| (title.to_owned(), found))
    }

    fn people(&self, groups: &[String], semicolons: bool) -> Vec<Person> {
        let parts = |group: &str| group.split(", ").map(str::to_owned).collect::<Vec<_>>();
        let all: Vec<Vec<String>> = groups.iter().map(|group| parts(group)).collect();
        // A list in which nothing but names stands is one of people, unless each name may have a company.
        let is_list = match all.as_slice() {
            _ if semicolons => false,
            [only] => only.len() > 2 && (self.commas_part_people || self.organisations.is_empty()),
            [.., last] => last.len() == 1,
            [] => false,
        };
        let only_names = is_list && all.iter().flatten().all(|part| is_name(part) && !self.is_organisation(part));
        let mut people: Vec<Person> = Vec::new();
        for (number, group) in all.into_iter().enumerate() {
            let mut own: Vec<String> = Vec::new();
            for (at, part) in group.iter().enumerate() {
                // What stands last of all is a company where anything is.
                let last = number + 1 == groups.len() && at + 1 == group.len();
                let listed = only_names || self.commas_part_people && !last;
                let somebody = self.people.contains(&fold(part)) || is_name(part) && listed;
                if at > 0 && somebody && !self.is_organisation(part) {
                    people.push(person(&own.join(", ")));
                    own.clear();
                }
                own.push(part.clone());
            }
            people.push(person(&own.join(", ")));
        }
        // `A & B, Company` gives the company of both once.
        let mut shared = None;
        for person in people.iter_mut().rev() {
            if person.organisation.is_none() && person.title.is_none() {
                person.organisation.clone_from(&shared);
            }
            shared.clone_from(&person.organisation);
        }
        people
    }

    fn is_organisation(&self, part: &str) -> bool {
        self.organisations.contains(&fold(part))
    }
}

/// Takes people off a title of which nothing else is known.
pub fn people_in(summary: &str) -> (String, Vec<Person>) {
    Cast::default().people_in(summary)
}

/// Reads a whole tail as groups, each beginning with a name; `None` where it does not begin with one.
fn groups(tail: &str) -> Option<Vec<String>> {
    let tail = tail.trim().strip_prefix("Moderated by ").unwrap_or(tail.trim());
    let in_brackets = tail.split('(').skip(1).filter_map(|rest| rest.split(')').next()).filter(|word| is_part(word));
    let tail = &in_brackets.fold(tail.to_owned(), |tail, part| tail.replace(&format!(" ({part})"), ""));
    // The comma before the last of a list says that there is a list.
    let serial = [", and ", ", & "].iter().find_map(|comma| tail.split_once(comma));
    let serial = serial.filter(|(list, _)| list.split(", ").all(is_name));
    let tail = serial.map_or_else(|| tail.to_owned(), |(list, last)| format!("{} & {last}", list.replace(", ", " & ")));
    let tail = tail.replace("; ", " & ").replace(", & ", " & ").replace(", and ", " & ");
    let mut groups: Vec<String> = Vec::new();
    for part in tail.split(" & ") {
        let mut rest = part;
        let mut parts = Vec::new();
        while let Some((one, other)) =
            rest.split_once(" and ").filter(|(one, other)| is_name(first_part(one)) && is_name(first_part(other)))
        {
            parts.push(one);
            rest = other;
        }
        parts.push(rest);
        for group in parts.into_iter().map(str::trim).filter(|group| !group.is_empty()) {
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
    }
    (!groups.is_empty()).then_some(groups)
}

/// The people of a text that is nothing but a list of them, parted by commas, `;`, `&` and `and`; what stands in brackets
/// behind a name is an organisation, and `Last, First (Affiliation)` one person.
pub fn people_listed(list: &str) -> Vec<Person> {
    let parts = split_outside(list, &[',', ';', '&', '\n']);
    let parts = parts
        .iter()
        .flat_map(|part| part.split(" and "))
        .flat_map(and_of_others)
        .map(|part| line(part.trim().strip_prefix("and ").unwrap_or(part)));
    let person = |part: String| match part.strip_suffix(')').and_then(|part| part.split_once(" (")) {
        Some((name, part)) if is_part(part) => Person { title: Some(part.to_owned()), ..Person::named(name) },
        Some((name, organisation)) if organisation.chars().count() > 1 => {
            Person { organisation: Some(organisation.to_owned()), ..Person::named(name) }
        }
        _ => Person::named(part),
    };
    turned(list).unwrap_or_else(|| parts.filter(|part| !part.is_empty()).map(person).collect())
}

/// Names that are parted by what other languages have for `and`.
fn and_of_others(text: &str) -> Vec<&str> {
    let all = [" und ", " et ", " y ", " e ", " en ", " och ", " og "].into_iter().map(|and| text.split(and).collect());
    all.into_iter()
        .find(|parts: &Vec<&str>| parts.len() > 1 && parts.iter().all(|part| is_name(part)))
        .unwrap_or(vec![text])
}

/// Whether a word in brackets behind a name is a part in the session and no organisation.
pub fn is_part(word: &str) -> bool {
    let parts =
        ["moderator", "mod", "m", "host", "chair", "co-chair", "facilitator", "interviewer", "moderation", "mc"];
    parts.contains(&fold(word.trim()).as_str())
}

/// A name, and the part that stands in brackets behind it.
pub fn parted_name(name: &str) -> (String, Option<String>) {
    match in_last_brackets(name) {
        Some((part, before)) if is_part(part) => (before.to_owned(), Some(part.to_owned())),
        _ => (name.to_owned(), None),
    }
}

/// The one person of a text, by first and last name, with what stands behind: `Ada Byron, Acme`.
pub fn person_named(text: &str) -> Option<Person> {
    let text = line(text);
    let (name, rest) = text.split_once(", ")?;
    (is_name(name) && rest.split(", ").all(|part| !is_name(part) || ends_in_form(part))).then(|| person(&text))
}

/// People with their last names first, as Indico lists them: brackets or a semicolon end each, and one comma stands in
/// each name.
fn turned(list: &str) -> Option<Vec<Person>> {
    let list = list.trim().trim_end_matches([',', ';']);
    let entries: Vec<String> = if list.ends_with(')') {
        split_outside(&list.replace("),", ")\n").replace(");", ")\n"), &['\n'])
    } else {
        list.contains(';').then(|| list.split(';').map(str::to_owned).collect())?
    };
    let person = |entry: String| {
        let entry = entry.trim().trim_start_matches(',').trim().to_owned();
        let (name, organisation) = entry
            .split_once(" (")
            .map_or((entry.as_str(), None), |(name, inner)| (name, Some(inner.trim_end_matches(')'))));
        let (last, first) =
            name.split_once(", ").filter(|(last, first)| !last.is_empty() && !first.contains([',', '&']))?;
        let organisation = organisation.map(line).filter(|text| !text.is_empty());
        Some(Person { organisation, ..Person::named(line(&format!("{first} {last}"))) })
    };
    let commas = |entry: &String| entry.split_once(", ").map(|(one, other)| (line(one), line(other)));
    let are_first_names_first = entries.iter().all(|entry| commas(entry).is_some_and(|(name, _)| is_name(&name)));
    if are_first_names_first && list.contains(';') {
        return Some(entries.iter().map(|entry| self::person(&line(entry))).collect());
    }
    let are_all_names =
        |entry: &String| commas(entry).is_some_and(|(_, rest)| is_name(rest.split(" (").next().unwrap_or("")));
    if are_first_names_first && entries.iter().all(are_all_names) {
        return None;
    }
    entries.into_iter().map(person).collect()
}

/// Parts a text at some letters, except in brackets.
fn split_outside(text: &str, at: &[char]) -> Vec<String> {
    let mut depth = 0_i32;
    let parts = text.split(|letter: char| {
        depth = depth.saturating_add(i32::from(letter == '(') - i32::from(letter == ')'));
        at.contains(&letter) && depth <= 0
    });
    parts.map(str::to_owned).collect()
}

/// Whether what a text ends in is the form of a company.
fn ends_in_form(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or("").trim_end_matches('.');
    ["Inc", "LLC", "Ltd", "GmbH", "Corp", "Co", "S.A", "SA", "AG", "PBC"].contains(&last)
}

fn first_part(group: &str) -> &str {
    group.split(", ").next().unwrap_or("")
}

fn person(group: &str) -> Person {
    let Some((name, rest)) = group.split_once(", ") else { return Person::named(group.trim_end_matches(',')) };
    let mut person = Person::named(name);
    let rest = rest.trim().trim_end_matches(',');
    // `University of Bern, Switzerland` is one.
    let is_school = ["Universi", "Institut", "College"].iter().any(|word| rest.starts_with(word));
    let of_form = |text: &str| text.rsplit(", ").next().is_some_and(|last| !last.contains(' ') && ends_in_form(last));
    let cut = rest.rfind(", ").filter(|_| !of_form(rest) && !is_school);
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
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| include_str!("positions.txt").lines().collect());
    text != "Independent" && text.to_lowercase().split_whitespace().all(|word| WORDS.contains(word))
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
        // A capital alone is an initial behind a first name: `Rashmi K A`.
        if at > 0 && word.chars().count() == 1 && word.chars().all(char::is_uppercase) {
            return true;
        }
        // The dot stays: `A.` is an initial, `a` is not.
        if NOT_IN_NAMES.contains(lower.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '.')) {
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

/// Words that titles, positions and companies are made of, and names are not.
static NOT_IN_NAMES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("not_in_names.txt").split_whitespace().collect());
