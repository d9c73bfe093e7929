use crate::model::{EventIx, Programme, Schedule, Session, SessionIx, Slot, Zone};
use crate::tui::screens::timetable::grid::{Column, Grid};
use crate::tui::screens::timetable::rows::DayRows;
use chrono::{DateTime, NaiveDate, TimeDelta, TimeZone, Utc};
use proptest::prelude::*;
use std::collections::BTreeMap;

const DAY: NaiveDate = NaiveDate::from_ymd_opt(2027, 3, 19).unwrap();

fn at(hour: i64, minute: i64) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2027, 3, 19, 0, 0, 0).unwrap() + TimeDelta::minutes(hour * 60 + minute)
}

/// A day of sessions, each as `"room hour:minute minutes"`; `-` is no room, and 0:00 for 1440 minutes is the whole day.
fn programme(sessions: &[&str]) -> Programme {
    let mut schedule = Schedule::default();
    schedule.event.id = "day".to_owned();
    schedule.event.zone = Zone::Offset(0);
    schedule.event.day_change = 240;
    for told in sessions {
        let parts: Vec<&str> = told.split([' ', ':']).collect();
        let number = |at: usize| parts[at].parse::<i64>().unwrap();
        let mut session = Session::new(told.replace([' ', ':'], "-"), *told);
        let slot = Slot::new(at(number(1), number(2)), u32::try_from(number(3)).unwrap());
        session.slot = Some(Slot { all_day: slot.minutes() == 1440, ..slot });
        session.room = (parts[0] != "-").then(|| schedule.room(parts[0]));
        schedule.sessions.push(session);
    }
    Programme::new(vec![schedule])
}

fn grid(programme: &Programme) -> Grid {
    Grid::new(programme, EventIx(0), DAY, |_| true)
}

fn named(programme: &Programme, title: &str) -> SessionIx {
    SessionIx::new(programme.sessions().position(|session| session.title == title).unwrap())
}

const SESSIONS: &[&str] = &[
    "A 9:00 60",
    "A 10:00 60",
    "A 12:00 30",
    "B 8:00 600",
    "B 9:30 30",
    "B 10:15 30",
    "C 11:00 30",
    "C 25:00 60",
    "- 12:30 60",
    "- 0:00 1440",
];

#[test]
fn rooms_stand_in_their_order_and_what_has_none_comes_last() {
    let programme = programme(SESSIONS);
    let grid = grid(&programme);
    let name = |room: &Column| room.room.map_or("-", |room| programme.room(room).name.as_str()).to_owned();
    let rooms: Vec<_> = grid.rooms.iter().map(|room| (name(room), room.lanes.clone())).collect();
    let rooms: Vec<_> = rooms.iter().map(|(name, lanes)| (name.as_str(), lanes.clone())).collect();
    assert_eq!(rooms, [("A", 0..1), ("B", 1..3), ("C", 3..4), ("-", 4..5)]);
    assert_eq!(grid.strip, [named(&programme, "- 0:00 1440")]);
    assert!(grid.holds(named(&programme, "C 25:00 60")), "one in the morning belongs to the day before");
    assert_eq!((grid.lanes(), grid.day(), grid.days.len()), (5, 1, 1));
}

#[test]
fn a_hidden_room_has_no_column() {
    let programme = programme(SESSIONS);
    let room = programme.session(named(&programme, "B 8:00 600")).room.unwrap();
    let grid = Grid::new(&programme, EventIx(0), DAY, |ix| programme.brief(ix).room != Some(room));
    assert!(grid.rooms.len() == 3 && grid.rooms.iter().all(|column| column.room != Some(room)));
    assert!(!grid.holds(named(&programme, "B 9:30 30")));
}

