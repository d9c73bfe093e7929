//! Components: which properties belong to which event, however badly the nesting is written.

use super::line::{Property, properties};
use crate::source::tally::{Tally, Words, note, warning};

#[derive(Debug, Default)]
pub(super) struct Calendar<'t> {
    /// What stands outside of any event.
    pub(super) own: Component<'t>,
    pub(super) zones: Vec<Component<'t>>,
    pub(super) events: Vec<Component<'t>>,
}

/// An event, or a time zone with its observances.
#[derive(Debug, Default)]
pub(super) struct Component<'t> {
    /// The byte of the file at which it begins.
    pub(super) at: usize,
    pub(super) properties: Vec<Property<'t>>,
    /// STANDARD and DAYLIGHT of a time zone.
    pub(super) parts: Vec<Component<'t>>,
}

impl<'t> Component<'t> {
    fn new(at: usize) -> Self {
        Self { at, ..Self::default() }
    }

    /// The first property of this name that has a value.
    pub(super) fn get(&self, name: &str) -> Option<&Property<'t>> {
        self.all(name).find(|property| !property.value().is_empty())
    }

    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &Property<'t>> {
        self.properties.iter().filter(move |property| property.is(name))
    }

    /// How many bytes it has.
    pub(super) fn length(&self) -> usize {
        self.properties.iter().map(Property::length).sum()
    }

    /// The text of the first property of this name; empty where there is none.
    pub(super) fn text(&self, name: &str) -> String {
        self.get(name).map(Property::text).unwrap_or_default()
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Open {
    Calendar,
    Event,
    Zone,
    Observance,
    /// An alarm, a task: nothing of it is used.
    Other(String),
}

impl Open {
    fn named(name: &str) -> Self {
        match name.to_ascii_uppercase().as_str() {
            "VCALENDAR" => Self::Calendar,
            "VEVENT" => Self::Event,
            "VTIMEZONE" => Self::Zone,
            "STANDARD" | "DAYLIGHT" => Self::Observance,
            other => Self::Other(other.to_owned()),
        }
    }
}

/// The deepest nesting that is followed; three levels are what there is.
const DEEPEST: usize = 32;

/// The most events that are read of one file: beyond that it is no conference.
const MOST_EVENTS: usize = 200_000;

const TOO_MANY: Words = warning("[VEVENT|VEVENTs] beyond the first 200000 [was|were] left out");
const EMPTY: Words = note("[VEVENT|VEVENTs] without anything in [it was|them were] left out");
const UNTERMINATED: Words = warning("[VEVENT has|VEVENTs have] no END; what there is of [it|them] was read");
const END: Words = note("[END ends|ENDs end] nothing and [was|were] passed over");
const TASK: Words = note("[VTODO|VTODOs] or [VJOURNAL is|VJOURNALs are] no [session|sessions] and [was|were] left out");
const STRAY: Words = note("[line is|lines are] no [property|properties] and [was|were] passed over");

/// Reads the components of a file. An event without an end ends with the calendar or where the next begins.
pub(super) fn calendar<'t>(text: &'t str, tally: &mut Tally) -> Calendar<'t> {
    let (properties, strays) = properties(text);
    // Some hide the calendar in a comment of a web page, or have one before it.
    let begins = properties.iter().find(|property| property.is("BEGIN")).map_or(0, |property| property.at);
    for (at, line) in strays.into_iter().filter(|(at, line)| *at >= begins && !line.starts_with("-->")) {
        tally.add(STRAY, at, &line);
    }
    let mut calendar = Calendar::default();
    let mut open: Vec<Open> = Vec::new();
    for property in properties {
        if property.is("BEGIN") {
            begin(&mut calendar, &mut open, &property, tally);
        } else if property.is("END") {
            end(&calendar, &mut open, &property, tally);
        } else {
            let Calendar { own, zones, events } = &mut calendar;
            let component = match open.last() {
                None | Some(Open::Calendar) => Some(own),
                Some(Open::Event) => events.last_mut(),
                Some(Open::Zone) => zones.last_mut(),
                Some(Open::Observance) => zones.last_mut().and_then(|zone| zone.parts.last_mut()),
                Some(Open::Other(_)) => None,
            };
            if let Some(component) = component {
                component.properties.push(property);
            }
        }
    }
    unterminated(&calendar, &open, tally);
    calendar.events.retain(|event| {
        let any = event.properties.iter().any(|property| !property.value().is_empty());
        if !any {
            tally.add(EMPTY, event.at, "");
        }
        any
    });
    calendar
}

fn begin<'t>(calendar: &mut Calendar<'t>, open: &mut Vec<Open>, property: &Property<'t>, tally: &mut Tally) {
    let at = property.at;
    let mut kind = Open::named(property.value());
    if matches!(kind, Open::Calendar | Open::Event | Open::Zone) {
        unterminated(calendar, open, tally);
        open.clear();
    }
    match &kind {
        Open::Event if calendar.events.len() >= MOST_EVENTS => {
            tally.add(TOO_MANY, at, "");
            kind = Open::Other("VEVENT".to_owned());
        }
        Open::Event => calendar.events.push(Component::new(at)),
        Open::Zone => calendar.zones.push(Component::new(at)),
        Open::Observance => {
            if let (Some(Open::Zone), Some(zone)) = (open.last(), calendar.zones.last_mut()) {
                zone.parts.push(Component::new(at));
            }
        }
        Open::Other(name) if name == "VTODO" || name == "VJOURNAL" => {
            tally.add(TASK, at, "");
        }
        Open::Calendar | Open::Other(_) => {}
    }
    if open.len() < DEEPEST {
        open.push(kind);
    }
}

fn end(calendar: &Calendar<'_>, open: &mut Vec<Open>, property: &Property<'_>, tally: &mut Tally) {
    let kind = Open::named(property.value());
    if kind == Open::Calendar {
        unterminated(calendar, open, tally);
        open.clear();
    } else if let Some(at) = open.iter().rposition(|other| *other == kind) {
        open.truncate(at);
    } else {
        tally.add(END, property.at, property.value());
    }
}

fn unterminated(calendar: &Calendar<'_>, open: &[Open], tally: &mut Tally) {
    if open.contains(&Open::Event) {
        tally.add(UNTERMINATED, calendar.events.last().map_or(0, |event| event.at), "");
    }
}
