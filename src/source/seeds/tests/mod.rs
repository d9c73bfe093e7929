use super::*;
use crate::model::RoomIx;

mod folder;
pub(in crate::source) use folder::folder;

fn pair(file: &str, text: &str) -> (String, String) {
    (file.to_owned(), text.to_owned())
}

const LISTS: &str = r#"
tags = ["istio", "helm"]
[[organisation]]
name = "Engines"
[[speaker]]
id = "ada-byron"
name = "Ada Byron"
biography = "Ada builds engines."
links = [{ kind = "page", url = "https://example.org/ada" }]
[[track]]
id = "mesh"
name = "Service mesh"
about = "Proxies."
"#;

const EVENT: &str = r#"
[event]
id = "conf-2017"
name = "The Conf 2017"
zone = "America/Chicago"
first_day = 2017-12-06
last_day = 2017-12-08

[[session]]
id = "a"
title = "Meshes"
kind = "panel"
level = "advanced"
track = "mesh"
tags = ["istio"]
start = 2017-12-06T09:30:00
minutes = 35
room = "Hall 1"
speakers = [{ id = "ada-byron", organisation = "Engines", title = "CTO" }]
links = [{ kind = "video", url = "https://example.org/v", title = "Recording" }]
abstract = """
Broken where
it fits.

• One
• Two
"""
"#;

