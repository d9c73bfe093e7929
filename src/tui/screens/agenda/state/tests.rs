use crate::agenda::{Context, Rules, Transfer};
use crate::favourites::{Entry, Favourites};
use crate::friends::Friends;
use crate::keymap::Keymap;
use crate::model::{Mark, Personal, Programme, Schedule, Session, Slot, Zone};
use crate::tui::app::{Beginning, Overlay};
use crate::tui::message::Message;
use crate::tui::screens::agenda::lines::Bracket;
use crate::tui::screens::agenda::state::*;
use crate::tui::update;
use crate::tui::world::preferences::Preferences;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use std::sync::Arc;

/// A day on which Brussels has no hour from two to three at night.
fn date(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 3, day).unwrap()
}

fn wall(day: u32, time: &str) -> DateTime<Utc> {
    let time = chrono::NaiveTime::parse_from_str(time, "%H:%M").unwrap();
    Zone::parse("Europe/Brussels").unwrap().instant(date(day).and_time(time))
}

/// A conference from `mark title day start minutes room`, where `-` stands for what is not known and `*` for a whole
/// day. Showings of one session are told apart by `#` and a number after the title.
fn conference(lines: &[&str]) -> (Schedule, Vec<Personal>) {
    let mut schedule = Schedule::default();
    schedule.event.id = "conf".into();
    schedule.event.zone = Zone::parse("Europe/Brussels").unwrap();
    schedule.event.day_change = 240;
    let mut personal = Vec::new();
    for line in lines {
        let [mark, title, day, start, minutes, room] = line.split(' ').collect::<Vec<_>>().try_into().unwrap();
        let (name, _) = title.split_once('#').unwrap_or((title, ""));
        let mut session = Session::new(title, name);
        session.abstract_text = name.to_owned();
        session.minutes = minutes.parse().ok();
        session.slot = match (start, session.minutes) {
            ("*", _) => {
                let start = wall(day.parse().unwrap(), "00:00");
                Some(Slot { start, end: start + TimeDelta::days(1), all_day: true })
            }
            (start, Some(minutes)) if start != "-" => Some(Slot::new(wall(day.parse().unwrap(), start), minutes)),
            _ => None,
        };
        session.room = (room != "-").then(|| schedule.room(room));
        schedule.sessions.push(session);
        let seen = mark == "seen";
        let mark = match mark {
            "going" | "seen" => Some(Mark::Going),
            "interested" => Some(Mark::Interested),
            _ => None,
        };
        personal.push(Personal { mark, seen, ..Personal::default() });
    }
    (schedule, personal)
}

/// The program with that conference, its agenda on the screen.
fn running(lines: &[&str]) -> State {
    let (schedule, personal) = conference(lines);
    let mut favourites = Favourites::default();
    for (session, personal) in schedule.sessions.iter().zip(&personal) {
        let (event, session, mark) = (schedule.event.id.clone(), session.id.clone(), personal.mark);
        favourites.set(Entry { event, session, mark, changed: Some(wall(1, "09:00")), ..Entry::default() });
    }
    let programme = Arc::new(Programme::new(vec![schedule]));
    let mut state = State::new(Beginning {
        programme,
        index: None,
        favourites,
        friends: Friends::default(),
        keymap: Keymap::default(),
        now: wall(1, "10:00"),
        own_zone: Zone::Unknown,
        size: (120, 40),
        problems: Vec::new(),
        preferences: Preferences::default(),
    });
    press(&mut state, "2");
    state
}

fn press(state: &mut State, keys: &str) -> Vec<Effect> {
    let keys = keys.split(' ').map(|key| key.parse().unwrap());
    keys.flat_map(|key| update(state, Message::Key(key))).collect()
}

/// What one goes to and what interests one, by id.
fn marks(state: &State) -> String {
    let sign = |ix: SessionIx| match state.personal(ix).mark {
        Some(Mark::Going) => Some("★"),
        Some(Mark::Interested) => Some("☆"),
        None => None,
    };
    let order = state.programme.order().iter();
    order
        .filter_map(|ix| Some(format!("{}{}", sign(*ix)?, state.programme.session(*ix).id)))
        .collect::<Vec<_>>()
        .join(" ")
}

