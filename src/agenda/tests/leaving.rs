use super::*;

fn meeting() -> Meeting {
    let meeting =
        Meeting::new().with("First", SATURDAY, "10:00", 60, "K.1").with("Second", SATURDAY, "11:10", 30, "UD.2");
    let meeting = meeting.with("Same room", SATURDAY, "12:00", 30, "UD.2").with("Near", SATURDAY, "11:15", 30, "K.2");
    meeting.with("Soon", SATURDAY, "11:05", 30, "K.3").going(&["First", "Second", "Same room"])
}

#[test]
fn one_is_told_to_leave_to_the_minute() {
    let loaded = meeting().load(&towns(&[("K*", "UD*", 7)]));
    let told = |time: &str| {
        let leave = leave(&loaded.context(), wall(SATURDAY, time), 15)?;
        let from = leave.from.map_or("?", |from| loaded.title(from));
        Some(format!(
            "{} from {from}: {} of {}{}",
            loaded.title(leave.session),
            leave.minutes,
            leave.way,
            if leave.is_late() { " late" } else { "" }
        ))
    };
    for (time, expected) in [
        ("09:44", None),
        ("09:45", Some("First from ?: 10 of 5")),
        ("09:55", Some("First from ?: 0 of 5")),
        ("09:57", Some("First from ?: -2 of 5 late")),
        ("10:00", None),
        ("10:54", None),
        ("10:55", Some("Second from First: 8 of 7")),
        ("11:03", Some("Second from First: 0 of 7")),
        ("11:04", Some("Second from First: -1 of 7 late")),
        ("11:07", Some("Second from First: -4 of 7 late")),
        ("11:10", None),
        ("11:45", Some("Same room from Second: 15 of 0")),
        ("12:00", None),
    ] {
        assert_eq!(told(time).as_deref(), expected, "{time}");
    }
}

#[test]
fn who_is_late_hears_of_the_best_that_can_still_be_reached() {
    let loaded = meeting().load(&towns(&[("K*", "UD*", 7)]));
    let context = loaded.context();
    let none = |_: SessionIx, _: &[SessionIx]| None;
    let instead = |time: &str| {
        let now = wall(SATURDAY, time);
        let late = leave(&context, now, 15)?;
        reachable(&context, &late, now, &none).map(|ix| loaded.title(ix).to_owned())
    };
    assert_eq!(instead("11:00").as_deref(), Some("Soon"));
    assert_eq!(instead("11:06").as_deref(), Some("Near"), "the other has begun");
}

#[test]
fn the_clock_ticks_only_where_something_is_due_within_the_hour() {
    let loaded = meeting().load(&TransferRules::default());
    let wakes = |time: &str| leave_wakes(&loaded.context(), wall(SATURDAY, time));
    assert_eq!(wakes("07:30"), Some(wall(SATURDAY, "09:00")));
    assert_eq!(wakes("09:00"), Some(wall(SATURDAY, "09:01")));
    assert_eq!(wakes("10:03"), Some(wall(SATURDAY, "10:04")));
    assert_eq!(wakes("10:06"), Some(wall(SATURDAY, "10:10")));
    assert_eq!(wakes("12:05"), None);
    let nothing = Meeting::new().with("Other", SATURDAY, "10:00", 60, "K.1").load(&TransferRules::default());
    assert_eq!(leave_wakes(&nothing.context(), wall(SATURDAY, "09:30")), None);
}

#[test]
fn a_way_is_that_between_the_places_of_the_rooms_unless_a_distance_is_given() {
    let room = |name: &str, x: f64, floor| {
        let room = RoomSpot::try_from(RoomEntry {
            name: name.into(),
            x: Some(x),
            y: Some(0.0),
            floor,
            ..RoomEntry::default()
        });
        RoomRule { event: None, room: room.unwrap() }
    };
    let rooms = vec![room("K*", 0.0, Some(1)), room("UD*", 700.0, Some(3))];
    let way = |rules: &TransferRules| {
        let loaded = meeting().load(rules);
        let minutes = leave(&loaded.context(), wall(SATURDAY, "11:00"), 15).unwrap().way;
        let kinds = conflicts(&loaded.programme, &loaded.context().marked(Mark::Going), &loaded.transfer);
        (minutes, kinds.iter().map(|one| one.kind).collect::<Vec<_>>())
    };
    let walked = TransferRules { rooms: rooms.clone(), ..TransferRules::default() };
    assert_eq!(way(&walked), (12, vec![ConflictKind::Tight { needed: 12, have: 10 }]), "700 metres and two floors");
    assert_eq!(way(&TransferRules { rooms: rooms.clone(), ..towns(&[("K*", "UD*", 3)]) }), (3, vec![]));
    let elsewhere = rooms.iter().map(|rule| RoomRule { event: Some("other".into()), ..rule.clone() }).collect();
    assert_eq!(way(&TransferRules { rooms: elsewhere, ..TransferRules::default() }), (5, vec![]));
    assert_eq!(
        way(&TransferRules { rooms: rooms[..1].to_vec(), ..TransferRules::default() }),
        (5, vec![]),
        "one end alone"
    );
    let mut meeting = meeting();
    for at in &mut meeting.schedule.rooms {
        at.spot = rooms.iter().find(|rule| rule.room.covers(&at.name)).map(|rule| rule.room.spot);
    }
    let loaded = meeting.load(&TransferRules::default());
    assert_eq!(leave(&loaded.context(), wall(SATURDAY, "11:00"), 15).unwrap().way, 12, "what the programme says");
}
