//! The one shape in which sessions, speakers and events leave the program as JSON.
//!
//! Scripts rely on it: keys are added at the end, never renamed or removed; what is not known is `null` or an empty
//! array, so that a key can always be asked for. This room knows no file and writes nothing itself. Start with
//! [`SessionRecord`].

use crate::model::{
    Event, EventIx, Kind, Level, Link, LinkKind, Mark, Personal, Programme, SessionIx, SpeakerIx, Zone,
};
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde::Serialize;

/// One session with what the user attached to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SessionRecord<'a> {
    /// The whole id: `event/session`.
    pub id: String,
    /// The event's id.
    pub event: &'a str,
    /// The title.
    pub title: &'a str,
    /// What sort of entry it is.
    pub kind: Kind,
    /// Whom it is for.
    pub level: Option<Level>,
    /// The name of the topic it is filed under.
    pub track: Option<&'a str>,
    /// Technologies and practices.
    pub tags: &'a [String],
    /// Who gives it.
    pub speakers: Vec<CreditRecord<'a>>,
    /// When it begins: see [`instant`].
    pub start: Option<String>,
    /// When it ends, likewise.
    pub end: Option<String>,
    /// The conference day it belongs to.
    pub date: Option<NaiveDate>,
    /// Its length.
    pub minutes: Option<u32>,
    /// Where it takes place.
    pub room: Option<&'a str>,
    /// The languages it is held in, joined by a comma and a space.
    pub language: Option<String>,
    /// What it is about.
    #[serde(rename = "abstract")]
    pub abstract_text: Option<&'a str>,
    /// What a listener took home.
    pub takeaways: &'a [String],
    /// Pages, slides, recordings.
    pub links: Vec<LinkRecord<'a>>,
    /// The user's intent.
    pub mark: Option<Mark>,
    /// Whether the user has attended or watched it.
    pub seen: bool,
    /// The user's own words.
    pub note: Option<&'a str>,
    /// The second line of the title.
    pub subtitle: Option<&'a str>,
    /// From 1 to 5, where the user gave one.
    pub rating: Option<u8>,
    /// Whether the source says that it does not take place.
    pub cancelled: bool,
    /// The names of the friends who marked it, filled in by who knows the user's friends.
    pub friends: Vec<&'a str>,
    /// Who gives it without naming a person.
    pub organisations: &'a [String],
}

/// A person's part in a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CreditRecord<'a> {
    /// The person's name.
    pub name: &'a str,
    /// The organisation they had then.
    pub organisation: Option<&'a str>,
}

/// A link with what it leads to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LinkRecord<'a> {
    /// What it leads to.
    pub kind: LinkKind,
    /// An absolute address.
    pub url: &'a str,
    /// Of a recording its length, where that is known.
    pub minutes: Option<u32>,
    /// Of a recording the day on which it was published, where that is known.
    pub published: Option<NaiveDate>,
}

impl<'a> From<&'a Link> for LinkRecord<'a> {
    fn from(link: &'a Link) -> Self {
        Self { kind: link.kind, url: &link.url, minutes: link.minutes, published: link.published }
    }
}

impl<'a> SessionRecord<'a> {
    /// The record of one session; `personal` is what the user attached to it.
    pub fn of(programme: &'a Programme, ix: SessionIx, personal: &'a Personal) -> Self {
        let session = programme.session(ix);
        let event = programme.event_of(ix);
        let credits = session.credits.iter().map(|credit| CreditRecord {
            name: &programme.speaker(credit.speaker).name,
            organisation: credit.organisation.as_deref(),
        });
        Self {
            id: programme.full_id(ix),
            event: &event.id,
            title: &session.title,
            kind: session.kind,
            level: session.level,
            track: session.track.map(|track| programme.track(track).name.as_str()),
            tags: &session.tags,
            speakers: credits.collect(),
            start: session.slot.map(|slot| instant(event, slot.start)),
            end: session.slot.map(|slot| instant(event, slot.end)),
            date: session.day,
            minutes: session.length(),
            room: programme.room_name(session),
            language: (!session.languages.is_empty()).then(|| session.languages.join(", ")),
            abstract_text: filled(&session.abstract_text),
            takeaways: &session.takeaways,
            links: session.links.iter().map(LinkRecord::from).collect(),
            mark: personal.mark,
            seen: personal.seen,
            note: filled(&personal.note),
            subtitle: session.subtitle.as_deref(),
            rating: personal.rating,
            cancelled: session.cancelled,
            friends: Vec::new(),
            organisations: &session.organisations,
        }
    }
}

/// One person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SpeakerRecord<'a> {
    /// Unique in a programme.
    pub id: &'a str,
    /// The name.
    pub name: &'a str,
    /// Who that is.
    pub biography: Option<&'a str>,
    /// The whole ids of their sessions, in time.
    pub sessions: Vec<String>,
    /// Other names they go by.
    pub also: &'a [String],
    /// The year whose present the biography speaks of.
    pub as_of: Option<u16>,
    /// The ids of those at other events who may be the same person: nothing but the name says so.
    pub may_be: Vec<&'a str>,
}

impl<'a> SpeakerRecord<'a> {
    /// The record of one speaker.
    pub fn of(programme: &'a Programme, ix: SpeakerIx) -> Self {
        let speaker = programme.speaker(ix);
        Self {
            id: &speaker.id,
            name: &speaker.name,
            biography: filled(&speaker.biography),
            sessions: programme.sessions_by(ix).iter().map(|session| programme.full_id(*session)).collect(),
            also: &speaker.also,
            as_of: speaker.as_of,
            may_be: programme.namesakes(ix).into_iter().map(|other| programme.speaker(other).id.as_str()).collect(),
        }
    }
}