/// The lines as words, each after its part of a bracket.
fn told(lines: &[&str], now: DateTime<Utc>, narrow: bool) -> Vec<String> {
    let (schedule, personal) = conference(lines);
    let programme = Programme::new(vec![schedule]);
    let transfer = Transfer::new(&programme, &Rules::default());
    let context = Context { programme: &programme, personal: &personal, transfer: &transfer };
    let agenda = agenda(&context, None, now, 15);
    let writer = Writer { programme: &programme, personal: &personal, now, narrow };
    let title = |ix: SessionIx| programme.session(ix).title.clone();
    let said = |what: What| match what {
        What::Blank => String::new(),
        What::Day { date, today, .. } => format!("== {}{}", date.format("%d"), if today { " today" } else { "" }),
        What::Session { ix, over } => format!("{}{}", title(ix), if over { " over" } else { "" }),
        What::Candidate { ix, fits } => format!("? {}{}", title(ix), if fits { " fits" } else { "" }),
        What::Below(ix) => format!("below {}", title(ix)),
        What::Conflict { conflict, with, adjacent } => {
            let kind = if conflict.kind.is_clash() { "clash" } else { "tight" };
            let minutes = conflict.kind.minutes();
            format!("{kind} {minutes} {}{}", title(with), if adjacent { "" } else { " further up" })
        }
        What::Gap(gap) => format!("free {}", gap.minutes()),
        What::Now(_) => "-- now".to_owned(),
        What::Watch { left, minutes, unknown, .. } => format!("== watch {left}, {minutes} min, {unknown} unknown"),
        What::Recording { ix, candidate } => format!("{}{}", if candidate { "? " } else { "" }, title(ix)),
        What::Unmatched => "== kept".to_owned(),
        What::Kept(at) => format!("kept {at}"),
    };
    let bracket = |line: &Line| match line.bracket {
        Some(Bracket::Begin) => "/ ",
        Some(Bracket::Middle) => "| ",
        Some(Bracket::End) => "\\ ",
        None => "",
    };
    writer.lines(&agenda, 1).iter().map(|line| format!("{}{}", bracket(line), said(line.what))).collect()
}

#[test]
fn a_day_is_told_from_morning_to_night() {
    let lines = [
        "going exhibition 19 * - Hall",
        "going opening 19 09:00 60 Hall",
        "going routing 19 10:30 60 Hall",
        "interested maps 19 10:45 30 Dock",
        "going lifts 19 11:00 60 Hall",
        "interested sensors 19 12:15 30 Hall",
        "going roofs 19 13:00 30 Hall",
        "going dinner 19 13:30 30 Dock",
        "going night 20 01:00 60 Hall",
        "going next 20 09:00 60 Hall",
    ];
    let expected = [
        "== 19 today",
        "exhibition",
        "opening over",
        "free 30",
        "/ routing",
        "| ? maps",
        "| lifts",
        "\\ clash 30 routing",
        "-- now",
        "free 60",
        "? sensors fits",
        "roofs",
        "tight 5 roofs",
        "dinner",
        "free 660",
        "night",
        "",
        "== 20",
        "next",
        "",
        "== kept",
        "kept 0",
    ];
    assert_eq!(told(&lines, wall(19, "11:15"), false), expected);
}

#[test]
fn the_night_still_belongs_to_the_day_before_also_when_clocks_change() {
    // On the 28th, 01:50 is followed by 03:00.
    let lines = ["going party 28 01:30 30 Hall", "going sleep 28 03:00 30 Hall", "going breakfast 28 09:00 30 Hall"];
    let expected = ["== 27 today", "party", "-- now", "sleep", "", "== 28", "breakfast", "", "== kept", "kept 0"];
    assert_eq!(told(&lines, wall(28, "01:50"), false), expected);
    let later = told(&lines, wall(28, "08:00"), false);
    assert_eq!(later[4..7], ["== 28 today", "-- now", "breakfast"]);
}

#[test]
fn brackets_that_share_a_session_are_one_and_others_stay_apart() {
    let lines = [
        "going long 19 09:00 120 Hall",
        "going short 19 09:30 30 Hall",
        "going late 19 10:30 60 Hall",
        "going a 19 12:00 60 Hall",
        "going b 19 12:30 60 Hall",
    ];
    let expected = [
        "== 19",
        "/ long",
        "| short",
        "| clash 30 long",
        "| late",
        "\\ clash 30 long further up",
        "free 30",
        "/ a",
        "| b",
        "\\ clash 30 a",
        "",
        "== kept",
        "kept 0",
    ];
    assert_eq!(told(&lines, wall(1, "09:00"), false), expected);
}

#[test]
fn where_there_is_little_width_rooms_have_lines_of_their_own() {
    let lines = ["going a 19 09:00 60 Hall", "going b 19 10:00 60 -"];
    let expected = ["== 19", "a", "below a", "b", "", "== kept", "kept 0"];
    assert_eq!(told(&lines, wall(1, "09:00"), true), expected);
}

#[test]
fn what_has_no_time_is_left_to_watch_until_it_is_seen() {
    let lines = ["going a - - 35 -", "seen b - - 30 -", "going c - - - -", "interested d - - 20 -"];
    let expected = ["== watch 2, 35 min, 1 unknown", "a", "b", "c", "? d", "", "== kept", "kept 0"];
    assert_eq!(told(&lines, wall(19, "09:00"), false), expected);
}

