//! Tests: which times events stand for, and in which zones these are.

use crate::source::{Options, read};

/// `day hour:minute+minutes title room` of each session of a calendar, by the event's clock, and the messages.
fn read_events(calendar: &str, events: &[&str]) -> (Vec<String>, Vec<String>) {
    let events: String = events.iter().map(|event| format!("BEGIN:VEVENT\n{event}\nEND:VEVENT\n")).collect();
    let text = format!("BEGIN:VCALENDAR\n{calendar}\n{events}END:VCALENDAR\n");
    let reading = read(text.as_bytes(), &Options::default()).unwrap();
    let schedule = reading.schedule;
    let mut slots: Vec<_> = schedule.sessions.iter().map(|session| (session.slot, session)).collect();
    slots.sort_by_key(|(slot, _)| *slot);
    let rows = slots.into_iter().map(|(slot, session)| {
        let room = session.room.map_or("", |room| schedule.rooms[room.index()].name.as_str());
        let time = slot.map_or("never".to_owned(), |slot| {
            format!("{}+{}", schedule.event.zone.local(slot.start).format("%d %H:%M"), slot.minutes())
        });
        let title = if session.cancelled { "cancelled" } else { &session.title };
        [&time, title, room].join(" ").trim_end().to_owned()
    });
    (rows.collect(), reading.problems.into_iter().map(|problem| problem.message).collect())
}

/// The days, hours and lengths of one event in Berlin, of which only the times are given.
fn times(event: &str) -> String {
    let (rows, _) = read_events("X-WR-TIMEZONE:Europe/Berlin", &[&format!("UID:1\nSUMMARY:x\n{event}")]);
    rows.iter().map(|row| row.trim_end_matches(" x")).collect::<Vec<_>>().join(", ")
}

const HOUR: &str = "DTSTART;TZID=Europe/Berlin:20260914T090000\nDTEND;TZID=Europe/Berlin:20260914T100000\n";

