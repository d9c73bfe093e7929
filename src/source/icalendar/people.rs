//! Speakers. The format has no place for them, so every program puts them somewhere else: among the attendees, in place
//! of the organiser, behind or in brackets after the title, before the description.

use super::component::Component;
use super::line::Property;
use super::writer::Writer;
use crate::source::text::{Person, in_last_brackets, line, people_in, plain_title};
use std::collections::HashSet;

#[derive(Debug, Clone, Default)]
pub(super) struct Billing {
    pub(super) title: String,
    pub(super) cancelled: bool,
    /// The speakers; the key is the address of a page about them.
    pub(super) people: Vec<Person>,
    /// The description without the line that names the speakers.
    pub(super) description: String,
}

/// A title without the people that stood in it.
type Billed = (String, Vec<Person>);

/// Reads titles and speakers of all events; of all at once, since only the whole file tells whether what follows a
/// hyphen is people. A tail such as `Round Two` looks like a name.
pub(super) fn billings(events: &[Component<'_>], writer: &Writer) -> Vec<Billing> {
    let mut billings: Vec<Billing> = events.iter().map(of_properties).collect();
    let anybody = billings.iter().any(|billing| !billing.people.is_empty());
    if !anybody && organisers_speak(events) {
        for (billing, event) in billings.iter_mut().zip(events) {
            let named = event.all("ORGANIZER").flat_map(|property| split_names(&common_name(property)));
            billing.people = named.map(Person::named).collect();
        }
    }
    let split: fn(&str) -> Option<Billed> = match writer {
        Writer::Pretalx(_) => after_hyphen,
        _ => |summary| Some(people_in(summary)),
    };
    for split in [split, in_brackets] {
        let open = billings.iter_mut().filter(|billing| billing.people.is_empty());
        let read = open.filter_map(|billing| Some((split(&billing.title)?, billing)));
        let read: Vec<_> = read.filter(|((_, people), _)| !people.is_empty()).collect();
        if read.len() * 3 < events.len() && !matches!(writer, Writer::Pretalx(_)) {
            continue;
        }
        for ((title, people), billing) in read {
            (billing.title, billing.people) = (title, people);
        }
    }
    billings
}

fn of_properties(event: &Component<'_>) -> Billing {
    let summary = event.text("SUMMARY");
    let (title, cancelled) = plain_title(&summary);
    let mut billing = Billing { title, cancelled, ..Billing::default() };
    for property in event.all("ATTENDEE") {
        let name = common_name(property);
        let kind = property.parameter("CUTYPE").unwrap_or_default().to_ascii_uppercase();
        // Somebody who is invited is known by an address at least.
        if name.is_empty() || name.contains('@') || matches!(kind.as_str(), "ROOM" | "RESOURCE" | "GROUP") {
            continue;
        }
        let page = Some(property.value()).filter(|value| value.starts_with("http")).map(str::to_owned);
        billing.people.push(Person { key: page, ..Person::named(name) });
    }
    let (first, rest) = split_speakers(&description(event));
    if billing.people.is_empty() {
        billing.people = first;
    }
    billing.description = rest;
    if billing.people.is_empty()
        && let Some((title, people)) = by(&billing.title)
    {
        (billing.title, billing.people) = (title, people);
    }
    billing
}

/// The description, as HTML where the event has it so too: its plain twin has lost line breaks and links.
fn description(event: &Component<'_>) -> String {
    let html = event.text("X-ALT-DESC");
    if html.contains('<') { html } else { event.text("DESCRIPTION") }
}

fn common_name(property: &Property<'_>) -> String {
    property.parameter("CN").map(|name| line(&super::line::unescape(&name))).unwrap_or_default()
}

/// Whether ORGANIZER holds the speakers: it names somebody else in most events. A conference that organises its own
/// sessions is no speaker.
fn organisers_speak(events: &[Component<'_>]) -> bool {
    let all: Vec<String> = events.iter().flat_map(|event| event.all("ORGANIZER")).map(common_name).collect();
    let names: HashSet<&String> = all.iter().filter(|name| !name.is_empty() && !name.contains('@')).collect();
    names.len() > 2 && names.len() * 2 > events.len()
}

/// `Speaker: Ada Byron` as the first line of a description, and what follows it.
fn split_speakers(text: &str) -> (Vec<Person>, String) {
    let (first, rest) = text.trim_start().split_once('\n').unwrap_or((text.trim(), ""));
    let heads = ["speaker:", "speakers:", "speaker(s):", "presenter:", "presenters:", "presented by:"];
    let list = heads.iter().find_map(|head| {
        let (start, list) = first.split_at_checked(head.len())?;
        start.eq_ignore_ascii_case(head).then_some(list)
    });
    match list.map(names) {
        Some(people) if !people.is_empty() && first.len() < 500 => (people, rest.trim_start().to_owned()),
        _ => (Vec::new(), text.to_owned()),
    }
}

/// The people of a list; what stands in brackets behind a name is an organisation.
fn names(list: &str) -> Vec<Person> {
    let person = |part: String| match part.strip_suffix(')').and_then(|part| part.split_once(" (")) {
        Some((name, organisation)) if organisation.chars().count() > 1 => {
            Person { organisation: Some(organisation.to_owned()), ..Person::named(name) }
        }
        _ => Person::named(part),
    };
    split_names(list).into_iter().map(person).collect()
}

/// The entries of a list, parted by commas, `&` and `and`, except in brackets.
fn split_names(list: &str) -> Vec<String> {
    let mut depth = 0_i32;
    let parts = list.split(|letter: char| {
        depth = depth.saturating_add(i32::from(letter == '(') - i32::from(letter == ')'));
        matches!(letter, ',' | ';' | '&' | '\n') && depth <= 0
    });
    parts.flat_map(|part| part.split(" and ")).map(line).filter(|part| !part.is_empty()).collect()
}

/// `Title - Ada Byron, Charles Babbage`, as pretalx writes every session that has speakers.
fn after_hyphen(summary: &str) -> Option<Billed> {
    let (title, tail) = summary.rsplit_once(" - ")?;
    let people: Vec<Person> = tail.split(", ").map(|name| Person::named(line(name))).collect();
    let is_name = |name: &str| {
        (1..=5).contains(&name.split_whitespace().count()) && !name.contains(['?', '!', ':']) && name.len() < 80
    };
    let named = !title.trim().is_empty() && people.iter().all(|person| is_name(&person.name));
    named.then(|| (title.trim_end().to_owned(), people))
}

/// `Title (talk by Ada Byron)`.
fn by(summary: &str) -> Option<Billed> {
    let (inner, title) = in_last_brackets(summary).filter(|(_, title)| !title.is_empty())?;
    let (before, list) = inner.split_once("by ")?;
    let role = before.trim().to_lowercase();
    let is_role =
        ["", "talk", "workshop", "keynote", "tutorial", "panel", "demo", "poster", "lightning talk", "presented"]
            .contains(&role.as_str());
    let mut people = names(list);
    // `Ada Byron, Acme` is one person, `Ada Byron, Alan Mathison` are two.
    let (_, billed) = people_in(&format!("x - {list}"));
    if !billed.is_empty() && !people.iter().all(is_person) {
        people = billed;
    }
    let named = !people.is_empty() && people.iter().all(|person| !person.name.contains([':', '?', '!']));
    (is_role && named).then(|| (title.to_owned(), people))
}

/// `Title (Ada Byron, Charles Babbage)`, where all in the brackets are names.
fn in_brackets(summary: &str) -> Option<Billed> {
    let (inner, title) = in_last_brackets(summary).filter(|(_, title)| !title.is_empty())?;
    let people = names(inner);
    people.iter().all(is_person).then(|| (title.to_owned(), people))
}

fn is_person(person: &Person) -> bool {
    let (_, found) = people_in(&format!("x - {}", person.name));
    found.len() == 1
}