#[test]
fn keys_lead_from_session_to_session() {
    let programme = programme(SESSIONS);
    let grid = grid(&programme);
    let title = |ix: Option<SessionIx>| ix.map_or("", |ix| programme.session(ix).title.as_str());
    let below = [
        ("- 0:00 1440", "B 8:00 600"),
        ("A 9:00 60", "A 10:00 60"),
        ("A 12:00 30", ""),
        ("B 8:00 600", "B 9:30 30"),
        ("C 11:00 30", "C 25:00 60"),
    ];
    for (from, to) in below {
        assert_eq!(title(grid.step(named(&programme, from), true, 1)), to, "below {from}");
    }
    for (from, to) in [("A 9:00 60", "- 0:00 1440"), ("B 9:30 30", "B 8:00 600"), ("- 0:00 1440", "")] {
        assert_eq!(title(grid.step(named(&programme, from), false, 1)), to, "above {from}");
    }
    let right = [
        ("A 9:00 60", at(9, 0), "B 8:00 600"),
        ("B 8:00 600", at(9, 0), "B 9:30 30"),
        ("B 8:00 600", at(10, 20), "B 10:15 30"),
        ("B 9:30 30", at(9, 30), "C 11:00 30"),
        ("C 11:00 30", at(11, 0), "- 12:30 60"),
        ("- 12:30 60", at(12, 30), ""),
        ("- 0:00 1440", at(12, 30), ""),
    ];
    for (from, time, to) in right {
        assert_eq!(title(grid.beside(named(&programme, from), true, time)), to, "right of {from}");
    }
    let left = [
        ("C 11:00 30", at(11, 0), "B 8:00 600"),
        ("C 11:00 30", at(9, 40), "B 9:30 30"),
        ("B 10:15 30", at(10, 15), "B 8:00 600"),
        ("B 8:00 600", at(11, 40), "A 12:00 30"),
        ("B 8:00 600", at(11, 20), "A 10:00 60"),
        ("A 9:00 60", at(9, 0), ""),
    ];
    for (from, time, to) in left {
        assert_eq!(title(grid.beside(named(&programme, from), false, time)), to, "left of {from}");
    }
    let leaps = [
        ("A 9:00 60", true, 1, "A 10:00 60"),
        ("A 9:00 60", true, 99, "A 12:00 30"),
        ("A 12:00 30", false, 99, "A 9:00 60"),
        ("A 12:00 30", true, 1, ""),
    ];
    let of_day = DayRows::new(&grid, &(0..4), 1, 40);
    for (from, down, rows, to) in leaps {
        assert_eq!(title(of_day.leap(&grid, named(&programme, from), down, rows)), to, "{rows} rows from {from}");
    }
}

#[test]
fn every_room_is_in_sight_somewhere_and_none_is_counted_twice() {
    let programme = programme(SESSIONS);
    let grid = grid(&programme);
    let seen: Vec<_> = (0..5).map(|left| grid.rooms_in_sight(left, 2)).collect();
    assert_eq!(seen, [0..2, 1..2, 1..3, 2..4, 3..4]);
}

#[test]
fn what_begins_out_of_sight_has_no_row_and_is_told_all_the_same() {
    let programme = programme(SESSIONS);
    let grid = grid(&programme);
    let rows = |rooms: std::ops::Range<usize>| DayRows::new(&grid, &rooms, 1, 40);
    let starts = |rows: &DayRows| rows.axis.starts().map(|(_, time)| time).collect::<Vec<_>>();
    assert_eq!(starts(&rows(0..1)), [at(9, 0), at(10, 0), at(12, 0)]);
    assert_eq!(starts(&rows(2..3)), [at(11, 0), at(25, 0)]);
    // Of 8:00, 9:30, 10:15, 11:00, 12:30 and 25:00 the second is in the middle of what is in sight.
    let hour = |rows: &DayRows, time| rows.row_at(time).unwrap();
    let one = rows(0..1);
    assert!(one.elsewhere.contains(&hour(&one, at(9, 30))), "{one:?}");
    assert_eq!(rows(0..4).elsewhere, [] as [usize; 0]);
}

#[test]
fn the_strip_has_as_many_items_side_by_side_as_there_is_room_for() {
    let programme = programme(&["- 0:00 1440", "A 0:00 1440", "B 0:00 1440", "A 9:00 60"]);
    let grid = grid(&programme);
    let rows = DayRows::new(&grid, &(0..1), 2, 40);
    assert_eq!(rows.strip, 2);
    assert_eq!([0, 1, 2].map(|at| rows.place_in_strip(at)), [(0, 0, 2), (0, 1, 2), (1, 0, 2)]);
    assert_eq!(
        [(0, 0), (0, 49), (0, 50), (1, 99), (2, 0)].map(|(row, part)| rows.in_strip(row, part)),
        [Some(0), Some(0), Some(1), Some(3), None]
    );
    assert_eq!(rows.rows_of(&grid, named(&programme, "A 9:00 60")).unwrap().start, 2);
}

