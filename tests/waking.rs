//! What the passing of time does: what the program wakes for by itself (the minute of a clock that is in sight, a query
//! that asks for the time, a session to be reminded of), and that everything in sight goes by one clock.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

use chrono::{DateTime, Utc};
use kubetalks::model::{Mark, Zone};
use kubetalks::test_support::story::{Setting, Story};
use kubetalks::tui::{Effect, Message, Preferences};

fn time(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// The invented conference at a time, with a mark on two sessions that begin at 13:30 UTC and one at 14:45.
fn story(now: &str, remind: Option<u32>) -> Story {
    let preferences = Preferences { remind, ..Preferences::default() };
    let mut story = Story::new(Setting { now: time(now), preferences, ..Setting::invented() });
    for words in ["storage without", "lightning talks"] {
        story.press(&format!("/ \"{words}\" enter space c"));
    }
    story.effects.clear();
    story
}

/// Lets it become so late, and returns what is told.
fn later(story: &mut Story, now: &str) -> Vec<String> {
    story.effects.clear();
    story.tell(Message::Now(time(now)));
    story.tell(Message::BatchEnded);
    let reminders = story.effects.iter().filter_map(|effect| match effect {
        Effect::Remind(text) => Some(text.clone()),
        _ => None,
    });
    reminders.collect()
}

#[test]
fn only_a_clock_in_sight_wakes_it_every_minute() {
    let conference = "2027-03-19T12:45:20Z";
    for (keys, now, wakes) in [
        ("1", conference, false),
        ("2", conference, true),
        ("3", conference, true),
        ("4", conference, true),
        ("4 enter", conference, false),
        ("5", conference, false),
        ("4", "2027-03-01T08:00:00Z", true),
        ("2", "2027-03-01T08:00:00Z", false),
        ("3", "2027-03-01T08:00:00Z", false),
        ("4", "2027-04-01T08:00:00Z", false),
        ("4", "1969-12-31T23:59:59.5Z", true),
    ] {
        let mut story = story(now, None);
        story.press(keys);
        let wake = story.app.next_wake();
        assert_eq!(wake.is_some(), wakes, "{keys} at {now}: {wake:?}");
        if let Some(wake) = wake {
            assert!(wake > time(now) && (wake - time(now)).num_seconds() <= 60, "{keys} at {now}: {wake}");
        }
    }
}

#[test]
fn nobody_is_reminded_unless_they_wish_it() {
    let mut story = story("2027-03-19T12:45:20Z", None);
    assert_eq!(story.app.next_wake(), None);
    assert_eq!(later(&mut story, "2027-03-19T13:29:00Z"), Vec::<String>::new());
}

#[test]
fn a_reminder_wakes_exactly_when_it_is_due_and_comes_once() {
    let mut story = story("2027-03-19T12:45:20Z", Some(5));
    assert_eq!(story.app.next_wake(), Some(time("2027-03-19T13:25:00Z")));
    assert_eq!(later(&mut story, "2027-03-19T13:24:59Z"), Vec::<String>::new());
    let due = later(&mut story, "2027-03-19T13:25:00.004Z");
    assert_eq!(due, ["in 5 min: Storage without drama in Great hall"]);
    assert!(story.screen().text().contains("in 5 min: Storage without drama in Great hall"));
    assert_eq!(story.app.next_wake(), Some(time("2027-03-19T14:40:00Z")));
    // Neither marking again nor a clock that is set back tells it twice.
    story.press("/ \"storage without\" enter space space c");
    assert_eq!(later(&mut story, "2027-03-19T13:25:01Z"), Vec::<String>::new());
    assert_eq!(later(&mut story, "2027-03-19T13:20:00Z"), Vec::<String>::new());
    assert_eq!(later(&mut story, "2027-03-19T13:25:00Z"), Vec::<String>::new());
}

#[test]
fn a_reminder_follows_the_marks() {
    let mut story = story("2027-03-19T12:45:20Z", Some(5));
    story.press("/ \"storage without\" enter space c");
    assert_eq!(story.app.next_wake(), Some(time("2027-03-19T14:40:00Z")), "no longer going");
    story.tell(Message::Now(time("2027-03-19T13:27:00Z")));
    story.press("/ \"storage without\" enter space c");
    assert_eq!(later(&mut story, "2027-03-19T13:27:01Z"), Vec::<String>::new(), "whoever marks it knows");
    story.press("/ \"paying maintainers\" enter space c");
    let both = later(&mut story, "2027-03-19T14:42:00Z");
    let told = "in 3 min: Lightning talks in Great hall · in 3 min: Paying maintainers from a city budget in Library";
    assert_eq!(both, [told]);
}

#[test]
fn after_a_sleep_only_what_has_not_begun_is_told() {
    let mut story = story("2027-03-19T12:45:20Z", Some(5));
    assert_eq!(later(&mut story, "2027-03-19T14:43:30Z"), ["in 2 min: Lightning talks in Great hall"]);
    assert_eq!(story.app.next_wake(), None);
}

#[test]
fn a_key_pressed_in_the_moment_it_is_due_does_not_wipe_it_away() {
    let mut story = story("2027-03-19T12:45:20Z", Some(5));
    story.tell(Message::Now(time("2027-03-19T13:25:00Z")));
    story.press("j");
    story.tell(Message::BatchEnded);
    assert!(story.screen().text().contains("in 5 min: Storage"));
}

#[test]
fn what_begins_right_after_the_start_is_told_at_once() {
    let mut first = story("2027-03-19T13:27:00Z", Some(5));
    let favourites = first.app.world().marks().favourites.clone();
    assert_eq!(later(&mut first, "2027-03-19T13:27:01Z"), Vec::<String>::new());
    let preferences = Preferences { remind: Some(5), ..Preferences::default() };
    let setting = Setting { now: time("2027-03-19T13:27:00Z"), preferences, favourites, ..Setting::invented() };
    let mut again = Story::new(setting);
    assert_eq!(later(&mut again, "2027-03-19T13:27:01Z"), ["in 3 min: Storage without drama in Great hall"]);
}

/// The titles of what the list shows.
fn listed(story: &Story) -> Vec<&str> {
    let world = story.app.world();
    world.found().hits.iter().map(|ix| world.programme().session(*ix).title.as_str()).collect()
}

#[test]
fn what_is_on_is_listed_from_the_minute_that_it_begins() {
    let mut story = story("2027-03-19T13:29:20Z", None);
    story.press("/ \"is:now hall\" enter");
    assert_eq!(listed(&story), Vec::<&str>::new());
    for keys in ["1", "2", "5", "1"] {
        story.press(keys);
        assert_eq!(story.app.next_wake(), Some(time("2027-03-19T13:30:00Z")), "on {keys}");
    }
    assert_eq!(later(&mut story, "2027-03-19T13:29:59Z"), Vec::<String>::new());
    assert_eq!(listed(&story), Vec::<&str>::new());
    later(&mut story, "2027-03-19T13:30:00Z");
    assert_eq!(listed(&story), ["Storage without drama"]);
    assert!(story.screen().text().contains(" 1 of 41 "));
    later(&mut story, "2027-03-19T14:15:00Z");
    assert_eq!(listed(&story), Vec::<&str>::new());
    story.press("c");
    assert_eq!(story.app.next_wake(), None);
}

#[test]
fn a_plan_that_is_open_goes_by_the_same_clock_as_the_day_below_it() {
    let mut setting = Setting { now: time("2027-03-18T08:00:00Z"), size: (120, 36), ..Setting::invented() };
    setting.own_zone = Zone::parse("America/New_York").unwrap();
    for id in ["opening", "routing-registry", "backups-tested", "mesh-on-roofs", "barrierefreie-fahrplaene"] {
        setting.mark(id, Mark::Going, false);
    }
    let mut story = Story::new(setting);
    story.press("/ \"a mesh on forty\" enter P l");
    let hours = |story: &Story| -> Vec<String> {
        let text = story.screen().text();
        let rows = text.lines().filter(|line| line.contains("Opening: what") || line.contains("Lunch"));
        let words = rows.flat_map(|line| line.split_whitespace().filter(|word| word.contains('–')));
        words.map(str::to_owned).collect()
    };
    assert_eq!(hours(&story), ["09:30–10:15", "12:00–12:45"]);
    story.press("Z");
    assert_eq!(hours(&story), ["04:30–05:15", "07:00–07:45"]);
    story.press("Z");
    assert_eq!(hours(&story), ["09:30–10:15", "12:00–12:45"]);
}

#[test]
fn when_to_leave_ticks_only_within_the_hour() {
    let begun = |now: &str| {
        let preferences = Preferences { leave: 15, ..Preferences::default() };
        let mut setting = Setting { now: time(now), preferences, ..Setting::invented() };
        setting.mark("mesh-on-roofs", Mark::Going, false);
        Story::new(setting)
    };
    for (now, wakes) in [
        ("2027-03-19T08:00:10Z", Some("2027-03-19T11:30:00Z")),
        ("2027-03-19T11:30:10Z", Some("2027-03-19T11:31:00Z")),
        ("2027-03-19T12:29:59Z", Some("2027-03-19T12:30:00Z")),
        ("2027-03-19T12:40:00Z", None),
    ] {
        assert_eq!(begun(now).app.next_wake(), wakes.map(time), "{now}");
    }
    let mut story = begun("2027-03-19T12:14:00Z");
    assert!(!story.screen().text().contains("leave in"));
    later(&mut story, "2027-03-19T12:15:00Z");
    for (columns, lines, told) in [
        (100, 24, "★ 13:30 Dock 2 · leave in 10 min"),
        (40, 12, "★ 13:30 Dock 2 · leave in 10 min"),
        (40, 7, "★ 13:30 Dock 2 · leave in 10 min"),
        (20, 5, "★ 13:30 Dock 2"),
        (19, 4, "★ 13:30 Dock 2"),
        (40, 1, "★ 13:30 Dock 2 · leave in 10 min"),
    ] {
        story.resize(columns, lines);
        for keys in ["1", "2", "3", "4", "5", "6", "T", "1 enter", "esc"] {
            story.press(keys);
            assert!(story.screen().text().contains(told), "on {keys} in {columns}x{lines}");
        }
    }
    story.resize(40, 7);
    story.press("1 g");
    assert!(!story.screen().text().contains("leave in"), "what goes on is asked for");
}

#[test]
fn an_event_that_runs_is_fetched_quietly_and_one_that_fails_less_often() {
    let preferences = Preferences { refresh: 30, ..Preferences::default() };
    let mut story = Story::new(Setting { now: time("2027-03-19T09:00:00Z"), preferences, ..Setting::invented() });
    let known = kubetalks::test_support::events::kept(time("2027-03-19T09:00:00Z"), story.app.world().programme());
    story.app.know_events(known);
    let again = || kubetalks::tui::Fetch::Again("harbour-days-2027".to_owned());
    let fetches = |story: &mut Story, now: &str| {
        story.effects.clear();
        story.tell(Message::Now(time(now)));
        story.effects.iter().filter(|effect| matches!(effect, Effect::Refresh(_))).count()
    };
    assert_eq!(fetches(&mut story, "2027-03-19T09:00:00Z"), 0);
    assert_eq!(story.app.next_wake(), Some(time("2027-03-19T09:30:00Z")));
    assert_eq!(fetches(&mut story, "2027-03-19T09:30:00Z"), 1);
    story.tell(Message::FetchFailed(again(), vec!["no such server".to_owned()]));
    assert!(!story.screen().text().contains("no such server"), "nobody asked");
    assert_eq!(fetches(&mut story, "2027-03-19T10:00:00Z"), 1);
    story.tell(Message::FetchFailed(again(), vec!["no such server".to_owned()]));
    assert_eq!(fetches(&mut story, "2027-03-19T10:30:00Z"), 0, "it failed twice");
    assert_eq!(fetches(&mut story, "2027-03-19T11:00:00Z"), 1);
    assert_eq!(fetches(&mut story, "2027-03-28T11:00:00Z"), 0, "it is over");
    assert_eq!(story.app.next_wake(), None);
}

#[test]
fn where_there_is_little_room_the_place_is_cut_and_not_when_to_leave() {
    let preferences = Preferences { leave: 15, ..Preferences::default() };
    let mut setting = Setting { now: time("2027-03-19T10:20:00Z"), preferences, ..Setting::invented() };
    setting.schedules[0].rooms.iter_mut().for_each(|room| room.name.push_str(" behind the old customs house"));
    setting.mark("grossrechner", Mark::Going, false);
    let mut story = Story::new(setting);
    for (columns, lines, told) in [
        (100, 24, "★ 11:25 Great hall behind the old customs house · leave now"),
        (40, 12, "★ 11:25 Great hall behind… · leave now"),
        (40, 7, "★ 11:25 Great hall behind… · leave now"),
        (30, 1, "★ 11:25 Great hal… · leave now"),
    ] {
        story.resize(columns, lines);
        let text = story.screen().text();
        assert!(text.contains(told), "{columns}x{lines}:\n{text}");
    }
}
