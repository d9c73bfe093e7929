use super::*;
use crate::agenda::{Context, Rules, Transfer};
use crate::model::{Mark, Personal, Programme, Schedule, Session, Slot, Zone};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// A day on which Brussels has no hour from two to three at night.
fn date(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 3, day).unwrap()
}

fn wall(day: u32, time: &str) -> DateTime<Utc> {
    let time = chrono::NaiveTime::parse_from_str(time, "%H:%M").unwrap();
    Zone::Named(chrono_tz::Europe::Brussels).instant(date(day).and_time(time))
}

/// A conference from `mark title day start minutes room`, where `-` stands for what is not known and `*` for a whole day.
fn conference(lines: &[&str]) -> (Programme, Vec<Personal>) {
    let mut schedule = Schedule::default();
    schedule.event.id = "conf".into();
    schedule.event.zone = Zone::Named(chrono_tz::Europe::Brussels);
    schedule.event.day_change = 240;
    let mut personal = Vec::new();
    for line in lines {
        let [mark, title, day, start, minutes, room] = line.split(' ').collect::<Vec<_>>().try_into().unwrap();
        let mut session = Session::new(title, title);
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
    (Programme::new(vec![schedule]), personal)
}

/// The lines as words, each after its part of a bracket.
fn told(lines: &[&str], now: DateTime<Utc>, narrow: bool) -> Vec<String> {
    let (programme, personal) = conference(lines);
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
