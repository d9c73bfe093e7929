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