fn session() -> impl Strategy<Value = (u32, i64, u32)> {
    (0u32..6, 0i64..30 * 60, prop_oneof![3 => 0u32..120, 1 => 0u32..3000])
}

proptest! {
    #[test]
    fn every_session_of_the_day_has_one_place_of_its_own(
        sessions in prop::collection::vec(session(), 0..80),
        height in 0usize..100,
        first in 0usize..6,
    ) {
        let told: Vec<String> = sessions.iter().enumerate().map(|(at, (room, start, minutes))| {
            let room = if *room == 0 { "-".to_owned() } else { format!("room{room}") };
            format!("{room} {}:{} {minutes} {at}", start / 60, start % 60)
        }).collect();
        let told: Vec<&str> = told.iter().map(String::as_str).collect();
        let programme = programme(&told);
        let mut placed = 0;
        for date in crate::agenda::days(&programme, EventIx(0)) {
            let grid = Grid::new(&programme, EventIx(0), date, |_| true);
            let in_sight = first..first + 3;
            let rows = DayRows::new(&grid, &in_sight, 1, height);
            let of_day = (0..programme.sessions().len()).map(SessionIx::new);
            let of_day = of_day.filter(|ix| crate::agenda::date_of(&programme, *ix) == Some(date));
            let mut cells: BTreeMap<(usize, usize), SessionIx> = BTreeMap::new();
            for ix in of_day.filter(|ix| !grid.strip.contains(ix)) {
                prop_assert_eq!(grid.blocks.iter().filter(|block| block.session == ix).count(), 1);
                placed += 1;
            }
            placed += grid.strip.iter().filter(|ix| crate::agenda::date_of(&programme, **ix) == Some(date)).count();
            for (at, block) in grid.blocks.iter().enumerate() {
                let (room, rows_here) = (&grid.rooms[block.room], rows.of_block(at));
                prop_assert_eq!(room.room, programme.brief(block.session).room);
                prop_assert!(!rows_here.is_empty());
                prop_assert!(room.lanes.start <= block.lanes.start && block.lanes.end <= room.lanes.end);
                if !in_sight.contains(&block.room) {
                    continue;
                }
                prop_assert!(rows_here.end <= rows.rows());
                for cell in block.lanes.clone().flat_map(|lane| rows_here.clone().map(move |row| (lane, row))) {
                    prop_assert_eq!(cells.insert(cell, block.session), None);
                }
            }
            for (one, other) in grid.blocks.iter().zip(grid.blocks.iter().skip(1)) {
                if one.room == other.room && one.slot.overlap(&other.slot) > 0 {
                    prop_assert!(one.lanes != other.lanes, "what overlaps stands side by side");
                }
            }
            for row in rows.axis.starts().map(|(row, _)| row).collect::<Vec<_>>().windows(2) {
                prop_assert!(row[0] < row[1], "every start has a row");
            }
        }
        prop_assert_eq!(placed, programme.sessions().len());
    }

    #[test]
    fn every_session_is_reached_by_going_down_every_room(sessions in prop::collection::vec(session(), 1..40)) {
        let told: Vec<String> = sessions.iter().enumerate()
            .map(|(at, (room, start, minutes))| format!("room{room} {}:{} {minutes} {at}", start / 60, start % 60)).collect();
        let told: Vec<&str> = told.iter().map(String::as_str).collect();
        let programme = programme(&told);
        let grid = grid(&programme);
        let mut reached = Vec::new();
        for room in 0..grid.rooms.len() {
            let mut here = grid.in_room(room).next().map(|block| block.session);
            while let Some(session) = here {
                reached.push(session);
                here = grid.step(session, true, room);
            }
        }
        let mut all: Vec<_> = grid.blocks.iter().map(|block| block.session).collect();
        reached.sort();
        all.sort();
        prop_assert_eq!(reached, all);
    }
}
