//! The calendars of this program, which say in properties of their own what the standard has no place for. They are known
//! by these, whichever program has passed the calendar on.

use super::component::{Calendar, Component};
use super::own_names::{
    ABSTRACT, DAY, DAY_CHANGE, KIND, KIND_OF, LANGUAGES, LEVEL, LINK, ORGANISATION, ORGANISATION_OF, PLACE, SPEAKER,
    SUBTITLE, TAKEAWAY, TITLE_OF, TRACK, WITHDRAWN,
};
use crate::model::{Event, Kind, Level, Link, LinkKind, Session};
use crate::source::builder::Builder;
use crate::source::text::{Person, add_links, block, is_cancelled, languages, line, link};
use chrono::NaiveDate;

pub(super) fn is_own(event: &Component<'_>) -> bool {
    event.get(KIND).is_some()
}

/// Takes out what only tells a calendar to forget it.
pub(super) fn drop_withdrawn(events: &mut Vec<Component<'_>>) {
    events.retain(|event| event.get(WITHDRAWN).is_none());
}

/// What the calendar says of its only event.
pub(super) fn describe(calendar: &Calendar<'_>, event: &mut Event) {
    let place = line(&calendar.own.text(PLACE));
    if !place.is_empty() {
        event.place = Some(place);
    }
    if let Ok(minutes) = calendar.own.text(DAY_CHANGE).parse() {
        event.day_change = minutes;
    }
}

/// Everything of an event but its time and id.
pub(super) fn session(builder: &mut Builder, event: &Component<'_>) -> Session {
    let mut session = Session::new("", line(&event.text("SUMMARY")));
    let text = |name: &str| line(&event.text(name));
    let all =
        |name: &'static str| event.all(name).map(|property| line(&property.text())).filter(|text| !text.is_empty());
    session.cancelled = is_cancelled(&event.text("STATUS"));
    session.subtitle = Some(text(SUBTITLE)).filter(|subtitle| !subtitle.is_empty());
    session.level = Level::from_word(&text(LEVEL));
    session.track = builder.track(&event.text(TRACK));
    let categories = event.all("CATEGORIES").flat_map(super::line::Property::list).map(|tag| line(&tag));
    session.tags = categories.skip(usize::from(session.track.is_some())).filter(|tag| !tag.is_empty()).collect();
    session.room = builder.room(&event.text("LOCATION"));
    session.languages = languages(&text(LANGUAGES));
    session.organisations = all(ORGANISATION).collect();
    session.takeaways = all(TAKEAWAY).collect();
    session.abstract_text = block(&abstract_text(event)).0;
    for property in event.all(SPEAKER) {
        let told = |name: &str| property.parameter(name).map(|text| line(&text)).filter(|text| !text.is_empty());
        let (organisation, title) = (told(ORGANISATION_OF), told(TITLE_OF));
        builder.credit(&mut session, Person { organisation, title, ..Person::named(line(&property.text())) });
    }
    let links = event.all(LINK).filter_map(|property| {
        let title = property.parameter(TITLE_OF).unwrap_or_default();
        let link = link(&property.text(), builder.options.base(), &title, "")?;
        let kind = property.parameter(KIND_OF).and_then(|word| LinkKind::from_word(&word));
        Some(Link { kind: kind.unwrap_or(link.kind), ..link })
    });
    add_links(&mut session.links, links);
    session
}

/// What is guessed from the time elsewhere and is known here.
pub(super) fn settle(event: &Component<'_>, session: &mut Session) {
    session.kind = Kind::from_word(&event.text(KIND)).unwrap_or(session.kind);
    session.day = NaiveDate::parse_from_str(&event.text(DAY), "%Y%m%d").ok().or(session.day);
}

/// The part of the description that is the abstract; all of it where that cannot be told.
fn abstract_text(event: &Component<'_>) -> String {
    let (description, place) = (event.text("DESCRIPTION"), event.text(ABSTRACT));
    let part = || {
        let (from, count) = place.split_once(',')?;
        let (from, count): (usize, usize) = (from.parse().ok()?, count.parse().ok()?);
        let text: String = description.chars().skip(from).take(count).collect();
        (text.chars().count() == count).then_some(text)
    };
    part().unwrap_or(description)
}
