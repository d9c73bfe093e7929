//! One event of a calendar: everything but under which name and which version of it calendars know it.

use super::content_line::{escape, parameter, push};
use super::event_times;
use super::selection::Selection;
use super::told::{Withdrawn, page};
use crate::model::{Mark, Personal, Programme, Session, SessionIx, Slot};
use crate::source::own_names;

/// What is said of a session, as content lines.
pub(super) fn body(selection: &Selection<'_>, ix: SessionIx, slot: Slot) -> String {
    let programme = selection.programme;
    let (session, personal) = (programme.session(ix), selection.personal(ix));
    let mut text = String::new();
    let mut line = |line: &str| push(&mut text, line);
    event_times::times(&mut line, slot, programme.event_of(ix).zone);
    line(&format!("SUMMARY:{}", escape(&session.title)));
    if let Some(room) = programme.room_name(session) {
        line(&format!("LOCATION:{}", escape(room)));
    }
    let (description, abstract_at) = description(programme, session, &personal);
    if !description.is_empty() {
        line(&format!("DESCRIPTION:{}", escape(&description)));
        line(&format!("{}:{abstract_at},{}", own_names::ABSTRACT, session.abstract_text.chars().count()));
    }
    if let Some(page) = page(session) {
        line(&format!("URL:{page}"));
    }
    let mut categories: Vec<_> = session.track.map(|track| programme.track(track).name.as_str()).into_iter().collect();
    categories.extend(session.tags.iter().map(String::as_str));
    if !categories.is_empty() {
        line(&format!("CATEGORIES:{}", categories.into_iter().map(escape).collect::<Vec<_>>().join(",")));
    }
    for own in own_lines(programme, session, &personal, selection.options.notes) {
        line(&own);
    }
    intent(&mut line, session, personal.mark);
    alarm(&mut line, selection, session, slot, personal.mark);
    text
}

/// What only interests somebody, or is not for them, takes none of their time.
fn intent(line: &mut impl FnMut(&str), session: &Session, mark: Option<Mark>) {
    let interested = matches!(mark, Some(Mark::Interested | Mark::Dismissed));
    line(match (session.cancelled, interested) {
        (true, _) => "STATUS:CANCELLED",
        (false, true) => "STATUS:TENTATIVE",
        (false, false) => "STATUS:CONFIRMED",
    });
    line(if interested { "TRANSP:TRANSPARENT" } else { "TRANSP:OPAQUE" });
}

fn alarm(line: &mut impl FnMut(&str), selection: &Selection<'_>, session: &Session, slot: Slot, mark: Option<Mark>) {
    let options = selection.options;
    let wanted = match mark {
        Some(Mark::Dismissed) => false,
        Some(Mark::Interested) => options.alarm_for_interesting,
        _ => true,
    };
    let Some(minutes) = options.alarm_minutes.filter(|_| wanted && !session.cancelled && !slot.all_day) else { return };
    line("BEGIN:VALARM");
    line("ACTION:DISPLAY");
    line(&format!("TRIGGER:-PT{minutes}M"));
    line(&format!("DESCRIPTION:{}", escape(&session.title)));
    line("END:VALARM");
}

/// What is said of a session that is taken back: enough to know it by, and no alarm.
pub(super) fn withdrawn_body(withdrawn: &Withdrawn) -> String {
    let mut text = String::new();
    let mut line = |line: &str| push(&mut text, line);
    if let Some(slot) = withdrawn.place.slot() {
        event_times::times(&mut line, slot, withdrawn.place.zone());
    }
    line(&format!("SUMMARY:{}", escape(&withdrawn.title)));
    if let Some(room) = &withdrawn.place.room {
        line(&format!("LOCATION:{}", escape(room)));
    }
    line("STATUS:CANCELLED");
    line("TRANSP:TRANSPARENT");
    line(&format!("{}:{}", own_names::WITHDRAWN, withdrawn.version.modified.format(event_times::UTC_TIME)));
    text
}

/// Speakers, abstract, takeaways, the links after the first, the note: what calendars have no field for; and how many
/// letters stand before the abstract.
fn description(programme: &Programme, session: &Session, personal: &Personal) -> (String, usize) {
    let speakers: Vec<_> = session.credits.iter().map(|credit| programme.credit_line(credit)).collect();
    let before = joined([session.subtitle.clone().unwrap_or_default(), speakers.join("\n")]);
    let takeaways = session.takeaways.iter().map(|line| format!("• {line}")).collect::<Vec<_>>().join("\n");
    let links = session.links.iter().skip(1).map(|link| link.url.as_str()).collect::<Vec<_>>().join("\n");
    let note = Some(&personal.note).filter(|note| !note.is_empty()).map(|note| format!("My note: {note}"));
    let rating = personal.rating.map(|rating| format!("My rating: {rating} of 5"));
    let after = joined([takeaways, links, note.unwrap_or_default(), rating.unwrap_or_default()]);
    let abstract_at = if before.is_empty() { 0 } else { before.chars().count() + 2 };
    (joined([before, session.abstract_text.clone(), after]), abstract_at)
}

fn joined<const N: usize>(parts: [String; N]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// What the standard has no place for, so that this program, at least, loses nothing when it reads the calendar again.
fn own_lines(programme: &Programme, session: &Session, personal: &Personal, notes: bool) -> Vec<String> {
    let mut lines = vec![format!("{}:{}", own_names::KIND, session.kind.name())];
    let mut text = |name: &str, value: Option<&str>| {
        lines.extend(value.filter(|value| !value.is_empty()).map(|value| format!("{name}:{}", escape(value))));
    };
    let day = session.day.map(|day| day.format("%Y%m%d").to_string());
    text(own_names::DAY, day.as_deref());
    text(own_names::TRACK, session.track.map(|track| programme.track(track).name.as_str()));
    text(own_names::LEVEL, session.level.map(|level| level.name()));
    text(own_names::SUBTITLE, session.subtitle.as_deref());
    text(own_names::LANGUAGES, Some(&session.languages.join(", ")));
    session.organisations.iter().for_each(|name| text(own_names::ORGANISATION, Some(name)));
    session.takeaways.iter().for_each(|line| text(own_names::TAKEAWAY, Some(line)));
    text(own_names::SEEN, personal.seen.then_some("TRUE"));
    if notes {
        text(own_names::NOTE, Some(&personal.note));
        text(own_names::RATING, personal.rating.map(|rating| rating.to_string()).as_deref());
    }
    let told = |name: &str, value: Option<&str>| {
        value.filter(|value| !value.is_empty()).map(|value| parameter(name, value)).unwrap_or_default()
    };
    lines.extend(session.credits.iter().map(|credit| {
        let organisation = told(own_names::ORGANISATION_OF, credit.organisation.as_deref());
        let title = told(own_names::TITLE_OF, credit.title.as_deref());
        let name = escape(&programme.speaker(credit.speaker).name);
        format!("{}{organisation}{title}:{name}", own_names::SPEAKER)
    }));
    lines.extend(session.links.iter().map(|link| {
        let kind = told(own_names::KIND_OF, Some(link.kind.name()));
        format!("{}{kind}{}:{}", own_names::LINK, told(own_names::TITLE_OF, Some(&link.title)), escape(&link.url))
    }));
    lines
}
