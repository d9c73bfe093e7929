//! What a day looks like: ways, conflicts, rows, the watch list, and what solves a conflict.

use super::*;

#[test]
fn the_way_between_rooms_is_the_first_distance_that_matches_or_the_buffer() {
    let mut rules = towns(&[("K.1", "UD*", 3), ("K*", "ud*", 12), ("K*", "K*", 2)]);
    rules.per_event.insert("meeting".into(), 7);
    let meeting = ["K.1", "K.2", "UD2.120", "Aula", ""].into_iter().fold(Meeting::new(), |meeting, room| {
        let title = if room.is_empty() { "nowhere" } else { room };
        meeting.with(title, SATURDAY, "10:00", 30, room)
    });
    let loaded = meeting.load(&rules);
    for (from, to, minutes) in [
        ("K.1", "K.1", 0),
        ("K.1", "UD2.120", 3),
        ("K.2", "UD2.120", 12),
        ("K.1", "K.2", 2),
        ("K.1", "Aula", 7),
        ("K.1", "nowhere", 0),
    ] {
        let way = |from, to| loaded.transfer.minutes(&loaded.programme, loaded.ix(from), loaded.ix(to));
        assert_eq!((way(from, to), way(to, from)), (minutes, minutes), "{from} {to}");
    }
}

#[test]
fn conflicts_are_overlaps_and_ways_that_take_too_long() {
    let meeting = || {
        Meeting::new()
            .with("a", SATURDAY, "10:00", 60, "Aula")
            .with("b", SATURDAY, "10:30", 30, "Foyer")
            .with("next", SATURDAY, "11:00", 30, "Aula")
            .with("far", SATURDAY, "11:33", 20, "Cellar")
            .with("cancelled", SATURDAY, "10:00", 90, "Foyer")
            .but(|session| session.cancelled = true)
            .with("expo", SATURDAY, "00:00", 1440, "Foyer")
            .but(|session| session.slot = session.slot.map(|slot| Slot { all_day: true, ..slot }))
            .with("moment", SATURDAY, "10:15", 0, "Foyer")
            .with("gong", SATURDAY, "11:30", 0, "Aula")
            .untimed("sometime", Some(30))
    };
    for (going, expected) in [
        (vec!["a", "b"], vec!["a b clash 30"]),
        (vec!["a", "next"], vec![]),
        (vec!["b", "next"], vec!["b next tight 0 of 5"]),
        (vec!["next", "far"], vec!["next far tight 3 of 5"]),
        (vec!["a", "cancelled", "expo", "sometime"], vec![]),
        (vec!["a", "moment"], vec!["a moment clash 0"]),
        (vec!["next", "gong"], vec![]),
        (vec!["gong", "far"], vec!["gong far tight 3 of 5"]),
        (vec!["a", "b", "next", "far"], vec!["a b clash 30", "b next tight 0 of 5", "next far tight 3 of 5"]),
    ] {
        let loaded = meeting().going(&going).load(&TransferRules::default());
        assert_eq!(loaded.conflicts(), expected, "{going:?}");
    }
    let loaded = meeting().load(&TransferRules::default());
    let twice = [loaded.ix("a"), loaded.ix("a")];
    assert_eq!(conflicts(&loaded.programme, &twice, &loaded.transfer), []);
}

#[test]
fn of_millions_of_conflicts_only_so_many_are_made() {
    let add = |meeting: Meeting, number: usize| meeting.with(&number.to_string(), SATURDAY, "10:00", 30, "");
    let loaded = (0..500).fold(Meeting::new(), add).load(&TransferRules::default());
    let all: Vec<SessionIx> = loaded.programme.positions().collect();
    assert_eq!(conflicts(&loaded.programme, &all, &loaded.transfer).len(), 100_000, "there are 124,750");
}

#[test]
fn a_long_way_counts_even_when_a_short_session_lies_between() {
    let loaded = Meeting::new()
        .with("start", SATURDAY, "10:00", 30, "K")
        .with("short", SATURDAY, "10:32", 5, "")
        .with("end", SATURDAY, "10:40", 30, "UD")
        .going(&["start", "short", "end"])
        .load(&towns(&[("K", "UD", 12)]));
    assert_eq!(loaded.conflicts(), ["start end tight 10 of 12"]);
}

