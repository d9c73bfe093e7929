//! The fields that may stand before a colon in a query: a row each, with what it asks and what help says of it.
//!
//! The parser, the help of the screen, the help of `list` and the table in `docs/` are made of these rows. To add a
//! field, give it a row here and, if it asks a new question, say in `facts` which sessions answer it with yes.

use super::value::{Bound, Day, Refusal, Span, at, bound, choose, days, refuse, span, whom};
use crate::model::{Kind, Level};
use chrono::NaiveTime;

/// A part of a session's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Title and subtitle.
    Title,
    /// The name of a speaker.
    Speaker,
    /// The organisation of a speaker.
    Organisation,
    /// The name of the track.
    Track,
    /// A tag.
    Tag,
    /// The name of the room.
    Room,
    /// The name or id of the event.
    Event,
    /// Abstract, takeaways and the user's note.
    Body,
}

/// A question that a session answers with yes or no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Condition {
    /// It is of one of these kinds.
    Kind(Vec<Kind>),
    /// It has one of these levels.
    Level(Vec<Level>),
    /// It is held in a language whose folded code begins so.
    Language(String),
    /// It is on one of these days.
    Day(Vec<Day>),
    /// It is on at this time of one of these days, or of any where none is named.
    At(Vec<Day>, NaiveTime),
    /// It starts then or later.
    After(Bound),
    /// It starts before that.
    Before(Bound),
    /// It takes so many minutes.
    Length(Span),
    /// The user rated it so.
    Rating(Span),
    /// One of these friends marked it; they are told by their positions.
    With(Vec<usize>),
    /// One of these holds.
    State(Vec<State>),
}

impl Condition {
    /// Whether the answer hangs on what time it is.
    pub(super) fn asks_for_time(&self) -> bool {
        match self {
            Self::State(states) => states.iter().any(|state| matches!(state, State::Now | State::Next | State::Past)),
            Self::Day(days) | Self::At(days, _) => days.iter().any(|day| matches!(day, Day::FromToday(_))),
            _ => false,
        }
    }

    /// Whether it asks what has changed.
    pub(super) fn asks_for_changes(&self) -> bool {
        matches!(self, Self::State(states) if states.iter().any(|state| matches!(state, State::Changed | State::New)))
    }

    /// Whether it finds sessions by how they are marked.
    pub(super) fn asks_for_marks(&self) -> bool {
        let is_mark =
            |state: &State| matches!(state, State::Going | State::Interested | State::Dismissed | State::Seen);
        matches!(self, Self::State(states) if states.iter().any(is_mark)) || matches!(self, Self::Rating(_))
    }

    /// Whether it finds what is not for the user.
    pub(super) fn asks_for_dismissed(&self) -> bool {
        matches!(self, Self::State(states) if states.contains(&State::Dismissed))
    }
}

/// Something that is so or not so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// The user goes there.
    Going,
    /// The user is interested.
    Interested,
    /// The user said that it is not for them.
    Dismissed,
    /// It has changed since the user read of it.
    Changed,
    /// It has come since the user read of what is new.
    New,
    /// The user has seen it.
    Seen,
    /// It takes place at this moment.
    Now,
    /// Nothing else of its event starts between now and its start.
    Next,
    /// It is over.
    Past,
    /// The user goes there and to something else at the same time.
    Clash,
    /// There is, or will be, a recording.
    Recorded,
    /// It does not take place.
    Cancelled,
    /// The user wrote a note.
    Note,
    /// A recording can be watched.
    Video,
    /// There are slides.
    Slides,
    /// It has a track.
    Track,
}

/// What may follow `is:`.
const IS: &[(&str, State)] = &[
    ("going", State::Going),
    ("interested", State::Interested),
    ("dismissed", State::Dismissed),
    ("changed", State::Changed),
    ("new", State::New),
    ("seen", State::Seen),
    ("now", State::Now),
    ("next", State::Next),
    ("past", State::Past),
    ("clash", State::Clash),
    ("recorded", State::Recorded),
    ("cancelled", State::Cancelled),
];

