//! One event: everything about it but its time, which needs the zone.

use super::people::{introduction, named};
use super::schema::session;
use super::times::{Entry, When};
use crate::model::{Session, Speaker, fold};
use crate::source::builder::Builder;
use crate::source::tally::{LENGTH_UNREADABLE, START_UNREADABLE, Words, no_link, note, warning};
use crate::source::text::{Person, add_links, blocks, is_no_address, kind, line, line_of, link, resolve};
use crate::source::time;
use crate::source::xml::{self, Fields, attribute, elements};
use chrono::NaiveDate;
use roxmltree::Node;
use std::collections::HashMap;

#[derive(Debug, Clone, Default)]
pub(super) struct Above {
    pub(super) day: Option<NaiveDate>,
    pub(super) room: Option<String>,
}

#[derive(Default)]
pub(super) struct Events {
    /// Where the tree at hand begins in the text, and whether its bytes are those of the text.
    pub(super) origin: usize,
    pub(super) exact: bool,
    pub(super) builder: Builder,
    /// The names of tracks by their slugs, for events that give the slug.
    pub(super) track_names: HashMap<String, String>,
    pub(super) above: Above,
    pub(super) entries: Vec<Entry>,
    /// What is said of people, by their keys.
    pub(super) introduced: HashMap<String, Speaker>,
}

impl Events {
    pub(super) fn count(&mut self, words: Words, node: Node<'_, '_>, example: &str) {
        self.builder.tally.add(words, self.offset(node), example);
    }

    /// The byte of the whole text at which a node stands, or the part of the text that it was taken from.
    fn offset(&self, node: Node<'_, '_>) -> usize {
        if self.exact { self.origin + node.range().start } else { self.origin }
    }

    /// Takes in an event; `base` is what its addresses are relative to.
    pub(super) fn event(&mut self, node: Node<'_, '_>, base: Option<&str>) {
        let fields = &Fields::of(node);
        let mut session = session(fields);
        session.kind = kind(&line(&fields.text(&["type", "category"])), &session.title);
        let topics = fields.child(&["topics"]).into_iter().flat_map(elements);
        session.tags = topics.map(|topic| line(&xml::text(topic))).filter(|topic| !topic.is_empty()).collect();
        let track = fields.text(&["track"]);
        let track = self.track_names.get(track.trim()).cloned().unwrap_or_else(|| track.into_owned());
        session.track = self.builder.track(&track);
        let room = self.room_of(node, fields);
        session.room = room.and_then(|room| self.builder.room(&room));
        let (text, in_text) = blocks(&fields.text(&["abstract"]), &fields.text(&["description"]));
        session.abstract_text = text;
        self.links(node, fields, base, &mut session);
        add_links(&mut session.links, in_text);
        let people = self.people(fields, base);
        let when = self.when(node, fields);
        self.entries.push(Entry { session, people, when });
    }

    /// The room of an event: the one it stands in, unless it names another itself. A name that holds the other, such as
    /// `1Komona headnut` and `headnut`, is the same room.
    fn room_of(&mut self, node: Node<'_, '_>, fields: &Fields<'_, '_>) -> Option<String> {
        let rooms = fields.all("room");
        let rooms: Vec<String> = rooms.filter_map(|room| line_of(Some(&xml::text(room)))).collect();
        // A session for everybody may fill several rooms: together they are one that has its own name.
        let own = (!rooms.is_empty()).then(|| rooms.join(", "));
        let above = self.above.room.as_deref().and_then(|room| line_of(Some(room)));
        let (Some(own), Some(above)) = (&own, &above) else { return above.or(own) };
        let (own_folded, above_folded) = (fold(own), fold(above));
        if own_folded == above_folded {
            return Some(above.clone());
        }
        let same = own_folded.contains(&above_folded) || above_folded.contains(&own_folded);
        self.count(if same { ROOM_SPELLED } else { ROOM_DIFFERS }, node, &format!("'{own}' in '{above}'"));
        Some(if same { above.clone() } else { own.clone() })
    }

