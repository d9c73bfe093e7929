use crate::agenda::{Context, Transfer, TransferRules};
use crate::favourites::{Entry, Favourites};
use crate::model::{Mark, Personal, Programme, Schedule, Session, Slot, Zone};
use crate::test_support::{beginning, press};
use crate::tui::app::App;
use crate::tui::overlays::{Layer, choice::Choices};
use crate::tui::screens::agenda::lines::Bracket;
use crate::tui::screens::agenda::state::*;
use crate::tui::world::Beginning;
use crate::tui::world::effect::Effect;
use crate::tui::world::planning::solution_text;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

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
fn running(lines: &[&str]) -> App {
    let (schedule, personal) = conference(lines);
    let mut favourites = Favourites::default();
    for (session, personal) in schedule.sessions.iter().zip(&personal) {
        let (event, session, mark) = (schedule.event.id.clone(), session.id.clone(), personal.mark);
        favourites.set(Entry { event, session, mark, changed: Some(wall(1, "09:00")), ..Entry::default() });
    }
    let mut app =
        App::new(Beginning { favourites, now: wall(1, "10:00"), size: (120, 40), ..beginning(vec![schedule]) });
    press(&mut app, "2");
    app
}

/// What one goes to and what interests one, by id.
fn marks(app: &App) -> String {
    let programme = app.world().programme();
    let sign = |ix: SessionIx| match app.world().personal(ix).mark {
        Some(Mark::Going) => Some("★"),
        Some(Mark::Interested) => Some("☆"),
        Some(Mark::Dismissed) | None => None,
    };
    let order = programme.order().iter();
    order.filter_map(|ix| Some(format!("{}{}", sign(*ix)?, programme.session(*ix).id))).collect::<Vec<_>>().join(" ")
}

/// The lines as words, each after its part of a bracket.
fn told(lines: &[&str], now: DateTime<Utc>, narrow: bool) -> Vec<String> {
    let (schedule, personal) = conference(lines);
    let programme = Programme::new(vec![schedule]);
    let transfer = Transfer::new(&programme, &TransferRules::default());
    let context = Context { programme: &programme, personal: &personal, transfer: &transfer };
    let agenda = agenda(&context, None, now, 15);
    let writer = LineWriter { programme: &programme, now, narrow };
    let title = |ix: SessionIx| programme.session(ix).title.clone();
    let said = |kind: LineKind| match kind {
        LineKind::Blank => String::new(),
        LineKind::Day { date, today, .. } => format!("== {}{}", date.format("%d"), if today { " today" } else { "" }),
        LineKind::Session { ix, over } => format!("{}{}", title(ix), if over { " over" } else { "" }),
        LineKind::Candidate { ix, fits } => format!("? {}{}", title(ix), if fits { " fits" } else { "" }),
        LineKind::Below(ix) => format!("below {}", title(ix)),
        LineKind::Conflict { conflict, with, adjacent } => {
            let kind = if conflict.kind.is_clash() { "clash" } else { "tight" };
            let minutes = conflict.kind.minutes();
            format!("{kind} {minutes} {}{}", title(with), if adjacent { "" } else { " further up" })
        }
        LineKind::Gap(gap) => format!("free {}", gap.minutes()),
        LineKind::Now(_) => "-- now".to_owned(),
        LineKind::Watch { totals, .. } => {
            format!("== watch {}, {} min, {} unknown", totals.left, totals.minutes_left, totals.unknown)
        }
        LineKind::Recording { ix, candidate } => format!("{}{}", if candidate { "? " } else { "" }, title(ix)),
        LineKind::Unmatched => "== kept".to_owned(),
        LineKind::Kept(at) => format!("kept {at}"),
    };
    let bracket = |line: &Line| match line.bracket {
        Some(Bracket::Begin) => "/ ",
        Some(Bracket::Middle) => "| ",
        Some(Bracket::End) => "\\ ",
        None => "",
    };
    writer.lines(&agenda, 1).iter().map(|line| format!("{}{}", bracket(line), said(line.kind))).collect()
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
    let expected = ["== watch 3, 55 min, 1 unknown", "a", "b", "c", "? d", "", "== kept", "kept 0"];
    assert_eq!(told(&lines, wall(19, "09:00"), false), expected);
}