#[test]
fn overlaps_are_counted_in_real_minutes_when_the_clocks_change() {
    // The clock jumps from 02:00 to 03:00: the workshop ends at 03:30 on the wall after an hour.
    let loaded = Meeting::new()
        .with("night", SUNDAY, "01:30", 60, "Bar")
        .with("later", SUNDAY, "03:15", 30, "Bar")
        .going(&["night", "later"])
        .load(&TransferRules::default());
    assert_eq!(loaded.conflicts(), ["night later clash 15"]);
}

#[test]
fn a_day_shows_sessions_gaps_candidates_and_now_in_order() {
    let loaded = Meeting::new()
        .with("keynote", SATURDAY, "09:00", 60, "Aula")
        .with("talk", SATURDAY, "10:00", 30, "Foyer")
        .with("rival", SATURDAY, "09:30", 60, "Cellar")
        .with("gapfiller", SATURDAY, "11:00", 30, "Cellar")
        .with("panel", SATURDAY, "12:00", 60, "Foyer")
        .with("party", SUNDAY, "00:30", 60, "Bar")
        .with("sunday", SUNDAY, "09:00", 30, "Aula")
        .with("expo", SATURDAY, "00:00", 2800, "Hall")
        .but(|session| session.slot = session.slot.map(|slot| Slot { all_day: true, ..slot }))
        .going(&["keynote", "talk", "panel", "party", "sunday", "expo"])
        .interested(&["rival", "gapfiller"])
        .load(&TransferRules::default());
    let expected = [
        "Sat",
        "[expo]",
        "keynote x talk",
        "  rival keynote talk",
        "talk x keynote",
        "- 90",
        "=",
        "  gapfiller",
        "panel",
        "- 690",
        "party",
        "Sun",
        "[expo]",
        "sunday",
    ];
    assert_eq!(loaded.rows(wall(SATURDAY, "10:45")), expected);
}

#[test]
fn the_line_for_now_follows_the_conference_day_past_midnight_and_the_change_of_clocks() {
    let loaded = Meeting::new()
        .with("late", SATURDAY, "23:30", 60, "Bar")
        .with("later", SUNDAY, "03:00", 60, "Bar")
        .with("morning", SUNDAY, "09:00", 60, "Bar")
        .going(&["late", "later", "morning"])
        .load(&TransferRules::default());
    for (day, time, expected) in [
        (SATURDAY, "08:00", vec!["Sat", "=", "late", "- 90", "later", "Sun", "morning"]),
        (SUNDAY, "00:10", vec!["Sat", "late", "=", "- 90", "later", "Sun", "morning"]),
        (SUNDAY, "01:59", vec!["Sat", "late", "- 90", "=", "later", "Sun", "morning"]),
        (SUNDAY, "05:59", vec!["Sat", "late", "- 90", "later", "=", "Sun", "morning"]),
        (SUNDAY, "06:00", vec!["Sat", "late", "- 90", "later", "Sun", "=", "morning"]),
        (31, "12:00", vec!["Sat", "late", "- 90", "later", "Sun", "morning"]),
    ] {
        assert_eq!(loaded.rows(wall(day, time)), expected, "{day} {time}");
    }
}