#[test]
fn every_rule_that_a_conference_needs_is_followed() {
    for (rule, days) in [
        ("FREQ=DAILY;COUNT=3;WKST=SU", "14, 15, 16"),
        ("WKST=SU;COUNT=3;INTERVAL=2;FREQ=DAILY", "14, 16, 18"),
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=6", "14, 15, 16, 17, 18, 21"),
        ("FREQ=WEEKLY;BYDAY=TU,MO;UNTIL=20260922T070000Z", "14, 15, 21, 22"),
        ("FREQ=WEEKLY;BYDAY=TU,MO;UNTIL=20260922T085959", "14, 15, 21"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=MO;COUNT=4", "14, 20, 28, 04"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU;COUNT=4", "14, 27, 28, 11"),
        ("FREQ=MONTHLY;COUNT=3", "14, 14, 14"),
        ("FREQ=MONTHLY;BYDAY=2MO;COUNT=3", "14, 12, 09"),
        ("FREQ=MONTHLY;BYDAY=-1MO;COUNT=2", "14, 28, 26"),
        ("FREQ=MONTHLY;BYMONTHDAY=14,-1;COUNT=3", "14, 30, 14"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2", "14, 30, 30"),
        ("FREQ=YEARLY;COUNT=2", "14, 14"),
        ("FREQ=YEARLY;BYMONTH=9;BYDAY=2MO;COUNT=2", "14, 13"),
        ("FREQ=DAILY;COUNT=2;BYHOUR=9;BYMINUTE=0;BYSECOND=0", "14, 15"),
    ] {
        let times = times(&format!("{HOUR}RRULE:{rule}"));
        assert_eq!(times.replace(" 09:00+60", ""), days, "{rule}");
    }
}

#[test]
fn what_a_rule_says_beyond_that_is_told() {
    for (rule, told) in [
        ("FREQ=HOURLY;COUNT=3", "no kind that is understood"),
        ("FREQ=DAILY;COUNT=3;BYHOUR=9,14", "no kind that is understood"),
        ("FREQ=WEEKLY;BYDAY=1MO;COUNT=3", "no kind that is understood"),
        ("FREQ=WEEKLY", "has no end"),
        ("FREQ=DAILY;COUNT=400", "366"),
        ("FREQ=DAILY;UNTIL=20260916", "ends by a day"),
    ] {
        let (_, problems) = read_events("", &[&format!("{HOUR}SUMMARY:x\nRRULE:{rule}")]);
        assert!(problems.iter().any(|problem| problem.contains(told)), "{rule}: {problems:?}");
    }
}

#[test]
fn further_and_excepted_times_are_lists_days_and_periods() {
    for (lines, expected) in [
        ("RDATE;TZID=Europe/Berlin:20260915T140000,20260916T160000", "14 09:00+60, 15 14:00+60, 16 16:00+60"),
        ("RDATE:20260915T120000Z\nRDATE:20260916T120000Z", "14 09:00+60, 15 14:00+60, 16 14:00+60"),
        ("RDATE;VALUE=PERIOD:20260915T120000Z/20260915T123000Z", "14 09:00+60, 15 14:00+30"),
        ("RDATE;VALUE=PERIOD;TZID=Europe/Berlin:20260915T1400\n 00/PT2H", "14 09:00+60, 15 14:00+120"),
        ("RDATE;VALUE=DATE:20260917", "14 09:00+60, 17 09:00+60"),
        ("RDATE;TZID=Europe/Berlin:20260914T090000", "14 09:00+60"),
        ("RRULE:FREQ=DAILY;COUNT=3\nEXDATE;VALUE=DATE:20260915", "14 09:00+60, 16 09:00+60"),
        ("RRULE:FREQ=DAILY;COUNT=3\nEXDATE:20260914T070000Z,20260916T070000Z", "15 09:00+60"),
        ("RDATE:20260915T120000Z\nEXDATE:20260915", "14 09:00+60"),
    ] {
        assert_eq!(times(&format!("{HOUR}{lines}")), expected, "{lines}");
    }
    let days = "DTSTART;VALUE=DATE:20260914\nDTEND;VALUE=DATE:20260915\nRDATE;VALUE=DATE:20260918";
    assert_eq!(times(days), "14 00:00+1440, 18 00:00+1440");
}

#[test]
fn a_change_from_an_occurrence_on_holds_until_the_next() {
    let master = format!("UID:1\nSUMMARY:a\nLOCATION:A\n{HOUR}RRULE:FREQ=DAILY;COUNT=6");
    let change = |range: &str, day: &str, start: &str, title: &str| {
        format!(
            "UID:1\nSUMMARY:{title}\nLOCATION:B\nRECURRENCE-ID{range}:202609{day}T070000Z\n\
             DTSTART;TZID=Europe/Berlin:202609{start}00\nDURATION:PT30M"
        )
    };
    let onwards = ";RANGE=THISANDFUTURE";
    let (one, two, single) = (
        change(onwards, "15", "15T1100", "b"),
        change(onwards, "18", "19T0800", "c"),
        change("", "17", "17T2000", "d"),
    );
    for events in [[&master, &one, &two, &single], [&single, &two, &one, &master]] {
        let (rows, _) = read_events("X-WR-TIMEZONE:Europe/Berlin", &events.map(String::as_str));
        let expected = [
            "14 09:00+60 a A",
            "15 11:00+30 b B",
            "16 11:00+30 b B",
            "17 20:00+30 d B",
            "19 08:00+30 c B",
            "20 08:00+30 c B",
        ];
        assert_eq!(rows, expected);
    }
}

#[test]
fn of_several_versions_the_newest_holds() {
    let event = |sequence: &str, title: &str, hour: u32| {
        format!("UID:1\nSUMMARY:{title}\n{sequence}DTSTART:20260914T{hour:02}0000Z\nDTEND:20260914T{hour:02}3000Z")
    };
    let (old, new) = (event("", "x", 9), event("SEQUENCE:10\n", "x", 14));
    let cancelled = event("SEQUENCE:11\nSTATUS:CANCELLED\n", "x", 15);
    for (events, expected) in [
        (vec![&old, &new], vec!["14 14:00+30 x"]),
        (vec![&new, &old], vec!["14 14:00+30 x"]),
        (vec![&cancelled, &old, &new], vec!["14 15:00+30 cancelled"]),
        // A UID for all is none.
        (
            vec![&event("", "a", 9), &event("", "b", 10), &event("SEQUENCE:1\n", "c", 11)],
            vec!["14 09:00+30 a", "14 10:00+30 b", "14 11:00+30 c"],
        ),
    ] {
        let events: Vec<&str> = events.into_iter().map(String::as_str).collect();
        assert_eq!(read_events("X-WR-TIMEZONE:UTC", &events).0, expected);
    }
}

#[test]
fn what_has_a_t_is_a_time_whatever_else_is_said() {
    for (start, expected) in [
        (";VALUE=DATE:20260914T120000", "14 12:00+0"),
        (":20260914T100000.000Z", "14 12:00+0"),
        (":2026-09-14T10:00:00.5Z", "14 12:00+0"),
        (":20260914T120000+0200", "14 12:00+0"),
        (";TZID=\"Europe/Berlin:20260914T120000\"", "14 12:00+0"),
        (";TZID=\"Asia/Tokyo\":20260914T190000", "14 12:00+0"),
        (":20260914", "14 00:00+1440"),
        (";TZID=GMT+02:00:20260914T120000", "14 12:00+0"),
        (";TZID=tzone://Microsoft/Utc:20260914T100000", "14 12:00+0"),
        (";TZID=(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna:20260914T120000", "14 12:00+0"),
        (";TZID=Europe/Berlin:2026-09-14T12:00:00", "14 12:00+0"),
        (";VALUE=DATE-TIME:20260914Tlater", "never"),
        (":14.09.2026 um 9 Uhr", "never"),
    ] {
        assert_eq!(times(&format!("DTSTART{start}")), expected, "{start}");
    }
}

#[test]
fn the_zone_is_the_calendars_word_then_that_of_most_starts() {
    let at = |zone: &str| format!("SUMMARY:x\nDTSTART{zone}");
    let (berlin, york, utc) = (
        at(";TZID=Europe/Berlin:20260914T090000"),
        at(";TZID=America/New_York:20260914T090000"),
        at(":20260914T070000Z"),
    );
    let outlook = |name: &str| {
        format!(
            "BEGIN:VTIMEZONE\nTZID:{name}\nBEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETTO:+0545\nEND:STANDARD\nEND:VTIMEZONE"
        )
    };
    let floating = at(":20260914T090000");
    for (calendar, events, hour) in [
        ("X-WR-TIMEZONE:Europe/Berlin".to_owned(), vec![&york, &york, &utc], "15:00"),
        ("X-WR-TIMEZONE:UTC".to_owned(), vec![&berlin, &utc], "09:00"),
        (String::new(), vec![&berlin, &berlin, &utc], "09:00"),
        (String::new(), vec![&york, &utc, &utc], "07:00"),
        (outlook("Nepal Standard Time"), vec![&floating, &utc], "12:45"),
        (
            outlook("My own zone"),
            vec![&utc, &at(";TZID=My own zone:20260914T124500"), &at(";TZID=My own zone:20260914T124500")],
            "12:45",
        ),
    ] {
        let events: Vec<&str> = events.into_iter().map(String::as_str).collect();
        let (rows, problems) = read_events(&calendar, &events);
        let found = rows.iter().any(|row| row.contains(hour));
        assert!(found, "{calendar}: {rows:?} {problems:?}");
    }
}

#[test]
fn lines_that_other_programs_write_are_decoded() {
    for (line, title) in [
        ("SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Gr=C3=BC=\n=C3=9Fe", "Grüße"),
        ("SUMMARY;CHARSET=ISO-8859-2;ENCODING=QUOTED-PRINTABLE:=BElu=BB", "žluť"),
        ("SUMMARY;ENCODING=QUOTED-PRINTABLE:2 = 2=3D2", "2 = 2=2"),
        ("SUMMARY;QUOTED-PRINTABLE:a=3Db", "a=b"),
        ("SUMMARY:a=3Db", "a=3Db"),
    ] {
        let (rows, _) = read_events("", &[line]);
        assert_eq!(rows, [format!("never {title}")], "{line}");
    }
    let text = "\u{feff}\r\n<!-- made by hand\r\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n-->";
    let read = read(text.as_bytes(), &Options::default()).unwrap();
    let told: Vec<&str> = read.problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(
        (read.schedule.sessions.len(), told.iter().any(|told| told.contains("property"))),
        (1, false),
        "{told:?}"
    );
}

#[test]
fn a_night_belongs_to_the_day_on_which_it_began() {
    let text = "BEGIN:VCALENDAR\nX-WR-TIMEZONE:Europe/Berlin\nBEGIN:VEVENT\nSUMMARY:x\nDTSTART:20260914T220000Z\nEND:VEVENT\nEND:VCALENDAR";
    let read = read(text.as_bytes(), &Options::default()).unwrap();
    assert_eq!(read.schedule.sessions[0].day.unwrap().to_string(), "2026-09-14");
}

#[test]
fn the_event_lasts_as_long_as_what_takes_days() {
    let text = "BEGIN:VCALENDAR\nX-WR-TIMEZONE:Europe/Berlin\nBEGIN:VEVENT\nSUMMARY:x\nDTSTART:20260914T070000Z\nDTEND:20260918T160000Z\nEND:VEVENT\n\
                BEGIN:VEVENT\nSUMMARY:night\nDTSTART:20260918T200000Z\nDTEND:20260919T040000Z\nEND:VEVENT\nEND:VCALENDAR";
    let event = read(text.as_bytes(), &Options::default()).unwrap().schedule.event;
    assert_eq!(
        (event.first_day.unwrap().to_string(), event.last_day.unwrap().to_string()),
        ("2026-09-14".into(), "2026-09-18".into())
    );
}