#[test]
fn the_choice_rests_only_on_lines_that_choose_something_and_headings_stay_in_sight() {
    let (event, date) = (crate::model::EventIx(0), date(19));
    let plain = |kind| Line { kind, bracket: None };
    let session = |ix| plain(LineKind::Session { ix: SessionIx(ix), over: false });
    let lines = [
        plain(LineKind::Day { event, date, today: false }),
        session(0),
        plain(LineKind::Below(SessionIx(0))),
        session(1),
        plain(LineKind::Below(SessionIx(1))),
        plain(LineKind::Blank),
    ];
    for (place, forward, expected) in [(0, false, 1), (2, true, 3), (2, false, 1), (5, true, 3), (99, false, 3)] {
        assert_eq!(nearest(&choices(&lines), place, forward), Some(expected), "{place} {forward}");
    }
    for (at, top, page, expected) in [(1, 1, 3, 0), (3, 0, 4, 1), (3, 3, 2, 3), (1, 1, 1, 1)] {
        let mut cursor = Cursor::new(at);
        cursor.top = top;
        show(&mut cursor, &lines, page, 0);
        assert_eq!((cursor.at, cursor.top), (at, expected), "row {at} on a page of {page}");
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
    let mut app = running(CLASH);
    press(&mut app, "s");
    let Some(Layer::Choice(view)) = app.layers.last() else { panic!("nothing is offered") };
    let Choices::Solutions(_, solutions) = &view.offer else { panic!("no solution is offered") };
    let offered: Vec<String> = solutions
        .iter()
        .map(|solution| {
            let (deed, meaning) = solution_text(app.world(), solution);
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
        let mut app = running(CLASH);
        let effects = press(&mut app, keys);
        assert_eq!(marks(&app), expected, "{keys}");
        assert!(app.layers.is_empty(), "{keys}");
        let saved = effects.iter().filter(|effect| matches!(effect, Effect::Save(_))).count();
        assert_eq!(saved, usize::from(expected != before), "{keys}");
        press(&mut app, "u");
        assert_eq!(marks(&app), before, "{keys} u");
    }
}

#[test]
fn what_is_marked_from_a_gap_stays_in_sight_there_and_can_be_read() {
    let mut app = running(&[
        "going morning 19 09:00 60 Hall",
        "- sensors 19 10:15 30 Hall",
        "- maps 19 10:30 30 Hall",
        "going noon 19 12:00 60 Hall",
    ]);
    press(&mut app, "f space");
    assert_eq!(marks(&app), "★morning ★sensors ★noon");
    let Some(Layer::Choice(view)) = app.layers.last() else { panic!("the choice has gone") };
    assert!(matches!(&view.offer, Choices::Suggestions(_, suggestions) if suggestions.len() == 2));
    press(&mut app, "j enter");
    let maps = app.world().programme().session_by_id("conf", "maps").unwrap();
    assert_eq!((app.chosen().session, app.reader().is_full()), (Some(maps), true));
    press(&mut app, "space u esc");
    assert_eq!((marks(&app).as_str(), app.reader().is_full()), ("★morning ★sensors ★noon", false));
}

#[test]
fn the_choice_stays_with_its_session_and_days_are_a_key_apart() {
    let mut app = running(&[
        "going a 19 09:00 60 Hall",
        "going b 19 11:00 60 Hall",
        "going c 20 09:00 60 Hall",
        "going d - - 30 -",
    ]);
    let chosen = |app: &App| app.chosen().session.map(|ix| app.world().programme().session(ix).title.clone());
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
        press(&mut app, keys);
        assert_eq!(chosen(&app).as_deref(), Some(expected), "{keys}");
    }
    press(&mut app, "space");
    assert_eq!(chosen(&app).as_deref(), Some("c"), "what is unmarked leaves the choice to its neighbour");
}
