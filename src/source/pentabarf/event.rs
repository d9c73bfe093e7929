//! One event: everything about it but its time, which needs the zone.

use super::Reader;
use super::people::{Named, named};
use crate::model::{Session, fold};
use crate::problem::Severity;
use crate::source::tally::{LENGTH_UNREADABLE, LINK_UNUSABLE, START_UNREADABLE, Words};
use crate::source::text::{add_links, blocks, is_cancelled, kind, languages, level, line, line_of, link, plain_title};
use crate::source::time::{self, Stamp};
use crate::source::xml::{self, Fields, attribute, elements, field};
use chrono::NaiveDate;
use roxmltree::Node;
use std::borrow::Cow;

/// An event with what is needed to settle its time and its people.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) session: Session,
    pub(super) people: Vec<Named>,
    pub(super) when: When,
}

/// The times of an event as they stand in the file.
#[derive(Debug, Clone, Default)]
pub(super) struct When {
    /// Where the event stands in the file.
    pub(super) at: usize,
    /// The day that it is filed under.
    pub(super) day: Option<NaiveDate>,
    /// Its date with the time of day.
    pub(super) stamp: Option<Stamp>,
    /// Its date where that has no time of day.
    pub(super) date: Option<NaiveDate>,
    /// The clock at its start, in minutes after midnight.
    pub(super) clock: Option<u32>,
    /// The clock at its end.
    pub(super) end: Option<u32>,
    /// Its length.
    pub(super) minutes: Option<u32>,
}

impl Reader<'_> {
    pub(super) fn event(&mut self, node: Node<'_, '_>) {
        let fields = &Fields::of(node);
        let (title, cancelled) = plain_title(&fields.text(&["title"]));
        let mut session = Session::new(line(attribute(node, &["id"]).unwrap_or("")), title);
        session.guid = line_of(attribute(node, &["guid"]));
        let codes = [fields.text(&["slug"]), fields.text(&["tag"])];
        session.code =
            line_of(attribute(node, &["code"])).or_else(|| codes.iter().find_map(|code| line_of(Some(code))));
        session.subtitle = line_of(Some(&fields.text(&["subtitle"])));
        session.kind = kind(&line(&fields.text(&["type", "category"])), &session.title);
        let topics = fields.child(&["topics"]).into_iter().flat_map(elements);
        session.tags = topics.map(|topic| line(&xml::text(topic))).filter(|topic| !topic.is_empty()).collect();
        session.level = level(&fields.text(&["level"]));
        session.languages = languages(&fields.text(&["language"]));
        let states =
            [Cow::Borrowed(attribute(node, &["status", "state"]).unwrap_or("")), fields.text(&["status", "state"])];
        session.cancelled = cancelled || states.iter().any(|state| is_cancelled(state));
        let track = fields.text(&["track"]);
        let track = self.track_names.get(track.trim()).cloned().unwrap_or_else(|| track.into_owned());
        session.track = self.builder.track(&track);
        let room = self.room_of(node, fields);
        session.room = room.and_then(|room| self.builder.room(&room));
        session.recorded = recorded(fields);
        let (text, in_text) = blocks(&fields.text(&["abstract"]), &fields.text(&["description"]));
        session.abstract_text = text;
        self.links(node, fields, &mut session);
        add_links(&mut session.links, in_text);
        let people = self.people(fields);
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
        self.count(if same { &ROOM_SPELLED } else { &ROOM_DIFFERS }, node, &format!("'{own}' in '{above}'"));
        Some(if same { above.clone() } else { own.clone() })
    }

    fn people(&mut self, fields: &Fields<'_, '_>) -> Vec<Named> {
        let mut people = Vec::new();
        for person in fields.child(&["persons", "speakers"]).into_iter().flat_map(elements) {
            match named(person) {
                Some(named) => people.push(named),
                None => self.count(&PERSON_WITHOUT_NAME, person, ""),
            }
        }
        people
    }

    fn links(&mut self, node: Node<'_, '_>, fields: &Fields<'_, '_>, session: &mut Session) {
        let pages = [("url", ""), ("conf_url", ""), ("origin_url", "")];
        let others = [("feedback_url", "feedback"), ("video_download_url", "video"), ("video", "video")];
        for (name, hint) in pages {
            self.link_of(&fields.text(&[name]), "", hint, node, session);
        }
        for name in ["links", "attachments"] {
            for given in fields.child(&[name]).into_iter().flat_map(elements) {
                let words = xml::text(given);
                let hint = attribute(given, &["type", "service"]).unwrap_or("");
                match attribute(given, &["href", "url", "src"]) {
                    Some(href) => self.link_of(href, &words, hint, given, session),
                    // Sometimes the address stands where its words should.
                    None if words.contains("://") => self.link_of(&words, "", hint, given, session),
                    None => self.count(&LINK_WITHOUT_ADDRESS, given, &words),
                }
            }
        }
        for (name, hint) in others {
            self.link_of(&fields.text(&[name]), "", hint, node, session);
        }
        if let Some(recording) = fields.child(&["recording"]) {
            self.link_of(&field(recording, &["url", "link"]), "", "recording", recording, session);
        }
    }

    fn link_of(&mut self, address: &str, words: &str, hint: &str, node: Node<'_, '_>, session: &mut Session) {
        if address.trim().is_empty() {
            return;
        }
        match link(address, self.base.as_deref(), words, hint) {
            Some(link) => add_links(&mut session.links, [link]),
            None => self.count(&LINK_UNUSABLE, node, address),
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
            self.count(&START_UNREADABLE, node, if start.is_empty() { &date } else { &start });
        }
        match time::length(&length_text) {
            Some(length) => {
                when.minutes = Some(length.minutes);
                if length.doubtful {
                    self.count(&LENGTH_DOUBTFUL, node, &length_text);
                }
            }
            None if when.end.is_none() => self.count(&LENGTH_UNREADABLE, node, &length_text),
            None => {}
        }
        when
    }
}

/// Whether the session is recorded, as far as its speakers have a say: only a refusal tells something for sure.
fn recorded(fields: &Fields<'_, '_>) -> Option<bool> {
    let refused = field(fields.child(&["recording"])?, &["optout"]);
    matches!(fold(refused.trim()).as_str(), "true" | "1" | "yes").then_some(false)
}

const ROOM_SPELLED: Words = Words {
    severity: Severity::Note,
    one: "session names its room in other words than the room it stands in, whose name was kept",
    many: "sessions name their room in other words than the room they stand in, whose name was kept",
};
const ROOM_DIFFERS: Words = Words {
    severity: Severity::Warning,
    one: "session names another room than the one it stands in and was put there",
    many: "sessions name another room than the one they stand in and were put there",
};
const PERSON_WITHOUT_NAME: Words = Words {
    severity: Severity::Note,
    one: "person without a name was left out",
    many: "persons without a name were left out",
};
const LINK_WITHOUT_ADDRESS: Words = Words {
    severity: Severity::Note,
    one: "link without an address was left out",
    many: "links without an address were left out",
};
const LENGTH_DOUBTFUL: Words = Words {
    severity: Severity::Note,
    one: "session has a length that was read as days, hours and minutes",
    many: "sessions have lengths that were read as days, hours and minutes",
};