/// What may follow `has:`.
const HAS: &[(&str, State)] =
    &[("note", State::Note), ("video", State::Video), ("slides", State::Slides), ("track", State::Track)];

/// Reads a folded value; the names are those of friends. Nothing at all comes of a value that is only begun, such as `<`.
type Read = fn(&str, &[String]) -> Result<Option<Condition>, Refusal>;

/// What a field does with its value.
#[derive(Clone, Copy)]
pub(super) enum Asks {
    /// It looks for it in one part of the text.
    Text(Field),
    /// It asks something else.
    Value(Read),
}

/// A field that may stand before a colon.
pub struct QueryField {
    /// Its name.
    pub name: &'static str,
    /// What else people call it.
    pub(super) aliases: &'static [&'static str],
    /// What it narrows to, or which values it takes.
    pub help: &'static str,
    /// What may be written, each with its value; a field of text without any.
    pub examples: &'static [&'static str],
    pub(super) asks: Asks,
}

const fn text(name: &'static str, aliases: &'static [&'static str], help: &'static str, field: Field) -> QueryField {
    QueryField { name, aliases, help, examples: &[], asks: Asks::Text(field) }
}

const fn value(
    name: &'static str,
    aliases: &'static [&'static str],
    help: &'static str,
    examples: &'static [&'static str],
    read: Read,
) -> QueryField {
    QueryField { name, aliases, help, examples, asks: Asks::Value(read) }
}

/// Every field, in the order of help.
pub const FIELDS: &[QueryField] = &[
    text("title", &[], "words of the title", Field::Title),
    text("speaker", &["speakers", "by"], "a speaker's name", Field::Speaker),
    text("org", &["organisation", "organization", "company"], "a speaker's organisation", Field::Organisation),
    text("track", &[], "the track's name", Field::Track),
    text("tag", &["tags"], "a tag", Field::Tag),
    text("room", &[], "the room's name", Field::Room),
    text("event", &[], "the event's name or id", Field::Event),
    value(
        "kind",
        &["type"],
        "keynote, talk, panel, workshop, lightning, meetup, break or other",
        &["kind:workshop"],
        |value, _| {
            choose(value, Kind::ALL.iter().map(|kind| (kind.name(), *kind))).map(|found| Some(Condition::Kind(found)))
        },
    ),
    value("level", &[], "beginner, intermediate or advanced", &["level:beginner"], |value, _| {
        choose(value, Level::ALL.iter().map(|level| (level.name(), *level))).map(|found| Some(Condition::Level(found)))
    }),
    value("lang", &["language"], "a language's code: de", &["lang:de"], |value, _| {
        Ok(Some(Condition::Language(value.to_owned())))
    }),
    value(
        "day",
        &["date"],
        "2019-11-18, 2019-11, 18-nov, 2 for the second day, tue, today, tomorrow or yesterday",
        &["day:2017-12-06", "day:6-dec"],
        |value, _| days(value).map(|found| Some(Condition::Day(found))),
    ),
    value("at", &[], "is on at 14:30, tue-14:30 or 2019-11-18-14:30", &["at:14:30", "at:tue-14:30"], |value, _| {
        at(value).map(|(days, time)| Some(Condition::At(days, time)))
    }),
    value("after", &[], "starts at 14:00, 2019-11-18 or 2019-11-18T14:00, or later", &["after:14:00"], |value, _| {
        bound(value).map(|found| Some(Condition::After(found)))
    }),
    value("before", &[], "starts before then", &["before:10:30"], |value, _| {
        bound(value).map(|found| Some(Condition::Before(found)))
    }),
    value(
        "length",
        &["minutes"],
        "minutes, of the recording where it is known: 30, <=45, >60",
        &["length:<=30"],
        |value, _| match span(value.trim_end_matches("min"), 0, u32::MAX) {
            Ok(found) => Ok(found.map(Condition::Length)),
            Err(()) => refuse("minutes, such as 30, <=45 or >60"),
        },
    ),
    value("rating", &[], "your rating: 5, >=4", &["rating:>=4"], |value, _| match span(value, 1, 5) {
        Ok(found) => Ok(found.map(Condition::Rating)),
        Err(()) => refuse("a number from 1 to 5, such as 5 or >=4"),
    }),
    value("with", &["friend"], "the name of a friend who marked it", &["with:ana"], |value, friends| {
        Ok(Some(Condition::With(whom(value, friends)?)))
    }),
    value(
        "is",
        &[],
        "going, interested, dismissed, changed, new, seen, now, next, past, clash, recorded or cancelled",
        &[
            "is:going",
            "is:interested",
            "is:dismissed",
            "is:changed",
            "is:new",
            "is:seen",
            "is:now",
            "is:next",
            "is:past",
            "is:clash",
            "is:recorded",
            "is:cancelled",
        ],
        |value, _| choose(value, IS.iter().copied()).map(|found| Some(Condition::State(found))),
    ),
    value(
        "has",
        &[],
        "note, video, slides or track",
        &["has:note", "has:video", "has:slides", "has:track"],
        |value, _| choose(value, HAS.iter().copied()).map(|found| Some(Condition::State(found))),
    ),
];