#[test]
fn the_choice_rests_only_on_lines_that_choose_something_and_headings_stay_in_sight() {
    let (event, date) = (crate::model::EventIx(0), date(19));
    let plain = |what| Line { what, bracket: None };
    let session = |ix| plain(What::Session { ix: SessionIx(ix), over: false });
    let mut screen = AgendaScreen {
        lines: vec![
            plain(What::Day { event, date, today: false }),
            session(0),
            plain(What::Below(SessionIx(0))),
            session(1),
            plain(What::Below(SessionIx(1))),
            plain(What::Blank),
        ],
        ..AgendaScreen::default()
    };
    for (place, forward, expected) in [(0, false, 1), (2, true, 3), (2, false, 1), (5, true, 3), (99, false, 3)] {
        assert_eq!(screen.nearest(place, forward), Some(expected), "{place} {forward}");
    }
    for (at, top, page, expected) in [(1, 1, 3, 0), (3, 0, 4, 1), (3, 3, 2, 3), (1, 1, 1, 1)] {
        screen.cursor = Cursor { at, top };
        screen.show(page);
        assert_eq!(screen.cursor, Cursor { at, top: expected }, "row {at} on a page of {page}");
    }
}

/// A clash of `clinic#1` with `talk`, with another showing that is free and one that is not.
const CLASH: &[&str] = &[
    "going clinic#1 19 10:00 60 Hall",
    "going talk 19 10:30 60 Dock",
    "- clinic#2 20 10:00 60 Hall",
    "- clinic#3 20 13:00 60 Hall",
    "going lunch 20 13:00 30 Dock",
];

#[test]
fn what_solves_a_clash_is_offered_with_what_it_means() {
    let mut state = running(CLASH);
    press(&mut state, "s");
    let Some(Overlay::Solve(view)) = &state.overlay else { panic!("nothing is offered") };
    let offered: Vec<String> = view
        .solutions
        .iter()
        .map(|solution| {
            let (deed, meaning) = state.solution_text(solution);
            format!("{deed}: {meaning}")
        })
        .collect();
    let expected = [
        "Keep “clinic”: Fri 19 Mar 10:00–11:00  Hall · leaves out “talk”",
        "Keep “talk”: Fri 19 Mar 10:30–11:30  Dock · leaves out “clinic”",
        "Go to another showing of “clinic”: Sat 20 Mar 10:00–11:00  Hall · free of clashes",
        "Go to another showing of “clinic”: Sat 20 Mar 13:00–14:00  Hall · gets in the way of “lunch”",
    ];
    assert_eq!(offered, expected);
}

#[test]
fn every_solution_is_one_change_that_is_saved_and_can_be_taken_back() {
    let before = "★clinic#1 ★talk ★lunch";
    for (keys, expected) in [
        ("s enter", "★clinic#1 ★lunch"),
        ("s j enter", "★talk ★lunch"),
        ("s j j enter", "★talk ★clinic#2 ★lunch"),
        ("s esc", before),
    ] {
        let mut state = running(CLASH);
        let effects = press(&mut state, keys);
        assert_eq!(marks(&state), expected, "{keys}");
        assert!(state.overlay.is_none(), "{keys}");
        let saved = effects.iter().filter(|effect| matches!(effect, Effect::Save(_))).count();
        assert_eq!(saved, usize::from(expected != before), "{keys}");
        press(&mut state, "u");
        assert_eq!(marks(&state), before, "{keys} u");
    }
}

#[test]
fn what_is_marked_from_a_gap_stays_in_sight_there_and_can_be_read() {
    let mut state = running(&[
        "going morning 19 09:00 60 Hall",
        "- sensors 19 10:15 30 Hall",
        "- maps 19 10:30 30 Hall",
        "going noon 19 12:00 60 Hall",
    ]);
    press(&mut state, "f space");
    assert_eq!(marks(&state), "★morning ★sensors ★noon");
    let Some(Overlay::Fill(view)) = &state.overlay else { panic!("the choice has gone") };
    assert_eq!(view.suggestions.len(), 2);
    press(&mut state, "j enter");
    let maps = state.programme.session_by_id("conf", "maps").unwrap();
    assert_eq!((state.current(), state.detail.full), (Some(maps), true));
    press(&mut state, "space u esc");
    assert_eq!((marks(&state).as_str(), state.detail.full), ("★morning ★sensors ★noon", false));
}

#[test]
fn the_choice_stays_with_its_session_and_days_are_a_key_apart() {
    let mut state = running(&[
        "going a 19 09:00 60 Hall",
        "going b 19 11:00 60 Hall",
        "going c 20 09:00 60 Hall",
        "going d - - 30 -",
    ]);
    let chosen = |state: &State| state.chosen_session().map(|ix| state.programme.session(ix).title.clone());
    for (keys, expected) in [
        ("j j", "b"),
        ("tab", "c"),
        ("tab", "d"),
        ("tab", "d"),
        ("shift-tab", "c"),
        ("{", "a"),
        ("j j i", "b"),
        ("G", "d"),
    ] {
        press(&mut state, keys);
        assert_eq!(chosen(&state).as_deref(), Some(expected), "{keys}");
    }
    press(&mut state, "space");
    assert_eq!(chosen(&state).as_deref(), Some("c"), "what is unmarked leaves the choice to its neighbour");
}