/// One event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EventRecord<'a> {
    /// Unique in a programme.
    pub id: &'a str,
    /// The full name.
    pub name: &'a str,
    /// City and country.
    pub place: Option<&'a str>,
    /// The first conference day.
    pub first_day: Option<NaiveDate>,
    /// The last conference day.
    pub last_day: Option<NaiveDate>,
    /// An IANA name or an offset.
    pub zone: Option<String>,
    /// How many sessions it has.
    pub sessions: usize,
    /// Where it came from: a path, an address, `shipped` or `standard input`.
    pub source: String,
    /// What the programme is: how complete, and where it is from.
    pub about: Option<&'a str>,
}

impl<'a> EventRecord<'a> {
    /// The record of one event.
    pub fn of(programme: &'a Programme, ix: EventIx) -> Self {
        let event = programme.event(ix);
        Self {
            id: &event.id,
            name: &event.name,
            place: event.place.as_deref(),
            first_day: event.first_day,
            last_day: event.last_day,
            zone: event.zone.is_known().then(|| event.zone.to_string()),
            sessions: programme.sessions_at(ix).len(),
            source: event.source.to_string(),
            about: filled(&event.about),
        }
    }
}

fn filled(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// An instant as RFC 3339 with the event's offset; with `-00:00`, which stands for an offset that is not known, where
/// the event's zone is not known.
pub fn instant(event: &Event, instant: DateTime<Utc>) -> String {
    let time = event.zone.local(instant);
    match event.zone {
        Zone::Unknown => format!("{}-00:00", time.format("%Y-%m-%dT%H:%M:%S")),
        Zone::Named(_) | Zone::Offset(_) => time.to_rfc3339_opts(SecondsFormat::Secs, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Credit, Schedule, Session, Slot};
    use chrono::TimeZone;
    use serde_json::{Value, json};

    fn programme(zone: Zone) -> Programme {
        let mut schedule = Schedule::default();
        schedule.event.id = "conf".to_owned();
        schedule.event.zone = zone;
        let mut whole = Session::new("whole", "Whole");
        whole.slot = Some(Slot::new(Utc.with_ymd_and_hms(2026, 3, 24, 9, 0, 0).unwrap(), 45));
        whole.day = NaiveDate::from_ymd_opt(2026, 3, 24);
        whole.room = Some(schedule.room("Aula"));
        whole.languages = vec!["en".to_owned(), "nl".to_owned()];
        let speaker = schedule.speaker("ada-byron", "Ada Byron");
        whole.credits.push(Credit { speaker, organisation: None, title: None });
        schedule.sessions = vec![whole, Session::new("bare", "Bare")];
        Programme::new(vec![schedule])
    }

    fn record(programme: &Programme, id: &str, personal: &Personal) -> Value {
        let ix = programme.session_by_id("conf", id).unwrap();
        serde_json::to_value(SessionRecord::of(programme, ix, personal)).unwrap()
    }

    #[test]
    fn what_is_not_known_is_null_or_an_empty_array() {
        let bare = record(&programme(Zone::Unknown), "bare", &Personal::default());
        let expected = json!({
            "id": "conf/bare", "event": "conf", "title": "Bare", "kind": "talk", "level": null, "track": null,
            "tags": [], "speakers": [], "start": null, "end": null, "date": null, "minutes": null, "room": null,
            "language": null, "abstract": null, "takeaways": [], "links": [], "mark": null, "seen": false,
            "note": null, "subtitle": null, "rating": null, "cancelled": false, "friends": [], "organisations": [],
        });
        assert_eq!(bare.to_string(), expected.to_string(), "the order of the keys counts too");
    }

    #[test]
    fn times_carry_the_offset_of_the_event_and_the_users_words_come_along() {
        let personal = Personal { mark: Some(Mark::Going), note: "sit in front".to_owned(), ..Personal::default() };
        let whole = record(&programme(Zone::parse("Europe/Amsterdam").unwrap()), "whole", &personal);
        for (key, expected) in [
            ("start", json!("2026-03-24T10:00:00+01:00")),
            ("end", json!("2026-03-24T10:45:00+01:00")),
            ("date", json!("2026-03-24")),
            ("minutes", json!(45)),
            ("room", json!("Aula")),
            ("language", json!("en, nl")),
            ("speakers", json!([{"name": "Ada Byron", "organisation": null}])),
            ("mark", json!("going")),
            ("note", json!("sit in front")),
        ] {
            assert_eq!(whole[key], expected, "{key}");
        }
        let zoneless = record(&programme(Zone::Unknown), "whole", &personal);
        assert_eq!(zoneless["start"], "2026-03-24T09:00:00-00:00");
    }

    #[test]
    fn events_and_speakers_have_records_too() {
        let programme = programme(Zone::Offset(7200));
        let event = serde_json::to_value(EventRecord::of(&programme, EventIx(0))).unwrap();
        assert_eq!(
            event.to_string(),
            r#"{"id":"conf","name":"","place":null,"first_day":null,"last_day":null,"zone":"+02:00","sessions":2,"source":"shipped","about":null}"#
        );
        let speaker = serde_json::to_value(SpeakerRecord::of(&programme, SpeakerIx(0))).unwrap();
        assert_eq!(
            speaker.to_string(),
            r#"{"id":"ada-byron","name":"Ada Byron","biography":null,"sessions":["conf/whole"],"also":[],"as_of":null,"may_be":[]}"#
        );
    }
}
