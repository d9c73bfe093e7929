//! What the commands and the full-screen program say of the same marks: the same.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]
#![allow(clippy::print_stdout, reason = "a test that fails is told by the seed that repeats it")]
#![allow(unreachable_pub, reason = "the modules of a test are its own")]

mod generated;
mod programmes;
#[path = "../support/mod.rs"]
mod support;

use kubetalks::favourites::Entry;
use kubetalks::model::Mark;
use kubetalks::source;
use kubetalks::test_support::story::{Setting, Story};
use serde_json::Value;
use support::user::User;

/// A film that is shown twice, and a talk between the two.
const TWICE: &str = r#"
[event]
id = "twice"
name = "Twice"
zone = "UTC"
first_day = 2027-05-01
last_day = 2027-05-01

[[session]]
id = "film-1"
title = "The film"
abstract = "How the harbour was built."
start = 2027-05-01T10:00:00
end = 2027-05-01T11:00:00

[[session]]
id = "film-2"
title = "The film"
abstract = "How the harbour was built."
start = 2027-05-01T14:00:00
end = 2027-05-01T15:00:00

[[session]]
id = "talk"
title = "Building locks"
start = 2027-05-01T12:00:00
end = 2027-05-01T13:00:00
"#;

const EVE: &str = "2027-04-30T10:00:00Z";

/// What `plan` suggests from a query, by id.
fn suggested_by_the_command(marks: &[&[&str]], query: &str) -> Vec<String> {
    let user = User::new().having("twice.toml", TWICE);
    for mark in marks {
        assert_eq!(user.run(&[&["mark"], *mark].concat()).code, Some(0));
    }
    let days = user.json(&["plan", "--suggest", query, "--at", EVE, "--json"]);
    let added = days.as_array().unwrap().iter().flat_map(|day| day["added"].as_array().unwrap());
    added.map(|session: &Value| session["id"].as_str().unwrap().to_owned()).collect()
}

/// What the plan in the full-screen program suggests from the list of sessions, by id.
fn suggested_on_the_screen(marks: &[(&str, Option<Mark>, bool)], query: &str) -> Vec<String> {
    let options = source::Options { file: "twice.toml".to_owned(), ..source::Options::default() };
    let schedule = source::read(TWICE.as_bytes(), &options).unwrap().schedule;
    let mut setting = Setting { schedules: vec![schedule], now: EVE.parse().unwrap(), ..Setting::shipped() };
    for (id, mark, seen) in marks {
        setting.favourites.set(Entry {
            event: "twice".to_owned(),
            session: (*id).to_owned(),
            mark: *mark,
            seen: *seen,
            changed: Some(setting.now),
            ..Entry::default()
        });
    }
    let mut story = Story::new(setting);
    let going = |story: &Story| {
        let world = story.app.world();
        let all = world.programme().order().iter().copied().filter(|ix| world.marks().goes(*ix));
        all.map(|ix| world.programme().full_id(ix)).collect::<Vec<_>>()
    };
    let before = going(&story);
    story.press(&format!("/ \"{query}\" enter P s s enter"));
    going(&story).into_iter().filter(|id| !before.contains(id)).collect()
}

#[test]
fn nobody_is_sent_to_another_showing_of_what_they_have_seen() {
    let by_command = suggested_by_the_command(&[&["--seen", "twice/film-1"], &["twice/talk"]], "event:twice");
    let marks = [("film-1", None, true), ("talk", Some(Mark::Going), false)];
    let on_screen = suggested_on_the_screen(&marks, "event:twice");
    assert_eq!((by_command, on_screen), (vec![], vec![]));
}

#[test]
fn both_suggest_what_is_new() {
    let by_command = suggested_by_the_command(&[&["twice/talk"]], "event:twice");
    let on_screen = suggested_on_the_screen(&[("talk", Some(Mark::Going), false)], "event:twice");
    assert_eq!((by_command, on_screen), (vec!["twice/film-1".to_owned()], vec!["twice/film-1".to_owned()]));
}