    fn people(&mut self, fields: &Fields<'_, '_>, base: Option<&str>) -> Vec<Person> {
        let mut people = Vec::new();
        for person in fields.child(&["persons", "speakers"]).into_iter().flat_map(elements) {
            match named(person) {
                Some(named) => {
                    // Only EuroPython says more of a person than the name where they are named.
                    let says_more = named.key.as_ref().filter(|_| elements(person).nth(1).is_some());
                    if let Some(key) = says_more.filter(|key| !self.introduced.contains_key(*key)) {
                        self.introduced.insert(key.clone(), introduction(person, named.name.clone(), base));
                    }
                    people.push(named);
                }
                None => self.count(PERSON_WITHOUT_NAME, person, ""),
            }
        }
        people
    }

    fn links(&mut self, node: Node<'_, '_>, fields: &Fields<'_, '_>, base: Option<&str>, session: &mut Session) {
        // Of several servers each has its attachments beside its pages.
        let own = resolve(&fields.text(&["url"]), base);
        let base = own.as_deref().or(base);
        let mut add = |address: &str, words: &str, hint: &str, node| match link(address, base, words, hint) {
            Some(link) => add_links(&mut session.links, [link]),
            None if is_no_address(address) => {}
            None => self.count(no_link(address), node, address),
        };
        add(own.as_deref().unwrap_or(&fields.text(&["url"])), "", "", node);
        for name in ["conf_url", "origin_url"] {
            add(&fields.text(&[name]), "", "", node);
        }
        let mut bare = Vec::new();
        for given in fields.child(&["links"]).into_iter().chain(fields.child(&["attachments"])).flat_map(elements) {
            let words = xml::text(given);
            let hint = attribute(given, &["type", "service"]).unwrap_or("");
            match attribute(given, &["href", "url", "src"]) {
                Some(href) => add(href, &words, hint, given),
                // Sometimes the address stands where its words should.
                None if words.contains("://") => add(&words, "", hint, given),
                None => bare.push((given, words)),
            }
        }
        for (name, hint) in [("feedback_url", "feedback"), ("video_download_url", "video"), ("video", "video")] {
            add(&fields.text(&[name]), "", hint, node);
        }
        if let Some(recording) = fields.child(&["recording"]) {
            add(&Fields::of(recording).text(&["url", "link"]), "", "recording", recording);
        }
        for (given, words) in bare {
            self.count(LINK_WITHOUT_ADDRESS, given, &words);
        }
    }

    fn when(&mut self, node: Node<'_, '_>, fields: &Fields<'_, '_>) -> When {
        let (date, start, end) = (fields.text(&["date"]), fields.text(&["start"]), fields.text(&["end"]));
        let length_text = fields.text(&["duration"]);
        let stamp = time::stamp(&date).or_else(|| time::stamp(&start));
        let mut when = When {
            at: self.offset(node),
            day: self.above.day,
            stamp,
            date: time::date(&date).filter(|_| stamp.is_none()),
            clock: time::clock(&start),
            end: time::clock(&end),
            minutes: None,
        };
        if stamp.is_none() && when.clock.is_none() {
            self.count(START_UNREADABLE, node, if start.is_empty() { &date } else { &start });
        }
        match time::length(&length_text) {
            Some(length) => {
                when.minutes = Some(length.minutes);
                if length.doubtful {
                    self.count(LENGTH_DOUBTFUL, node, &length_text);
                }
            }
            None if when.end.is_none() => self.count(LENGTH_UNREADABLE, node, &length_text),
            None => {}
        }
        when
    }
}

const ROOM_SPELLED: Words = note(
    "[session names its|sessions name their] room in other words than the room [it stands|they stand] in, whose name was kept",
);
const ROOM_DIFFERS: Words = warning(
    "[session names|sessions name] another room than the one [it stands|they stand] in and [was|were] put there",
);
const PERSON_WITHOUT_NAME: Words = note("[person|persons] without a name [was|were] left out");
const LINK_WITHOUT_ADDRESS: Words = note("[link|links] without an address [was|were] left out");
const LENGTH_DOUBTFUL: Words =
    note("[session has a length|sessions have lengths] that [was|were] read as days, hours and minutes");
