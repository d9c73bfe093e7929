//! Speakers. The format has no place for them, so every program puts them somewhere else: among the attendees, in place
//! of the organiser, behind or in brackets after the title, before the description.

use super::component::Component;
use super::heads::{Heads, kind_before};
use super::line::Property;
use super::own;
use super::writer::Writer;
use crate::model::{Level, fold};
use crate::source::text::{Cast, Person, in_last_brackets, line, people_in, people_listed, plain_title};
use std::collections::HashSet;

#[derive(Debug, Clone, Default)]
pub(super) struct Billing {
    pub(super) title: String,
    pub(super) cancelled: bool,
    /// The speakers; the key is the address of a page about them.
    pub(super) people: Vec<Person>,
    /// Who alone it is if a name of two parts had not its last name first.
    unturned: Option<Person>,
    /// The description without the lines that are fields.
    pub(super) description: String,
    /// What such lines, or a word in brackets before the title, say of its kind and its track; possibly empty.
    pub(super) kind: String,
    pub(super) track: String,
    pub(super) level: Option<Level>,
}

/// A title without the people that stood in it.
type Billed = (String, Vec<Person>);

/// Reads titles and speakers of all events; of all at once, since only the whole file tells whether what follows a
/// hyphen is people. A tail such as `Round Two` looks like a name.
pub(super) fn billings(events: &[Component<'_>], writer: &Writer) -> Vec<Billing> {
    if events.iter().all(own::is_own) {
        // Nothing is hidden in their titles.
        return vec![Billing::default(); events.len()];
    }
    let mut billings: Vec<Billing> = events.iter().map(of_properties).collect();
    // A calendar writes names in one order: that of those of whom it is clear.
    let is_clear = |billing: &Billing| billing.unturned.is_none() && billing.people.iter().any(is_person);
    if billings.iter().any(is_clear) {
        for billing in &mut billings {
            billing.people =
                billing.unturned.take().map_or_else(|| std::mem::take(&mut billing.people), |one| vec![one]);
        }
    }
    let anybody = billings.iter().any(|billing| !billing.people.is_empty());
    if !anybody && organisers_speak(events) {
        for (billing, event) in billings.iter_mut().zip(events) {
            let named = event.all("ORGANIZER").flat_map(|property| people_listed(&common_name(property)));
            // What stands in brackets behind an organiser is a nick as often as anything.
            let whole = |Person { name, organisation, .. }: Person| match organisation {
                Some(inner) => Person::named(format!("{name} ({inner})")),
                None => Person::named(name),
            };
            billing.people = named.map(whole).collect();
        }
    }
    let known = billings.iter().flat_map(|billing| &billing.people).map(|person| person.name.as_str());
    let cast = Cast::of(billings.iter().map(|billing| billing.title.as_str()), known);
    let pretalx = matches!(writer, Writer::Pretalx(_));
    let behind = |summary: &str| if pretalx { after_hyphen(summary) } else { Some(cast.people_in(summary)) };
    for in_title in [true, false] {
        let split = |title: &str| if in_title { behind(title) } else { in_brackets(title) };
        let open = billings.iter_mut().filter(|billing| billing.people.is_empty());
        let read = open.filter_map(|billing| Some((split(&billing.title)?, billing)));
        let read: Vec<_> = read.filter(|((_, people), _)| !people.is_empty()).collect();
        if read.len() * 3 < events.len() && !pretalx {
            continue;
        }
        for ((title, people), billing) in read {
            (billing.title, billing.people) = (title, people);
        }
    }
    // Whom the description names need not stand in the title as well.
    for billing in billings.iter_mut().filter(|billing| !billing.people.is_empty()) {
        let (title, people) = cast.people_in(&billing.title);
        let is_named = |person: &Person| billing.people.iter().any(|known| fold(&known.name) == fold(&person.name));
        if !people.is_empty() && people.iter().all(is_named) {
            billing.title = title;
        }
    }
    for billing in billings.iter_mut().filter(|billing| billing.people.is_empty()) {
        // pretalx, and others as well, write the hyphen for nobody, too.
        billing.title = billing.title.trim_end_matches(" -").to_owned();
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
    let heads = Heads::of(&description(event), &summary);
    // A list of speakers says more than a title does.
    if billing.people.is_empty() {
        (billing.people, billing.unturned) = (heads.people, heads.unturned);
    }
    (billing.description, billing.track, billing.level) = (heads.text, heads.track, heads.level);
    let (title, prefix) = kind_before(&billing.title);
    (billing.kind, billing.title) = (heads.kind.or(prefix).unwrap_or_default(), title);
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
    let mut people = people_listed(list);
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
    let people = people_listed(inner);
    people.iter().all(is_person).then(|| (title.to_owned(), people))
}

fn is_person(person: &Person) -> bool {
    let (_, found) = people_in(&format!("x - {}", person.name));
    found.len() == 1
}