#[test]
fn what_has_no_time_is_a_watch_list_with_the_minutes_left() {
    let seen = Personal { mark: Some(Mark::Going), seen: true, ..Personal::default() };
    let loaded = Meeting::new()
        .untimed("a", Some(30))
        .untimed("b", Some(25))
        .untimed("c", None)
        .untimed("d", Some(100))
        .untimed("e", Some(1000))
        .going(&["a", "b", "c"])
        .marked(&["d"], seen)
        .interested(&["e"])
        .load(&TransferRules::default());
    let agenda = agenda(&loaded.context(), Some(EventIx(0)), wall(SATURDAY, "10:00"), LEAST_GAP);
    assert!(agenda.days.is_empty());
    let [watch] = &agenda.watch[..] else { panic!("{:?}", agenda.watch) };
    assert_eq!(loaded.titles(&watch.going), ["a", "b", "c", "d"]);
    assert_eq!(loaded.titles(&watch.interested), ["e"]);
    let totals = WatchTotals { all: 5, left: 4, minutes: 1155, minutes_left: 1055, unknown: 1 };
    assert_eq!(watch.totals, totals);
    let mine = to_watch(&loaded.context(), wall(SATURDAY, "10:00"));
    for (order, at_most, expected) in [
        (WatchOrder::Given, None, vec!["a", "b", "c", "e"]),
        (WatchOrder::Longest, None, vec!["e", "a", "b", "c"]),
        (WatchOrder::Shortest, None, vec!["b", "a", "e", "c"]),
        (WatchOrder::Longest, Some(30), vec!["a", "b"]),
        (WatchOrder::Given, Some(24), vec![]),
    ] {
        let left = left_to_watch(&loaded.context(), &mine, order, at_most);
        assert_eq!(loaded.titles(&left), expected, "{order:?} {at_most:?}");
    }
}

#[test]
fn a_conflict_is_solved_by_keeping_one_another_showing_or_the_recording() {
    let again = |session: &mut Session| session.title = "Hands ON, mesh!".into();
    let loaded = Meeting::new()
        .with("Hands on: mesh", SATURDAY, "10:00", 60, "Lab")
        .by("Ada", "mesh")
        .with("talk", SATURDAY, "10:30", 30, "Aula")
        .but(|session| {
            session.links.push(Link::new(LinkKind::Video, "https://example.org/v"));
        })
        .with("second showing", SATURDAY, "14:00", 60, "Lab")
        .by("Ada", "mesh")
        .but(again)
        .with("third showing", SUNDAY, "14:00", 60, "Lab")
        .by("Ada", "mesh")
        .but(again)
        .with("by somebody else", SUNDAY, "15:00", 60, "Lab")
        .by("Bob", "mesh")
        .but(again)
        .with("blocks the second", SATURDAY, "14:30", 60, "Aula")
        .going(&["Hands on: mesh", "talk", "blocks the second"])
        .load(&TransferRules::default());
    let (a, b) = (loaded.ix("Hands on: mesh"), loaded.ix("talk"));
    let context = loaded.context();
    let found = conflicts(&loaded.programme, &context.marked(Mark::Going), &loaded.transfer);
    assert_eq!(repeats(&loaded.programme, a), [loaded.ix("second showing"), loaded.ix("third showing")]);
    assert_eq!(
        solutions(&context, &found[0]),
        [
            Solution::Keep { keep: a, drop: b },
            Solution::Keep { keep: b, drop: a },
            Solution::Move { from: a, to: loaded.ix("third showing") },
            Solution::WatchLater { session: b },
            Solution::Move { from: a, to: loaded.ix("second showing") },
        ]
    );
}

#[test]
fn entries_without_people_repeat_only_where_the_abstract_agrees() {
    let named = |abstract_text: &'static str, kind: Kind| {
        move |session: &mut Session| {
            session.title = "Welcome".into();
            session.abstract_text = abstract_text.into();
            session.kind = kind;
        }
    };
    let loaded = Meeting::new()
        .with("a", SATURDAY, "09:00", 10, "Aula")
        .but(named("", Kind::Talk))
        .with("b", SUNDAY, "09:00", 10, "Aula")
        .but(named("", Kind::Talk))
        .with("c", SATURDAY, "10:00", 10, "Aula")
        .but(named("The tour.", Kind::Talk))
        .with("d", SATURDAY, "11:00", 10, "Aula")
        .but(named("The tour.", Kind::Talk))
        .with("e", SATURDAY, "12:00", 10, "Aula")
        .but(named("The tour.", Kind::Break))
        .load(&TransferRules::default());
    for (of, expected) in [("a", vec![]), ("c", vec!["d"]), ("e", vec![])] {
        let found: Vec<&str> = repeats(&loaded.programme, loaded.ix(of))
            .iter()
            .map(|ix| loaded.programme.session(*ix).id.as_str())
            .collect();
        assert_eq!(found, expected, "{of}");
    }
}