impl QueryField {
    /// The field of this name, or that people call so.
    pub fn named(name: &str) -> Option<&'static Self> {
        FIELDS.iter().find(|field| field.name == name || field.aliases.contains(&name))
    }
}

/// What may be written with every field, in lines of so many cells: the names of those of text, the examples of the rest.
pub fn examples(cells: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut push = |line: &mut String, word: &str, gap: &str| {
        if !line.is_empty() && line.len() + gap.len() + word.len() > cells {
            lines.push(std::mem::take(line));
        }
        line.push_str(if line.is_empty() { "" } else { gap });
        line.push_str(word);
    };
    let (of_text, others): (Vec<_>, Vec<_>) = FIELDS.iter().partition(|field| field.examples.is_empty());
    of_text.iter().for_each(|field| push(&mut line, &format!("{}:", field.name), " "));
    for example in others.iter().flat_map(|field| field.examples) {
        push(&mut line, example, "  ");
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_and_examples_have_every_word_that_a_field_takes() {
        for (name, words) in [("is", IS), ("has", HAS)] {
            let field = QueryField::named(name).unwrap();
            let said: Vec<&str> = field.help.split([',', ' ']).filter(|word| !["", "or"].contains(word)).collect();
            let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            assert_eq!(said, known, "{name}");
            let examples: Vec<String> = known.iter().map(|word| format!("{name}:{word}")).collect();
            assert_eq!(field.examples, examples, "{name}");
        }
    }

    #[test]
    fn no_two_fields_share_a_name_and_every_example_is_understood() {
        let mut names: Vec<&str> = FIELDS.iter().flat_map(|field| [&[field.name], field.aliases].concat()).collect();
        names.sort_unstable();
        assert!(names.windows(2).all(|two| two[0] != two[1]), "{names:?}");
        for example in FIELDS.iter().flat_map(|field| field.examples) {
            let (name, value) = example.split_once(':').unwrap();
            let Asks::Value(read) = QueryField::named(name).unwrap().asks else { panic!("{example}") };
            assert!(read(value, &["ana".to_owned()]).is_ok_and(|condition| condition.is_some()), "{example}");
        }
    }

    #[test]
    fn the_examples_of_every_field_fit_into_their_lines() {
        let lines = examples(76);
        assert!(lines.iter().all(|line| line.len() <= 76), "{lines:?}");
        let all = lines.join("  ");
        for field in FIELDS {
            assert!(all.contains(&format!("{}:", field.name)), "{}", field.name);
        }
        assert!(all.contains("is:cancelled") && all.contains("has:slides"), "{all}");
    }
}