/// The problems of `EVENT` after one replacement.
fn problems(from: &str, to: &str) -> Vec<String> {
    assert!(EVENT.contains(from), "{from}");
    let event = EVENT.replace(from, to);
    let (_, problems) = folder(vec![pair("lists.toml", LISTS), pair("conf.toml", &event)]);
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn an_event_is_read_whole() {
    let (schedules, problems) = folder(vec![pair("lists.toml", LISTS), pair("conf.toml", EVENT)]);
    assert_eq!(problems, []);
    let schedule = &schedules[0];
    assert_eq!(schedule.check(), Ok(()));
    let session = &schedule.sessions[0];
    let slot = session.slot.unwrap();
    assert_eq!(slot.start.to_rfc3339(), "2017-12-06T15:30:00+00:00");
    assert_eq!((slot.minutes(), session.kind.name(), schedule.rooms[0].name.as_str()), (35, "panel", "Hall 1"));
    assert_eq!(session.credits[0].title.as_deref(), Some("CTO"));
    let speaker = &schedule.speakers[0];
    assert_eq!((speaker.name.as_str(), speaker.key.as_deref()), ("Ada Byron", Some("kubetalks:ada-byron")));
    assert!(session.has_video());
    assert_eq!(session.abstract_text, "Broken where it fits.\n\n• One\n• Two");
}

#[test]
fn every_mistake_is_told_with_its_place_and_the_word_that_was_meant() {
    for (from, to, expected) in [
        ("\"mesh\"", "\"mehs\"", "conf.toml:14:9: unknown track 'mehs'; did you mean 'mesh'?"),
        ("\"istio\"", "\"isto\"", "conf.toml:15:9: unknown tag 'isto'; did you mean 'istio'?"),
        ("ada-byron", "ada-biron", "conf.toml:19:20: unknown speaker 'ada-biron'; did you mean 'ada-byron'?"),
        ("Engines", "Engine", "conf.toml:19:48: unknown organisation 'Engine'; did you mean 'Engines'?"),
        ("panel", "pannel", "conf.toml:12:8: unknown kind 'pannel'; did you mean 'panel'?"),
        ("\"advanced\"", "\"advancd\"", "conf.toml:13:9: unknown level 'advancd'; did you mean 'advanced'?"),
        ("minutes = 35", "minuts = 35", "conf.toml:17:1: unknown key 'minuts'; did you mean 'minutes'?"),
        ("minutes = 35", "minutes = \"35\"", "conf.toml:17:11: 'minutes' must be a whole number from 0 on, not string"),
        ("2017-12-06T09", "2017-12-09T09", "conf.toml:16:9: 2017-12-09 is not a day of the event"),
        ("minutes = 35", "end = 2017-12-06T09:00:00", "conf.toml:17:7: the session ends before it starts"),
        ("last_day = 2017-12-08", "last_day = 2017-12-05", "conf.toml:7:12: the last day is before the first"),
        (
            "America/Chicago",
            "America/Chicgo",
            "conf.toml:5:8: unknown time zone 'America/Chicgo'; did you mean 'America/Chicago'?",
        ),
        ("title = \"Meshes\"", "", "conf.toml:9:1: this session has no 'title'"),
        ("\"video\"", "\"vido\"", "conf.toml:20:19: unknown kind 'vido'; did you mean 'video'?"),
        (
            "https://example.org/v",
            "javascript:x",
            "'javascript:x' is neither an http, nor an https, nor a mailto address",
        ),
    ] {
        let found = problems(from, to);
        assert!(found.iter().any(|problem| problem.ends_with(expected)), "{from} -> {to}: {found:#?}");
    }
}

#[test]
fn an_id_that_is_used_twice_is_told_with_the_line_of_the_first() {
    let twice = format!("{EVENT}\n[[session]]\nid = \"a\"\ntitle = \"Again\"\ntrack = \"mesh\"\n");
    let (schedules, problems) = folder(vec![pair("lists.toml", LISTS), pair("conf.toml", &twice)]);
    assert_eq!(problems[0].to_string(), "conf.toml:30:6: the session id 'a' is used already, on line 10");
    assert_eq!(schedules[0].sessions.len(), 1);
}

#[test]
fn a_recording_has_a_length_and_a_day_of_its_own() {
    let with = "title = \"Recording\", minutes = 32, published = 2017-12-15 }";
    let event = EVENT.replace("title = \"Recording\" }", with);
    let (schedules, problems) = folder(vec![pair("lists.toml", LISTS), pair("conf.toml", &event)]);
    assert_eq!(problems, []);
    let session = &schedules[0].sessions[0];
    let link = &session.links[0];
    assert_eq!((link.minutes, link.published.map(|day| day.to_string()).as_deref()), (Some(32), Some("2017-12-15")));
    assert_eq!((session.minutes, session.to_watch()), (Some(35), Some(32)), "the slot stays as it is");
    let page = event.replace("kind = \"video\"", "kind = \"page\"");
    let (_, problems) = folder(vec![pair("lists.toml", LISTS), pair("conf.toml", &page)]);
    let told = "conf.toml:20:10: 'minutes' and 'published' are those of a recording: its 'kind' must be 'video'";
    assert_eq!(problems.iter().map(ToString::to_string).collect::<Vec<_>>(), [told]);
}

#[test]
fn events_have_an_about_and_people_organisations_and_tags_other_names() {
    let lists = LISTS
        .replace("name = \"Engines\"", "name = \"Engines\"\nalso = [\"Engines Ltd\"]")
        .replace("name = \"Ada Byron\"", "name = \"Ada Byron\"\nalso = [\"Ada Lovelace\"]\nas_of = 1843");
    let lists = lists.replace("[[track]]", "[[tag]]\nname = \"istio\"\nalso = [\"istio-mesh\"]\n[[track]]");
    let event = EVENT
        .replace("zone =", "about = \"What one\\nperson wrote.\"\nzone =")
        .replace("organisation = \"Engines\"", "organisation = \"Engines Ltd\"");
    let read = |lists: &str| folder(vec![pair("lists.toml", lists), pair("conf.toml", &event)]);
    let (_, problems) = read(&lists);
    let told = "lists.toml:10:9: 'as_of' must be a year such as 2017, not 1843";
    assert_eq!(problems.iter().map(ToString::to_string).collect::<Vec<_>>(), [told]);
    let (schedules, problems) = read(&lists.replace("1843", "2017"));
    assert_eq!(problems, []);
    let schedule = &schedules[0];
    assert_eq!(schedule.event.about, "What one person wrote.");
    assert_eq!(schedule.organisations[0].0, ["Engines", "Engines Ltd"]);
    assert_eq!(schedule.tags[0].0, ["istio", "istio-mesh"]);
    let speaker = &schedule.speakers[0];
    assert_eq!((&speaker.also[..], speaker.as_of), (&["Ada Lovelace".to_owned()][..], Some(2017)));
    let twice = lists.replace("1843", "2017").replace("\"Ada Lovelace\"", "\"Ada Byron\"");
    let (_, problems) = read(&twice);
    assert_eq!(problems[0].to_string(), "lists.toml:9:9: the name 'Ada Byron' is given twice");
}

#[test]
fn a_syntax_error_does_not_take_the_rest_away() {
    let broken = EVENT.replace("kind = \"panel\"", "kind = = \"panel\"");
    let (schedules, problems) = folder(vec![pair("lists.toml", LISTS), pair("conf.toml", &broken)]);
    assert_eq!(problems[0].place.map(|(line, _)| line), Some(12), "{problems:?}");
    assert_eq!(schedules[0].sessions[0].title, "Meshes");
}

#[test]
fn a_file_of_its_own_needs_no_lists() {
    let text = r#"
[event]
id = "x"
name = "X"
[[session]]
title = "One"
track = "Free text"
tags = ["anything"]
speakers = [{ name = "Ada Byron", organisation = "Engines" }]
[[session]]
title = "Two"
track = "Free text"
speakers = [{ name = "Ada Byron" }]
"#;
    let (schedule, problems) = event(text, "x.toml", Shared::default());
    assert_eq!(problems, []);
    assert_eq!((schedule.tracks.len(), schedule.speakers.len(), schedule.sessions.len()), (1, 1, 2));
    assert_eq!(schedule.sessions[1].id, "two");
}

#[test]
fn rooms_stand_in_the_order_of_the_event_or_else_of_their_names() {
    let sessions: String = ["Hall 10", "Hall 9", "Aula"]
        .map(|room| format!("[[session]]\ntitle = \"In {room}\"\nroom = \"{room}\"\n"))
        .concat();
    let rooms = |said: &str| {
        let text = format!("[event]\nid = \"rooms\"\nname = \"Rooms\"\n{said}\n{sessions}");
        let (schedule, problems) = event(&text, "rooms.toml", Shared::default());
        assert_eq!(problems, []);
        let name = |room: RoomIx| schedule.rooms[room.index()].name.clone();
        assert_eq!(schedule.sessions[0].room.map(name).as_deref(), Some("Hall 10"));
        schedule.rooms.iter().map(|room| room.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(rooms(""), ["Aula", "Hall 9", "Hall 10"]);
    assert_eq!(rooms("rooms = [\"Hall 10\", \"Hall 9\"]"), ["Hall 10", "Hall 9", "Aula"]);
}
