//! The fields of frab's schema, whatever they are written in, and what becomes of them.

use crate::model::{Event, Session, fold};
use crate::source::text::{is_cancelled, languages, level, line, line_of, plain_title, unmarked_line};
use std::borrow::Cow;

/// The fields of one object, as a syntax has them.
pub(crate) trait Record: Sized {
    /// The text of the first of these fields that has one; empty where none has.
    fn first(&self, names: &[&str]) -> Cow<'_, str>;

    fn object(&self, name: &str) -> Option<Self>;

    fn says_yes(&self, name: &str) -> bool {
        matches!(fold(self.first(&[name]).trim()).as_str(), "true" | "1" | "yes")
    }
}

pub(crate) const ZONE: &[&str] = &["time_zone_name", "timezone", "time_zone"];
pub(crate) const STATE: &[&str] = &["state", "status"];

/// A session with everything that needs nothing but its own fields.
pub(crate) fn session(fields: &impl Record) -> Session {
    let text = |names: &[&str]| line_of(Some(&fields.first(names)));
    let (title, cancelled) = plain_title(&fields.first(&["title", "name"]));
    let mut session = Session::new(line(&fields.first(&["id", "conf_key"])), title);
    session.cancelled = cancelled
        || STATE.iter().any(|name| is_cancelled(&fields.first(&[name])))
        || ["cancelled", "canceled", "is_cancelled"].iter().any(|name| fields.says_yes(name));
    session.guid = text(&["guid"]);
    session.code = text(&["code", "slug", "tag"]);
    session.subtitle = text(&["subtitle"]).map(|subtitle| unmarked_line(&subtitle));
    session.level = level(&fields.first(&["level", "audience_level", "difficulty", "audience"]));
    session.languages = languages(&fields.first(&["language", "content_locale"]));
    let refused = fields.object("recording").is_some_and(|recording| recording.says_yes("optout"));
    // As far as its speakers have a say, only a refusal tells something for sure.
    session.recorded = (refused || fields.says_yes("do_not_record")).then_some(false);
    session
}

/// Names an event; short by its acronym where that is shorter.
pub(crate) fn name_event(event: &mut Event, conference: &impl Record) {
    let acronym = line(&conference.first(&["acronym", "slug"]));
    event.name = line(&conference.first(&["title", "name"]));
    if acronym.chars().count() < event.name.chars().count() {
        event.short.clone_from(&acronym);
    }
    event.id = acronym;
}
